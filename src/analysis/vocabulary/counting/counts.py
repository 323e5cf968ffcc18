"""What is counted, once: the handle every measure on counts starts from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.corpus import PROSE, Corpus
from analysis.vocabulary.counting.words import count_words


@dataclass(frozen=True, eq=False)
class Counts:
    """Counts of words by article. Made by `count`.

    Attributes
    ----------
    corpus : Corpus
    table : str
        Name of a table ``article_id, word, f`` for `Corpus.sql`: ``f`` is how
        often the word stands in the article.
    kinds : tuple of str
        Kinds of segment that were counted.
    """

    corpus: Corpus
    table: str
    kinds: tuple[str, ...] = PROSE


def count(corpus: Corpus, *, kinds: Sequence[str] = PROSE) -> Counts:
    """Count the words of each article, once.

    Parameters
    ----------
    corpus : Corpus
    kinds : sequence of str
        Kinds of segment that are counted.

    Returns
    -------
    Counts
        For `frequencies`, `keyness` and all other measures on counts.

    Examples
    --------
    >>> headlines = count(corpus, kinds=("headline",))  # doctest: +SKIP
    """
    return Counts(corpus, count_words(corpus, kinds=kinds), tuple(kinds))


def counted(subject: Corpus | Counts) -> Counts:
    """Return counts as they are, and the words of a corpus counted."""
    return subject if isinstance(subject, Counts) else count(subject)

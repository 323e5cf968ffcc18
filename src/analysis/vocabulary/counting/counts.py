"""What is counted, once: the handle every measure on counts starts from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.corpus import PROSE, Corpus
from analysis.corpus.store import name_of
from analysis.errors import ParameterError, one_of
from analysis.vocabulary.counting import matrices, streams, tables
from analysis.vocabulary.counting.description import described
from analysis.vocabulary.counting.grams import length
from analysis.vocabulary.counting.matrices import Matrix
from analysis.vocabulary.counting.places import places
from analysis.vocabulary.counting.tallies import tallies
from analysis.vocabulary.counting.voices import QUOTED, contents

UNITS = ("word", "lemma", "lemma_pos")
"""What is counted: word forms, lemmas, or lemmas with their part of speech."""

VOICES = ("all", "narrator", "quoted")
"""Whose words are counted: everybody's, the outlet's own, or those of its sources."""


@dataclass(frozen=True, eq=False)
class Counts:
    """Counts of words by article. Made by `count`.

    Attributes
    ----------
    corpus : Corpus
    table : str
        Name of a view ``article_id, word, f`` for `Corpus.sql`: ``f`` is how
        often the word stands in the article.
    kinds, unit, n, voice, quoted, least_df
        What is counted, as given to `count`.
    """

    corpus: Corpus
    table: str
    kinds: tuple[str, ...] = PROSE
    unit: str = "word"
    n: int = 1
    voice: str = "all"
    quoted: tuple[str, ...] = QUOTED
    least_df: int = 1

    def __str__(self) -> str:
        """Return what is counted in words, as captions state it."""
        return described(self)

    @property
    def few(self) -> bool:
        """Whether memory holds all counts at once; see `matrices.few`."""
        return matrices.few(self)

    def matrix(self, *, least_f: int = 1, least_df: int = 1) -> Matrix:
        """Return the counts as one sparse matrix, articles × words; see `matrices.matrix`."""
        return matrices.matrix(self, least_f=least_f, least_df=least_df)

    def blocks(self, *, least_f: int = 1, least_df: int = 1, cells: int | None = None) -> Iterator[Matrix]:
        """Yield the counts as matrices of some words each, or one where memory holds it; see `matrices.blocks`."""
        return matrices.blocks(self, least_f=least_f, least_df=least_df, cells=cells)


def count(
    corpus: Corpus,
    *,
    unit: str = "word",
    n: int = 1,
    kinds: Sequence[str] = PROSE,
    voice: str = "all",
    quotations: pd.DataFrame | None = None,
    quoted: Sequence[str] = QUOTED,
    least_df: int = 1,
) -> Counts:
    """Count the words of each article, once.

    Parameters
    ----------
    corpus : Corpus
    unit : str
        ``word`` (forms, see `analysis.corpus.words`), ``lemma``, or ``lemma_pos``
        (lemma and part of speech: ``strike/NOUN``). The corpus is annotated for
        the last two if it is not yet.
    n : int
        1 for single words, 2 to 5 for sequences of so many neighbouring words,
        joined by one space. No sequence reaches across a stop, comma, bracket,
        dash, line break or quotation mark, nor from one voice into another.
    kinds : sequence of str
        Kinds of segment that are counted, and ``lead``: the standfirst, or where
        there is none the first paragraph of the body. A word is never counted
        twice: the lead is also part of the body.
    voice : str
        ``all``, ``narrator`` (words outside quotations) or ``quoted`` (words
        inside). A word is inside if all of it is.
    quotations : DataFrame, optional
        With ``article_id``, ``content`` (list of [start, end]) and ``kind``, as
        `actors.quotations` makes it; needed for the last two voices.
    quoted : sequence of str
        Kinds of quotation whose content is another's voice: ``direct, mixed,
        indirect``. With ``("direct",)`` paraphrase is the narrator's.
    least_df : int
        Articles (as read) in which a word or sequence must stand to be kept.
        What is left out still counts in an article's number of words.

    Returns
    -------
    Counts
        For `frequencies`, `keyness` and all other measures on counts.

    Raises
    ------
    ParameterError
        If an option has no such value, or quotations are missing.
    ModelError
        If lemmas are asked for and the corpus' language model is not installed.

    Notes
    -----
    Words of all voices are counted for each part of the corpus and kept beside
    it, whatever is selected: the next count of any selection reads them. Lemmas
    and voices are counted for the selected articles as long as the corpus is open.

    Examples
    --------
    >>> headlines = count(corpus, kinds=("headline",))  # doctest: +SKIP
    >>> narrator = count(corpus, unit="lemma", voice="narrator", quotations=quotations(corpus))  # doctest: +SKIP
    """
    one_of(unit, UNITS, name="unit")
    one_of(voice, VOICES, name="voice")
    length(n)
    wanted = places(kinds)
    chosen = (kinds,) if isinstance(kinds, str) else tuple(kinds)
    if isinstance(least_df, bool) or not isinstance(least_df, int) or least_df < 1:
        raise ParameterError(f"least_df = {least_df!r}", remedy="Use a whole number from 1.")
    spans = None if voice == "all" else contents(quotations, quoted=quoted, voice=voice)
    name = "counts_" + name_of(unit, n, wanted, voice, spans.key if spans else "", least_df)[:16]
    if not corpus.has(name):
        tables.bound_memory(corpus)
        if unit == "word" and spans is None:
            made = tallies(corpus, n=n)
            tables.from_tallies(corpus, name, tallies=made, kinds=chosen, least_df=least_df)
        else:
            rows = streams.rows(corpus, name, unit=unit, n=n, places=wanted, voice=voice, spans=spans)
            tables.from_rows(corpus, name, rows=rows, least_df=least_df)
    return Counts(corpus, name, chosen, unit, n, voice, spans.quoted if spans else QUOTED, least_df)


def counted(subject: Corpus | Counts) -> Counts:
    """Return counts as they are, and the words of a corpus counted."""
    return subject if isinstance(subject, Counts) else count(subject)


def count_pairs(corpus: Corpus, *, kinds: Sequence[str] = PROSE) -> str:
    """Count pairs of neighbouring words by article and return the name of the table.

    Returns
    -------
    str
        Name of a view ``article_id, first, second, f`` over the sequences of two words.
    """
    name = count(corpus, n=2, kinds=kinds).table
    view = f"{name}_pairs"
    if not corpus.has(view):
        corpus.connection.execute(
            f"create temp view {view} as select article_id, split_part(word, ' ', 1) as first, "
            f"split_part(word, ' ', 2) as second, f from {name}"
        )
    return view

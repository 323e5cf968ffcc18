"""Mentions and quotations of a corpus, both found in one reading of its articles.

Whoever asks for one of the tables mostly asks for the other: speakers are
mentions. So the articles are read once, and both tables stay with the corpus
as long as it is open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.actors.attribution.voices import joined, voices_of
from analysis.actors.mentions import find_mentions
from analysis.actors.tables import mention_rows, mentions_frame
from analysis.annotation import parsed_articles
from analysis.corpus.keeping import kept

if TYPE_CHECKING:
    from analysis.corpus import Corpus


def mentions(corpus: Corpus) -> pd.DataFrame:
    """Return every reference to an actor in the selected articles.

    Parameters
    ----------
    corpus : Corpus
        Annotated on demand.

    Returns
    -------
    DataFrame
        Columns `MENTIONS`, one row per mention in order of article and place:
        offsets into the article's text; ``actor_id``, ``name`` and ``kind`` of
        the actor; ``via`` and ``rule`` of the mention; ``words`` as written;
        kind of the ``segment``; number of the ``paragraph`` (segment) and
        ``sentence`` in the article; ``position`` of the start as a share of the
        article's characters.

    Notes
    -----
    Across articles, actors are one only by gazetteer entry or by the same full
    name. A person known only by a single word stays inside the article.
    """
    return _tables(corpus)[0].copy()


def quotations(corpus: Corpus) -> pd.DataFrame:
    """Return the attributed statements of the selected articles with their speakers as actors.

    Parameters
    ----------
    corpus : Corpus
        Annotated on demand.

    Returns
    -------
    DataFrame
        The columns of `quotations.COLUMNS`, and

        - ``speaker_id``: an ``actor_id``; ``anonymous`` for a source without a
          name; empty where no source is named,
        - ``speaker_name``: the actor's name, or the words for the source,
        - ``speaker_kind``: kind of the actor, ``anonymous`` or empty,
        - ``affiliation``: the actor named inside an anonymous source ("a Kremlin spokesman"),
        - ``words_quoted``, ``words_paraphrased``: words of the content inside and
          outside quotation marks.
    """
    return _tables(corpus)[1].copy()


def _tables(corpus: Corpus) -> tuple[pd.DataFrame, pd.DataFrame]:
    return kept(corpus, ("mentions and quotations",), lambda: _read(corpus))


def _read(corpus: Corpus) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows: list[tuple[object, ...]] = []
    statements: list[pd.DataFrame] = []
    for article in parsed_articles(corpus):
        found = find_mentions(article)
        rows += mention_rows(article, found)
        statements.append(voices_of(article, found))
    return mentions_frame(rows), joined(statements)

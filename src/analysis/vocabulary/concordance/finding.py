"""Every hit of a query as rows, before any of them is shown."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.errors import ParameterError
from analysis.vocabulary.running import (
    Hits,
    Matcher,
    Query,
    Running,
    around,
    located,
    matching_forms,
    parse,
    running_words,
    tagged_words,
)

Array = np.ndarray

REACH = 3
"""Words on each side by which lines can be sorted."""

SIDES = tuple(f"{side}{step}" for side in ("left", "right") for step in range(1, REACH + 1))


def words_for(corpus: Corpus, query: Query, *, kinds: Sequence[str]) -> Running:
    """Return the running words that a query is asked of; only segments that can have a hit, where that is faster."""
    if query.annotated:
        return tagged_words(corpus, kinds=kinds)
    return running_words(corpus, kinds=kinds, containing=query.literal)


class Context:
    """What must, and must not, stand near a hit.

    Parameters
    ----------
    near, not_near : sequence of str
        Words, perhaps with wildcards; all of `near` must stand within reach, none of `not_near`.
    reach : int
        Words on each side.
    """

    def __init__(self, near: Sequence[str], not_near: Sequence[str], reach: int) -> None:
        if reach < 1:
            raise ParameterError(f"reach = {reach} words", where="reach", remedy="Give 1 or more.")
        self.reach = reach
        self.near, self.not_near = (
            [self._pattern(word) for word in ([words] if isinstance(words, str) else words)]
            for words in (near, not_near)
        )

    def __bool__(self) -> bool:
        return bool(self.near or self.not_near)

    @staticmethod
    def _pattern(word: str) -> str:
        readings = parse(word).readings
        if len(readings) > 1 or len(readings[0]) > 1 or readings[0][0][0].attribute != "word":
            raise ParameterError(
                f"{word!r} is not one word",
                where="near",
                remedy="Give single words; * and ? may stand in them.",
            )
        return readings[0][0][0].values[0]

    def keeps(self, hits: Hits, lexicon: Array) -> Array:
        """Say for each hit whether its context is as wanted."""
        hit, at = around(hits, self.reach, self.reach)
        kept = np.ones(len(hits), dtype=bool)
        for patterns, wanted in ((self.near, True), (self.not_near, False)):
            for pattern in patterns:
                fits = matching_forms((pattern,), lexicon)[hits.words.word[at]]
                kept &= (np.bincount(hit[fits], minlength=len(hits)) > 0) == wanted
        return kept


def find(
    running: Running, query: Query, *, context: Context, sides: bool = False
) -> tuple[pd.DataFrame, int]:
    """Return every hit, in order of date, article and place, and how many were left out for their context.

    Returns
    -------
    rows : DataFrame
        ``place, article, first, last`` (words of the segment), and if asked
        `SIDES`: numbers of the words beside it, in alphabetical order, -1 for none.
    left_out : int
    """
    tables, left_out = [], 0
    for hits in Matcher(query, running):
        kept = context.keeps(hits, running.lexicon) if context else np.ones(len(hits), dtype=bool)
        left_out += int((~kept).sum())
        chosen = hits.chosen(kept)
        segment = chosen.segment
        begin = chosen.words.edge[segment]
        table = {
            "place": chosen.words.place[segment],
            "article": chosen.words.article[segment],
            "first": chosen.first - begin,
            "last": chosen.last - begin,
        }
        tables.append(pd.DataFrame({**table, **(_sides(chosen) if sides else {})}))
    columns = ["place", "article", "first", "last", *(SIDES if sides else ())]
    return pd.concat([pd.DataFrame(columns=columns, dtype=np.int64), *tables], ignore_index=True), left_out


def _sides(hits: Hits) -> dict[str, Array]:
    words, segment = hits.words, hits.segment
    out = {}
    for step in range(1, REACH + 1):
        for side, at in (("left", hits.first - step), ("right", hits.last + step - 1)):
            inside = (at >= words.edge[segment]) & (at < words.edge[segment + 1])
            out[f"{side}{step}"] = np.where(inside, words.word[np.where(inside, at, 0)], -1)
    return out


def places(running: Running, rows: pd.DataFrame) -> pd.DataFrame:
    """Return hits with the characters they stand at: ``article_id, start, end, kind`` and their own columns."""
    return pd.concat([located(running, rows), rows.drop(columns=["place", "first", "last"])], axis=1)

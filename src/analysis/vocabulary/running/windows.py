"""The words around hits, and the characters hits stand at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from analysis.corpus.words import spans_of
from analysis.vocabulary.running.matching import Hits
from analysis.vocabulary.running.stream import Running

Array = np.ndarray

_PART = 20_000
"""Segments whose text is held at a time."""


def around(
    hits: Hits, left: int, right: int, *, within: tuple[Array, Array] | None = None
) -> tuple[Array, Array]:
    """Return the words that stand near hits, never across a segment's edge.

    Parameters
    ----------
    hits : Hits
    left, right : int
        Words before the first and after the last word of a hit.
    within : (array, array), optional
        For each hit the first word and the one after the last that count as
        near, such as its sentence.

    Returns
    -------
    hit, at : arrays of int
        Number of the hit, and the word among `hits.words.word`.
    """
    edge = hits.words.edge
    lower, upper = edge[hits.segment], edge[hits.segment + 1]
    if within is not None:
        lower, upper = np.maximum(lower, within[0]), np.minimum(upper, within[1])
    numbers = np.arange(len(hits))
    found = [
        np.stack([numbers, hits.first - step])[:, hits.first - step >= lower] for step in range(1, left + 1)
    ]
    found += [np.stack([numbers, hits.last + step])[:, hits.last + step < upper] for step in range(right)]
    hit, at = np.concatenate([np.zeros((2, 0), dtype=np.int64), *found], axis=1)
    return hit, at


def located(running: Running, rows: pd.DataFrame) -> pd.DataFrame:
    """Return where hits stand in their articles' texts.

    Parameters
    ----------
    running : Running
    rows : DataFrame
        ``place`` (segment), ``first, last`` (words of the segment, the last exclusive).

    Returns
    -------
    DataFrame
        ``article_id, start, end, kind``, in the order of the rows.
    """
    wanted: dict[int, list[int]] = {}
    for place, first, last in rows[["place", "first", "last"]].to_numpy(dtype=np.int64).tolist():
        wanted.setdefault(place, []).extend((first, last - 1))
    known = {}
    for place, key, kind, start, text in texts(running, list(wanted)):
        # Two spans for each hit, that of its first and that of its last word, in the order of the rows.
        known[place] = key, kind, start, iter(spans_of(text, wanted[place]))
    found = []
    for place in rows["place"].tolist():
        key, kind, start, spans = known[place]
        found.append((key, start + next(spans)[0], start + next(spans)[1], kind))
    return pd.DataFrame(found, columns=["article_id", "start", "end", "kind"], index=rows.index)


def texts(running: Running, places: Sequence[int]) -> Iterator[tuple[int, str, str, int, str]]:
    """Yield ``place, article_id, kind, start, text`` of some segments."""
    for begin in range(0, len(places), _PART):
        yield from running.corpus.connection.execute(
            "select r.place, n.article_id, r.kind, r.start, "
            'substring(a.text, (r.start + 1)::bigint, (r."end" - r.start)::bigint) as part '
            f"from {running.table} r join {running.table}_articles n using (article) "
            "join articles a using (article_id) where r.place in (select unnest($places))",
            {"places": places[begin : begin + _PART]},
        ).fetchall()

"""The words around hits, and the characters hits stand at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.corpus.spans import spans_at
from analysis.vocabulary.running.matching import Hits
from analysis.vocabulary.running.stream import Running

Array = np.ndarray

_PART = 100_000
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
    place, first, last = rows[["place", "first", "last"]].to_numpy(dtype=np.int64).T
    known, row = np.unique(place, return_inverse=True)
    order = np.argsort(row, kind="stable")
    out: dict[str, Array] = {
        "article_id": np.empty(len(rows), dtype=object), "start": np.empty(len(rows), dtype=np.int64),
        "end": np.empty(len(rows), dtype=np.int64), "kind": np.empty(len(rows), dtype=object),
    }  # fmt: skip
    done = 0
    for own in texts(running, known):
        hits = order[slice(*np.searchsorted(row[order], [done, done + len(own["place"])]))]
        here = row[hits] - done
        out["article_id"][hits], out["kind"][hits] = own["article_id"][here], own["kind"][here]
        begin, end = spans_at(
            list(own["text"]), np.tile(here, 2), np.concatenate([first[hits], last[hits] - 1])
        )
        out["start"][hits] = own["start"][here] + begin[: len(hits)]
        out["end"][hits] = own["start"][here] + end[len(hits) :]
        done += len(own["place"])
    return pd.DataFrame(out, index=rows.index)


def texts(running: Running, places: Array) -> Iterator[dict[str, Any]]:
    """Yield ``place, article_id, kind, start, text`` of some segments as arrays, some segments at a time.

    Parameters
    ----------
    running : Running
    places : array of int
        Segments in order, each once.
    """
    connection = running.corpus.connection
    for begin in range(0, len(places), _PART):
        connection.register("_wanted", pa.table({"place": places[begin : begin + _PART]}))
        found = connection.execute(
            "select place, n.article_id, r.kind, r.start, "
            'substring(a.text, (r.start + 1)::bigint, (r."end" - r.start)::bigint) as text '
            f"from _wanted join {running.table} r using (place) join {running.table}_articles n using (article) "
            "join articles a using (article_id) order by place"
        ).fetchnumpy()
        connection.unregister("_wanted")
        yield found

"""The articles of a corpus in the order in which they came out, as numbers to compute with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.corpus.stories.shingles import Ints
from analysis.errors import InputError

Signatures: TypeAlias = pa.Table | Sequence[Path]
"""Signatures as a table, or as the Parquet files that hold them."""

_UNDATED = 1 << 40
_ROWS = 5000


@dataclass(frozen=True)
class Order:
    """Articles numbered from the earliest, undated ones last.

    Attributes
    ----------
    ids : Index
        Article ids.
    outlet, day : ndarray
        Codes of the outlet, and days since the year 1, -1 for an undated article.
    words : ndarray
        Words of the body.
    body : ndarray
        Hash of the body's words, 0 for none.
    """

    ids: pd.Index
    outlet: Ints
    outlets: tuple[str, ...]
    day: Ints
    words: Ints
    body: npt.NDArray[np.uint64]

    def __len__(self) -> int:
        """Return the number of articles."""
        return len(self.ids)


def batches(signatures: Signatures, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
    """Yield some columns of signatures, a few thousand articles at a time."""
    if isinstance(signatures, pa.Table):
        yield from signatures.select(list(columns)).to_batches(max_chunksize=_ROWS)
        return
    for path in signatures:
        with pq.ParquetFile(path) as file:
            yield from file.iter_batches(batch_size=_ROWS, columns=list(columns))


def in_order(connection: duckdb.DuckDBPyConnection, signatures: Signatures) -> Order:
    """Return the articles of a connection by date and time, then the longer body first, then by id.

    Undated articles come after all others, and a date without a time after the
    same day's articles with one.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        With the view `all_articles`: ``article_id, outlet, date, time``.
    signatures : Table or sequence of Path
        Signatures of all its articles; those of other articles are passed over.

    Raises
    ------
    InputError
        If an article has no signature.
    """
    table = connection.execute(
        "select article_id, outlet, coalesce(date, '') as date, coalesce(time, '') as time from all_articles"
    ).df()
    known = pd.Index(table["article_id"])
    body = np.zeros(len(known), dtype=np.uint64)
    words = np.full(len(known), -1, dtype=np.int64)
    for rows, batch in _known(signatures, known, ["body", "words"]):
        body[rows] = batch["body"].to_numpy()
        words[rows] = batch["words"].to_numpy()
    if (words < 0).any():
        raise InputError(
            f"{int((words < 0).sum()):,} articles have no signature, first {known[int(np.argmin(words))]!r}",
            remedy="Give the signatures of all parts of the corpus.",
        )
    day = _days(table["date"])
    time = table["time"].where(table["time"] != "", "99")
    order = np.lexsort((table["article_id"], -words, time, np.where(day < 0, _UNDATED, day)))
    codes, outlets = pd.factorize(table["outlet"].fillna(""), sort=True)
    return Order(
        known[order], codes[order].astype(np.int64), tuple(outlets), day[order], words[order], body[order]
    )


def _days(dates: pd.Series) -> Ints:
    """Return ISO dates as days since the year 1, -1 for what is none."""
    days = pd.to_datetime(dates, errors="coerce", format="%Y-%m-%d").to_numpy().astype("datetime64[D]")
    return np.where(np.isnat(days), -1, days.astype(np.int64) + date(1970, 1, 1).toordinal())


def numbered(
    signatures: Signatures, order: Order, column: str, *, wanted: npt.NDArray[np.bool_]
) -> Iterator[tuple[Ints, pa.Array]]:
    """Yield a column of signatures with the numbers of its articles, for the articles that are wanted.

    An article that comes twice is given once.
    """
    seen = ~wanted
    for rows, batch in _known(signatures, order.ids, [column]):
        _, firsts = np.unique(rows, return_index=True)
        new = np.sort(firsts)
        new = new[~seen[rows[new]]]
        seen[rows[new]] = True
        yield rows[new], batch[column].take(pa.array(new))


def _known(
    signatures: Signatures, ids: pd.Index, columns: Iterable[str]
) -> Iterator[tuple[Ints, pa.RecordBatch]]:
    for batch in batches(signatures, ["article_id", *columns]):
        rows = ids.get_indexer(batch["article_id"].to_pandas()).astype(np.int64)
        here = np.flatnonzero(rows >= 0)
        yield rows[here], batch.take(pa.array(here))

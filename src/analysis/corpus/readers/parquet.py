"""Parquet tables: one article a row, fields by column name, read in batches."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.corpus.readers.raw import RawInput
from analysis.corpus.readers.rows import Rows
from analysis.corpus.records import Record, Remark
from analysis.errors import InputError


def read(raw: RawInput) -> Iterator[Record | Remark]:
    """Yield a record for each row.

    Raises
    ------
    InputError
        If it is no Parquet table, or no column holds text or headlines.
    """
    rows = Rows(raw.source)
    number = 0
    with raw.seekable() as stream:
        try:
            table = pq.ParquetFile(pa.PythonFile(stream, mode="r"))
        except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
            raise InputError(
                f"the file is no Parquet table ({' '.join(str(error).split())[:200]})",
                remedy="Export it again.",
            ) from error
        columns = rows.columns(tuple(table.schema_arrow.names))
        for batch in table.iter_batches(batch_size=1000, columns=sorted(set(columns.values()))):
            for row in batch.to_pylist():
                yield from rows.read(number, row)
                number += 1
    yield from rows.notices()

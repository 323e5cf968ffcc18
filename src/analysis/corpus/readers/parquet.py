"""Parquet tables: one article a row, fields by column name, read in batches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.corpus.encoding import read_bytes
from analysis.corpus.metadata.columns import field_columns, fields_of
from analysis.corpus.readers.tabular import record_of
from analysis.corpus.records import Record, Remark
from analysis.errors import InputError


def read(path: Path, source: str) -> Iterator[Record | Remark]:
    """Yield a record for each row."""
    try:
        table = pq.ParquetFile(pa.BufferReader(read_bytes(path)) if path.suffix == ".gz" else path)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise InputError(
            f"the file is no Parquet table ({' '.join(str(error).split())[:200]})", remedy="Export it again."
        ) from error
    columns = field_columns(table.schema_arrow.names)
    number = 0
    for batch in table.iter_batches(batch_size=1000, columns=sorted(set(columns.values()))):
        for row in batch.to_pylist():
            yield from record_of(source, number, fields_of(row, columns))
            number += 1

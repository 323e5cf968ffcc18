"""Types of the actors tables' columns: the same in memory and on disk, with and without rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import pandas as pd
import pyarrow as pa

SPANS = pa.list_(pa.list_(pa.int64()))
"""Several places of one thing: a list of [start, end]."""


def typed(
    columns: Sequence[str],
    *,
    numbers: Collection[str] = (),
    offsets: Collection[str] = (),
    shares: Collection[str] = (),
    flags: Collection[str] = (),
    spans: Collection[str] = (),
) -> pa.Schema:
    """Return the schema of a table; columns that are not named otherwise hold text.

    Parameters
    ----------
    columns : sequence of str
        All columns, in order.
    numbers, shares, flags : collection of str
        Whole numbers, floating-point numbers, and what is true or false; never missing.
    offsets : collection of str
        Whole numbers that may be missing (``Int64`` in pandas).
    spans : collection of str
        Lists of [start, end].

    Examples
    --------
    >>> typed(["name", "start"], numbers=["start"]).field("start").type
    DataType(int64)
    """
    kinds = [(numbers, pa.int64(), False), (offsets, pa.int64(), True), (shares, pa.float64(), False),
             (flags, pa.bool_(), False), (spans, SPANS, True)]  # fmt: skip
    unknown = {name for names, *_ in kinds for name in names} - set(columns)
    assert not unknown, f"no such columns: {unknown}"
    fields = []
    for name in columns:
        kind, missing = next(((k, m) for names, k, m in kinds if name in names), (pa.string(), True))
        fields.append(pa.field(name, kind, nullable=missing))
    return pa.schema(fields)


def table_of(rows: Iterable[Sequence[object]], schema: pa.Schema) -> pa.Table:
    """Return rows as an Arrow table."""
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.table(
        [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)], schema=schema
    )


def frame_of(table: pa.Table, schema: pa.Schema) -> pd.DataFrame:
    """Return an Arrow table as pandas has it: offsets that may be missing as ``Int64``, spans as lists.

    Examples
    --------
    >>> schema = typed(["words", "start"], offsets=["start"])
    >>> frame_of(table_of([("Armenia", None)], schema), schema)["start"].dtype
    Int64Dtype()
    """
    columns = {}
    for field in schema:
        column = table.column(field.name)
        if field.type == SPANS:
            columns[field.name] = pd.Series(column.to_pylist(), dtype=object)
        elif field.type == pa.int64() and field.nullable:
            columns[field.name] = column.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get)
        else:
            columns[field.name] = column.to_pandas()
    return pd.DataFrame(columns, columns=list(schema.names))


def frame(rows: Iterable[Sequence[object]], schema: pa.Schema) -> pd.DataFrame:
    """Return rows as a pandas table; see `frame_of`."""
    return frame_of(table_of(rows, schema), schema)

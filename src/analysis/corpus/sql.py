"""Connections to DuckDB, and values in SQL."""

from __future__ import annotations

import contextlib

import duckdb


def quiet() -> duckdb.DuckDBPyConnection:
    """Return a new connection that prints no progress into terminals and notebooks.

    Examples
    --------
    >>> quiet().sql("select 1 + 1").fetchall()
    [(2,)]
    """
    connection = duckdb.connect()
    # In a notebook without ipywidgets the setting is refused, and there is no bar to be turned off.
    with contextlib.suppress(duckdb.InvalidInputException):
        connection.execute("set enable_progress_bar = false")
    return connection


def literal(value: object) -> str:
    """Return a value as a DuckDB literal, quoted so that it can only be a value.

    Examples
    --------
    >>> literal("Harbour's Post"), literal(3)
    ("'Harbour''s Post'", '3')
    """
    if isinstance(value, bool) or value is None:
        return str(value).lower() if value is not None else "null"
    if isinstance(value, int | float):
        return repr(value)
    return "'" + str(value).replace("\0", "").replace("'", "''") + "'"

"""Values in SQL."""

from __future__ import annotations


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

"""DuckDB views of a corpus: the articles of today's raw files, without duplicates, under a condition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from analysis.errors import EmptySelectionError, ParameterError, suggestion

COLUMNS = (
    "article_id", "source", "record", "outlet", "date", "time", "title", "byline", "section", "page", "url",
    "language", "language_stated", "words", "story_id", "text",
)  # fmt: skip
"""Columns of the articles table."""


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


def connect(files: Sequence[tuple[str, Path]], *, allowed: Iterable[Path]) -> duckdb.DuckDBPyConnection:
    """Open an in-memory DuckDB over the parts of a corpus.

    Parameters
    ----------
    files : sequence of (source, part folder)
        For each raw file the part that holds its articles.
    allowed : iterable of Path
        Folders that queries may read; nothing else of the machine, and no network.
    """
    connection = duckdb.connect()
    connection.execute("set preserve_insertion_order = true")
    folders = ", ".join(literal(str(path)) for path in allowed)
    connection.execute(f"set allowed_directories = [{folders}]")
    connection.execute("set enable_external_access = false")
    parts = sorted({part for _, part in files})
    connection.register(
        "_files", pa.table({"source": [s for s, _ in files], "part": [p.name for _, p in files]})
    )
    connection.execute("create temp table files as select * from _files")
    connection.execute(
        r"create temp table archives as select source from files where regexp_matches(source, '(?i)\.zip(\.gz)?$')"
    )
    for name in ("articles", "segments", "remarks"):
        paths = ", ".join(literal(str(part / f"{name}.parquet")) for part in parts)
        part_of = r"regexp_extract(filename, '([^/\\]+)[/\\][^/\\]+$', 1)"
        connection.execute(
            # What comes out of an archive names the member; the file is the archive.
            f"create temp view raw_{name} as select r.* exclude (filename) "
            f"from read_parquet([{paths}], filename = true) r "
            "left join archives a on starts_with(r.source, a.source || '/') "
            f"join files f on f.source = coalesce(a.source, r.source) and f.part = {part_of}"
        )
    _stories(connection)
    return connection


def _stories(connection: duckdb.DuckDBPyConnection) -> None:
    """Rank the records of each article id, and give one story id to each distinct body."""
    connection.execute(
        """
        create temp table ranked as
        with bodies as (
            select source, record, 's' || left(sha256(string_agg(text_id, '' order by segment)), 15) as story_id
            from raw_segments where kind in ('standfirst', 'body') group by source, record
        )
        select a.source, a.record, a.article_id, coalesce(b.story_id, 's' || left(a.article_id, 15)) as story_id,
               row_number() over (partition by a.article_id order by a.source, a.record) as copy
        from raw_articles a left join bodies b using (source, record)
        """
    )
    connection.execute(
        "create temp view all_articles as select a.article_id, a.source, a.record, a.outlet, a.date, a.time, "
        "a.title, a.byline, a.section, a.page, a.url, a.language, a.language_stated, a.words, r.story_id, a.text "
        "from raw_articles a join ranked r using (source, record) where r.copy = 1"
    )


def select(connection: duckdb.DuckDBPyConnection, where: str, *, allow_empty: bool = False) -> None:
    """Create the views `articles` and `segments` of the articles that meet a condition.

    Raises
    ------
    ParameterError
        If the condition is no valid condition on the articles table.
    EmptySelectionError
        If no article meets it.
    """
    condition = where.strip() or "true"
    expression = _expression(condition)
    try:
        connection.execute(
            f"create temp table selected as select article_id, source, record from all_articles where ({expression})"
        )
    except duckdb.Error as error:
        raise _wrong(condition, error) from error
    if not allow_empty and connection.execute("select count(*) from selected").fetchone() == (0,):
        raise _empty(connection, condition)
    join = "join selected s using (article_id, source, record)"
    connection.execute(f"create temp view articles as select a.* from all_articles a {join}")
    connection.execute(
        "create temp view segments as select g.article_id, g.segment, g.kind, g.start, g.end, g.text_id "
        f"from raw_segments g {join}"
    )


def _expression(condition: str) -> str:
    """Return the condition as DuckDB reads it: one expression and nothing that follows it."""
    try:
        return str(duckdb.SQLExpression(condition))
    except duckdb.Error as error:
        raise _wrong(condition, error) from error


def _wrong(condition: str, error: Exception) -> ParameterError:
    first = str(error).strip().splitlines()[0]
    name = first.split('"')[1] if first.count('"') >= 2 else ""
    near = suggestion(name, COLUMNS) if name else ""
    return ParameterError(
        f"{condition!r} is not a condition on the articles table ({first})", where="where",
        remedy=f"{near}Columns: {', '.join(COLUMNS)}. Example: outlet = 'Harbour Post' and date >= '2024-06-01'.",
    )  # fmt: skip


def _empty(connection: duckdb.DuckDBPyConnection, condition: str) -> EmptySelectionError:
    total, first, last = connection.execute(
        "select count(*), min(nullif(date, '')), max(nullif(date, '')) from all_articles"
    ).fetchone() or (0, None, None)
    if not total:
        return EmptySelectionError(
            "the corpus has no article", where="raw",
            remedy="See the rejected records (`analysis corpus`): every file is listed with the reason.",
        )  # fmt: skip
    outlets = [
        row[0]
        for row in connection.execute(
            "select distinct outlet from all_articles order by 1 limit 12"
        ).fetchall()
    ]
    dates = f", dates run from {first} to {last}" if first else ", no article has a date"
    return EmptySelectionError(
        f"no article of {total:,} meets {condition!r}", where="where",
        remedy=f"Outlets are: {', '.join(repr(outlet) for outlet in outlets)}{dates}.",
    )  # fmt: skip

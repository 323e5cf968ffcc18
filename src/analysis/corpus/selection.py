"""DuckDB views of a corpus: the articles of today's raw files, without duplicates, under a condition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pandas as pd
import pyarrow as pa

from analysis.corpus.cleaning.furniture import overlay
from analysis.corpus.design import Design, choose
from analysis.corpus.metadata.outlets import canonical
from analysis.corpus.sql import literal, quiet
from analysis.errors import EmptySelectionError, ParameterError, suggestion

COLUMNS = (
    "article_id", "source", "record", "outlet", "outlet_stated", "date", "time", "title", "byline", "section",
    "page", "url", "language", "language_stated", "words", "story_id", "copy_kind", "event_id", "weight",
    "stratum", "unit", "text",
)  # fmt: skip
"""Columns of the articles table."""


if TYPE_CHECKING:
    from analysis.corpus.combining import Combined

_TOGETHER = {
    "furniture": "select '' as text where false",
    "stories": "select '' as article_id, '' as story_id, '' as copy where false",
    "events": "select '' as article_id, '' as event_id where false",
}
"""Tables about all articles together, and what stands for each where nothing was combined."""

_DESIGNED = ("weight", "stratum", "unit")
_ASKABLE = [name for name in COLUMNS if name not in _DESIGNED]

PLAIN = Design()


def connect(
    parts: Sequence[Path],
    *,
    allowed: Iterable[Path],
    outlets: pd.DataFrame,
    combined: Combined | None = None,
) -> duckdb.DuckDBPyConnection:
    """Open an in-memory DuckDB over the parts of a corpus.

    Parameters
    ----------
    parts : sequence of Path
        Folders of parts that together hold today's raw files and nothing else.
    allowed : iterable of Path
        Folders that queries may read; nothing else of the machine, and no network.
        What does not fit into memory goes to the first.
    outlets : DataFrame
        Names of outlets; see `metadata.outlets.load_outlets`.
    combined : Combined, optional
        What is known of the parts together; without it, segments are as they
        were read and every article is a story of its own.
    """
    connection = quiet()
    readable = [str(path) for path in allowed]
    connection.execute(f"set temp_directory = {literal(str(Path(readable[0]) / 'spill'))}")
    connection.execute(f"set allowed_directories = [{', '.join(map(literal, readable))}]")
    connection.execute("set enable_external_access = false")
    for name in ("articles", "segments", "remarks"):
        paths = ", ".join(literal(str(part / f"{name}.parquet")) for part in parts)
        connection.execute(f"create temp view raw_{name} as select * from read_parquet([{paths}])")
    if combined:
        overlay(connection, combined.cleaned.folders)
    for name, columns in _TOGETHER.items():
        known = f"select * from read_parquet({literal(str(combined.tables[name]))})" if combined else columns
        connection.execute(f"create temp view known_{name} as {known}")
    _name_outlets(connection, outlets)
    _rank(connection)
    return connection


def _name_outlets(connection: duckdb.DuckDBPyConnection, outlets: pd.DataFrame) -> None:
    """Give each outlet one name, in the table `outlet_names`; ids keep hashing what is stated."""
    stated = connection.execute(
        "select outlet as stated, count(*)::bigint as articles from raw_articles group by 1 order by 1"
    ).df()
    names = canonical(stated["stated"], table=outlets, counts=stated["articles"]).merge(stated, on="stated")
    connection.register("_outlet_names", pa.Table.from_pandas(names, preserve_index=False))
    connection.execute("create temp table outlet_names as select * from _outlet_names")
    connection.unregister("_outlet_names")


def _rank(connection: duckdb.DuckDBPyConnection) -> None:
    """Rank the records of each article id, and give each its story and its event.

    An article without a copy has a story of its own, named by its body as that of any original.
    """
    connection.execute(
        """
        create temp table ranked as
        with bodies as (
            select source, record, 's' || left(sha256(string_agg(text_id, '' order by segment)), 15) as story_id
            from raw_segments where kind in ('standfirst', 'body') group by source, record
        )
        select a.source, a.record, a.article_id,
               coalesce(s.story_id, b.story_id, 's' || left(a.article_id, 15)) as story_id,
               coalesce(s.copy, '') as copy_kind, coalesce(e.event_id, 'e' || left(a.article_id, 15)) as event_id,
               row_number() over (partition by a.article_id order by a.source, a.record) as copy
        from raw_articles a left join bodies b using (source, record)
        left join known_stories s using (article_id) left join known_events e using (article_id)
        """
    )
    connection.execute(
        "create temp view all_articles as select a.article_id, a.source, a.record, n.outlet, "
        "a.outlet as outlet_stated, a.date, a.time, a.title, a.byline, a.section, a.page, a.url, a.language, "
        "a.language_stated, a.words, r.story_id, r.copy_kind, r.event_id, a.text "
        "from raw_articles a join ranked r using (source, record) "
        "join outlet_names n on n.stated = a.outlet where r.copy = 1"
    )
    connection.execute(
        "create temp view all_segments as select g.article_id, g.segment, g.kind, g.start, g.end, g.text_id "
        "from raw_segments g join ranked r using (source, record) where r.copy = 1"
    )


def select(
    connection: duckdb.DuckDBPyConnection,
    where: str,
    *,
    design: Design = PLAIN,
    allow_empty: bool = False,
) -> None:
    """Create the views `articles` and `segments` of the articles that meet a condition and a design.

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
    choose(connection, design)
    if not allow_empty and connection.execute("select count(*) from selected").fetchone() == (0,):
        raise _no_language(connection, design.language)
    join = "join selected s using (article_id, source, record)"
    columns = ", ".join(f"s.{name}" if name in _DESIGNED else f"a.{name}" for name in COLUMNS)
    connection.execute(f"create temp view articles as select {columns} from all_articles a {join}")
    connection.execute(
        "create temp view segments as select g.article_id, g.segment, g.kind, g.start, g.end, g.text_id "
        f"from raw_segments g {join}"
    )


def matching(connection: duckdb.DuckDBPyConnection, where: str) -> list[str]:
    """Return the ids of selected articles that meet one more condition, in order.

    Raises
    ------
    ParameterError
        If the condition is no valid condition on the articles table.
    """
    condition = where.strip() or "true"
    try:
        rows = connection.execute(
            f"select article_id from articles where ({_expression(condition)}) order by 1"
        ).fetchall()
    except duckdb.Error as error:
        raise _wrong(condition, error) from error
    return [row[0] for row in rows]


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
        remedy=f"{near}Columns: {', '.join(_ASKABLE)}. Example: outlet = 'Harbour Post' and date >= '2024-06-01'.",
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


def _no_language(connection: duckdb.DuckDBPyConnection, language: str) -> EmptySelectionError:
    rows = connection.execute("select language, articles from other_languages limit 12").fetchall()
    found = ", ".join(f"{name} ({articles:,})" for name, articles in rows)
    return EmptySelectionError(
        f"no selected article is in the language {language!r}; there are: {found}", where="language",
        remedy="Give another code, or an empty language for all.",
    )  # fmt: skip

"""What repeats over the articles of an outlet: counted out of core, whatever the order of parts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from analysis.corpus.cleaning.units import FILE
from analysis.corpus.records import KINDS
from analysis.corpus.selection import literal

LEAST_OUTLET = 20
"""Articles an outlet must have: of fewer nothing is learned."""

LEAST_ARTICLES, LEAST_SHARE = 4, 0.002
"""Articles, and share of the outlet's articles, that must hold a unit."""

LEAST_POOLED, LEAST_OUTLETS = 8, 3
"""Articles and outlets that must hold a unit for it to be learned over all outlets together."""

SAMPLE = 24
"""Articles of a unit that are compared with one another."""

LONGEST_UNIT = 60
"""Words of the longest sentence that is counted."""

_MARKED = ", ".join(str(KINDS.index(kind)) for kind in ("body", "caption"))
_KNOWN = KINDS.index("boilerplate")


def connect(files: Sequence[tuple[str, Path]], *, memory: str = "2GB") -> duckdb.DuckDBPyConnection:
    """Open the sentences of some parts: ``docs`` (one row per distinct article) and ``units``.

    Parameters
    ----------
    files : sequence of (source, part folder)
        For each raw file the part that holds its articles and the table of `units.ensure_candidates`.
    memory : str
        What DuckDB may use before it writes to disk.
    """
    connection = duckdb.connect()
    connection.execute(f"set memory_limit = {literal(memory)}")
    parts = sorted({part for _, part in files})
    connection.register("_files", pa.table({"source": [s for s, _ in files], "part": [str(p) for _, p in files]}))
    connection.execute("create temp table files as select * from _files")
    connection.execute(
        "create temp view texts as select *, filename as path, file_row_number as article from read_parquet("
        f"[{_paths(parts, 'articles.parquet')}], filename = true, file_row_number = true)"
    )
    connection.execute(
        f"""
        create temp table docs as
        select row_number() over (order by article_id) as doc, * exclude (copy) from (
            select f.part, a.article, a.article_id, a.outlet, a.date,
                   row_number() over (partition by a.article_id order by a.source, a.record) as copy
            from texts a join files f on f.source = a.source and a.path = f.part || '/articles.parquet')
        where copy = 1
        """
    )
    connection.execute(
        f"""
        create temp view units as
        select d.doc, d.outlet, c.* exclude (article, filename)
        from read_parquet([{_paths(parts, FILE)}], filename = true) c
        join docs d on c.filename = d.part || {literal("/" + FILE)} and c.article = d.article
        """
    )
    connection.execute("create temp table lengths as select doc, max(sentence) as last from units group by doc")
    _group(connection)
    return connection


def _paths(parts: Sequence[Path], name: str) -> str:
    return ", ".join(literal(f"{part}/{name}") for part in parts)


def _group(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the outlets large enough to learn from, and the forms, heads and tails that repeat in them."""
    connection.execute(
        f"""
        create temp table outlets as
        select outlet, count(*) as n, greatest({LEAST_ARTICLES}, ceil({LEAST_SHARE} * count(*))) as least
        from docs group by outlet having count(*) >= {LEAST_OUTLET}
        """
    )
    for column in ("form", "head", "tail", "dateline"):
        connection.execute(
            f"""
            create temp table repeated_{column} as
            select u.outlet, u.{column}, count(distinct u.doc) as articles
            from units u where u.{column} <> 0 and u.words between 1 and {LONGEST_UNIT}
            group by u.outlet, u.{column}
            having count(distinct u.doc) >= (select least from outlets o where o.outlet = u.outlet)
            """
        )
    connection.execute(
        f"""
        insert into repeated_form
        select '', form, count(distinct doc) from units
        where words between 2 and {LONGEST_UNIT} and (select count(*) from docs) >= {LEAST_OUTLET}
        group by form having count(distinct doc) >= {LEAST_POOLED} and count(distinct outlet) >= {LEAST_OUTLETS}
        """
    )


def repeated(connection: duckdb.DuckDBPyConnection, column: str = "form") -> pd.DataFrame:
    """Return what repeats, with what is known of its occurrences and one example.

    Returns
    -------
    DataFrame
        One row per outlet (``""``: all) and form (head, tail): ``articles,
        share``; shares of occurrences at the article's beginning and end
        (``first, last``), ``alone`` in their line, ``quoted``, ``known`` as
        furniture already; number of ``dates``; ``sample`` (articles to compare);
        ``article_id, start, end, text`` of the example.
    """
    return connection.execute(
        f"""
        with hits as (
            select r.outlet as grp, r.{column} as unit, r.articles, u.*, l.last - u.sentence as rest,
                   d.date, d.article_id, d.part, d.article
            from repeated_{column} r join units u on u.{column} = r.{column} and (u.outlet = r.outlet or r.outlet = '')
            join docs d using (doc) join lengths l using (doc)
            where u.kind in ({_MARKED}, {_KNOWN})
        ), found as (
            select grp as outlet, unit as {column}, any_value(articles) as articles, any_value(words) as words,
                   avg((sentence < 3)::int) as first, avg((rest < 5)::int) as last, avg(alone::int) as alone,
                   avg(quoted::int) as quoted, avg((kind = {_KNOWN})::int) as known,
                   count(distinct date) as dates, min(doc, {SAMPLE}) as sample,
                   arg_min({{'part': part, 'article': article, 'article_id': article_id, 'start': "start", 'end': "end"}},
                           (doc, sentence)) as example
            from hits group by grp, unit
        )
        select f.* exclude (example), f.articles / coalesce(o.n, whole.n) as share,
               example.article_id, example."start", example."end",
               substring(a.text, example."start" + 1, example."end" - example."start") as text
        from found f cross join (select count(*) as n from docs) whole left join outlets o on o.outlet = f.outlet
        join texts a on a.path = example.part || '/articles.parquet' and a.article = example.article
        order by f.outlet, f.articles desc, f.{column}
        """
    ).df()


def sentences(
    connection: duckdb.DuckDBPyConnection, column: str, units: pd.DataFrame, *, without: pd.Series, most: int
) -> dict[tuple[str, int], list[tuple[str, str, int]]]:
    """Return (text, article_id, start) of sentences that begin (``head``) or end (``tail``) alike, one an article.

    Parameters
    ----------
    connection : DuckDBPyConnection
    column : str
        ``head`` or ``tail``.
    units : DataFrame
        ``outlet`` and the column: what is asked for.
    without : Series of int
        Forms of sentences to leave out.
    most : int
        Sentences for each unit.
    """
    connection.register("_asked", pa.Table.from_pandas(units[["outlet", column]], preserve_index=False))
    connection.register("_without", pa.table({"form": pa.array(without, pa.int64())}))
    rows = connection.execute(
        f"""
        with chosen as (
            select u.outlet, u.{column} as unit, u.doc, u."start", u."end",
                   row_number() over (partition by u.outlet, u.{column} order by u.doc) as place
            from units u join _asked a on a.outlet = u.outlet and a.{column} = u.{column}
            anti join _without w on w.form = u.form
            where u.kind in ({_MARKED}) and not u.quoted
            qualify row_number() over (partition by u.outlet, u.{column}, u.doc order by u.sentence) = 1
        )
        select c.outlet, c.unit, substring(t.text, c."start" + 1, c."end" - c."start"), d.article_id, c."start"
        from chosen c join docs d using (doc)
        join texts t on t.path = d.part || '/articles.parquet' and t.article = d.article
        where c.place <= {most} order by c.outlet, c.unit, c.doc
        """
    ).fetchall()
    connection.unregister("_asked")
    connection.unregister("_without")
    found: dict[tuple[str, int], list[tuple[str, str, int]]] = {}
    for outlet, unit, text, article_id, start in rows:
        found.setdefault((outlet, unit), []).append((text, article_id, start))
    return found

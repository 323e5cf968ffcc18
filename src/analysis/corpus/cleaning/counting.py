"""What repeats over the articles of an outlet: counted out of core, whatever the order of parts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from analysis.corpus.cleaning.units import FILE
from analysis.corpus.records import KINDS
from analysis.corpus.sql import literal, quiet

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

_BATCH = 5000
_PAIRS = pa.schema([("house", pa.int64()), ("number", pa.int64())])
_MARKED = ", ".join(str(KINDS.index(kind)) for kind in ("body", "caption"))
_KNOWN = KINDS.index("boilerplate")


@dataclass
class Repeated:
    """A sentence, or the first or last words of sentences, that repeats in an outlet.

    Attributes
    ----------
    house : int
        Number of the outlet, 0 for all outlets together.
    outlet : str
        Its name, empty for all.
    number : int
        Of the words: form, head, tail or dateline of `units.CANDIDATES`.
    articles : int
        Articles that hold it.
    share : float
        Share of the outlet's articles.
    first, last, alone, quoted, known : float
        Shares of its occurrences: at the article's beginning, at its end, as a whole
        segment, inside quotations, furniture by the rules for pages.
    dates : int
        Days on which articles with it were published.
    sample : list of int
        Numbers of articles with it, to compare.
    article_id, start, end, text
        An example.
    points, reason
        What `scoring.score` says of it.
    """

    house: int
    outlet: str
    number: int
    articles: int
    share: float
    first: float
    last: float
    alone: float
    quoted: float
    known: float
    dates: int
    sample: list[int]
    article_id: str
    start: int
    end: int
    text: str
    points: float = 0.0
    reason: str = ""


def connect(
    parts: Sequence[Path], *, memory: str = "2GB", spill: Path | None = None
) -> duckdb.DuckDBPyConnection:
    """Open the sentences of some parts and count what repeats in them.

    Parameters
    ----------
    parts : sequence of Path
        Folders of parts, with the table of `units.ensure_candidates`.
    memory : str
        What DuckDB may use before it writes to disk.
    spill : Path, optional
        Where it then writes; a folder beside the parts if not given.

    Returns
    -------
    DuckDBPyConnection
        With ``docs`` (one row per distinct article), ``houses`` (outlets),
        ``units`` (sentences), ``lengths`` and ``repeated_form``, ``repeated_head``, ….
    """
    connection = quiet()
    connection.execute(f"set memory_limit = {literal(memory)}")
    connection.execute(f"set temp_directory = {literal(str(spill or parts[0].parent / '.counting'))}")
    _name_articles(connection, parts)
    connection.execute(
        f"""
        create temp view units as select d.doc, d.house, c.* exclude (article, filename)
        from read_parquet([{_paths(parts, FILE)}], filename = true) c
        join docs d on c.filename = d.part || {literal("/" + FILE)} and c.article = d.article
        """
    )
    connection.execute(
        "create temp table lengths as select doc, max(sentence) as last from units group by doc"
    )
    for column in ("form", "head", "tail", "dateline"):
        _count(connection, column)
    _count_pooled(connection)
    return connection


def _name_articles(connection: duckdb.DuckDBPyConnection, parts: Sequence[Path]) -> None:
    """Give articles and outlets numbers that do not depend on how they are divided into parts."""
    connection.execute(
        "create temp view texts as select *, filename as path, file_row_number as article from read_parquet("
        f"[{_paths(parts, 'articles.parquet')}], filename = true, file_row_number = true)"
    )
    connection.execute(
        """
        create temp table docs as
        select row_number() over (order by article_id) as doc, dense_rank() over (order by outlet) as house,
               * exclude (copy)
        from (
            select left(a.path, length(a.path) - length('/articles.parquet')) as part, a.article, a.article_id,
                   a.outlet, a.date,
                   row_number() over (partition by a.article_id order by a.source, a.record) as copy
            from texts a)
        where copy = 1
        """
    )
    connection.execute(
        f"""
        create temp table houses as
        select house, outlet, count(*) as n, greatest({LEAST_ARTICLES}, ceil({LEAST_SHARE} * count(*))) as least
        from docs group by house, outlet having count(*) >= {LEAST_OUTLET}
        """
    )


def _paths(parts: Sequence[Path], name: str) -> str:
    return ", ".join(literal(f"{part}/{name}") for part in parts)


def _count(connection: duckdb.DuckDBPyConnection, column: str) -> None:
    """Make a table of what stands in enough articles of an outlet."""
    # Sentences are counted first, and articles only of what is left: that bounds memory by what repeats.
    connection.execute(
        f"""
        create temp table repeated_{column} as
        with often as (
            select house, {column} from units join houses h using (house)
            where {column} <> 0 and words between 1 and {LONGEST_UNIT}
            group by house, {column}, h.least having count(*) >= h.least)
        select house, {column} as number, count(distinct doc) as articles
        from units join often using (house, {column}) join houses h using (house)
        where words between 1 and {LONGEST_UNIT}
        group by house, {column}, h.least having count(distinct doc) >= h.least
        """
    )


def _count_pooled(connection: duckdb.DuckDBPyConnection) -> None:
    """Add what stands in enough articles of enough outlets, under outlet number 0."""
    connection.execute(
        f"""
        insert into repeated_form
        with often as (
            select form from units where words between 2 and {LONGEST_UNIT} group by form
            having count(*) >= {LEAST_POOLED})
        select 0, form, count(distinct doc) from units join often using (form)
        where (select count(*) from docs) >= {LEAST_OUTLET}
        group by form having count(distinct doc) >= {LEAST_POOLED} and count(distinct house) >= {LEAST_OUTLETS}
        """
    )
    connection.execute("insert into houses select 0, '', count(*), 0 from docs")


def repeated(connection: duckdb.DuckDBPyConnection, column: str = "form") -> Iterator[Repeated]:
    """Yield what repeats, with what is known of its occurrences and one example.

    Parameters
    ----------
    connection : DuckDBPyConnection
        From `connect`.
    column : str
        ``form``, ``head``, ``tail`` or ``dateline``.

    Notes
    -----
    The connection can answer nothing else until all rows are taken.
    """
    answer = connection.execute(
        f"""
        with hits as (
            select r.house as grp, r.number, r.articles, u.*, l.last - u.sentence as rest, d.date, d.article_id,
                   d.part, d.article
            from repeated_{column} r
            join units u on u.{column} = r.number and (u.house = r.house or r.house = 0)
            join docs d using (doc) join lengths l using (doc)
            where u.kind in ({_MARKED}, {_KNOWN})
        ), found as (
            select grp as house, number, any_value(articles) as articles,
                   avg((sentence < 3 and 3 * sentence <= rest)::int) as first,
                   avg((rest < 5 and 3 * rest <= sentence)::int) as last, avg(alone::int) as alone,
                   avg(quoted::int) as quoted, avg((kind = {_KNOWN})::int) as known,
                   count(distinct date) as dates, min(doc, {SAMPLE}) as sample,
                   arg_min({{'part': part, 'article': article, 'article_id': article_id,
                             'start': "start", 'end': "end"}}, (doc, sentence)) as example
            from hits group by grp, number
        )
        select f.house, h.outlet, f.number, f.articles, f.articles / h.n, f.first, f.last, f.alone, f.quoted,
               f.known, f.dates, f.sample, example.article_id, example."start", example."end",
               substring(t.text, example."start" + 1, example."end" - example."start")
        from found f join houses h using (house)
        join texts t on t.path = example.part || '/articles.parquet' and t.article = example.article
        order by f.house, f.articles desc, f.number
        """
    )
    while rows := answer.fetchmany(_BATCH):
        for row in rows:
            yield Repeated(*row)


def sentences(
    connection: duckdb.DuckDBPyConnection,
    column: str,
    units: Sequence[Repeated],
    *,
    without: Collection[int],
    most: int,
) -> dict[tuple[int, int], list[tuple[str, str, int]]]:
    """Return sentences that begin (``head``) or end (``tail``) alike, one an article.

    Parameters
    ----------
    connection : DuckDBPyConnection
        From `connect`.
    column : str
        ``head`` or ``tail``.
    units : sequence of Repeated
        What is asked for.
    without : collection of int
        Forms of sentences to leave out.
    most : int
        Sentences for each unit.

    Returns
    -------
    dict
        For each (house, number) a list of (text, article_id, start), by article.
    """
    register_pairs(connection, "_asked", ((unit.house, unit.number) for unit in units))
    connection.register("_without", pa.table({"form": pa.array(list(without), pa.int64())}))
    rows = connection.execute(
        f"""
        with chosen as (
            select u.house, a.number, u.doc, min_by(u."start", u.sentence) as "start",
                   min_by(u."end", u.sentence) as "end"
            from units u join _asked a on a.house = u.house and a.number = u.{column}
            anti join _without w on w.form = u.form
            where u.kind in ({_MARKED}) and not u.quoted
            group by u.house, a.number, u.doc
            qualify row_number() over (partition by u.house, a.number order by u.doc) <= {most}
        )
        select c.house, c.number, substring(t.text, c."start" + 1, c."end" - c."start"), d.article_id, c."start"
        from chosen c join docs d using (doc)
        join texts t on t.path = d.part || '/articles.parquet' and t.article = d.article
        order by c.house, c.number, c.doc
        """
    ).fetchall()
    connection.unregister("_asked")
    connection.unregister("_without")
    found: dict[tuple[int, int], list[tuple[str, str, int]]] = {}
    for house, number, text, article_id, start in rows:
        found.setdefault((house, number), []).append((text, article_id, start))
    return found


def register_pairs(
    connection: duckdb.DuckDBPyConnection, name: str, pairs: Iterable[tuple[int, int]]
) -> None:
    """Give the connection a table of distinct (house, number)."""
    rows = sorted(set(pairs))
    columns = {"house": [house for house, _ in rows], "number": [number for _, number in rows]}
    connection.register(name, pa.table(columns, schema=_PAIRS))

"""Counts as tables of a corpus' connection: numbers for speed, and words and article ids over them.

For counts of the name *t*:

- ``t_articles``: ``article`` (number in the order of article ids), ``article_id``, ``n`` (words counted in it), and
  where it stands in what was counted (``part, row``);
- ``t_words``: ``word`` (number in the order of the alphabet), ``form``, and where it stands (``part, id``); it may
  hold words of the corpus that stand only where nothing is counted;
- ``t_forms``: ``word, form``, one row a word;
- ``t_numbers``: ``article, word, f``, all numbers; a view, or of more than `MOST_JOINED` counts a table;
- ``t``: ``article_id, word, f`` as everybody reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from analysis.corpus import PROSE, Corpus
from analysis.corpus.sql import literal
from analysis.vocabulary.counting.places import places

Run = Callable[[str], Any]

MEMORY = 2_000
"""Megabytes the database of a corpus may hold once words are counted; the rest goes to disk.

Without a limit it would fill most of the machine with what it read, and leave none for matrices.
"""

MOST_JOINED = 20_000_000
"""Counts up to which the parts are joined whenever somebody asks.

Beyond, each part is joined once, alone: all at the same time would hold the words of all parts in memory.
"""

_MEGABYTES = {"bytes": 1e-6, "KiB": 1.024e-3, "MiB": 1.048576, "GiB": 1073.741824, "TiB": 1099511.627776}


def bound_memory(corpus: Corpus) -> None:
    """Hold the database of a corpus to `MEMORY`, unless it has less already."""
    (limit,) = corpus.connection.execute("select current_setting('memory_limit')").fetchone() or ("0 bytes",)
    number, unit = str(limit).split()
    if float(number) * _MEGABYTES[unit] > MEMORY:
        corpus.connection.execute(f"set memory_limit = '{MEMORY}MB'")


def from_tallies(
    corpus: Corpus, name: str, *, tallies: Sequence[Path], kinds: Sequence[str], least_df: int
) -> None:
    """Make the tables of counts that are kept by part.

    Parameters
    ----------
    corpus : Corpus
    name : str
    tallies : sequence of Path
        Folders as `tallies.tallies` gives them.
    kinds : sequence of str
        Kinds of segment that are counted.
    least_df : int
        Articles a word must stand in to be in the tables.
    """
    wanted = places(kinds)
    f = "prose" if wanted == places(PROSE) else " + ".join(wanted)
    n = " + ".join(wanted)
    articles = _each(tallies, "articles", f"row, source, record, ({n})::bigint as n")
    run = corpus.connection.execute
    run(
        f"create temp table {name}_articles as select (row_number() over (order by a.article_id) - 1)::integer "
        "as article, a.article_id, coalesce(c.n, 0) as n, c.part, c.row "
        f"from articles a left join ({articles}) c using (source, record) order by c.part, c.row"
    )
    counts = [
        f"(select {number} as part, id, row, {f} as f from "
        f"read_parquet({literal(str(folder / 'counts.parquet'))}) where {f} > 0)"
        for number, folder in enumerate(tallies)
    ]
    known = _each(tallies, "words", "id, word as form")
    (left_out,) = corpus.connection.execute(
        f"select (select count(*) from ({articles})) - (select count(*) from {name}_articles)"
    ).fetchone() or (0,)
    if left_out or least_df > 1:
        used = " union all ".join(
            f"select c.part, c.id, count(*) as df from {c} c join {name}_articles a using (part, row) group by 1, 2"
            for c in counts
        )
        known = f"select w.*, u.df from ({known}) w join ({used}) u using (part, id)"
    else:
        # Of a whole corpus no word need be looked for, unless it stands only where it is not counted.
        known = f"select *, 1 as df from ({known})"
    _number_words(run, name, known, least_df)
    _views(run, name, counts)


def from_rows(corpus: Corpus, name: str, *, rows: str, least_df: int) -> None:
    """Make the tables of counts from a query of what stands in each article.

    Parameters
    ----------
    corpus : Corpus
    name : str
    rows : str
        Query for ``article_id, word``, one row an occurrence.
    least_df : int
        As in `from_tallies`.
    """
    run = corpus.connection.execute
    run(
        f"create temp table {name}_found as select article_id, word, count(*)::integer as f from ({rows}) group by 1, 2"
    )
    run(
        f"create temp table {name}_articles as select (row_number() over (order by a.article_id) - 1)::integer "
        "as article, a.article_id, coalesce(c.n, 0)::bigint as n, 0 as part, "
        "(row_number() over (order by a.article_id) - 1)::integer as row from articles a "
        f"left join (select article_id, sum(f) as n from {name}_found group by 1) c using (article_id) order by 1"
    )
    listed = (
        "select 0 as part, (row_number() over (order by word) - 1)::integer as id, word as form, count(*) as df "
        f"from {name}_found group by word"
    )
    _number_words(run, name, listed, least_df)
    run(
        f"create temp table {name}_rows as select 0 as part, w.id, a.row, f.f from {name}_found f "
        f"join {name}_articles a using (article_id) join {name}_words w on w.form = f.word order by 2, 3"
    )
    run(f"drop table {name}_found")
    _views(run, name, [f"{name}_rows"])


def _each(tallies: Sequence[Path], table: str, columns: str) -> str:
    """Return a query for a table of all parts, with the number of the part."""
    return " union all ".join(
        f"select {number} as part, {columns} from read_parquet({literal(str(folder / f'{table}.parquet'))})"
        for number, folder in enumerate(tallies)
    )


def _number_words(run: Run, name: str, words: str, least_df: int) -> None:
    """Make the table of words from a query for ``part, id, form, df``; numbers have no gaps."""
    run(
        f"create temp table {name}_words as with listed as ({words}), kept as ("
        "select form, (row_number() over (order by form) - 1)::integer as word from listed group by form "
        f"having sum(df) >= {int(least_df)}) "
        "select k.word, k.form, l.part, l.id from listed l join kept k using (form) order by l.part, l.id"
    )


def _views(run: Run, name: str, counts: Sequence[str]) -> None:
    """Make the table or view of numbers, and the view with names over it."""

    def joined(number: int, columns: str) -> str:
        # Part by part, so that a choice of words leaves out the rows of a part that hold others.
        return (
            f"select {columns} from {counts[number]} c "
            f"join {name}_articles a on a.part = {number} and a.row = c.row "
            f"join {name}_words w on w.part = {number} and w.id = c.id"
        )

    parts = range(len(counts))
    columns = "a.article, w.word, c.f"
    run(f"create temp view {name}_forms as select word, any_value(form) as form from {name}_words group by 1")
    if sum(run(f"select count(*) from {c}").fetchone()[0] for c in counts) <= MOST_JOINED:
        run(f"create temp view {name}_numbers as {' union all '.join(joined(n, columns) for n in parts)}")
    else:
        run(f"create temp table {name}_numbers (article integer, word integer, f integer)")
        for number in parts:
            # In order of words, so that a block of words reads few of a part's rows.
            run(f"insert into {name}_numbers {joined(number, columns)} order by 2, 1")
    run(
        f"create temp view {name} as select a.article_id, w.form as word, c.f::bigint as f from {name}_numbers c "
        f"join {name}_articles a using (article) join {name}_forms w using (word)"
    )

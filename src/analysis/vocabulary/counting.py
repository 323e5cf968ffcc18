"""Counting words once, in DuckDB, by article; every measure starts from these counts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import pandas as pd

from analysis.corpus import KINDS, PROSE, Corpus
from analysis.corpus.sql import literal
from analysis.corpus.words import sql_words
from analysis.errors import ParameterError, one_of
from analysis.paths import PACKAGE

# No pair of words is counted across a stop, bracket, dash, line break or quotation mark.
_PAUSE = r'[.!?;:,…"“”„«»()\[\]\n–—|•/]'


@lru_cache(maxsize=1)
def function_words() -> frozenset[str]:
    """Return the English function words that ship with the package, in lower case.

    Examples
    --------
    >>> "the" in function_words(), "treaty" in function_words()
    (True, False)
    """
    text = (PACKAGE / "resources/vocabulary/function_words.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def count_words(corpus: Corpus, *, kinds: Sequence[str] = PROSE) -> str:
    """Count the words of each article, once, and return the name of the table.

    Parameters
    ----------
    corpus : Corpus
    kinds : sequence of str
        Kinds of segment that are counted.

    Returns
    -------
    str
        Name of a table ``article_id, word, f`` for `Corpus.sql`: ``f`` is how
        often the word form stands in the article.

    Notes
    -----
    The word definition is `analysis.corpus.words`.
    """
    name = "words_" + "_".join(sorted(kinds))
    if _exists(corpus, name):
        return name
    corpus.connection.execute(
        f"create temp table {name} as select article_id, word, count(*) as f from ("
        f"  select article_id, unnest({sql_words('part')}) as word from ({_parts(kinds)})"
        ") group by 1, 2 order by 1, 2"
    )
    return name


def count_pairs(corpus: Corpus, *, kinds: Sequence[str] = PROSE) -> str:
    """Count pairs of neighbouring words by article and return the name of the table.

    Pairs do not reach across a full stop, comma, bracket, dash or quotation mark.

    Returns
    -------
    str
        Name of a table ``article_id, first, second, f``.
    """
    name = "pairs_" + "_".join(sorted(kinds))
    if _exists(corpus, name):
        return name
    pause = _PAUSE.replace("'", "''")
    corpus.connection.execute(
        f"create temp table {name} as with listed as ("
        f"  select article_id, {sql_words('part', others=_PAUSE)} as w from ({_parts(kinds)})"
        "), pairs as (select article_id, unnest(list_zip(w[:-2], w[2:])) as pair from listed where len(w) > 1"
        ") select article_id, pair[1] as first, pair[2] as second, count(*) as f from pairs "
        f"where not regexp_full_match(pair[1], '{pause}') and not regexp_full_match(pair[2], '{pause}') "
        "group by 1, 2, 3 order by 1, 2, 3"
    )
    return name


def frequencies(
    corpus: Corpus, *, kinds: Sequence[str] = PROSE, by: str | None = None, least: int = 1
) -> pd.DataFrame:
    """Return how often and how widely each word is used.

    Parameters
    ----------
    corpus : Corpus
    kinds : sequence of str
        Kinds of segment that are counted.
    by : str, optional
        Column of the articles table; counts are then within each of its values.
    least : int
        Smallest frequency that is listed.

    Returns
    -------
    DataFrame
        ``[group,] word, f`` (occurrences), ``df`` (articles that have it), both as
        read; ``share`` (of articles, 0 to 1) and ``per_million`` (occurrences per
        million words), both with the articles' weights; highest rate first.

    Examples
    --------
    >>> frequencies(corpus).head(3)  # doctest: +SKIP
    """
    if least < 1:
        raise ParameterError(f"least = {least} is no frequency", remedy="Use 1 or more.")
    table = count_words(corpus, kinds=kinds)
    group = f"a.{corpus.column(by)}" if by else "'all'"
    rows = corpus.sql(
        f"with lengths as (select article_id, sum(f) as n from {table} group by 1), "
        f"totals as (select {group} as grp, sum(a.weight * n) as n, sum(a.weight) as articles "
        "from lengths join articles a using (article_id) group by 1), "
        f"counted as (select {group} as grp, word, sum(f)::bigint as f, count(*)::bigint as df, "
        "sum(a.weight) as having_it, sum(a.weight * f) as occurring "
        f"from {table} join articles a using (article_id) group by 1, 2 having sum(f) >= $least) "
        'select grp as "group", word, f, df, having_it / articles as share, occurring / n * 1e6 as per_million '
        "from counted join totals using (grp) order by 1, per_million desc, share desc, word",
        least=least,
    )
    return rows if by else rows.drop(columns="group")


def article_words(corpus: Corpus, *, kinds: Sequence[str] = PROSE, by: str | None = None) -> pd.DataFrame:
    """Return how many words are counted in every selected article.

    Returns
    -------
    DataFrame
        ``article_id, n`` (words counted), if asked ``group``, and how the
        article was drawn: ``weight, stratum, unit``.
    """
    table = count_words(corpus, kinds=kinds)
    group = f', a.{corpus.column(by)} as "group"' if by else ""
    return corpus.sql(
        f"select a.article_id, coalesce(c.n, 0)::bigint as n{group}, a.weight, a.stratum, a.unit from articles a "
        f"left join (select article_id, sum(f) as n from {table} group by 1) c using (article_id) order by 1"
    )


def counts_plainly(corpus: Corpus) -> bool:
    """Say whether every article counts once and is a unit of its own."""
    rows = corpus.sql(
        "select coalesce(bool_and(weight = 1), true) and count(distinct unit) = count(*) as plain from articles"
    )
    return bool(rows["plain"].iloc[0])


def _parts(kinds: Sequence[str]) -> str:
    chosen = ", ".join(literal(one_of(kind, KINDS, name="kind of segment")) for kind in kinds)
    return (
        'select s.article_id, substring(a.text, s.start + 1, s."end" - s.start) as part '
        f"from segments s join articles a using (article_id) where s.kind in ({chosen})"
    )


def _exists(corpus: Corpus, name: str) -> bool:
    found = corpus.connection.execute(
        "select count(*) from duckdb_tables() where table_name = $name", {"name": name}
    ).fetchone()
    return found != (0,)

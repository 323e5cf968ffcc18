"""Words and pairs of words by article, counted in DuckDB."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.corpus import KINDS, PROSE, Corpus
from analysis.corpus.sql import literal
from analysis.corpus.words import sql_words
from analysis.errors import one_of

# No pair of words is counted across a stop, bracket, dash, line break or quotation mark.
_PAUSE = r'[.!?;:,…"“”„«»()\[\]\n–—|•/]'


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

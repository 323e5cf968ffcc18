"""Words of an outlet's fixtures: its own brands, and the headings and signatures with which its pieces begin."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from analysis.corpus import PROSE
from analysis.corpus.keeping import kept
from analysis.corpus.sql import literal
from analysis.vocabulary.keyness.groups import Groups

LOOKED_AT = 60
"""Words of each group, by q, that are looked at."""

_OPENING = 7
"""Words at the beginning of a segment that may be a heading or signature."""

_OFTEN = 0.3
"""Share of a word's occurrences in the group from which it is taken for part of a fixture."""

_LEAST = 10
"""Articles of the group it must stand so in: what stood three times has not become a fixture."""


def rubrics(groups: Groups, table: pd.DataFrame) -> pd.Series:
    """Say for each row of a table of keyness whether the word is part of a fixture of the group.

    Parameters
    ----------
    groups : Groups
    table : DataFrame
        ``group, word, f, function_word, superiority``, by ``q`` within a group.

    Returns
    -------
    Series of bool
        True where three in ten of the word's occurrences or more in the group (and ten at least) stand
        among the first seven words of a segment, always with the same word before
        or after it (*The Rundown with …*, *Opinion |*), or right behind the
        group's own name (*Vale News Digital*). Looked at are the first
        `LOOKED_AT` words that a group uses more; all others are False.

    Notes
    -----
    Such words set a group apart by its format: they are marked, not removed.
    """
    more = (table["superiority"] > 0.5) & ~table["function_word"]
    first = table[more].groupby("group", sort=False).head(LOOKED_AT)
    found = _found(groups, first[["group", "word"]])
    marked = pd.Series(False, index=table.index)
    if not found.empty:
        rows = first.reset_index(names="row").merge(found, on=["group", "word"])
        marked.loc[rows.loc[(rows["fixed"] >= _OFTEN * rows["f"]) & (rows["fixed"] >= _LEAST), "row"]] = True
    return marked


@dataclass
class _Known:
    """Fixtures found so far, and the words that were looked at."""

    rows: pd.DataFrame
    looked_at: frozenset[tuple[str, str]] = frozenset()


def _found(groups: Groups, words: pd.DataFrame) -> pd.DataFrame:
    """Return ``group, word, fixed`` for fixtures; the text is read only for words not asked for before."""
    corpus = groups.counts.corpus
    known = kept(corpus, ("rubrics", groups.counts.table, str(groups)), lambda: _Known(_brands(groups)))
    asked = frozenset(zip(words["group"], words["word"], strict=True))
    if asked - known.looked_at:
        new = pd.DataFrame(sorted(asked - known.looked_at), columns=["group", "word"])
        known.rows = pd.concat([known.rows, _neighbours(groups, new)], ignore_index=True)
        known.looked_at |= asked
    return known.rows


def _brands(groups: Groups) -> pd.DataFrame:
    """Return for each outlet the words right behind its name, and in how many articles."""
    connection = groups.counts.corpus.connection
    parts = []
    for name in groups.names if groups.by == "outlet" else []:
        own = re.sub(r"\(.*?\)|^the ", "", name.lower()).strip()
        rows = connection.execute(
            "select unnest(list_distinct(regexp_extract_all(lower(text), $pattern, 1))) as word from articles "
            "where outlet = $name",
            {"pattern": rf"\b{re.escape(own)} ([a-z][a-z-]*)", "name": name},
        ).df()
        parts.append(
            rows["word"].value_counts().rename("fixed").rename_axis("word").reset_index().assign(group=name)
        )
    return pd.concat(parts) if parts else pd.DataFrame(columns=["group", "word", "fixed"])


def _neighbours(groups: Groups, words: pd.DataFrame) -> pd.DataFrame:
    """Return for each word in how many articles it opens a segment with its most frequent neighbour."""
    connection = groups.counts.corpus.connection
    openings = _openings(groups)
    connection.register("rubric_words", words[["group", "word"]].astype(str))
    connection.register("rubric_articles", groups.articles[["article_id", "group"]])
    rows = connection.execute(
        f'with chosen as (select o.*, r."group" from {openings} o join rubric_articles r using (article_id) '
        'semi join rubric_words using ("group", word)), '
        "beside as (select *, 'b' || before as neighbour from chosen union all select *, 'a' || after from chosen), "
        'counted as (select "group", word, count(distinct article_id) as n from beside where neighbour is not null '
        'group by "group", word, neighbour) select "group", word, max(n)::bigint as fixed from counted '
        'group by "group", word'
    ).df()
    connection.unregister("rubric_words")
    connection.unregister("rubric_articles")
    return rows


def _openings(groups: Groups) -> str:
    """Return the name of the first words of all segments, each with its neighbours: a table, or of many a view."""
    corpus, name = groups.counts.corpus, "opening_words"
    if corpus.has(name):
        return name
    kinds = ", ".join(literal(kind) for kind in PROSE)
    held = "table" if groups.counts.few else "view"
    corpus.connection.execute(
        f"create temp {held} {name} as with openings as (select article_id, "
        "string_split_regex(lower(substring(a.text, s.start + 1, least(s.\"end\" - s.start, 120))), '\\s+')"
        f"[1:{_OPENING + 1}] as w from segments s join articles a using (article_id) where s.kind in ({kinds})), "
        f"places as (select article_id, w, unnest(range(1, least(len(w), {_OPENING}) + 1)) as i from openings) "
        "select article_id, regexp_replace(w[i], '^\\W+|[^\\w.]+$|[’'']s\\W*$', '', 'g') as word, "
        "w[i - 1] as before, w[i + 1] as after from places"
    )
    return name

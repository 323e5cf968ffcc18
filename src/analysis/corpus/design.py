"""How articles were chosen and how each counts: the sampling design of a corpus.

Every measure takes the design from three columns of the articles table:
``weight`` (how many articles of the corpus an article stands for), ``stratum``
(what was sampled apart) and ``unit`` (what varies independently: the article,
or the story where copies share a weight). Without sampling and with articles
counted as published, the weight is 1, there is one stratum, and each article
is its own unit.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import pandas as pd

from analysis.errors import ParameterError, one_of

STORIES = ("published", "once", "weighted")
"""Ways to count a text that several articles carry: each copy, the first only, or shares that add up to one."""

LANGUAGE_UNKNOWN = "und"
"""Code of texts too short to tell their language: they stay in a profile unless another language is stated."""


@dataclass(frozen=True)
class Design:
    """How the articles of a corpus are chosen and counted.

    Attributes
    ----------
    language : str
        ISO 639-1 code of the articles that are kept; empty for all. Texts too
        short to tell stay unless their source states another language.
    stories : str
        One of `STORIES`.
    sample : int
        Articles drawn at most from each stratum; 0 for all.
    sample_by : str
        Column whose values are the strata; empty for one stratum.
    seed : int
        Of the draw.
    """

    language: str = ""
    stories: str = "published"
    sample: int = 0
    sample_by: str = ""
    seed: int = 1

    def __post_init__(self) -> None:
        """Refuse values that are no design."""
        one_of(self.stories, STORIES, name="way of counting stories")
        if self.sample < 0:
            raise ParameterError(
                f"sample = {self.sample} articles", remedy="Give 1 or more, or 0 for all articles."
            )
        if self.sample_by and not self.sample:
            raise ParameterError(
                f"sample_by = {self.sample_by!r} without a sample",
                remedy="Give sample = the articles to draw from each of its values.",
            )

    def __str__(self) -> str:
        """Return what differs from counting every article, in words; empty for a plain design."""
        parts = []
        if self.stories == "once":
            parts.append("each story once")
        elif self.stories == "weighted":
            parts.append("copies of a story sharing one weight")
        if self.sample:
            each = f" of each {self.sample_by}" if self.sample_by else ""
            parts.append(f"a random sample of at most {self.sample:,} articles{each} (seed {self.seed})")
        return ", ".join(parts)


def choose(connection: duckdb.DuckDBPyConnection, design: Design) -> None:
    """Narrow the table `selected` to the design and give each article its weight.

    Parameters
    ----------
    connection : DuckDBPyConnection
        With a table ``selected`` (article_id, source, record) of the articles
        that meet the condition, and the view ``all_articles``.
    design : Design

    Notes
    -----
    Afterwards ``selected`` also holds weight, stratum and unit, and the tables
    ``other_languages`` (language, articles, words, stated_otherwise) and ``strata`` (stratum,
    articles, drawn) say what was left out. The draw takes the articles with the
    smallest hash of seed and id in each stratum: it does not depend on the
    order of files, and an article that is added disturbs no other.
    """
    _languages(connection, design.language)
    if design.stories == "once":
        _first_of_each_story(connection)
    stratum = f"coalesce(a.\"{design.sample_by}\", '')" if design.sample_by else "''"
    shared = "1.0 / count(*) over (partition by a.story_id)" if design.stories == "weighted" else "1.0"
    unit = "a.story_id" if design.stories == "weighted" else "a.article_id"
    connection.execute(
        f"create or replace temp table selected as with weighed as ("
        f"select s.article_id, s.source, s.record, {shared} as share, {stratum} as stratum, {unit} as unit "
        "from selected s join all_articles a using (article_id)), ranked as ("
        "select *, count(*) over (partition by stratum) as articles, row_number() over (partition by stratum "
        f"order by sha256('{int(design.seed)}' || article_id), article_id) as place from weighed) "
        "select article_id, source, record, "
        f"share * articles / least(articles, {_most(design)}) as weight, stratum, unit, articles "
        f"from ranked where place <= {_most(design)}"
    )
    connection.execute(
        "create or replace temp table strata as select stratum, any_value(articles)::bigint as articles, "
        "count(*)::bigint as drawn from selected group by 1 order by 1"
    )


def _most(design: Design) -> int:
    return design.sample or 2**62


def _languages(connection: duckdb.DuckDBPyConnection, language: str) -> None:
    unknown = f"a.language in ('{LANGUAGE_UNKNOWN}', '') and a.language_stated in ('', $language)"
    kept = f"(a.language = $language or {unknown})" if language else "$language = ''"
    connection.execute(
        "create or replace temp table other_languages as select a.language, count(*)::bigint as articles, "
        "sum(a.words)::bigint as words, "
        "count(*) filter (a.language <> 'und' and a.language_stated not in ('', a.language))::bigint "
        "as stated_otherwise "
        f"from selected s join all_articles a using (article_id) where not ({kept}) group by 1 order by 2 desc, 1",
        {"language": language},
    )
    connection.execute(
        "create or replace temp table selected as select s.* from selected s join all_articles a using (article_id) "
        f"where {kept}",
        {"language": language},
    )


def _first_of_each_story(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "create or replace temp table selected as select article_id, source, record from ("
        "select s.*, row_number() over (partition by a.story_id order by a.date = '', a.date, a.time = '', a.time, "
        "a.words desc, a.article_id) as place from selected s join all_articles a using (article_id)) where place = 1"
    )


def units(articles: pd.DataFrame) -> pd.DataFrame:
    """Return weight, stratum and unit of articles, by article_id.

    Parameters
    ----------
    articles : DataFrame
        With ``article_id``, and perhaps ``weight``, ``stratum``, ``unit``: what is missing has its plain
        value (1, one stratum, the article).

    Examples
    --------
    >>> units(pd.DataFrame({"article_id": ["a", "b"]}))["weight"].tolist()
    [1.0, 1.0]
    """
    found = articles.drop_duplicates("article_id").set_index("article_id")
    plain = {"weight": 1.0, "stratum": "", "unit": found.index}
    return pd.DataFrame(
        {name: found[name] if name in found.columns else value for name, value in plain.items()},
        index=found.index,
    )

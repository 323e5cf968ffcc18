"""What the runs of a batch are run on: all selected articles, or each group of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.errors import ParameterError
from analysis.paths import file_hash
from analysis.reporting.formatting import json_text, sha256
from analysis.reporting.names import exact_slug, slugify
from analysis.reporting.runs.study import Study

if TYPE_CHECKING:
    from analysis.corpus import Corpus

MOST_GROUPS = 200
"""Groups of a column above which a batch is taken for a mistake."""

_MOST_FILES = 1000


@dataclass(frozen=True)
class Selection:
    """A group of the selected articles, or all of them.

    Parameters
    ----------
    where : str
        Condition that selects it.
    words, slug : str
        What a reader calls it; part of a folder's name.
    facts : dict
        articles, first, last, fingerprint, files.
    """

    where: str
    words: str
    slug: str
    facts: dict[str, Any]


class Corpora:
    """The corpora a batch reads, each way of choosing articles opened once."""

    def __init__(self, study: Study, raw: Path) -> None:
        self.study, self.raw = study, raw
        self._open: dict[tuple[str, str], Corpus] = {}

    def open(self, design: dict[str, Any], where: str | None = None) -> Corpus:
        """Return the corpus of a design; under another condition than the study's if one is given."""
        from analysis.corpus import open_corpus

        chosen = self.study.where if where is None else where
        key = (chosen, json_text(design))
        if key not in self._open:
            self._open[key] = open_corpus(
                self.raw, where=chosen, workers=self.study.workers, scheduler=self.study.scheduler, **design
            )
        return self._open[key]


def selections(study: Study, corpora: Corpora, design: dict[str, Any], *, whole: bool) -> Iterator[Selection]:
    """Yield what a notebook is run on: all selected articles, or each group of them."""
    corpus = corpora.open(design)
    table = _table(corpus, study.by)
    if whole or not study.by:
        yield _selection(study, table, corpus, None)
        return
    values = table["value"].value_counts().sort_index().index.tolist()
    if len(values) > MOST_GROUPS:
        raise ParameterError(
            f"{study.by} has {len(values):,} values, too many for a report each",
            where="by",
            remedy=f"Choose a column with at most {MOST_GROUPS} values, or narrow with --where.",
        )
    for value in values:
        own = table[table["value"] == value]
        if str(corpus.design):
            # The first of a story, a share of its weight, a draw: each depends on what else is selected.
            corpus = corpora.open(design, _where(study, str(value)))
            own = _table(corpus, study.by)
        yield _selection(study, own, corpus, str(value))


def _table(corpus: Corpus, by: str) -> pd.DataFrame:
    column = corpus.column(by) if by else "''"
    rows = corpus.sql(
        f"select article_id, source, coalesce(date, '') as date, coalesce({column}, '') as value from articles"
    )
    return rows.merge(corpus.states, on="article_id")


def _where(study: Study, value: str | None) -> str:
    from analysis.corpus.sql import literal

    where = study.where.strip()
    if value is None:
        return where
    group = f"coalesce({study.by}, '') = {literal(value)}"
    return f"({where}) and {group}" if where else group


def _selection(study: Study, table: pd.DataFrame, corpus: Corpus, value: str | None) -> Selection:
    from analysis.corpus.identity import fingerprint

    words, slugs = [], []
    if value is not None:
        words.append(f"{study.by}: {value or '(none)'}")
        slugs.append(exact_slug(value) if value else f"no-{study.by.replace('_', '-')}")
    if study.where.strip():
        words.append(f"where {study.where.strip()}")
        slugs.append(f"{slugify(study.where)[:40].strip('-')}-{sha256(study.where.strip())[:6]}".lstrip("-"))
    if str(corpus.design):
        words.append(str(corpus.design))
    dates = sorted(date for date in table["date"] if date)
    facts = {
        "articles": len(table),
        "first": str(dates[0])[:10] if dates else "",
        "last": str(dates[-1])[:10] if dates else "",
        "fingerprint": fingerprint(table["state"]),
        "files": _files(corpus.raw, sorted(set(table["source"]))),
        "selection": ", ".join(words) or "all articles",
    }
    return Selection(_where(study, value), str(facts["selection"]), "-".join(slugs), facts)


def _files(raw: Path, sources: list[str], *, cache: dict[Path, str] = {}) -> dict[str, str]:  # noqa: B006
    """Return the hash of each raw file; of very many, one hash over them all."""
    base = raw if raw.is_dir() else raw.parent
    hashes = {}
    for source in sources:
        # What comes out of an archive names the member; the file is the archive.
        path = next((p for p in (base / source, *(base / source).parents) if p.is_file()), None)
        if path is not None:
            hashes[path.relative_to(base).as_posix()] = cache[path] = cache.get(path) or file_hash(path)
    if len(hashes) <= _MOST_FILES:
        return hashes
    return {f"{len(hashes)} files": sha256(json_text(hashes))}

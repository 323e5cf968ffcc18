"""Furniture learned over a corpus: from its parts to a table of furniture, and new segments where it stands.

    sentences of each part ─► what repeats, over all parts ─► furniture ─► new segments of each part
    (kept beside the part)    (counted out of core)          (a table)    (kept by part and furniture)

A changed raw file costs its own part, the merge of counts, and those parts in
whose outlets the furniture has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis import parallel
from analysis.corpus import store
from analysis.corpus.cleaning.applying import apply
from analysis.corpus.cleaning.learning import FURNITURE, learn
from analysis.corpus.cleaning.overrules import FILE as OVERRULES
from analysis.corpus.cleaning.overrules import Overrule, load_overrules
from analysis.corpus.cleaning.units import candidates_of, ensure_candidates, forms
from analysis.corpus.records import LEAST_WORDS, Remark
from analysis.corpus.sql import literal

__all__ = ["Cleaned", "apply", "candidates_of", "clean", "learn", "load_overrules", "overlay", "remarks"]


@dataclass(frozen=True)
class Cleaned:
    """What cleaning made of a corpus.

    Attributes
    ----------
    furniture : Path
        File of a table with the schema `learning.FURNITURE`.
    folders : tuple of Path
        For each part a folder with ``segments.parquet`` (all its segments) and
        ``words.parquet`` (the articles whose words are not those of the part).
    """

    furniture: Path
    folders: tuple[Path, ...]


def clean(
    parts: Sequence[Path],
    *,
    folder: Path,
    overrules: Sequence[Overrule] = (),
    pool: Executor | None = None,
) -> Cleaned:
    """Learn the furniture of a corpus and mark it.

    Parameters
    ----------
    parts : sequence of Path
        Folders of the parts that together hold the corpus.
    folder : Path
        Where the table and the cleaned segments are kept.
    overrules : sequence of Overrule
        From `load_overrules`.
    pool : Executor, optional
        Does the work on single parts; they are done in turn if not given.
    """
    pool = pool or parallel.Inline()
    for _ in parallel.ordered(pool, ensure_candidates, parts):
        pass
    learned = _learned(parts, folder=folder, overrules=tuple(overrules))
    mark = partial(_cleaned, folder=folder, learned=learned, overrules=tuple(overrules))
    return Cleaned(learned, tuple(parallel.ordered(pool, mark, parts)))


def _learned(parts: Sequence[Path], *, folder: Path, overrules: tuple[Overrule, ...]) -> Path:
    """Return the file of what is furniture in a set of parts."""

    def make(target: Path) -> None:
        table = overruled(learn(parts, spill=folder / "spill"), overrules)
        pq.write_table(table, target / "furniture.parquet", compression="zstd")

    name = store.name_of(sorted(part.name for part in parts), overrules)
    return store.part(folder / "furniture", name, make) / "furniture.parquet"


def _cleaned(part: Path, *, folder: Path, learned: Path, overrules: tuple[Overrule, ...]) -> Path:
    """Return the folder of a part's segments with furniture marked; it depends on the rules that concern it."""
    outlets = pc.unique(pq.read_table(part / "articles.parquet", columns=["outlet"])["outlet"]).to_pylist()
    furniture = pq.read_table(learned)
    own = furniture.filter(pc.is_in(furniture["outlet"], pa.array(["", *outlets])))
    columns = ["outlet", "kind", "form", "edge", "words"]
    rules = own.filter(pc.equal(own["decision"], "learned")).select(columns)

    def make(target: Path) -> None:
        segments, words = apply(part, own, overrules)
        _write_segments(part, segments, target / "segments.parquet")
        pq.write_table(words, target / "words.parquet", compression="zstd")

    return store.part(folder / "cleaned", store.name_of(part.name, rules.to_pylist(), overrules), make)


def _write_segments(part: Path, changed: pa.Table, target: Path) -> None:
    """Write all segments of a part, those of changed articles in the place of their old ones."""
    if not changed.num_rows:
        pq.write_table(pq.read_table(part / "segments.parquet"), target, compression="zstd")
        return
    old = pq.read_table(part / "segments.parquet")
    articles = pq.read_table(part / "articles.parquet", columns=["source", "record"])
    articles = articles.append_column("place", pa.array(range(articles.num_rows), pa.int64()))
    gone = changed.select(["source", "record"]).group_by(["source", "record"]).aggregate([])
    kept = old.join(gone, ["source", "record"], join_type="left anti")
    whole = pa.concat_tables([kept.select(old.column_names), changed.select(old.column_names)])
    whole = whole.join(articles, ["source", "record"])
    order = pc.sort_indices(whole, sort_keys=[("place", "ascending"), ("segment", "ascending")])
    pq.write_table(whole.take(order).select(old.column_names).cast(old.schema), target, compression="zstd")


def overruled(furniture: pa.Table, overrules: Sequence[Overrule]) -> pa.Table:
    """Return the table of furniture with what a person decides.

    A learned row that a person keeps stays in the table as ``kept by user`` and
    is not applied; each text a person removes becomes a row ``removed by user``.
    """
    rows = furniture.to_pylist()
    for row in rows:
        rules = [rule for rule in overrules if rule.decision == "keep" and rule.concerns(row["outlet"])]
        if any(rule.spans(row["text"], row["text"].lower()) for rule in rules):
            row["decision"] = "kept by user"
    rows += [
        {"outlet": rule.outlet, "kind": "phrase", "text": rule.text, "reason": "stated in the table of furniture",
         "decision": "removed by user", "words": len(forms(rule.text))}
        for rule in overrules
        if rule.decision == "remove"
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=FURNITURE)


def overlay(connection: duckdb.DuckDBPyConnection, folders: Iterable[Path]) -> None:
    """Put cleaned segments and words in the place of those of the parts, in the views ``raw_segments, raw_articles``.

    Parameters
    ----------
    connection : DuckDBPyConnection
        With the views of `selection.connect`.
    folders : iterable of Path
        `Cleaned.folders`; the connection must be allowed to read them.
    """
    paths = list(folders)
    words, segments = (
        f"read_parquet([{', '.join(literal(str(path / name)) for path in paths)}])"
        for name in ("words.parquet", "segments.parquet")
    )
    connection.execute(f"create temp table cleaned as select source, record, words, before from {words}")
    connection.execute("alter view raw_articles rename to read_articles")
    connection.execute("alter view raw_segments rename to read_segments")
    connection.execute(
        "create temp view raw_articles as select a.* replace (coalesce(c.words, a.words) as words) "
        "from read_articles a left join cleaned c using (source, record)"
    )
    connection.execute(f"create temp view raw_segments as select * from {segments}")


def remarks(folders: Iterable[Path]) -> list[Remark]:
    """Return a notice for each article of which next to nothing but furniture is left."""
    remedy = f"Look at the table of furniture; what is wrong there is kept by a line in {OVERRULES}."
    out = []
    for folder in folders:
        table = pq.read_table(folder / "words.parquet")
        for row in table.filter(pc.less(table["words"], LEAST_WORDS)).to_pylist():
            reason = f"{row['words']} of {row['before']} words are left after furniture was set aside"
            out.append(Remark(row["source"], row["record"], "notice", reason, remedy))
    return out

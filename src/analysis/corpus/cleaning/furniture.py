"""Furniture learned over a corpus: from its parts to a table of furniture, and new segments where it stands.

    sentences of each part ─► what repeats, over all parts ─► furniture ─► new segments of each part
    (kept beside the part)    (counted out of core)          (a table)    (kept by part and furniture)

A changed raw file costs its own part, the merge of counts, and those parts in
whose outlets the furniture has changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis.corpus import store
from analysis.corpus.cleaning.applying import apply
from analysis.corpus.cleaning.learning import FURNITURE, learn
from analysis.corpus.cleaning.overrules import FILE as OVERRULES
from analysis.corpus.cleaning.overrules import Overrule, load_overrules
from analysis.corpus.cleaning.units import candidates_of, ensure_candidates, forms
from analysis.corpus.records import Remark
from analysis.corpus.selection import literal

__all__ = ["Cleaned", "apply", "candidates_of", "clean", "learn", "load_overrules", "overlay", "remarks"]

LEAST_WORDS = 2
"""Words below which a cleaned article is remarked on; as in `building`."""


@dataclass(frozen=True)
class Cleaned:
    """What cleaning made of a corpus.

    Attributes
    ----------
    furniture : pyarrow.Table
        With the schema `learning.FURNITURE`.
    folders : tuple of Path
        For each part a folder with ``segments.parquet`` and ``words.parquet``:
        the articles whose segments are not those of the part.
    """

    furniture: pa.Table
    folders: tuple[Path, ...]


def clean(
    files: Sequence[tuple[str, Path]],
    *,
    folder: Path,
    overrules: Sequence[Overrule] = (),
    executor: Executor | None = None,
) -> Cleaned:
    """Learn the furniture of a corpus and mark it.

    Parameters
    ----------
    files : sequence of (source, part folder)
        For each raw file the part that holds its articles, as for `selection.connect`.
    folder : Path
        Where the cleaned segments are kept; beside the folder of the parts.
    overrules : sequence of Overrule
        From `load_overrules`.
    executor : concurrent.futures.Executor, optional
        Does the work on single parts; they are done in turn if not given.
    """
    parts = sorted({part for _, part in files})
    run = map if executor is None else executor.map
    list(run(ensure_candidates, parts))
    furniture = overruled(learn(files), overrules)
    mark = partial(_cleaned, folder=folder, furniture=furniture, overrules=tuple(overrules))
    return Cleaned(furniture, tuple(run(mark, parts)))


def _cleaned(part: Path, *, folder: Path, furniture: pa.Table, overrules: Sequence[Overrule]) -> Path:
    """Write the new segments of a part, unless they are there, and return their folder."""
    outlets = pc.unique(pq.read_table(part / "articles.parquet", columns=["outlet"])["outlet"]).to_pylist()
    own = furniture.filter(pc.is_in(furniture["outlet"], pa.array(["", *outlets])))
    columns = ["outlet", "kind", "form", "edge", "words"]
    rules = own.filter(pc.equal(own["decision"], "learned")).select(columns)
    key = hashlib.sha256(repr((rules.to_pylist(), tuple(overrules))).encode()).hexdigest()[:24]
    name = f"{part.name}-{key}"
    if not (folder / name / store.MANIFEST).is_file():
        segments, words = apply(part, own, overrules)
        with store.new_part(folder, name) as path:
            pq.write_table(segments, path / "segments.parquet", compression="zstd")
            pq.write_table(words, path / "words.parquet", compression="zstd")
            store.write_manifest(path, {"part": part.name})
    return folder / name


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
        With the views and the table ``files`` (source, part) of `selection.connect`.
    folders : iterable of Path
        `Cleaned.folders`; the connection must be allowed to read them.
    """
    paths = list(folders)
    for name in ("words", "segments"):
        files = ", ".join(literal(str(path / f"{name}.parquet")) for path in paths)
        part = r"regexp_extract(filename, '([^/\\-]+)-[^/\\]+[/\\][^/\\]+$', 1)"
        connection.execute(
            f"create temp view cleaned_{name} as select c.* exclude (filename) "
            f"from read_parquet([{files}], filename = true) c join files f on f.source = c.source and f.part = {part}"
        )
    for name in ("articles", "segments"):
        connection.execute(f"alter view raw_{name} rename to read_{name}")
    connection.execute("create temp table cleaned as select source, record, words, before from cleaned_words")
    connection.execute(
        "create temp view raw_articles as select a.* replace (coalesce(c.words, a.words) as words) "
        "from read_articles a left join cleaned c using (source, record)"
    )
    connection.execute(
        "create temp view raw_segments as select * from read_segments anti join cleaned using (source, record) "
        "union all by name select * from cleaned_segments"
    )


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

"""What is known of articles only from all of them together: furniture that repeats, copies, events.

    parts ─► sentences ─► furniture ─► cleaned parts ─► signatures ─► stories, events
             (a part)     (all parts)   (a part)          (a part)      (all parts)

What looks at one part is kept for that part; what looks at all of them is kept
for this set of parts, and is made again when any of them changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis import parallel
from analysis.corpus import stories, store
from analysis.corpus.cleaning import furniture
from analysis.corpus.cleaning.overrules import Overrule
from analysis.corpus.selection import literal
from analysis.paths import code_hash
from analysis.progress import step

STORIES = pa.schema(
    [("article_id", pa.string()), ("story_id", pa.string()), ("copy", pa.string()), ("original_id", pa.string()),
     ("containment", pa.float64()), ("same_outlet", pa.bool_())]
)  # fmt: skip
EVENTS = pa.schema([("article_id", pa.string()), ("event_id", pa.string())])


@dataclass(frozen=True)
class Combined:
    """Where the tables of a combined corpus are.

    Attributes
    ----------
    cleaned : tuple of Path
        For each part a folder with ``segments.parquet`` (all segments of the
        part) and ``words.parquet`` (articles whose words changed).
    together : Path
        Folder with ``furniture.parquet``, ``stories.parquet`` and ``events.parquet``.
    """

    cleaned: tuple[Path, ...]
    together: Path


def combine(
    parts: Sequence[Path], *, home: Path, overrules: Sequence[Overrule], pool: Executor
) -> Combined:
    """Learn furniture, mark it, and find copies and events.

    Parameters
    ----------
    parts : sequence of Path
        Parts as `reading` writes them, which together hold the corpus.
    home : Path
        Folder of the corpus' caches.
    overrules : sequence of Overrule
        What a person decides about furniture.
    pool : Executor
        Does the work on single parts.
    """
    code = code_hash(["corpus", "resources/corpus"])
    with step("Learning furniture", total=len(parts), unit="parts"):
        sentences = _each(pool, partial(_sentences, home=home, code=code), parts)
        learned = _learned(parts, sentences, home=home, overrules=overrules, code=code)
        mark = partial(_cleaned, home=home, learned=learned, overrules=tuple(overrules), code=code)
        cleaned = _each(pool, mark, list(zip(parts, sentences, strict=True)))
    with step("Looking for copies", total=len(parts), unit="parts"):
        signed = _each(pool, partial(_signed, home=home), list(zip(parts, cleaned, strict=True)))
        together = _together(parts, cleaned, signed, learned=learned, home=home)
    return Combined(tuple(cleaned), together)


def _each(pool: Executor, function: object, tasks: Sequence[object]) -> list[Path]:
    return list(parallel.ordered(pool, function, tasks))  # type: ignore[arg-type]


def _name(*about: object) -> str:
    return hashlib.sha256(repr(about).encode()).hexdigest()[:24]


def _sentences(part: Path, *, home: Path, code: str) -> Path:
    """Return the folder with the sentences of a part."""

    def make(folder: Path) -> None:
        pq.write_table(furniture.candidates_of(part), folder / furniture.FILE, compression="zstd")

    return store.part(home / "sentences", _name(part.name, code), make)


def _learned(
    parts: Sequence[Path], sentences: Sequence[Path], *, home: Path, overrules: Sequence[Overrule], code: str
) -> Path:
    """Return the file of what is furniture in this set of parts."""

    def make(folder: Path) -> None:
        table = furniture.learn(list(zip(parts, sentences, strict=True)), spill=home / "spill")
        pq.write_table(furniture.overruled(table, overrules), folder / "furniture.parquet", compression="zstd")

    name = _name([part.name for part in parts], tuple(overrules), code)
    return store.part(home / "furniture", name, make) / "furniture.parquet"


def _cleaned(
    task: tuple[Path, Path], *, home: Path, learned: Path, overrules: Sequence[Overrule], code: str
) -> Path:
    """Return the folder of a part's segments in which furniture is boilerplate."""
    part, sentences = task
    own, key = furniture.rules_for(part, pq.read_table(learned))

    def make(folder: Path) -> None:
        segments, words = furniture.apply(part, own, overrules, sentences=sentences)
        pq.write_table(words, folder / "words.parquet", compression="zstd")
        _write_all_segments(part, segments, folder / "segments.parquet")

    return store.part(home / "cleaned", _name(part.name, key, tuple(overrules), code), make)


def _write_all_segments(part: Path, changed: pa.Table, target: Path) -> None:
    """Write the segments of a part, those of changed articles in the place of their old ones."""
    connection = duckdb.connect()
    connection.execute("set threads = 1")
    connection.register("changed", changed)
    connection.execute(
        f"copy (select s.* from (select * from read_parquet({literal(str(part / 'segments.parquet'))}) "
        "anti join changed using (source, record) union all by name select * from changed) s "
        f"join (select source, record, file_row_number as place from read_parquet("
        f"{literal(str(part / 'articles.parquet'))}, file_row_number = true)) a using (source, record) "
        f"order by a.place, s.segment) to {literal(str(target))} (format parquet, compression zstd)"
    )
    connection.close()


def _signed(task: tuple[Path, Path], *, home: Path) -> Path:
    """Return the file of a part's signatures."""
    part, cleaned = task

    def make(folder: Path) -> None:
        stories.write_signatures(
            stories.signatures_of(part, segments=cleaned / "segments.parquet"), folder / "signatures.parquet"
        )

    return store.part(home / "signatures", cleaned.name, make) / "signatures.parquet"


def _together(
    parts: Sequence[Path], cleaned: Sequence[Path], signed: Sequence[Path], *, learned: Path, home: Path
) -> Path:
    """Return the folder with what is known of the articles of all parts together."""

    def make(folder: Path) -> None:
        connection = duckdb.connect()
        connection.execute(f"set temp_directory = {literal(str(home / 'spill'))}")
        connection.execute(
            "create temp view all_articles as select article_id, outlet, date, time from (select *, row_number() "
            "over (partition by article_id order by source, record) as copy from "
            f"read_parquet({_files(parts, 'articles.parquet')})) where copy = 1"
        )
        connection.execute(
            f"create temp view all_segments as select * from read_parquet({_files(cleaned, 'segments.parquet')})"
        )
        found = stories.find_stories(connection, signatures=list(signed), scratch=folder)
        events = stories.find_events(connection, signatures=list(signed), stories=found, scratch=folder)
        connection.close()
        _write(found, STORIES, folder / "stories.parquet")
        _write(events, EVENTS, folder / "events.parquet")
        (folder / "furniture.parquet").write_bytes(learned.read_bytes())

    return store.part(home / "together", _name([path.name for path in cleaned], learned.parent.name), make)


def _files(folders: Sequence[Path], name: str) -> str:
    return f"[{', '.join(literal(str(folder / name)) for folder in folders)}]"


def _write(table: pd.DataFrame, schema: pa.Schema, path: Path) -> None:
    pq.write_table(pa.Table.from_pandas(table, schema=schema, preserve_index=False), path, compression="zstd")

"""What is known of articles only from all of them together: furniture that repeats, copies, events.

    parts ─► sentences ─► furniture ─► cleaned parts ─► signatures ─► stories, events
             (a part)     (all parts)   (a part)          (a part)      (all parts)

What looks at one part is kept for that part; what looks at all of them is kept
for this set of parts, and is made again when any of them changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis import parallel
from analysis.corpus import store
from analysis.corpus.cleaning.furniture import Cleaned, clean
from analysis.corpus.cleaning.overrules import Overrule
from analysis.corpus.sql import literal, quiet
from analysis.corpus.stories import find_events, find_stories, signatures_of, write_signatures
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
    cleaned : Cleaned
        The table of furniture, and for each part a folder with its cleaned segments.
    together : Path
        Folder with ``stories.parquet`` and ``events.parquet``.
    """

    cleaned: Cleaned
    together: Path

    @property
    def tables(self) -> dict[str, Path]:
        """Files of the tables about all articles together, by name."""
        names = ("stories", "events")
        return {"furniture": self.cleaned.furniture} | {
            name: self.together / f"{name}.parquet" for name in names
        }


def combine(parts: Sequence[Path], *, home: Path, overrules: Sequence[Overrule], pool: Executor) -> Combined:
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
    with step("Learning furniture", total=len(parts), unit="parts"):
        cleaned = clean(parts, folder=home, overrules=overrules, pool=pool)
    with step("Looking for copies", total=len(parts), unit="parts"):
        tasks = list(zip(parts, cleaned.folders, strict=True))
        signed = list(parallel.ordered(pool, partial(_signed, home=home), tasks))
        together = _together(parts, cleaned, signed, home=home, pool=pool)
    return Combined(cleaned, together)


def _signed(task: tuple[Path, Path], *, home: Path) -> Path:
    """Return the file of a part's signatures."""
    part, cleaned = task

    def make(folder: Path) -> None:
        signatures = signatures_of(part, segments=cleaned / "segments.parquet")
        write_signatures(signatures, folder / "signatures.parquet")

    return store.part(home / "signatures", cleaned.name, make) / "signatures.parquet"


def _together(
    parts: Sequence[Path], cleaned: Cleaned, signed: Sequence[Path], *, home: Path, pool: Executor
) -> Path:
    """Return the folder with the stories and events of all parts together."""

    def make(folder: Path) -> None:
        connection = quiet()
        connection.execute(f"set temp_directory = {literal(str(home / 'spill'))}")
        connection.execute(
            "create temp view all_articles as select article_id, outlet, date, time from (select *, row_number() "
            "over (partition by article_id order by source, record) as copy from "
            f"read_parquet({_files(parts, 'articles.parquet')})) where copy = 1"
        )
        segments = _files(cleaned.folders, "segments.parquet")
        connection.execute(f"create temp view all_segments as select * from read_parquet({segments})")
        found = find_stories(connection, signatures=list(signed), scratch=folder)
        events = find_events(
            connection, signatures=list(signed), stories=found, scratch=folder, executor=pool
        )
        connection.close()
        _write(found, STORIES, folder / "stories.parquet")
        _write(events, EVENTS, folder / "events.parquet")

    return store.part(home / "together", store.name_of(sorted(path.name for path in cleaned.folders)), make)


def _files(folders: Sequence[Path], name: str) -> str:
    return f"[{', '.join(literal(str(folder / name)) for folder in folders)}]"


def _write(table: pd.DataFrame, schema: pa.Schema, path: Path) -> None:
    pq.write_table(pa.Table.from_pandas(table, schema=schema, preserve_index=False), path, compression="zstd")

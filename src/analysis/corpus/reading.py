"""From raw files to parts of articles, segments and remarks.

Each part covers whole files. Reading and cleaning are spread over the workers
of an executor; what they return is written in the order of the files, so that
a part's bytes do not depend on who did the work.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from itertools import groupby
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis import parallel
from analysis.corpus import building, store
from analysis.corpus.hashes import stamp
from analysis.corpus.raw import RawFile
from analysis.corpus.readers import read_file
from analysis.corpus.records import METADATA, Record, Remark
from analysis.errors import InputError
from analysis.progress import step

ARTICLES = pa.schema(
    [("article_id", pa.string()), ("source", pa.string()), ("record", pa.int64())]
    + [(name, pa.string()) for name in METADATA]
    + [("words", pa.int64()), ("text", pa.string())]
)
SEGMENTS = pa.schema(
    [("source", pa.string()), ("record", pa.int64()), ("article_id", pa.string()), ("segment", pa.int32()),
     ("kind", pa.string()), ("start", pa.int64()), ("end", pa.int64()), ("text_id", pa.string())]
)  # fmt: skip
REMARKS = pa.schema(
    [("source", pa.string()), ("record", pa.int64()), ("status", pa.string()), ("reason", pa.string()),
     ("remedy", pa.string())]
)  # fmt: skip

SCHEMAS = {"articles": ARTICLES, "segments": SEGMENTS, "remarks": REMARKS}
"""Tables of a part."""

_BATCH_FILES, _BATCH_BYTES = 2000, 64_000_000
_TASK_FILES, _TASK_RECORDS, _TASK_BYTES = 50, 250, 1_000_000
_LARGE = 4_000_000
"""Bytes from which a file's records are spread over the workers instead of the file going to one."""


def missing(files: Iterable[RawFile], folder: Path) -> list[RawFile]:
    """Return the files that no part in a folder covers yet."""
    known = {key for _, manifest in store.parts(folder) for key in manifest["files"]}
    return [file for file in files if file.key not in known]


def current(files: Iterable[RawFile], folder: Path) -> list[Path]:
    """Return parts that together hold the files and nothing else, in order of name.

    A part that also holds a file which has since changed or gone is copied
    without it: what is learned from a part must not come from a file that is
    no longer there.
    """
    source_of = {file.key: file.source for file in files}
    used: list[Path] = []
    # Parts without anything superseded first; the rest only for what these do not hold.
    found = store.parts(folder)
    for path, manifest in sorted(found, key=lambda part: not set(part[1]["files"]) <= source_of.keys()):
        keys = [key for key in manifest["files"] if key in source_of]
        if not keys:
            continue
        if len(keys) < len(manifest["files"]):
            path = _without_superseded(path, {key: source_of[key] for key in keys}, folder)  # noqa: PLW2901
        for key in keys:
            del source_of[key]
        used.append(path)
    assert not source_of, "a file was not read"
    return sorted(used)


def _without_superseded(part: Path, kept: dict[str, str], folder: Path) -> Path:
    sources = pa.array(sorted(kept.values()))
    archives = [source for source in kept.values() if source.lower().endswith((".zip", ".zip.gz"))]

    def of_kept(rows: pa.Table) -> pa.Array:
        # What comes out of an archive names the member; the file is the archive.
        chosen = pc.is_in(rows["source"], value_set=sources)
        for archive in archives:
            chosen = pc.or_(chosen, pc.starts_with(rows["source"], archive + "/"))
        return chosen

    def copy(target: Path) -> None:
        for name, schema in SCHEMAS.items():
            with store.Table(target / f"{name}.parquet", schema) as table:
                for batch in pq.ParquetFile(part / f"{name}.parquet").iter_batches():
                    rows = pa.Table.from_batches([batch])
                    table.add(rows.filter(of_kept(rows)))

    return store.part(folder, _part_name(list(kept)), copy, files=list(kept))


def _part_name(keys: list[str]) -> str:
    return hashlib.sha256("".join(keys).encode()).hexdigest()[:24]


def read(files: Iterable[RawFile], folder: Path, *, pool: Executor) -> None:
    """Read files into parts, batch by batch.

    Parameters
    ----------
    files : iterable of RawFile
    folder : Path
        Where the parts are kept.
    pool : Executor
        Who cleans the texts; see `analysis.parallel`.

    Raises
    ------
    InputError
        If a file vanishes or changes while it is read.
    RunError
        If the disk is full.
    """
    batches = list(_batches(files))
    tasks = (task for number, batch in enumerate(batches) for task in _tasks(number, batch))
    done = parallel.ordered(pool, carry_out, tasks)
    with step("Reading", total=sum(map(len, batches)), unit="files") as bar:
        for number, pieces in groupby(done, key=lambda item: item[0]):
            keys = [file.key for file in batches[number]]
            with store.new_part(folder, _part_name(keys), files=keys) as part:
                _write(part, (tables for _, tables in pieces))
                _check_unchanged(batches[number])
            bar.update(len(keys))


@dataclass(frozen=True)
class Task:
    """What a worker takes at a time: some small files, or some records of a large one.

    Attributes
    ----------
    batch : int
        Number of the part it belongs to.
    files : list of RawFile
        Files to be read.
    items : list of Record or Remark
        What was read of a large file.
    sidecar : dict
        Metadata a sidecar table states for that file.
    """

    batch: int
    files: list[RawFile] = field(default_factory=list)
    items: list[Record | Remark] = field(default_factory=list)
    sidecar: dict[str, str] = field(default_factory=dict)


Tables = dict[str, pa.Table]


def carry_out(task: Task) -> tuple[int, Tables]:
    """Return a task's batch and its articles, segments and remarks."""
    rows: dict[str, list[building.Row]] = {name: [] for name in SCHEMAS}
    for file in task.files:
        for item in read_file(file.path, file.source):
            _build(item, dict(file.sidecar), rows)
    for item in task.items:
        _build(item, task.sidecar, rows)
    return task.batch, {
        # Column by column: a row at a time costs as much as the cleaning.
        name: pa.table([[row[column] for row in rows[name]] for column in schema.names], schema=schema)
        for name, schema in SCHEMAS.items()
    }


def _build(item: Record | Remark, sidecar: dict[str, str], rows: dict[str, list[building.Row]]) -> None:
    built = building.build(item, given=sidecar) if isinstance(item, Record) else item
    if isinstance(built, Remark):
        rows["remarks"].append(asdict(built))
        return
    assert isinstance(item, Record)
    article, segments = built
    place = {"source": item.source, "record": item.record}
    rows["articles"].append(article)
    rows["segments"] += [{**place, **row} for row in segments]
    rows["remarks"] += [asdict(remark) for remark in building.notices(item, article)]


def _tasks(batch: int, files: list[RawFile]) -> Iterator[Task]:
    """Divide a batch; the records of a large file are read here and cleaned elsewhere."""
    small: list[RawFile] = []
    for file in files:
        if file.stamp[0] < _LARGE:
            small.append(file)
            if len(small) >= _TASK_FILES or sum(one.stamp[0] for one in small) >= _TASK_BYTES:
                yield Task(batch, small)
                small = []
            continue
        yield Task(batch, small)
        small = []
        for items in _chunks(read_file(file.path, file.source)):
            yield Task(batch, items=items, sidecar=dict(file.sidecar))
    yield Task(batch, small)


def _chunks(items: Iterable[Record | Remark]) -> Iterator[list[Record | Remark]]:
    chunk: list[Record | Remark] = []
    size = 0
    for item in items:
        chunk.append(item)
        size += len(item.text) + len(item.html) if isinstance(item, Record) else 0
        if len(chunk) >= _TASK_RECORDS or size >= _TASK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _write(part: Path, pieces: Iterable[Tables]) -> None:
    with ExitStack() as stack:
        tables = {
            name: stack.enter_context(store.Table(part / f"{name}.parquet", schema))
            for name, schema in SCHEMAS.items()
        }
        for piece in pieces:
            for name, rows in piece.items():
                tables[name].add(rows)


def _check_unchanged(files: Iterable[RawFile]) -> None:
    """Raise if a file is no longer what its key says: what was read of it may be of two versions."""
    for file in files:
        try:
            same = stamp(file.path)[:2] == file.stamp[:2]
        except OSError:
            raise InputError(
                "the file vanished while it was read", where=file.source,
                remedy="Put it back or leave it out, and run again; nothing of it was kept.",
            ) from None  # fmt: skip
        if not same:
            raise InputError(
                "the file changed while it was read", where=file.source,
                remedy="Wait until whoever writes it is done, and run again; nothing of it was kept.",
            )  # fmt: skip


def _batches(files: Iterable[RawFile]) -> Iterator[list[RawFile]]:
    batch: list[RawFile] = []
    size = 0
    for file in files:
        batch.append(file)
        size += file.stamp[0]
        if len(batch) >= _BATCH_FILES or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch

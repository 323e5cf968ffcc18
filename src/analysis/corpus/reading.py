"""From raw files to parts of articles, segments and remarks.

Reading and cleaning are spread over the workers of an executor; what they
return is written in the order of the files, so that a part's bytes do not
depend on who did the work. A part holds a batch of small files or a piece of a
large one, so that what looks at one part never holds more than that.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from analysis import parallel
from analysis.corpus import building, covering, store
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
_PIECE_RECORDS, _PIECE_BYTES = 10_000, 64_000_000
"""Records of large files, and characters of these, after which a part ends."""


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
    finished = {path.name for path, _ in store.parts(folder)}
    tasks = (task for number, batch in enumerate(batches) for task in _tasks(number, batch, finished))
    done = parallel.ordered(pool, carry_out, tasks)
    with step("Reading", total=sum(map(len, batches)), unit="files") as bar:
        for number, of_batch in groupby(done, key=lambda item: item[0].batch):
            keys = [file.key for file in batches[number]]
            batch, pieces = covering.batch_name(keys), 0
            for piece, results in groupby(of_batch, key=lambda item: item[0].piece):
                name, pieces = covering.piece_name(batch, piece), piece + 1
                written = (tables for _, tables in results)
                if name in finished:
                    deque(written, maxlen=0)
                    continue
                with store.new_part(folder, name) as part:
                    _write(part, written)
                    _check_unchanged(batches[number])
            covering.finish(folder, batch, keys=keys, pieces=pieces)
            bar.update(len(keys))


class Place(NamedTuple):
    """Where the results of a task belong: the number of the batch, and of its piece."""

    batch: int
    piece: int


@dataclass(frozen=True)
class Task:
    """What a worker takes at a time: some small files, or some records of a large one.

    Attributes
    ----------
    files : list of RawFile
        Files to be read.
    items : list of Record or Remark
        What was read of a large file.
    sidecar : dict
        Metadata a sidecar table states for that file.
    """

    files: list[RawFile] = field(default_factory=list)
    items: list[Record | Remark] = field(default_factory=list)
    sidecar: dict[str, str] = field(default_factory=dict)


Tables = dict[str, pa.Table]


def carry_out(placed: tuple[Place, Task]) -> tuple[Place, Tables]:
    """Return the place of a task and its articles, segments and remarks."""
    place, task = placed
    rows: dict[str, list[building.Row]] = {name: [] for name in SCHEMAS}
    for file in task.files:
        for item in read_file(file.path, file.source):
            _build(item, dict(file.sidecar), rows)
    for item in task.items:
        _build(item, task.sidecar, rows)
    return place, {
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


def _tasks(number: int, files: list[RawFile], finished: Container[str]) -> Iterator[tuple[Place, Task]]:
    """Divide a batch into tasks, leaving out the work on pieces that are finished.

    The records of a large file are read here and cleaned elsewhere.
    """
    batch = covering.batch_name(file.key for file in files)
    piece, records, size = 0, 0, 0
    place = None
    for task in _divided(files):
        place = Place(number, piece)
        done = covering.piece_name(batch, piece) in finished
        yield place, Task() if done else task
        records += len(task.items)
        size += sum(_size(item) for item in task.items)
        if records >= _PIECE_RECORDS or size >= _PIECE_BYTES:
            piece, records, size = piece + 1, 0, 0
    if place is None:
        yield Place(number, 0), Task()


def _divided(files: list[RawFile]) -> Iterator[Task]:
    small: list[RawFile] = []
    for file in files:
        if file.stamp[0] < _LARGE:
            small.append(file)
            if len(small) >= _TASK_FILES or sum(one.stamp[0] for one in small) >= _TASK_BYTES:
                yield Task(files=small)
                small = []
            continue
        if small:
            yield Task(files=small)
            small = []
        for items in _chunks(read_file(file.path, file.source)):
            yield Task(items=items, sidecar=dict(file.sidecar))
    if small:
        yield Task(files=small)


def _chunks(items: Iterable[Record | Remark]) -> Iterator[list[Record | Remark]]:
    chunk: list[Record | Remark] = []
    size = 0
    for item in items:
        chunk.append(item)
        size += _size(item)
        if len(chunk) >= _TASK_RECORDS or size >= _TASK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _size(item: Record | Remark) -> int:
    return len(item.text) + len(item.html) if isinstance(item, Record) else 0


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

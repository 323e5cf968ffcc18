"""From a folder of raw files to parts of articles, segments and remarks.

Each part covers whole files. A file is known by its place, its bytes, what a
sidecar says of it and the code that reads it; when any of these changes, that
file alone is read again.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import pyarrow as pa

from analysis.corpus import building, store
from analysis.corpus.encoding import decode
from analysis.corpus.metadata.columns import FIELDS, plain
from analysis.corpus.readers import READABLE, SIDECAR, ending, is_documentation, read_file
from analysis.corpus.readers.raw import RawInput
from analysis.corpus.records import Record, Remark
from analysis.errors import InputError
from analysis.paths import code_hash, file_hash

ARTICLES = pa.schema(
    [("article_id", pa.string()), ("source", pa.string()), ("record", pa.int64())]
    + [(name, pa.string()) for name in building.METADATA]
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

_BATCH_FILES, _BATCH_BYTES = 2000, 64_000_000


@dataclass(frozen=True)
class RawFile:
    """A file of the raw folder."""

    path: Path
    source: str
    key: str
    sidecar: tuple[tuple[str, str], ...] = ()


def raw_files(raw: Path) -> tuple[list[RawFile], list[Remark]]:
    """List what is to be read, in order of name, and remark on what is not.

    Parameters
    ----------
    raw : Path
        A folder, or one file.

    Raises
    ------
    InputError
        If there is no such folder or file, or a sidecar table is broken.
    """
    if not raw.exists():
        raise InputError("no such folder or file", where=str(raw), remedy="Check the path given as `raw`.")
    base = raw if raw.is_dir() else raw.parent
    paths = sorted(p for p in raw.rglob("*") if p.is_file()) if raw.is_dir() else [raw]
    sidecars = _sidecars([p for p in paths if p.name == SIDECAR], base)
    files, remarks = [], []
    for path in paths:
        source = path.relative_to(base).as_posix()
        if any(part.startswith(".") for part in Path(source).parts) or path.name == SIDECAR:
            continue
        if raw.is_dir() and is_documentation(source):
            remarks.append(Remark(source, -1, "ignored", "documentation, not an article", ""))
            continue
        given = tuple(sorted(sidecars.get(source, {}).items()))
        key = hashlib.sha256(repr((source, file_hash(path), given, _reader_code())).encode()).hexdigest()[:24]
        files.append(RawFile(path, source, key, given))
    return files, remarks


def read_missing(files: Iterable[RawFile], folder: Path) -> None:
    """Read the files that no part covers yet, batch by batch.

    Parameters
    ----------
    files : iterable of RawFile
    folder : Path
        Where the parts are kept.
    """
    known = {key for _, manifest in store.parts(folder) for key in manifest["files"]}
    for batch in _batches(file for file in files if file.key not in known):
        name = hashlib.sha256("".join(file.key for file in batch).encode()).hexdigest()[:24]
        with store.new_part(folder, name) as part:
            _write(batch, part)
            store.write_manifest(part, {"files": [file.key for file in batch]})


def _write(batch: list[RawFile], part: Path) -> None:
    with (
        store.Table(part / "articles.parquet", ARTICLES) as articles,
        store.Table(part / "segments.parquet", SEGMENTS) as segments,
        store.Table(part / "remarks.parquet", REMARKS) as remarks,
    ):
        for file in batch:
            for item in read_file(file.path, file.source):
                built = building.build(item, given=dict(file.sidecar)) if isinstance(item, Record) else item
                if isinstance(built, Remark):
                    remarks.add(asdict(built))
                    continue
                assert isinstance(item, Record)
                article, rows = built
                articles.add(article)
                for row in rows:
                    segments.add({"source": file.source, "record": item.record, **row})
                for remark in building.notices(item, article):
                    remarks.add(asdict(remark))


def _batches(files: Iterable[RawFile]) -> Iterator[list[RawFile]]:
    batch: list[RawFile] = []
    size = 0
    for file in files:
        batch.append(file)
        size += file.path.stat().st_size
        if len(batch) >= _BATCH_FILES or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


@lru_cache(maxsize=1)
def _reader_code() -> str:
    return code_hash(["corpus", "resources/corpus"])


def _sidecars(paths: Iterable[Path], base: Path) -> dict[str, dict[str, str]]:
    names = {
        alias: field for field, aliases in FIELDS.items() for alias in aliases if field in building.METADATA
    }
    out: dict[str, dict[str, str]] = {}
    for path in paths:
        where = path.relative_to(base).as_posix()
        text, _ = decode(RawInput.at(path).read())
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        if not rows or "file" not in rows[0]:
            raise InputError(
                "the sidecar table has no column 'file'", where=where,
                remedy="Its first line must name the columns: file, and any of outlet, date, title, byline, url.",
            )  # fmt: skip
        for row in rows:
            target = (path.parent / (row.pop("file") or "")).resolve()
            if not target.is_file() or ending(target) not in READABLE:
                raise InputError(
                    f"the sidecar table names {target.name!r}, which is no readable file there", where=where,
                    remedy="Mend or remove that line.",
                )  # fmt: skip
            given = {names[plain(k)]: v.strip() for k, v in row.items() if k and v and plain(k) in names}
            out[target.relative_to(base.resolve()).as_posix()] = given
    return out

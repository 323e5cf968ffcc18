"""Parts: folders of Parquet files that land whole or not at all.

All caches (articles, what is known of a corpus as a whole, annotation) are
sets of parts. A part is written under a temporary name and renamed into place,
so a killed run leaves nothing half written, and two runs that write the same
part do not disturb each other. Its manifest, written last, holds the size and
hash of every file; a part that was damaged since is removed and made again.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.errors import RunError
from analysis.paths import DERIVED_VARIABLE, file_hash

MANIFEST = "manifest.json"
_TEMPORARY = ".writing-"
_OWNER = re.compile(r"\.writing-(?P<host>[\w-]*)\.(?P<pid>\d+)\.")
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def new_part(store: Path, name: str, **manifest: Any) -> Iterator[Path]:
    """Give a folder to write a part in; it takes its name when the block ends well.

    Parameters
    ----------
    store : Path
        Folder of the parts; made if need be.
    name : str
        Name of the part: a hash of what it is made from.
    **manifest
        What the part covers, for `parts` to return.

    Raises
    ------
    RunError
        If the disk is full; nothing half written is kept.
    """
    with _explained(store), writing(store) as folder:
        yield folder
        _write_manifest(folder, manifest)
        _land(folder, store / name)


@contextmanager
def writing(store: Path) -> Iterator[Path]:
    """Give a folder to write in that is gone afterwards; one that a killed run left goes with the next."""
    store.mkdir(parents=True, exist_ok=True)
    _clear_abandoned(store)
    folder = Path(tempfile.mkdtemp(prefix=f"{_TEMPORARY}{_host()}.{os.getpid()}.", dir=store))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _land(folder: Path, target: Path) -> None:
    try:
        folder.rename(target)
    except OSError:
        # Another run finished the same part first; parts of one name have the same content.
        if not (target / MANIFEST).is_file():
            raise


@contextmanager
def _explained(store: Path) -> Iterator[None]:
    """Turn what a full or locked disk raises into an error that says what to do."""
    try:
        yield
    except (OSError, duckdb.IOException) as error:
        said, number = str(error), getattr(error, "errno", None)
        if number in _FULL or "No space left" in said or "File too large" in said:
            raise RunError(
                "there is no space left to write to", where=str(store),
                remedy=f"Free some, or name another folder in {DERIVED_VARIABLE}; what was finished is kept.",
            ) from error  # fmt: skip
        if number in (errno.EACCES, errno.EROFS, errno.EPERM):
            raise RunError(
                f"the folder cannot be written to ({os.strerror(number)})", where=str(store),
                remedy=f"Name another folder in {DERIVED_VARIABLE}.",
            ) from error  # fmt: skip
        raise


def _write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    files = {path.name: [path.stat().st_size, file_hash(path)] for path in sorted(folder.iterdir())}
    text = json.dumps({**manifest, "contents": files}, ensure_ascii=False, sort_keys=True, indent=0)
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def name_of(*about: object) -> str:
    """Return the name of a part that is made from some values: a hash of what they look like.

    Examples
    --------
    >>> name_of("a", 1) == name_of("a", 1) != name_of("a", 2)
    True
    """
    return hashlib.sha256(repr(about).encode()).hexdigest()[:24]


def part(store: Path, name: str, make: Callable[[Path], None], **manifest: Any) -> Path:
    """Return a part's folder, made by a function if there is no whole one.

    Parameters
    ----------
    store, name, **manifest
        As for `new_part`.
    make : callable
        Writes the files of the part into the folder it is given.
    """
    if whole(store / name) is None:
        with new_part(store, name, **manifest) as folder:
            make(folder)
    return store / name


def parts(store: Path) -> list[tuple[Path, dict[str, Any]]]:
    """Return the finished parts of a store with their manifests, by name.

    A part that is damaged is removed: it will be written again.
    """
    folders = (folder for folder in sorted(store.iterdir()) if folder.is_dir()) if store.is_dir() else ()
    found = []
    for folder in folders:
        if not folder.name.startswith(_TEMPORARY):
            manifest = whole(folder)
            if manifest is not None:
                found.append((folder, manifest))
    return found


def whole(folder: Path) -> dict[str, Any] | None:
    """Return the manifest of a part that is as it was written; remove what is not.

    Sizes are looked at every time, hashes where a file is younger than the manifest:
    a file that was written to after the part was finished.
    """
    if not folder.is_dir():
        return None
    try:
        written = (folder / MANIFEST).stat().st_mtime_ns
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        for name, (size, digest) in manifest["contents"].items():
            about = (folder / name).stat()
            if about.st_size != size or (
                max(about.st_mtime_ns, about.st_ctime_ns) > written and file_hash(folder / name) != digest
            ):
                raise ValueError(name)
    except (OSError, ValueError, KeyError, TypeError):
        shutil.rmtree(folder, ignore_errors=True)
        return None
    return manifest


def _host() -> str:
    return re.sub(r"[^\w-]", "", socket.gethostname())[:40]


def _clear_abandoned(store: Path) -> None:
    """Remove what killed runs of this machine left behind."""
    for folder in store.glob(f"{_TEMPORARY}*"):
        owner = _OWNER.match(folder.name)
        if owner and owner["host"] == _host() and not _alive(int(owner["pid"])):
            shutil.rmtree(folder, ignore_errors=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


class Table:
    """A Parquet file written piece by piece, in bounded memory.

    Pieces are joined to row groups of the same size whatever the size of the
    pieces, so that the bytes of a file do not depend on how the work was divided.
    """

    def __init__(self, path: Path, schema: pa.Schema, *, group: int = 2000) -> None:
        self.schema, self.group = schema, group
        self._pieces: list[pa.Table] = []
        self._rows = 0
        self._writer = pq.ParquetWriter(path, schema, compression="zstd")

    def add(self, rows: pa.Table) -> None:
        """Add rows; whole row groups go to the file."""
        self._pieces.append(rows)
        self._rows += rows.num_rows
        while self._rows >= self.group:
            self._flush(self.group)

    def _flush(self, rows: int) -> None:
        table = pa.concat_tables(self._pieces) if self._pieces else self.schema.empty_table()
        if rows and table.num_rows:
            self._writer.write_table(table.slice(0, rows).combine_chunks(), row_group_size=rows)
        rest = table.slice(rows)
        self._pieces, self._rows = [rest], rest.num_rows

    def __enter__(self) -> Table:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._flush(self._rows)
        finally:
            self._writer.close()

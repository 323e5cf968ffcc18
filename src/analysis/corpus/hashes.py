"""Hashes of raw files, remembered by what the file system says of each file.

Opening a corpus asks whether any raw file changed. Reading gigabytes for that
each time would make a second run slow, so a hash is taken again only where
size, times or inode differ, as version control systems do it.
"""

from __future__ import annotations

import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.corpus.store import writing
from analysis.paths import file_hash

NAME = "hashes.parquet"
_SETTLED_NS = 2_000_000_000
"""A file changed less than this long ago may change again within one tick of its clock: it is not remembered."""

Stamp = tuple[int, int, int, int]


def stamp(path: Path) -> Stamp:
    """Return size, times of change and inode of a file."""
    about = path.stat()
    return about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino


class Hashes:
    """SHA-256 of files below one folder.

    Parameters
    ----------
    folder : Path
        Where they are remembered.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / NAME
        self._known = self._read()
        self._seen: dict[str, tuple[Stamp, str]] = {}

    def of(self, path: Path, source: str) -> tuple[str, Stamp]:
        """Return the hash of a file known as `source`, and the stamp it had."""
        now = stamp(path)
        known = self._known.get(source)
        digest = known[1] if known is not None and known[0] == now else file_hash(path)
        self._seen[source] = (now, digest)
        return digest, now

    def keep(self) -> None:
        """Remember what was asked for; a folder that cannot be written to costs only time."""
        limit = time.time_ns() - _SETTLED_NS
        settled = {
            source: entry for source, entry in self._seen.items() if max(entry[0][1], entry[0][2]) < limit
        }
        if settled == self._known:
            return
        rows = [(source, *entry, digest) for source, (entry, digest) in sorted(settled.items())]
        table = pa.table(list(map(list, zip(*rows, strict=True))) or [[]] * len(_SCHEMA), schema=_SCHEMA)
        try:
            with writing(self._file.parent) as folder:
                made = folder / self._file.name
                pq.write_table(table, made, compression="zstd")
                made.replace(self._file)
        except OSError:
            return

    def _read(self) -> dict[str, tuple[Stamp, str]]:
        try:
            rows = pq.read_table(self._file, schema=_SCHEMA).to_pylist()
        except (OSError, pa.ArrowException):
            return {}
        return {
            row["source"]: ((row["size"], row["mtime"], row["ctime"], row["inode"]), row["sha256"])
            for row in rows
        }


_SCHEMA = pa.schema(
    [
        ("source", pa.string()),
        ("size", pa.int64()),
        ("mtime", pa.int64()),
        ("ctime", pa.int64()),
        ("inode", pa.uint64()),
        ("sha256", pa.string()),
    ]
)

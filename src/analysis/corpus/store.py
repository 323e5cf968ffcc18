"""Parts: folders of Parquet files that land whole or not at all.

Both caches (articles, annotation) are sets of parts. A part is written under a
temporary name and renamed into place, so a killed run leaves nothing half
written, and two runs that write the same part do not disturb each other.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

MANIFEST = "manifest.json"
_TEMPORARY = ".writing-"


@contextmanager
def new_part(store: Path, name: str) -> Iterator[Path]:
    """Give a folder to write a part in; it takes its name when the block ends well.

    Parameters
    ----------
    store : Path
        Folder of the parts; made if need be.
    name : str
        Name of the part: a hash of what it is made from.
    """
    store.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=_TEMPORARY, dir=store))
    try:
        yield folder
        try:
            folder.rename(store / name)
        except OSError:
            # Another run finished the same part first; parts of one name have the same content.
            if not (store / name / MANIFEST).is_file():
                raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    """Write what a part covers; the last file of a part."""
    text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=0)
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def parts(store: Path) -> list[tuple[Path, dict[str, Any]]]:
    """Return the finished parts of a store with their manifests, by name.

    A part whose manifest does not read is removed: it will be written again.
    """
    found = []
    for folder in sorted(store.iterdir()) if store.is_dir() else []:
        if folder.name.startswith(_TEMPORARY) or not folder.is_dir():
            continue
        try:
            found.append((folder, json.loads((folder / MANIFEST).read_text(encoding="utf-8"))))
        except (OSError, ValueError):
            shutil.rmtree(folder, ignore_errors=True)
    return found


class Table:
    """A Parquet file written row group by row group, in bounded memory."""

    def __init__(self, path: Path, schema: pa.Schema, *, group: int = 2000) -> None:
        self.schema, self.group = schema, group
        self._rows: list[dict[str, Any]] = []
        self._writer = pq.ParquetWriter(path, schema, compression="zstd")

    def add(self, row: dict[str, Any]) -> None:
        """Add a row; every `group` rows go to the file."""
        self._rows.append(row)
        if len(self._rows) >= self.group:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self.schema))
            self._rows = []

    def __enter__(self) -> Table:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._flush()
        finally:
            self._writer.close()

"""What lies in the raw folder: its files with their keys, and the tables of metadata beside them.

A file is known by its place, its bytes, what a sidecar says of it and the code
that reads it; when any of these changes, that file alone is read again.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analysis.corpus.beside import ACTOR_TABLES
from analysis.corpus.cleaning.overrules import FILE as OVERRULES
from analysis.corpus.encoding import decode
from analysis.corpus.hashes import Hashes, Stamp
from analysis.corpus.metadata.columns import FIELDS, plain
from analysis.corpus.metadata.outlets import OUTLETS
from analysis.corpus.readers import READABLE, SIDECAR, ending, is_documentation
from analysis.corpus.readers.raw import RawInput
from analysis.corpus.records import METADATA, Remark
from analysis.errors import InputError
from analysis.paths import code_hash

OWN_TABLES = (SIDECAR, OUTLETS, OVERRULES, *ACTOR_TABLES)
"""Files of the raw folder that are about articles and hold none."""


@dataclass(frozen=True)
class RawFile:
    """A file of the raw folder."""

    path: Path
    source: str
    key: str
    stamp: Stamp
    sidecar: tuple[tuple[str, str], ...] = ()


def raw_files(raw: Path, *, cache: Path) -> tuple[list[RawFile], list[Remark]]:
    """List what is to be read, in order of name, and remark on what is not.

    Parameters
    ----------
    raw : Path
        A folder, or one file.
    cache : Path
        Folder in which hashes of files are remembered.

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
    hashes = Hashes(cache)
    files, remarks = [], []
    for path in paths:
        source = path.relative_to(base).as_posix()
        if any(part.startswith(".") for part in Path(source).parts) or path.name in OWN_TABLES:
            continue
        if raw.is_dir() and is_documentation(source):
            remarks.append(Remark(source, -1, "ignored", "documentation, not an article", ""))
            continue
        given = tuple(sorted(sidecars.get(source, {}).items()))
        try:
            digest, stamped = hashes.of(path, source)
        except OSError as error:
            reason = f"the file cannot be read ({error.strerror})"
            remarks.append(
                Remark(source, -1, "rejected", reason, "Check that it is there and that you may read it.")
            )
            continue
        key = hashlib.sha256(repr((source, digest, given, _reader_code())).encode()).hexdigest()[:24]
        files.append(RawFile(path, source, key, stamped, given))
    hashes.keep()
    return files, remarks


@lru_cache(maxsize=1)
def _reader_code() -> str:
    return code_hash(["corpus", "resources/corpus"])


def _sidecars(paths: Iterable[Path], base: Path) -> dict[str, dict[str, str]]:
    names = {alias: field for field, aliases in FIELDS.items() for alias in aliases if field in METADATA}
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

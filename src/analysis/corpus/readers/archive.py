"""Zip archives of any of the other formats, read without unpacking anything to disk."""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from analysis.corpus.readers import READABLE, SIDECAR, is_documentation, read_raw
from analysis.corpus.readers.container import open_zip
from analysis.corpus.readers.raw import DEEPEST, LimitError, RawInput, check_ratio
from analysis.corpus.records import Record, Remark
from analysis.errors import InputError

_SYMLINK = 0o120000
_NAMES = 1000
"""Characters of a member's name beyond which it is refused."""


def read(raw: RawInput) -> Iterator[Record | Remark]:
    """Yield the records of all members, in order of name.

    A member that cannot be used is remarked on and the others go on; an
    archive that is beyond a limit ends there.

    Raises
    ------
    InputError
        If it is no complete archive.
    LimitError
        If it holds more members or bytes than an archive may, or archives too deep.
    """
    if raw.depth >= DEEPEST:
        raise LimitError(
            f"more than {DEEPEST} archives inside each other (limit DEEPEST)", remedy="Unpack the inner ones."
        )
    passed: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    with raw.seekable() as stream, open_zip(stream) as archive:
        for info in sorted(archive.infolist(), key=lambda info: info.filename):
            if info.is_dir():
                continue
            raw.budget.spend(info.file_size)
            source = f"{raw.source}/{_safe(info.filename)}"
            if reason := _refusal(info):
                yield Remark(source, -1, "rejected", reason, "Make the archive again without this member.")
            elif kind := _set_aside(info.filename):
                passed[kind] += 1
            elif PurePosixPath(info.filename).name == SIDECAR:
                yield Remark(
                    source, -1, "notice", "a table of metadata inside an archive is not used",
                    "Put it beside the archive, or unpack the archive into the folder.",
                )  # fmt: skip
            else:
                seen[source] += 1
                name = source if seen[source] == 1 else _numbered(source, seen[source])
                yield from _member(raw, archive, info, name)
    for kind, count in passed.items():
        yield Remark(raw.source, -1, "ignored", f"{count:,} {kind}", "")


def _member(
    raw: RawInput, archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: str
) -> Iterator[Record | Remark]:
    try:
        check_ratio(info.file_size, info.compress_size)
    except LimitError as error:
        yield Remark(source, -1, "rejected", error.what, error.remedy)
        return
    opener = partial(_open, archive, info)
    yield from read_raw(RawInput(source, opener, info.file_size, raw.budget, raw.depth + 1))


def _open(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    try:
        return cast(BinaryIO, archive.open(info))
    except (RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error) as error:
        raise InputError(
            f"the archive's member cannot be unpacked ({error})",
            remedy="Make the archive again, without a password.",
        ) from error


def _refusal(info: zipfile.ZipInfo) -> str:
    """Return why a member may not be read; nothing if it may."""
    name = info.orig_filename.replace("\\", "/")
    if info.flag_bits & 1:
        return "it is protected with a password"
    if info.external_attr >> 16 & 0o170000 == _SYMLINK:
        return "it is a link, not a file"
    if "\0" in name or len(name) > _NAMES:
        return "its name has a null character or is too long"
    if name.startswith("/") or ":" in name.split("/", 1)[0] or ".." in name.split("/"):
        return "its path leads out of the archive"
    return ""


def _set_aside(name: str) -> str:
    """Return what a member is that holds no articles; nothing if it may hold some."""
    parts = PurePosixPath(name).parts
    if any(part.startswith(".") or part == "__MACOSX" for part in parts):
        return "hidden files that programs leave in archives"
    if is_documentation(name):
        return "files of documentation"
    return ""


def _safe(name: str) -> str:
    """Return a member's name as it is shown and kept: no way up, no control characters."""
    parts = name.replace("\\", "/").split("/")
    kept = [part for part in parts if part not in ("", ".", "..")]
    shown = "".join(character if character.isprintable() else "�" for character in "/".join(kept))
    return shown[:_NAMES] or "unnamed"


def _numbered(source: str, number: int) -> str:
    """Return a name of its own for a member whose name another has too."""
    stem, dot, ending = source.rpartition(".")
    return (
        f"{stem} ({number}){dot}{ending}"
        if dot and f".{ending}".lower() in READABLE | {".gz"}
        else f"{source} ({number})"
    )

"""Files of a report, which may come from anywhere: bounded, never from outside its folder, never an error."""

from __future__ import annotations

import json
import re
from pathlib import Path, PurePosixPath
from typing import Any

LARGEST_RECORD = 64 * 2**20
"""Bytes of a JSON or CSV file of a report that are read whole."""

DEEPEST_RECORD = 60
"""Tables within tables of a JSON file of a report."""

_STATED = re.compile(rb"[a-z0-9]--([0-9a-f]{12})(?![0-9A-Za-z])")


def read_record(path: Path) -> dict[str, Any]:
    """Return the table in a JSON file of a report; empty if it is missing, broken or beyond the limits."""
    try:
        if path.stat().st_size > LARGEST_RECORD:
            return {}
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) and _is_flat(found) else {}


def _is_flat(record: dict[str, Any]) -> bool:
    """Return whether tables lie within tables no deeper than whoever goes through them can bear."""
    level: list[Any] = [record]
    for _ in range(DEEPEST_RECORD):
        within = [one.values() if isinstance(one, dict) else one for one in level]
        level = [one for held in within for one in held if isinstance(one, (dict, list))]
        if not level:
            return True
    return False


def table(record: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a table in a record; empty if something else stands there."""
    found = record.get(name)
    return found if isinstance(found, dict) else {}


def content_of(path: Path | None, *, largest: int = LARGEST_RECORD) -> bytes | None:
    """Return the bytes of a file, or None if there is no such file or it is beyond the limit."""
    try:
        if path is not None and path.is_file() and path.stat().st_size <= largest:
            return path.read_bytes()
    except (OSError, ValueError):  # names with characters no file can have
        return None
    return None


def stated_run(content: bytes) -> str:
    """Return the id of the run that a text names first, as ``slug--id``; empty if it names none.

    Examples
    --------
    >>> stated_run(b"% Words: report words--3fb1c0de77a1"), stated_run(b"a--b")
    ('3fb1c0de77a1', '')
    """
    found = _STATED.search(content.replace(b"-{}-", b"--"))  # two hyphens, as LaTeX has them
    return found[1].decode() if found else ""


def is_inner(name: str) -> bool:
    """Return whether a name in run.json means a place inside the folder.

    Examples
    --------
    >>> is_inner("figures/fig-a.csv"), is_inner("../secret"), is_inner("/etc/passwd")
    (True, False, False)
    """
    path = PurePosixPath(name)
    return (
        bool(name)
        and not path.is_absolute()
        and ".." not in path.parts
        and "\\" not in name
        and ":" not in name
    )


def inside(path: Path, folder: Path) -> bool:
    """Return whether a path, with all links followed, lies in a folder."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name no file can have
        return False

"""Two folders of one run compared: data first, then values, tables, evidence, pixels, page."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from analysis.reporting.checking.pictures import pixels
from analysis.reporting.checking.rows import csv_rows
from analysis.reporting.formatting import is_real
from analysis.reporting.known import PDF
from analysis.reporting.reading import content_of

MOST_SHOWN = 1_000
"""Differences of one kind that are kept; the rest is counted."""


@dataclass(frozen=True)
class Difference:
    """Where two folders differ: file, place in it, what was recorded and what came out now."""

    file: str
    where: str
    recorded: str
    now: str

    def __str__(self) -> str:
        place = f"{self.file}, {self.where}" if self.where else self.file
        return f"{place}: {self.recorded} recorded, {self.now} now"


@dataclass(frozen=True)
class Stage:
    """One stage of a comparison: its files, its first differences, and how many there are in all."""

    what: str
    files: int
    differences: list[Difference]
    count: int

    def data(self) -> dict[str, Any]:
        """Return it as plain data."""
        rows = [vars(difference) for difference in self.differences]
        return {"what": self.what, "files": self.files, "count": self.count, "differences": rows}


def compare_folders(recorded: Path, now: Path, *, tolerance: float = 0.0) -> list[Stage]:
    """Return what differs between a recorded report and the same run carried out again.

    Parameters
    ----------
    recorded, now : Path
        Folders of reports.
    tolerance : float
        Largest relative or absolute difference of two numbers that counts as none.

    Returns
    -------
    list of Stage
        Data, values, tables, evidence, pixels, page; every file of either folder is in one of them.
    """
    names = sorted({*_names(recorded), *_names(now)} - {"run.json", PDF})
    left = names
    stages = []
    for what, belongs, compare in _STAGES:
        files = [name for name in left if belongs(name)]
        left = [name for name in left if not belongs(name)]
        found: list[Difference] = []
        count = 0
        for name in files:
            for difference in _file(recorded, now, name, compare, tolerance):
                count += 1
                if len(found) < MOST_SHOWN:
                    found.append(difference)
        stages.append(Stage(what, len(files), found, count))
    return stages


def _names(folder: Path) -> Iterator[str]:
    yield from (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


_Compare = Callable[[str, bytes, bytes, float], Iterator[Difference]]


def _file(recorded: Path, now: Path, name: str, compare: _Compare, tolerance: float) -> Iterator[Difference]:
    then, again = content_of(recorded / name), content_of(now / name)
    if then is None or again is None:
        yield Difference(
            name, "", *("present" if content is not None else "missing" for content in (then, again))
        )
    elif then != again:
        yield from compare(name, then, again, tolerance)


def rows_differ(name: str, then: bytes, again: bytes, tolerance: float) -> Iterator[Difference]:
    """Yield the cells in which two CSV files differ, by row and column."""
    old, new = csv_rows(then), csv_rows(again)
    head = old[0] if old else []
    if head != (new[0] if new else []):
        yield Difference(name, "columns", ", ".join(head), ", ".join(new[0]) if new else "none")
        return
    for number, (first, second) in enumerate(zip(old[1:], new[1:], strict=False), start=1):
        for column, a, b in zip(head, first, second, strict=False):
            if a != b and not _near(a, b, tolerance):
                yield Difference(name, f"row {number}, column {column}", a[:80], b[:80])
        if len(first) != len(second):
            yield Difference(name, f"row {number}", f"{len(first)} cells", f"{len(second)} cells")
    if len(old) != len(new):
        yield Difference(name, "rows", str(len(old) - 1), str(len(new) - 1))


def _near(a: str, b: str, tolerance: float) -> bool:
    if not tolerance:
        return False
    try:
        return math.isclose(float(a), float(b), rel_tol=tolerance, abs_tol=tolerance)
    except ValueError:
        return False


def _json_differs(name: str, then: bytes, again: bytes, tolerance: float) -> Iterator[Difference]:
    try:
        old, new = json.loads(then), json.loads(again)
    except (ValueError, RecursionError):
        yield from _lines_differ(name, then, again, tolerance)
        return
    yield from _trees(name, "", old, new, tolerance)


def _trees(name: str, where: str, old: Any, new: Any, tolerance: float) -> Iterator[Difference]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            inner = f"{where}.{key}" if where else str(key)
            if key in old and key in new:
                yield from _trees(name, inner, old[key], new[key], tolerance)
            else:
                yield Difference(
                    name, inner, *("present" if key in held else "missing" for held in (old, new))
                )
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, (first, second) in enumerate(zip(old, new, strict=True), start=1):
            yield from _trees(name, f"{where}[{number}]", first, second, tolerance)
    elif old != new:
        numbers = is_real(old) and is_real(new) and tolerance
        if not (numbers and math.isclose(old, new, rel_tol=tolerance, abs_tol=tolerance)):
            yield Difference(name, where, str(old)[:80], str(new)[:80])


def _pixels_differ(name: str, then: bytes, again: bytes, tolerance: float) -> Iterator[Difference]:
    old, new = pixels(then), pixels(again)
    if old is None or new is None:
        yield Difference(name, "bytes", f"{len(then):,}", f"{len(again):,}")
    elif old.shape != new.shape:
        yield Difference(name, "size", *(f"{shape[1]} × {shape[0]}" for shape in (old.shape, new.shape)))
    else:
        apart = np.abs(old.astype(np.int16) - new.astype(np.int16)).max(axis=2)
        if apart.any():
            where = f"{int((apart > 0).sum()):,} of {apart.size:,} pixels, largest difference {int(apart.max())} of 255"
            row, column = (int(at) for at in np.unravel_index(int(apart.argmax()), apart.shape))
            yield Difference(name, where, str(old[row, column].tolist()), str(new[row, column].tolist()))


def _lines_differ(name: str, then: bytes, again: bytes, tolerance: float) -> Iterator[Difference]:
    old, new = (content.decode("utf-8", "replace").split("\n") for content in (then, again))
    for number, (first, second) in enumerate(zip(old, new, strict=False), start=1):
        if first != second:
            at = next(
                (i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b),
                min(len(first), len(second)),
            )
            around = slice(max(at - 20, 0), at + 40)
            yield Difference(name, f"line {number}", first[around], second[around])
            return
    yield Difference(name, "lines", str(len(old)), str(len(new)))


_STAGES: tuple[tuple[str, Callable[[str], bool], _Compare], ...] = (
    ("data", lambda name: name.startswith("figures/") and name.endswith(".csv"), rows_differ),
    ("values", lambda name: name == "values.json", _json_differs),
    ("claims", lambda name: name == "claims.csv", rows_differ),
    ("tables", lambda name: name.startswith("tables/") and name.endswith(".csv"), rows_differ),
    ("evidence", lambda name: name.startswith("evidence/") and name.endswith(".csv"), rows_differ),
    ("pixels", lambda name: name.endswith(".png"), _pixels_differ),
    ("records", lambda name: name.endswith(".json"), _json_differs),
    ("page and other files", lambda _: True, _lines_differ),
)

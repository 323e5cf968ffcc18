"""What differs between two finished reports: what went in, values, figures, rows of tables."""

from __future__ import annotations

import csv
import re
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Any

from analysis.labels import clip
from analysis.reporting.formatting import interval_text, is_real, number
from analysis.reporting.known import KnownRun
from analysis.reporting.reading import table

MOST_ROWS = 5000
"""Rows of a table that are compared."""

MOST_SHOWN = 20
"""Differing rows, and names of files, that are listed."""

MOST_VALUES = 200
_WIDTH = 120
_DECIMAL = re.compile(r"-?\d{1,15}\.\d{4,30}\Z")
_ABSENT = "–"

Sides = tuple[str, str]


def inputs(first: dict[str, Any], second: dict[str, Any]) -> list[dict[str, str]]:
    """Return what went into two runs and is not the same: name, first, second.

    Parameters
    ----------
    first, second : dict
        Content of ``run.json``.
    """
    pairs: list[tuple[str, Any, Any]] = []
    for group, label in (("inputs", ""), ("parameters", "parameter "), ("versions", "version of ")):
        one, two = table(first, group), table(second, group)
        names = [name for name in dict.fromkeys([*one, *two]) if name != "files"]
        pairs += [(label + name, one.get(name), two.get(name)) for name in names]
    pairs += [
        ("notebook", table(first, "notebook").get("sha256"), table(second, "notebook").get("sha256")),
        ("code", first.get("code"), second.get("code")),
    ]
    rows = [
        {"name": clip(name, 60), "first": _text(one), "second": _text(two)}
        for name, one, two in pairs
        if one != two
    ]
    return rows + _files(table(table(first, "inputs"), "files"), table(table(second, "inputs"), "files"))


def _files(first: dict[str, Any], second: dict[str, Any]) -> list[dict[str, str]]:
    kinds = {
        "files only in one": (sorted(first.keys() - second.keys()), sorted(second.keys() - first.keys())),
        "files changed": ([], sorted(n for n in first.keys() & second.keys() if first[n] != second[n])),
    }
    return [
        {"name": name, "first": _names(one), "second": _names(two)}
        for name, (one, two) in kinds.items()
        if one or two
    ]


def _names(names: list[str]) -> str:
    shown = ", ".join(clip(name, 80) for name in names[:MOST_SHOWN])
    rest = len(names) - MOST_SHOWN
    return (shown + (f" and {rest:,} more" if rest > 0 else "")) or _ABSENT


def values(first: KnownRun, second: KnownRun) -> list[dict[str, Any]]:
    """Return the named values of two reports: label, both with interval and n, difference.

    Parameters
    ----------
    first, second : KnownRun
    """
    one, two = first.values, second.values
    rows = []
    for name in islice(dict.fromkeys([*two, *one]), MOST_VALUES):
        left, right = table(one, name), table(two, name)
        entry = right or left
        sides: list[Any] = [side.get("value") for side in (left, right)]
        change = _signed(float(sides[1]) - float(sides[0])) if all(map(is_real, sides)) else ""
        rows.append({
            "name": clip(name, 80), "label": clip(entry.get("label", name), _WIDTH),
            "unit": clip(entry.get("unit", ""), 30), "first": _value(left), "second": _value(right),
            "first_interval": _interval(left), "second_interval": _interval(right), "difference": change,
            "same": left.get("value") == right.get("value"),
        })  # fmt: skip
    return rows


def _value(entry: dict[str, Any]) -> str:
    found = entry.get("value")
    return number(found) if is_real(found) else _text(found)


def _interval(entry: dict[str, Any]) -> str:
    """Return what stands beside a value: its interval, its n, and whether what is concluded from it holds."""
    n = entry.get("n")
    parts = [limits] if (limits := interval_text(entry)) else []
    if n is not None:
        parts.append(f"n = {number(n)}" if is_real(n) else _text(n))
    held = table(entry, "robustness")
    if held:
        holds, variants = (_value({"value": held.get(name)}) for name in ("holds", "variants"))
        fragile = ", fragile" if held.get("fragile") else ""
        parts.append(f"holds in {holds} of {variants} variants{fragile}")
    return "; ".join(parts)


def _signed(change: float) -> str:
    if not change:
        return "0"
    text = number(abs(change) if change % 1 else int(abs(change)))
    return f"{'+' if change > 0 else '−'}{text}"


def _text(value: Any) -> str:
    return _ABSENT if value is None or value == "" else clip(value, _WIDTH)


def table_rows(first: Path, second: Path) -> dict[str, Any]:
    """Return the rows of a CSV file that stand in one of two reports only.

    Parameters
    ----------
    first, second : Path
        Two CSV files.

    Returns
    -------
    dict
        ``columns``; ``rows``, at most `MOST_SHOWN` as ``(which, cells)`` with rows of one first
        cell side by side; ``more``, how many are not shown; ``cut``, whether only the first
        `MOST_ROWS` rows were compared.
    """
    (head, one, long), (other, two, longer) = _read(first), _read(second)
    only = [("first", row) for row in _without(one, two)] + [("second", row) for row in _without(two, one)]
    order = {key: place for place, key in reversed(list(enumerate(row[0] if row else "" for _, row in only)))}
    only.sort(key=lambda pair: order[pair[1][0] if pair[1] else ""])
    return {
        "columns": [clip(cell, 40) for cell in (other or head)][:30],
        "rows": [(which, [_cell(cell) for cell in row[:30]]) for which, row in only[:MOST_SHOWN]],
        "more": max(len(only) - MOST_SHOWN, 0),
        "cut": long or longer,
        "columns_differ": head != other,
    }


def _cell(text: str) -> str:
    """Return a cell as read, a long decimal as a reader wants it."""
    return number(float(text)) if _DECIMAL.match(text) else clip(text, 80)


def _without(rows: list[tuple[str, ...]], others: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    left = Counter(others)
    out = []
    for row in rows:
        if left[row]:
            left[row] -= 1
        else:
            out.append(row)
    return out


def _read(path: Path) -> tuple[list[str], list[tuple[str, ...]], bool]:
    try:
        with path.open(encoding="utf-8", errors="replace", newline="") as lines:
            reader = csv.reader(lines)
            head = next(reader, [])
            rows = [tuple(row) for row in islice(reader, MOST_ROWS + 1)]
    except (OSError, csv.Error):
        return [], [], False
    return head, rows[:MOST_ROWS], len(rows) > MOST_ROWS

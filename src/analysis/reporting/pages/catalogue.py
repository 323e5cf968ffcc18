"""The catalogue of a folder of reports: which runs there are, of what, and how they ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Any

from analysis.labels import clip
from analysis.reporting.known import Reports
from analysis.reporting.pages.comparison import write_comparisons
from analysis.reporting.pages.page import articles_read
from analysis.reporting.pages.rendering import write_page
from analysis.reporting.reading import read_record, table
from analysis.reporting.runs import folders
from analysis.reporting.runs.notebooks import ORDER

MOST_OPTIONS = 60
"""Options of one choice; reports of further ones are found by scrolling."""

_STATUS = {"finished": "finished", "failed": "failed", "outdated": "out of date"}


def write_catalogue(out: Path) -> Path:
    """Write ``index.html`` of a folder of reports and return its path.

    The page lists every finished report and every failure, with choices that narrow the list
    by style sheet alone; it has no script and holds no time, so it changes only when the
    reports do. Beside it, in ``.compared``, lies a page for each current report and each of
    the reports it superseded.
    """
    rows = catalogue_rows(out)
    compared = write_comparisons(out)
    chosen = choices(rows)
    return write_page(
        out / "index.html",
        "catalogue.html.j2",
        groups=[list(found) for _, found in groupby(rows, key=lambda row: row["selection"])],
        rows=rows,
        choices=chosen,
        compared=compared,
        summary=_summary(rows),
        superseded=sum(1 for _ in (out / folders.SUPERSEDED).glob("*/run.json")),
    )


def choices(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what a list of reports can be narrowed by, and mark each row with what it is.

    Parameters
    ----------
    rows : list of dict
        From `catalogue_rows`; each gains ``marks``, the classes by which the style sheet finds it.

    Returns
    -------
    list of dict
        ``key``, ``label`` and ``options`` (their texts) of every choice that has two options or
        more. Classes and ids are made of a letter and a number, never of text.
    """
    out = []
    for row in rows:
        row["marks"] = ""
    for key, label, told in _CHOICES:
        counted = Counter(option for row in rows for option in told(row))
        options = list(dict.fromkeys(option for row in rows for option in told(row)))
        if key == "y":
            options.sort()
        if len(counted) < 2:
            continue
        kept = options[:MOST_OPTIONS]
        for row in rows:
            row["marks"] += "".join(f" {key}{kept.index(option)}" for option in told(row) if option in kept)
        named = [f"{option} ({counted[option]:,})" for option in kept]
        out.append({"key": key, "label": label, "options": named, "more": len(options) - len(kept)})
    return out


def _years(row: dict[str, Any]) -> list[str]:
    """Return the years a report's articles reach over."""
    first, last = (str(row[name])[:4] for name in ("first", "last"))
    if not (first.isdecimal() and last.isdecimal()) or int(last) - int(first) > MOST_OPTIONS:
        return []
    return [str(year) for year in range(int(first), int(last) + 1)]


_CHOICES: tuple[tuple[str, str, Callable[[dict[str, Any]], list[str]]], ...] = (
    ("n", "Notebook", lambda row: [row["notebook"] or "unknown"]),
    ("s", "Selection", lambda row: [row["selection"] or "not stated"]),
    ("y", "Published in", _years),
    ("t", "Status", lambda row: [row["status_text"]]),
)


def catalogue_rows(out: Path) -> list[dict[str, Any]]:
    """Return one row for each report and failure in a folder, in the order of the catalogue."""
    failed = [read_record(path) for path in sorted((out / folders.FAILED).glob("*/run.json"))]
    slugs = {about.get("slug") for about in failed}
    rows = [_row(about, f"{folders.FAILED}/{about.get('slug')}", linked=False) for about in failed]
    for run in Reports([out]):
        if not run.superseded:
            status = "outdated" if run.slug in slugs else "finished"
            rows.append(_row({**run.about, "status": status}, run.folder.name, linked=True))
    return sorted(rows, key=_order)


def _row(about: dict[str, Any], folder: str, *, linked: bool) -> dict[str, Any]:
    inputs, name = table(about, "inputs"), str(table(about, "notebook").get("name", ""))
    dated = table(about, "read") or inputs
    first, last = clip(dated.get("first", ""), 20), clip(dated.get("last", ""), 20)
    return {
        "notebook": clip(name, 60),
        "title": clip(about.get("title") or name.capitalize() or folder, 90),
        "selection": clip(inputs.get("selection", ""), 160),
        "articles": articles_read(about),
        "first": first,
        "last": last,
        "dates": first if first == last else f"{first} to {last}",
        "status": str(about.get("status", "")),
        "status_text": _STATUS.get(str(about.get("status")), "unknown"),
        "run": clip(about.get("run", ""), 40),
        "slug": str(about.get("slug", "")),
        "link": f"{folder}/index.html" if linked else "",
        "error": clip(about.get("error", ""), 400),
        "details": f"{folder}/error.txt",
    }


def _order(row: dict[str, Any]) -> tuple[Any, ...]:
    rank = ORDER.index(row["notebook"]) if row["notebook"] in ORDER else len(ORDER)
    return (row["selection"] not in ("all articles", ""), row["selection"], rank, row["slug"], row["run"])


def _summary(rows: list[dict[str, Any]]) -> str:
    counts = {name: sum(row["status"] == name for row in rows) for name in _STATUS}
    parts = [f"{count} {_STATUS[name]}" for name, count in counts.items() if count]
    return (
        f"{len(rows)} {'report' if len(rows) == 1 else 'reports'}: {', '.join(parts)}."
        if rows
        else "None yet."
    )

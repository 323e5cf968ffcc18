"""Two runs side by side: a page without script that shows what differs."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from analysis.labels import clip
from analysis.reporting.formatting import number
from analysis.reporting.known import KnownRun, Reports, open_run
from analysis.reporting.pages import differences
from analysis.reporting.pages.rendering import write_page
from analysis.reporting.reading import content_of, table
from analysis.reporting.runs.provenance import package_hash

COMPARED = ".compared"
"""Folder of comparisons inside a folder of reports."""

MOST_PAIRS, MOST_OF_A_SLUG = 200, 10
"""Comparisons that are written by themselves: of all reports, and of one."""

MOST_FIGURES = 40
_LARGEST_PICTURE = 1_500_000


def write_comparison(first: Path, second: Path, path: Path) -> Path:
    """Write the page that compares two finished reports.

    Parameters
    ----------
    first, second : Path
        Folders of reports; differences are second less first.
    path : Path
        File to write.

    Raises
    ------
    ParameterError
        If a folder holds no finished report.
    """
    one, two = open_run(first), open_run(second)
    values = differences.values(one, two)
    return write_page(
        path,
        "comparison.html.j2",
        title=clip(two.about.get("title") or two.slug, 90),
        runs=[_run(one, path), _run(two, path)],
        code=package_hash(),
        inputs=differences.inputs(one.about, two.about),
        values=values,
        unchanged=sum(row["same"] for row in values),
        figures=_figures(one, two),
        tables=_tables(one, two),
    )


def write_comparisons(out: Path) -> dict[str, list[dict[str, str]]]:
    """Write a page for every current report and each it superseded; return the links by slug.

    Pages that are there already are kept, and removed when one of their reports is gone.
    """
    links: dict[str, list[dict[str, str]]] = {}
    wanted: set[Path] = set()
    reports = Reports([out])
    older: dict[str, list[KnownRun]] = {}
    for run in sorted(reports, key=lambda run: run.name):
        if run.superseded:
            older.setdefault(run.slug, []).append(run)
    for slug, earlier in older.items():
        new = reports.current(slug)
        if new is None:
            continue
        for old in earlier[:MOST_OF_A_SLUG]:
            page = out / COMPARED / page_name(old, new)
            if len(wanted) < MOST_PAIRS:
                wanted.add(page)
                if not _is_current(page):
                    write_comparison(old.folder, new.folder, page)
                links.setdefault(slug, []).append({"run": old.run, "link": f"{COMPARED}/{page.name}"})
    for page in set((out / COMPARED).glob("*--*--*.html")) - wanted:
        if not set(page.stem.split("--")[-2:]) <= set(reports.runs):
            page.unlink()
    return links


def page_name(first: KnownRun, second: KnownRun) -> str:
    """Return the name of the page that compares two reports."""
    return f"{second.slug}--{first.run}--{second.run}.html"


def _is_current(page: Path) -> bool:
    """Tell whether a page was written by this code; the reports it compares never change."""
    try:
        with page.open(encoding="utf-8", errors="replace") as text:
            return f'<meta name="code" content="{package_hash()}">' in text.read(2000)
    except OSError:
        return False


def _run(run: KnownRun, page: Path) -> dict[str, str]:
    inputs = table(run.about, "inputs")
    articles = inputs.get("articles")
    first, last = clip(inputs.get("first", ""), 20), clip(inputs.get("last", ""), 20)
    return {
        "run": run.run,
        "title": clip(run.about.get("title", ""), 90),
        "selection": clip(inputs.get("selection", ""), 160),
        "articles": number(articles) if isinstance(articles, int) else "",
        "dates": first if first == last else f"{first} to {last}",
        "link": _relative(run.folder / "index.html", page.parent),
    }


def _relative(target: Path, start: Path) -> str:
    """Return the way from a page to a file; nothing if that would tell where on this machine they lie."""
    target, start = target.resolve(), start.resolve()
    for up, base in enumerate([start, *start.parents[:3]]):
        if target.is_relative_to(base):
            return "../" * up + target.relative_to(base).as_posix()
    return ""


def _items(first: KnownRun, second: KnownRun, kind: str) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """Return the items of one kind by name, as each of two manifests has them."""
    one, two = (
        {item["name"]: item for item in run.listed if item["kind"] == kind} for run in (first, second)
    )
    return {name: (one.get(name, {}), two.get(name, {})) for name in dict.fromkeys([*two, *one])}


def _figures(first: KnownRun, second: KnownRun) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for name, items in _items(first, second, "figure").items():
        hashes = [run.figure_data.get(name) for run in (first, second)]
        same = hashes[0] == hashes[1] and bool(hashes[0])
        shown = not same and sum(not row["same"] for row in rows) < MOST_FIGURES
        rows.append({
            "name": clip(name, 80), "same": same, "shown": shown,
            "caption": clip((items[1] or items[0]).get("caption", ""), 400),
            "pictures": [_picture(run, name) for run in (first, second)] if shown else [],
        })  # fmt: skip
    return rows


def _picture(run: KnownRun, name: str) -> dict[str, str]:
    for suffix, mime in (("svg", "image/svg+xml"), ("png", "image/png")):
        content = content_of(run.file(f"figures/{name}.{suffix}"), largest=_LARGEST_PICTURE)
        if content is not None:
            source = f"data:{mime};base64,{base64.b64encode(content).decode('ascii')}"
            return {
                "source": source,
                "alt": clip(run.figure(name).get("alt") or "Figure without a description.", 600),
            }
    return {"source": "", "alt": ""}


def _tables(first: KnownRun, second: KnownRun) -> list[dict[str, Any]]:
    rows = []
    for name, items in _items(first, second, "table").items():
        paths = [run.file(f"tables/{name}.csv") for run in (first, second)]
        there = [path for path in paths if path is not None and path.is_file()]
        missing = [which for which, path in zip(("first", "second"), paths, strict=True) if path not in there]
        found = {} if missing else differences.table_rows(*there)
        caption = clip((items[1] or items[0]).get("caption", ""), 400)
        rows.append({"name": clip(name, 80), "caption": caption, "missing": missing, **found})
    return rows

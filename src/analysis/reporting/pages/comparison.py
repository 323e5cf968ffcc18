"""Two runs side by side: a page without script that shows what differs."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from analysis.errors import ParameterError
from analysis.labels import clip
from analysis.reporting.formatting import number
from analysis.reporting.pages import differences
from analysis.reporting.pages.rendering import write_page
from analysis.reporting.runs import folders
from analysis.reporting.runs.provenance import package_hash

COMPARED = ".compared"
"""Folder of comparisons inside a folder of reports."""

MOST_PAIRS, MOST_OF_A_SLUG = 200, 10
"""Comparisons that are written by themselves: of all reports, and of one."""

MOST_FIGURES = 40
_LARGEST_PICTURE = 1_500_000


def find_run(name: str, out: Path) -> Path:
    """Return the folder of a finished report.

    Parameters
    ----------
    name : str
        Its folder, or its run id or the first letters of it (six or more).
    out : Path
        Folder of reports; what was superseded is looked through too.

    Raises
    ------
    ParameterError
        If there is none, or there are several.
    """
    given = Path(name).expanduser()
    if (given / "run.json").is_file():
        return given
    found = [
        path.parent
        for path in sorted([*out.glob("*--*/run.json"), *(out / folders.SUPERSEDED).glob("*--*/run.json")])
        if path.parent.name == given.name
        or (len(name) >= 6 and path.parent.name.rpartition("--")[2].startswith(name))
    ]
    if len(found) == 1:
        return found[0]
    several = ", ".join(path.name for path in found[:5])
    raise ParameterError(
        f"{len(found)} reports have the run id {clip(name, 60)!r}: {several}"
        if found
        else f"there is no report {clip(name, 60)!r} in {out}",
        remedy="Give a report's folder, or at least six letters of its run id; --reports names the folder of reports.",
    )


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
    one, two = _about(first), _about(second)
    values = differences.values(first, second)
    return write_page(
        path,
        "comparison.html.j2",
        title=clip(two.get("title") or two.get("slug") or "Two runs", 90),
        runs=[_run(one, first, path), _run(two, second, path)],
        code=package_hash(),
        inputs=differences.inputs(one, two),
        values=values,
        unchanged=sum(row["same"] for row in values),
        figures=_figures(first, second),
        tables=_tables(first, second),
    )


def write_comparisons(out: Path) -> dict[str, list[dict[str, str]]]:
    """Write a page for every current report and each it superseded; return the links by slug.

    Pages that are there already are kept, and removed when one of their reports is gone.
    """
    links: dict[str, list[dict[str, str]]] = {}
    wanted: set[Path] = set()
    older: dict[str, list[Path]] = {}
    for path in sorted((out / folders.SUPERSEDED).glob("*--*/run.json")):
        older.setdefault(path.parent.name.rpartition("--")[0], []).append(path.parent)
    for slug, earlier in older.items():
        current = [path.parent for path in sorted(out.glob(f"{slug}--*/run.json"))
                   if path.parent.name.rpartition("--")[0] == slug]  # fmt: skip
        for new in current[:1]:
            for old in earlier[:MOST_OF_A_SLUG]:
                page = out / COMPARED / f"{slug}--{_id(old)}--{_id(new)}.html"
                if len(wanted) < MOST_PAIRS and old.name != new.name:
                    wanted.add(page)
                    if not _is_current(page):
                        write_comparison(old, new, page)
                    links.setdefault(slug, []).append({"run": _id(old), "link": f"{COMPARED}/{page.name}"})
    known = {
        _id(path.parent)
        for path in [*out.glob("*--*/run.json"), *out.glob(f"{folders.SUPERSEDED}/*/run.json")]
    }
    for page in set((out / COMPARED).glob("*--*--*.html")) - wanted:
        if not set(page.stem.split("--")[-2:]) <= known:
            page.unlink()
    return links


def _id(folder: Path) -> str:
    return folder.name.rpartition("--")[2]


def _is_current(page: Path) -> bool:
    """Tell whether a page was written by this code; the reports it compares never change."""
    try:
        with page.open(encoding="utf-8", errors="replace") as text:
            return f'<meta name="code" content="{package_hash()}">' in text.read(2000)
    except OSError:
        return False


def _about(folder: Path) -> dict[str, Any]:
    about = folders.read_json(folder / "run.json")
    if about.get("status") != "finished":
        raise ParameterError(
            "the folder holds no finished report",
            where=clip(folder, 200),
            remedy="Name a folder under reports/.",
        )
    return about


def _run(about: dict[str, Any], folder: Path, page: Path) -> dict[str, str]:
    inputs = about.get("inputs", {})
    articles = inputs.get("articles")
    first, last = clip(inputs.get("first", ""), 20), clip(inputs.get("last", ""), 20)
    return {
        "run": clip(about.get("run", ""), 40),
        "title": clip(about.get("title", ""), 90),
        "selection": clip(inputs.get("selection", ""), 160),
        "articles": number(articles) if isinstance(articles, int) else "",
        "dates": first if first == last else f"{first} to {last}",
        "link": _relative(folder / "index.html", page.parent),
    }


def _relative(target: Path, start: Path) -> str:
    """Return the way from a page to a file; nothing if that would tell where on this machine they lie."""
    target, start = target.resolve(), start.resolve()
    for up, base in enumerate([start, *start.parents[:3]]):
        if target.is_relative_to(base):
            return "../" * up + target.relative_to(base).as_posix()
    return ""


def _items(first: Path, second: Path, kind: str) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """Return the items of one kind by name, as each of two manifests has them."""
    both = []
    for folder in (first, second):
        items = folders.read_json(folder / "manifest.json").get("items", [])
        both.append(
            {
                str(i["name"]): i
                for i in items
                if isinstance(i, dict) and i.get("kind") == kind and "name" in i
            }
        )
    return {
        name: (both[0].get(name, {}), both[1].get(name, {})) for name in dict.fromkeys([*both[1], *both[0]])
    }


def _figures(first: Path, second: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for name, items in _items(first, second, "figure").items():
        about = [folders.read_json(folder / "figures" / f"{_plain(name)}.json") for folder in (first, second)]
        hashes = [entry.get("data_sha256") for entry in about]
        same = hashes[0] == hashes[1] and None not in hashes
        shown = not same and sum(not row["same"] for row in rows) < MOST_FIGURES
        rows.append({
            "name": clip(name, 80), "same": same, "shown": shown,
            "caption": clip((items[1] or items[0]).get("caption", ""), 400),
            "pictures": [_picture(folder, name, entry) for folder, entry in zip((first, second), about, strict=True)]
            if shown else [],
        })  # fmt: skip
    return rows


def _picture(folder: Path, name: str, about: dict[str, Any]) -> dict[str, str]:
    for suffix, mime in (("svg", "image/svg+xml"), ("png", "image/png")):
        path = folder / "figures" / f"{_plain(name)}.{suffix}"
        if path.is_file() and path.stat().st_size <= _LARGEST_PICTURE:
            source = f"data:{mime};base64,{base64.b64encode(path.read_bytes()).decode('ascii')}"
            return {"source": source, "alt": clip(about.get("alt") or "Figure without a description.", 600)}
    return {"source": "", "alt": ""}


def _tables(first: Path, second: Path) -> list[dict[str, Any]]:
    rows = []
    for name, items in _items(first, second, "table").items():
        paths = [folder / "tables" / f"{_plain(name)}.csv" for folder in (first, second)]
        missing = [
            which for which, path in zip(("first", "second"), paths, strict=True) if not path.is_file()
        ]
        found = {} if missing else differences.table_rows(*paths)
        caption = clip((items[1] or items[0]).get("caption", ""), 400)
        rows.append({"name": clip(name, 80), "caption": caption, "missing": missing, **found})
    return rows


def _plain(name: str) -> str:
    """Return an item's name as a file's: a manifest is input, and must not lead out of its folder."""
    return Path(name.replace("\\", "/")).name

"""The catalogue of a folder of reports: which runs there are, of what, and how they ended."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2

from analysis import __version__
from analysis.labels import clip
from analysis.paths import PACKAGE
from analysis.reporting.formatting import number
from analysis.reporting.runs import folders
from analysis.reporting.runs.notebooks import ORDER

_STATUS = {"finished": "finished", "failed": "failed", "outdated": "out of date"}


def write_catalogue(out: Path) -> Path:
    """Write ``index.html`` of a folder of reports and return its path.

    The page lists every finished report and every failure; it has no script and
    holds no time, so it changes only when the reports do.
    """
    rows = catalogue_rows(out)
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(PACKAGE / "resources" / "templates"), autoescape=True
    )
    page = environment.get_template("catalogue.html.j2").render(
        rows=rows,
        summary=_summary(rows),
        superseded=sum(1 for _ in (out / folders.SUPERSEDED).glob("*/run.json")),
        css=(PACKAGE / "resources" / "templates" / "page.css").read_text(encoding="utf-8"),
        policy="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
        version=__version__,
    )
    path = out / "index.html"
    draft = path.with_name(".index.html.part")
    draft.write_text(page + "\n", encoding="utf-8", newline="\n")
    draft.replace(path)
    return path


def catalogue_rows(out: Path) -> list[dict[str, Any]]:
    """Return one row for each report and failure in a folder, in the order of the catalogue."""
    failed = [folders.read_json(path) for path in sorted((out / folders.FAILED).glob("*/run.json"))]
    slugs = {about.get("slug") for about in failed}
    rows = [_row(about, f"{folders.FAILED}/{about.get('slug')}", linked=False) for about in failed]
    for path in sorted(out.glob("*--*/run.json")):
        about = folders.read_json(path)
        if about.get("status") == "finished":
            status = "outdated" if about.get("slug") in slugs else "finished"
            rows.append(_row({**about, "status": status}, path.parent.name, linked=True))
    return sorted(rows, key=_order)


def _row(about: dict[str, Any], folder: str, *, linked: bool) -> dict[str, Any]:
    inputs, name = about.get("inputs", {}), str(about.get("notebook", {}).get("name", ""))
    first, last = inputs.get("first", ""), inputs.get("last", "")
    articles = inputs.get("articles")
    return {
        "notebook": name,
        "title": clip(about.get("title") or name.capitalize() or folder, 90),
        "selection": clip(inputs.get("selection", ""), 160),
        "articles": "" if articles is None else number(articles),
        "dates": first if first == last else f"{first} to {last}",
        "status": str(about.get("status", "")),
        "status_text": _STATUS.get(str(about.get("status")), "unknown"),
        "run": about.get("run", ""),
        "slug": about.get("slug", ""),
        "link": f"{folder}/index.html" if linked else "",
        "error": about.get("error", ""),
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

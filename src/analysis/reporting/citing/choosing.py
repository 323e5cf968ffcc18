"""Which report and which of its items a name means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import ParameterError, RunError, suggestion
from analysis.reporting.citing.items import RUN, SLUG, Citable, Item, read_citable
from analysis.reporting.citing.references import ALL, KINDS
from analysis.reporting.runs.folders import SUPERSEDED, is_finished, read_json

_LISTED = 20


@dataclass(frozen=True)
class Choice:
    """What is cited: an item of a report, or the report, its data or the software.

    Attributes
    ----------
    report : Citable
    folder : Path
    item : Item or None
        None for a reference.
    kind : str
        Kind of the item, or report, data, software, references.
    others : list of str
        Names of further reports that have such an item.
    """

    report: Citable
    folder: Path
    item: Item | None
    kind: str
    others: list[str]


def find_reports(reports: Path, *, superseded: bool = False) -> dict[Path, Citable]:
    """Return the finished reports in a folder, in order of their names.

    Parameters
    ----------
    reports : Path
        Folder of reports.
    superseded : bool
        Also those that a newer run replaced, after the others.

    Raises
    ------
    RunError
        If there is no such folder, or no finished report in it.
    """
    if not reports.is_dir():
        raise RunError(
            "there is no such folder", where=str(reports), remedy="Name the folder of reports: --reports."
        )
    places = [reports, reports / SUPERSEDED] if superseded else [reports]
    found = {}
    for folder in (folder for place in places for folder in sorted(place.glob("*--*"))):
        slug, _, run = folder.name.rpartition("--")
        if RUN.fullmatch(run) and SLUG.fullmatch(slug) and is_finished(folder, run):
            found[folder] = read_citable(folder, {**read_json(folder / "run.json"), "slug": slug, "run": run})
    if not found:
        raise RunError(
            "there is no finished report",
            where=str(reports),
            remedy="Write one with analysis report, or name another folder: --reports.",
        )
    return found


def choose(reports: Path, name: str, *, run: str = "") -> Choice:
    """Return the report and the item a name means.

    Parameters
    ----------
    reports : Path
        Folder of reports.
    name : str
        ``fig-…``, ``tbl-…``, the name of a value (``val-`` may stand before it), or report, data,
        software, references (all three).
    run : str
        Slug of a report, or the first four characters or more of a run id; the first
        report that has the item when empty.

    Raises
    ------
    ParameterError
        If no report is meant, or none has the item; with the nearest name.
    RunError
        If there is no finished report.
    """
    found = find_reports(reports, superseded=bool(run))
    known = {folder: report for folder, report in found.items() if not run or _meant(report, run)}
    if not known:
        runs = [f"{report.slug} ({report.run8})" for report in found.values()]
        slugs = {report.slug for report in found.values()}
        raise ParameterError(
            f"{run!r} is no run", where="--run", remedy=f"{suggestion(run, slugs)}Runs: {_some(runs)}."
        )
    matches: list[tuple[Path, Citable, Item | None]]
    if name in (*KINDS, ALL):
        matches = [(folder, report, None) for folder, report in known.items()]
    else:
        matches = [
            (folder, report, item)
            for folder, report in known.items()
            for item in report.items
            if name in (item.name, item.anchor)
        ]
    if not matches:
        raise _unknown(name, known.values())
    folder, report, item = matches[0]
    others = [f"{report.slug} ({report.run8})" for _, report, _ in matches[1:]]
    return Choice(report, folder, item, name if item is None else item.kind, others)


def _meant(report: Citable, run: str) -> bool:
    beginning = re.fullmatch(r"[0-9a-f]{4,12}", run) is not None and report.run.startswith(run)
    return run in (report.slug, report.folder) or beginning


def _unknown(name: str, reports: object) -> ParameterError:
    names = sorted({item.name for report in reports for item in report.items})  # type: ignore[attr-defined]
    near = suggestion(name, names) or suggestion(name.removeprefix("val-"), names)
    prefix = name.partition("-")[0] + "-"
    alike = [known for known in names if known.startswith(prefix)] or names
    return ParameterError(
        f"no report has an item {name!r}",
        remedy=f"{near}There are {_some(alike)}; and report, data, software, references.",
    )


def _some(names: list[str]) -> str:
    rest = len(names) - _LISTED
    return ", ".join(names[:_LISTED]) + (f" and {rest} more" if rest > 0 else "")

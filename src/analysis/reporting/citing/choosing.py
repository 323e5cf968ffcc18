"""Which report and which of its items a name means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import ParameterError, RunError, suggestion
from analysis.reporting.citing.items import Citable, Item, read_citable
from analysis.reporting.citing.references import ALL, KINDS
from analysis.reporting.known import KnownRun, Reports

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
    ParameterError
        If there is no such folder.
    RunError
        If there is no finished report in it.
    """
    return {run.folder: read_citable(run.folder, run.about) for run in _known(reports, superseded=superseded)}


def _known(reports: Path, *, superseded: bool) -> list[KnownRun]:
    """Return the runs of which all files are there, current ones first."""
    # What cites a report leads to the folder of its name, so one that was renamed is passed over.
    found = [
        run
        for run in sorted(Reports([reports]), key=lambda run: (run.superseded, run.folder.name))
        if run.whole and run.folder.resolve().name == run.name and (superseded or not run.superseded)
    ]
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
    runs_here = _known(reports, superseded=bool(run))
    meant = [known for known in runs_here if not run or known.means(run)]
    if not meant:
        runs = [f"{known.slug} ({known.run[:8]})" for known in runs_here]
        slugs = {known.slug for known in runs_here}
        raise ParameterError(
            f"{run!r} is no run", where="--run", remedy=f"{suggestion(run, slugs)}Runs: {_some(runs)}."
        )
    known = {one.folder: read_citable(one.folder, one.about) for one in meant}
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


def _unknown(name: str, reports: Iterable[Citable]) -> ParameterError:
    names = sorted({item.name for report in reports for item in report.items})
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

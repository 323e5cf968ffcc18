"""A recorded run carried out again from its articles, and what its basis was then and is now."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from analysis.errors import RunError
from analysis.paths import derived_in
from analysis.reporting.checking.comparing import Stage, compare_folders
from analysis.reporting.known import KnownRun
from analysis.reporting.reading import table
from analysis.reporting.runs.notebooks import find_notebooks, read_notebook
from analysis.reporting.runs.parameters import notebook_parameters
from analysis.reporting.runs.plan import plan_study
from analysis.reporting.runs.run import Run, execute
from analysis.reporting.runs.study import Study


@dataclass(frozen=True)
class Rederived:
    """A run carried out again.

    Parameters
    ----------
    basis : list of str
        What the result depends on and is not as recorded: articles, files, notebook, code, versions.
    stages : list of Stage
        What came out differently, stage by stage.
    """

    basis: list[str] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)

    @property
    def same(self) -> bool:
        """Return whether everything came out as recorded."""
        return not any(stage.count for stage in self.stages)

    def data(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"basis": self.basis, "same": self.same, "stages": [stage.data() for stage in self.stages]}


def rederive(
    run: KnownRun,
    *,
    raw: str | Path = "",
    derived: str | Path = "",
    notebook_dir: str | Path = "notebooks",
    tolerance: float = 0.0,
    timeout: float | None = None,
) -> Rederived:
    """Carry out a recorded run again, in a folder of its own, and compare.

    Parameters
    ----------
    run : KnownRun
    raw : str or Path
        Folder of articles; where the record says, seen from here, if not given.
    derived : str or Path
        Folder of caches.
    notebook_dir : str or Path
        Folder of the user's notebooks. The notebook inside a report is never executed.
    tolerance : float
        As in `compare_folders`.
    timeout : float, optional
        Seconds allowed.

    Raises
    ------
    AnalysisError
        If the articles, the notebook or a parameter are not there, or the run fails now.
    """
    with derived_in(derived), tempfile.TemporaryDirectory(prefix="np-verify-") as place:
        planned = _planned(run, Path(raw), Path(notebook_dir), Path(place), timeout)
        basis = basis_differences(run.about, planned)
        # Carried out under the recorded id and slug, which figures and page carry: what differs then is content.
        again = replace(
            planned, slug=run.slug, run_id=run.run, derived=str(derived) or planned.derived,
            names={**planned.names, planned.parameters.get("raw", ""): str(table(run.about, "inputs").get("raw", ""))},
        )  # fmt: skip
        outcome = execute(again)
        if outcome.status == "failed":
            raise RunError(
                f"the run cannot be carried out again: {outcome.error}", where=run.name,
                remedy="; ".join(basis) or "What it depends on is as recorded.",
            )  # fmt: skip
        stages = compare_folders(run.folder, again.folder, tolerance=tolerance)
        shutil.rmtree(again.folder, ignore_errors=True)
    return Rederived(basis, stages)


def _planned(run: KnownRun, raw: Path, notebook_dir: Path, place: Path, timeout: float | None) -> Run:
    """Return the run as it would be carried out now, with the recorded parameters."""
    name = str(table(run.about, "notebook").get("name", ""))
    given = table(run.about, "parameters")
    path = find_notebooks(notebook_dir.expanduser(), [Path(name).name])[0]
    known = notebook_parameters(read_notebook(path), where=path.name)
    where = str(given.get("where", ""))
    reads = "raw" in known and bool(table(run.about, "inputs"))
    folder = Path(str(raw) if str(raw) != "." else str(given.get("raw", "")))
    if reads and not folder.expanduser().exists():
        raise RunError(
            f"the articles are not at {folder}", where=run.name, remedy="Name their folder with --raw."
        )
    study = Study(
        notebooks=[str(path)], notebook_dir=str(notebook_dir), raw=str(folder) if reads else "", where=where,
        out=str(place), timeout=timeout,
        parameters={n: v for n, v in given.items() if n in known and n not in ("raw", "where", "report_dir")},
    )  # fmt: skip
    return plan_study(study).runs[0]


def basis_differences(about: dict[str, Any], now: Run) -> list[str]:
    """Return what a result depends on and is not as recorded, in sentences without a full stop."""
    found = []
    inputs, facts = about.get("inputs") or {}, now.facts
    if inputs.get("fingerprint") != facts.get("fingerprint"):
        found.append(
            f"articles: {inputs.get('articles')} recorded, {facts.get('articles')} now, with other content or metadata"
        )
    then, files = inputs.get("files") or {}, facts.get("files") or {}
    for what, names in (
        ("missing", [name for name in then if name not in files]),
        ("changed", [name for name in then if name in files and files[name] != then[name]]),
        ("new", [name for name in files if name not in then]),
    ):
        if names:
            more = f" and {len(names) - 5} more" if len(names) > 5 else ""
            found.append(f"raw files {what}: {', '.join(sorted(names)[:5])}{more}")
    if (about.get("notebook") or {}).get("sha256") != now.basis.get("notebook"):
        found.append("notebook: another text than recorded")
    if about.get("code") != now.basis.get("code"):
        found.append(f"code: {about.get('code')} recorded, {now.basis.get('code')} now")
    versions, packages = about.get("versions") or {}, now.basis.get("packages") or {}
    for name in sorted({*versions, *packages}):
        if versions.get(name) != packages.get(name):
            found.append(f"{name}: {versions.get(name, 'none')} recorded, {packages.get(name, 'none')} now")
    recorded, again = about.get("parameters") or {}, now.parameters
    for name in sorted({*recorded, *again} - {"raw", "report_dir"}):
        if name not in again or name not in recorded:
            found.append(
                f"parameter {name}: {'unknown to the notebook now' if name in recorded else 'new in the notebook'}"
            )
    return found

"""A report verified: its files among themselves and, where its articles are at hand, against a new run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.reporting.checking.integrity import Part, check_folder
from analysis.reporting.checking.rederiving import Rederived, rederive
from analysis.reporting.known import KnownRun, Reports

SHOWN = 5
"""Problems of one kind that are printed; the rest is counted."""


@dataclass(frozen=True)
class Verified:
    """What was checked of a report. ``again`` is None where nothing was carried out, for the reason ``why_not``."""

    run: KnownRun
    parts: list[Part]
    again: Rederived | None = None
    why_not: str = ""

    @property
    def holds(self) -> bool:
        """Return whether nothing that was checked is wrong."""
        return not any(part.problems for part in self.parts) and (self.again is None or self.again.same)

    def data(self) -> dict[str, Any]:
        """Return it as plain data."""
        again = self.again.data() if self.again else None
        return {
            "run": self.run.name, "holds": self.holds, "files": [part.data() for part in self.parts],
            "derived_again": again, "not_derived_because": self.why_not,
        }  # fmt: skip

    def lines(self) -> Iterator[str]:
        """Yield what was found, as lines to read."""
        yield f"{self.run.name}{' (superseded)' if self.run.superseded else ''}"
        for part in self.parts:
            verdict = (
                f"{len(part.problems)} wrong"
                if part.problems
                else "right"
                if part.looked_at
                else "nothing to check"
            )
            yield (
                f"  {part.what}: {part.looked_at} checked, {verdict}"
                if part.looked_at
                else f"  {part.what}: {verdict}"
            )
            yield from _listed(part.problems, "    ")
        if self.again is None:
            yield f"  not derived again: {self.why_not}"
        else:
            yield from _again(self.again)
        explained = self.again is not None and self.again.basis and not self.again.same
        why = "; what it depends on has changed, which may explain it" if explained else ""
        yield f"  {'holds' if self.holds else f'differs{why}'}"


def _again(again: Rederived) -> Iterator[str]:
    yield "  derived again from the articles"
    yield f"    what it depends on: {'as recorded' if not again.basis else 'not as recorded'}"
    yield from _listed(again.basis, "      ", most=30)
    first = next((stage for stage in again.stages if stage.count), None)
    if first is not None:
        yield f"    first difference: {first.what}: {first.differences[0]}"
    for stage in again.stages:
        if stage.files:
            differing = f"{stage.count:,} differences" if stage.count != 1 else "1 difference"
            yield f"    {stage.what}: {stage.files} files, {differing if stage.count else 'the same'}"
            yield from _listed([str(d) for d in stage.differences], "      ", of=stage.count)


def _listed(lines: list[str], indent: str, *, of: int | None = None, most: int = SHOWN) -> Iterator[str]:
    yield from (f"{indent}{line}" for line in lines[:most])
    total = len(lines) if of is None else of
    if total > most:
        yield f"{indent}… and {total - most:,} more"


def verify_run(
    name: str, reports: Reports, *, raw: str = "", derived: str = "", notebook_dir: str = "notebooks",
    files_only: bool = False, tolerance: float = 0.0, timeout: float | None = None,
) -> Verified:  # fmt: skip
    """Check a report's files and, if its articles are at hand, carry it out again.

    Parameters
    ----------
    name : str
        Folder, folder name, slug or run id.
    reports : Reports
    raw : str
        Folder of articles; where the record says, if not given.
    derived, notebook_dir, tolerance, timeout
        As in `rederive`.
    files_only : bool
        Check the files and no more.

    Raises
    ------
    AnalysisError
        If no report is meant, or `raw` was given and the run cannot be carried out.
    """
    run = reports.named(name)
    parts = check_folder(run)
    if files_only:
        return Verified(run, parts, why_not="only the files were to be checked")
    recorded = str((run.about.get("parameters") or {}).get("raw", ""))
    if not raw and not (recorded and Path(recorded).expanduser().exists()):
        return Verified(run, parts, why_not="its articles are not at hand (--raw names their folder)")
    again = rederive(
        run,
        raw=raw or recorded,
        derived=derived,
        notebook_dir=notebook_dir,
        tolerance=tolerance,
        timeout=timeout,
    )
    return Verified(run, parts, again)

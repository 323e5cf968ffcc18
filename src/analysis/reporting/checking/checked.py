"""A manuscript checked: its findings, and what was counted beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from analysis.reporting.checking.findings import FRAGILE, STALE, UNTRACEABLE, Finding, counts
from analysis.reporting.checking.judging import judge
from analysis.reporting.checking.manuscripts import Manuscript, read_manuscript
from analysis.reporting.checking.picturing import Pictures
from analysis.reporting.known import Reports


@dataclass(frozen=True)
class Checked:
    """What a check found in one manuscript.

    ``passed_over`` counts pictures the user said come from no run.
    """

    manuscript: Manuscript
    findings: list[Finding]
    passed_over: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """Return the number of citations by outcome."""
        return counts(self.findings)

    @property
    def wrong(self) -> list[Finding]:
        """Return what is stale or untraceable."""
        return [finding for finding in self.findings if finding.outcome in (STALE, UNTRACEABLE)]

    @property
    def fragile(self) -> list[Finding]:
        """Return what matches but does not hold in all its variants."""
        return [finding for finding in self.findings if finding.outcome == FRAGILE]

    def data(self) -> dict[str, Any]:
        """Return everything as plain data."""
        return {
            "manuscript": self.manuscript.path.name,
            "counts": self.counts,
            "findings": [finding.row() for finding in self.findings],
            "uncited": [
                {"file": n.place.file, n.place.unit: n.place.number, "typed": n.typed}
                for n in self.manuscript.numbers
            ],
            "not_read": [{"where": str(place), "why": why} for place, why in self.manuscript.unread],
            "pictures_from_no_run": self.passed_over,
        }


def check_manuscript(
    path: str | Path, reports: Reports, *, pictures: Pictures | None = None, other: Iterable[str] = ()
) -> Checked:
    """Hold a manuscript against the reports known here.

    Parameters
    ----------
    path : str or Path
        A .tex, .docx, .qmd or .md file.
    reports : Reports
    pictures : Pictures, optional
        What was already seen of the reports' pictures.
    other : iterable of str
        Patterns of pictures that come from no run, held against path and file name.

    Returns
    -------
    Checked

    Raises
    ------
    InputError
        If the manuscript cannot be read.
    """
    manuscript = read_manuscript(path)
    findings = judge(manuscript, reports, pictures=pictures)
    patterns = tuple(other)
    kept = [
        finding
        for citation, finding in zip(manuscript.citations, findings, strict=True)
        if not (
            citation.kind == "picture"
            and not finding.item
            and any(
                fnmatch(citation.target, one) or fnmatch(Path(citation.target).name, one) for one in patterns
            )
        )
    ]
    return Checked(manuscript, kept, len(findings) - len(kept))

"""What a check says of one citation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from analysis.reporting.checking.manuscripts.model import Citation, Place
from analysis.reporting.checking.numerals import plain
from analysis.reporting.known import KnownRun

MATCHING, STALE, UNTRACEABLE, FRAGILE = OUTCOMES = ("matching", "stale", "untraceable", "fragile")


@dataclass(frozen=True)
class Finding:
    """What a check says of one citation.

    Parameters
    ----------
    outcome : str
        One of `OUTCOMES`.
    place : Place
    item : str
        Run and item it cites, such as ``framing--3fb1c0de77a1#val-share``.
    typed : str
        What stands in the manuscript.
    says : str
        Why, and what the run says.
    """

    outcome: str
    place: Place
    item: str
    typed: str
    says: str

    def row(self) -> dict[str, Any]:
        """Return the finding as plain data."""
        where = {"file": self.place.file, self.place.unit: self.place.number}
        where |= {"opening": self.place.opening} if self.place.opening else {}
        return {"outcome": self.outcome, **where, "item": self.item, "typed": self.typed, "says": self.says}


def finding_of(citation: Citation, outcome: str, run: KnownRun | None, anchor: str, says: str) -> Finding:
    """Return what is said of a citation of an item of a run."""
    item = f"{run.name}#{anchor}" if run and anchor else run.name if run else ""
    shown = citation.typed or citation.target
    return Finding(outcome, citation.place, item, plain(shown)[:120], says)


def held(finding: Finding, entry: Mapping[str, Any]) -> Finding:
    """Return a matching finding as fragile if the run's own variants say so."""
    robust = entry.get("robustness")
    if not isinstance(robust, Mapping) or not robust.get("fragile"):
        return finding
    claim = f" ({robust['claim']})" if robust.get("claim") else ""
    says = f"{finding.says}; holds in {robust.get('holds')} of {robust.get('variants')} variants{claim}"
    return replace(finding, outcome=FRAGILE, says=says)


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how many citations had each outcome."""
    rows = list(findings)
    return {outcome: sum(finding.outcome == outcome for finding in rows) for outcome in OUTCOMES}

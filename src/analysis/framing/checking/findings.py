"""What a check of a codebook says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from analysis.framing.codebooks.model import Codebook, Frame, Indicator
from analysis.framing.codebooks.terms import Term
from analysis.lines import Place

Severity = Literal["error", "warning", "note"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
"""Cannot work as written; will likely mislead; worth a look."""

COLUMNS = ("severity", "place", "check", "frame", "indicator", "term", "what", "remedy")
"""Columns of the table of findings."""


class Finding(NamedTuple):
    """One thing to look at, and where it stands in the codebook."""

    severity: Severity
    check: str
    path: Place
    what: str
    remedy: str


class Entry(NamedTuple):
    """A term with its owners and its place; its number among the entries is the one it is matched by."""

    frame: Frame
    indicator: Indicator
    term: Term
    path: Place

    @property
    def owner(self) -> str:
        """Frame and indicator as messages name them."""
        return f"{self.frame.id}.{self.indicator.id}"


def entries(codebook: Codebook) -> list[Entry]:
    """Return every term of a codebook, in the order they are matched in."""
    return [
        Entry(frame, indicator, term, (*path, "terms", t))
        for frame, indicator, path in questions(codebook)
        for t, term in enumerate(indicator.terms)
    ]


def questions(codebook: Codebook) -> Iterator[tuple[Frame, Indicator, Place]]:
    """Yield every indicator with its frame and its place."""
    for f, frame in enumerate(codebook.frames):
        for i, indicator in enumerate(frame.indicators):
            yield frame, indicator, ("frames", f, "indicators", i)

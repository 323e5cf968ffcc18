"""Runs, batches and the reports that people cite."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.reporting.report import Report, open_report

__all__ = ["Report", "open_report"]


def __getattr__(name: str) -> object:
    """Import the handle when it is asked for: the processes of a batch need no matplotlib."""
    if name in __all__:
        from analysis.reporting import report

        return getattr(report, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""Checking what was cited: where a file comes from, whether a run can be had again, whether a manuscript is right."""

from analysis.reporting.checking.known import Reports

__all__ = ["Reports"]

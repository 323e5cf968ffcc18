"""Captions that state unit, number, reference and correction, from the tables behind figures.

Each function returns the arguments of `Report.figure` (``caption, alt, n, method``)
or of `Report.table` (``caption, note``) that say what is shown.
"""

from analysis.reporting.captions import actors, framing, style, vocabulary

__all__ = ["actors", "framing", "style", "vocabulary"]

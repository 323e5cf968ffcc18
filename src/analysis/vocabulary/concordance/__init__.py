"""Every place where a query fits: in context, counted by group, and along the articles."""

from analysis.vocabulary.concordance.lines import concordance
from analysis.vocabulary.concordance.occurrences import occurrences, xray, xray_bins

__all__ = ["concordance", "occurrences", "xray", "xray_bins"]

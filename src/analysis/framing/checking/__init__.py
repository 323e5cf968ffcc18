"""Checking a codebook: what to look at in it, why it says what it says, what differs from another."""

from analysis.framing.checking.comparing import diff, diff_presence
from analysis.framing.checking.explaining import Explanation, explain, explain_term
from analysis.framing.checking.linting import lint

__all__ = ["Explanation", "diff", "diff_presence", "explain", "explain_term", "lint"]

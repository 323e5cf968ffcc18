"""Measures on counts, vectorised; each from its formula, none knows of corpora.

Sources are named with each measure; docs/methods.md lists them with their oracle numbers.
"""

from analysis.vocabulary.measures.against import mantel_haenszel, welch, zipf_scale
from analysis.vocabulary.measures.contrast import g2, log_ratio, percent_difference
from analysis.vocabulary.measures.dispersion import dp
from analysis.vocabulary.measures.testing import q_values, rank_sum, rate_interval

__all__ = [
    "dp", "g2", "log_ratio", "mantel_haenszel", "percent_difference", "q_values", "rank_sum", "rate_interval", "welch",
    "zipf_scale",
]  # fmt: skip

"""Measures on counts, vectorised; each from its formula, none knows of corpora.

Sources are named with each measure; docs/methods.md lists them with their oracle numbers.
"""

from analysis.vocabulary.measures.contrast import (
    LogOdds,
    bayes_factor,
    conservative_log_ratio,
    g2,
    g2_two_term,
    log_odds,
    log_ratio,
    log_ratio_bounds,
    odds_ratio,
    percent_difference,
    simple_maths,
)
from analysis.vocabulary.measures.dispersion import dp
from analysis.vocabulary.measures.testing import (
    Rates,
    chi_squared,
    difference,
    equivalence,
    fieller,
    fisher,
    mid_p,
    q_values,
    rate_interval,
    rate_variance,
    welch_freedom,
)

__all__ = [
    "LogOdds", "Rates", "bayes_factor", "chi_squared", "conservative_log_ratio", "difference", "dp", "equivalence",
    "fieller", "fisher", "g2", "g2_two_term", "log_odds", "log_ratio", "log_ratio_bounds", "mid_p", "odds_ratio",
    "percent_difference", "q_values", "rate_interval", "rate_variance", "simple_maths", "welch_freedom",
]  # fmt: skip

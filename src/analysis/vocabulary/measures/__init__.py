"""Measures on counts, vectorised; each from its formula, none knows of corpora.

Sources are named with each measure; docs/methods.md lists them with their oracle numbers.
"""

from analysis.vocabulary.measures.against import mantel_haenszel, welch, zipf_scale
from analysis.vocabulary.measures.association import (
    delta_p,
    log_dice,
    log_odds_ratio,
    mi3,
    npmi,
    pmi,
    t_score,
)
from analysis.vocabulary.measures.contrast import g2, log_ratio, percent_difference
from analysis.vocabulary.measures.dispersion import (
    Entries,
    ald,
    arf,
    awt,
    carroll_d2,
    dp,
    dp_by_chance,
    dp_norm,
    juilland_d,
    kld,
    rosengren_s,
)
from analysis.vocabulary.measures.testing import q_values, rank_sum, rate_interval

__all__ = [
    "Entries",
    "ald",
    "arf",
    "awt",
    "carroll_d2",
    "delta_p",
    "dp",
    "dp_by_chance",
    "dp_norm",
    "g2",
    "juilland_d",
    "kld",
    "log_dice",
    "log_odds_ratio",
    "log_ratio",
    "mantel_haenszel",
    "mi3",
    "npmi",
    "percent_difference",
    "pmi",
    "q_values",
    "rank_sum",
    "rate_interval",
    "rosengren_s",
    "t_score",
    "welch",
    "zipf_scale",
]

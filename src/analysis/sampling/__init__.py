"""What follows from how articles were drawn: units, strata, weights, and the intervals that respect them.

Each measure turns the design columns of its articles into a `Sample`, asks for
the `Part` of it that a group is, and adds up, resamples or squares units within
strata. Formulas and sources: docs/methods.md, *Sampling and weights*.
"""

from analysis.sampling.adjusting import q_values
from analysis.sampling.domains import domain_shares
from analysis.sampling.limits import exact_share, weighted_median
from analysis.sampling.permuting import permuted_difference
from analysis.sampling.resampling import bootstrap, ratio_interval
from analysis.sampling.units import LEAST, Part, Sample, group_labels

__all__ = [
    "LEAST",
    "Part",
    "Sample",
    "bootstrap",
    "domain_shares",
    "exact_share",
    "group_labels",
    "permuted_difference",
    "q_values",
    "ratio_interval",
    "weighted_median",
]

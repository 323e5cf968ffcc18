"""How common frames and devices are in other news: bundled quantiles, and where one article stands among them."""

from analysis.framing.reference.quantiles import LENGTHS, quantile_table
from analysis.framing.reference.standing import percentiles

__all__ = ["LENGTHS", "percentiles", "quantile_table"]

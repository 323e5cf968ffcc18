"""Words that are drawn to each other."""

from analysis.vocabulary.collocation.network import collocation_network
from analysis.vocabulary.collocation.table import collocations

__all__ = ["collocation_network", "collocations"]

"""Words that are drawn to each other."""

from analysis.vocabulary.collocation.pairs import collocations

__all__ = ["collocations"]

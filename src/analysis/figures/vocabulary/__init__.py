"""Figures of the vocabulary profile."""

from analysis.figures.vocabulary.collocation import collocation_network, collocations
from analysis.figures.vocabulary.dispersion import dispersion, xray
from analysis.figures.vocabulary.diversity import diversity, readability
from analysis.figures.vocabulary.growth import growth
from analysis.figures.vocabulary.keyness import keyness, log_ratios
from analysis.figures.vocabulary.reference import against_reference
from analysis.figures.vocabulary.similarity import similarity
from analysis.figures.vocabulary.trends import trend, trend_changes
from analysis.figures.vocabulary.words import frequencies

__all__ = [
    "against_reference",
    "collocation_network",
    "collocations",
    "dispersion",
    "diversity",
    "frequencies",
    "growth",
    "keyness",
    "log_ratios",
    "readability",
    "similarity",
    "trend",
    "trend_changes",
    "xray",
]

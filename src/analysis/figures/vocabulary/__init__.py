"""Figures of the vocabulary profile."""

from analysis.figures.vocabulary.collocation import collocations
from analysis.figures.vocabulary.diversity import diversity, readability
from analysis.figures.vocabulary.growth import growth
from analysis.figures.vocabulary.keyness import keyness
from analysis.figures.vocabulary.trends import trend, trend_changes
from analysis.figures.vocabulary.words import frequencies

__all__ = [
    "collocations", "diversity", "frequencies", "growth", "keyness", "readability", "trend", "trend_changes",
]  # fmt: skip

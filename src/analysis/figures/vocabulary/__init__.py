"""Figures of the vocabulary profile."""

from analysis.figures.vocabulary.collocation import collocations
from analysis.figures.vocabulary.keyness import keyness, log_ratios
from analysis.figures.vocabulary.words import frequencies

__all__ = ["collocations", "frequencies", "keyness", "log_ratios"]

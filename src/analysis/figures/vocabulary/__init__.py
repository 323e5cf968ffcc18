"""Figures of the vocabulary profile."""

from analysis.figures.vocabulary.collocation import collocation_network, collocations
from analysis.figures.vocabulary.dispersion import dispersion, xray
from analysis.figures.vocabulary.keyness import keyness
from analysis.figures.vocabulary.words import frequencies

__all__ = ["collocation_network", "collocations", "dispersion", "frequencies", "keyness", "xray"]

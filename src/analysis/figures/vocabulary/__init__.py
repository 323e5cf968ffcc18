"""Figures of the vocabulary profile."""

from analysis.figures.vocabulary.collocation import collocations
from analysis.figures.vocabulary.keyness import keyness
from analysis.figures.vocabulary.reference import against_reference
from analysis.figures.vocabulary.similarity import similarity
from analysis.figures.vocabulary.words import frequencies

__all__ = ["against_reference", "collocations", "frequencies", "keyness", "similarity"]

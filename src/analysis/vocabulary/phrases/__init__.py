"""Phrases: multiword terms, and the formulas that an outlet repeats from story to story."""

from analysis.vocabulary.phrases.templates import template_phrases
from analysis.vocabulary.phrases.terms import phrases

__all__ = ["phrases", "template_phrases"]

"""Figures: pure functions from a measure's table to a matplotlib figure."""

from analysis.figures import actors, corpus, framing, vocabulary

__all__ = ["actors", "corpus", "framing", "vocabulary"]

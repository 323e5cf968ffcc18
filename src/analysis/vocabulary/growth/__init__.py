"""How a vocabulary grows with its articles, and how unevenly its words are used."""

from analysis.vocabulary.growth.curves import growth, growth_curve, rank_frequency

__all__ = ["growth", "growth_curve", "rank_frequency"]

"""Which words: counts, keyness, collocation, concordance, diversity, readability, growth, trends."""

from analysis.vocabulary.collocation import collocations
from analysis.vocabulary.concordance import concordance
from analysis.vocabulary.counting import Counts, article_words, count, frequencies, function_words
from analysis.vocabulary.diversity import article_diversity, diversity
from analysis.vocabulary.growth import growth, growth_curve, rank_frequency
from analysis.vocabulary.keyness import keyness, keywords
from analysis.vocabulary.readability import article_readability, readability
from analysis.vocabulary.trends import trend, trend_changes, trend_slopes

__all__ = [
    "Counts", "article_diversity", "article_readability", "article_words", "collocations", "concordance", "count",
    "diversity", "frequencies", "function_words", "growth", "growth_curve", "keyness", "keywords", "rank_frequency",
    "readability", "trend", "trend_changes", "trend_slopes",
]  # fmt: skip

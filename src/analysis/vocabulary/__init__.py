"""Which words: counts, keyness, collocation, concordance, diversity, readability, growth, trends."""

from analysis.vocabulary.collocation import collocation_network, collocations
from analysis.vocabulary.concordance import concordance, occurrences, xray, xray_bins
from analysis.vocabulary.counting import Counts, article_words, count, frequencies, function_words
from analysis.vocabulary.dispersion import dispersion, distances
from analysis.vocabulary.diversity import article_diversity, diversity
from analysis.vocabulary.growth import growth, growth_curve, rank_frequency
from analysis.vocabulary.keyness import calibration, keyness, keywords, lockwords, robustness
from analysis.vocabulary.phrases import phrases, template_phrases
from analysis.vocabulary.readability import article_readability, readability
from analysis.vocabulary.reference import (
    ArticleProfile,
    Reference,
    against_reference,
    article_profile,
    build_reference,
    load_reference,
    reference_keywords,
)
from analysis.vocabulary.similarity import similarity
from analysis.vocabulary.trends import trend, trend_changes, trend_slopes

__all__ = [
    "ArticleProfile",
    "Counts",
    "Reference",
    "against_reference",
    "article_diversity",
    "article_profile",
    "article_readability",
    "article_words",
    "build_reference",
    "calibration",
    "collocation_network",
    "collocations",
    "concordance",
    "count",
    "dispersion",
    "distances",
    "diversity",
    "frequencies",
    "function_words",
    "growth",
    "growth_curve",
    "keyness",
    "keywords",
    "load_reference",
    "lockwords",
    "occurrences",
    "phrases",
    "rank_frequency",
    "readability",
    "reference_keywords",
    "robustness",
    "similarity",
    "template_phrases",
    "trend",
    "trend_changes",
    "trend_slopes",
    "xray",
    "xray_bins",
]

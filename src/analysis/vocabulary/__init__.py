"""Which words: counts, keyness, collocation, concordance, dispersion."""

from analysis.vocabulary.collocation import collocation_network, collocations
from analysis.vocabulary.concordance import concordance, occurrences, xray, xray_bins
from analysis.vocabulary.counting import Counts, article_words, count, frequencies, function_words
from analysis.vocabulary.dispersion import dispersion, distances
from analysis.vocabulary.keyness import keyness, keywords

__all__ = [
    "Counts", "article_words", "collocation_network", "collocations", "concordance", "count", "dispersion",
    "distances", "frequencies", "function_words", "keyness", "keywords", "occurrences", "xray", "xray_bins",
]  # fmt: skip

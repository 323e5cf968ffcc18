"""Which words: counts, keyness, collocation, concordance."""

from analysis.vocabulary.collocation import collocations
from analysis.vocabulary.concordance import concordance
from analysis.vocabulary.counting import Counts, article_words, count, frequencies, function_words
from analysis.vocabulary.keyness import calibration, keyness, keywords, lockwords, robustness

__all__ = [
    "Counts", "article_words", "calibration", "collocations", "concordance", "count", "frequencies", "function_words",
    "keyness", "keywords", "lockwords", "robustness",
]  # fmt: skip

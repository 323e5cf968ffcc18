"""Which words: counts, keyness, collocation, concordance."""

from analysis.vocabulary.collocation import collocations
from analysis.vocabulary.concordance import concordance
from analysis.vocabulary.counting import Counts, article_words, count, frequencies, function_words
from analysis.vocabulary.keyness import keyness, keywords

__all__ = [
    "Counts", "article_words", "collocations", "concordance", "count", "frequencies", "function_words", "keyness",
    "keywords",
]  # fmt: skip

"""Which words: counts, keyness, collocation, concordance."""

from analysis.vocabulary.collocation import collocations
from analysis.vocabulary.concordance import concordance
from analysis.vocabulary.counting import article_words, frequencies, function_words
from analysis.vocabulary.keyness import keyness, keywords

__all__ = [
    "article_words",
    "collocations",
    "concordance",
    "frequencies",
    "function_words",
    "keyness",
    "keywords",
]

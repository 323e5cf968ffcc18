"""Which words: counts, keyness, collocation, concordance."""

from analysis.vocabulary.collocation import collocations
from analysis.vocabulary.concordance import concordance
from analysis.vocabulary.counting import Counts, article_words, count, frequencies, function_words
from analysis.vocabulary.keyness import keyness, keywords
from analysis.vocabulary.phrases import phrases, template_phrases
from analysis.vocabulary.reference import (
    ArticleProfile,
    Reference,
    against_reference,
    article_profile,
    build_reference,
    load_reference,
)
from analysis.vocabulary.similarity import similarity

__all__ = [
    "ArticleProfile", "Counts", "Reference", "against_reference", "article_profile", "article_words",
    "build_reference", "collocations", "concordance", "count", "frequencies", "function_words", "keyness", "keywords",
    "load_reference", "phrases", "similarity", "template_phrases",
]  # fmt: skip

"""Reference counts: what is usual in news, so that even one article has keywords, rarity and percentiles."""

from analysis.vocabulary.reference.building import build_reference
from analysis.vocabulary.reference.comparing import against_reference
from analysis.vocabulary.reference.keywords import reference_keywords
from analysis.vocabulary.reference.single import ArticleProfile, article_profile
from analysis.vocabulary.reference.stored import Reference, load_reference

__all__ = [
    "ArticleProfile", "Reference", "against_reference", "article_profile", "build_reference", "load_reference",
    "reference_keywords",
]  # fmt: skip

"""Which words one group of articles uses more than others."""

from analysis.vocabulary.keyness.keywords import keyness, keywords

__all__ = ["keyness", "keywords"]

"""Every place where a word or phrase stands, with its context."""

from analysis.vocabulary.concordance.lines import concordance

__all__ = ["concordance"]

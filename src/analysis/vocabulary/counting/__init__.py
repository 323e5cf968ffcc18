"""Counting once, in DuckDB, by article; every measure starts from these counts."""

from analysis.vocabulary.counting.counts import Counts, count, count_pairs, counted
from analysis.vocabulary.counting.frequencies import article_words, frequencies
from analysis.vocabulary.counting.lists import function_words
from analysis.vocabulary.counting.matrices import Matrix

__all__ = [
    "Counts", "Matrix", "article_words", "count", "count_pairs", "counted", "frequencies",
    "function_words",
]  # fmt: skip

"""Counting once, in DuckDB, by article; every measure starts from these counts."""

from analysis.vocabulary.counting.counts import Counts, count, counted
from analysis.vocabulary.counting.frequencies import article_words, frequencies
from analysis.vocabulary.counting.lists import function_words
from analysis.vocabulary.counting.words import count_pairs, counts_plainly

__all__ = [
    "Counts", "article_words", "count", "count_pairs", "counted", "counts_plainly", "frequencies", "function_words",
]  # fmt: skip

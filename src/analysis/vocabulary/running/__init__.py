"""Running words: the words of each segment in order, and where a query fits them."""

from analysis.vocabulary.running.annotated import tagged_words
from analysis.vocabulary.running.matching import Hits, Matcher, matching_forms
from analysis.vocabulary.running.parser import parse
from analysis.vocabulary.running.query import Query
from analysis.vocabulary.running.sentences import sentences
from analysis.vocabulary.running.stream import Running, Words, running_words
from analysis.vocabulary.running.windows import around, located

__all__ = [
    "Hits", "Matcher", "Query", "Running", "Words", "around", "located", "matching_forms", "parse", "running_words",
    "sentences", "tagged_words",
]  # fmt: skip

"""From any file of news to articles and typed segments."""

from analysis.corpus.corpus import DEFAULT_MODEL, Corpus, open_corpus
from analysis.corpus.evidence import kwic
from analysis.corpus.overview import coverage, furniture, segment_kinds, timeline
from analysis.corpus.records import KINDS, PROSE

__all__ = [
    "DEFAULT_MODEL",
    "KINDS",
    "PROSE",
    "Corpus",
    "coverage",
    "furniture",
    "kwic",
    "open_corpus",
    "segment_kinds",
    "timeline",
]

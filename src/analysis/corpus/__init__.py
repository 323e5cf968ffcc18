"""From any file of news to articles and typed segments."""

from analysis.corpus.corpus import DEFAULT_MODEL, Corpus
from analysis.corpus.data_paragraph import data_paragraph
from analysis.corpus.description import languages, lengths, missing_metadata
from analysis.corpus.evidence import kwic
from analysis.corpus.opening import open_corpus
from analysis.corpus.overview import coverage, furniture, segment_kinds, timeline
from analysis.corpus.records import KINDS, PROSE
from analysis.corpus.sharing import events, exchange, passages, wire

__all__ = [
    "DEFAULT_MODEL",
    "KINDS",
    "PROSE",
    "Corpus",
    "coverage",
    "data_paragraph",
    "events",
    "exchange",
    "furniture",
    "kwic",
    "languages",
    "lengths",
    "missing_metadata",
    "open_corpus",
    "passages",
    "segment_kinds",
    "timeline",
    "wire",
]

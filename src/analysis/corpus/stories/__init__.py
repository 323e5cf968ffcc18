"""Copies of one text across outlets and days, and articles on the same event."""

from analysis.corpus.stories.copies import compare, find_stories, pairs_table, stories_table
from analysis.corpus.stories.events import find_events
from analysis.corpus.stories.passages import passages, shared_passages
from analysis.corpus.stories.signatures import (
    SIGNATURES,
    sign,
    sign_all,
    signatures_in,
    signatures_of,
    write_signatures,
)
from analysis.corpus.stories.wire import exchange, wire

__all__ = [
    "SIGNATURES",
    "compare",
    "exchange",
    "find_events",
    "find_stories",
    "pairs_table",
    "passages",
    "shared_passages",
    "sign",
    "sign_all",
    "signatures_in",
    "signatures_of",
    "stories_table",
    "wire",
    "write_signatures",
]

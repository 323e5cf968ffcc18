"""The sentence that a hit stands in: as annotated, or by the package's own rule."""

from __future__ import annotations

import numpy as np

from analysis.corpus.cleaning.sentences import sentence_spans
from analysis.corpus.words import word_spans
from analysis.vocabulary.running.matching import Hits
from analysis.vocabulary.running.stream import Running
from analysis.vocabulary.running.windows import texts

Array = np.ndarray


def sentences(running: Running, hits: Hits) -> tuple[Array, Array]:
    """Return for each hit the first word of its sentence and the one after the last, among `hits.words.word`.

    A hit that reaches over a sentence's end has the words of both.
    """
    words = hits.words
    number = words.sentence if words.sentence is not None else _by_rule(running, hits)
    new = np.ones(len(words.word) + 1, dtype=bool)
    new[1:-1] = (number[1:] != number[:-1]) | (words.segment[1:] != words.segment[:-1])
    starts = np.flatnonzero(new)
    first = np.searchsorted(starts, hits.first, side="right") - 1
    last = np.searchsorted(starts, hits.last - 1, side="right")
    return starts[first], starts[last]


def _by_rule(running: Running, hits: Hits) -> Array:
    """Return the sentence within the segment of each word of the segments with a hit."""
    words = hits.words
    number = np.zeros(len(words.word), dtype=np.int64)
    rows = np.unique(hits.segment)
    found = (text for own in texts(running, words.place[rows]) for text in own["text"])
    for row, text in zip(rows.tolist(), found, strict=True):
        begins = [begin for begin, _ in sentence_spans(text)]
        at = [start for start, _ in word_spans(text)]
        number[words.edge[row] : words.edge[row + 1]] = np.searchsorted(begins, at, side="right")
    return number

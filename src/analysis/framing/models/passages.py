"""Passages of a text, and what the sentence model makes of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from analysis.framing.models.encoder import DIMENSIONS, embed

Array = np.ndarray

WINDOW = 60
"""Words of a passage that the sentence model reads at a time; passages end with sentences."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def passages(text: str) -> list[str]:
    """Cut a text into passages of about sixty words that end with sentences.

    Examples
    --------
    >>> [len(p.split()) for p in passages("Ships left the harbour at dawn. " * 20)]
    [60, 60]
    """
    out: list[str] = []
    held: list[str] = []
    count = 0
    for sentence in _SENTENCE_END.split(text.strip()):
        held.append(sentence)
        count += sentence.count(" ") + 1
        if count >= WINDOW:
            out.append(" ".join(held))
            held, count = [], 0
    return [*out, " ".join(held)] if held or not out else out


def passage_vectors(texts: Sequence[str]) -> tuple[Array, Array]:
    """Return for each text the mean of its passages' vectors, and their extremes.

    Returns
    -------
    mean : array, shape (n, 384)
    extremes : array, shape (n, 768)
        The mean of the two highest, and of the two lowest values of each dimension.
    """
    cut = [passages(text) for text in texts]
    vectors = embed([passage for own in cut for passage in own])
    mean = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    extremes = np.zeros((len(texts), 2 * DIMENSIONS), dtype=np.float32)
    last = np.cumsum([len(own) for own in cut])
    for i, (first, end) in enumerate(zip(np.r_[0, last[:-1]], last, strict=True)):
        own = np.sort(vectors[first:end], axis=0)
        mean[i], extremes[i] = own.mean(axis=0), np.r_[own[-2:].mean(axis=0), own[:2].mean(axis=0)]
    return mean, extremes

"""Where a query fits the running words: found with arrays, over many segments at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import regex

from analysis.vocabulary.running.query import POS, Condition, Element, Query, Reading
from analysis.vocabulary.running.stream import Running, Words

Array = np.ndarray


@dataclass(frozen=True, eq=False)
class Hits:
    """Where a query fits, within the words of one batch.

    Attributes
    ----------
    words : Words
    first, last : array of int
        Word a hit begins with and the one after its end, among `words.word`.
    """

    words: Words
    first: Array
    last: Array

    def __len__(self) -> int:
        return len(self.first)

    @property
    def segment(self) -> Array:
        """Row of the segment of each hit."""
        return self.words.segment[self.first]

    def chosen(self, kept: Array) -> Hits:
        """Return some of the hits."""
        return Hits(self.words, self.first[kept], self.last[kept])


def matching_forms(patterns: tuple[str, ...], lexicon: Array) -> Array:
    """Say for each form of a lexicon whether one of some patterns fits it.

    Accents may be letters of their own or marks after a letter: both are the same.

    Examples
    --------
    >>> matching_forms(("secur*", "café"), np.array(["cafe\u0301", "insecure", "security"], dtype=object)).tolist()
    [True, False, True]
    """
    fits = np.zeros(len(lexicon), dtype=bool)
    for pattern in (unicodedata.normalize("NFC", given) for given in patterns):
        if "*" in pattern or "?" in pattern:
            wanted = _wild(pattern)
            fits |= np.array([wanted.fullmatch(_composed(form)) is not None for form in lexicon], dtype=bool)
        elif pattern.isascii():
            at = int(np.searchsorted(lexicon, pattern))
            fits[at : at + 1] |= lexicon[at : at + 1] == pattern
        else:
            fits |= np.array([_composed(form) == pattern for form in lexicon], dtype=bool)
    return fits


def _wild(pattern: str) -> regex.Pattern[str]:
    """Return a pattern with wildcards as one that reads no part of a form twice, however many stars it has."""
    first, *rest = (regex.escape(part).replace(r"\?", ".") for part in pattern.split("*"))
    between = "".join(f"(?>.*?{part})" for part in rest[:-1] if part)
    return regex.compile(first + between + "".join(f".*{part}" for part in rest[-1:]), regex.DOTALL)


def _composed(form: str) -> str:
    return form if form.isascii() else unicodedata.normalize("NFC", form)


class Matcher:
    """A query made ready for one corpus' running words.

    Attributes
    ----------
    needed : array of int or None
        Numbers of words of which every hit has one; None if nothing is known.
    """

    def __init__(self, query: Query, running: Running) -> None:
        self.query, self.running = query, running
        self._fitting: dict[Condition, Array] = {}
        self.needed = self._needed()

    def _fits(self, condition: Condition) -> Array:
        """Return for each value of a condition's attribute whether it fits."""
        if condition not in self._fitting:
            if condition.attribute == "pos":
                fits = np.isin(np.array(POS, dtype=object), condition.values)
            else:
                fits = matching_forms(condition.values, self.running.names(condition.attribute))
            self._fitting[condition] = ~fits if condition.negated else fits
        return self._fitting[condition]

    def _needed(self) -> Array | None:
        """For each reading, the words of its rarest place, as far as words are known."""
        found = np.zeros(len(self.running.lexicon), dtype=bool)
        for reading in self.query.readings:
            own = [
                self._fits(condition)
                for element in reading
                for condition in element
                if condition.attribute == "word"
            ]
            if not own:
                return None
            found |= min(own, key=lambda fits: int(fits.sum()))
        return np.flatnonzero(found)

    def _holds(self, element: Element, words: Words, at: Array) -> Array:
        holds = np.ones(len(at), dtype=bool)
        for condition in element:
            codes = words.pos if condition.attribute == "pos" else words.codes(condition.attribute)
            assert codes is not None, "a query for tags needs tagged words"
            holds &= self._fits(condition)[codes[at]]
        return holds

    def _count(self, element: Element) -> float:
        """Return how many forms an element fits: the fewer, the better to begin with."""
        return min((float(self._fits(condition).mean()) for condition in element), default=2.0)

    def _starts(self, reading: Reading, words: Words) -> Array:
        """Return where a reading begins, in order."""
        order = sorted(range(len(reading)), key=lambda i: self._count(reading[i]))
        anchor, size = order[0], len(reading)
        every = np.arange(len(words.word))
        start = every[self._holds(reading[anchor], words, every)] - anchor
        start = start[(start >= 0) & (start + size <= len(words.word))]
        start = start[words.segment[start] == words.segment[start + size - 1]]
        for i in order[1:]:
            if len(start) and reading[i]:
                start = start[self._holds(reading[i], words, start + i)]
        return start

    def hits(self, words: Words) -> Hits:
        """Return where the query fits: from the left, the longest reading first, without overlap."""
        starts = [self._starts(reading, words) for reading in self.query.readings]
        first = np.concatenate(starts)
        size = np.repeat([len(reading) for reading in self.query.readings], [len(own) for own in starts])
        order = np.lexsort((-size, first))
        first, last = first[order], (first + size)[order]
        if len(first) > 1 and (first[1:] < last[:-1]).any():
            kept, free = np.zeros(len(first), dtype=bool), 0
            for i, (begin, end) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
                if begin >= free:
                    kept[i], free = True, end
            first, last = first[kept], last[kept]
        return Hits(words, first, last)

    def __iter__(self) -> Iterator[Hits]:
        """Yield the hits of each batch of segments that may have any."""
        if self.needed is not None and len(self.needed) == 0:
            return
        for words in self.running.batches(self.needed):
            yield self.hits(words)

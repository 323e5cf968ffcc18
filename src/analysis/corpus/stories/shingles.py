"""What two texts can share: words as a copy leaves them, and runs of seven of them.

A copy survives a change of typeface, of punctuation and of capitals, so words
are compared in lower case and nothing but letters, digits and straight
apostrophes makes one. This is coarser than the words that are counted
(`analysis.corpus.words`): a hyphen added by a sub-editor must not hide a copy.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import regex

Hashes = npt.NDArray[np.uint32]
Ints = npt.NDArray[np.int64]

RUN = 7
"""Words in a run (a shingle): long enough that two texts hardly ever share one by chance."""

WINDOW = 16
"""Runs of which at least one becomes a mark: sixteen runs are a shared passage of 22 words."""

_LATIN = re.compile(r"[a-z0-9']+")
_OTHER = re.compile("[^\x00-\xa9\xab-\xb1\xb4\xb6-\xb8\xbb\u2000-\u206f\u20a0-\u20cf]")
"""Anything but ASCII, signs and typographic punctuation: letters the pattern above would lose."""
# Scripts without blanks between words: each sign stands for a word, as in other tools for copies.
_SIGNS = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_ANY = regex.compile(rf"[{_SIGNS}]\p{{M}}*|[[\p{{L}}\p{{M}}\p{{N}}']--[{_SIGNS}]]+", regex.V1)
_MANY_WORDS = 400_000


def copy_words(text: str) -> list[str]:
    """Return the words of a text as copies are compared by.

    In English these are the runs of ``[a-z0-9']`` in lower case. In other
    scripts letters with their marks make words, and signs of scripts without
    blanks are one word each.

    Examples
    --------
    >>> copy_words("The U.S.-led “talks” don't end.")
    ['the', 'u', 's', 'led', 'talks', "don't", 'end']
    >>> copy_words("Überfall, 東京")
    ['überfall', '東', '京']
    """
    lowered = _lowered(text)
    return _pattern(lowered).findall(lowered)


def copy_word_spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words that `copy_words` finds, each with its place in the text.

    Examples
    --------
    >>> list(copy_word_spans("The “talks”"))
    [('the', 0, 3), ('talks', 5, 10)]
    """
    lowered = _lowered(text)
    for match in _pattern(lowered).finditer(lowered):
        yield (match[0], *match.span())


def _lowered(text: str) -> str:
    lowered = text.lower()
    # One capital, the Turkish dotted one, becomes two characters; places must stay what they are.
    return lowered if len(lowered) == len(text) else "".join(c.lower()[0] for c in text)


def _pattern(lowered: str) -> Any:
    return _ANY if _OTHER.search(lowered) else _LATIN


class _WordHashes(dict[str, int]):
    """The hash of each word met; emptied when hostile text brings too many."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MANY_WORDS:
            self.clear()
        digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        self[word] = value = int.from_bytes(digest, "little")
        return value


_HASHES = _WordHashes()
_FACTORS = np.array(
    [int.from_bytes(hashlib.blake2b(bytes([i]), digest_size=8).digest(), "little") | 1 for i in range(RUN)],
    dtype=np.uint64,
)


def run_hashes(words: list[str]) -> Hashes:
    """Return the hash of each run of seven words, in order of place.

    The hashes have 32 bits: between two texts of 600 words a false match has a
    probability of one in 12,000 and moves their containment by 1/600.

    Examples
    --------
    >>> a, b = (run_hashes(copy_words(text)) for text in ("One two three four five six seven eight.",
    ...                                                   "two three four five six seven eight nine"))
    >>> len(a), int(a[1]) == int(b[0])
    (2, True)
    """
    count = len(words) - RUN + 1
    if count < 1:
        return np.empty(0, dtype=np.uint32)
    values = np.fromiter(map(_HASHES.__getitem__, words), dtype=np.uint64, count=len(words))
    mixed = values[:count] * _FACTORS[0]
    for place in range(1, RUN):
        mixed += values[place : place + count] * _FACTORS[place]
    mixed ^= mixed >> np.uint64(33)
    mixed *= np.uint64(0xFF51AFD7ED558CCD)
    return (mixed >> np.uint64(32)).astype(np.uint32)


def marks(runs: Hashes) -> Hashes:
    """Return the runs that mark a text: the smallest hash of every sixteen in a row.

    Two texts that share sixteen runs in a row share a mark, wherever in the two
    texts the passage stands (winnowing, Schleimer, Wilkerson & Aiken 2003).
    About two in seventeen runs become marks.

    Examples
    --------
    >>> runs = np.arange(40, dtype=np.uint32)[::-1].copy()
    >>> len(marks(runs)), bool(set(marks(runs)) & set(marks(runs[10:30])))
    (25, True)
    """
    if len(runs) <= WINDOW:
        return runs.min(keepdims=True) if len(runs) else runs
    return np.unique(np.lib.stride_tricks.sliding_window_view(runs, WINDOW).min(axis=1))


def text_hash(words: list[str]) -> int:
    """Return the hash of a whole text, word for word; 0 for a text without words.

    Examples
    --------
    >>> text_hash(copy_words("Talks END.")) == text_hash(copy_words("talks end")), text_hash([])
    (True, 0)
    """
    if not words:
        return 0
    whole = " ".join(words).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(whole, digest_size=8).digest(), "little") or 1

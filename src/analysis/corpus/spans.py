"""Where words stand in many texts at once, as `words.word_spans` finds them in one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from analysis.corpus.words import word_spans

Array = np.ndarray

_GAP, _LETTER, _JOINT, _POINT, _OTHER = range(5)
"""What a character may be: always between words; a letter or digit; a sign that may stand once inside a word; a point
or comma; anything else, of which only the pattern of a word knows."""


def _kinds() -> Array:
    """Return what each character is, up to the last punctuation of any note; all beyond are `_OTHER`."""
    kinds = np.full(0x2040, _OTHER, dtype=np.uint8)
    for code in range(128):
        kinds[code] = _LETTER if chr(code).isalnum() else _GAP
    for signs, kind in (("'’´-‑&", _JOINT), (".,", _POINT), ("“”‘„–—…«»•£\xa0", _GAP)):
        kinds[[ord(sign) for sign in signs]] = kind
    return kinds


_KINDS = _kinds()

_PIECE = 500_000
"""Characters that are read at a time: so few that what is worked out for each stays close to the processor."""


def spans_at(texts: Sequence[str], rows: Array, numbers: Array) -> tuple[Array, Array]:
    """Return the characters at which some words of some texts begin and end, end exclusive.

    Parameters
    ----------
    texts : sequence of str
    rows, numbers : array of int, shape (n,)
        For each word the text it stands in, and its number among the text's words, both from 0.

    Returns
    -------
    start, end : array of int, shape (n,)

    Raises
    ------
    IndexError
        If a text has fewer words.

    Examples
    --------
    >>> start, end = spans_at(["8.3 % of it", "Armenia’s 45-year-old pact"], np.array([1, 0]), np.array([1, 2]))
    >>> start.tolist(), end.tolist()
    ([10, 9], [21, 11])
    """
    if len(rows) == 0:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    size = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    base = np.concatenate([[0], np.cumsum(size + 1)])
    found = [_spans(" ".join(texts[i:j]) + " ") + base[i] for i, j in _pieces(base)]
    begin, end = np.concatenate(found, axis=1)
    edge = np.searchsorted(begin, base)
    at = edge[rows] + numbers
    if (at >= edge[rows + 1]).any():
        raise IndexError(f"text {rows[at >= edge[rows + 1]][0]} has no word of that number")
    return begin[at] - base[rows], end[at] - base[rows]


def _pieces(base: Array) -> Iterator[tuple[int, int]]:
    first = 0
    while first < len(base) - 1:
        last = max(int(np.searchsorted(base, base[first] + _PIECE, side="right")) - 1, first + 1)
        yield first, last
        first = last


def _spans(text: str) -> Array:
    """Return where each word of a text that ends with a space begins and ends, shape (2, words).

    No word goes beyond a gap. What stands between two is read with arrays, unless it holds a character that
    is not known here, or a point or comma inside: then with the pattern.
    """
    code = np.frombuffer(text.encode("utf-32-le", errors="surrogatepass"), dtype=np.uint32)
    kind = _KINDS[np.minimum(code, len(_KINDS) - 1)]
    letter = kind == _LETTER
    between = letter[:-2] & letter[2:]
    inside = letter.copy()
    inside[1:-1] |= (kind[1:-1] == _JOINT) & between
    odd = kind == _OTHER
    odd[1:-1] |= (kind[1:-1] == _POINT) & between
    begins, ends = np.zeros((2, len(code)), dtype=bool)
    begins[0] = inside[0]
    begins[1:] = inside[1:] > inside[:-1]
    ends[1:] = inside[1:] < inside[:-1]
    gap = np.concatenate([[-1], np.flatnonzero(kind == _GAP)])
    after = np.unique(np.searchsorted(gap, np.flatnonzero(odd)))
    first, last = gap[after - 1] + 1, gap[after]
    stretch = _ranges(first, last)
    begins[stretch] = ends[stretch] = ends[last] = False
    begin, end = _by_pattern(text, first, last)
    begins[begin] = ends[end] = True
    return np.stack([np.flatnonzero(begins), np.flatnonzero(ends)])


def _by_pattern(text: str, first: Array, last: Array) -> tuple[Array, Array]:
    """Return the spans of the words in some stretches of a text."""
    found = word_spans(" ".join([text[i:j] for i, j in zip(first.tolist(), last.tolist(), strict=True)]))
    spans = np.array(found, dtype=np.int64).reshape(-1, 2)
    place = np.cumsum(np.concatenate([[0], last - first + 1]))[:-1]
    shift = (first - place)[np.searchsorted(place, spans[:, 0], side="right") - 1]
    return spans[:, 0] + shift, spans[:, 1] + shift


def _ranges(first: Array, last: Array) -> Array:
    """Return all numbers of some ranges, end exclusive."""
    size = last - first
    return np.arange(size.sum()) + np.repeat(first - np.cumsum(size) + size, size)

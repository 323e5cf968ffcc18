"""Put sentences together again into pieces that later stages can treat as paragraphs.

Quotation marks are paired by paragraph and a quotation without a cue takes its
paragraph's speaker, so a piece is never cut inside a quotation, and sentences
that lean on the one before stay with it. Where a writer would have begun a new
paragraph cannot be known: the preferences below follow the signs that go with
paragraph breaks in news (see docs/methods.md), except that a missing space
between two sentences is a paragraph break that was lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

USUAL = 450
"""Characters after which a new piece begins, unless the next sentence leans on this one."""

LONGEST = 900
"""Characters after which a new piece begins at the next sentence outside quotations, even if it leans on this one."""

LONGEST_DOUBLE, LONGEST_SINGLE = 1500, 600
"""Characters after which an opening mark without a closing one is taken for a slip."""

_MARK = re.compile(r"[\"“”„«»'‘’`](?:(?<=[\"“”„«»])|(?<![^\W_].)|(?![^\W_]))")
_LEANS = re.compile(
    r"[\"“‘'(]?(?:He|She|They|It|His|Her|Its|Their|This|That|These|Those|But|And|However|So|Yet|Or|Still|Meanwhile|Also|Then)\b"
)
_DOUBLE, _SINGLE = '"“„«', "'‘"
_PAIRED = "'`"
_CLOSED = frozenset("\"”»'’")
_SHORT = 60


def paragraphs(
    text: str, sentences: Sequence[tuple[int, int]], marks: Sequence[str] | None = None
) -> list[tuple[int, int]]:
    """Join consecutive sentences into paragraph-like pieces.

    Parameters
    ----------
    text : str
    sentences : sequence of (start, end)
        Offsets of sentences that follow one another.
    marks : sequence of str, optional
        What `open_marks` gives for them; found here if not given.

    Returns
    -------
    list of (int, int)
        Offsets of the pieces, end exclusive. No piece ends inside a quotation,
        unless the next sentence begins with an opening mark too, as paragraphs
        of a long quotation do.

    Examples
    --------
    >>> from analysis.corpus.cleaning.sentences import sentence_spans
    >>> text = "The port closed at noon on Monday, and the ferry to the island did not sail. " * 8
    >>> [end - start for start, end in paragraphs(text, sentence_spans(text))]
    [461, 153]
    """
    if not sentences:
        return []
    opened = open_marks(text, sentences) if marks is None else marks
    pieces = []
    start = sentences[0][0]
    for (_, end), (begin, stop), mark in zip(sentences, sentences[1:], opened[1:], strict=False):
        if text[begin] in mark if mark else begin == end or end - start >= _wanted(text, end, begin, stop):
            pieces.append((start, end))
            start = begin
    pieces.append((start, sentences[-1][1]))
    return pieces


def _wanted(text: str, end: int, begin: int, stop: int) -> float:
    """Return how long a piece must be to end between two sentences."""
    if _LEANS.match(text, begin):
        return LONGEST
    if stop - begin < _SHORT:
        return 1.5 * USUAL
    if text[end - 1] in _CLOSED:
        return 0.5 * USUAL
    return USUAL if text[begin] not in _DOUBLE + _SINGLE else 1.3 * USUAL


def open_marks(text: str, sentences: Sequence[tuple[int, int]]) -> list[str]:
    """Return for each sentence the marks that would open again the quotation it begins in, or nothing.

    Examples
    --------
    >>> [bool(mark) for mark in open_marks("“We go. Now,” he said. It rained.", [(0, 7), (8, 22), (23, 33)])]
    [False, True, False]
    """
    out: list[str] = []
    double = single = -1
    marks = _marks(text, sentences[0][0], sentences[-1][1]) if sentences else []
    at = 0
    for start, _ in sentences:
        while at < len(marks) and marks[at] < start:
            double, single = _after(text, marks[at], double, single)
            at += 1
        double = double if start - double <= LONGEST_DOUBLE else -1
        single = single if start - single <= LONGEST_SINGLE else -1
        out.append(_DOUBLE if double >= 0 else _SINGLE if single >= 0 else "")
    return out


def _marks(text: str, start: int, end: int) -> list[int]:
    """Return where marks stand that may open or close a quotation: no apostrophes, and pairs of single marks once."""
    found: list[int] = []
    # One sign more than is asked for, so that the last mark is seen to be an apostrophe.
    for match in _MARK.finditer(text, start, end + 1):
        place = match.start()
        doubled = text[place] in _PAIRED and text[place - 1 : place] == text[place]
        if place < end and not (doubled and found and found[-1] == place - 1):
            found.append(place)
    return found


def _after(text: str, place: int, double: int, single: int) -> tuple[int, int]:
    """Return where a double and a single quotation are open (-1: none) after a mark."""
    mark = text[place]
    if mark in "“„«":
        return place, -1
    if mark in "”»":
        return -1, single
    pair = mark in _PAIRED and text[place + 1 : place + 2] == mark
    before, after = text[place - 1 : place], text[place + 1 + pair : place + 2 + pair]
    opens = after.strip() != "" and not before.isalnum() and not (mark in _SINGLE and after.isdigit())
    closes = before.strip() != "" and not after.isalnum()
    if mark == '"' or pair:
        if double >= 0 and closes:
            return -1, single
        return (place, -1) if opens else (double, single)
    if double >= 0 or (single < 0 and (mark == "’" or not opens)):
        return double, single
    return double, (-1 if closes else single) if single >= 0 else place

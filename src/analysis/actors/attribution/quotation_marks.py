"""Pair quotation marks, paragraph by paragraph, without ever giving up.

News text mixes curly, straight, doubled and angled marks, drops some and uses
the same character as an apostrophe. A mark is read by what stands beside it:
one that touches a word on its right can open, on its left can close.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# Three apostrophes close a single and a double quotation at once.
_DOUBLE = re.compile("``|(?<!')'{2,3}(?!')|[\"“”„‟«»＂「」]")
_SINGLE = re.compile(r"(?<!')'(?!')|[‘’‚‛‹›『』]")
_MARK = re.compile(f"{_DOUBLE.pattern}|{_SINGLE.pattern}")
_ELIDED = re.compile(r"(?:\d\ds?|em|til|tis|twas|cause|bout|round|n|cos)\b", re.I)
_OPENING, _CLOSING = (
    {"“", "„", "«", "``", "‘", "‚", "‹", "「", "『"},
    {"”", "»", "’", "›", "」", "』"},
)
_CORNERS = {"「": (True, False), "『": (True, False), "」": (False, True), "』": (False, True)}
_BEFORE_OPEN = set("([{—–-/:,;.!?…|")
_BEFORE_MARK = _BEFORE_OPEN | set("\"“”„«»'‘’`")

MAX_SINGLE = 600
"""Longest quotation in single marks, in characters; a longer one is two stray apostrophes."""


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """Text between quotation marks.

    Attributes
    ----------
    start, end : int
        Offsets including the marks, as far as they exist.
    closed : bool
        False if the closing mark is missing; the span then ends with its paragraph.
    continues : bool
        True if the next paragraph opens with a mark while this one is open.
    single : bool
        True if the marks are single.
    paragraph : int
        Number of the paragraph among those given.
    """

    start: int
    end: int
    closed: bool = True
    continues: bool = False
    single: bool = False
    paragraph: int = 0

    @property
    def span(self) -> tuple[int, int]:
        """Start and end."""
        return self.start, self.end


def pair_marks(text: str, paragraphs: Iterable[tuple[int, int]] | None = None) -> list[MarkedSpan]:
    """Return the outermost quoted spans of a text, in order and disjoint.

    A mark left open at the end of a paragraph reaches the paragraph's end; if the next
    paragraph begins with an opening mark the two belong together (``continues``). A closing
    mark without an opening one is dropped. Nested marks belong to the span around them.

    Parameters
    ----------
    text : str
    paragraphs : iterable of (start, end), optional
        Offsets of the paragraphs; the whole text is one paragraph if not given.

    Returns
    -------
    list of MarkedSpan

    Examples
    --------
    >>> text = "“We leave,” he said. It's the officials' view."
    >>> [text[span.start : span.end] for span in pair_marks(text)]
    ['“We leave,”']
    """
    parts = [(0, len(text))] if paragraphs is None else list(paragraphs)
    out: list[MarkedSpan] = []
    for number, (start, end) in enumerate(parts):
        spans = _paragraph(text, start, end, number)
        if spans and not spans[-1].closed and number + 1 < len(parts):
            last, following = spans[-1], parts[number + 1]
            goes_on = _opens_with_mark(text, *following)
            spans[-1] = MarkedSpan(last.start, last.end, False, goes_on, last.single, number)
        out.extend(spans)
    return out


def _opens_with_mark(text: str, start: int, end: int) -> bool:
    mark = _DOUBLE.match(text, start, end) or _SINGLE.match(text, start, end)
    return mark is not None and _can_open(text, mark.start(), mark.end(), start, end)


def _paragraph(text: str, start: int, end: int, number: int) -> list[MarkedSpan]:
    """Read the marks of one paragraph from left to right with one state: what is open."""
    out: list[MarkedSpan] = []
    double = single = -1
    for match in _MARK.finditer(text, start, end):
        a, b = match.span()
        mark = match.group()
        opens, closes = _can_open(text, a, b, start, end), _can_close(text, a, b, start, end)
        if _DOUBLE.fullmatch(mark):
            if double < 0:
                # A closing character that can only open is a typist's slip, so position decides.
                if opens and not (mark in _CLOSING and closes):
                    double = a
                    # A single mark still open before a double one was an apostrophe.
                    single = -1
            elif (closes or not opens) and not (mark in _OPENING and opens):
                out.append(MarkedSpan(double, b, paragraph=number))
                double = -1
            elif opens and mark in _OPENING:
                double = a if double != start else double
        elif double < 0:
            if single >= 0 and closes and b - single <= MAX_SINGLE and mark not in _OPENING:
                out.append(MarkedSpan(single, b, single=True, paragraph=number))
                single = -1
            elif opens and mark not in {"’", "›", "』"} and not _ELIDED.match(text, b, end):
                single = a
    if double >= 0:
        out.append(MarkedSpan(double, end, closed=False, paragraph=number))
    return out


def _can_open(text: str, a: int, b: int, start: int, end: int) -> bool:
    """Tell whether a mark has a word or bracket to its right and a gap to its left."""
    if text[a] in _CORNERS:
        return _CORNERS[text[a]][0]
    if b >= end or text[b].isspace():
        return False
    before = text[a - 1] if a > start else " "
    return before.isspace() or before in _BEFORE_MARK


def _can_close(text: str, a: int, b: int, start: int, end: int) -> bool:
    """Tell whether a mark has text to its left and no letter to its right."""
    if text[a] in _CORNERS:
        return _CORNERS[text[a]][1]
    if a <= start or text[a - 1].isspace():
        return False
    return b >= end or not text[b].isalnum()

"""Texts that have lost their paragraphs: one line that holds an article and the furniture between its sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from analysis.corpus.cleaning.paragraphs import open_marks, paragraphs
from analysis.corpus.cleaning.sentences import sentence_spans
from analysis.corpus.cleaning.wording import credit, plain, suspects

LONG_LINE, LONE_LINE = 1500, 600
"""Characters beyond which a line has lost its paragraphs; the second where it is the only line of a text.

In eight collections of news about 1 % of the paragraphs at most are longer than the first (docs/methods.md).
"""

_LONGEST_LINE = 400
_CAPTION = 3
"""Sentences a caption between two credits has at most."""

_PICTURE = re.compile(
    r"(FILE(?: PHOTO)?\s?[-–—:])\s?\S|In this (?:\S+ ){0,6}(?:photo|image|picture|frame grab|video)\b[^.]{0,60}"
    r"\b(?:provided|released|taken|made|shared|posted|published|file photo)\b"
)
_PICTURE_OPENS = ("FILE", "In this ")
Typed = tuple[str, int, int]


@dataclass(slots=True)
class _Sentence:
    kind: str
    start: int
    end: int
    mark: str


def lost_paragraphs(length: int, *, alone: bool) -> bool:
    """Whether a line of body text is too long to be one paragraph.

    Parameters
    ----------
    length : int
        Characters.
    alone : bool
        Whether it is all the body text there is.
    """
    return length > (LONE_LINE if alone else LONG_LINE)


def says_nothing_else(text: str, start: int, end: int) -> bool:
    """Whether a whole line is one sentence that is furniture by its wording."""
    return end - start <= _LONGEST_LINE and plain(text[start:end])[1] == end - start


def typed_pieces(text: str, start: int, end: int) -> list[Typed]:
    """Divide a line of running text into paragraph-like pieces, furniture and captions.

    Parameters
    ----------
    text : str
    start, end : int
        Offsets of the line, end exclusive.

    Returns
    -------
    list of (kind, start, end)
        ``body``, ``caption`` or ``boilerplate``, in order; together they hold
        every character of the line that is not white space.

    Examples
    --------
    >>> text = "The ferry sailed. Click here to read our newsletter. It rained. (AP Photo/Ada Penner) It stopped."
    >>> [(kind, text[start:end]) for kind, start, end in typed_pieces(text, 0, len(text))][1:3]
    [('boilerplate', 'Click here to read our newsletter.'), ('caption', 'It rained.')]
    """
    sentences = _typed(text, sentence_spans(text, start, end))
    _name_captions(text, sentences)
    pieces: list[Typed] = []
    for kind, group in groupby(sentences, key=lambda sentence: sentence.kind):
        run = list(group)
        spans = [(sentence.start, sentence.end) for sentence in run]
        joined = paragraphs(text, spans, [sentence.mark for sentence in run]) if kind == "body" else spans
        pieces += [(kind, *span) for span in joined]
    return pieces


def _typed(text: str, spans: Sequence[tuple[int, int]]) -> list[_Sentence]:
    """Tell sentences that are furniture by their wording; nothing inside a quotation is."""
    out: list[_Sentence] = []
    for (start, end), mark, suspect in zip(
        spans, open_marks(text, spans), suspects(text, spans), strict=True
    ):
        kind, first = "body", 0
        if suspect or text.startswith(_PICTURE_OPENS, start):
            kind, first = _kind(text[start:end], mark)
        rest = start + first
        if first:
            out.append(_Sentence("boilerplate", start, rest, ""))
            while rest < end and text[rest].isspace():
                rest += 1
        if rest < end:
            out.append(_Sentence(kind, rest, end, mark))
    return out


def _kind(sentence: str, mark: str) -> tuple[str, int]:
    """Return how many first characters of a sentence are furniture, and what kind the rest is."""
    # No quotation holds a picture's credit in brackets: there a closing mark was lost.
    if credit(sentence) and (not mark or sentence[0] in "(["):
        return "body", len(sentence)
    if mark:
        return "body", 0
    length = plain(sentence)[1]
    label = None if length else _PICTURE.match(sentence)
    if label is None:
        return "body", length
    return "caption", label.end(1) if label[1] else 0


def _name_captions(text: str, sentences: list[_Sentence]) -> None:
    """Name as caption the sentence before a credit in brackets, and all between two credits close by."""
    last = -_CAPTION - 2
    for i, found in enumerate(sentences):
        shown = text[found.start : found.end]
        if found.kind != "boilerplate" or shown[0] not in "([" or not credit(shown):
            continue
        for j in range(last + 1 if i - last - 1 <= _CAPTION else max(i - 1, 0), i):
            if sentences[j].kind == "body":
                sentences[j].kind = "caption"
        last = i

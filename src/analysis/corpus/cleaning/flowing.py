"""Texts that have lost their paragraphs: one line that holds an article and the furniture between its sentences."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.corpus.cleaning.paragraphs import open_marks, paragraphs
from analysis.corpus.cleaning.sentences import sentence_spans
from analysis.corpus.cleaning.wording import credit, plain

LONG_LINE, LONE_LINE = 1500, 600
"""Characters from which a line has lost its paragraphs: 1 % of paragraphs in news are longer. A text's only line sooner."""

_CAPTION = 3
"""Sentences a caption between two credits has at most."""

Typed = tuple[str, int, int]


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
    >>> text = "The ferry sailed. Click here to subscribe to our newsletter. It rained. (AP Photo/Ada Penner) It stopped."
    >>> [(kind, text[start:end]) for kind, start, end in typed_pieces(text, 0, len(text))][1:]
    [('boilerplate', 'Click here to subscribe to our newsletter.'), ('caption', 'It rained.'),
     ('boilerplate', '(AP Photo/Ada Penner)'), ('body', 'It stopped.')]
    """
    sentences = _typed(text, sentence_spans(text, start, end))
    _name_captions(text, sentences)
    pieces: list[Typed] = []
    run: list[tuple[int, int]] = []
    for kind, first, stop in sentences:
        if kind == "body":
            run.append((first, stop))
            continue
        pieces += [("body", *span) for span in paragraphs(text, run)]
        run = []
        pieces.append((kind, first, stop))
    return pieces + [("body", *span) for span in paragraphs(text, run)]


def _typed(text: str, spans: Sequence[tuple[int, int]]) -> list[Typed]:
    """Tell sentences that are furniture by their wording; nothing inside a quotation is."""
    out: list[Typed] = []
    for (start, end), mark in zip(spans, open_marks(text, spans), strict=True):
        sentence = text[start:end]
        length = 0
        if not mark:
            length = end - start if credit(sentence) else plain(sentence)[1]
        if length:
            out.append(("boilerplate", start, start + length))
            start += length
            while start < end and text[start].isspace():
                start += 1
        if start < end:
            out.append(("body", start, end))
    return out


def _name_captions(text: str, sentences: list[Typed]) -> None:
    """Name as caption the sentence before a credit in brackets, and all between two credits close by."""
    last = -_CAPTION - 2
    for i, (kind, start, end) in enumerate(sentences):
        if kind != "boilerplate" or text[start] not in "([" or not credit(text[start:end]):
            continue
        first = last + 1 if i - last - 1 <= _CAPTION else i - 1
        for j in range(max(first, 0), i):
            if sentences[j][0] == "body":
                sentences[j] = ("caption", *sentences[j][1:])
        last = i

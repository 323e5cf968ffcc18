"""From the text of a page to typed segments.

A page copied as a whole holds its article between menus, adverts and teasers. A
text from a database holds little else than the article. Both come through here:
every character that is not white space ends up in exactly one segment, so that
nothing is lost silently, and boilerplate can be looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.corpus.pages.kinds import kinds_of
from analysis.corpus.pages.lines import Line, lines_of


@dataclass(frozen=True, slots=True)
class Segment:
    """One paragraph-like piece of a text.

    Attributes
    ----------
    kind : str
        One of `analysis.corpus.records.KINDS`.
    start, end : int
        Character offsets into the text, end exclusive, without white space at either end.
    """

    kind: str
    start: int
    end: int


def segment(text: str, *, title: str | None = None) -> list[Segment]:
    r"""Divide a text into typed segments.

    Parameters
    ----------
    text : str
        A page as copying all of it gives it, or clean text. One paragraph a
        line; lines cut at a fixed width are joined where the next begins small.
    title : str, optional
        The headline, if it is known; a line that says the same becomes the headline.

    Returns
    -------
    list of Segment
        In order, without overlap; together they hold every character that is
        not white space.

    Examples
    --------
    >>> page = "Advertisement\nBridge reopens after a year\nThe bridge over the Arda reopened on Monday, she said."
    >>> [(part.kind, page[part.start : part.end][:14]) for part in segment(page)]
    [('boilerplate', 'Advertisement'), ('headline', 'Bridge reopens'), ('body', 'The bridge ove')]
    """
    lines = lines_of(text)
    return list(_joined(lines, kinds_of(lines, title=title)))


def _joined(lines: Sequence[Line], kinds: Sequence[str]) -> Iterable[Segment]:
    """Yield a segment for each line, or for each paragraph whose lines were cut at a fixed width."""
    start = 0
    for i, line in enumerate(lines):
        following = lines[i + 1] if i + 1 < len(lines) else None
        if following is not None and kinds[i] == kinds[i + 1] == "body" and _runs_on(line, following):
            continue
        yield Segment(kinds[i], lines[start].start, line.end)
        start = i + 1


def _runs_on(line: Line, following: Line) -> bool:
    """Whether a sentence goes on in the next line."""
    if following.blank_before or line.stop or line.words < 4 or following.start - line.end > 2:
        return False
    return following.text[0].islower() and line.text[-1] not in ":;"


def body_text(text: str, segments: Iterable[Segment], *, kinds: Sequence[str] = ("body",)) -> str:
    r"""Return the segments of some kinds in order, a blank line between them.

    Parameters
    ----------
    text : str
        The text the segments were made from.
    segments : iterable of Segment
    kinds : sequence of str
        Add ``standfirst`` where the summary under the headline counts as text.

    Examples
    --------
    >>> body_text("One.\nTwo.", [Segment("body", 0, 4), Segment("boilerplate", 5, 9)])
    'One.'
    """
    return "\n\n".join(text[part.start : part.end] for part in segments if part.kind in kinds)

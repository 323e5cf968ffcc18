"""Pages made from others, so that the line model meets more layouts than its training pages have.

Kinds of pages that are rare in a small sample and common on the web are put together from its parts: comment
threads and lists of teasers around an article, enumerations inside it, the article of one site between the furniture
of another, pages whose empty lines were lost. What is put in takes its sentences from pages given as donors.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.corpus.pages.lines import Line, lines_of

Draw = np.random.Generator
Piece = tuple[str, bool, bool]  # text, whether an empty line lies before it, whether it is the article's

_SENTENCES = re.compile(r"(?<=[.!?])\s+")
_FIRST = [
    "Anna",
    "Ben",
    "Carla",
    "David",
    "Eva",
    "Frank",
    "Grace",
    "Hugo",
    "Iris",
    "Jack",
    "Kate",
    "Leo",
    "Mia",
    "Nora",
    "Omar",
    "Paul",
    "Rita",
    "Sam",
    "Tina",
    "Yusuf",
]
_LAST = [
    "Adams",
    "Brown",
    "Cole",
    "Diaz",
    "Evans",
    "Fox",
    "Garcia",
    "Hill",
    "Ito",
    "Jones",
    "Khan",
    "Lopez",
    "Moore",
    "Novak",
    "Patel",
    "Quinn",
    "Silva",
    "Young",
]
_ALIASES = ["gary63", "TruthSeeker", "Bob_K", "mary.l", "oldtimer", "Pete"]
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_THREADS = ["Comments", "{n} Comments", "Leave a comment", "Join the conversation", "Responses",
            "{n} comments on this story", "Sort by: Newest", ""]  # fmt: skip
_FOOTS = ["Reply", "Reply Share", "Like Reply", "Report", "Reply · 1 · Like", "Permalink"]
_OPENINGS = ["I think ", "You are right. ", "Thanks for this. ", "I disagree. ", "My view: ", "No. "]
_SECTIONS = ["World", "Sport", "Opinion", "Business", "Life"]
_HEADINGS = ["More stories", "Latest news", "Related articles", "Trending", "Top stories", "Most read",
             "Recommended for you", "", "", "News"]  # fmt: skip
_POINTERS = ["", "", "READ MORE: ", "Also read: ", "RELATED: ", "See also: "]
_BULLETS = ["", "", "", "• ", "- ", "* ", "– "]


@dataclass
class Marked:
    """The lines of a page, and which are the article's.

    Attributes
    ----------
    raw : str
    lines : list of Line
    article : ndarray of bool, shape (lines,)
    """

    raw: str
    lines: list[Line]
    article: np.ndarray

    def pieces(self) -> list[Piece]:
        """Return the lines with the empty lines before them, and whose they are."""
        return [
            (self.raw[line.start : line.end], line.blank_before, bool(mark))
            for line, mark in zip(self.lines, self.article, strict=True)
        ]


def put_together(pieces: Sequence[Piece]) -> Marked | None:
    """Return a page of pieces, or nothing where a piece is not one line."""
    raw = "".join(("\n" if gap else "") + text + "\n" for text, gap, _ in pieces)
    lines = lines_of(raw)
    if len(lines) != len(pieces):
        return None
    return Marked(raw, lines, np.array([mark for _, _, mark in pieces], dtype=bool))


def made(page: Marked, donors: Sequence[Marked], draw: Draw) -> list[Marked]:
    """Return pages made from one: a bare copy, the article of another page in its place, and two that are filled."""
    if not page.article.any():
        return []
    found = [
        _copy(page, draw),
        _exchanged(page, donors, draw),
        *(_filled(page, donors, draw) for _ in range(2)),
    ]
    return [one for one in found if one is not None]


def _span(page: Marked) -> tuple[int, int]:
    where = np.flatnonzero(page.article)
    return int(where[0]), int(where[-1]) + 1


def _copy(page: Marked, draw: Draw) -> Marked | None:
    """Leave out the empty lines, and in half of all cases most of what lies around the article."""
    pieces = [(text, False, mark) for text, _, mark in page.pieces()]
    if draw.random() < 0.5:
        first, stop = _span(page)
        before, after = (int(draw.choice([0, 0, 1, 2, 4, 8, 16])) for _ in range(2))
        pieces = [
            piece
            for i, piece in enumerate(pieces)
            if first - before <= i < stop + after
            and (piece[2] or not first <= i < stop or draw.random() < 0.5)
        ]
    return put_together(pieces)


def _exchanged(page: Marked, donors: Sequence[Marked], draw: Draw) -> Marked | None:
    """Put another page's article, with the lines directly before it, between this page's furniture."""
    other = donors[int(draw.integers(len(donors)))]
    if not other.article.any():
        return None
    own, others = page.pieces(), other.pieces()
    (first, stop), (start, end) = _span(page), _span(other)
    head = min(first, start, int(draw.integers(3, 9)))
    if draw.random() < 0.5:
        where = np.flatnonzero(other.article)
        end = int(where[max(0, int(len(where) * draw.uniform(0.1, 0.9)) - 1)]) + 1
    return put_together(own[: first - head] + others[start - head : end] + own[stop:])


def _filled(page: Marked, donors: Sequence[Marked], draw: Draw) -> Marked | None:
    """Put an enumeration or pointers into the article, shorten it, and put comments and teasers around it."""
    pieces, (first, stop) = page.pieces(), _span(page)
    where = np.flatnonzero(page.article)
    end = stop if draw.random() < 0.5 else int(where[min(len(where) - 1, int(draw.integers(1, 8)))]) + 1
    head, article, tail = pieces[:first], pieces[first:end], pieces[stop:]
    gaps = draw.random() < 0.5

    def placed(texts: list[str], mark: bool = False) -> list[Piece]:
        return [(text, bool(gaps and draw.random() < 0.5), mark) for text in texts if text.strip()]

    def put(into: list[Piece], at: int, texts: list[Piece]) -> list[Piece]:
        return into[:at] + texts + into[at:]

    what = draw.random()
    if what < 0.35:
        ends = [i + 1 for i, piece in enumerate(article) if piece[2]]
        at = int(draw.choice(ends)) if draw.random() < 0.6 else len(article)
        article = put(article, at, placed(_enumeration(donors, draw), True))
    elif what < 0.65 and len(article) > 1:
        for _ in range(int(draw.integers(1, 4))):
            article = put(article, int(draw.integers(1, len(article))), placed(_pointer(donors, draw)))
    if draw.random() < 0.35:
        tail = put(tail, int(draw.integers(min(len(tail), 12) + 1)), placed(_thread(donors, draw)))
    if draw.random() < 0.5:
        texts = placed(_teasers(donors, draw))
        if draw.random() < 0.5:
            head = put(head, max(0, len(head) - int(draw.integers(3, 15))), texts)
        else:
            tail = put(tail, int(draw.integers(min(len(tail), 8) + 1)), texts)
    return put_together(head + article + tail)


def _sentences(donors: Sequence[Marked], draw: Draw, wanted: int) -> list[str]:
    """Return some sentences that follow each other in one article."""
    for _ in range(12):
        page = donors[int(draw.integers(len(donors)))]
        where = [i for i in np.flatnonzero(page.article) if page.lines[i].words > 8]
        if where:
            line = page.lines[int(draw.choice(where))]
            found = _SENTENCES.split(page.raw[line.start : min(line.end, line.start + 1500)])
            start = int(draw.integers(len(found)))
            return found[start : start + wanted]
    return ["Nothing more was said."]


def _title(sentence: str, draw: Draw) -> str:
    title = " ".join(sentence.split()[: int(draw.integers(5, 13))]).rstrip(".,;:")
    return title.title() if draw.random() < 0.5 else title


def _name(draw: Draw) -> str:
    kind = draw.random()
    if kind < 0.2:
        return str(draw.choice(_ALIASES))
    return str(draw.choice(_FIRST)) if kind < 0.35 else f"{draw.choice(_FIRST)} {draw.choice(_LAST)}"


def _date(draw: Draw) -> str:
    day, month, year = int(draw.integers(1, 29)), str(draw.choice(_MONTHS)), int(draw.integers(2009, 2025))
    clock = f"{int(draw.integers(1, 13))}:{int(draw.integers(60)):02}"
    return str(
        draw.choice(
            [f"{month} {day}, {year} at {clock} pm", f"{day} {month[:3]} {year}, {clock}", f"{day} hours ago",
             f"{1 + day % 8} days ago", f"{month} {day}, {year}", f"{clock} am", f"{day}/{1 + day % 12}/{year}"]
        )
    )  # fmt: skip


def _thread(donors: Sequence[Marked], draw: Draw) -> list[str]:
    """Return comments in one of the forms in which sites print them."""
    heads: list[Callable[[str, str], list[str]]] = [
        lambda name, date: [f"{name} on {date} said:"], lambda name, date: [f"{name} says:", date],
        lambda name, date: [f"{name} • {date}"], lambda name, date: [name, date],
        lambda name, date: [f"{name} wrote:"], lambda name, date: [f"Posted by {name} | {date}"],
    ]  # fmt: skip
    head, foot = (
        heads[int(draw.integers(len(heads)))],
        str(draw.choice(_FOOTS)) if draw.random() < 0.6 else "",
    )
    out = [str(draw.choice(_THREADS)).format(n=int(draw.integers(2, 90)))]
    for _ in range(int(draw.integers(3, 25))):
        out += head(_name(draw), _date(draw))
        if draw.random() < 0.3:
            out += _sentences(donors, draw, 1)
        opening = str(draw.choice(_OPENINGS)) if draw.random() < 0.5 else ""
        out += [opening + " ".join(_sentences(donors, draw, int(draw.integers(1, 5)))), foot]
    return out


def _teasers(donors: Sequence[Marked], draw: Draw) -> list[str]:
    """Return pointers to other articles in one of the forms in which sites print them."""
    form, glued, cut = int(draw.integers(5)), draw.random() < 0.25, draw.random() < 0.3
    out = [str(draw.choice(_HEADINGS))]
    for _ in range(int(draw.integers(3, 16))):
        found = _sentences(donors, draw, 2)
        title, blurb = _title(found[0], draw), found[-1]
        if cut:
            blurb = " ".join(blurb.split()[: int(draw.integers(8, 25))]) + str(
                draw.choice(["...", "…", " [...]"])
            )
        if glued:
            out.append(title + blurb)
            continue
        out += [
            [title], [title, blurb], [title, _date(draw)], [title, _name(draw), _date(draw), blurb],
            [str(draw.choice(_SECTIONS)), title, blurb],
        ][form]  # fmt: skip
    return out


def _pointer(donors: Sequence[Marked], draw: Draw) -> list[str]:
    return [str(draw.choice(_POINTERS)) + _title(_sentences(donors, draw, 1)[0], draw)]


def _enumeration(donors: Sequence[Marked], draw: Draw) -> list[str]:
    """Return a list of short lines, perhaps announced, as recipes, results and dates of concerts are printed."""
    out, bullet = [], str(draw.choice(_BULLETS))
    if draw.random() < 0.6:
        out.append(_title(_sentences(donors, draw, 1)[0], draw) + ":")
    long, capital = int(draw.integers(2, 13)), draw.random() < 0.5
    for _ in range(int(draw.integers(3, 18))):
        words = _sentences(donors, draw, 1)[0].split()
        start = int(draw.integers(max(1, len(words) - long)))
        text = " ".join(words[start : start + max(2, long + int(draw.integers(-2, 3)))]).strip(".,;: ")
        text = text[:1].upper() + text[1:] if capital else text
        out.append(bullet + text + (f" – {int(draw.integers(1, 400))}" if draw.random() < 0.15 else ""))
    return out

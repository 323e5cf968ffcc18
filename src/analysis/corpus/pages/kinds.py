"""What each line of a page is: headline, standfirst, byline, caption, body or boilerplate.

The model of `pages.model` says which lines are the article's text; the rules here
name the lines around and between them. Rules look at wording, at the place
relative to the article, and at the lines beside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.corpus.pages.captions import credit_word, is_agency_credit, is_caption
from analysis.corpus.pages.headline import BULLET, BYLINE, PLACED, find_headline, names_newsroom
from analysis.corpus.pages.lines import LONGEST_PHRASE, Line, is_prose
from analysis.corpus.pages.model import article_lines

LONGEST_PAGE = 20_000
"""Lines beyond which a text is no page, and kept but for plain furniture: the model's memory grows with lines."""

SAMPLE_NOTICE = "sample text written for the news profiles project; not a news report."
"""The line by which the project's own sample articles say that they are none."""

_LETTER = re.compile(r"[^\W_]")
_NO_LETTERS = re.compile(r"[\W_]+")
_POINTER = re.compile(
    r"^[\W_]*(?:read (?:more|also|next|our)|see (?:also|more)|also read|more on this|watch|listen|related(?: \w+)?|"
    r"recommended|don['’]t miss|lire aussi|à lire(?: aussi)?|lesen sie auch|mehr zum thema|lea también|"
    r"lee también|leia (?:também|mais)|leggi anche|lees ook|"
    r"czytaj (?:też|także|również)|читайте также|читайте також|baca juga|ayrıca oku)\s*[:：|»›>–—-]",
    re.I,
)


def kinds_of(
    lines: Sequence[Line],
    *,
    title: str | None = None,
    article: Sequence[bool] | None = None,
) -> list[str]:
    """Return the kind of each line of a page.

    Parameters
    ----------
    lines : sequence of Line
    title : str, optional
        The headline, where it is known from elsewhere.
    article : sequence of bool, optional
        Which lines are the article's text, where that is known from elsewhere.

    Returns
    -------
    list of str
        ``headline``, ``standfirst``, ``byline``, ``caption``, ``body`` or ``boilerplate``.
    """
    if not lines:
        return []
    if len(lines) == 1 and article is None:
        return ["body"] if not is_notice(lines[0]) else ["boilerplate"]
    inside = article_marks(lines) if article is None else article
    kinds = ["body" if mark else "boilerplate" for mark in inside]
    _name_captions(lines, kinds)
    first, last = _span(kinds)
    headline = _headline(lines, kinds, first, title)
    if headline is not None:
        kinds[headline] = "headline"
        _name_head(lines, kinds, headline)
    _name_bylines(lines, kinds, headline, last)
    for i, line in enumerate(lines):
        if is_notice(line):
            kinds[i] = "boilerplate"
    return kinds


def is_notice(line: Line) -> bool:
    """Whether a line is the notice of the project's own samples."""
    return len(line.text) >= len(SAMPLE_NOTICE) and line.key.strip("()[]* ") == SAMPLE_NOTICE


def article_marks(lines: Sequence[Line]) -> list[bool]:
    """Mark the article's lines; in text without furniture everything but plain furniture."""
    prose = [not plainly_furniture(line) for line in lines]
    if len(lines) > LONGEST_PAGE or clean(lines, signs=len(prose) - sum(prose)):
        marks = prose
    else:
        inside = article_lines(lines).tolist()
        marks = [mark and kept for mark, kept in zip(inside, prose, strict=True)]
    # A text without any article is never right: then all that is not furniture by its words is the article.
    return marks if any(marks) else prose


def clean(lines: Sequence[Line], *, signs: int) -> bool:
    """Whether a text holds next to nothing but prose, as texts from databases do.

    Judged by the share of words in lines of prose, and by the number of lines
    (`signs`) that say what only page furniture says.
    """
    if signs > 1 + len(lines) // 20:
        return False
    if not signs and len(lines) <= 40:
        return True
    words = sum(line.words for line in lines)
    prose = sum(line.words for line in lines if is_prose(line) or (line.stop and line.words > 3))
    return prose >= 0.8 * words


_PLAIN = frozenset(
    [
        "share!",
        "newsletter!",
        "navigation!",
        "account!",
        "comments!",
        "related!",
        "legal!",
        "advert!",
        "tags!",
    ]
)
_LEGAL_SIGNS = "©(C"
_STARTS = frozenset(["newsletter", "legal", "comments", "related", "advert", "tags", "share"])


def plainly_furniture(line: Line) -> bool:
    """Whether a line is furniture by its wording alone, wherever it stands."""
    text, words = line.text, line.words
    if len(text) > LONGEST_PHRASE:
        # No rule below reaches beyond thirty words, and few beyond fourteen; most lines of clean text are longer.
        if words > 30:
            return False
        if words > 14 and text[0] not in _LEGAL_SIGNS:
            return is_notice(line) or _POINTER.match(text) is not None
    if words <= 3 and line.furniture and not line.furniture & _PLAIN:
        return not line.stop
    legal = words <= 25 and "legal" in line.furniture and text[0] in _LEGAL_SIGNS and not line.inner
    if is_notice(line) or line.furniture & _PLAIN or legal or (words <= 30 and _POINTER.match(text)):
        return True
    return words <= 14 and not line.stop and bool(line.furniture & _STARTS) and line.function < 0.5


def _span(kinds: Sequence[str]) -> tuple[int, int]:
    body = [i for i, kind in enumerate(kinds) if kind == "body"]
    return (body[0], body[-1]) if body else (0, len(kinds) - 1)


def _name_captions(lines: Sequence[Line], kinds: list[str]) -> None:
    """Name captions in the article and near it; a lone credit takes the short line before it along."""
    first, last = _span(kinds)
    for i in range(max(0, first - 12), min(len(lines), last + 4)):
        line = lines[i]
        if not is_caption(line) or (
            line.words > 45 and kinds[i] == "body" and line.inner and not credit_word(line.text)
        ):
            continue
        kinds[i] = "caption"
        if line.words <= 6 and i and kinds[i - 1] == "boilerplate" and _captioned(lines[i - 1]):
            kinds[i - 1] = "caption"


def _captioned(line: Line) -> bool:
    """Whether a line directly before a lone credit reads as what the picture shows."""
    return 4 <= line.words <= 50 and line.stop and not line.blank_after and not line.furniture


def _headline(lines: Sequence[Line], kinds: Sequence[str], first: int, title: str | None) -> int | None:
    """Return the line that is the headline, if one can be told."""
    known = _same(lines, title) if title else None
    if known is not None:
        return known
    found = find_headline(lines, [kind == "body" for kind in kinds]) if first else None
    if found is not None and kinds[found] == "boilerplate":
        return found
    return first if _opens(lines[first:], kinds[first:]) else None


def _opens(lines: Sequence[Line], kinds: Sequence[str]) -> bool:
    """Whether the first line of a text reads as a headline over what follows."""
    if len(lines) < 2 or kinds[1] not in ("body", "caption", "boilerplate"):
        return False
    line, rest = lines[0], max((other.words for other in lines[1:6]), default=0)
    if (
        not 2 <= line.words <= 25
        or (line.stop and not line.text.endswith(("?", "!")))
        or line.text[-1] in ",;:"
    ):
        return False
    return (
        not plainly_furniture(line)
        and not line.text[0].islower()
        and rest >= 10
        and not BULLET.match(line.text)
    )


def _same(lines: Sequence[Line], title: str) -> int | None:
    wanted = _letters(title)
    if len(wanted) < 4:
        return None
    best = None
    for i, line in enumerate(lines[:400]):
        first = _LETTER.search(line.text)
        if first is None or first.group().casefold()[0] != wanted[0]:
            continue
        if line.words <= 60 and _letters(line.text) == wanted:
            # A page's title often stands in its path of links too; the last one before the article is the headline.
            if best is not None and is_prose(lines[i - 1]):
                break
            best = i
    return best


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text.casefold())


def _name_head(lines: Sequence[Line], kinds: list[str], headline: int) -> None:
    """Name the standfirst: the sentence or bullets between headline and text."""
    found = 0
    body = (
        i for i in range(headline + 1, len(kinds)) if kinds[i] == "body" and not BULLET.match(lines[i].text)
    )
    for i in range(headline + 1, min(next(body, len(kinds)) + 1, headline + 15, len(lines))):
        line = lines[i]
        bullet = BULLET.match(line.text) is not None
        if kinds[i] == "caption" or found >= 4:
            continue
        if kinds[i] == "body":
            under = (
                i == headline + 1
                and not line.stop
                and 6 <= line.words <= 40
                and i + 1 < len(lines)
                and is_prose(lines[i + 1])
            )
            if bullet or under:
                kinds[i], found = "standfirst", found + 1
            continue
        if line.furniture - {"credit", "author", "agency"} or BYLINE.match(line.text) or names_newsroom(line):
            continue
        if (
            line.words >= 7
            and (line.stop or bullet or line.function >= 0.2)
            and line.words <= 80
            and not _repeats(lines, i, headline)
        ) or (bullet and line.words >= 3):
            kinds[i], found = "standfirst", found + 1


def _repeats(lines: Sequence[Line], i: int, headline: int) -> bool:
    return _letters(lines[i].text) == _letters(lines[headline].text)


def _name_bylines(lines: Sequence[Line], kinds: list[str], headline: int | None, last: int) -> None:
    """Name the author's line near the headline, and the credit of agencies at the end."""
    first, _ = _span(kinds)
    near = headline if headline is not None else first
    for i in range(max(0, near - 4), min(len(lines), max(first, near) + 3)):
        line = lines[i]
        if kinds[i] not in ("boilerplate", "body") or line.words > 20 or (kinds[i] == "body" and line.stop):
            continue
        named = BYLINE.match(line.text) is not None or (
            line.words <= 8 and PLACED.match(line.text) is not None
        )
        if named or (names_newsroom(line) and headline is not None and i > headline):
            kinds[i] = "byline"
    for i in range(max(0, last - 3), min(len(lines), last + 12)):
        line = lines[i]
        if kinds[i] in ("body", "boilerplate") and is_agency_credit(line):
            kinds[i] = "byline"

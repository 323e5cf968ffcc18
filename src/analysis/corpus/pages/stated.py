"""Metadata that stands in the text of an article: a header block, dates, bylines, footers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from analysis.corpus.metadata.dates import dates_in
from analysis.corpus.pages.headline import BYLINE, PLACED

if TYPE_CHECKING:
    from analysis.corpus.cleaning.segmentation import Segment

HEADER_KEYS = {
    "title": ("title", "headline", "head", "titel", "titre", "título", "titolo", "заголовок"),
    "outlet": ("outlet", "publication", "newspaper", "publisher", "site", "medium", "media", "source",
               "quelle", "fuente", "fonte",
               "издание", "источник"),
    "date": ("date", "published", "publication date", "date published", "published on", "pubdate",
             "datum", "fecha", "data", "дата"),
    "byline": ("byline", "author", "authors", "by", "writer", "reporter", "autor", "auteur", "autore", "автор"),
    "url": ("url", "link", "address", "permalink", "web address"),
    "section": ("section", "category", "rubric", "desk", "ressort", "rubrique", "sección", "рубрика"),
    "language": ("language", "lang", "sprache", "langue", "idioma", "язык"),
}  # fmt: skip
"""What a header block may call each field."""

_FIELD = {name: field for field, names in HEADER_KEYS.items() for name in names}
_HEADER_LINE = re.compile(
    r"[ \t\ufeff]*([^\W\d_][^\W\d_ ]{1,15}(?: [^\W\d_]{1,12}){0,2})[ \t]*[:：][ \t]*([^\n\r]*)\r?(?:\n|$)"
)
_BLANK = re.compile(r"(?:[ \t]*\r?\n)+")

_PUBLISHED = re.compile(
    r"\b(?:published|posted|first published|date|veröffentlicht|publié|publicado|pubblicato|gepubliceerd|опубликовано|"
    r"diterbitkan)\b",
    re.I,
)
_UPDATED = re.compile(
    r"\b(?:updated|modified|aktualisiert|mis à jour|actualizado|atualizado|aggiornato|обновлено)\b", re.I
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)[ \u00a0]*(?:copyright[ \u00a0]*)?(?:©[ \u00a0]*)?"
    r"(?:19|20)\d\d(?:[ ]?[-–—][ ]?(?:19|20)\d\d)?[ \u00a0,]*(?P<who>[^\n|.©]{2,80})",
    re.I,
)
_NO_OUTLET = re.compile(r"\b(?:all rights|alle rechte|tous droits|todos|privacy|terms)\b.*$", re.I)
_COMPANY = re.compile(
    r"[ ,]+(?:inc|ltd|llc|plc|gmbh|limited|corp|co|s\.a|media group|news media|company)\b\.?.*$", re.I
)
_ADDRESS = re.compile(r"https?://[^\s<>\"']{4,500}")
LONGEST_DATE_LINE = 160


def header_block(text: str) -> tuple[dict[str, str], int]:
    r"""Read a leading block of ``Key: value`` lines.

    A block counts as a header when it has at least two keys, all known, the
    first among the first characters of the text. Unknown keys end it.

    Parameters
    ----------
    text : str

    Returns
    -------
    metadata : dict of str to str
        Any of title, outlet, date (as written), byline, url, section, language.
    body_start : int
        Offset at which the text after the block and its blank line begins; 0 without a block.

    Examples
    --------
    >>> header_block("Title: Ferry returns\nSource: Harbour Post\n\nThe ferry is back.")
    ({'title': 'Ferry returns', 'outlet': 'Harbour Post'}, 43)
    """
    found: dict[str, str] = {}
    lead = _BLANK.match(text)
    position = lead.end() if lead else 0
    lines = 0
    while match := _HEADER_LINE.match(text, position):
        field = _FIELD.get(match[1].lower())
        if field is None:
            break
        value = match[2].strip()
        if value:
            found.setdefault(field, value)
        position, lines = match.end(), lines + 1
    if lines < 2 or not found:
        return {}, 0
    blank = _BLANK.match(text, position)
    return found, blank.end() if blank else position


def page_metadata(text: str, segments: Sequence[Segment]) -> dict[str, str]:
    r"""Read what a pasted page says about its article.

    Parameters
    ----------
    text : str
    segments : sequence of Segment
        The text's segments (`analysis.corpus.cleaning.segmentation.segment`).

    Returns
    -------
    dict of str to str
        Any of title (the headline), date (ISO day), byline, outlet (from a
        copyright line), url. A date is read only from lines that are not the
        article's own sentences, and never guessed: 03/04/2024 gives none.

    Examples
    --------
    >>> from analysis.corpus.cleaning.segmentation import Segment
    >>> page = "Ferry returns\nBy Ada Penner\nPublished: 13 Jun 2024, 8:41am"
    >>> parts = [Segment("headline", 0, 13), Segment("byline", 14, 27), Segment("boilerplate", 28, 58)]
    >>> page_metadata(page, parts)
    {'title': 'Ferry returns', 'date': '2024-06-13', 'byline': 'Ada Penner'}
    """
    found = {
        "title": next((_line(text, part) for part in segments if part.kind == "headline"), ""),
        "date": _date(text, segments),
        "byline": _byline(text, segments),
        "outlet": _outlet(text, segments),
        "url": _url(text, segments),
    }
    return {key: value for key, value in found.items() if value}


def _line(text: str, part: Segment) -> str:
    return " ".join(text[part.start : part.end].split())


def _date(text: str, segments: Sequence[Segment]) -> str:
    """Return the date nearest to the headline; publication before update, above the text before below it."""
    ranked: list[tuple[int, int, str]] = []
    headline = next((i for i, part in enumerate(segments) if part.kind == "headline"), None)
    body = [i for i, part in enumerate(segments) if part.kind == "body"]
    first = headline if headline is not None else body[0] if body else 0
    last = body[-1] if body else first
    for i, part in enumerate(segments):
        if part.kind not in ("boilerplate", "byline") or part.end - part.start > LONGEST_DATE_LINE:
            continue
        line = text[part.start : part.end]
        day = _day(line)
        if day:
            distance = min(abs(i - first) + (i < first), abs(i - last) + 8)
            rank = 0 if _PUBLISHED.search(line) else 2 if _UPDATED.search(line) else 1
            if distance <= 20 or rank == 0:
                ranked.append((rank * 6 + distance, i, day))
    return min(ranked)[2] if ranked else ""


def _day(line: str) -> str:
    """Return the first unambiguous date of a line; one that is called published before one that is called updated."""
    days = dates_in(line)
    if len(days) > 1 and (published := _PUBLISHED.search(line)):
        return next((day for at, day in days if at > published.start()), days[0][1])
    return days[0][1] if days else ""


def _byline(text: str, segments: Sequence[Segment]) -> str:
    """Return the names of the first byline that is above the end of the text."""
    last = max((i for i, part in enumerate(segments) if part.kind == "body"), default=len(segments))
    for part in segments[:last]:
        if part.kind != "byline":
            continue
        line = _line(text, part)
        named = BYLINE.match(line) or PLACED.match(line)
        if named:
            return named["who"].strip()
        return line
    return ""


def _outlet(text: str, segments: Sequence[Segment]) -> str:
    """Return the holder named in the last copyright line, where it is a name."""
    for part in reversed(segments):
        if part.kind != "boilerplate":
            continue
        named = _COPYRIGHT.search(text[part.start : min(part.end, part.start + 400)])
        if named:
            who = _COMPANY.sub("", _NO_OUTLET.sub("", named["who"])).strip(" ,;:-–—\u00a0\t")
            who = re.sub(r"^(?:by|the copyright holder)\s+", "", who, flags=re.I)
            if 1 <= len(who.split()) <= 6 and who[0].isalnum() and not who.isdigit():
                return who
    return ""


def _url(text: str, segments: Sequence[Segment]) -> str:
    """Return the one address that stands in the furniture of the page and looks like an article's."""
    addresses = dict.fromkeys(
        address for part in segments if part.kind == "boilerplate" for address in _addresses(text, part)
    )
    long = [address for address in addresses if len(re.findall(r"[-_/]", address.split("://", 1)[1])) >= 3]
    return long[0] if len(long) == 1 else ""


def _addresses(text: str, part: Segment) -> Iterator[str]:
    for match in _ADDRESS.finditer(text, part.start, min(part.end, part.start + 2000)):
        yield match.group().rstrip(".,;:!?)]}'\"”’")

"""The fields of a Factiva article: by code, or by their order around the number of words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from analysis.corpus.readers.blocks import looks_dated
from analysis.corpus.readers.nexis.labels import Draft

MEANINGS = {
    "HD": "title", "BY": "byline", "PD": "date", "ET": "time", "SN": "outlet", "SE": "section", "PG": "page",
    "LA": "language_stated", "LP": "body", "TD": "body", "ART": "caption", "URL": "url",
}  # fmt: skip
"""Field codes that say something about the article, and what."""

CODES = frozenset([*MEANINGS, "WC", "SC", "ED", "VOL", "CY", "CR", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN",
                   "RF", "CT", "CX", "DLN", "NGC", "GC", "DJIC", "PE", "CLM", "RST", "FDS"])  # fmt: skip
"""All field codes."""

_WORDS = re.compile(r"\d[\d.,'\s\xa0]{0,9}[^\W\d_]{1,14}\.?")
_TIME = re.compile(r"\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s?[A-Z]{2,5})?")
_CODE = re.compile(r"[A-Z0-9]{2,8}")
_PAGE = re.compile(r"(?:p\.?\s?)?[A-Z]{0,3}[\d]{1,4}[A-Z]?(?:\s?[,-]\s?[A-Z]{0,3}\d{1,4}[A-Z]?){0,6}", re.I)
COPYRIGHT = re.compile(r"\W{0,2}(?:\(c\)|©|copyright\b|\(p\))|.{0,80}\ball rights reserved\b", re.I)


@dataclass
class Unnamed:
    """Lines of a header without codes, told apart by their order.

    Attributes
    ----------
    above : list of str
        What stands above the number of words: headline, author and the like.
    metadata : dict
        What stands below it.
    """

    above: list[str] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)


def words_line(lines: Sequence[str]) -> int | None:
    """Return the place of the line with the number of words: a number and a word, with a date right below.

    Examples
    --------
    >>> words_line(["A title", "877 Wörter", "9 Januar 1993"])
    1
    """
    for i, line in enumerate(lines[:-1]):
        if _WORDS.fullmatch(line.strip()) and looks_dated(lines[i + 1]):
            return i
    return None


def unnamed(lines: Sequence[str]) -> Unnamed:
    """Tell the lines of a header apart.

    Parameters
    ----------
    lines : sequence of str
        From the top of the article to the last line before the text.
    """
    found = Unnamed()
    count = words_line(lines)
    if count is None:
        found.above = list(lines)
        return found
    found.above = list(lines[:count])
    below = [line.strip() for line in lines[count + 2 :] if line.strip()]
    found.metadata["date"] = lines[count + 1].strip()
    if below and _TIME.fullmatch(below[0]):
        found.metadata["time"] = below.pop(0)
    if below:
        found.metadata["outlet"] = below.pop(0)
    named = below[: next((i for i, line in enumerate(below) if COPYRIGHT.match(line)), len(below))]
    if named and _CODE.fullmatch(named[0]):
        named.pop(0)
    if named:
        found.metadata["language_stated"] = named.pop()
    pages = [line for line in named if _PAGE.fullmatch(line)]
    if pages:
        found.metadata["page"] = pages[-1]
    return found


def coded(draft: Draft, code: str, lines: Sequence[str]) -> None:
    """Take the value of a field code into a draft."""
    values = [" ".join(line.split()) for line in lines if line.strip()]
    if not values:
        return
    meaning = MEANINGS.get(code, "")
    if meaning == "body":
        draft.body += values
    elif meaning == "caption":
        draft.captions += values
    elif meaning == "title":
        draft.title(values, wrapped=True)
    else:
        if meaning:
            draft.metadata.setdefault(meaning, values[0] if meaning == "outlet" else " ".join(values))
        draft.furniture.append(f"{code}: {' '.join(values)}")


def by_code(draft: Draft, pairs: Iterable[tuple[str, Sequence[str]]]) -> Draft:
    """Take all fields of an article with codes."""
    for code, lines in pairs:
        coded(draft, code, lines)
    return draft

"""The layout that exports of databases share, whatever file format carries it: blocks of lines.

Nexis, Factiva and ProQuest write the same page as text, RTF, DOCX or HTML. Each
of these formats is turned into blocks here, and the layouts are read from blocks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

from babel.dates import get_month_names

if TYPE_CHECKING:
    from analysis.corpus.readers.raw import RawInput

_LOCALES = ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "hu", "ro", "tr", "ru",
            "uk", "id", "ca")  # fmt: skip
_YEAR = re.compile(r"(?<!\d)(?:1[789]|20)\d\d(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?!\d)|\d{4}\s?[年년]\s?\d{1,2}\s?[月월]")
_WORD = re.compile(r"[^\W\d_]+")
_COPYRIGHT = re.compile(
    r"^\W{0,3}(?:\(c\)|©|copyright\b)|^(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|"
    r"todos los derechos reservados|alle rechten voorbehouden)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together on a page.

    Attributes
    ----------
    lines : tuple of str
        With their indentation.
    centred : bool
        Whether they stand in the middle of the page.
    bold : bool
        Whether bold type begins in them, where the file format says so.
    """

    lines: tuple[str, ...]
    centred: bool = False
    bold: bool = False

    @property
    def text(self) -> str:
        """The lines as one, with single spaces."""
        return " ".join(" ".join(self.lines).split())


@dataclass(frozen=True, slots=True)
class Layout:
    """A page as blocks; `wrapped` says that its lines are cut at a fixed width."""

    blocks: list[Block]
    wrapped: bool


def layout(raw: RawInput) -> Layout:
    """Return the blocks of a text, RTF, DOCX or HTML file; parsed once, however many readers ask.

    Parameters
    ----------
    raw : RawInput
    """
    if "layout" not in raw.kept:
        raw.kept["layout"] = _layout(raw)
    return cast(Layout, raw.kept["layout"])


def _layout(raw: RawInput) -> Layout:
    from analysis.corpus.readers import docx, html, rtf, text

    if raw.form == "zip":
        return Layout(docx.blocks(raw), wrapped=False)
    if raw.form == "rtf":
        return Layout(rtf.blocks(raw), wrapped=False)
    if html.recognises(raw):
        return Layout(html.blocks(text.text_of(raw)), wrapped=False)
    return Layout(text.blocks(text.text_of(raw)), wrapped=True)


def is_copyright(block: Block) -> bool:
    """Say whether a block is a notice of copyright."""
    return _COPYRIGHT.match(block.lines[0].strip()) is not None


def looks_dated(line: str) -> bool:
    """Say whether a short line names a day or month of a year, in any of twenty languages.

    Examples
    --------
    >>> looks_dated("Mittwoch 31. August 2011"), looks_dated("The year 2011 in numbers"), looks_dated("2011/08/31")
    (True, False, True)
    """
    if len(line) > 120 or not _YEAR.search(line):
        return False
    return _NUMBERS.search(line) is not None or any(
        word.casefold() in _months() for word in _WORD.findall(line)
    )


@cache
def _months() -> frozenset[str]:
    names = {
        name.casefold().rstrip(".")
        for locale in _LOCALES
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for name in get_month_names(width, context, locale).values()
    }
    return frozenset(name for name in names if name.isalpha()) - {"mar", "may", "set"} | {
        "may",
        "märz",
        "maerz",
    }

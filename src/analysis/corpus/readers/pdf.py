"""PDF files with a text layer: one article a file.

Lines that are cut at the width of the page are joined to paragraphs again, also
across pages; running heads and page numbers are taken out and kept as furniture.
"""

from __future__ import annotations

import io
import logging
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from analysis.corpus.readers.raw import RawInput, beyond
from analysis.corpus.records import Record
from analysis.errors import InputError

MOST_PAGES = 2_000
"""Pages of a PDF."""

LONGEST_SECONDS = 60.0
"""Seconds that may be spent on one PDF."""

_LEAST_LETTERS = 20
_EDGE = 2
"""Lines at the top and foot of a page among which running heads are looked for."""
_NUMBER = re.compile(
    r"\W{0,4}(?:(?:page|seite|s\.|p\.|pág\.?|стр\.?)\s{0,3})?\d{1,4}(?:\s{0,3}(?:of|von|de|sur|/)\s{0,3}\d{1,4})?\W{0,4}",
    re.I,
)
_DIGITS = re.compile(r"\d+")
_STOP = re.compile(r"[.!?…:][\"'”’»)\]]{0,3}$")
_BULLET = re.compile(r"[•▪■●◦–*·]\s")
_HYPHEN = re.compile(r"[^\W\d_]-$")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00ad": ""}
)
_EXPORT = re.compile(
    r"^\s*End of Document\s*$|^\s*\d+ of \d+ DOCUMENTS\s*$|^\s*Document [A-Z]{4,8}0{2,6}20\d{6}\w{9}\s*$",
    re.M,
)

logging.getLogger("pypdf").setLevel(
    logging.CRITICAL
)  # every oddity of a file would be a line on the terminal


def read(raw: RawInput) -> Iterator[Record]:
    """Yield the one record of a PDF.

    Raises
    ------
    InputError
        If it is protected, broken, without text layer, or an export of a database.
    LimitError
        If it has more than `MOST_PAGES`, or takes more than `LONGEST_SECONDS`.
    """
    pages = _pages(raw)
    text = "\n".join(line for page in pages for line in page)
    if sum(map(str.isalpha, text)) < _LEAST_LETTERS:
        raise InputError(
            f"it has no text layer: {len(pages):,} page{'s' * (len(pages) != 1)} of pictures",
            remedy="Run text recognition (OCR) on it first.",
        )
    if len(_EXPORT.findall(text)) > 1:
        raise InputError(
            "it is an export of a database with many articles, which a PDF does not keep apart",
            remedy="Export it again as DOCX, RTF or HTML.",
        )
    kept, heads = without_heads(pages)
    after = [("boilerplate", "\n".join(heads))] if heads else []
    yield Record(raw.source, 0, text="\n".join(joined(kept)), pasted=True, after=after)


def _pages(raw: RawInput) -> list[list[str]]:
    """Return the lines of each page."""
    try:
        reader = PdfReader(io.BytesIO(raw.read()), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("it is protected with a password", remedy="Save it without a password.")
        if len(reader.pages) > MOST_PAGES:
            raise beyond(
                f"it has {len(reader.pages):,} pages, more than {MOST_PAGES:,}",
                "MOST_PAGES",
                remedy="Divide it.",
            )
        check = _clock()
        return [
            page.extract_text(visitor_operand_before=check).translate(_LIGATURES).split("\n")
            for page in reader.pages
        ]
    except DependencyError as error:
        raise InputError("it is encrypted", remedy="Save it without a password or restrictions.") from error
    except (PyPdfError, RecursionError) as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise InputError(f"it is no PDF that can be read ({reason})", remedy="Save it again.") from error


def _clock() -> Callable[..., None]:
    """Return a function that refuses to go on after the longest time; called for each operation of a page."""
    end = time.monotonic() + LONGEST_SECONDS

    def check(*_: Any) -> None:
        if time.monotonic() > end:
            raise beyond(
                f"its text took more than {LONGEST_SECONDS:.0f} seconds",
                "LONGEST_SECONDS",
                remedy="Save it again as text.",
            )

    return check


def without_heads(pages: list[list[str]]) -> tuple[list[str], list[str]]:
    """Part running heads and page numbers from the text.

    Parameters
    ----------
    pages : list of list of str
        The lines of each page.

    Returns
    -------
    (kept, heads)
        Lines of the text, and lines at the edges of pages that are numbers, or
        stand on at least three pages and half of all, numbers aside. On the
        first page a line without numbers is kept: it may be the title.

    Examples
    --------
    >>> without_heads([["The Post", "One.", "1"], ["The Post", "Two.", "2"], ["The Post", "Three.", "3"]])
    (['The Post', 'One.', 'Two.', 'Three.'], ['1', 'The Post', '2', 'The Post', '3'])
    """
    shown = [[line.strip() for line in page if line.strip()] for page in pages]
    edges = [{_key(line) for line in (*page[:_EDGE], *page[-_EDGE:])} for page in shown]
    often = Counter(key for keys in edges for key in keys)
    least = max(3, len(pages) // 2)
    kept: list[str] = []
    heads: list[str] = []
    for number, page in enumerate(shown):
        for i, line in enumerate(page):
            edge = i < _EDGE or i >= len(page) - _EDGE
            outer = i == 0 or i == len(page) - 1
            repeated = often[_key(line)] >= least and (number > 0 or _DIGITS.search(line) is not None)
            head = edge and (repeated or (outer and _NUMBER.fullmatch(line) is not None))
            (heads if head else kept).append(line)
    return kept, heads


def _key(line: str) -> str:
    return _DIGITS.sub("#", line.casefold())


def joined(lines: list[str]) -> list[str]:
    """Join lines that were cut at a fixed width to paragraphs.

    A line ends its paragraph when it is clearly shorter than the page is wide,
    or somewhat shorter and closed by a full stop. A hyphen before a small letter
    is taken for one that the cut made.

    Examples
    --------
    >>> joined(["The ferry is back, the port autho-", "rity said.", "It sails at noon on every day of the"])
    ['The ferry is back, the port authority said.', 'It sails at noon on every day of the']
    """
    lengths = sorted(len(line) for line in lines if len(line) >= 20)
    width = lengths[int(len(lengths) * 0.9)] if lengths else 0
    paragraphs: list[str] = []
    goes_on = False
    for line in lines:
        if not goes_on or _BULLET.match(line):
            paragraphs.append(line)
        elif _HYPHEN.search(paragraphs[-1]) and line[:1].islower():
            paragraphs[-1] = paragraphs[-1][:-1] + line
        else:
            paragraphs[-1] = f"{paragraphs[-1]} {line}"
        goes_on = len(line) >= 0.75 * width and not (len(line) < 0.85 * width and _STOP.search(line))
    return paragraphs

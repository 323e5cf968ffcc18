"""Saved web pages: one article a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

import trafilatura
from lxml import etree
from lxml.html import HtmlElement

from analysis.corpus.readers.blocks import Block
from analysis.corpus.readers.raw import RawInput
from analysis.corpus.readers.text import text_of
from analysis.corpus.records import Record
from analysis.errors import InputError

_SAVED = re.compile(r"<!--\s{0,9}saved from url=\(\d{1,6}\)(https?://\S{1,2000})\s{0,9}-->", re.I)
_CENTRED_CLASS = re.compile(r"\.([\w-]{1,40})\s{0,9}\{[^{}]{0,300}?text-align\s{0,9}:\s{0,9}center", re.I)
_CENTRED_STYLE = re.compile(r"text-align\s*:\s*center", re.I)
_SPACES = re.compile(r"[ \t\r\n\u200b]+")


ENDINGS = (".html", ".htm", ".xhtml")


def recognises(raw: RawInput) -> bool:
    """Say whether this is a page; a file with the name of a document or table has to show it."""
    if raw.form:
        return False
    start = raw.head(2000).removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return raw.ending in ENDINGS or start.startswith((b"<html", b"<!doctype html", b"<table"))


def read(raw: RawInput) -> Iterator[Record]:
    """Yield the one record of an HTML file."""
    html = text_of(raw)
    saved = _SAVED.search(html, 0, 5000)
    yield Record(raw.source, 0, html=html, metadata={"url": saved[1]} if saved else {})


def tree_of(html: str) -> HtmlElement:
    """Parse a page as browsers do.

    Raises
    ------
    InputError
        If nothing can be made of it.
    """
    tree = trafilatura.load_html(html)
    if tree is None:
        raise InputError("this is no HTML page", remedy="Export or save it again.")
    return cast(HtmlElement, tree)


def blocks(html: str) -> list[Block]:
    """Return the paragraphs of a page, those of one division together.

    Parameters
    ----------
    html : str
        An export as a page: paragraphs in divisions, the header lines centred by a class or style.
    """
    centred = set(_CENTRED_CLASS.findall(html[:200_000]))
    found: list[Block] = []
    lines: list[str] = []
    parent: HtmlElement | None = None
    middle = False
    for paragraph in tree_of(html).iter("p"):
        above = paragraph.getparent()
        if above is not parent or above is None:
            found += [Block(tuple(lines), middle)] if lines else []
            lines, parent = [], above
            middle = any(_centred(e, centred) for e in (paragraph, above) if e is not None)
        lines += lines_of(paragraph)
    return [*found, Block(tuple(lines), middle)] if lines else found


def lines_of(element: HtmlElement) -> list[str]:
    """Return the text of an element, a new line at each forced break."""
    parts: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "end":
            parts.append(_SPACES.sub(" ", node.tail or "") if node is not element else "")
        elif node.tag == "br":
            parts.append("\n")
        elif isinstance(node.tag, str) and node.tag not in ("script", "style"):
            parts.append(_SPACES.sub(" ", node.text or ""))
    return [line.strip(" ") for line in "".join(parts).split("\n") if line.strip(" \xa0")]


def _centred(element: HtmlElement, classes: set[str]) -> bool:
    style = element.get("style") or ""
    return (
        not classes.isdisjoint((element.get("class") or "").split())
        or (element.get("align") or "").lower() == "center"
        or _CENTRED_STYLE.search(style) is not None
    )

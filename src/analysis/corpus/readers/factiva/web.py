"""Factiva articles saved as a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from analysis.corpus.readers.factiva.fields import CODES, by_code, unnamed
from analysis.corpus.readers.html import lines_of, tree_of
from analysis.corpus.readers.nexis.labels import Draft
from analysis.corpus.records import Record, Remark

_LANGUAGE = re.compile(r"(?:^|\s)([a-z]{2})Article(?:\s|$)")
_CODE = re.compile(r"[A-Z]{2,4}")


def articles(html: str, source: str) -> Iterator[Record | Remark]:
    """Yield a record for each article of a page.

    Parameters
    ----------
    html : str
    source : str
        Name of the file in the records.
    """
    found = _elements(tree_of(html))
    for number, element in enumerate(found):
        draft = _coded(element) or _unnamed(element)
        language = _LANGUAGE.search(element.get("class") or "")
        if language:
            draft.metadata["language_stated"] = language[1]
        yield draft.record(source, number)
    if not found:
        yield Remark(
            source, -1, "rejected", "a page of Factiva without articles",
            "Save the articles themselves, not the list of headlines.",
        )  # fmt: skip


def _elements(tree: HtmlElement) -> list[HtmlElement]:
    """Return the element of each article: the innermost that holds headline and paragraphs."""
    named = [e for e in tree.iter("div") if _LANGUAGE.search(e.get("class") or "")]
    if named:
        return named
    found: dict[HtmlElement, None] = {}
    for paragraph in tree.iter("p"):
        if "articleParagraph" in (paragraph.get("class") or "") and paragraph.getparent() is not None:
            found.setdefault(paragraph.getparent())
    return list(found)


def _coded(element: HtmlElement) -> Draft | None:
    """Read an article whose fields stand in a table with their codes."""
    pairs: list[tuple[str, list[str]]] = []
    for row in element.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        code = " ".join(cells[0].text_content().split()) if len(cells) > 1 else ""
        if _CODE.fullmatch(code) and code in CODES:
            pairs.append((code, [line for cell in cells[1:] for line in _lines(cell)]))
    if not any(code in ("HD", "LP", "TD") for code, _ in pairs):
        return None
    draft = by_code(Draft(), pairs)
    draft.furniture += [
        line for child in element if child.tag == "p" and not _is_text(child) for line in lines_of(child)
    ]
    return draft


def _lines(cell: HtmlElement) -> list[str]:
    """Return the lines of a cell, a paragraph each on its own."""
    paragraphs = list(cell.iter("p"))
    return [line for part in paragraphs for line in lines_of(part)] if paragraphs else lines_of(cell)


def _unnamed(element: HtmlElement) -> Draft:
    """Read an article whose fields follow one another without names."""
    draft = Draft()
    head: list[str] = []
    below: list[str] = []
    closing: list[str] = []
    for child in element:
        kind = f"{child.get('class') or ''} {child.get('id') or ''}"
        lines = [" ".join(line.split()) for line in lines_of(child)] if isinstance(child.tag, str) else []
        if "title" not in draft.metadata and (
            "Headline" in kind or "hd" in kind.split() or _holds_headline(child)
        ):
            draft.title(lines, wrapped=True)
            if head:
                draft.metadata["section"] = "; ".join(head)
        elif "author" in kind.split():
            draft.metadata.setdefault("byline", " ".join(lines))
            head += lines
        elif _is_text(child):
            draft.body += [" ".join(lines)] if lines else []
        elif child.tag == "p" and draft.body:
            closing += lines
        else:
            head += lines
            below += lines if "title" in draft.metadata else []
    for key, value in unnamed(below).metadata.items():
        draft.metadata.setdefault(key, value)
    draft.furniture = [part for part in ("\n".join(head), "\n".join(closing)) if part]
    return draft


def _holds_headline(element: HtmlElement) -> bool:
    return any("Headline" in (inner.get("class") or "") for inner in element.iter("span", "b", "strong"))


def _is_text(element: HtmlElement) -> bool:
    return "articleParagraph" in (element.get("class") or "")

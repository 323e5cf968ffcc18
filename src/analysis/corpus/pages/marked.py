"""What a web page marks as caption, standfirst and byline, by its elements and the names of their classes."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from typing import cast

from lxml.etree import Element, XPath
from lxml.html import HtmlElement

from analysis.corpus.pages.declared import element_text, letters

_STANDFIRST = re.compile(
    r"standfirst|\bdek\b|subtitle|sub-?head(?:line)?\b|article-?summary|\blede\b|article__?intro|strapline|chapeau|vorspann",
    re.I,
)
_BYLINE = re.compile(r"\bby-?line\b|article-?author", re.I)
_OPENING = XPath("(//h2 | //h3 | //p | //div[not(*)])[starts-with(normalize-space(.), $opening)]")
_MARKS = XPath("//@class | //@data-testid | //@itemprop", smart_strings=False)
_LONGEST_MARK = 1000  # characters of a class name that are looked at


def captions(tree: HtmlElement) -> Iterator[str]:
    """Yield the captions of figures, each once."""
    seen: set[str] = set()
    for element in tree.iter("figcaption"):
        text = element_text(element)
        if 2 <= len(text.split()) <= 120 and letters(text) not in seen and not _beside(element):
            seen.add(letters(text))
            yield text


def _beside(element: HtmlElement) -> bool:
    """Whether an element stands in a menu, footer or aside."""
    return any(parent.tag in ("nav", "footer", "aside") for parent in element.iterancestors())


def standfirst(
    elements: Sequence[HtmlElement], tree: HtmlElement, description: str, body: Container[str]
) -> str:
    """Return the summary under the headline: a marked element, or the description if the page shows it.

    Parameters
    ----------
    elements : sequence of HtmlElement
        What is marked as standfirst (`marked`).
    tree : HtmlElement
    description : str
        What the page declares as its summary.
    body : container of str
        The `letters` of the article's paragraphs: a description that is one of them is no standfirst.
    """
    for element in elements:
        text = "" if _beside(element) else element_text(element)
        if 4 <= len(text.split()) <= 80:
            return text
    wanted = letters(description)
    if len(wanted) < 20 or wanted in body:
        return ""
    for element in _elements(tree, description):
        text = element_text(element)
        if len(text) <= 2 * len(description) + 20 and letters(text) == wanted:
            return text
    return ""


def _elements(tree: HtmlElement, description: str) -> list[HtmlElement]:
    """Return the paragraphs and headings that begin with the first word of a description."""
    return cast(list[HtmlElement], _OPENING(tree, opening=description.split(maxsplit=1)[0]))


def byline(elements: Sequence[HtmlElement], metadata: dict[str, str]) -> str:
    """Return the byline as the page shows it, else as it declares it."""
    for element in elements:
        text = "" if _beside(element) else element_text(element)
        if 1 <= len(text.split()) <= 25:
            return text
    return metadata.get("byline", "")


def marked(tree: HtmlElement) -> tuple[list[HtmlElement], list[HtmlElement]]:
    """Return the elements that are marked as standfirst, and those marked as byline, in one pass."""
    marks = set(cast(list[str], _MARKS(tree)))
    of_standfirst = {mark for mark in marks if _names_standfirst(mark[:_LONGEST_MARK])}
    of_byline = {mark for mark in marks if _names_byline(mark[:_LONGEST_MARK])}
    standfirsts: list[HtmlElement] = []
    bylines: list[HtmlElement] = []
    for element in tree.iter(Element) if of_standfirst or of_byline else ():
        name = element.get("class")
        if name in of_byline:
            bylines.append(element)
        if of_standfirst:
            test, item = element.get("data-testid"), element.get("itemprop")
            fits = test or item == "description" or (name and element.tag in ("p", "h2", "div"))
            if fits and not of_standfirst.isdisjoint((name, test, item)):
                standfirsts.append(element)
    return standfirsts, bylines


# A page, and a site, says the same few hundred class names over and over.
@lru_cache(maxsize=4000)
def _names_standfirst(mark: str) -> bool:
    return _STANDFIRST.search(mark) is not None


@lru_cache(maxsize=4000)
def _names_byline(mark: str) -> bool:
    return _BYLINE.search(mark) is not None

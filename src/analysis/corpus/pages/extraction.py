"""From the HTML of a page to the article's text with typed segments and metadata.

Trafilatura (Barbaresi 2021, ACL-IJCNLP demonstrations) finds the body; what it
lets through (newsletter prompts, pointers to other articles, captions) is named
by the rules for pasted pages; headline, standfirst, byline and captions come
from the page's own marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

import trafilatura
from lxml.html import HtmlElement

from analysis.corpus.cleaning.segmentation import Segment, segment
from analysis.corpus.pages.captions import is_agency_credit, is_caption
from analysis.corpus.pages.declared import declared, letters, squeezed
from analysis.corpus.pages.headline import BYLINE
from analysis.corpus.pages.kinds import is_notice, kinds_of, plainly_furniture
from analysis.corpus.pages.lines import Line, lines_of
from analysis.corpus.pages.marked import byline, captions, marked, standfirst
from analysis.corpus.pages.stated import page_metadata
from analysis.errors import InputError

SHORT = 600
"""Characters of body below which trafilatura compares what it found with what other extractors find."""

LARGEST = 20_000_000
"""Characters of HTML beyond which a page is refused."""

_HIDDEN = frozenset(["script", "style", "noscript", "template", "head", "svg", "iframe", "select", "button"])
_INLINE = frozenset(["a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "ins", "kbd", "label", "mark",
                     "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Extracted:
    """What was read from a web page.

    Attributes
    ----------
    text : str
        Headline, standfirst, byline, body and captions, a blank line between pieces.
    segments : list of Segment
        Offsets into `text`; they hold every character that is not white space.
    metadata : dict
        Any of title, outlet, declared_outlet, date (ISO day), byline, url, section, language.
    """

    text: str
    segments: list[Segment]
    metadata: dict[str, str] = field(default_factory=dict)


def extract_html(html: str, *, url: str = "") -> Extracted:
    """Read the article of a web page.

    Parameters
    ----------
    html : str
        The page as served, or saved. Broken markup is read as browsers do.
    url : str
        Its address, if known and not stated in the page.

    Raises
    ------
    InputError
        If the page holds no text, or is no HTML, or is beyond `LARGEST`.

    Examples
    --------
    >>> page = extract_html("<html lang='en'><h1>Ferry returns to the bay</h1><p>The ferry is back, the port said.")
    >>> [part.kind for part in page.segments], page.metadata["language"]
    (['headline', 'body'], 'en')
    """
    tree = _parsed(html)
    metadata = declared(tree, url=url)
    description = metadata.pop("description", "")
    body = _body(tree, url)
    if not body.strip():
        raise InputError(
            "the page holds no text", remedy="Save the page again with its content, or leave it out."
        )
    metadata = _shown(tree, metadata, body) | metadata
    return _assembled(_pieces(tree, body, metadata, description), metadata)


def _shown(tree: HtmlElement, metadata: dict[str, str], body: str) -> dict[str, str]:
    """Read date, byline and outlet from the text of a page that does not declare them."""
    if metadata.get("date") and metadata.get("outlet") and metadata.get("byline"):
        return {}
    text = page_text(tree, menus=True)
    lines, article = lines_of(text), {letters(line) for line in body.split("\n")}
    # A short line without a full stop may be a date or a name that was taken for text.
    marks = [
        (line.words > 8 or line.stop) and letters(text[line.start : line.end]) in article for line in lines
    ]
    kinds = kinds_of(lines, title=metadata.get("title"), article=marks if any(marks) else None)
    found = page_metadata(
        text, [Segment(kind, line.start, line.end) for kind, line in zip(kinds, lines, strict=True)]
    )
    return {key: found[key] for key in ("date", "byline", "outlet") if key in found}


def _parsed(html: str) -> HtmlElement:
    if not isinstance(html, str) or not html.strip():
        raise InputError("the page is empty", remedy="Save the page again, or leave it out.")
    if len(html) > LARGEST:
        raise InputError(
            f"the page has {len(html):,} characters, more than {LARGEST:,}",
            remedy="Split it, or save only the article.",
        )
    if "\x00" in html[:2000] or "<" not in html:
        raise InputError(
            "this is no HTML", remedy="Give a text file the ending .txt; leave binary files out."
        )
    try:
        tree = trafilatura.load_html(html)
    except Exception as error:  # a parser's own failures have many types
        raise InputError(
            f"the HTML cannot be read ({type(error).__name__})", remedy="Save the page again."
        ) from error
    if tree is None:
        raise InputError(
            "this is no HTML page", remedy="Save the whole page as HTML, or as text with the ending .txt."
        )
    return cast(HtmlElement, tree)


def _body(tree: HtmlElement, url: str) -> str:
    """Return the body as trafilatura sees it; where it finds none, the page's whole text.

    Its comparison with other extractors takes half of its time and is there for
    pages on which it finds little by itself; elsewhere it is left out.
    """
    found = _extracted(tree, url, fast=True)
    if len(found) < SHORT:
        found = _extracted(tree, url, fast=False)
    return found if len(found) > 40 else page_text(tree)


def _extracted(tree: HtmlElement, url: str, *, fast: bool) -> str:
    try:
        found = trafilatura.extract(
            tree, url=url or None, fast=fast, favor_precision=True, include_comments=False
        )
    except Exception:  # hostile markup: the page's text remains
        return ""
    return found or ""


def page_text(tree: HtmlElement, *, menus: bool = False) -> str:
    """Return the text a page shows, block elements on lines of their own.

    Parameters
    ----------
    tree : lxml.html.HtmlElement
    menus : bool
        Whether menus and footers are wanted too.
    """
    skipped = _HIDDEN if menus else _HIDDEN | {"nav", "footer"}
    out: list[str] = []
    # A stack instead of recursion: hostile pages nest deeper than Python does.
    stack: list[tuple[HtmlElement, bool]] = [(tree, False)]
    while stack:
        element, done = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        block = tag not in _INLINE
        if done:
            out += ["\n"] * block + [_SPACES.sub(" ", element.tail or "")]
            continue
        if not tag or tag in skipped:
            out += ["\n"] * bool(tag) + [_SPACES.sub(" ", element.tail or "")]
            continue
        out += ["\n"] * block + [_SPACES.sub(" ", element.text or "")]
        stack.append((element, True))
        stack += [(child, False) for child in reversed(element)]
    return "\n".join(line.strip() for line in "".join(out).split("\n") if line.strip())


_SPACES = re.compile(r"\s+")

Pieces = list[tuple[str, str]]


def _pieces(tree: HtmlElement, body: str, metadata: dict[str, str], description: str) -> Pieces:
    """Return (kind, text) of all parts of the article in reading order."""
    below = list(captions(tree))
    title = metadata.get("title", "")
    main = _typed(body, title=title, captions=below)
    standfirsts, bylines = marked(tree)
    summary = standfirst(
        standfirsts, tree, description, {letters(text) for kind, text in main if kind == "body"}
    )
    author = byline(bylines, metadata)
    head: Pieces = [("headline", title)] if title else []
    head += [("standfirst", summary)] if summary else []
    known = {letters(text) for _, text in [*head, *main]}
    head += [("byline", author)] if author and letters(author) not in known else []
    above = {letters(text) for _, text in head}
    main = [(kind, text) for kind, text in main if letters(text) not in above or kind == "boilerplate"]
    known |= above
    rest = [("caption", caption) for caption in below if letters(caption) not in known]
    return head + main + rest


def _typed(body: str, *, title: str, captions: Sequence[str]) -> Pieces:
    """Name the lines of the body; what is no part of the article becomes boilerplate."""
    shown = {letters(caption) for caption in captions}
    lines = lines_of(body)
    out: Pieces = []
    if len(lines) > 2 and not any(line.words > 8 for line in lines):
        return [(part.kind, body[part.start : part.end]) for part in segment(body, title=title)]
    for i, line in enumerate(lines):
        text = body[line.start : line.end]
        out.append((_kind(line, text, shown=shown, top=i < 4, end=i >= len(lines) - 3), text))
    return out


def _kind(line: Line, text: str, *, shown: set[str], top: bool, end: bool) -> str:
    if is_notice(line) or plainly_furniture(line):
        return "boilerplate"
    if letters(text) in shown or (line.words <= 60 and is_caption(line)):
        return "caption"
    if end and is_agency_credit(line):
        return "byline"
    if top and line.words <= 12 and not line.stop and BYLINE.match(text):
        return "byline"
    return "body"


def _assembled(pieces: Pieces, metadata: dict[str, str]) -> Extracted:
    text, segments = "", []
    parts: list[str] = []
    at = 0
    for kind, raw in pieces:
        piece = raw.strip() if kind == "body" else squeezed(raw)
        if not piece:
            continue
        segments.append(Segment(kind, at, at + len(piece)))
        parts.append(piece)
        at += len(piece) + 2
    text = "\n\n".join(parts)
    return Extracted(text, segments, metadata)

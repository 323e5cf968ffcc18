"""What a web page says about itself: JSON-LD, OpenGraph, meta tags, canonical link, language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, cast

from lxml.etree import XPath
from lxml.html import HtmlElement

from analysis.corpus.metadata.dates import iso_date
from analysis.corpus.metadata.times import iso_time

_SPACE = re.compile(r"\s+")
_NO_LETTERS = re.compile(r"[\W_]+")
_CONTROL = re.compile(r"[\x00-\x1f]+")
_SUFFIX = re.compile(r"\s+(?:\||[-–—•·»])\s+[^|–—•·»]{2,40}$")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_DATES = (
    "article:published_time", "og:published_time", "datepublished", "date", "pubdate", "publishdate", "publish-date",
    "publish_date", "published_time", "article.published", "dc.date.issued", "dc.date", "dcterms.date",
    "dcterms.created", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "originalpublicationdate",
)  # fmt: skip
_AUTHORS = (
    "author",
    "article:author",
    "byl",
    "dc.creator",
    "parsely-author",
    "sailthru.author",
    "dcterms.creator",
)
_SITES = ("og:site_name", "application-name", "dc.publisher", "apple-mobile-web-app-title")
_SECTIONS = ("article:section", "parsely-section", "section", "cxenseparse:category")
_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title", "headline")
_DESCRIPTIONS = ("og:description", "description", "twitter:description", "dc.description")
_AUTHORED = XPath("//*[@rel='author' or @itemprop='author']")
_LANGUAGES = XPath("/html/@lang | /html/@xml:lang | //html/@lang")
MOST_DATA = 400_000  # characters of one JSON-LD script that are read


def declared(tree: HtmlElement, *, url: str = "") -> dict[str, str]:
    """Return what a page declares about its article.

    Parameters
    ----------
    tree : lxml.html.HtmlElement
        The parsed page.
    url : str
        Where the page was found; the page's own canonical address outranks it.

    Returns
    -------
    dict of str to str
        Any of title, outlet, declared_outlet, date (ISO day), time (ISO), byline, url, section,
        language, description; missing ones are left out.
    """
    meta, data = _meta(tree), _article_data(tree)
    address = _canonical(tree) or meta.get("og:url", "") or _text(data.get("url")) or url
    outlet = _first(
        [meta.get(_SITES[0], ""), _name(data.get("publisher")), *(meta.get(name, "") for name in _SITES[1:])]
    )
    day, time = _date(tree, meta, data, address)
    found = {
        "title": _title(tree, meta, data),
        "outlet": outlet,
        "declared_outlet": outlet,
        "date": day,
        "time": time,
        "byline": _byline(tree, meta, data),
        "url": address if re.match(r"https?://\S+$", address) else url,
        "section": _first([_text(data.get("articleSection")), *(meta.get(name, "") for name in _SECTIONS)]),
        "language": _language(tree, meta, data),
        "description": _first(
            [_text(data.get("description")), *(meta.get(name, "") for name in _DESCRIPTIONS)]
        ),
    }
    return {key: value for key, value in found.items() if value}


def squeezed(text: str) -> str:
    """Return a text on one line, single spaces, without control characters."""
    return _SPACE.sub(" ", _CONTROL.sub(" ", text)).strip()


def element_text(element: HtmlElement) -> str:
    """Return the text of an element on one line, a space between its blocks."""
    return squeezed(
        " ".join(str(piece) for piece in element.itertext(with_tail=False) if isinstance(piece, str))
    )


def letters(text: str) -> str:
    """Return only letters and digits, case folded: what two renderings of a text share."""
    return _NO_LETTERS.sub("", text.casefold())


def _first(values: Iterable[str]) -> str:
    return next((squeezed(value) for value in values if value and squeezed(value)), "")


def _meta(tree: HtmlElement) -> dict[str, str]:
    """Return the first content of each meta name or property, lower case names."""
    out: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (
            element.get("property")
            or element.get("name")
            or element.get("itemprop")
            or element.get("http-equiv")
        )
        content = element.get("content")
        if name and content and content.strip():
            out.setdefault(name.strip().lower(), content.strip())
    return out


def _article_data(tree: HtmlElement) -> dict[str, Any]:
    """Return the JSON-LD object that describes the article, or an empty one."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = (script.text_content() or "").strip()[:MOST_DATA]
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _objects(data):
            kind = _text(item.get("@type"))
            if re.search(r"Article|Posting|Report", kind) and ("headline" in item or "datePublished" in item):
                return item
    return {}


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON-LD value, outermost first, to a small depth."""
    level = [data]
    for _ in range(4):
        below: list[Any] = []
        for item in level:
            if isinstance(item, dict):
                yield item
                below += [value for value in item.values() if isinstance(value, dict | list)]
            elif isinstance(item, list):
                below += item[:200]
        level = below


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(text for item in value[:5] if (text := _text(item)))
    if isinstance(value, dict):
        return str(value.get("name") or value.get("@id") or "")
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _name(value: Any) -> str:
    """Return the names in a person, an organisation or a list of them; an address is no name."""
    items = value if isinstance(value, list) else [value]
    names = [_text(item.get("name")) if isinstance(item, dict) else _text(item) for item in items[:8]]
    return ", ".join(dict.fromkeys(squeezed(name) for name in names if name and "://" not in name))


def _title(tree: HtmlElement, meta: dict[str, str], data: dict[str, Any]) -> str:
    """Prefer the headline the page shows to the one it offers for sharing."""
    stated = [
        squeezed(title)
        for title in (_text(data.get("headline")), *(meta.get(name, "") for name in _TITLES))
        if title
    ]
    window = next((element_text(element) for element in tree.iter("title")), "")
    words = {word for title in [*stated, window] for word in re.findall(r"\w{3,}", title.lower())}
    shown = [text for element in tree.iter("h1") if 4 <= len(text := element_text(element)) <= 400]
    for text in shown:
        own = set(re.findall(r"\w{3,}", text.lower()))
        shared = len(own & words)
        if len(own) >= 2 and (
            not words or shared * 2 >= len(own) or (len(shown) == 1 and len(own) > 2 and shared)
        ):
            return text
    if stated:
        site = meta.get("og:site_name", "")
        return (
            stated[0].removesuffix(site).rstrip(" |-–—•·")
            if site and len(stated[0]) > len(site) + 8
            else stated[0]
        )
    return _SUFFIX.sub("", window) if window else ""


def _date(tree: HtmlElement, meta: dict[str, str], data: dict[str, Any], address: str) -> tuple[str, str]:
    """Return day and time of publication, each empty if it is not declared."""
    stated = [_text(data.get(name)) for name in ("datePublished", "dateCreated")]
    stated += [meta.get(name, "") for name in _DATES]
    for element in tree.iter("time"):
        stated.append(element.get("datetime") or element_text(element))
        break
    for value in stated:
        if value and (day := iso_date(value)):
            return day, iso_time(value)
    in_address = _IN_ADDRESS.search(address)
    return (iso_date("-".join(in_address.groups())) if in_address else ""), ""


def _byline(tree: HtmlElement, meta: dict[str, str], data: dict[str, Any]) -> str:
    stated = [
        _name(data.get("author")),
        *(meta.get(name, "") for name in _AUTHORS if "://" not in meta.get(name, "")),
    ]
    for element in cast(list[HtmlElement], _AUTHORED(tree))[:3]:
        stated.append(element_text(element))
    name = re.sub(r"^(?:by|von|par|por)\s+", "", _first(stated), flags=re.I)
    return name if 1 <= len(name.split()) <= 25 else ""


def _canonical(tree: HtmlElement) -> str:
    for element in tree.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split():
            return (element.get("href") or "").strip()
    return ""


def _language(tree: HtmlElement, meta: dict[str, str], data: dict[str, Any]) -> str:
    root = next(iter(cast(list[str], _LANGUAGES(tree))), "")
    for value in (
        str(root),
        _text(data.get("inLanguage")),
        meta.get("content-language", ""),
        meta.get("og:locale", ""),
    ):
        code = re.match(r"[A-Za-z]{2,3}(?=[-_]|$)", value.strip())
        if code:
            return code[0].lower()
    return ""

"""Feeds (RSS, Atom): one article an entry, with its full content or its summary."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Any

import feedparser

from analysis.corpus.readers.container import refuse_entities
from analysis.corpus.readers.raw import RawInput, beyond
from analysis.corpus.records import Record, Remark
from analysis.errors import InputError

LARGEST_FEED = 16 * 2**20
"""Bytes of a feed: markup of any kind is put up with in it, which takes its time."""

_MARKUP = re.compile(r"<[a-z!/][^<>]{0,2000}>", re.I)
_BLOCK = re.compile(r"<(?:p|div|br|h[1-6]|li|figure|blockquote|td)\b", re.I)


def read(raw: RawInput) -> Iterator[Record | Remark]:
    """Yield a record for each entry.

    Raises
    ------
    InputError
        If it is no feed, or declares XML entities.
    LimitError
        If it has more than `LARGEST_FEED`.
    """
    data = raw.read()
    if len(data) > LARGEST_FEED:
        raise beyond(f"the feed has more than {LARGEST_FEED:,} bytes", "LARGEST_FEED", remedy="Divide it.")
    refuse_entities(data)
    feed = feedparser.parse(io.BytesIO(data), response_headers={"content-type": "application/xml"})
    if not feed.get("version") and not feed.get("entries"):
        raise InputError(
            "it is no RSS or Atom feed", remedy="Only feeds are read from XML; convert it to another format."
        )
    about = {"outlet": _text(feed.feed, "title"), "language_stated": _text(feed.feed, "language")}
    short = 0
    for number, entry in enumerate(feed.entries):
        content = "\n".join(filter(None, (_text(part, "value") for part in entry.get("content") or [])))
        short += not content
        yield _record(raw.source, number, entry, content or _text(entry, "summary"), about)
    if short:
        yield Remark(
            raw.source, -1, "notice", f"{short:,} of {len(feed.entries):,} entries hold a summary, not the full text",
            "Collect the pages themselves for full texts.",
        )  # fmt: skip


def _record(source: str, number: int, entry: Any, content: str, about: dict[str, str]) -> Record:
    tags = [_text(tag, "term") for tag in entry.get("tags") or []]
    metadata = {
        **about,
        "title": _shown(_text(entry, "title")),
        "date": _text(entry, "published") or _text(entry, "updated"),
        "byline": _text(entry, "author"),
        "section": next(filter(None, tags), ""),
        "url": _text(entry, "link"),
    }
    metadata = {key: value for key, value in metadata.items() if value}
    if not _MARKUP.search(content):
        return Record(source, number, text=_shown(content), metadata=metadata)
    if not _BLOCK.search(content):
        content = f"<p>{content}</p>"
    title = escape(metadata.get("title", ""))
    page = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{content}</article></body></html>"
    return Record(source, number, html=page, metadata=metadata)


def _text(item: Any, name: str) -> str:
    value = item.get(name)
    return value.strip() if isinstance(value, str) else ""


def _shown(text: str) -> str:
    """Return a text without markup that stands in it and with its character references resolved."""
    return unescape(_MARKUP.sub(" ", text)).strip()

"""From a record to an article and its typed segments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from analysis.corpus import words
from analysis.corpus.dates import iso_date
from analysis.corpus.extraction import extract_html
from analysis.corpus.identity import article_id, text_id
from analysis.corpus.page_metadata import header_block, page_metadata
from analysis.corpus.records import PROSE, Record, Remark
from analysis.corpus.segmentation import Segment, segment
from analysis.errors import InputError

Row = dict[str, Any]

METADATA = ("outlet", "date", "title", "byline", "section", "url", "language")
"""Fields of an article besides its text."""

LONGEST_SEGMENT = 20_000
"""Characters after which a paragraph is divided at a sentence end, so that the parser's memory stays bounded."""

LONG_ARTICLE = 50_000
"""Words from which an article is remarked on: it is most likely many articles in one record."""

_STOP = re.compile(r"[.!?…][\"'”’)]*\s+")
_SPACE = re.compile(r"\s+")


def build(record: Record, *, given: Mapping[str, str]) -> tuple[Row, list[Row]] | Remark:
    """Return the article row and segment rows of a record, or why there is none.

    Parameters
    ----------
    record : Record
    given : mapping
        Metadata that a sidecar file states for this record; it outranks all else.
    """
    metadata = {key: record.metadata[key] for key in record.metadata if record.metadata[key]}
    try:
        text, segments, found = _page(record, metadata) if record.html else _text(record, metadata)
    except InputError as error:
        return Remark(record.source, record.record, "rejected", error.what, error.remedy)
    segments = [piece for part in segments for piece in divided(text, part)]
    prose = [text[part.start : part.end] for part in segments if part.kind in PROSE]
    n_words = words.count(prose)
    if n_words < 2:
        return Remark(
            record.source, record.record, "rejected",
            f"{n_words} word{'s' * (n_words != 1)} of article text ({len(text)} characters in all)",
            "Check that the text was saved; an article needs at least two words.",
        )  # fmt: skip
    article = _article(record, text, n_words, {**found, **_folder(record.source, found), **metadata, **given})
    return article, [_segment_row(article["article_id"], i, part, text) for i, part in enumerate(segments)]


def notices(record: Record, article: Row) -> Iterator[Remark]:
    """Yield remarks on an article that is kept but should be looked at."""
    if article["words"] >= LONG_ARTICLE:
        yield Remark(
            record.source, record.record, "notice", f"{article['words']:,} words in one article",
            "If this is many articles in one file, split it: one file or one row for each.",
        )  # fmt: skip
    stated = record.metadata.get("date", "")
    if stated and not article["date"]:
        yield Remark(
            record.source, record.record, "notice", f"the date {stated[:40]!r} could not be read and is left empty",
            "Write dates as YYYY-MM-DD.",
        )  # fmt: skip


def divided(text: str, part: Segment) -> Iterator[Segment]:
    """Yield a segment, in pieces cut at sentence ends if it is very long."""
    start = part.start
    while part.end - start > LONGEST_SEGMENT:
        window = text[start : start + LONGEST_SEGMENT]
        stops = list(_STOP.finditer(window, LONGEST_SEGMENT // 2))
        space = window.rfind(" ", LONGEST_SEGMENT // 2)
        cut = stops[-1].end() if stops else space + 1 if space > 0 else LONGEST_SEGMENT
        end = start + len(window[:cut].rstrip())
        yield Segment(part.kind, start, end)
        start += cut
        while start < part.end and text[start].isspace():
            start += 1
    if start < part.end:
        yield Segment(part.kind, start, part.end)


def _page(record: Record, metadata: Mapping[str, str]) -> tuple[str, list[Segment], dict[str, str]]:
    page = extract_html(record.html, url=metadata.get("url", ""))
    return page.text, list(page.segments), dict(page.metadata)


def _text(record: Record, metadata: dict[str, str]) -> tuple[str, list[Segment], dict[str, str]]:
    text = record.text
    if record.pasted:
        header, first = header_block(text)
        metadata.update({key: value for key, value in header.items() if key not in metadata})
        lead = [Segment("boilerplate", *_trimmed(text, 0, first))] if text[:first].strip() else []
        shifted = [
            Segment(part.kind, part.start + first, part.end + first)
            for part in segment(text[first:], title=metadata.get("title"))
        ]
        segments = lead + shifted
        return text, segments, page_metadata(text, segments)
    lead_text, segments = _lead(text, metadata)
    body = segment(text, title=metadata.get("title"))
    shift = len(lead_text)
    segments += [Segment(part.kind, part.start + shift, part.end + shift) for part in body]
    return lead_text + text, segments, {}


def _lead(text: str, metadata: dict[str, str]) -> tuple[str, list[Segment]]:
    """Put headline and standfirst from columns of their own before the text, unless it holds them."""
    head = _SPACE.sub(" ", text[:3000])
    lead, segments = "", []
    for field, kind in (("title", "headline"), ("standfirst", "standfirst")):
        value = metadata.get(field, "").strip()
        if value and _SPACE.sub(" ", value) not in head:
            segments.append(Segment(kind, len(lead), len(lead) + len(value)))
            lead += value + "\n\n"
    return lead, segments


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _folder(source: str, found: Mapping[str, str]) -> dict[str, str]:
    """Take the name of the file's folder for the outlet, unless the page itself declares one."""
    if "/" not in source or found.get("declared_outlet"):
        return {}
    name = source.split("/", 1)[0]
    spoken = re.sub(r"[-_]+", " ", name).strip()
    return {"outlet": spoken.title() if spoken == spoken.lower() else spoken}


def _article(record: Record, text: str, n_words: int, metadata: Mapping[str, str]) -> Row:
    row: Row = {key: _SPACE.sub(" ", metadata.get(key, "")).strip() for key in METADATA}
    row["date"] = iso_date(row["date"])
    row["article_id"] = article_id(row["outlet"], row["date"], row["title"], text)
    return row | {"source": record.source, "record": record.record, "words": n_words, "text": text}


def _segment_row(article: str, number: int, part: Segment, text: str) -> Row:
    distinct = text_id(text[part.start : part.end])
    return {"article_id": article, "segment": number, "kind": part.kind, "start": part.start, "end": part.end,
            "text_id": distinct}  # fmt: skip

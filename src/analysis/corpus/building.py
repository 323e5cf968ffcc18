"""From a record to an article and its typed segments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from analysis.corpus import words
from analysis.corpus.cleaning.flowing import lost_paragraphs, says_nothing_else, typed_pieces
from analysis.corpus.cleaning.segmentation import Segment, body_text, segment
from analysis.corpus.identity import article_id, text_id
from analysis.corpus.metadata.languages import identify, language_code
from analysis.corpus.metadata.times import day_and_time
from analysis.corpus.pages.extraction import extract_html
from analysis.corpus.pages.stated import header_block, page_metadata
from analysis.corpus.records import LEAST_WORDS, METADATA, PROSE, Record, Remark
from analysis.errors import InputError

Row = dict[str, Any]

LONGEST_SEGMENT = 20_000
"""Characters after which a paragraph is divided at a sentence end, so that the parser's memory stays bounded."""

LONG_ARTICLE = 50_000
"""Words from which an article is remarked on: it is most likely many articles in one record."""

_STOP = re.compile(r"[.!?…][\"'”’)]*\s+")


@dataclass(frozen=True)
class Segmented:
    """A record's text with its typed segments, and the metadata that stands in the text or page."""

    text: str
    segments: list[Segment]
    metadata: dict[str, str]


def build(record: Record, *, given: Mapping[str, str]) -> tuple[Row, list[Row]] | Remark:
    """Return the article row and segment rows of a record, or why there is none.

    Parameters
    ----------
    record : Record
    given : mapping
        Metadata that a sidecar file states for this record; it outranks all else.
    """
    try:
        page = segmented(record)
    except InputError as error:
        return Remark(record.source, record.record, "rejected", error.what, error.remedy)
    n_words = words.count(page.text[part.start : part.end] for part in page.segments if part.kind in PROSE)
    if n_words < LEAST_WORDS:
        return Remark(
            record.source, record.record, "rejected",
            f"{n_words} word{'s' * (n_words != 1)} of article text ({len(page.text):,} characters in all)",
            f"Check that the text was saved; an article needs at least {LEAST_WORDS} words.",
        )  # fmt: skip
    stated = {key: value for key, value in record.metadata.items() if value}
    article = _article(record, page, n_words, {**_folder(record.source), **page.metadata, **stated, **given})
    return article, [
        _segment_row(article["article_id"], i, s, page.text) for i, s in enumerate(page.segments)
    ]


def segmented(record: Record) -> Segmented:
    """Return the text of a record with its segments: what is headline, body, furniture.

    Raises
    ------
    InputError
        If a page holds nothing to extract.
    """
    if record.html:
        page = extract_html(record.html, url=record.metadata.get("url", ""))
        found = Segmented(page.text, list(page.segments), dict(page.metadata))
    elif record.pasted:
        found = _pasted(record.text)
    else:
        found = _exported(record.text, record.metadata, apart=record.apart)
    text, segments = _with_after(found.text, found.segments, record.after)
    return Segmented(text, list(divided(text, segments)), found.metadata)


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


def divided(text: str, parts: Sequence[Segment]) -> Iterator[Segment]:
    """Yield segments; a line that has lost its paragraphs in pieces, and no segment beyond what the parser bears."""
    alone = sum(part.kind == "body" for part in parts) == 1
    for part in parts:
        if part.kind == "body" and lost_paragraphs(part.end - part.start, alone=alone):
            for kind, start, end in typed_pieces(text, part.start, part.end):
                yield from _bounded(text, Segment(kind, start, end))
        elif part.kind == "body" and says_nothing_else(text, part.start, part.end):
            yield Segment("boilerplate", part.start, part.end)
        else:
            yield from _bounded(text, part)


def _bounded(text: str, part: Segment) -> Iterator[Segment]:
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


def _pasted(text: str) -> Segmented:
    """Read a header block if there is one, and the page below it."""
    header, first = header_block(text)
    lead = [Segment("boilerplate", *_trimmed(text, 0, first))] if text[:first].strip() else []
    body = [
        Segment(part.kind, part.start + first, part.end + first)
        for part in segment(text[first:], title=header.get("title"))
    ]
    # A header is a statement; what the page seems to say only fills the gaps.
    return Segmented(text, lead + body, {**page_metadata(text, body), **header})


def _exported(text: str, metadata: Mapping[str, str], *, apart: bool = False) -> Segmented:
    """Take the text of a database field, with headline and standfirst from fields of their own before it."""
    lead, segments = _lead("" if apart else text, metadata)
    body = segment(text, title=None if apart else metadata.get("title"))
    if apart:
        # What the rules for pages take for headlines and captions is body here: the source has said so.
        body = [replace(part, kind="body") if part.kind in _SET_APART else part for part in body]
    shift = len(lead)
    segments += [Segment(part.kind, part.start + shift, part.end + shift) for part in body]
    return Segmented(lead + text, segments, {})


_SET_APART = ("headline", "standfirst", "caption")


def _lead(text: str, metadata: Mapping[str, str]) -> tuple[str, list[Segment]]:
    """Put headline and standfirst from columns of their own before the text, unless it holds them."""
    head = text[:3000]
    lead, segments = "", []
    for field, kind in (("title", "headline"), ("standfirst", "standfirst")):
        value = metadata.get(field, "").strip()
        if value and not _held(head, value.split()):
            segments.append(Segment(kind, len(lead), len(lead) + len(value)))
            lead += value + "\n\n"
    return lead, segments


def _held(head: str, title: Sequence[str]) -> bool:
    """Whether the beginning of a text holds a title, as a line or as part of its first sentences."""
    if not all(word in head for word in title):
        return False  # as of most titles: the text need not be taken apart
    plain = " ".join(title)
    if plain not in " ".join(head.split()):
        return False
    # A title of one or two words may open the first sentence by chance; a longer one is the title.
    return len(title) > 3 or plain in {" ".join(line.split()) for line in head.splitlines()}


def _with_after(
    text: str, segments: list[Segment], after: Sequence[tuple[str, str]]
) -> tuple[str, list[Segment]]:
    """Put the pieces that the source keeps apart after the text, each with its own kind."""
    text, segments = text.rstrip() if after else text, list(segments)
    for kind, piece in after:
        start = len(text) + 2 if text else 0
        text = text + "\n\n" * bool(text) + piece.strip()
        segments.append(Segment(kind, start, len(text)))
    return text, segments


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _folder(source: str) -> dict[str, str]:
    """Take the name of the file's folder, in an archive or not, for the outlet, for want of a better source."""
    folders = [name for name in source.split("/")[:-1] if not name.lower().endswith((".zip", ".zip.gz"))]
    if not folders:
        return {}
    spoken = re.sub(r"[-_]+", " ", folders[0]).strip()
    return {"outlet": spoken.title() if spoken == spoken.lower() else spoken}


def _article(record: Record, page: Segmented, n_words: int, metadata: Mapping[str, str]) -> Row:
    row: Row = {key: " ".join(metadata.get(key, "").split()) for key in METADATA}
    row["language_stated"] = language_code(row["language_stated"] or row["language"])
    row["language"] = identify(
        body_text(page.text, page.segments) or body_text(page.text, page.segments, kinds=PROSE)
    )
    row["date"], row["time"] = day_and_time(
        row["date"], row["time"], order=metadata.get("date_order", ""), language=row["language"]
    )
    row["article_id"] = article_id(row["outlet"], row["date"], row["title"], page.text)
    return row | {"source": record.source, "record": record.record, "words": n_words, "text": page.text}


def _segment_row(article: str, number: int, part: Segment, text: str) -> Row:
    distinct = text_id(text[part.start : part.end])
    return {"article_id": article, "segment": number, "kind": part.kind, "start": part.start, "end": part.end,
            "text_id": distinct}  # fmt: skip

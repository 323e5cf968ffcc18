"""ProQuest documents saved as text, RTF or DOCX: labelled fields between long lines of underscores."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.corpus.readers.blocks import layout
from analysis.corpus.readers.nexis.labels import Draft
from analysis.corpus.readers.raw import RawInput
from analysis.corpus.readers.text import text_of
from analysis.corpus.records import Record, Remark

_MEANINGS = {
    "title": "title", "author": "byline", "authors": "byline", "publication title": "outlet",
    "publication date": "date", "pub date": "date", "section": "section", "pages": "page", "first page": "page",
    "start page": "page", "language of publication": "language_stated", "language": "language_stated",
    "document url": "url", "abstract": "standfirst", "full text": "body", "dateline": "",
}  # fmt: skip
_NAMES = (
    *_MEANINGS, "publication info", "proquest document link", "proquest document id", "links", "subject", "location",
    "people", "company / organization", "company/organization", "publication year", "year", "publisher",
    "place of publication", "country of publication", "publication subject", "issn", "isbn", "source type",
    "document type", "document feature", "copyright", "last updated", "database", "identifier / keyword",
    "identifier/keyword", "classification", "volume", "issue", "edition", "column", "credit", "correction",
    "accession number", "full text availability", "business indexing term", "product name", "supplement", "notes",
)  # fmt: skip
_LABEL = re.compile(
    rf"\s{{0,9}}({'|'.join(map(re.escape, sorted(_NAMES, key=len, reverse=True)))})\s?:(?:\s(.*)|$)", re.I
)
_RULE = re.compile(r"\s*_{20,}\s*")
_MARK = re.compile(r"^\s{0,9}(?:ProQuest document (?:ID|link)|Full text)\s?:", re.I | re.M)
_NOTHING = ("none", "none available", "not available")
_NUMBERED = re.compile(r"\s*Document \d+ of \d+\s*", re.I)


def recognises(raw: RawInput) -> bool:
    """Say whether a file is such an export, by its rules of underscores and its labels."""
    if raw.form not in ("", "rtf", "zip"):
        return False
    if not raw.form and not ("______" in text_of(raw) and _MARK.search(text_of(raw))):
        return False
    lines = _lines(raw)
    return any(map(_RULE.fullmatch, lines)) and any(_MARK.match(line) for line in lines)


def read(raw: RawInput) -> Iterator[Record | Remark]:
    """Yield a record for each document; what has no fields is remarked on."""
    number = 0
    for lines in _documents(_lines(raw)):
        if sum(1 for line in lines if _LABEL.match(line)) < 3:
            shown = " | ".join(line.strip() for line in lines if line.strip())[:400]
            if shown:
                yield Remark(
                    raw.source, -1, "ignored", f"part of the export that is no document: {shown}", ""
                )
            continue
        yield _document(lines).record(raw.source, number)
        number += 1


def _lines(raw: RawInput) -> list[str]:
    page = layout(raw)
    return [line for block in page.blocks for line in (*block.lines, "")]


def _documents(lines: list[str]) -> Iterator[list[str]]:
    """Yield the lines of each document, without the rules between them."""
    current: list[str] = []
    for line in [*lines, "_" * 20]:
        if not _RULE.fullmatch(line):
            current.append(line)
        elif current:
            yield current
            current = []


def _document(lines: list[str]) -> Draft:
    """Read one document: a headline, labelled fields, one of them the text."""
    draft = Draft()
    label, values = "", []
    for line in [*lines, "end:"]:
        found = _LABEL.match(line)
        if found is None and line != "end:":
            values.append(line)
            continue
        _take(draft, label, values)
        label, values = (found[1], [found[2] or ""]) if found else ("", [])
    if draft.body:
        # The abstract is the database's; it stands in for the text only where there is none.
        draft.metadata.pop("standfirst", None)
    return draft


def _take(draft: Draft, label: str, lines: list[str]) -> None:
    """Take the value of one label into the draft."""
    texts = [" ".join(line.split()) for line in lines if line.strip()]
    if not label:
        heads = [text for text in texts if not _NUMBERED.fullmatch(text)]
        draft.metadata["title"] = " ".join(heads)
        return
    meaning = _MEANINGS.get(label.lower(), "")
    if meaning == "body" and " ".join(texts).strip(".").lower() not in _NOTHING:
        draft.body += texts
    elif texts and meaning != "title":
        value = " ".join(texts)
        if meaning and value.strip(".").lower() not in _NOTHING:
            draft.metadata.setdefault(meaning, value)
        draft.furniture.append(f"{label}: {value}")
    elif texts and not draft.metadata.get("title"):
        draft.metadata["title"] = " ".join(texts)

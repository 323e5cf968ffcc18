"""Exports of Nexis (LexisNexis, Nexis UK, Nexis Uni): text, HTML, RTF and DOCX in one layout or the other.

The older layout counts its documents ("1 of 10 DOCUMENTS") and has labels in
capitals; the newer closes each with "End of Document" and has a heading "Body".
"""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

from analysis.corpus.readers import html, text
from analysis.corpus.readers.blocks import Block, layout
from analysis.corpus.readers.nexis import classic, uni
from analysis.corpus.readers.raw import RawInput
from analysis.corpus.records import Record, Remark

_WORDS = ("DOCUMENT", "Document ", "Documento ", "Dokument ")


def recognises(raw: RawInput) -> bool:
    """Say whether a file is an export of Nexis, by the lines that part its documents."""
    if raw.form in ("pdf", "ole", "parquet", "warc"):
        return False
    if not raw.form and not _hinted(raw):
        return False
    return _kind(classic.parted(layout(raw).blocks)) is not None


def _kind(blocks: list[Block]) -> ModuleType | None:
    """Return the layout that blocks have, if they have one of the two."""
    if classic.separators(blocks):
        return classic
    return uni if uni.is_uni(blocks) else classic if classic.is_single(blocks) else None


def _hinted(raw: RawInput) -> bool:
    """Whether the text has words without which it can be no export: spares most pages a second parse."""
    content = text.text_of(raw)
    if html.recognises(raw):
        counted = (
            any(word in content for word in _WORDS) and classic.SEPARATOR_ANYWHERE.search(content) is not None
        )
        return counted or "LXNComment" in content or "End of Document" in content
    lower = content.lower()
    return "document" in lower or "dokument" in lower or any(f"{word}:" in content for word in classic.BELOW)


def read(raw: RawInput) -> Iterator[Record | Remark]:
    """Yield a record for each document; what comes before the first is remarked on."""
    page = layout(raw)
    blocks = classic.parted(page.blocks)
    kind = _kind(blocks)
    assert kind is not None  # only what was recognised is read
    cover, documents = kind.documents(blocks)
    drafts = (kind.parse(document, wrapped=page.wrapped) for document in documents)
    if cover:
        yield _cover(raw, cover)
    for number, draft in enumerate(drafts):
        yield draft.record(raw.source, number)
    stated = uni.stated_number(cover)
    if stated and stated != len(documents):
        yield Remark(
            raw.source, -1, "notice", f"its cover page names {stated:,} documents, {len(documents):,} were found",
            "Compare with the database; export the missing ones again.",
        )  # fmt: skip


def _cover(raw: RawInput, cover: list[Block]) -> Remark:
    content = " | ".join(block.text for block in cover)
    shown = content if len(content) <= 400 else content[:400] + " …"
    return Remark(raw.source, -1, "ignored", f"cover page of the export, no article: {shown}", "")

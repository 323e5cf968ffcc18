"""Exports of Factiva: pages, RTF and DOCX, with field codes or without, from an interface in any language.

Without codes the fields of an article follow one another unnamed: section,
headline, author, "877 words", date, time, outlet, code, edition, page, language,
copyright. The number of words is the one fixed point in every language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.corpus.readers import html, text
from analysis.corpus.readers.blocks import layout
from analysis.corpus.readers.factiva import plain, web
from analysis.corpus.readers.raw import RawInput
from analysis.corpus.records import Record, Remark

_ARTICLE = re.compile(r"article [a-z]{2}Article\b")


def recognises(raw: RawInput) -> bool:
    """Say whether a file is an export of Factiva, by its marks or by accession numbers on lines of their own."""
    if raw.form in ("pdf", "ole", "parquet", "warc"):
        return False
    if html.recognises(raw):
        page = text.text_of(raw)
        marked = "articleParagraph" in page and plain.STAMP.search(page) is not None
        return marked or _ARTICLE.search(page) is not None
    if not raw.form and plain.STAMP.search(text.text_of(raw)) is None:
        return False
    return any(plain.is_end(line) for block in layout(raw).blocks for line in block.lines)


def read(raw: RawInput) -> Iterator[Record | Remark]:
    """Yield a record for each article; what stands around them is remarked on."""
    if html.recognises(raw):
        yield from web.articles(text.text_of(raw), raw.source)
    else:
        yield from plain.articles(layout(raw).blocks, raw.source)

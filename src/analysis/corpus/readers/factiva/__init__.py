"""Exports of Factiva: pages, RTF and DOCX, with field codes or without, from an interface in any language.

Without codes the fields of an article follow one another unnamed: section,
headline, author, "877 words", date, time, outlet, code, edition, page, language,
copyright. The number of words is the one fixed point in every language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.corpus.readers import text
from analysis.corpus.readers.blocks import layout
from analysis.corpus.readers.factiva import plain, web
from analysis.corpus.readers.raw import RawInput
from analysis.corpus.records import Record, Remark

_PAGES = (".html", ".htm", ".xhtml")
_ARTICLE = re.compile(
    r"""class\s?=\s?["']?article\s+[a-z]{2}Article\b|class\s?=\s?["'][^"']{0,60}articleParagraph\b""", re.I
)


def recognises(raw: RawInput) -> bool:
    """Say whether a file is an export of Factiva, by its marks or by accession numbers on lines of their own."""
    if raw.form in ("pdf", "ole", "parquet", "warc"):
        return False
    if raw.ending in _PAGES and not raw.form:
        return _ARTICLE.search(text.text_of(raw)) is not None
    if not raw.form and plain.STAMP.search(text.text_of(raw)) is None:
        return False
    return any(plain.is_end(line) for block in layout(raw).blocks for line in block.lines)


def read(raw: RawInput) -> Iterator[Record | Remark]:
    """Yield a record for each article; what stands around them is remarked on."""
    if raw.ending in _PAGES and not raw.form:
        yield from web.articles(text.text_of(raw), raw.source)
    else:
        yield from plain.articles(layout(raw).blocks, raw.source)

"""RTF documents: any document is one article; exports of databases in RTF are recognised before."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.corpus.encoding import decode
from analysis.corpus.readers.blocks import Block, layout
from analysis.corpus.readers.raw import RawInput
from analysis.corpus.readers.rtf_text import paragraphs
from analysis.corpus.records import Record


def recognises(raw: RawInput) -> bool:
    """Say whether this is RTF, whatever the file is called."""
    return raw.form == "rtf"


def read(raw: RawInput) -> Iterator[Record]:
    """Yield the one record of a document; a header block in it is understood as in pasted text."""
    text = "\n".join("\n".join(block.lines) for block in layout(raw).blocks)
    yield Record(raw.source, 0, text=text, pasted=True)


def blocks(raw: RawInput) -> list[Block]:
    """Return the paragraphs of a document.

    Parameters
    ----------
    raw : RawInput
    """
    return paragraphs(decode(raw.read())[0])

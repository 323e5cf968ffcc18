"""Word documents: any document is one article; exports of databases in DOCX are recognised before."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from analysis.corpus.readers.blocks import Block, layout
from analysis.corpus.readers.container import office_file, refuse_protected
from analysis.corpus.readers.raw import RawInput
from analysis.corpus.records import Record
from analysis.errors import InputError

_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
_PARAGRAPH, _SHOWN, _FALLBACK = (
    qn("w:p"),
    qn("w:t"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
)


def recognises(raw: RawInput) -> bool:
    """Say whether this is a Word file, new or old."""
    return raw.form in ("zip", "ole")


def read(raw: RawInput) -> Iterator[Record]:
    """Yield the one record of a document; a header block in it is understood as in pasted text.

    Raises
    ------
    InputError
        If it is protected with a password, or of the old kind.
    """
    if raw.form == "ole":
        refuse_protected(raw.read())
        raise InputError("it is a Word file of the old kind (.doc)", remedy="Save it as .docx or .rtf.")
    text = "\n".join("\n".join(block.lines) for block in layout(raw).blocks)
    yield Record(raw.source, 0, text=text, pasted=True)


def blocks(raw: RawInput) -> list[Block]:
    """Return the paragraphs of a document in reading order, those in tables and boxes included.

    Parameters
    ----------
    raw : RawInput
    """
    document = Document(io.BytesIO(office_file(raw)))
    found: list[Block] = []
    for paragraph in document.element.body.iter(_PARAGRAPH):
        if any(above.tag == _FALLBACK for above in paragraph.iterancestors()):
            continue
        lines = tuple(line for line in _text(paragraph).split("\n") if line.strip())
        if lines:
            found.append(Block(lines, centred=_centred(paragraph)))
    return found


def _text(paragraph: Any) -> str:
    """Return the text a paragraph shows itself, without deleted text, field codes and boxes inside it."""
    parts: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag == _SHOWN:
            parts.append(element.text or "")
        elif element.tag in _BREAKS:
            parts.append(_BREAKS[element.tag])
        elif element.tag not in (_PARAGRAPH, _FALLBACK):
            stack += reversed(element)
    return "".join(parts)


def _centred(paragraph: Any) -> bool:
    aligned = paragraph.find(f"{qn('w:pPr')}/{qn('w:jc')}")
    return aligned is not None and aligned.get(qn("w:val")) == "center"

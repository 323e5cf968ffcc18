"""RTF documents: any document is one article; exports of databases in RTF are recognised before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from striprtf.striprtf import rtf_to_text

from analysis.corpus.encoding import decode
from analysis.corpus.readers.blocks import Block, layout
from analysis.corpus.readers.raw import RawInput
from analysis.corpus.records import Record

_BRACE = re.compile(r"\\[\\{}]|[{}]")
_SKIPPED = re.compile(
    r"\{\s{0,9}(?:\\\*\s{0,9})?\\(?:pict|objdata|themedata|colorschememapping|datastore)(?![a-z])"
)
_CENTRED, _PLAIN, _BOLD = "\ue000", "\ue001", "\ue002"
_MARKS = re.compile(r"\\(?:(qc)|(pard|ql|qj|qr)|(b))(?![a-z0-9])")
_CELL = re.compile(r"\\(?:nest)?cell(?![a-z])")
_FIELD = re.compile(r"\{\s{0,9}\\field(?![a-z])")
_BEYOND = re.compile(r"\\u-?\d{6,10}")


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
    found: list[Block] = []
    centred = False
    for line in text_of_rtf(decode(raw.read())[0]).split("\n"):
        for mark in _MARK.findall(line):
            centred = mark == _CENTRED if mark != _BOLD else centred
        plain = _MARK.sub("", line)
        if plain.strip():
            found.append(Block((plain.rstrip(),), centred=centred, bold=_BOLD in line))
    return found


def text_of_rtf(rtf: str) -> str:
    """Return the text of RTF, with marks where the alignment changes and bold type begins.

    Pictures and embedded data go first: what stands in groups inside them would
    be taken for text. Links are read as the text they show.
    """
    rtf = _without(rtf)
    rtf = _FIELD.sub(lambda match: match[0].replace("field", "afield"), rtf)
    rtf = _CELL.sub(r"\\tab ", _BEYOND.sub(r"\\u65533", rtf))
    rtf = _MARKS.sub(lambda match: match[0] + (_CENTRED if match[1] else _PLAIN if match[2] else _BOLD), rtf)
    text = rtf_to_text(rtf, errors="replace")
    # Characters beyond the first plane are written as two halves.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _without(rtf: str) -> str:
    """Return RTF without the groups that hold pictures and other data."""
    kept: list[str] = []
    at = 0
    for group in _SKIPPED.finditer(rtf):
        if group.start() < at:
            continue
        kept.append(rtf[at : group.start()])
        at, depth = len(rtf), 0
        for brace in _BRACE.finditer(rtf, group.start()):
            depth += {"{": 1, "}": -1}.get(brace[0], 0)
            if depth == 0:
                at = brace.end()
                break
    return "".join([*kept, rtf[at:]])


_MARK = re.compile(f"[{_CENTRED}{_PLAIN}{_BOLD}]")

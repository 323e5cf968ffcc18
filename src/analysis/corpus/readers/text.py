"""Plain text: one article a file, perhaps a pasted page, perhaps with a header block."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.corpus.encoding import decode
from analysis.corpus.readers.blocks import Block
from analysis.corpus.readers.raw import RawInput
from analysis.corpus.records import Record

_INDENT, _WIDE = 6, 70


def read(raw: RawInput) -> Iterator[Record]:
    """Yield the one record of a text file."""
    yield Record(raw.source, 0, text=text_of(raw), pasted=True)


def text_of(raw: RawInput) -> str:
    """Return the decoded text of a file, decoded once however many readers ask."""
    if "text" not in raw.kept:
        raw.kept["text"] = decode(raw.read())[0]
    return str(raw.kept["text"])


def blocks(text: str) -> list[Block]:
    r"""Divide text at blank lines; a block that is indented far stands in the middle of the page.

    Parameters
    ----------
    text : str
        Text laid out with spaces, as databases write it.

    Examples
    --------
    >>> [(block.text, block.centred) for block in blocks("              The Post\n\nA title\non two lines")]
    [('The Post', True), ('A title on two lines', False)]
    """
    found: list[Block] = []
    lines: list[str] = []
    for line in [*text.replace("\f", "\n\n").split("\n"), ""]:
        if line.strip():
            lines.append(line.rstrip())
        elif lines:
            found.append(Block(tuple(lines), centred=_centred(lines)))
            lines = []
    return found


def _centred(lines: list[str]) -> bool:
    """Whether a block is centred: its first line, or the second below a first that fills the page."""
    first = lines[0].expandtabs()
    if len(first) - len(first.lstrip()) >= _INDENT:
        return True
    second = lines[1].expandtabs() if len(lines) > 1 else ""
    return len(first) >= _WIDE and len(second) - len(second.lstrip()) >= 2 * _INDENT

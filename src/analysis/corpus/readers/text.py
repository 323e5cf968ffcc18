"""Plain text: one article a file, perhaps a pasted page, perhaps with a header block."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analysis.corpus.encoding import decode, read_bytes
from analysis.corpus.records import Record


def read(path: Path, source: str) -> Iterator[Record]:
    """Yield the one record of a text file."""
    text, _ = decode(read_bytes(path))
    yield Record(source, 0, text=text, pasted=True)

"""Saved web pages: one article a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analysis.corpus.encoding import decode, read_bytes
from analysis.corpus.records import Record


def read(path: Path, source: str) -> Iterator[Record]:
    """Yield the one record of an HTML file."""
    html, _ = decode(read_bytes(path))
    yield Record(source, 0, html=html)

"""JSON lines: one article a line, fields by key."""

from __future__ import annotations

import codecs
import io
import itertools
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from analysis.corpus.encoding import decode, marked
from analysis.corpus.readers.raw import LONGEST_RECORD, RawInput
from analysis.corpus.readers.rows import Rows
from analysis.corpus.records import Record, Remark
from analysis.errors import InputError


def recognises(raw: RawInput) -> bool:
    """Say whether a file holds an object a line; one called ``.json`` has to show two of them."""
    if raw.ending != ".json":
        return True
    with raw.open() as stream:
        lines = list(itertools.islice((line for line in _lines(stream) if line.strip()), 2))
    return len(lines) == 2 and all(_is_object(line) for line in lines)


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def read(raw: RawInput) -> Iterator[Record | Remark]:
    """Yield a record for each line; a broken line is remarked on and the rest goes on."""
    rows = Rows(raw.source)
    number = -1
    wide = marked(raw.head(2000))
    text_of = _Decoder()
    with raw.open() as stream:
        lines = _wide_lines(stream, wide) if wide.startswith(("utf-16", "utf-32")) else _lines(stream)
        for line_number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            number += 1
            try:
                yield from rows.read(number, _object(line, text_of))
            except InputError as error:
                yield Remark(
                    raw.source, number, "rejected", f"line {line_number}: {error.what}", error.remedy
                )
    yield from rows.notices()


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of a stream; of one that is beyond the limit only the start, and the rest is passed over."""
    while line := stream.readline(LONGEST_RECORD):
        yield line
        while len(line) >= LONGEST_RECORD and not line.endswith(b"\n"):
            line = stream.readline(LONGEST_RECORD)


def _wide_lines(stream: BinaryIO, encoding: str) -> Iterator[bytes]:
    """Yield the lines of an encoding in which a line feed is more than one byte, as UTF-8."""
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace")
    while line := text.readline(LONGEST_RECORD // 2):
        yield line.encode("utf-8", "surrogatepass")


class _Decoder:
    """Decodes lines: UTF-8, or else what the first line that is none seems to be; guessing is slow."""

    def __init__(self) -> None:
        self.other = ""

    def __call__(self, line: bytes) -> str:
        try:
            return line.removeprefix(codecs.BOM_UTF8).decode()
        except UnicodeDecodeError:
            if self.other:
                return line.decode(self.other, errors="replace")
        text, self.other = decode(line)
        return text


def _object(line: bytes, text_of: _Decoder) -> dict[str, Any]:
    if len(line) >= LONGEST_RECORD:
        raise InputError(
            f"it has {LONGEST_RECORD:,} bytes or more (limit LONGEST_RECORD)",
            remedy="Divide it, or leave it out.",
        )
    try:
        item = json.loads(text_of(line))
    except (ValueError, RecursionError) as error:
        where = (
            f"{error.msg} at character {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else error
        )
        raise InputError(
            f"no valid JSON ({' '.join(str(where).split())[:200]})",
            remedy="Mend or remove that line and run again.",
        ) from error
    if not isinstance(item, dict):
        raise InputError("it holds no object", remedy='Each line must be an object such as {"text": "…"}.')
    return item

"""JSON lines: one article a line, fields by key."""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from analysis.corpus.encoding import decode, open_bytes
from analysis.corpus.metadata.columns import field_columns, fields_of
from analysis.corpus.readers.tabular import record_of
from analysis.corpus.records import Record, Remark
from analysis.errors import InputError


def read(path: Path, source: str) -> Iterator[Record | Remark]:
    """Yield a record for each line; a broken line is remarked on and the rest goes on."""
    number = -1
    with open_bytes(path) as stream:
        for line_number, raw in enumerate(_lines(stream), start=1):
            if not raw.strip():
                continue
            number += 1
            try:
                line, _ = decode(raw)
                yield from _record(source, number, json.loads(line))
            except InputError as error:
                yield Remark(source, number, "rejected", f"line {line_number}: {error.what}", error.remedy)
            except (ValueError, RecursionError) as error:
                where = (
                    f"{error.msg} at character {error.pos + 1}"
                    if isinstance(error, json.JSONDecodeError)
                    else error
                )
                reason = " ".join(str(where).split())[:200]
                yield Remark(
                    source, number, "rejected", f"line {line_number} is no valid JSON ({reason})",
                    "Mend or remove that line and run again.",
                )  # fmt: skip


def _lines(stream: io.BufferedIOBase) -> Iterable[bytes]:
    # A line feed inside UTF-16 is two bytes, so such a file is decoded as a whole.
    head = stream.read(4)
    stream.seek(0)
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return decode(stream.read())[0].encode("utf-8", "surrogatepass").splitlines() if wide else stream


def _record(source: str, number: int, item: Any) -> Iterator[Record | Remark]:
    if not isinstance(item, dict):
        raise InputError("it holds no object", remedy='Each line must be an object such as {"text": "…"}.')
    yield from record_of(source, number, fields_of(item, field_columns(item)))

"""Web archives (WARC, ARC): one article a page that was served with success."""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from analysis.corpus.encoding import decode
from analysis.corpus.readers.raw import LONGEST_RECORD, RawInput
from analysis.corpus.records import Record, Remark
from analysis.errors import InputError

logging.getLogger("warcio").setLevel(
    logging.CRITICAL
)  # every oddity of a file would be a line on the terminal

_HTML = ("text/html", "application/xhtml+xml")
_CHARSET = re.compile(r"charset\s?=\s?[\"']?([\w.:-]{2,40})", re.I)


def read(raw: RawInput) -> Iterator[Record | Remark]:
    """Yield a record for each HTML response with status 200; the rest is counted by reason.

    Raises
    ------
    InputError
        If it is no web archive.
    """
    if not raw.head(20).startswith((b"WARC/", b"filedesc:")):
        raise _none("its first line is that of no record")
    passed: Counter[str] = Counter()
    number = 0
    broken = ""
    with raw.open(patient=True) as stream:
        entries = ArchiveIterator(stream, arc2warc=True)
        while True:
            try:
                entry = _next(entries, passed)
                if entry is None:
                    stream.read(1)  # an archive that breaks off has looked like one at its end so far
                    break
                reason = _unwanted(entry)
                page = b"" if reason else entry.content_stream().read(LONGEST_RECORD + 1)
            except (ArchiveLoadFailed, OSError, EOFError, zlib.error) as error:
                if not number and not passed:
                    raise _none(" ".join(str(error).split())[:200]) from error
                broken = " ".join(str(error).split())[:200]
                break
            if not reason and len(page) > LONGEST_RECORD:
                reason = f"pages of more than {LONGEST_RECORD:,} bytes (limit LONGEST_RECORD)"
            record = None if reason else _record(raw.source, number, entry, page)
            passed[reason or "pages that are not text"] += record is None
            if record is not None:
                yield record
                number += 1
    yield from _account(raw.source, passed, broken)


def _none(reason: str) -> InputError:
    return InputError(
        f"it is no web archive ({reason})", remedy="Check that it is complete; download it again."
    )


def _next(entries: ArchiveIterator, passed: Counter[str]) -> Any:
    """Return the next record; what the library would print about it is counted."""
    with redirect_stderr(io.StringIO()) as said:
        entry = next(entries, None)
    passed["records that do not end where they say"] += said.getvalue().count("WARNING")
    return entry


def _unwanted(entry: Any) -> str:
    """Return why a record of the archive is no page; nothing if it is one."""
    if entry.rec_type != "response":
        return f"records of type {str(entry.rec_type)[:40]!r}"
    status = entry.http_headers.get_statuscode() if entry.http_headers else ""
    if status != "200":
        return f"responses with status {str(status)[:10] or 'unknown'}"
    kind = _content_type(entry).split(";")[0].strip().lower()
    return "" if kind in _HTML else f"responses of type {kind[:60] or 'unknown'}"


def _content_type(entry: Any) -> str:
    return str(entry.http_headers.get_header("Content-Type", "") or "")


def _record(source: str, number: int, entry: Any, page: bytes) -> Record | None:
    declared = _CHARSET.search(_content_type(entry))
    try:
        html, _ = decode(page, declared=declared[1] if declared else "")
    except InputError:
        return None
    url = str(entry.rec_headers.get_header("WARC-Target-URI", "") or "").strip("<> ")
    return Record(source, number, html=html, metadata={"url": url} if url.startswith("http") else {})


def _account(source: str, passed: Counter[str], broken: str) -> Iterator[Remark]:
    for reason, count in passed.most_common():
        if count:
            yield Remark(
                source, -1, "notice", f"{count:,} {reason} are not read",
                "Only pages (HTML) that were served with success are.",
            )  # fmt: skip
    if broken:
        yield Remark(
            source, -1, "rejected", f"the archive cannot be read to its end ({broken})",
            "Check that it is complete; download it again.",
        )  # fmt: skip

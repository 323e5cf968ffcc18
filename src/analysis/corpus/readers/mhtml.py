"""Saved pages in one file (MHT, MHTML): the page itself, without pictures and styles."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email.message import Message

from analysis.corpus.encoding import decode
from analysis.corpus.readers.raw import RawInput
from analysis.corpus.records import Record
from analysis.errors import InputError

_HEAD = re.compile(rb"^(?:[\w-]{2,40}:.{0,2000}\r?\n(?:[ \t].{0,2000}\r?\n){0,40}){1,40}", re.I)
_MOST_PARTS = 10_000


def recognises(raw: RawInput) -> bool:
    """Say whether a file opens with the header lines of such a page, whatever it is called."""
    head = _HEAD.match(raw.head(8000).lstrip())
    return head is not None and b"multipart/related" in head[0].lower()


def read(raw: RawInput) -> Iterator[Record]:
    """Yield the one record of a saved page.

    Raises
    ------
    InputError
        If no part of it is a page.
    """
    message = email.message_from_bytes(raw.read())
    for _, part in zip(range(_MOST_PARTS), message.walk(), strict=False):
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            data = part.get_payload(decode=True)
            html, _ = decode(
                data if isinstance(data, bytes) else b"", declared=part.get_content_charset() or ""
            )
            yield Record(raw.source, 0, html=html, metadata=_address(message, part))
            return
    raise InputError("no part of it is a page", remedy="Save the page again as HTML.")


def _address(message: Message, part: Message) -> dict[str, str]:
    for value in (message.get("Snapshot-Content-Location"), part.get("Content-Location")):
        if value and str(value).startswith("http"):
            return {"url": str(value).strip()}
    return {}

"""From bytes to text: byte-order marks, declared and guessed encodings."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

from charset_normalizer import from_bytes

from analysis.errors import InputError

_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
_DECLARED = re.compile(
    rb"""<(?:meta[^>]{0,200}charset|\?xml[^>]{0,200}encoding)\s*=\s*["']?([\w.:-]{2,40})""", re.I
)
_SAMPLE = 200_000
_CHUNK = 2**20


def looks_binary(data: bytes) -> bool:
    """Say whether bytes are no text in any encoding: control bytes beyond white space.

    Examples
    --------
    >>> looks_binary(b"plain text"), looks_binary(bytes(range(20)) * 9)
    (False, True)
    """
    if any(data.startswith(mark) for mark, _ in _MARKS) or _unmarked(data):
        return False
    head = data[:_SAMPLE]
    control = sum(head.count(bytes([byte])) for byte in (*range(9), 14, 15, 16, 17, 18, 19, 20, 127))
    return control > max(1, len(head) // 500)


def decode(data: bytes, *, declared: str = "") -> tuple[str, str]:
    r"""Decode bytes of unknown encoding.

    Tried in order: byte-order mark, UTF-8, the encoding that was declared
    (outside, or by an HTML or XML head), the best guess of charset-normalizer,
    Windows-1252. A declaration that does not fit is passed over.

    Parameters
    ----------
    data : bytes
    declared : str
        An encoding stated outside the text, as in the headers of a response.

    Returns
    -------
    (text, encoding)
        Line ends are ``\n``; no character is dropped.

    Raises
    ------
    InputError
        If the bytes are not text.

    Examples
    --------
    >>> decode("Élysée".encode("cp1252"))[0]
    'Élysée'
    """
    _refuse_binary(data)
    name = marked(data)
    if name:
        return _lines(data.decode(name, errors="replace")), name
    for name in filter(None, ("utf-8", declared, _head_declares(data))):
        try:
            return _lines(data.decode(name)), name
        except (UnicodeError, LookupError):
            continue
    name = _guess(data[:_SAMPLE], data)
    return _lines(data.decode(name, errors="replace")), name


def encoding_of(stream: BinaryIO) -> str:
    """Name the encoding of a stream of any length, by the same rules as `decode`.

    Parameters
    ----------
    stream : binary stream
        It is read to its end, or to the first byte that is no UTF-8.

    Raises
    ------
    InputError
        If the bytes are not text.
    """
    head = chunk = stream.read(_SAMPLE)
    _refuse_binary(head)
    name = marked(head)
    if name:
        return name
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk:
            decoder.decode(chunk)
            chunk = stream.read(_CHUNK)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        sample = head if chunk is head else head + chunk[:_SAMPLE]
        return _fitting(_head_declares(head), sample) or _guess(sample, sample)
    return "utf-8"


def _refuse_binary(data: bytes) -> None:
    if looks_binary(data):
        raise InputError(
            "this is a binary file, not text",
            remedy="Export it as text, HTML, CSV or JSON lines and try again.",
        )


def marked(data: bytes) -> str:
    """Return the encoding that a byte-order mark states, or that zero bytes betray; nothing otherwise.

    Examples
    --------
    >>> marked("naïve".encode("utf-16")), marked(b"plain")
    ('utf-16', '')
    """
    return next((name for mark, name in _MARKS if data.startswith(mark)), _unmarked(data))


def _unmarked(data: bytes) -> str:
    """Return the byte order of UTF-16 without a mark: every other byte of Western text is zero."""
    head = data[:2000]
    half = len(head) // 2
    if half < 8:
        return ""
    low, high = head[1::2].count(0), head[0::2].count(0)
    if low > 0.7 * half and high < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if high > 0.7 * half and low < 0.05 * half else ""


def _fitting(name: str, sample: bytes) -> str:
    try:
        codecs.getincrementaldecoder(name or "ascii")().decode(sample)
    except (UnicodeError, LookupError):
        return ""
    return name


def _guess(sample: bytes, data: bytes) -> str:
    # Short Western texts are often taken for an Eastern code page; Windows-1252 wins when it reads as letters.
    western = data.decode("cp1252", errors="replace")
    if all(c.isascii() or c.isalpha() or c in _WESTERN for c in western):
        return "cp1252"
    best = from_bytes(sample).best()
    return best.encoding if best is not None else "cp1252"


_WESTERN = frozenset("‘’‚“”„–—…•™€£§©®°´·«»¼½\xa0")


def _head_declares(data: bytes) -> str:
    found = _DECLARED.search(data[:4096])
    return found.group(1).decode("ascii", "ignore") if found else ""


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")

"""From bytes to text: byte-order marks, declared and guessed encodings, compression."""

from __future__ import annotations

import codecs
import gzip
import io
import re
import zlib
from pathlib import Path

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


def open_bytes(path: Path) -> io.BufferedIOBase:
    """Open a plain or gzipped file for reading bytes."""
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")  # type: ignore[return-value]


def read_bytes(path: Path) -> bytes:
    """Read a plain or gzipped file.

    Raises
    ------
    InputError
        If it cannot be read or unpacked.
    """
    try:
        with open_bytes(path) as stream:
            return stream.read()
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(
            f"the file cannot be read ({error})", remedy="Check that it is complete and that you may read it."
        ) from error


def looks_binary(data: bytes) -> bool:
    """Say whether bytes are no text in any encoding: control bytes beyond white space.

    Examples
    --------
    >>> looks_binary(b"plain text"), looks_binary(bytes(range(20)) * 9)
    (False, True)
    """
    if any(data.startswith(mark) for mark, _ in _MARKS):
        return False
    head = data[:_SAMPLE]
    control = sum(head.count(bytes([byte])) for byte in (*range(9), 14, 15, 16, 17, 18, 19, 20, 127))
    return control > max(1, len(head) // 500)


def decode(data: bytes) -> tuple[str, str]:
    r"""Decode bytes of unknown encoding.

    Tried in order: byte-order mark, UTF-8, the encoding that an HTML or XML
    head declares, the best guess of charset-normalizer, Windows-1252. A
    declaration that does not fit is passed over.

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
    if looks_binary(data):
        raise InputError(
            "this is a binary file, not text",
            remedy="Export it as text, HTML, CSV or JSON lines and try again.",
        )
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _lines(data.decode(name, errors="replace")), name
    candidates = ["utf-8", *_declared(data)]
    for name in candidates:
        try:
            return _lines(data.decode(name)), name
        except (UnicodeDecodeError, LookupError):
            continue
    return _guess(data)


def _guess(data: bytes) -> tuple[str, str]:
    # Short Western texts are often taken for an Eastern code page; Windows-1252 wins when it reads as letters.
    western = data.decode("cp1252", errors="replace")
    strange = sum(not (c.isascii() or c.isalpha() or c in _WESTERN) for c in western)
    if strange == 0:
        return _lines(western), "cp1252"
    best = from_bytes(data[:_SAMPLE]).best()
    if best is not None:
        return _lines(data.decode(best.encoding, errors="replace")), best.encoding
    return _lines(western), "cp1252"


_WESTERN = frozenset("‘’‚“”„–—…•™€£§©®°´·«»¼½\xa0")


def _declared(data: bytes) -> list[str]:
    found = _DECLARED.search(data[:4096])
    return [found.group(1).decode("ascii", "ignore")] if found else []


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")

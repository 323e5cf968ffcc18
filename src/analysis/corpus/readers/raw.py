"""What a reader is given: bytes from disk or from an archive, with every limit on what they may cost.

Limits are refusals, never cuts: a file beyond one ends in an error that names
the limit, so no text is lost without a word.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from analysis.errors import InputError

LARGEST_WHOLE = 256 * 2**20
"""Bytes of a file that has to be read as a whole: documents, pages, spreadsheets."""

LONGEST_RECORD = 32 * 2**20
"""Bytes of one line, row or record of a file that is read piece by piece."""

MOST_UNPACKED = 256 * 2**30
"""Bytes that one compressed file, or all members of an archive together, may unpack to."""

RATIO, RATIO_FROM = 200, 32 * 2**20
"""Times its packed size that a file may unpack to, asked from so many unpacked bytes on."""

MOST_MEMBERS = 100_000
"""Members of an archive, those of archives inside it included."""

DEEPEST = 3
"""Archives inside each other."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of old Office files, and of new ones that are protected with a password."""

_CHUNK = 2**20

_FORMS = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"{\\rtf", "rtf"),
    (b"%PDF-", "pdf"),
    (OLE, "ole"),
    (b"PAR1", "parquet"),
    (b"WARC/", "warc"),
)


class LimitError(InputError):
    """A file is beyond what may be read; the message names the limit."""


def beyond(what: str, limit: str, *, remedy: str) -> LimitError:
    """Return the error that says which limit a file is beyond."""
    return LimitError(f"{what} (limit {limit})", remedy=remedy)


@dataclass
class Budget:
    """What one raw file may still unpack to, shared by all members of an archive."""

    packed: int
    unpacked: int = 0
    members: int = 0

    def spend(self, size: int) -> None:
        """Count the bytes of one more member.

        Raises
        ------
        LimitError
            If the archive holds more members or bytes than an archive may.
        """
        self.members += 1
        self.unpacked += size
        if self.members > MOST_MEMBERS:
            raise beyond(
                f"the archive has more than {MOST_MEMBERS:,} members",
                "MOST_MEMBERS",
                remedy="Divide it into smaller archives, or unpack it into the folder.",
            )
        check_ratio(self.unpacked, self.packed)


def check_ratio(unpacked: int, packed: int) -> None:
    """Refuse what unpacks to far more than text ever does.

    Raises
    ------
    LimitError
        Beyond `MOST_UNPACKED`, or beyond `RATIO` times the packed size.
    """
    remedy = "If this is no mistake, unpack it into the folder yourself."
    if unpacked > MOST_UNPACKED:
        raise beyond(f"it unpacks to more than {MOST_UNPACKED:,} bytes", "MOST_UNPACKED", remedy=remedy)
    if unpacked > RATIO_FROM and unpacked > RATIO * packed:
        raise beyond(f"it unpacks to more than {RATIO} times its size", "RATIO", remedy=remedy)


class _Unpacked(io.RawIOBase):
    """A stream of unpacked bytes that stops at the limits."""

    def __init__(self, stream: gzip.GzipFile, packed: int, *, patient: bool) -> None:
        self._stream, self._packed, self._count = stream, packed, 0
        self._patient = patient

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._stream.read1(len(buffer))
        except (OSError, EOFError, zlib.error):
            if not self._patient:
                raise
            self._patient = False
            return 0
        self._count += len(data)
        check_ratio(self._count, self._packed)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def _at_most(stream: BinaryIO, size: int) -> bytes:
    """Read a stream to its end or a size, without making room for all of it beforehand."""
    parts: list[bytes] = []
    while size > 0 and (part := stream.read(min(size, _CHUNK))):
        parts.append(part)
        size -= len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


@dataclass(frozen=True)
class RawInput:
    """One raw file, or one member of an archive.

    Attributes
    ----------
    source : str
        Path inside the raw folder; a member's follows its archive's: ``export.zip/inner/name.docx``.
    opener : callable
        Opens the bytes as they lie on disk or in the archive.
    size : int
        Number of those bytes.
    budget : Budget
        What the raw file may still unpack to.
    depth : int
        Number of archives around it.
    kept : dict
        What a recogniser has parsed already, so that the reader need not do it again.
    """

    source: str
    opener: Callable[[], BinaryIO]
    size: int
    budget: Budget
    depth: int = 0
    kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def at(cls, path: Path, source: str = "") -> RawInput:
        """Return the input that a file on disk is."""
        size = path.stat().st_size
        return cls(source or path.name, lambda: path.open("rb"), size, Budget(size))

    @classmethod
    def of(cls, data: bytes, source: str) -> RawInput:
        """Return the input that bytes in memory are."""
        return cls(source, lambda: io.BytesIO(data), len(data), Budget(len(data)))

    @cached_property
    def name(self) -> str:
        """The file's own name, without ``.gz``."""
        name = PurePosixPath(self.source).name
        return name[:-3] if name.lower().endswith(".gz") else name

    @cached_property
    def ending(self) -> str:
        """The name's ending in lower case, without ``.gz``."""
        return PurePosixPath(self.name).suffix.lower()

    @cached_property
    def packed(self) -> bool:
        """Whether the bytes are gzipped, whatever the name says."""
        with self.opener() as stream:
            return self.source.lower().endswith(".gz") or stream.read(2) == b"\x1f\x8b"

    @cached_property
    def form(self) -> str:
        """What the first bytes say the file is: zip, rtf, pdf, ole, parquet, warc, or nothing."""
        head = self.head(16).removeprefix(b"\xef\xbb\xbf").lstrip()
        return next((form for mark, form in _FORMS if head.startswith(mark)), "")

    def open(self, *, patient: bool = False) -> BinaryIO:
        """Open the unpacked bytes as a buffered stream that refuses to go beyond the limits.

        Parameters
        ----------
        patient : bool
            Whether a fault in compressed data looks like the end at first, and is
            raised when more is asked for: so that what stands before it in the
            same block is not lost.

        Raises
        ------
        LimitError
            While reading, beyond `RATIO` or `MOST_UNPACKED`.
        """
        stream = self.opener()
        if not self.packed:
            return stream
        unpacked = _Unpacked(gzip.GzipFile(fileobj=stream, mode="rb"), self.size, patient=patient)
        return cast(BinaryIO, io.BufferedReader(unpacked, _CHUNK))

    def seekable(self) -> BinaryIO:
        """Open the unpacked bytes as a stream that can be searched back and forth."""
        stream = self.opener()
        if not self.packed and stream.seekable() and not self.depth:
            return stream
        stream.close()
        return io.BytesIO(self.read())

    def head(self, size: int) -> bytes:
        """Return the first unpacked bytes."""
        if "bytes" in self.kept:
            return bytes(self.kept["bytes"][:size])
        with self.open() as stream:
            return stream.read(size)

    def read(self) -> bytes:
        """Return all unpacked bytes.

        Raises
        ------
        LimitError
            If there are more than `LARGEST_WHOLE`.
        """
        if "bytes" not in self.kept:
            try:
                with self.open() as stream:
                    data = _at_most(stream, LARGEST_WHOLE + 1)
            except (OSError, EOFError, zlib.error) as error:
                raise InputError(
                    f"the file cannot be read ({error})",
                    remedy="Check that it is complete and that you may read it.",
                ) from error
            if len(data) > LARGEST_WHOLE:
                raise beyond(
                    f"it has more than {LARGEST_WHOLE:,} bytes and can only be read as a whole",
                    "LARGEST_WHOLE",
                    remedy="Divide it, or give it as JSON lines, CSV or Parquet, which are read piece by piece.",
                )
            self.kept["bytes"] = data
        return cast(bytes, self.kept["bytes"])

"""Office files are zip archives of XML: opened only after a look at what they would unpack to."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import BinaryIO

from analysis.corpus.readers.raw import LARGEST_WHOLE, MOST_MEMBERS, OLE, RawInput, beyond, check_ratio
from analysis.errors import InputError

_LARGEST_DIRECTORY = 64 * 2**20
_END = struct.Struct("<4s4H2LH")
_PROTECTED = "EncryptedPackage".encode("utf-16-le")


def open_zip(stream: BinaryIO) -> zipfile.ZipFile:
    """Open a zip archive whose table of contents is not beyond the limits.

    Raises
    ------
    InputError
        If it is no zip archive, or is broken.
    LimitError
        If it lists more than `MOST_MEMBERS` members.
    """
    if _directory_size(stream) > _LARGEST_DIRECTORY:
        raise beyond(
            f"the archive's table of contents has more than {_LARGEST_DIRECTORY:,} bytes",
            "MOST_MEMBERS",
            remedy="Divide it into smaller archives, or unpack it into the folder.",
        )
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise InputError(
            f"it is no complete zip archive ({error})", remedy="Check that it is complete; export it again."
        ) from error
    if len(archive.infolist()) > MOST_MEMBERS:
        raise beyond(
            f"the archive has more than {MOST_MEMBERS:,} members",
            "MOST_MEMBERS",
            remedy="Divide it into smaller archives, or unpack it into the folder.",
        )
    return archive


def _directory_size(stream: BinaryIO) -> int:
    """Return the size of the table of contents, read before anything is allocated for it."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - 65_557))
    tail = stream.read()
    stream.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + _END.size > len(tail):
        return 0
    stated = int(_END.unpack_from(tail, at)[5])
    return min(stated, size) if stated != 0xFFFFFFFF else size


def office_file(raw: RawInput) -> bytes:
    """Return the bytes of a DOCX, XLSX or ODS file that is safe to give to a parser.

    Every part is unpacked once to see that it is no larger than it says.

    Raises
    ------
    InputError
        If the file is protected, broken, or declares XML entities.
    LimitError
        If its parts unpack to more than `LARGEST_WHOLE`.
    """
    data = raw.read()
    refuse_protected(data)
    with open_zip(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        total = sum(info.file_size for info in infos)
        check_ratio(total, len(data))
        if total > LARGEST_WHOLE:
            raise beyond(
                f"its parts unpack to more than {LARGEST_WHOLE:,} bytes", "LARGEST_WHOLE", remedy="Divide it."
            )
        for info in infos:
            if info.flag_bits & 1:
                raise InputError("it is protected with a password", remedy="Save it without a password.")
            part = archive.read(info)
            if info.filename.lower().endswith((".xml", ".rels")):
                refuse_entities(part)
    return data


def refuse_protected(data: bytes) -> None:
    """Refuse a file that Office has encrypted.

    Raises
    ------
    InputError
        If it has the mark of an encrypted package.
    """
    if data.startswith(OLE) and _PROTECTED in data:
        raise InputError("it is protected with a password", remedy="Save it without a password.")


def refuse_entities(xml: bytes) -> None:
    """Refuse XML that declares entities: no export needs them, and they can grow without end.

    Raises
    ------
    InputError
        If there is such a declaration, in whatever encoding.

    Examples
    --------
    >>> refuse_entities(b"<rss/>")
    """
    if b"<!ENTITY" in xml or any("<!ENTITY".encode(name) in xml for name in ("utf-16-le", "utf-16-be")):
        raise InputError(
            "it declares XML entities, which are not expanded (limit: none allowed)",
            remedy="Save the file again without a DOCTYPE.",
        )

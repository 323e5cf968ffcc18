"""Files of every kind, built by code: documents, spreadsheets, archives."""

from __future__ import annotations

import email.message
import email.policy
import io
import struct
import zipfile
from collections.abc import Sequence

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from pypdf import PdfWriter
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns"
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def escaped(text: str) -> str:
    """Return a text as it stands in XML."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


class Files:
    """Builders; each returns the bytes of a file."""

    @staticmethod
    def docx(lines: Sequence[str], *, table: Sequence[str] = (), centred: int = 0) -> bytes:
        """A Word document with a paragraph a line, a line feed in it as a break."""
        document = Document()
        for i, line in enumerate(lines):
            paragraph = document.add_paragraph()
            paragraph.add_run(line)
            if i < centred:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if table:
            cells = document.add_table(rows=1, cols=len(table)).rows[0].cells
            for cell, text in zip(cells, table, strict=True):
                cell.text = text
        stream = io.BytesIO()
        document.save(stream)
        return stream.getvalue()

    @staticmethod
    def rtf(lines: Sequence[str], *, bold: frozenset[int] = frozenset(), picture: bool = False) -> bytes:
        """An RTF document with a paragraph a line."""
        shown = ["{\\b " + _rtf(line) + "}" if i in bold else _rtf(line) for i, line in enumerate(lines)]
        parts = [rf"\pard\plain\fs20 {line}\par" for line in shown]
        if picture:
            parts.insert(1, r"{\pict{\*\blipuid 0a0b0c}\pngblip 89504e470d0a1a0a}")
        head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil\fcharset0 Arial;}}{\stylesheet{\s1\b\qc Heading;}}"
        return (head + "\n".join(parts) + "}").encode("ascii")

    @staticmethod
    def zipped(members: dict[str, bytes]) -> bytes:
        """A zip archive."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in members.items():
                archive.writestr(name, data)
        return stream.getvalue()

    def xlsx(self, sheets: dict[str, Sequence[Sequence[str]]], *, cells: str = "") -> bytes:
        """A spreadsheet with texts in its cells; `cells` replaces the rows of the first sheet."""
        numbered = list(enumerate(sheets, start=1))
        related = "".join(
            f'<Relationship Id="r{i}" Type="{_RELATED}/worksheet" Target="worksheets/sheet{i}.xml"/>'
            for i, _ in numbered
        )
        named = "".join(f'<sheet name="{name}" sheetId="{i}" r:id="r{i}"/>' for i, name in numbered)
        start = f'<Relationship Id="r1" Type="{_RELATED}/officeDocument" Target="xl/workbook.xml"/>'
        members = {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{start}</Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}"><sheets>{named}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>',
        }
        for i, name in numbered:
            data = cells if cells and i == 1 else _sheet(sheets[name])
            members[f"xl/worksheets/sheet{i}.xml"] = (
                f'<worksheet xmlns="{_MAIN}"><sheetData>{data}</sheetData></worksheet>'
            )
        return self.zipped({name: text.encode() for name, text in members.items()})

    def ods(self, rows: Sequence[Sequence[str]], *, inside: str = "") -> bytes:
        """An OpenDocument spreadsheet with empty rows and columns to its edges; `inside` replaces its rows."""
        empty = '<table:table-cell table:number-columns-repeated="16000"/>'
        typed = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
        cells = inside or "".join(
            f"<table:table-row>{''.join(typed.format(escaped(cell)) for cell in row)}{empty}</table:table-row>"
            for row in rows
        )
        cells += f'<table:table-row table:number-rows-repeated="1048000">{empty}</table:table-row>'
        names = " ".join(f'xmlns:{name}="{_OPEN}:{name}:1.0"' for name in ("office", "table", "text"))
        content = (
            f"<office:document-content {names}><office:body><office:spreadsheet>"
            f'<table:table table:name="S">{cells}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>"
        )
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        manifest = f'<manifest:manifest xmlns:manifest="{_OPEN}:manifest:1.0">{entry}</manifest:manifest>'
        return self.zipped(
            {
                "mimetype": kind.encode(),
                "content.xml": content.encode(),
                "META-INF/manifest.xml": manifest.encode(),
            }
        )

    @staticmethod
    def xls(rows: Sequence[Sequence[str]], *, far: tuple[int, int] | None = None) -> bytes:
        """A spreadsheet of the old kind: a compound file with one stream of BIFF8 records; `far` is one more cell."""
        book = _book(rows, far)
        sectors = len(book) // 512
        table = [*range(1, sectors), _END, _END, _FAT]
        fat = b"".join(struct.pack("<I", entry) for entry in table).ljust(512, b"\xff")
        assert len(fat) == 512
        folder = _entry("Root Entry", 5, _END, 0, 1) + _entry("Workbook", 2, 0, len(book), _FREE)
        numbers = (0, 1, sectors, 0, 4096, _END, 0, _END, 0, sectors + 1, *[_FREE] * 108)
        mark = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        head = struct.pack("<8s16sHHHHH6s118I", mark, b"", 0x3E, 3, 0xFFFE, 9, 6, b"", *numbers)
        return head + book + folder.ljust(512, b"\0") + fat

    @staticmethod
    def pdf(pages: Sequence[Sequence[str]], *, password: str = "") -> bytes:
        """A PDF with one line of text below the other; without lines, pages of nothing."""
        font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
        objects = ["<</Type/Catalog/Pages 2 0 R>>", "", font]
        kids = []
        for lines in pages:
            shown = "".join(f"({line.translate(_PDF)}) Tj 0 -14 Td " for line in lines)
            stream = f"BT /F1 10 Tf 40 800 Td {shown} ET" if lines else ""
            kids.append(f"{len(objects) + 1} 0 R")
            objects.append(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
                f"/Contents {len(objects) + 2} 0 R>>"
            )
            objects.append(f"<</Length {len(stream.encode('cp1252'))}>>\nstream\n{stream}\nendstream")
        objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
        data = _pdf(objects)
        if not password:
            return data
        writer = PdfWriter(clone_from=io.BytesIO(data))
        writer.encrypt(password, algorithm="RC4-128")
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()

    @staticmethod
    def warc(responses: Sequence[tuple[str, str, str, bytes]], *, packed: bool = True) -> bytes:
        """A web archive: for each response the status line, content type, address and body."""
        stream = io.BytesIO()
        writer = WARCWriter(stream, gzip=packed)
        writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "test"}))
        for status, kind, address, body in responses:
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            payload = io.BytesIO(body)
            writer.write_record(
                writer.create_warc_record(address, "response", payload=payload, http_headers=headers)
            )
        return stream.getvalue()

    @staticmethod
    def mhtml(page: str, address: str) -> bytes:
        """A page saved in one file."""
        message = email.message.EmailMessage()
        message["Snapshot-Content-Location"] = address
        message.set_content(page, subtype="html", charset="utf-8", cte="quoted-printable")
        message.make_related()
        return message.as_bytes(policy=email.policy.SMTP)


_PDF = {40: "\\(", 41: "\\)", 92: "\\\\"}


def _rtf(text: str) -> str:
    """Write a text in RTF: Windows-1252 as ``\\'hh``, other characters as ``\\uN``."""
    out = []
    for character in text:
        if character == "\n":
            out.append("\\line ")
        elif character.isascii():
            out.append(f"\\{character}" if character in "\\{}" else character)
        else:
            try:
                out.append(f"\\'{character.encode('cp1252')[0]:02x}")
            except UnicodeEncodeError:
                wide = character.encode("utf-16-le")
                out.append("".join(f"\\u{unit}?" for unit in struct.unpack(f"<{len(wide) // 2}h", wide)))
    return "".join(out)


def _sheet(rows: Sequence[Sequence[str]]) -> str:
    cell = '<c r="{}{}" t="inlineStr"><is><t>{}</t></is></c>'
    found = []
    for r, row in enumerate(rows, start=1):
        cells = "".join(cell.format(chr(64 + c), r, escaped(text)) for c, text in enumerate(row, start=1))
        found.append(f'<row r="{r}">{cells}</row>')
    return "".join(found)


def _book(rows: Sequence[Sequence[str]], far: tuple[int, int] | None) -> bytes:
    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    def label(row: int, column: int, text: str) -> bytes:
        return record(0x204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))

    start = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    name = b"Sheet1"
    after = len(start) + 4 + 8 + len(name) + 4
    book = start + record(0x85, struct.pack("<IBBBB", after, 0, 0, len(name), 0) + name) + record(0x0A, b"")
    book += record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    book += b"".join(label(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row))
    book += (label(*far, "x") if far else b"") + record(0x0A, b"")
    return book.ljust(max(4096, -(-len(book) // 512) * 512), b"\0")


def _entry(name: str, kind: int, first: int, size: int, child: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    numbers = (_FREE, _FREE, child, b"", 0, 0, 0, first, size, 0)
    return struct.pack("<64sHBBIII16sIQQIII", text, len(text), kind, 1, *numbers)


def _pdf(objects: Sequence[str]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    at = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return bytes(out + f"trailer <</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF".encode())


@pytest.fixture(scope="session")
def files() -> Files:
    """Builders of files."""
    return Files()

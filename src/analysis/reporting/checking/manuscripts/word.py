"""Citations in Word files: links, field codes, notes and pictures, as a reader would see them."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from analysis.corpus.readers.container import open_zip
from analysis.errors import InputError
from analysis.reporting.checking.manuscripts.model import CONTEXT, Citation, Manuscript, Place, address_of
from analysis.reporting.checking.numerals import plain
from analysis.reporting.checking.pictures import LARGEST_PICTURE

LARGEST_PART = 64 * 2**20
"""Bytes of a part of a Word file, unpacked, that are read."""

MOST_UNPACKED = 512 * 2**20
"""Bytes of all parts of a Word file together that are unpacked."""

OPENING = 24
"""Characters of a paragraph by which it can be found again."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_VML = "{urn:schemas-microsoft-com:vml}imagedata"
_GONE = (_FALLBACK, f"{_W}del", f"{_W}moveFrom", f"{_W}p")
_BREAKS = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-"}
_FIELD = re.compile(r'HYPERLINK\s+(?:"([^"]{0,2000})"|(\S{1,2000}))?(?:.*?\\l\s+"([^"]{1,300})")?', re.DOTALL)
_PARTS = (
    ("word/document.xml", "paragraph"),
    ("word/footnotes.xml", "footnote"),
    ("word/endnotes.xml", "endnote"),
)


@dataclass
class _Paragraph:
    """The text of a paragraph, and which parts of it are links."""

    text: list[str] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    code: str | None = None
    open_field: tuple[int, str] | None = None

    @property
    def length(self) -> int:
        return sum(map(len, self.text))


class _Package:
    """The parts of a Word file, unpacked one by one and never beyond the limits."""

    def __init__(self, path: Path) -> None:
        try:
            self.archive = open_zip(io.BytesIO(path.read_bytes()))
        except InputError as problem:
            raise InputError(problem.what, where=path.name, remedy=problem.remedy) from None
        self.left = MOST_UNPACKED

    def part(self, name: str, *, largest: int | None = None) -> bytes | None:
        """Return a part; None if there is none; raise if it is beyond the limits."""
        try:
            info = self.archive.getinfo(name)
        except KeyError:
            return None
        allowed = min(LARGEST_PART if largest is None else largest, self.left)
        try:
            with self.archive.open(info) as stream:
                content = stream.read(allowed + 1)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as problem:
            raise InputError(f"its part {name} cannot be unpacked ({problem})") from None
        if len(content) > allowed:
            raise InputError(f"its part {name} unpacks to more than {allowed:,} bytes")
        self.left -= len(content)
        return content

    def xml(self, name: str) -> Any:
        content = self.part(name)
        if content is None:
            return None
        if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:4096]:
            raise InputError(f"its part {name} declares entities, which Word never does")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as problem:
            raise InputError(f"its part {name} is no well-formed XML ({problem})") from None

    def relations(self, part: str) -> dict[str, tuple[str, bool]]:
        """Return the targets a part refers to by id, and whether each lies outside the file."""
        folder, name = posixpath.split(part)
        tree = self.xml(f"{folder}/_rels/{name}.rels")
        if tree is None:
            return {}
        return {
            str(row.get("Id")): (str(row.get("Target") or ""), row.get("TargetMode") == "External")
            for row in tree
        }


def read_word(path: Path) -> Manuscript:
    """Return the citations of a Word file, by paragraph, footnote and endnote.

    Text that a tracked change removed counts as gone, text it added as there. Paragraphs
    are counted as they follow each other, empty ones left out, those of tables with them.

    Raises
    ------
    InputError
        If it is no Word file, broken, or unpacks to more than the limits.
    """
    if not path.is_file():
        raise InputError("there is no such manuscript", where=str(path))
    found, package = Manuscript(path), _Package(path)
    try:
        for part, unit in _PARTS:
            tree = package.xml(part)
            if tree is not None:
                _part(package, part, tree, found, unit)
            elif unit == "paragraph":
                raise InputError("it is no Word file", remedy="Save it as .docx.")
    except InputError as problem:
        raise InputError(problem.what, where=path.name, remedy=problem.remedy) from None
    return found


def _part(package: _Package, part: str, tree: Any, found: Manuscript, unit: str) -> None:
    relations, number = package.relations(part), 0
    for element in tree.iter(f"{_W}p"):
        if any(above.tag in (_FALLBACK, f"{_W}moveFrom") for above in element.iterancestors()):
            continue
        paragraph = _Paragraph()
        _walk(element, paragraph, relations)
        text = "".join(paragraph.text)
        if not text.strip() and not paragraph.pictures:
            continue
        number += 1
        note = next((a for a in element.iterancestors() if a.tag in (f"{_W}footnote", f"{_W}endnote")), None)
        stated = note.get(f"{_W}id") if note is not None else ""
        counted = int(stated) if stated and stated.isdecimal() and len(stated) < 9 else number
        opening = plain(text).strip()[:OPENING]
        place = Place(found.path.name, counted, unit, opening)
        _keep(package, part, paragraph, text, found, place)


def _keep(  # noqa: PLR0917
    package: _Package, part: str, paragraph: _Paragraph, text: str, found: Manuscript, place: Place
) -> None:
    bare = list(text)
    for start, end, target in paragraph.links:
        if address_of(target):
            before, after = text[max(start - CONTEXT, 0) : start], text[end : end + CONTEXT]
            found.cite(Citation("address", place, target, typed=text[start:end], before=before, after=after))
            bare[start:end] = " " * (end - start)
    found.prose("".join(bare), place)
    for target in paragraph.pictures:
        if target.startswith("file:"):
            found.cite(Citation("picture", place, target.removeprefix("file:")))
            continue
        name = posixpath.normpath(
            posixpath.join(
                posixpath.dirname(part), target.lstrip("/") if not target.startswith("/") else target
            )
        )
        content = package.part(name.lstrip("/"), largest=LARGEST_PICTURE)
        found.cite(Citation("picture", place, f"picture {posixpath.basename(target)}", content=content))


def _walk(paragraph: Any, into: _Paragraph, relations: dict[str, tuple[str, bool]]) -> None:
    """Take in what a paragraph shows, in order; an explicit stack, because nesting is the sender's choice."""
    stack: list[tuple[Any, bool]] = [(child, False) for child in reversed(paragraph)]
    links: list[tuple[int, str]] = []
    while stack:
        element, leaving = stack.pop()
        if leaving:
            start, target = links.pop()
            into.links.append((start, into.length, target))
            continue
        if element.tag in _GONE or not isinstance(element.tag, str):
            continue
        if element.tag in (f"{_W}hyperlink", f"{_W}fldSimple"):
            links.append((into.length, _target(element, relations)))
            stack.append((element, True))
        else:
            _take(element, into, relations)
        stack += [(child, False) for child in reversed(element)]


def _take(element: Any, into: _Paragraph, relations: dict[str, tuple[str, bool]]) -> None:
    tag = element.tag
    if tag == f"{_W}t":
        into.text.append(element.text or "")
    elif tag in _BREAKS:
        into.text.append(_BREAKS[tag])
    elif tag == f"{_W}instrText" and into.code is not None:
        into.code += (element.text or "")[:4000]
    elif tag == f"{_W}fldChar":
        _field(element.get(f"{_W}fldCharType"), into)
    elif tag in (f"{_A}blip", _VML):
        into.pictures += list(_picture(element, relations))


def _field(kind: str | None, into: _Paragraph) -> None:
    if kind == "begin":
        into.code = ""
    elif kind == "separate" and into.code is not None:
        target = _field_target(into.code)
        into.open_field, into.code = ((into.length, target) if target else into.open_field), None
    elif kind == "end":
        if into.open_field is not None:
            into.links.append((into.open_field[0], into.length, into.open_field[1]))
        into.open_field, into.code = None, None


def _field_target(code: str) -> str:
    found = _FIELD.search(code)
    if not found:
        return ""
    base = found[1] or found[2] or ""
    base = "" if base.startswith("\\") else base
    return f"{base}#{found[3]}" if found[3] else base


def _target(element: Any, relations: dict[str, tuple[str, bool]]) -> str:
    if element.tag == f"{_W}fldSimple":
        return _field_target(element.get(f"{_W}instr") or "")
    base = relations.get(element.get(f"{_R}id") or "", ("", False))[0]
    anchor = element.get(f"{_W}anchor")
    return f"{base}#{anchor}" if anchor and "#" not in base else base


def _picture(element: Any, relations: dict[str, tuple[str, bool]]) -> Iterator[str]:
    """Yield the picture an element shows; of a vector picture with a stand-in, the vector picture."""
    vector = next((child for child in element.iter(_SVG)), None)
    shown = vector if vector is not None else element
    for name in (f"{_R}embed", f"{_R}link", f"{_R}id"):
        target, outside = relations.get(shown.get(name) or "", ("", False))
        if target:
            yield f"file:{target}" if outside else target
            return


def pictures_in(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the pictures that lie in a Word file, in the order of their names.

    Raises
    ------
    InputError
        If it is no Word file, broken, or unpacks to more than the limits.
    """
    package = _Package(path)
    for name in sorted(package.archive.namelist(), key=lambda name: (len(name), name)):
        if name.startswith("word/media/"):
            try:
                content = package.part(name, largest=LARGEST_PICTURE)
            except InputError as problem:
                raise InputError(problem.what, where=path.name) from None
            if content is not None:
                yield name, content

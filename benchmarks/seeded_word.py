"""Word files with links of every kind an author makes; python-docx does paragraphs and pictures."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_NOTES_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


class WordFile:
    """A document that grows paragraph by paragraph."""

    def __init__(self) -> None:
        self.document = Document()
        self.notes: list[tuple[str, str]] = []

    def picture(self, file: Path) -> None:
        """Add a paragraph of text and one with a picture."""
        self.document.add_paragraph("A figure follows.")
        self.document.add_picture(str(file))

    def link(self, target: str, *pieces: str, before: str = "", after: str = "") -> None:
        """Add a paragraph with a link whose text lies in one or more runs."""
        paragraph = self.document.add_paragraph(before)
        _link(paragraph, target, *pieces)
        paragraph.add_run(after)

    def cell(self, target: str, typed: str) -> None:
        """Add a table of one cell that holds a link."""
        _link(self.document.add_table(1, 1).cell(0, 0).paragraphs[0], target, typed)

    def field(self, target: str, typed: str) -> None:
        """Add a link as a field code, as Word writes it in older files."""
        element = self.document.add_paragraph("A case is ")._p
        for kind in ("begin", "code", "separate", "text", "end"):
            if kind == "code":
                piece = _run(f' HYPERLINK "{target}" ', tag="w:instrText")
            elif kind == "text":
                piece = _run(typed)
            else:
                piece, mark = OxmlElement("w:r"), OxmlElement("w:fldChar")
                mark.set(qn("w:fldCharType"), kind)
                piece.append(mark)
            element.append(piece)

    def tracked(self, target: str, typed: str) -> None:
        """Add a link in which a reviewer replaced 34.2% by something else."""
        paragraph = self.document.add_paragraph("A case is ")
        link = _link(paragraph, target)
        for tag, words, text in (("w:del", "w:delText", "34.2%"), ("w:ins", "w:t", typed)):
            change = OxmlElement(tag)
            change.append(_run(text, tag=words))
            link.append(change)

    def note(self, target: str, typed: str) -> None:
        """Add a paragraph whose footnote holds a link."""
        self.notes.append((target, typed))
        run, mark = OxmlElement("w:r"), OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), str(len(self.notes)))
        run.append(mark)
        self.document.add_paragraph("A case has a note")._p.append(run)

    def save(self, path: Path) -> None:
        """Write the file, its footnotes in a part of their own."""
        bare = path.with_suffix(".bare")
        self.document.save(str(bare))
        links, notes = "", ""
        for number, (target, typed) in enumerate(self.notes, start=1):
            base, _, anchor = target.partition("#")
            kind = f'Type="{_RELATION}/hyperlink" TargetMode="External"'
            links += f'<Relationship Id="r{number}" {kind} Target="{base}"/>'
            notes += (
                f'<w:footnote w:id="{number}"><w:p><w:hyperlink r:id="r{number}" w:anchor="{anchor}">'
                f"<w:r><w:t>{typed}</w:t></w:r></w:hyperlink></w:p></w:footnote>"
            )
        with zipfile.ZipFile(bare) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                data = old.read(name)
                if name == "[Content_Types].xml":
                    part = f'<Override PartName="/word/footnotes.xml" ContentType="{_NOTES_KIND}"/></Types>'
                    data = data.replace(b"</Types>", part.encode())
                elif name == "word/_rels/document.xml.rels":
                    part = f'<Relationship Id="rN" Type="{_RELATION}/footnotes" Target="footnotes.xml"/>'
                    data = data.replace(b"</Relationships>", f"{part}</Relationships>".encode())
                new.writestr(name, data)
            head = f'<w:footnotes xmlns:w="{_MAIN}" xmlns:r="{_RELATION}">'
            new.writestr("word/footnotes.xml", f"{head}{notes}</w:footnotes>")
            relations = f'<Relationships xmlns="{_RELATIONS}">{links}</Relationships>'
            new.writestr("word/_rels/footnotes.xml.rels", relations)
        bare.unlink()


def _link(paragraph: Any, target: str, *pieces: str) -> Any:
    base, _, anchor = target.partition("#")
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), paragraph.part.relate_to(base, f"{_RELATION}/hyperlink", is_external=True))
    element.set(qn("w:anchor"), anchor)
    for piece in pieces:
        element.append(_run(piece))
    paragraph._p.append(element)
    return element


def _run(text: str, *, tag: str = "w:t") -> Any:
    run, words = OxmlElement("w:r"), OxmlElement(tag)
    words.text = text
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    return run

"""A report as a Word document to take figures, captions and numbers from.

Captions are numbered by Word's own SEQ fields, so that its cross-references find
them; pictures are the report's PNG files with their metadata; numbers are links to
their place in the report. Nothing in the file tells when or where it was written.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.labels import clip
from analysis.reporting.citing.items import Citable, Item, plain
from analysis.reporting.citing.references import references, sentence
from analysis.reporting.citing.rows import rows_of
from analysis.reporting.formatting import interval_text, number, sha256

if TYPE_CHECKING:
    from docx.document import Document

_WIDTH_CM, _HEIGHT_CM = 15.0, 20.0
ROWS = 15
"""Rows of a table that are shown; its CSV has all of them."""

COLUMNS = 8
"""Columns of a table that a page has room for."""

_SMALL = 8.5
"""Size of the print in tables, in points."""

_LONGEST = 80
"""Characters of a cell that are shown."""

_EPOCH = (1980, 1, 1, 0, 0, 0)


def word_report(report: Citable, folder: Path) -> bytes:
    """Return a report as the bytes of a DOCX file.

    Parameters
    ----------
    report : Citable
    folder : Path
        The report's folder, with ``figures/`` and ``tables/``.
    """
    document = _document(report.title)
    document.add_heading(report.title, level=0)
    document.add_paragraph(
        "Copy from here into a manuscript. Pictures keep the id of their run and the hash of their rows; "
        "numbers are links to their place in the report."
    )
    for text in report.paragraphs:
        document.add_heading("Data", level=1)
        document.add_paragraph(text)
    if report.of("value"):
        document.add_heading("Numbers", level=1)
        _values(document, report)
    if report.of("figure"):
        document.add_heading("Figures", level=1)
        for item in report.of("figure"):
            add_figure(document, item, folder / "figures" / f"{item.name}.png")
    if report.of("table"):
        document.add_heading("Tables", level=1)
        for item in report.of("table"):
            _add_table(document, item, folder)
    document.add_heading("References", level=1)
    for entry in references(report):
        document.add_paragraph(sentence(entry))
    return settled_bytes(document)


def add_figure(document: Document, item: Item, picture: Path) -> None:
    """Add a picture with alternative text and a numbered caption below it."""
    from docx.shared import Cm, Emu

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    shape = paragraph.add_run().add_picture(str(picture))
    shrink = min(1.0, Cm(_WIDTH_CM) / shape.width, Cm(_HEIGHT_CM) / shape.height)
    shape.width, shape.height = Emu(int(shape.width * shrink)), Emu(int(shape.height * shrink))
    properties = shape._inline.docPr
    properties.set("name", item.name)
    properties.set("descr", item.alt)
    add_caption(document, "Figure", item)


def add_caption(document: Document, label: str, item: Item) -> None:
    """Add a caption whose number is a SEQ field within a bookmark, as Word itself writes it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = document.add_paragraph(style="Caption")
    paragraph.paragraph_format.keep_with_next = label == "Table"
    ids = document.element.body.iter(qn("w:bookmarkStart"))
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    identity = str(1 + sum(1 for _ in ids))
    start.set(qn("w:id"), identity)
    start.set(qn("w:name"), bookmark(item.name))
    end.set(qn("w:id"), identity)
    paragraph._p.append(start)
    paragraph.add_run(f"{label} ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" SEQ {label} \\* ARABIC ")
    run = paragraph.add_run(str(item.number))
    field.append(run._r)
    paragraph._p.append(field)
    paragraph._p.append(end)
    paragraph.add_run(f". {item.caption}")


def bookmark(name: str) -> str:
    """Return a bookmark for a name: letters, digits and underscores, at most 40.

    Examples
    --------
    >>> bookmark("fig-keyness")
    'fig_keyness'
    """
    plain_name = name.replace("-", "_")
    digest = sha256(name)[:8]
    return plain_name if len(plain_name) <= 40 else f"{plain_name[:31]}_{digest}"


def add_link(paragraph: Any, text: str, address: str, *, size: float | None = None) -> None:
    """Add a link to the end of a paragraph."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text)
    run.font.underline, run.font.color.rgb = True, RGBColor(0x05, 0x63, 0xC1)
    run.font.size = None if size is None else Pt(size)
    link.append(run._r)
    paragraph._p.append(link)


def _values(document: Document, report: Citable) -> None:
    values = report.of("value")
    columns = [[item.caption for item in values], [item.text for item in values]]
    columns += [[_size(item) for item in values], [interval_text(item.about) for item in values]]
    table = add_grid(document, ["What", "Number", "n", "95 % interval"], columns, right={1, 2, 3})
    for row, item in zip(table.rows[1:], values, strict=True):
        paragraph = row.cells[1].paragraphs[0]
        for run in paragraph.runs:
            run._r.getparent().remove(run._r)
        # Beside the report this opens its page; pasted elsewhere it still names the run.
        add_link(paragraph, item.text, f"../../{report.address(item)}", size=_SMALL)
    document.add_paragraph()


def _size(item: Item) -> str:
    size = item.about.get("n")
    return "" if size is None else number(size) if isinstance(size, int) else plain(size)


def _add_table(document: Document, item: Item, folder: Path) -> None:
    rows = rows_of(item, folder, most_rows=ROWS, most_columns=COLUMNS)
    add_caption(document, "Table", item)
    cells = [[plain(clip(cell, _LONGEST)) for cell in column] for column in rows.columns]
    add_grid(document, rows.heads, cells, right=rows.right)
    left = [f"{ROWS} of {rows.height:,} rows"] if rows.height > ROWS else []
    left += [f"{len(rows.heads)} of {rows.width} columns"] if rows.width > len(rows.heads) else []
    document.add_paragraph(f"Shown: {', '.join(left)}. All are in tables/{item.name}.csv." if left else "")


def add_grid(document: Document, heads: list[str], columns: list[list[str]], *, right: set[int]) -> Any:
    """Add a table with rules above, below and under its head; `right` are the columns of numbers."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    height = len(columns[0]) if columns else 0
    table = document.add_table(rows=height + 1, cols=len(heads))
    table.autofit = False
    shares = [_room(head, column) for head, column in zip(heads, columns, strict=True)]
    for position, (head, column) in enumerate(zip(heads, columns, strict=True)):
        width = Cm(_WIDTH_CM * shares[position] / sum(shares))
        table.columns[position].width = width
        for cell, text in zip(table.columns[position].cells, [head, *column], strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(1)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if position in right else None
            run = paragraph.add_run(text)
            run.font.size = Pt(_SMALL)
        table.cell(0, position).paragraphs[0].runs[0].bold = True
    _rule(table)
    return table


def _room(head: str, column: list[str]) -> float:
    """Return how wide a column wants to be, in characters: its longest word fits, its longest cell if it is short."""
    words = max((len(word) for text in [head, *column] for word in text.split()), default=1)
    cells = max((len(text) for text in column), default=1)
    return min(max(words, min(cells, 24)), 32) + 2.5


def _rule(table: Any) -> None:
    """Draw the rules of a table, and mark its head: it is read out with the cells and repeated on the next page."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    line = '<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'
    sides = [("top", 8, "000000"), ("bottom", 8, "000000"), ("insideH", 4, "D0D0D0")]
    borders = "".join(line.format(side=side, size=size, colour=colour) for side, size, colour in sides)
    properties = table._tbl.tblPr
    properties.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{borders}</w:tblBorders>"))
    for position, row in enumerate(table.rows):
        about = row._tr.get_or_add_trPr()
        about.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        if position == 0:
            about.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def _document(title: str) -> Document:
    import docx
    from docx.shared import Cm

    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21.0), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2.5)
    about = document.core_properties
    about.title, about.author, about.comments, about.language = title[:255], "News Profiles", "", "en-GB"
    for element in list(about._element):
        if element.tag.rpartition("}")[2] in ("created", "modified", "lastModifiedBy", "revision"):
            about._element.remove(element)
    return document


def settled_bytes(document: Document) -> bytes:
    """Return a document as bytes that depend on its content alone.

    Notes
    -----
    The archive's times are fixed and nothing is packed: what a packer makes of the same
    bytes differs between versions of its library.
    """
    written, settled = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(settled, "w", zipfile.ZIP_STORED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            target.writestr(entry, source.read(name))
    return settled.getvalue()

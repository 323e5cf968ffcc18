"""A report as a Word document to take figures, captions and numbers from.

Captions are numbered by Word's own SEQ fields, so that its cross-references find
them; pictures are the report's PNG files with their metadata; numbers are links to
their place in the report. Nothing in the file tells when or where it was written.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.reporting.citing.items import Citable, Item, plain
from analysis.reporting.citing.references import references, sentence
from analysis.reporting.formatting import number

if TYPE_CHECKING:
    import pandas as pd
    from docx.document import Document

_WIDTH_CM, _HEIGHT_CM = 16.0, 20.0
ROWS = 25
"""Rows of a table that are shown; its CSV has all of them."""

COLUMNS = 8
"""Columns of a table that a page has room for."""

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
            _add_table(document, item, folder / "tables" / f"{item.name}.csv")
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
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return plain_name if len(plain_name) <= 40 else f"{plain_name[:31]}_{digest}"


def add_link(paragraph: Any, text: str, address: str) -> None:
    """Add a link to the end of a paragraph."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text)
    run.font.underline, run.font.color.rgb = True, RGBColor(0x05, 0x63, 0xC1)
    link.append(run._r)
    paragraph._p.append(link)


def _values(document: Document, report: Citable) -> None:
    table = _grid(document, ["Number", "", "n", "95 % interval"], len(report.of("value")))
    for row, item in zip(table.rows[1:], report.of("value"), strict=True):
        row.cells[0].paragraphs[0].add_run(item.caption)
        # Beside the report this opens its page; pasted elsewhere it still names the run.
        add_link(row.cells[1].paragraphs[0], item.text, f"../../{report.address(item)}")
        size = item.about.get("n")
        row.cells[2].paragraphs[0].add_run(
            "" if size is None else number(size) if isinstance(size, int) else plain(size)
        )
        limits = [item.about.get(end) for end in ("low", "high")]
        if all(isinstance(end, (int, float)) for end in limits):
            row.cells[3].paragraphs[0].add_run(" to ".join(number(end) for end in limits))
    document.add_paragraph()


def _add_table(document: Document, item: Item, path: Path) -> None:
    import pandas as pd

    rows = pd.read_csv(path, keep_default_na=False, na_values=[""], encoding="utf-8")
    add_caption(document, "Table", item)
    shown = rows.iloc[:ROWS, :COLUMNS]
    table = _grid(document, [plain(name).replace("_", " ") for name in shown.columns], len(shown))
    for position, cells in enumerate(_texts(shown)):
        for row, cell in zip(table.rows[1:], cells, strict=True):
            row.cells[position].paragraphs[0].add_run(cell)
    left = []
    if len(rows) > ROWS:
        left.append(f"{ROWS} of {len(rows):,} rows")
    if rows.shape[1] > COLUMNS:
        left.append(f"{COLUMNS} of {rows.shape[1]} columns")
    note = f"Shown: {', '.join(left)}. All are in tables/{item.name}.csv." if left else ""
    document.add_paragraph(note)


def _texts(shown: pd.DataFrame) -> list[list[str]]:
    from analysis.labels import clip
    from analysis.reporting.tables import LONGEST_CELL, column_text

    columns = [column_text(shown.iloc[:, position]) for position in range(shown.shape[1])]
    return [[plain(clip(cell, LONGEST_CELL)) for cell in column] for column in columns]


def _grid(document: Document, heads: list[str], rows: int) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    table = document.add_table(rows=rows + 1, cols=len(heads), style="Light List")
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(head)
    # A head that is marked as one is read out with its cells and repeated on the next page.
    properties = table.rows[0]._tr.get_or_add_trPr()
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    properties.append(mark)
    return table


def _document(title: str) -> Document:
    import docx

    document = docx.Document()
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

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from pathlib import Path

import docx
from docx.oxml.ns import qn
from PIL import Image

from analysis.reporting.citing.items import plain
from analysis.reporting.citing.word import ROWS, bookmark


def links(document: docx.document.Document) -> dict[str, str]:
    """Return the text of each link by its address."""
    found = {}
    for link in document.element.body.iter(qn("w:hyperlink")):
        text = "".join(node.text or "" for node in link.iter(qn("w:t")))
        found[document.part.rels[link.get(qn("r:id"))].target_ref] = text
    return found


def test_numbers_are_links_to_their_place_in_the_report(good: Path) -> None:
    document = docx.Document(good / "cite/report.docx")
    printed = {name: entry["text"] for name, entry in json.loads((good / "values.json").read_text()).items()}
    assert links(document) == {
        f"../../plain--12345678abcd/index.html#val-{name}": text for name, text in printed.items()
    }
    row = next(r for r in document.tables[0].rows if r.cells[0].text == "Share on security")
    assert (row.cells[2].text, row.cells[3].text) == ("1204", "31.5 to 36.9")


def test_figures_have_caption_fields_bookmarks_and_alternative_text(good: Path) -> None:
    document = docx.Document(good / "cite/report.docx")
    captions = [p for p in document.paragraphs if p.style.name == "Caption"]
    words = ["".join(node.text or "" for node in p._p.iter(qn("w:t"))) for p in captions]
    assert words == ["Figure 1. Words by frequency", "Table 1. Words by frequency"]
    fields = [field.get(qn("w:instr")) for p in captions for field in p._p.iter(qn("w:fldSimple"))]
    assert fields == [r" SEQ Figure \* ARABIC ", r" SEQ Table \* ARABIC "]
    marks = [mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))]
    assert marks == ["fig_words", "tbl_words"]
    (properties,) = document.element.body.iter(qn("wp:docPr"))
    assert properties.get("descr") == "Two bars."
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == [
        "Data", "Numbers", "Figures", "Tables", "References",
    ]  # fmt: skip


def test_pictures_are_the_files_of_the_report_with_their_metadata(good: Path) -> None:
    with zipfile.ZipFile(good / "cite/report.docx") as archive:
        (name,) = [name for name in archive.namelist() if name.startswith("word/media/")]
        content = archive.read(name)
    assert content == (good / "figures/fig-words.png").read_bytes()
    assert Image.open(io.BytesIO(content)).text["Run"] == "12345678abcd"


def test_hostile_words_are_words(bad: Path) -> None:
    document = docx.Document(bad / "cite/report.docx")
    shown = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "<script>alert(1)</script>" in shown
    assert r"\input{/etc/passwd}" in shown
    assert "\u202e" not in shown
    (properties,) = document.element.body.iter(qn("wp:docPr"))
    alt = json.loads((bad / "figures/fig-words.json").read_text(encoding="utf-8"))["alt"]
    assert properties.get("descr") == plain(alt)
    body = document.element.xml
    assert not re.search(r"<w:(object|altChunk|control)\b", body)
    assert {
        field.get(qn("w:instr")).split()[0] for field in document.element.body.iter(qn("w:fldSimple"))
    } == {"SEQ"}


def test_the_file_tells_no_time_and_no_user(good: Path) -> None:
    with zipfile.ZipFile(good / "cite/report.docx") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert "created" not in core
    assert "modified" not in core
    assert "<dc:creator>News Profiles</dc:creator>" in core
    assert "python-docx" not in core


def test_bookmarks_are_names_word_takes_and_differ() -> None:
    long = ["fig-" + "a" * 70 + "-1", "fig-" + "a" * 70 + "-2"]
    marks = [bookmark(name) for name in long]
    assert marks[0] != marks[1]
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", mark) for mark in marks)


def test_long_tables_say_how_much_is_left_out(make_report, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    import pandas as pd

    from analysis.reporting.citing.items import read_citable
    from analysis.reporting.citing.word import word_report

    values = {"a": {"value": 1}}
    folder = make_report(tmp_path, "long", "abcdefabcdef", caption="Rows", values=values)
    pd.DataFrame({"n": range(40)}).to_csv(folder / "tables/tbl-words.csv", index=False)
    about = json.loads((folder / "run.json").read_text())
    document = docx.Document(io.BytesIO(word_report(read_citable(folder, about), folder)))
    assert len(document.tables[-1].rows) == ROWS + 1
    assert f"Shown: {ROWS} of 40 rows. All are in tables/tbl-words.csv." in [
        p.text for p in document.paragraphs
    ]


def test_the_same_report_gives_the_same_bytes(good: Path) -> None:
    from analysis.reporting.citing import write_citations

    def digests() -> dict[str, str]:
        return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted((good / "cite").iterdir())}

    before = digests()
    assert set(before) == {
        "figures.tex", "values.tex", "figures.qmd", "_variables.yml", "references.bib", "citation.csl.json",
        "report.docx",
    }  # fmt: skip
    write_citations(good, json.loads((good / "run.json").read_text()))
    assert digests() == before

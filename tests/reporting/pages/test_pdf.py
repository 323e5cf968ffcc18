from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis.errors import ParameterError
from analysis.reporting.formatting import MARK
from analysis.reporting.pages import pdf
from analysis.reporting.pages.page import render_page
from analysis.reporting.runs.provenance import file_hashes

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@pytest.fixture(scope="module")
def html() -> str:
    figure = (
        f'<figure id="fig-a" class="np-figure"><div class="np-plot"><img src="data:image/png;base64,{PIXEL}" '
        'alt="Rises from 1 to 2."></div><figcaption><strong>Figure 1.</strong> A.</figcaption></figure>'
    )
    table = '<table><thead><tr><th scope="col">a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>'
    far = '<img src="http://example.org/x.png" alt="x"><img src="file:///etc/hostname" alt="y">'
    outputs = [
        new_output("display_data", data={"text/html": part}, metadata={MARK: {}})
        for part in (figure, table + far)
    ]
    cells = [new_markdown_cell("# T\n\n## Part\n\ntext"), new_code_cell("x", outputs=outputs)]
    about = {
        "title": "Title <b>",
        "slug": "s",
        "run": "0" * 12,
        "versions": {"news-profiles": "0.1.0"},
        "inputs": {},
    }
    return render_page(new_notebook(cells=cells), about)


@pytest.fixture(scope="module")
def content(html: str) -> bytes:
    pytest.importorskip("weasyprint", reason="WeasyPrint is not installed (extra `pdf`)")
    return pdf.pdf_bytes(html)


def test_the_same_page_gives_the_same_bytes(html: str, content: bytes) -> None:
    assert pdf.pdf_bytes(html) == content


def test_the_document_is_tagged_titled_and_says_its_language(content: bytes) -> None:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/StructTreeRoot" in root
    assert reader.metadata is not None
    assert reader.metadata.title == "Title <b>"
    assert reader.metadata.creation_date is None
    assert re.search(rb"pdfuaid:part(?:>|=\")1", root["/Metadata"].get_data())
    assert "Part" in [str(mark.title) for mark in reader.outline[0:1] + reader.outline[1:][0]]


def test_figures_have_their_text_and_headers_their_scope(content: bytes) -> None:
    from pypdf import PdfReader

    found = []
    stack = [PdfReader(io.BytesIO(content)).trailer["/Root"]["/StructTreeRoot"]]
    while stack:
        element = stack.pop().get_object()
        if isinstance(element, list):
            stack += element
        elif isinstance(element, dict):
            found.append(element)
            stack += [element["/K"]] if "/K" in element else []
    assert [e["/Alt"] for e in found if e.get("/S") == "/Figure" and "/Alt" in e].count(
        "Rises from 1 to 2."
    ) == 1
    assert {e["/A"]["/Scope"] for e in found if e.get("/S") == "/TH"} == {"/Column"}


def test_nothing_outside_the_page_is_read(html: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("weasyprint")
    from urllib import request

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("fetched")

    monkeypatch.setattr(request.HTTPHandler, "http_open", refuse)
    monkeypatch.setattr(request.FileHandler, "file_open", refuse)
    assert pdf.pdf_bytes(html).startswith(b"%PDF")


def test_a_finished_report_gains_its_pdf_and_the_hash_of_it(html: str, tmp_path: Path) -> None:
    pytest.importorskip("weasyprint")
    (tmp_path / "index.html").write_text(html, encoding="utf-8")
    (tmp_path / "run.json").write_text(json.dumps({"outputs": {"index.html": "x"}}))
    pdf.add_pdf(tmp_path)
    outputs = json.loads((tmp_path / "run.json").read_text())["outputs"]
    assert outputs == {"index.html": "x", "report.pdf": file_hashes(tmp_path)["report.pdf"]}
    before = (tmp_path / "run.json").stat().st_mtime_ns
    pdf.add_pdf(tmp_path)
    assert (tmp_path / "run.json").stat().st_mtime_ns == before


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    with pytest.raises(ParameterError, match=r"news-profiles\[pdf\]"):
        pdf.require_pdf()

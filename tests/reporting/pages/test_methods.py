from __future__ import annotations

import json
from pathlib import Path

import lxml.html
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output

from analysis.reporting.pages.methods import called, methods
from analysis.reporting.pages.page import render_page

NOTEBOOKS = Path(__file__).resolve().parents[3] / "notebooks"
PARAMETERS = 'raw = "x"\nwhere = ""\ncompare = "outlet"\nquery = "security"\nreport_dir = ""\n'


def notebook(*sources: str, refused: str = "") -> NotebookNode:
    cells = [new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}), *map(new_code_cell, sources)]
    if refused:
        html = f'<p id="note-1" class="np-note" role="note">{refused}</p>'
        cells[-1].outputs = [new_output("display_data", data={"text/html": html})]
    return new_notebook(cells=cells)


def about(**parameters: object) -> dict:
    return {
        "parameters": {"raw": "y", "where": "z", "compare": "outlet", "query": "security", **parameters},
        "inputs": {"files": {"a.html": "0", "b.csv": "1"}}, "run": "0123456789ab", "code": "c0de",
        "notebook": {"name": "own"},
        "versions": {"python": "3.11", "news-profiles": "0.1.0", "pandas": "2.2", "spacy": "3.8", "trafilatura": "2.0"},
    }  # fmt: skip


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    for folder in ("figures", "tables", "texts"):
        (tmp_path / folder).mkdir()
    items = [
        {"name": "par-data", "kind": "paragraph", "number": 1, "caption": "Data."},
        {"name": "fig-a", "kind": "figure", "number": 3, "caption": "A."},
        {
            "name": "note-1",
            "kind": "note",
            "number": 1,
            "caption": "Growth cannot be shown: two articles. Widen it.",
        },
    ]
    (tmp_path / "manifest.json").write_text(json.dumps({"items": items}))
    (tmp_path / "texts" / "par-data.txt").write_text("The data are 3 articles.\n")
    method = "Means over articles, p < .05. 2 articles without a date left out."
    (tmp_path / "figures" / "fig-a.json").write_text(json.dumps({"method": method}))
    return tmp_path


def said(found: dict) -> dict[str, str]:
    return {paragraph["heading"]: paragraph["text"] for paragraph in found["paragraphs"]}


def test_calls_are_known_through_any_import_and_not_through_figures() -> None:
    book = notebook(
        "from analysis import corpus as news, figures, vocabulary\nfrom analysis.framing import validation",
        "%matplotlib inline",
        "figures.vocabulary.dispersion(vocabulary.keyness(news.open_corpus(raw)))\nvalidation.reliability(x)\nlen(y)",
    )
    assert called(book) == {"corpus.open_corpus", "vocabulary.keyness", "validation.reliability"}


def test_what_could_not_be_shown_is_not_said_to_have_been_done() -> None:
    code = "from analysis import vocabulary\nvocabulary.similarity(x)"
    assert called(notebook(code)) == {"vocabulary.similarity"}
    assert called(notebook(code, refused="Similarity cannot be shown")) == set()


def test_a_section_says_what_was_run_and_nothing_else(draft: Path) -> None:
    code = "from analysis import vocabulary\nvocabulary.phrases(vocabulary.similarity(c))"
    found = methods(notebook(code), about(), draft)
    text = said(found)
    assert text["Data"] == "The data are 3 articles."
    assert "Frantzi et al. 2000" in text["Measures"]
    assert "Krippendorff" not in text["Measures"]
    assert "frantzi2000" in found["references"]
    assert text["Settings"] == "All parameters of the notebook own had their default values."
    assert text["Left out"] == (
        "Figure 3: 2 articles without a date left out. Growth cannot be shown: two articles."
    )
    assert "Codebook" not in text
    assert text["Software"].startswith(
        "News Profiles 0.1.0 (code c0de), Python 3.11; pandas 2.2 (McKinney 2010)"
    )
    assert "Trafilatura 2.0" in text["Software"]  # a web page was read
    assert "spaCy" not in text["Software"]  # nothing called for it


def test_changed_parameters_are_named(draft: Path) -> None:
    text = said(methods(notebook(), about(query="har\u202ebour", compare="section"), draft))
    assert text["Settings"] == (
        'Parameters of the notebook own that differ from their defaults: compare = "section"; query = "harbour".'
    )


def test_a_codebook_is_named_with_version_and_status(draft: Path) -> None:
    (draft / "tables" / "tbl-a.csv").write_text(
        'frame,validity\nconflict,"α .70, 200 coded"\nmorality,unvalidated\nconflict,"α .70, 200 coded"\n'
    )
    text = said(methods(notebook(), about(), draft, codebook="generic5"))["Codebook"]
    assert text.startswith("The codebook is “Five generic news frames” (generic5, version ")
    assert text.endswith("; 5 frames). conflict: α .70, 200 coded; 1 more unvalidated.")
    assert "Codebook" not in said(methods(notebook(), about(), draft, codebook="no such codebook"))


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_every_notebook_of_the_project_has_measures_and_references(path: Path, draft: Path) -> None:
    import nbformat

    found = methods(nbformat.read(path, as_version=4), about(), draft)
    assert len(said(found)["Measures"]) > 150
    assert len(found["references"]) >= 3


def test_the_page_prints_it_as_text(draft: Path) -> None:
    told = {
        "paragraphs": [{"heading": "Data", "text": "<script>\u202ealert(1)</script>"}],
        "references": ["mann1947"],
    }
    full = {**about(), "title": "T", "slug": "s", "methods": told}
    html = render_page(notebook(), full)
    page = lxml.html.fromstring(html)
    assert page.get_element_by_id("methods").getparent().find("p").text_content() == (
        "Data. <script>alert(1)</script>"
    )
    assert page.xpath("//ul[@class='np-references']/li/text()")[0].startswith(
        "Mann, Henry B., and Donald R. Whitney"
    )
    assert [a.get("href") for a in page.find(".//nav").iter("a")] == ["#methods", "#references"]

"""The papers of docs/examples, built from reports on the sample as their README says."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from analysis.reporting.runs.batch import run_study
from analysis.reporting.runs.study import Study

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = ROOT / "docs/examples"

pytestmark = [pytest.mark.notebooks, pytest.mark.xdist_group("notebooks")]


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory, sample_raw: Path) -> Path:
    """A copy of the examples beside reports on the sample, its runs set."""
    home = tmp_path_factory.mktemp("examples")
    study = Study(
        notebooks=["corpus", "vocabulary"], notebook_dir=str(ROOT / "notebooks"), raw=str(sample_raw),
        out=str(home / "reports"), workers=1,
    )  # fmt: skip
    assert not run_study(study).failed
    shutil.copytree(EXAMPLES, home / "paper")
    return home / "paper"


def analysis(paper: Path, *words: str) -> str:
    command = [sys.executable, "-m", "analysis.cli", "cite", "--reports", "../reports", *words]
    return subprocess.run(command, cwd=paper, check=True, capture_output=True).stdout.decode("utf-8")


@pytest.fixture(scope="module")
def pinned(paper: Path) -> Path:
    analysis(paper, *(word for name in ("tex", "md", "qmd") for word in ("--pin", f"manuscript.{name}")))
    return paper


def values(paper: Path) -> dict[str, str]:
    (folder,) = (paper.parent / "reports").glob("vocabulary--*")
    return {name: entry["text"] for name, entry in json.loads((folder / "values.json").read_text()).items()}


def tool(*command: str, at: Path) -> str:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(command, cwd=at, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr).decode("utf-8", "replace")[-3000:]
    return done.stdout.decode("utf-8", "replace")


def test_no_word_of_a_run_is_left_to_be_set(pinned: Path) -> None:
    for name in ("manuscript.tex", "manuscript.md", "manuscript.qmd"):
        text = (pinned / name).read_text(encoding="utf-8")
        assert "--current" not in text
        assert re.search(r"vocabulary--[0-9a-f]{12}", text)


def test_latex(pinned: Path) -> None:
    latex = ("pdflatex", "-interaction=nonstopmode", "-halt-on-error", "manuscript")
    for command in (latex, ("bibtex", "manuscript"), latex, latex):
        tool(*command, at=pinned)
    log = (pinned / "manuscript.log").read_text(encoding="utf-8", errors="replace")
    assert "undefined" not in log
    assert "newsprofiles" not in log
    shown = " ".join(tool("pdftotext", "manuscript.pdf", "-", at=pinned).split())
    printed = values(pinned)
    assert f"They use {printed['types']} di" in shown  # what a PDF says of a ligature depends on the fonts
    assert f"words in {printed['tokens']}." in shown
    assert "What 30 articles talk about" in shown
    assert "Figure 1: Keywords" in shown


def test_typed_numbers_of_the_markdown_paper_are_those_of_the_report(pinned: Path) -> None:
    links = re.findall(
        r"\[([^\]]+)\]\([^)]*index\.html#val-([\w-]+)\)", (pinned / "manuscript.md").read_text()
    )
    assert {name: text for text, name in links}.items() <= values(pinned).items()
    assert len(links) == 2


def test_markdown_with_pandoc(pinned: Path) -> None:
    (pinned / "references.json").write_text(
        analysis(pinned, "references", "--run", "vocabulary", "--style", "csl"), encoding="utf-8"
    )
    tool("pandoc", "manuscript.md", "--citeproc", "-o", "manuscript-md.docx", at=pinned)
    document = docx.Document(pinned / "manuscript-md.docx")
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "News Profiles contributors" in text
    assert len(document.inline_shapes) == 1


def test_quarto_reads_every_variable(pinned: Path) -> None:
    import yaml

    known = yaml.safe_load(analysis(pinned, "--variables"))
    text = (pinned / "manuscript.qmd").read_text(encoding="utf-8")
    names = re.findall(r"\{\{< var ([\w.-]+) >\}\}", text)
    assert len(names) == 3
    for name in names:
        found = known
        for key in name.split("."):  # as Quarto looks a name up, a number being no key
            assert not re.fullmatch(r"\d+(e\d+)?", key)
            found = found[key]
        assert found in values(pinned).values()


def test_word_from_a_program(pinned: Path) -> None:
    subprocess.run([sys.executable, "manuscript_word.py", "../reports"], cwd=pinned, check=True)
    document = docx.Document(pinned / "manuscript.docx")
    links = [link.get(qn("r:id")) for link in document.element.body.iter(qn("w:hyperlink"))]
    targets = [document.part.rels[link].target_ref for link in links]
    assert [target.rpartition("#")[2] for target in targets] == ["val-tokens", "val-types"]
    assert all((pinned / target.partition("#")[0]).is_file() for target in targets)
    assert f"The corpus has {values(pinned)['tokens']} words" in document.paragraphs[1].text


def test_a_run_writes_what_is_cited_before_it_is_finished(paper: Path) -> None:
    (folder,) = (paper.parent / "reports").glob("corpus--*")
    outputs = json.loads((folder / "run.json").read_text(encoding="utf-8"))["outputs"]
    assert {
        "cite/values.tex",
        "cite/figures.tex",
        "cite/report.docx",
        "cite/references.bib",
    } <= outputs.keys()

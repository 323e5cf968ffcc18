from __future__ import annotations

import base64
import copy
import filecmp
import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import lxml.html
import nbformat
import pytest

from analysis.errors import ParameterError
from analysis.reporting.runs.batch import run_notebook
from analysis.reporting.runs.plan import plan_study
from analysis.reporting.runs.run import Outcome, Run, execute
from analysis.reporting.runs.study import Study

pytestmark = pytest.mark.notebooks


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("runs") / "{reports} 1"


@pytest.fixture(scope="module", autouse=True)
def _fixed_code() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("analysis.reporting.runs.plan.package_hash", lambda: "fixed")
        yield


@pytest.fixture(scope="module")
def finished(notebooks: Path, out: Path) -> Outcome:
    return run_notebook(notebooks / "plain.ipynb", parameters={"least": "4"}, out_dir=out)


@pytest.fixture(scope="module")
def page(finished: Outcome) -> lxml.html.HtmlElement:
    return lxml.html.fromstring((finished.run.folder / "index.html").read_bytes())


def failing(notebooks: Path, out: Path, how: str, **options: object) -> Run:
    study = Study(
        notebooks=[str(notebooks / "failing.ipynb")], out=str(out), parameters={"fail": how}, **options
    )
    return plan_study(study).runs[0]


def test_a_finished_run_leaves_a_whole_folder_and_nothing_else(finished: Outcome, out: Path) -> None:
    assert (finished.status, finished.error) == ("finished", "")
    folder = finished.run.folder
    assert re.fullmatch(r"plain-[0-9a-f]{6}--[0-9a-f]{12}", folder.name)
    about = json.loads((folder / "run.json").read_text())
    assert about["status"] == "finished"
    assert about["parameters"] == {"least": 4, "title": "Plain"}
    assert about["warnings"] == ["UserWarning: a warning nobody needs"]
    found = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} - {"run.json"}
    assert set(about["outputs"]) == found
    assert {
        "index.html",
        "notebook.ipynb",
        "values.json",
        "figures/fig-words.svg",
        "tables/tbl-words.tex",
    } <= found
    for name, digest in about["outputs"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert {p.name for p in out.iterdir()} == {folder.name, "index.html"}


def test_a_second_run_finds_the_first(finished: Outcome, notebooks: Path, out: Path) -> None:
    before = (finished.run.folder / "run.json").stat().st_mtime_ns
    again = run_notebook(notebooks / "plain.ipynb", parameters={"least": 4}, out_dir=out)
    assert again.status == "unchanged"
    assert (finished.run.folder / "run.json").stat().st_mtime_ns == before


def test_the_same_run_elsewhere_gives_the_same_bytes(finished: Outcome, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    other = execute(replace(finished.run, out=tmp_path / "elsewhere"))
    assert other.status == "finished"
    names = sorted(
        p.relative_to(other.run.folder).as_posix() for p in other.run.folder.rglob("*") if p.is_file()
    )
    same, different, missing = filecmp.cmpfiles(finished.run.folder, other.run.folder, names, shallow=False)
    assert (different, missing) == ([], [])
    assert len(same) >= 13


def test_no_file_holds_a_path_of_this_machine(finished: Outcome, notebooks: Path, out: Path) -> None:
    paths = [str(notebooks), str(out), os.path.expanduser("~"), os.getcwd(), "/tmp/np-"]  # noqa: PTH109, PTH111
    for path in finished.run.folder.rglob("*"):
        if path.is_file():
            text = path.read_bytes().decode("utf-8", "replace")
            assert not [p for p in paths if p in text], path.name


def test_the_executed_notebook_is_valid_and_has_no_times(finished: Outcome) -> None:
    notebook = nbformat.read(finished.run.folder / "notebook.ipynb", as_version=4)
    nbformat.validate(notebook)
    injected = next(c for c in notebook.cells if "injected-parameters" in c.metadata.get("tags", []))
    assert "least = 4" in injected.source
    assert "report_dir = '.'" in injected.source
    assert "papermill" not in notebook.metadata
    text = (finished.run.folder / "notebook.ipynb").read_text()
    assert '"name": "stderr"' not in text
    assert "iopub" not in text
    assert "start_time" not in text


def test_the_page_runs_nothing_and_loads_nothing(page: lxml.html.HtmlElement) -> None:
    policy = page.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    tags = {element.tag for element in page.iter() if isinstance(element.tag, str)}
    assert not tags & {"script", "link", "iframe", "object", "embed", "form", "base", "svg", "video", "audio"}
    for element in page.iter():
        if isinstance(element.tag, str):
            assert not [name for name in element.attrib if name.startswith("on")]
            assert element.get("src", "data:").startswith("data:")
    links = [a.get("href") for a in page.iter("a")]
    assert not [link for link in links if re.match(r"[a-z]+:|//", link)]


def test_every_link_of_the_page_leads_somewhere(page: lxml.html.HtmlElement, finished: Outcome) -> None:
    ids = [element.get("id") for element in page.iter() if isinstance(element.tag, str) and element.get("id")]
    assert len(ids) == len(set(ids))
    assert {
        "fig-words",
        "tbl-words",
        "val-share",
        "ev-security",
        "note-1",
        "words",
        "numbers-and-evidence",
    } <= set(ids)
    for link in (a.get("href") for a in page.iter("a")):
        if link.startswith("#"):
            assert link[1:] in ids
        else:
            assert (finished.run.folder / link).is_file()


def test_the_page_has_title_contents_figure_and_citation(
    page: lxml.html.HtmlElement, finished: Outcome
) -> None:
    assert [h.text_content() for h in page.iter("h1")] == ["Plain"]
    assert page.findtext(".//title") == "Plain"
    contents = page.find(".//nav")
    headings = ["Words", "Numbers and evidence", "Methods and data", "References"]
    assert [a.text_content() for a in contents.iter("a")] == headings
    image = page.find(".//figure[@id='fig-words']//img")
    assert image.get("alt").startswith("Dot chart")
    assert b"<svg" in base64.b64decode(image.get("src").partition(",")[2])
    assert finished.run.run_id in page.find(".//footer").text_content()


def test_the_page_shows_no_code_no_errors_and_no_noise(page: lxml.html.HtmlElement) -> None:
    shown = copy.deepcopy(page)
    for methods in shown.find_class("np-methods"):  # which names the parameters that were changed
        methods.drop_tree()
    text = shown.text_content()
    for hidden in ("import pandas", "report_dir", "not for readers", "UserWarning", "Traceback", "least = 4"):
        assert hidden not in text


def test_hostile_text_is_text(page: lxml.html.HtmlElement, finished: Outcome) -> None:
    table = page.find(".//div[@id='tbl-words']//table")
    words = [row[0].text_content() for row in table.iter("tr")]
    assert "<script>alert(1)</script>" in words
    assert "$x_" in words
    assert max(map(len, words)) == 300
    assert "\u202e" not in page.text_content()
    assert "'=HYPERLINK" in (finished.run.folder / "tables/tbl-words.csv").read_text()


@pytest.mark.parametrize(
    ("how", "line"),
    [
        ("error", "ValueError: told to fail,"),
        ("empty", "a trend needs 3 months, 1 selected. Widen the selection (`where`)"),
        ("exit", "failing.ipynb: the notebook stopped before cell 4."),
        ("kill", "The kernel died"),
    ],
)
def test_a_run_that_fails_is_never_left_as_finished(
    notebooks: Path, tmp_path: Path, how: str, line: str
) -> None:
    run = failing(notebooks, tmp_path, how)
    outcome = execute(run)
    assert outcome.status == "failed"
    assert outcome.error.startswith(line)
    assert not run.folder.exists()
    record = tmp_path / ".failed" / run.slug
    text = (record / "error.txt").read_text()
    assert text.splitlines()[0] == outcome.error
    assert "\x1b" not in text
    assert str(notebooks) not in text
    assert json.loads((record / "run.json").read_text())["error"] == outcome.error
    assert not (tmp_path / ".partial").exists() or not list((tmp_path / ".partial").iterdir())
    if how == "error":
        assert "and to say so on two lines" in text
        assert (
            nbformat.read(record / "notebook.ipynb", as_version=4).cells[3].outputs[0].ename == "ValueError"
        )


def test_a_run_that_takes_too_long_is_stopped(notebooks: Path, tmp_path: Path) -> None:
    run = failing(notebooks, tmp_path, "sleep", timeout=3.0)
    outcome = execute(run)
    assert outcome.status == "failed"
    assert outcome.error.startswith("failing.ipynb: the run took longer than 3 seconds")
    assert outcome.seconds < 60
    assert not run.folder.exists()


def test_a_failure_is_forgotten_when_the_run_succeeds(notebooks: Path, tmp_path: Path) -> None:
    run = failing(notebooks, tmp_path, "")
    (tmp_path / ".failed" / run.slug).mkdir(parents=True)
    assert execute(run).status == "finished"
    assert not (tmp_path / ".failed").exists()
    assert "it went well at &lt;object object at 0x…&gt;" in (run.folder / "index.html").read_text()


@pytest.mark.parametrize(
    ("parameters", "says"),
    [
        ({"leest": 1}, r"no parameter 'leest'|has a parameter 'leest'. Did you mean 'least'\?"),
        ({"least": "many"}, "takes a whole number"),
        ({"report_dir": "x"}, "'report_dir' is set by the batch itself"),
        ({"where": "x"}, "the notebook has no parameter 'where'"),
    ],
)
def test_wrong_parameters_are_found_before_a_kernel_starts(
    notebooks: Path, tmp_path: Path, parameters: dict, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "analysis.reporting.runs.batch.execute", lambda run: pytest.fail("a kernel would have started")
    )
    with pytest.raises(ParameterError, match=says):
        run_notebook(notebooks / "plain.ipynb", parameters=parameters, out_dir=tmp_path / "out")
    assert not (tmp_path / "out").exists()

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import ParameterError
from analysis.framing import load_codebook
from analysis.framing.checking.linting import lint
from analysis.paths import shipped_notebooks
from analysis.reporting.runs.founding import new_study
from analysis.reporting.runs.plan import plan_study
from analysis.reporting.runs.study import load_study


def test_a_new_study_can_be_planned_at_once(tmp_path: Path, raw: Path) -> None:
    new_study(tmp_path / "Harbour dispute", raw=raw)
    plan = plan_study(load_study(tmp_path / "Harbour dispute" / "study.toml"))
    books = {run.notebook.stem: run for run in plan.runs}
    assert set(books) == {path.stem for path in shipped_notebooks().glob("*.ipynb")} - {"validation"}
    assert all(run.out == tmp_path / "Harbour dispute" / "reports" for run in plan.runs)
    codebook = Path(books["framing"].parameters["codebook"])
    assert codebook == tmp_path / "Harbour dispute" / "codebook.yaml"
    assert books["framing"].notebook.parent == tmp_path / "Harbour dispute" / "notebooks"


def test_its_codebook_is_the_generic_one_under_its_own_name(tmp_path: Path) -> None:
    new_study(tmp_path / "harbour-dispute")
    book = load_codebook(tmp_path / "harbour-dispute" / "codebook.yaml")
    assert book.name == "harbour_dispute"
    assert [frame.id for frame in book.frames] == [frame.id for frame in load_codebook("generic5").frames]
    assert not (lint(book)["severity"] == "error").any()


def test_the_frame_that_is_commented_out_is_a_right_one(tmp_path: Path) -> None:
    new_study(tmp_path / "harbour")
    path = tmp_path / "harbour" / "codebook.yaml"
    head, _, example = path.read_text(encoding="utf-8").partition("frames: []\n")
    uncommented = "\n".join(line.removeprefix("# ") for line in example.splitlines())
    path.write_text(head + uncommented, encoding="utf-8")
    assert "security" in [frame.id for frame in load_codebook(path).frames]


def test_articles_of_the_study_lie_in_data_raw_unless_they_lie_elsewhere(tmp_path: Path) -> None:
    new_study(tmp_path / "one")
    assert load_study(tmp_path / "one/study.toml").raw == str(tmp_path / "one/data/raw")
    new_study(tmp_path / "two", raw=tmp_path / "one/data/raw")
    assert load_study(tmp_path / "two/study.toml").raw == str(tmp_path / "one/data/raw")
    assert not (tmp_path / "two/data").exists()


def test_nothing_that_is_there_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("kept")
    with pytest.raises(ParameterError, match="something already"):
        new_study(tmp_path / "mine")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]


@pytest.mark.parametrize(
    ("name", "raw", "said"), [("***", "", "no letter"), ("a", "/no/such", "no such articles")]
)
def test_a_wrong_request_is_answered_before_anything_is_made(
    tmp_path: Path, name: str, raw: str, said: str
) -> None:
    with pytest.raises(ParameterError, match=said):
        new_study(tmp_path / name, raw=raw)
    assert not list(tmp_path.iterdir())

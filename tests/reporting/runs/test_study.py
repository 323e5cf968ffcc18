from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import ParameterError
from analysis.reporting.runs.study import Study, load_study, make_study, merge

GOOD = """
[study]
raw = "articles"
by = "outlet"
notebooks = ["vocabulary", "own/extra.ipynb"]
workers = 2

[parameters]
least = 5

[notebook.framing]
codebook = "x"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "study.toml"
    path.write_text(text)
    return path


def test_a_study_is_read_and_its_paths_start_at_the_file(tmp_path: Path) -> None:
    study = load_study(write(tmp_path, GOOD))
    assert study.raw == str(tmp_path / "articles")
    assert study.notebooks == ["vocabulary", str(tmp_path / "own/extra.ipynb")]
    assert (study.by, study.workers, study.parameters) == ("outlet", 2, {"least": 5})
    assert study.notebook == {"framing": {"codebook": "x"}}
    assert study.out == "reports"


def test_files_that_parameters_name_start_at_the_file_too(tmp_path: Path) -> None:
    text = '[parameters]\ndecisions = "own/actors.csv"\ncodebook = "generic5"\n'
    study = load_study(write(tmp_path, text + '[notebook.voices]\nactors_list = "ours.yaml"\n'))
    assert study.parameters == {"decisions": str(tmp_path / "own/actors.csv"), "codebook": "generic5"}
    assert study.notebook == {"voices": {"actors_list": str(tmp_path / "ours.yaml")}}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[study]\nwher = "x"\n', r"study.toml: line 2: there is no setting 'wher'. Did you mean 'where'\?"),
        ("[study]\n\nworkers = 0\n", "line 3: workers = 0 is not right.*greater than or equal to 1"),
        ('[study]\nworkers = "two"\n', "line 2: workers = 'two' is not right.*valid integer"),
        ('[study]\nnotebooks = "vocabulary"\n', "line 2: notebooks = 'vocabulary' is not right.*valid list"),
        ("[study]\ntimeout = -1.0\n", "timeout = -1.0 is not right"),
        ("[study]\nby = outlet\n", "not valid TOML: .*line 2.*Text needs quotes"),
        ('[studi]\nby = "outlet"\n', r"line 1: there is no section 'studi'. Did you mean 'study'\?"),
        ("\n[notebook]\nframing = 3\n", "line 2: notebook.framing = 3 is not right"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ParameterError, match=says):
        load_study(write(tmp_path, text))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match=r"nowhere\.toml: there is no such file"):
        load_study(tmp_path / "nowhere.toml")


def test_options_win_over_the_file(tmp_path: Path) -> None:
    study = load_study(write(tmp_path, GOOD))
    merged = merge(
        study, {"by": "section", "where": "", "workers": None, "parameters": {"least": "9", "deep": "yes"}}
    )
    assert (merged.by, merged.workers, merged.parameters) == ("section", 2, {"least": "9", "deep": "yes"})
    assert merge(Study(), {"out": "x", "notebooks": []}).notebooks == []


def test_values_are_not_converted_behind_ones_back() -> None:
    with pytest.raises(ParameterError, match="by = 3"):
        make_study({"by": 3})

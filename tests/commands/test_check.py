"""The commands check, trace and verify: what they print, and how they end."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis import cli
from analysis.reporting.formatting import json_text
from analysis.reporting.runs.provenance import file_hashes, run_id

Call = Callable[..., tuple[int, str, str]]

BASIS = {"parameters": {"least": 3}, "notebook": "n", "code": "c", "packages": {"python": "3.11"}}


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Call:
    """Return a function from arguments to exit code, output and errors; the folder of the call is a new one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["analysis", *arguments])
        monkeypatch.setattr(cli.signal, "signal", lambda *_: None)
        with pytest.raises(SystemExit) as end:
            cli.main()
        captured = capsys.readouterr()
        return int(end.value.code or 0), captured.out, captured.err

    return run


@pytest.fixture
def run(tmp_path: Path) -> str:
    """A report with values and no figures, in ``reports``; its name."""
    basis = {**BASIS, "fingerprint": "f"}
    name = f"corpus--{run_id(basis.pop('parameters'), **basis)}"
    folder = tmp_path / "reports" / name
    folder.mkdir(parents=True)
    values = {
        "articles": {"value": 1204, "unit": "articles", "text": "1204 articles", "label": "Articles"},
        "shaky": {"value": 12.9, "unit": "%", "text": "12.90%", "label": "Share",
                  "robustness": {"holds": 31, "variants": 48, "fragile": True, "claim": ""}},
    }  # fmt: skip
    (folder / "values.json").write_text(json_text(values))
    (folder / "index.html").write_text("<title>Corpus</title>")
    about = {
        "slug": "corpus", "run": name[8:], "status": "finished", "parameters": BASIS["parameters"], "code": "c",
        "versions": BASIS["packages"], "notebook": {"name": "corpus", "sha256": "n"},
        "inputs": {"fingerprint": "f", "articles": 1204}, "outputs": file_hashes(folder),
    }  # fmt: skip
    (folder / "run.json").write_text(json_text(about))
    return name


def paper(run: str, *typed: tuple[str, str]) -> str:
    Path("paper.md").write_text(
        "\n\n".join(f"It is [{words}](reports/{run}/index.html#val-{name})." for name, words in typed)
    )
    return "paper.md"


def test_a_right_manuscript_ends_with_0(call: Call, run: str) -> None:
    code, out, _ = call("check", paper(run, ("articles", "1,204")))
    assert code == 0
    assert "paper.md: 1 citations, 1 matching, 0 stale, 0 untraceable, 0 fragile (1 report known)." in out
    assert "uncited numbers: 0" in out


def test_a_wrong_number_ends_with_1_and_says_what_is_right(call: Call, run: str) -> None:
    code, out, _ = call("check", paper(run, ("articles", "1,240"), ("article", "1,204")))
    assert code == 1
    assert "line 1 " in out
    assert "the run says 1204" in out
    assert "Did you mean 'val-articles'?" in out


def test_what_is_fragile_is_a_warning_unless_strict(call: Call, run: str) -> None:
    code, out, _ = call("check", paper(run, ("shaky", "12.9%")))
    assert code == 0
    assert "holds in 31 of 48 variants" in out
    assert call("check", "paper.md", "--strict")[0] == 1


def test_json_is_for_machines(call: Call, run: str) -> None:
    code, out, _ = call("check", paper(run, ("articles", "1,240")), "--json")
    (found,) = json.loads(out)["manuscripts"]
    assert code == 1
    assert found["counts"] == {"matching": 0, "stale": 1, "untraceable": 0, "fragile": 0}
    assert found["findings"][0]["line"] == 1
    assert found["findings"][0]["item"] == f"{run}#val-articles"


def test_uncited_numbers_are_listed_when_asked_for(call: Call, run: str) -> None:
    Path("paper.md").write_text("There were 12 of them.")
    code, out, _ = call("check", "paper.md")
    assert (code, "uncited numbers: 1" in out, "12 of them" in out) == (0, True, False)
    assert "12 of them" in call("check", "paper.md", "--all")[1]


def test_pictures_from_elsewhere_can_be_named(call: Call, run: str) -> None:
    Path("paper.md").write_text("![Logo](logos/a.png)")
    assert call("check", "paper.md")[0] == 1
    code, out, _ = call("check", "paper.md", "--other", "logos/*")
    assert code == 0
    assert "pictures from no run, by --other: 1" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["check", "paper.md", "--reports", "nowhere"], "there is no such folder of reports"),
        (["check", "nothing.md"], "there is no such manuscript"),
        (["check", "paper.odt"], "it is no manuscript that can be checked"),
        (["trace", "nothing.png"], "there is no such file or folder"),
        (["verify", "corpsu"], "Did you mean 'corpus'?"),
    ],
)
def test_a_wrong_request_ends_with_2(call: Call, run: str, arguments: list[str], says: str) -> None:
    paper(run, ("articles", "1,204"))
    code, _, err = call(*arguments)
    assert (code, says in err) == (2, True)


def test_no_reports_is_a_wrong_request(call: Call) -> None:
    Path("paper.md").write_text("Nothing.")
    Path("empty").mkdir()
    code, _, err = call("check", "paper.md", "--reports", "empty")
    assert (code, "holds no finished report" in err) == (2, True)


def test_trace_ends_with_0_or_1(call: Call, run: str) -> None:
    shutil.copyfile(Path("reports") / run / "values.json", "copy.json")
    Path("own.csv").write_text("a,b\n1,2\n")
    code, out, _ = call("trace", "copy.json")
    assert (code, f"traced, {run}#values.json, current (the same bytes)" in out) == (0, True)
    assert "1204" in out
    code, out, _ = call("trace", "copy.json", "own.csv", "--json")
    assert (code, [one["outcome"] for one in json.loads(out)]) == (1, ["traced", "unknown"])


def test_verify_names_what_was_changed(call: Call, run: str) -> None:
    code, out, _ = call("verify", "corpus")
    assert (code, "holds" in out, "not derived again: its articles are not at hand" in out) == (0, True, True)
    (Path("reports") / run / "values.json").write_text("{}")
    code, out, _ = call("verify", f"reports/{run}", "--files-only")
    assert (code, "values.json: changed since the run wrote it" in out) == (1, True)
    assert json.loads(call("verify", "corpus", "--json")[1])[0]["holds"] is False

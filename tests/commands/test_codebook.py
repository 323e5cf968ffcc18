"""The commands `analysis codebook …`: what they print, write and refuse."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
import typer

from analysis import cli
from analysis.commands import codebook
from analysis.framing import fingerprint, load_codebook, shipped_codebooks

OWN = "extends: generic5\nname: own\nversion: '2'\ndrop: [morality]\nframes:\n  - {id: conflict, rule: any}\n"


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path):
    """Return a function from arguments to exit code, output and errors; the folder of the call is a new one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    Path("own.yaml").write_text(OWN, encoding="utf-8")

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["analysis", "codebook", *arguments])
        monkeypatch.setattr(cli.signal, "signal", lambda *_: None)
        with pytest.raises(SystemExit) as end:
            cli.main()
        captured = capsys.readouterr()
        return int(end.value.code or 0), captured.out, captured.err

    return run


@pytest.fixture
def raw(tmp_path: Path) -> str:
    record = {
        "outlet": "Harbour Post",
        "date": "2024-06-01",
        "title": "A quarrel",
        "text": "They accuse the mayor.",
    }
    (tmp_path / "raw.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    return "raw.jsonl"


def test_list_and_show(call) -> None:
    code, out, _ = call("list")
    assert code == 0
    assert all(name in out for name in shipped_codebooks())
    code, out, _ = call("show", "own.yaml")
    assert out.startswith(
        f"Five generic news frames, version 2, own, {fingerprint(load_codebook('own.yaml'))}\n"
    )
    assert "after generic5" in out
    code, out, _ = call("show", "own.yaml", "--yaml")
    Path("flat.yaml").write_text(out, encoding="utf-8")
    assert load_codebook("flat.yaml") == load_codebook("own.yaml")


def test_lint_prints_writes_and_fails_where_something_cannot_work(call, raw: str) -> None:
    code, out, _ = call("lint", "own.yaml", "--raw", raw, "--out", "findings.csv")
    assert code == 0
    assert "0 errors, " in out
    assert Path("findings.csv").read_text(encoding="utf-8").startswith("severity,place,check,")
    Path("bad.yaml").write_text(
        OWN.replace("rule: any", "indicators: [{id: sides, min_terms: 99}]"), encoding="utf-8"
    )
    code, out, _ = call("lint", "bad.yaml", "--no-notes")
    assert code == 1
    assert "the answer is always no" in out
    assert "bad.yaml, line 6" in out


def test_explain_a_text_an_article_and_a_term(call, raw: str) -> None:
    Path("text.txt").write_text("They accuse the mayor of a [bold]cover-up[/bold].", encoding="utf-8")
    code, out, _ = call("explain", "generic5", "text.txt")
    assert code == 0
    assert "accuse" in out
    assert "questions answered yes" in out
    code, out, _ = call("explain", "generic5", "--term", "accusing", "--raw", raw)
    assert "accuse" in out
    assert "kept  1" in out
    from analysis.corpus import open_corpus

    (article,) = open_corpus(raw).articles["article_id"]
    code, out, _ = call("explain", "generic5", "--raw", raw, "--article", article)
    assert code == 0
    assert "accuse" in out


def test_diff(call, raw: str) -> None:
    code, out, _ = call("diff", "generic5", "own.yaml", "--raw", raw)
    assert code == 0
    assert "at least 2" in out
    assert "removed" in out
    assert "Frames present, by terms alone, in 1 article" in out
    assert "0 differences" in call("diff", "own.yaml", "own.yaml")[1]


def test_schema(call) -> None:
    assert json.loads(call("schema")[1])["title"] == "Codebook of frames"
    assert call("schema", "--out", "schema.json") == (0, "", "")
    assert json.loads(Path("schema.json").read_text(encoding="utf-8"))["$defs"]["Codebook"]


def test_import_writes_a_codebook_and_lists_what_it_left(call) -> None:
    Path("tone.lc3").write_text("+NEG\nbad\n*ing\n=cmd()*\n", encoding="utf-8")
    code, out, _ = call("import", "tone.lc3", "tone.yaml", "--not-taken", "left.csv")
    assert code == 0
    assert "1 terms in 1 frames: tone.yaml" in out
    assert "2 entries were not taken" in out
    assert load_codebook("tone.yaml").name == "tone"
    assert "'=cmd()*" in Path("left.csv").read_text(encoding="utf-8")
    code, _, err = call("import", "tone.lc3", "tone.yaml")
    assert code == 2
    assert "there is such a file already" in err
    assert call("import", "tone.lc3", "tone.yaml", "--force")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["show", "generic"], "Did you mean 'generic5'?"),
        (["lint", "none.yaml"], "there is no such file"),
        (["explain", "generic5"], "one thing can be explained at a time"),
        (["explain", "generic5", "none.txt"], "there is no such file"),
        (["explain", "generic5", "--term", "acuse"], "Did you mean 'accuse'?"),
        (["explain", "generic5", "--article", "x"], "--raw FOLDER"),
        (["import", "own.txt", "x.yaml"], "no ending of a dictionary"),
    ],
)
def test_a_wrong_request_is_one_line(call, arguments: list[str], says: str) -> None:
    code, out, err = call(*arguments)
    assert (code, out) == (2, "")
    (line,) = err.splitlines()
    assert says in line


def test_further_commands_can_be_registered() -> None:
    assert isinstance(codebook.app, typer.Typer)
    assert {"lint", "explain", "diff", "schema", "import", "list", "show", "sheet"} == {
        command.name or command.callback.__name__ for command in codebook.app.registered_commands
    }

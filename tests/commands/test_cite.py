"""`analysis cite`, as a user types it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from analysis import cli

Cite = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def home(make_report: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two reports and a superseded one."""
    home = tmp_path_factory.mktemp("project")
    (home / "paper").mkdir()
    values = {"articles": {"value": 1204, "unit": "articles"}, "share": {"value": 34.2, "unit": "%"}}
    make_report(home / "reports", "vocabulary", "bbbbbbbb2222", caption="Words", values=values)
    make_report(
        home / "reports", "actors", "cccccccc3333", caption="Actors", values={"articles": {"value": 7}}
    )
    make_report(home / "reports/.superseded", "vocabulary", "aaaaaaaa1111", caption="Words", values=values)
    return home


@pytest.fixture
def cite(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> Cite:
    monkeypatch.chdir(home / "paper")

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["analysis", "cite", "--reports", "../reports", *words])
        with pytest.raises(SystemExit) as end:
            cli.main()
        said = capsys.readouterr()
        return int(end.value.code or 0), said.out, said.err

    return run


ADDRESS = "../reports/vocabulary--bbbbbbbb2222"


@pytest.mark.parametrize(
    ("words", "pasted"),
    [
        (("share",), "\\npvalue[bbbbbbbb]{share}\n"),
        (("val-share",), "\\npvalue[bbbbbbbb]{share}\n"),
        (("share", "--style", "quarto"), "{{< var np.rbbbbbbbb.share >}}\n"),
        (("share", "--style", "markdown"), f"[34.2%]({ADDRESS}/index.html#val-share)\n"),
        (("share", "--style", "word"), f"Text: 34.2%\nLink: {ADDRESS}/index.html#val-share\n"),
        (("fig-words", "--run", "vocabulary", "--style", "quarto"),
         f'![Words]({ADDRESS}/figures/fig-words.png){{#fig-words fig-alt="Two bars."}}\n'),
        (("fig-words", "--run", "bbbb", "--style", "markdown"), f"![Words]({ADDRESS}/figures/fig-words.png)\n"),
        (("tbl-words", "--run", "vocabulary"), f"\\input{{{ADDRESS}/tables/tbl-words.tex}}\n"),
        (("report", "--run", "vocabulary--bbbbbbbb2222"), "\\cite{np-report-bbbbbbbb}\n"),
        (("data", "--run", "vocabulary", "--style", "markdown"), "[@np-data-bbbbbbbb]\n"),
        (("references", "--run", "vocabulary"), "\\cite{np-report-bbbbbbbb,np-data-bbbbbbbb,np-software-bbbbbbbb}\n"),
        (("tbl-words", "--run", "vocabulary", "--style", "markdown"),
         "| word | count |\n| :--- | ---: |\n| Words | 3 |\n| treaty | 12,345 |\n\n: Words\n"),
    ],
)  # fmt: skip
def test_nothing_but_what_to_paste_is_printed(cite: Cite, words: tuple[str, ...], pasted: str) -> None:
    code, out, err = cite(*words)
    assert (code, out) == (0, pasted)
    assert "report vocabulary--bbbbbbbb2222" in err


def test_a_figure_for_latex_has_caption_label_and_alternative_text(cite: Cite) -> None:
    _, out, err = cite("fig-words", "--run", "vocabulary")
    assert f"alt={{Two bars.}}]{{{ADDRESS}/figures/fig-words.pdf}}" in out
    assert r"\caption{Words}" in out
    assert r"\label{fig-words}" in out
    assert "graphicx" in err


def test_of_several_reports_one_is_chosen_and_the_others_are_named(cite: Cite) -> None:
    code, out, err = cite("articles")
    assert (code, out) == (0, "\\npvalue[cccccccc]{articles}\n")
    assert "From Actors, report actors--cccccccc3333" in err
    assert "Also in vocabulary (bbbbbbbb)" in err


def test_a_superseded_run_is_cited_when_asked_for_and_said_to_be_one(cite: Cite) -> None:
    code, out, err = cite("share", "--run", "aaaaaaaa")
    assert (code, out) == (0, "\\npvalue[aaaaaaaa]{share}\n")
    assert "superseded" in err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("fig-wrods",), "Did you mean 'fig-words'?"),
        (("val-shar",), "Did you mean 'share'?"),
        (("share", "--run", "vocabluary"), "Did you mean 'vocabulary'?"),
        (("share", "--style", "latx"), "Did you mean 'latex'?"),
        (("share", "--variables"), "exclude each other"),
        (("share", "--reports", "nowhere"), "no such folder"),
        (("share", "--reports", "."), "no finished report"),
        (("--pin", "paper.docx"), "no such file"),
    ],
)
def test_mistakes_are_one_line_with_a_way_out(cite: Cite, words: tuple[str, ...], says: str) -> None:
    code, out, err = cite(*words)
    assert (code, out) == (2, "")
    assert says in err
    assert len(err.strip().splitlines()) == 1


def test_the_list_names_every_item(cite: Cite) -> None:
    _, out, _ = cite()
    assert "vocabulary--bbbbbbbb2222  Vocabulary" in out
    assert "34.2%" in out
    assert out.count("fig-words") == 2


def test_references_take_what_only_a_person_knows(cite: Cite) -> None:
    _, out, _ = cite(
        "report", "--run", "actors", "--style", "csl", "--author", "Ann Reader", "--year", "2026"
    )
    (entry,) = json.loads(out)
    assert entry["author"] == [{"literal": "Ann Reader"}]
    assert entry["issued"] == {"date-parts": [[2026]]}
    _, out, _ = cite("fig-words", "--run", "actors", "--style", "text")
    assert out.startswith("Figure 1 (fig-words) in: News Profiles. (n.d.). Actors (Run cccccccc3333)")


def test_variables_of_all_or_of_the_reports_named(cite: Cite) -> None:
    _, out, _ = cite("--variables")
    assert yaml.safe_load(out)["np"]["rbbbbbbbb"] == {"articles": "1204 articles", "share": "34.2%"}
    assert set(yaml.safe_load(out)["np"]) == {"rbbbbbbbb", "rcccccccc"}
    _, out, _ = cite("--variables", "--run", "actors", "--run", "aaaaaaaa")
    assert set(yaml.safe_load(out)["np"]) == {"raaaaaaaa", "rcccccccc"}


def test_a_manuscript_is_pinned_in_place(cite: Cite, home: Path) -> None:
    paper = home / "paper/paper.qmd"
    paper.write_text("{{< var np.vocabulary.share >}} ../reports/vocabulary--aaaaaaaa1111/ nobody--current")
    code, out, err = cite("--pin", "paper.qmd")
    assert (code, out) == (0, "")
    assert (
        paper.read_text()
        == "{{< var np.rbbbbbbbb.share >}} ../reports/vocabulary--bbbbbbbb2222/ nobody--current"
    )
    assert "paper.qmd: vocabulary is now rbbbbbbbb" in err
    assert "nobody--current names no report here" in err

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.reporting.citing.items import Item
from analysis.reporting.citing.tex import figure_environment

Typeset = Callable[..., tuple[str, str]]


def load(folder: Path, beside: Path, *, figures: bool = True) -> str:
    base = Path(os.path.relpath(folder, beside)).as_posix()
    names = ["values", "figures"] if figures else ["values"]
    return "\n".join(rf"\input{{{base}/cite/{name}.tex}}" for name in names)


def test_every_value_is_in_the_file_as_the_report_prints_it(good: Path) -> None:
    text = (good / "cite/values.tex").read_text(encoding="utf-8")
    found = dict(re.findall(r"^\\@namedef\{np/value/12345678/([^}]+)\}\{(.*)\}$", text, flags=re.M))
    printed = {name: entry["text"] for name, entry in json.loads((good / "values.json").read_text()).items()}
    assert {name: shown.replace(r"\%", "%") for name, shown in found.items()} == printed
    assert printed["share"] == "34.2%"


def test_values_need_no_package_and_work_where_text_moves(
    good: Path, tmp_path: Path, typeset: Typeset
) -> None:
    body = (
        r"\tableofcontents\section{Of \npvalue{articles}}\subsection*{Plain \npvalue[12345678]{rate-2024}}"
        r"A \npvalue [12345678] {share}. \edef\x{\npvalue{articles}}\x\footnote{\MakeUppercase{\npvalue{articles}}}"
        r" \npliteral{share}{34 per cent}, \npliteral[12345678]{share}{about a third}."
    )
    shown, log = typeset(body, preamble=load(good, tmp_path, figures=False), times=2)
    assert shown.count("Of 1204 articles") == 2
    assert "Plain -1,234 per million words" in " ".join(shown.split())
    assert "A 34.2%." in shown
    assert "1204 ARTICLES" in shown
    assert "34 per cent, about a third." in shown
    assert (
        "Warning" not in log.replace("Rerun", "").split("newsprofiles")[0]
        or "Package newsprofiles" not in log
    )


def test_an_unknown_name_is_told_in_the_text_and_in_the_log(
    good: Path, tmp_path: Path, typeset: Typeset
) -> None:
    body = (
        r"\section{On \npvalue{artikles}} So \npvalue{a_b%c"
        + "\n"
        + r"}, \npvalue[99999999]{share}, \npfigure{fig-no}"
    )
    shown, log = typeset(body, preamble=load(good, tmp_path) + r"\usepackage{hyperref}", times=2)
    flat = " ".join(shown.split())
    assert "On [no value artikles]" in flat
    assert "So [no value a_b" in flat
    assert "[no value share]" in flat
    assert "[no figure fig-no]" in flat
    assert "Package newsprofiles Warning" in log


def test_the_run_loaded_last_is_meant_unless_one_is_named(
    good: Path, bad: Path, tmp_path: Path, typeset: Typeset
) -> None:
    preamble = load(good, tmp_path) + "\n" + load(bad, tmp_path)
    body = r"X\npvalue{articles}X Y\npvalue[12345678]{articles}Y Z\npvalue{hyphens-2}Z"
    shown, _ = typeset(body, preamble=preamble)
    assert "X[no value articles]X" in shown
    assert "Y1204 articlesY" in shown
    assert "Za -- bZ" in shown  # two hyphens, not a dash


def test_two_runs_with_a_figure_of_one_name_have_labels_of_their_own(
    good: Path, bad: Path, tmp_path: Path, typeset: Typeset
) -> None:
    body = (
        r"\npfigure[12345678]{fig-words} \npfigure[0a1b2c3d]{fig-words} "
        r"See \ref{12345678-fig-words} \ref{fig-words} \ref{0a1b2c3d-fig-words}."
    )
    shown, log = typeset(body, preamble=load(good, tmp_path) + "\n" + load(bad, tmp_path), times=2)
    assert "See 1 1 2." in shown
    assert "multiply defined" not in log


@pytest.mark.parametrize("engine", ["pdflatex", "lualatex"])
def test_hostile_words_compile_and_do_nothing(
    bad: Path, tmp_path: Path, typeset: Typeset, engine: str
) -> None:
    body = (
        r"\listoffigures \npfigure{fig-words} \nptable{tbl-words} "
        r"\nppicture{fig-words} \npcaption{tbl-words} END\npvalue{worst}END"
    )
    shown, _ = typeset(body, engine=engine, preamble=load(bad, tmp_path), times=2)
    assert r"\input{/etc/passwd}" in shown
    assert "/etc/passwd" not in (tmp_path / "main.fls").read_text()  # every file the engine opened
    assert r"\write18{id}" in shown
    assert "END" in shown
    for seen in ("50%", "& more #1", "{{<", "\\end{document}"):
        assert seen in shown
    if engine == "lualatex":
        assert "[U+" not in shown.replace("[U+FFFD]", "")
    else:
        assert "[U+0540]" in shown  # the first letter of Armenia's own name


def test_a_figure_environment_stands_by_itself(good: Path, tmp_path: Path, typeset: Typeset) -> None:
    base = Path(os.path.relpath(good, tmp_path)).as_posix()
    pasted = figure_environment(Item("fig-words", "figure", 1, "Five % of {words}", alt="a, b] = c"), base)
    shown, log = typeset(pasted)
    assert "Figure 1: Five % of {words}" in shown
    assert "fig-words.pdf" in log


def test_macros_leave_the_at_sign_as_they_found_it(good: Path, tmp_path: Path, typeset: Typeset) -> None:
    preamble = (
        load(good, tmp_path)
        + r"\makeatletter"
        + load(good, tmp_path)
        + r"\def\a@b{kept}\let\ab\a@b\makeatother"
    )
    shown, _ = typeset(r"a@b \ab, \the\catcode64", preamble=preamble)
    assert "a@b kept, 12" in shown

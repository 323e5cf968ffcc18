from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from analysis.reporting.citing.items import plain, read_citable
from analysis.reporting.citing.markdown import markdown, variables


def pandoc(text: str, kind: str = "json") -> str:
    if shutil.which("pandoc") is None:
        pytest.skip("pandoc is not installed")
    command = ["pandoc", "--from", "markdown", "--to", kind, "--wrap=none"]
    return subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout.decode()


@given(st.text(max_size=200))
def test_nothing_that_runs_code_is_in_the_source(text: str) -> None:
    made = markdown(text)
    assert "`" not in made
    assert "{{" not in made
    assert "}}" not in made
    assert "\n" not in made


TEXTS = [
    "5 *stars*", "a_b_c", "<b>x</b>", "[x](y)", "# head", "- item", "1. item", "(a) item", "> quote", "$x$", "@key",
    "^up^ ~down~", "&amp; &lt;", "a -- b --- c...", "| a | b |", "::: {.x}", "+ one", ": two", "\\alpha", "`x`",
    "34.20%", "-1,234 per million words", "![p](q)", "a! b", "----", "% title", "=== x", "+3.2",
]  # fmt: skip


def test_text_stands_for_itself() -> None:
    shown = pandoc("\n\n".join(map(markdown, TEXTS)), "plain").strip("\n")
    assert shown.split("\n\n") == TEXTS


def test_hostile_captions_are_one_picture_each_and_nothing_else(bad: Path) -> None:
    blocks = json.loads(pandoc((bad / "cite/figures.qmd").read_text(encoding="utf-8")))["blocks"]
    kinds = [block["t"] for block in blocks]
    assert kinds == ["RawBlock", "Para"]  # the comment, the figure
    (image,) = blocks[1]["c"]
    assert image["t"] == "Image"
    (identity, _, attributes), caption, target = image["c"]
    assert identity == "fig-words"
    assert [name for name, _ in attributes] == ["fig-alt"]
    assert target[0] == "../figures/fig-words.png"
    assert {inline["t"] for inline in caption} <= {"Str", "Space", "Quoted"}
    assert r"\input{/etc/passwd}" in attributes[0][1]
    assert "<script>alert(1)</script>" in attributes[0][1]


def test_variables_are_the_values_of_the_report(good: Path) -> None:
    found = yaml.safe_load((good / "cite/_variables.yml").read_text(encoding="utf-8"))
    printed = {name: entry["text"] for name, entry in json.loads((good / "values.json").read_text()).items()}
    assert found == {"np": {"r12345678": printed}}
    assert printed["rate-2024"].startswith("-1")


def test_variables_of_hostile_values_are_text(bad: Path) -> None:
    found = yaml.safe_load((bad / "cite/_variables.yml").read_text(encoding="utf-8"))["np"]["r0a1b2c3d"]
    assert set(found) == {"worst", "hyphens-2"}
    assert pandoc(found["hyphens-2"], "plain").strip() == "a -- b"
    inlines = json.loads(pandoc(found["worst"]))["blocks"]
    assert [block["t"] for block in inlines] == ["Para"]
    assert {inline["t"] for inline in inlines[0]["c"]} <= {"Str", "Space", "Quoted"}


def test_variables_of_several_reports_are_one_file(good: Path, bad: Path) -> None:
    reports = [read_citable(folder, json.loads((folder / "run.json").read_text())) for folder in (good, bad)]
    found = yaml.safe_load(variables(reports))
    assert set(found["np"]) == {"r12345678", "r0a1b2c3d"}
    assert variables(reports) == variables(reversed(reports))


@given(st.text(max_size=50))
def test_yaml_reads_back_any_value(text: str) -> None:
    made = json.dumps(markdown(text), ensure_ascii=False)
    assert yaml.safe_load(f"a: {made}") == {"a": markdown(plain(text))}

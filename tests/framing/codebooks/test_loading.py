"""Codebook files: what is read, and one line for every mistake."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import lines
from analysis.errors import AnalysisError, CodebookError
from analysis.framing import codebook_table, load_codebook, parse_codebook, shipped_codebooks

GOOD = """\
name: small
version: 1.0
title: A small codebook
description: For tests.
source: This project.
frames:
  - id: conflict
    label: Conflict
    definition: Sides against each other.
    functions: [problem, judgement]
    rule: at least 2
    indicators:
      - id: words
        question: Do they quarrel?
        terms:
          - quarrel
          - {term: row, pos: NOUN, near: over}
      - id: arms
        question: Do they fight?
        min: 2
        terms: [no, 1914]
"""


def error(text: str) -> str:
    with pytest.raises(CodebookError) as caught:
        parse_codebook(text, where="small.yaml")
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_scalars_stay_words_and_versions_stay_as_written() -> None:
    codebook = parse_codebook(GOOD)
    assert codebook.version == "1.0"
    assert [term.term for term in codebook.frames[0].indicators[1].terms] == ["no", "1914"]
    row = codebook.frames[0].indicators[0].terms[1]
    assert (row.pos, row.near, row.weight, row.window) == (("NOUN",), ("over",), 1.0, 8)
    assert codebook.frames[0].needed == 2


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ("    definition:", "    defintion:", ["line 9", "'defintion'", "Did you mean 'definition'?"]),
        ("near: over", "nere: over", ["line 17", "'nere'", "Did you mean 'near'?"]),
        ("        min: 2", "        minn: 2", ["line 20", "'minn'", "'min'"]),
        ("        min: 2", "        min: two", ["line 20", "'min'", "'two'", "integer"]),
        ("        min: 2", "        min: 0", ["line 20", "'min'", "'0'"]),
        ("judgement", "judgment", ["line 10", "'judgment'", "Did you mean 'judgement'?"]),
        ("pos: NOUN", "pos: NUON", ["line 17", "'NUON'", "Did you mean 'NOUN'?"]),
        ("at least 2", "at least 3", ["line 11", "cannot be met", "2 indicators"]),
        ("at least 2", "most", ["line 11", "'most'", "any, all"]),
        ("terms: [no, 1914]", "terms: []", ["line 18", "nothing answers the indicator"]),
        ("terms: [no, 1914]", "terms: no", ["line 21", "'terms'", "'no'"]),
        ("terms: [no, 1914]", "terms: [no, No]", ["line 21", "'no'", "twice"]),
        ("id: arms", "id: words", ["line 18", "indicator 'words'", "twice"]),
        ("id: arms", "id: Arms race", ["line 18", "'Arms race' is not an id"]),
        ("          - quarrel\n", "          - qu*\n", ["line 16", "'qu*'", "at least 3 letters"]),
        ("          - quarrel\n", "          - '(a+)+$'\n", ["line 16", "is not a term"]),
        ("          - quarrel\n", "          - one two three four five six seven\n", ["line 16", "7 words; at most 6"]),
        ("near: over", "near: in front", ["line 17", "'in front'", "at most 1"]),
        ("{term: row, pos: NOUN,", "{term: big row, pos: NOUN,", ["line 17", "single words", "'big row'"]),
        ("source: This project.\n", "", ["line 1", "'source' is missing", "name, version, title"]),
        ("title: A small", "title: x\ntitle: A small", ["line 4", "'title' stands twice", "line 3"]),
        ("functions: [problem, judgement]", "functions: [problem, judgement", ["line 11", "not YAML"]),
        ("    label: Conflict", "\tlabel: Conflict", ["line 8", "not YAML"]),
        ("label: Conflict", "label: &x Conflict", ["line 8", "anchors"]),
        ("label: Conflict", "label: !!python/name:os.system x", ["line 8", "tag"]),
    ],
)  # fmt: skip
def test_every_mistake_is_one_line_with_its_place(old: str, new: str, parts: list[str]) -> None:
    assert GOOD.count(old) == 1
    message = error(GOOD.replace(old, new))
    assert message.startswith("small.yaml, line ")
    for part in parts:
        assert part in message


def test_first_mistake_in_the_file_is_named_and_the_rest_counted() -> None:
    message = error(GOOD.replace("near: over", "nere: over").replace("label: Conflict", "lable: Conflict"))
    assert "line 8" in message or "line 7" in message
    assert "more problem" in message


@pytest.mark.parametrize("text", ["", "   \n", "just a line", "- a\n- b", "42"])
def test_text_that_is_no_codebook(text: str) -> None:
    assert "small.yaml" in error(text)


def test_deep_nesting_is_refused_not_recursed() -> None:
    assert "levels of nesting" in error("[" * 100_000)


def test_names_and_paths(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="Did you mean 'generic5'"):
        load_codebook("generic")
    with pytest.raises(CodebookError, match="no such file"):
        load_codebook(tmp_path / "none.yaml")
    binary = tmp_path / "binary.yaml"
    binary.write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(CodebookError, match="UTF-8"):
        load_codebook(str(binary))
    good = tmp_path / "good.yml"
    good.write_text("\ufeff" + GOOD, encoding="utf-8")
    assert load_codebook(good).name == "small"


@settings(deadline=None)
@given(st.text(alphabet="abc:[]{}-*&!#'\"\n\t >|%@,", max_size=80))
def test_noise_is_a_codebook_error_of_one_line(text: str) -> None:
    assert "small.yaml" in error(text)


def test_shipped_codebooks_load_and_say_what_a_coder_needs() -> None:
    assert "generic5" in shipped_codebooks()
    for name in shipped_codebooks():
        codebook = load_codebook(name)
        assert codebook.name == name
        for frame in codebook.frames:
            assert all([frame.include, frame.exclude, frame.examples])
            assert all(indicator.question.endswith("?") for indicator in frame.indicators)
        table = codebook_table(codebook)
        assert len(table) == sum(len(frame.indicators) for frame in codebook.frames)
        assert set(table["frame"]) == {frame.id for frame in codebook.frames}


BROKEN = ("a: [1", "a: b: c", "\ta: 1", "a: 'x", "a: \ud800", "é: [x\n")
READ = ("a: {b: 1, c: [2]}", "- x\n-  y: no\n")


@pytest.mark.parametrize("text", [*BROKEN, *READ])
def test_both_parsers_say_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    said = []
    for loader in (lines.FAST, yaml.SafeLoader):
        monkeypatch.setattr(lines, "FAST", loader)
        try:
            said.append(str(lines.read_lines(text, where="x")))
        except AnalysisError as problem:
            said.append(str(problem))
    assert said[0] == said[1]

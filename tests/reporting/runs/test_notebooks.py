from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis.errors import ParameterError, RunError
from analysis.reporting.runs.notebooks import (
    compares_groups,
    find_notebooks,
    has_parameters,
    read_notebook,
    source_hash,
    title_of,
)


def write(path: Path, source: str = "a = 1", **metadata: object) -> Path:
    cell = new_code_cell(source, metadata={"tags": ["parameters"]}, outputs=[new_output("stream", text="x")])
    cells = [new_markdown_cell("intro\n\n# The *title* #\n"), cell]
    nbformat.write(new_notebook(cells=cells, metadata=metadata), path)
    return path


def test_outputs_do_not_count_in_the_hash_but_source_and_tags_do(tmp_path: Path) -> None:
    first = read_notebook(write(tmp_path / "a.ipynb"))
    assert first.cells[1].outputs == []
    same = nbformat.read(write(tmp_path / "b.ipynb"), as_version=4)
    same.cells[1].execution_count = 7
    assert source_hash(first) == source_hash(same)
    assert source_hash(first) != source_hash(read_notebook(write(tmp_path / "c.ipynb", "a = 2")))
    same.cells[1].metadata["tags"] = []
    assert source_hash(first) != source_hash(same)


def test_the_title_is_the_first_heading(tmp_path: Path) -> None:
    assert title_of(read_notebook(write(tmp_path / "a.ipynb")), "x") == "The title"
    assert title_of(new_notebook(), "x") == "x"


def test_known_notebooks_come_first_and_scratch_is_left_out(tmp_path: Path) -> None:
    for name in ("zebra", "actors", "corpus", "own"):
        write(tmp_path / f"{name}.ipynb")
    nbformat.write(new_notebook(), tmp_path / "scratch.ipynb")
    assert [p.stem for p in find_notebooks(tmp_path)] == ["corpus", "actors", "own", "zebra"]
    assert [p.stem for p in find_notebooks(tmp_path, ["own", "corpus.ipynb", "own"])] == ["own", "corpus"]
    assert find_notebooks(tmp_path / "none", [str(tmp_path / "own.ipynb")]) == [tmp_path / "own.ipynb"]
    assert not has_parameters(read_notebook(tmp_path / "scratch.ipynb"))


def test_an_unknown_notebook_is_told_the_nearest(tmp_path: Path) -> None:
    write(tmp_path / "vocabulary.ipynb")
    with pytest.raises(ParameterError, match=r"no notebook 'vocabulry'.*Did you mean 'vocabulary'\?"):
        find_notebooks(tmp_path, ["vocabulry"])
    with pytest.raises(ParameterError, match="holds no notebook"):
        find_notebooks(tmp_path / "none")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"cells": 3}', "\x00\x01"])
def test_what_is_no_notebook_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "bad.ipynb"
    path.write_text(content)
    with pytest.raises(RunError, match=r"bad\.ipynb: the file is not a notebook"):
        read_notebook(path)


def test_a_missing_notebook_is_named(tmp_path: Path) -> None:
    write(tmp_path / "actors.ipynb")
    with pytest.raises(RunError, match=r"actor.ipynb: there is no such notebook.*'actors'"):
        read_notebook(tmp_path / "actor.ipynb")


def test_notebooks_that_compare_groups_are_known(tmp_path: Path) -> None:
    plain = read_notebook(write(tmp_path / "a.ipynb"))
    marked = read_notebook(write(tmp_path / "b.ipynb", news_profiles={"scope": "whole"}))
    assert not compares_groups(Path("a.ipynb"), plain)
    assert compares_groups(Path("comparison.ipynb"), plain)
    assert compares_groups(Path("b.ipynb"), marked)

"""Two folders of a run compared: the first difference is named to the cell, and none is lost."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from analysis.reporting.checking.comparing import compare_folders


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    for name in ("then", "now"):
        for room in ("figures", "tables", "evidence"):
            (tmp_path / name / room).mkdir(parents=True)
        (tmp_path / name / "figures" / "fig-a.csv").write_text("word,rate\nmayor,1.5\ntown,2.25\n")
        (tmp_path / name / "values.json").write_text(json.dumps({"share": {"value": 34.2, "n": 3}}))
        Image.fromarray(np.zeros((4, 5, 3), np.uint8)).save(tmp_path / name / "figures" / "fig-a.png")
        (tmp_path / name / "index.html").write_text("one\ntwo\n")
        (tmp_path / name / "run.json").write_text(name)
    return tmp_path / "then", tmp_path / "now"


def found(pair: tuple[Path, Path], **options) -> dict[str, list[str]]:
    return {s.what: [str(d) for d in s.differences] for s in compare_folders(*pair, **options) if s.count}


def test_equal_folders_do_not_differ_and_every_file_is_looked_at(pair) -> None:
    assert found(pair) == {}
    assert sum(stage.files for stage in compare_folders(*pair)) == 4


def test_a_cell_is_named_with_both_values(pair) -> None:
    (pair[1] / "figures" / "fig-a.csv").write_text("word,rate\nmayor,1.5\ntown,2.5\n")
    assert found(pair) == {"data": ["figures/fig-a.csv, row 2, column rate: 2.25 recorded, 2.5 now"]}
    assert found(pair, tolerance=0.2) == {}


def test_rows_columns_and_files_that_are_gone_are_named(pair) -> None:
    (pair[1] / "figures" / "fig-a.csv").write_text("word,rate\nmayor,1.5\n")
    (pair[0] / "tables" / "tbl-a.csv").write_text("a,b\n1,2\n")
    (pair[1] / "tables" / "tbl-a.csv").write_text("a,c\n1,2\n")
    (pair[1] / "evidence" / "ev-a.csv").write_text("x\n")
    assert found(pair) == {
        "data": ["figures/fig-a.csv, rows: 2 recorded, 1 now"],
        "tables": ["tables/tbl-a.csv, columns: a, b recorded, a, c now"],
        "evidence": ["evidence/ev-a.csv: missing recorded, present now"],
    }


def test_values_are_named_by_their_field(pair) -> None:
    (pair[1] / "values.json").write_text(json.dumps({"share": {"value": 34.3, "n": 3}, "new": 1}))
    assert found(pair)["values"] == [
        "values.json, share.value: 34.2 recorded, 34.3 now",
        "values.json, new: missing recorded, present now",
    ]


def test_pixels_are_compared_as_seen(pair) -> None:
    changed = np.zeros((4, 5, 3), np.uint8)
    changed[2, 3] = (7, 0, 0)
    Image.fromarray(changed).save(pair[1] / "figures" / "fig-a.png")
    assert found(pair) == {
        "pixels": [
            "figures/fig-a.png, 1 of 20 pixels, largest difference 7 of 255: [0, 0, 0] recorded, [7, 0, 0] now"
        ]
    }
    Image.fromarray(np.zeros((4, 5, 3), np.uint8)).save(pair[1] / "figures" / "fig-a.png", compress_level=0)
    assert found(pair) == {}


def test_the_page_comes_last(pair) -> None:
    (pair[1] / "index.html").write_text("one\nthree\n")
    (pair[1] / "values.json").write_text("{}")
    assert list(found(pair)) == ["values", "page and other files"]
    assert found(pair)["page and other files"] == ["index.html, line 2: two recorded, three now"]

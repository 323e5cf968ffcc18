from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import lxml.etree
import pytest
from matplotlib.figure import Figure
from PIL import Image

from analysis.errors import ParameterError
from analysis.figures.saving import FORMATS, Trace, figure_bytes, save_figure
from analysis.figures.theme import new_figure, themed

TRACE = Trace("Title <b>", "What is seen \u202e & more — Ереван", "0123456789ab", "f" * 64)


def drawing() -> Figure:
    with themed():
        figure, axes = new_figure(height_mm=60)
        axes.plot([1, 2, 3], [3, 1, 2], "o-")
        axes.set_xticks([1, 2, 3], labels=["$x_", "\\input{x}", "<script>"])
        axes.set_title("costs $5 and $")
    return figure


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_figure_gives_the_same_bytes(kind: str) -> None:
    assert figure_bytes(drawing(), kind, trace=TRACE) == figure_bytes(drawing(), kind, trace=TRACE)


def test_bytes_are_the_same_in_another_process(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import test_saving as t; from analysis.figures.saving import *; "
        "sys.stdout.buffer.write(b''.join(figure_bytes(t.drawing(), k, trace=t.TRACE) for k in FORMATS))"
    )
    other = subprocess.run(
        [sys.executable, "-c", code, str(Path(__file__).parent)],
        capture_output=True, check=True, env={"PYTHONHASHSEED": "7", "HOME": str(tmp_path), "TZ": "Asia/Tokyo"},
    ).stdout  # fmt: skip
    assert other == b"".join(figure_bytes(drawing(), kind, trace=TRACE) for kind in FORMATS)


def test_files_carry_run_and_data(tmp_path: Path) -> None:
    files = save_figure(drawing(), tmp_path / "figures", "fig-a", trace=TRACE)
    assert sorted(path.name for path in (tmp_path / "figures").iterdir()) == [
        "fig-a.pdf",
        "fig-a.png",
        "fig-a.svg",
    ]
    with Image.open(files["png"]) as image:
        assert image.info["Run"] == TRACE.run_id
        assert image.info["Data-SHA256"] == TRACE.data_hash
        assert "Ереван" in image.info["Description"]
        assert "\u202e" not in image.info["Description"]
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    svg = lxml.etree.parse(files["svg"])
    words = " ".join(svg.getroot().itertext())
    assert f"run:{TRACE.run_id}" in words
    assert f"data-sha256:{TRACE.data_hash}" in words
    assert "date" not in {lxml.etree.QName(e).localname for e in svg.iter() if isinstance(e.tag, str)}
    pdf = files["pdf"].read_bytes()
    assert f"run:{TRACE.run_id}".encode() in pdf
    assert TRACE.data_hash.encode() in pdf
    assert b"CreationDate" not in pdf
    assert re.search(rb"/FontType\s+42|/Subtype\s*/(TrueType|Type0|CIDFontType2)", pdf)


def test_a_dollar_sign_is_no_mathematics_even_when_saved_outside_the_theme() -> None:
    with themed():
        figure, axes = new_figure(height_mm=50)
    axes.set_title("an unbalanced $ sign", parse_math=True)
    axes.set_xticks([0, 1], labels=["$a_", "$b^"])
    assert figure_bytes(figure, "png")


def test_unknown_formats_are_refused() -> None:
    with pytest.raises(ParameterError, match="figure format"):
        figure_bytes(drawing(), "jpeg")

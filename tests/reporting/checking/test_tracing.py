"""Stray files led back to their run, whatever happened to them on the way."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from analysis.errors import InputError
from analysis.reporting.checking.rows import STEPS
from analysis.reporting.checking.tracing import LIKELY, TRACED, UNKNOWN, Tracer, files_to_trace
from analysis.reporting.known import Reports

FRAMING, OLD = "framing--3fb1c0de77a1", "framing--9ae4d2050b6c"


@pytest.fixture
def tracer(reports: Reports) -> Tracer:
    return Tracer(reports)


@pytest.fixture
def figures(example) -> Path:
    return example[0] / "reports" / FRAMING / "figures"


def stray(tmp_path: Path, name: str, content: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("kind", ["png", "svg", "pdf", "csv", "json"])
def test_a_renamed_copy_is_traced_by_its_bytes(tracer, figures, tmp_path, kind) -> None:
    path = stray(tmp_path, f"renamed.{kind}", (figures / f"fig-shares.{kind}").read_bytes())
    (found,) = tracer.trace(path)
    assert (found.outcome, found.run, found.item, found.status) == (TRACED, FRAMING, "fig-shares", "current")
    assert found.how == "the same bytes"
    assert found.facts["notebook"] == "framing"
    assert found.facts["articles"] == 1204
    assert found.facts["item"] == "figure 1"
    assert found.facts["caption"] == "Bars of fig-shares."


def test_a_superseded_figure_says_what_took_its_place(tracer, example, tmp_path) -> None:
    old = example[0] / "reports" / ".superseded" / OLD / "figures" / "fig-shares.png"
    (found,) = tracer.trace(stray(tmp_path, "a.png", old.read_bytes()))
    assert (found.status, found.run, found.facts["newer run"]) == ("superseded", OLD, FRAMING)


def test_a_picture_without_metadata_is_traced_by_its_pixels(tracer, figures, tmp_path) -> None:
    with Image.open(figures / "fig-trend.png") as picture:
        picture.convert("RGB").save(tmp_path / "bare.png", compress_level=1)
    (found,) = tracer.trace(tmp_path / "bare.png")
    assert (found.outcome, found.item) == (TRACED, "fig-trend")
    assert found.how == "its metadata are gone; the same pixels"


def test_a_resized_picture_is_likely_and_called_no_proof(tracer, figures, tmp_path) -> None:
    with Image.open(figures / "fig-trend.png") as picture:
        picture.convert("RGB").resize((picture.width // 2, picture.height // 2)).save(tmp_path / "small.jpg")
    (found,) = tracer.trace(tmp_path / "small.jpg")
    assert (found.outcome, found.item) == (LIKELY, "fig-trend")
    assert "no proof" in found.how


def test_a_resized_picture_that_two_figures_resemble_is_not_guessed(tracer, figures, tmp_path) -> None:
    # The superseded run's figure differs by a bar of 33.1 for 34.2.
    with Image.open(figures / "fig-shares.png") as picture:
        picture.convert("RGB").resize((picture.width // 2, picture.height // 2)).save(tmp_path / "small.png")
    (found,) = tracer.trace(tmp_path / "small.png")
    assert (found.outcome, found.run) == (UNKNOWN, "")


def test_a_picture_of_nothing_known_is_unknown(tracer, tmp_path) -> None:
    Image.linear_gradient("L").save(tmp_path / "photo.png")
    (found,) = tracer.trace(tmp_path / "photo.png")
    assert (found.outcome, found.run, found.status) == (UNKNOWN, "", "unknown here")


def test_a_pdf_without_metadata_is_traced_by_what_it_draws(tracer, figures, tmp_path) -> None:
    writer = PdfWriter()
    writer.add_page(PdfReader(figures / "fig-steady.pdf").pages[0])
    writer.write(tmp_path / "bare.pdf")
    (found,) = tracer.trace(tmp_path / "bare.pdf")
    assert (found.outcome, found.run, found.item) == (TRACED, FRAMING, "fig-steady")


def test_metadata_alone_are_no_proof(tracer, example) -> None:
    (found,) = tracer.trace(example[0] / "paper" / "images" / "edited.png")
    assert (found.outcome, found.run, found.item) == (LIKELY, FRAMING, "fig-shares")
    assert "by its metadata only" in found.how


def test_what_a_file_says_is_told_when_its_run_is_not_here(example, figures) -> None:
    elsewhere = Tracer(Reports([example[0] / "reports" / "actors--b2d94f63a0e8"]))
    for kind in ("png", "svg", "pdf"):
        (found,) = elsewhere.trace(figures / f"fig-shares.{kind}")
        assert (found.outcome, found.status) == (UNKNOWN, "unknown here")
        assert found.says["run"] == "3fb1c0de77a1"
        assert found.says["title"] == "Bars of fig-shares."
        assert len(found.says["data"]) == 64


ROWS = b"name,value\nconflict,34.2\nmorality,8.372\n"


@pytest.mark.parametrize(
    ("content", "how"),
    [
        (ROWS, "the same bytes"),
        (ROWS.replace(b"\n", b"\r\n"), "not exact: the same text with other line ends"),
        (b"\xef\xbb\xbf" + ROWS, "not exact: the same text with other line ends or a byte order mark"),
        (b"name;value\r\nconflict;34.20\r\nmorality;8.372\r\n", STEPS[2][1]),
        (b'"name","value"\n"morality",8.372\n"conflict",34.2\n', STEPS[3][1]),
    ],
)  # fmt: skip
def test_rows_are_traced_by_content(tracer, tmp_path, content, how) -> None:
    (found,) = tracer.trace(stray(tmp_path, "data.csv", content))
    assert (found.outcome, found.run, found.item, found.how) == (TRACED, FRAMING, "fig-shares", how)


def test_changed_rows_are_unknown(tracer, tmp_path) -> None:
    (found,) = tracer.trace(stray(tmp_path, "data.csv", ROWS.replace(b"34.2", b"43.2")))
    assert found.outcome == UNKNOWN


def test_each_picture_of_a_word_file_is_traced(tracer, example) -> None:
    found = tracer.trace(example[0] / "paper" / "paper.docx")
    assert len(found) == 7
    assert {one.outcome for one in found} == {TRACED, LIKELY}
    assert all(": image" in one.file for one in found)


def test_latex_and_json_say_their_run(tracer, example, tmp_path) -> None:
    report = example[0] / "reports" / FRAMING
    values = (report / "cite" / "values.tex").read_bytes()
    (found,) = tracer.trace(stray(tmp_path, "v.tex", values.replace(b"34.2", b"43.2")))
    assert (found.outcome, found.run) == (LIKELY, FRAMING)
    same = json.dumps(json.loads((report / "values.json").read_bytes())).encode()
    (found,) = tracer.trace(stray(tmp_path, "v.json", same))
    assert (found.outcome, found.how) == (TRACED, "not exact: the same content, written by another program")


def test_folders_are_walked_in_order_and_missing_files_named(example, tmp_path) -> None:
    names = [path.name for path in files_to_trace([example[0] / "paper" / "images"])]
    assert names == [
        "edited.png",
        "fig-shares.png",
        "plot2.png",
        "replotted.png",
        "screenshot.png",
        "steady.png",
    ]
    with pytest.raises(InputError, match="there is no such file or folder"):
        files_to_trace([tmp_path / "nothing.png"])


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n" + b"\0" * 50, b"%PDF-1.7\n1 0 obj<</Kids[1 0 R]>>", b"<svg", b"<?xml version='1.0'?><svg",
        b"\xff\xd8\xff\xe0", b"GIF89a", b"", b"\0" * 1000,
        b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><svg>&b;</svg>',
    ],
)  # fmt: skip
@pytest.mark.parametrize("suffix", [".png", ".csv", ".json", ".tex"])
def test_broken_files_are_unknown_and_no_error(tracer, tmp_path, content, suffix) -> None:
    (found,) = tracer.trace(stray(tmp_path, f"broken{suffix}", content))
    assert found.outcome == UNKNOWN


def test_a_picture_that_unpacks_to_too_much_is_not_decoded(tracer, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("analysis.reporting.checking.pictures.MOST_PIXELS", 10_000)
    stream = io.BytesIO()
    Image.new("1", (2_000, 2_000)).save(stream, "png")
    (found,) = tracer.trace(stray(tmp_path, "bomb.png", stream.getvalue()))
    assert found.outcome == UNKNOWN

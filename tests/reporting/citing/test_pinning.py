from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import ParameterError
from analysis.reporting.citing.items import Citable
from analysis.reporting.citing.pinning import pin, pin_file


def report(slug: str, run: str) -> Citable:
    return Citable(slug, run, slug, [], [], {})


NEW = [report("vocabulary", "bbbbbbbb2222"), report("vocabulary-harbour-post", "cccccccc3333")]
OLD = [report("vocabulary", "aaaaaaaa1111")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            r"\input{../vocabulary--current/cite/values.tex}",
            r"\input{../vocabulary--bbbbbbbb2222/cite/values.tex}",
        ),
        ("(r/vocabulary--aaaaaaaa1111/index.html#val-a)", "(r/vocabulary--bbbbbbbb2222/index.html#val-a)"),
        ("vocabulary-harbour-post--current/", "vocabulary-harbour-post--cccccccc3333/"),
        (r"\npvalue[vocabulary]{a}", r"\npvalue[bbbbbbbb]{a}"),
        (
            r"\npvalue[aaaaaaaa]{a} \npliteral [vocabulary]{a}{b}",
            r"\npvalue[bbbbbbbb]{a} \npliteral [bbbbbbbb]{a}{b}",
        ),
        (r"\npfigure[vocabulary-harbour-post]{fig-a}", r"\npfigure[cccccccc]{fig-a}"),
        ("{{< var np.vocabulary.a >}}", "{{< var np.rbbbbbbbb.a >}}"),
        ("{{< var np.raaaaaaaa.a-b >}}", "{{< var np.rbbbbbbbb.a-b >}}"),
        (r"\cite{np-report-aaaaaaaa,np-data-vocabulary}", r"\cite{np-report-bbbbbbbb,np-data-bbbbbbbb}"),
        ("[@np-software-aaaaaaaa]", "[@np-software-bbbbbbbb]"),
    ],
)
def test_runs_are_set_to_the_current_ones(before: str, after: str) -> None:
    pinned = pin(before, NEW, OLD)
    assert pinned.text == after
    assert not pinned.unknown
    assert pin(pinned.text, NEW, OLD).moved == {}


@pytest.mark.parametrize(
    "text",
    ["34.2% of articles", "a--b", "vocabulary--currently", r"\npvalue{a}", "x-vocabulary --current", "--pin"],
)
def test_all_else_is_left(text: str) -> None:
    pinned = pin(text, NEW, OLD)
    assert (pinned.text, pinned.moved, pinned.unknown) == (text, {}, [])


def test_what_is_unknown_is_told_and_left() -> None:
    text = r"actors--aaaaaaaa1111 \npvalue[dddddddd]{a} actors--aaaaaaaa1111"
    pinned = pin(text, NEW, OLD)
    assert pinned.text == text
    assert pinned.unknown == ["actors--aaaaaaaa1111", "dddddddd"]


def test_files_are_changed_in_place_or_not_at_all(tmp_path: Path) -> None:
    paper = tmp_path / "paper.tex"
    paper.write_bytes(b"vocabulary--current\r\n\xc3\xa9")
    pin_file(paper, {}, NEW)
    assert paper.read_bytes() == b"vocabulary--bbbbbbbb2222\r\n\xc3\xa9"
    time = paper.stat().st_mtime_ns
    pin_file(paper, {}, NEW)
    assert paper.stat().st_mtime_ns == time
    assert [p.name for p in tmp_path.iterdir()] == ["paper.tex"]


@pytest.mark.parametrize(("name", "content", "says"), [
    ("paper.docx", b"x", "report.docx"), ("paper.tex", b"\xff", "UTF-8"), ("none.tex", None, "no such file"),
])  # fmt: skip
def test_what_cannot_be_pinned_is_told(tmp_path: Path, name: str, content: bytes | None, says: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ParameterError, match=says):
        pin_file(tmp_path / name, {}, NEW)


def test_long_lines_take_no_longer_than_they_are_long() -> None:
    for text in ("a-" * 200_000, r"\npvalue[" * 50_000, "np-report-" * 50_000, "{{< var np." * 50_000):
        assert pin(text, NEW, OLD).text == text

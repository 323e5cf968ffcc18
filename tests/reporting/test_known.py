"""Reports found and read, whatever stands in their folders."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.errors import ParameterError
from analysis.reporting.known import KnownRun, Reports, open_run
from analysis.reporting.reading import DEEPEST_RECORD, content_of, read_record, stated_run


def report(folder: Path, run: str, slug: str = "words", **about: object) -> Path:
    """Write the least that makes a finished report."""
    folder = folder / f"{slug}--{run}"
    folder.mkdir(parents=True)
    (folder / "run.json").write_text(json.dumps({"status": "finished", "run": run, "slug": slug, **about}))
    return folder


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    return report(tmp_path / ".superseded", "abcdef000000"), report(tmp_path, "abcdef111111")


def test_a_report_is_named_by_folder_slug_and_beginning_of_its_id(
    two: tuple[Path, Path], tmp_path: Path
) -> None:
    old, new = two
    reports = Reports([tmp_path])
    assert reports.named(str(old)).folder == old
    assert {reports.named(name).folder for name in ("abcdef1", new.name, "words", "abcdef111111")} == {new}
    assert reports.named("abcdef0").superseded
    with pytest.raises(ParameterError, match="2 reports are meant by 'abcd'"):
        reports.named("abcd")
    with pytest.raises(ParameterError, match="there is no finished report 'abc'"):
        reports.named("abc")


def test_a_slug_without_a_current_run_means_the_one_superseded(tmp_path: Path) -> None:
    old = report(tmp_path / ".superseded", "a" * 12)
    assert Reports([tmp_path]).named("words").folder == old
    report(tmp_path / ".superseded", "b" * 12)
    with pytest.raises(ParameterError, match="2 reports"):
        Reports([tmp_path]).named("words")


@pytest.mark.parametrize(
    "about",
    [
        {"status": "failed"},
        {"run": "../../../etc"},
        {"slug": "../up"},
        {"slug": "a\nb"},
        {"run": 7},
        {"run": "A" * 12},
    ],
)
def test_what_has_not_the_form_of_a_run_is_none(tmp_path: Path, about: dict[str, object]) -> None:
    folder = report(tmp_path, "a" * 12)
    stated = {"status": "finished", "run": "a" * 12, "slug": "words", **about}
    (folder / "run.json").write_text(json.dumps(stated))
    assert len(Reports([tmp_path])) == 0
    with pytest.raises(ParameterError, match="holds no finished report"):
        open_run(folder)


def test_nothing_outside_of_a_report_is_read(tmp_path: Path) -> None:
    folder = report(tmp_path, "a" * 12)
    (tmp_path / "secret.json").write_text('{"x": {"value": 1}, "data_sha256": "1"}')
    (folder / "values.json").symlink_to(tmp_path / "secret.json")
    items = [
        {"name": "fig-/../../../secret", "kind": "figure"},
        {"name": ["fig-a"], "kind": "figure"},
        "fig-b",
        {},
    ]
    (folder / "manifest.json").write_text(json.dumps({"items": items}))
    run = open_run(folder)
    assert run.file("figures/\ud800.svg") is None
    assert (run.values, run.figure_data, run.file("../secret.json")) == (
        {},
        {"fig-/../../../secret": ""},
        None,
    )


def test_a_report_is_whole_while_all_its_files_are_there(tmp_path: Path) -> None:
    folder = report(tmp_path, "a" * 12, outputs={"index.html": "", "a.csv": ""})
    (folder / "index.html").write_text("")
    assert not open_run(folder).whole
    (folder / "a.csv").write_text("")
    assert open_run(folder).whole
    assert not KnownRun(folder, {"outputs": {"a.csv": ""}}).whole


@pytest.mark.parametrize("depth", [DEEPEST_RECORD + 1, 100_000])
def test_records_too_deep_to_go_through_are_empty(tmp_path: Path, depth: int) -> None:
    path = tmp_path / "values.json"
    path.write_text('{"a":' + "[" * depth + "]" * depth + "}")
    assert read_record(path) == {}
    path.write_text('{"a": [[{}]]}')
    assert read_record(path) == {"a": [[{}]]}


def test_content_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert (content_of(path), content_of(path, largest=4), content_of(tmp_path), content_of(None)) == (
        b"12345", None, None, None,
    )  # fmt: skip
    assert content_of(Path("a\0b")) is None


def test_the_run_a_text_names_is_found_as_each_format_writes_it() -> None:
    for text in (
        b"% Words: report words--3fb1c0de77a1\n",
        b"# words--3fb1c0de77a1",
        b"Report words-{}-3fb1c0de77a1,",
    ):
        assert stated_run(text) == "3fb1c0de77a1"
    assert stated_run(b"words--3fb1c0de77a1f") == ""

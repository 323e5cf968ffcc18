from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import lxml.html
import pytest

from analysis.errors import RunError
from analysis.reporting.pages.catalogue import catalogue_rows, write_catalogue
from analysis.reporting.runs import folders


def finish(out: Path, slug: str, run: str, **about: object) -> Path:
    draft = folders.draft_folder(out, slug)
    (draft / "index.html").write_text("page")
    content = {"status": "finished", "slug": slug, "run": run, "outputs": {"index.html": "x"}, **about}
    (draft / "run.json").write_text(json.dumps(content))
    folder = out / f"{slug}--{run}"
    folders.publish(draft, folder, slug=slug)
    return folder


def test_a_new_run_puts_the_old_one_of_its_slug_aside(tmp_path: Path) -> None:
    old = finish(tmp_path, "actors", "1" * 12)
    other = finish(tmp_path, "actors-post", "2" * 12)
    new = finish(tmp_path, "actors", "3" * 12)
    assert not old.exists()
    assert (tmp_path / ".superseded" / old.name / "index.html").exists()
    assert other.exists()
    assert folders.is_finished(new, "3" * 12)
    again = finish(tmp_path, "actors", "1" * 12)
    assert folders.is_finished(again, "1" * 12)
    assert (tmp_path / ".superseded" / new.name).exists()


def test_a_report_counts_as_finished_only_when_whole(tmp_path: Path) -> None:
    folder = finish(tmp_path, "actors", "1" * 12)
    assert not folders.is_finished(folder, "2" * 12)
    (folder / "index.html").unlink()
    assert not folders.is_finished(folder, "1" * 12)
    (folder / "run.json").write_text("{ broken")
    assert not folders.is_finished(folder, "1" * 12)
    replaced = finish(tmp_path, "actors", "1" * 12)
    assert folders.is_finished(replaced, "1" * 12)


def test_drafts_of_dead_processes_are_cleared_and_of_living_ones_kept(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    (tmp_path / ".partial" / f"{dead.pid}-actors-x").mkdir(parents=True)
    mine = folders.draft_folder(tmp_path, "actors")
    folders.clear_partial(tmp_path)
    assert [p.name for p in (tmp_path / ".partial").iterdir()] == [mine.name]
    folders.clear_partial(tmp_path, all_of=os.getpid())
    assert not (tmp_path / ".partial").exists()


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(RunError, match="cannot be written to"):
        folders.draft_folder(tmp_path / "out", "actors")


def test_the_catalogue_lists_finished_failed_and_outdated(tmp_path: Path) -> None:
    inputs = {
        "selection": "outlet: <script>alert(1)</script>\u202e",
        "articles": 12345,
        "first": "2024-01-01",
        "last": "2024-02-01",
    }
    finish(tmp_path, "framing", "1" * 12, title="Framing", notebook={"name": "framing"}, inputs=inputs)
    finish(
        tmp_path,
        "actors",
        "2" * 12,
        title="Actors",
        notebook={"name": "actors"},
        inputs={"selection": "all articles"},
    )
    draft = folders.draft_folder(tmp_path, "framing")
    about = {
        "status": "failed",
        "slug": "framing",
        "run": "3" * 12,
        "error": "<b>no</b>",
        "notebook": {"name": "framing"},
    }
    folders.record_failure(tmp_path, "framing", {**about, "inputs": inputs}, "<b>no</b>\n", draft)
    (tmp_path / "broken--1").mkdir()
    (tmp_path / "broken--1" / "run.json").write_text("[")
    rows = catalogue_rows(tmp_path)
    assert [(row["slug"], row["status"]) for row in rows] == [
        ("actors", "finished"), ("framing", "outdated"), ("framing", "failed"),
    ]  # fmt: skip
    page = lxml.html.fromstring(write_catalogue(tmp_path).read_bytes())
    assert not {"script", "b", "link"} & {e.tag for e in page.iter() if isinstance(e.tag, str)}
    assert "default-src 'none'" in page.find(".//meta[@http-equiv]").get("content")
    text = page.text_content()
    assert "3 reports: 1 finished, 1 failed, 1 out of date." in text
    assert "12,345" in text
    assert "<b>no</b>" in text
    assert "\u202e" not in text
    for link in page.iter("a"):
        href = link.get("href")
        assert page.get_element_by_id(href[1:]) is not None if href[0] == "#" else (tmp_path / href).is_file()


def test_the_catalogue_of_nothing_says_so_and_is_stable(tmp_path: Path) -> None:
    first = write_catalogue(tmp_path).read_bytes()
    assert b"No report yet" in first
    assert write_catalogue(tmp_path).read_bytes() == first

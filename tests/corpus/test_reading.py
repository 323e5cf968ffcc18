"""Parts of raw files: what changed costs only itself, and nothing read of two versions is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from analysis.corpus import open_corpus, reading, store
from analysis.errors import InputError


def _write(raw: Path, name: str, *texts: str) -> None:
    raw.mkdir(exist_ok=True)
    lines = [
        json.dumps({"outlet": "Post", "date": "2024-05-01", "title": text[:12], "text": text})
        for text in texts
    ]
    (raw / name).write_text("\n".join(lines), encoding="utf-8")


def _tables(raw: Path, derived: Path) -> list[pd.DataFrame]:
    corpus = open_corpus(raw, derived=derived, workers=1)
    return [corpus.articles, corpus.segments, corpus.rejected, corpus.ledger]


def _same(one: list[pd.DataFrame], two: list[pd.DataFrame]) -> None:
    for a, b in zip(one, two, strict=True):
        pd.testing.assert_frame_equal(a, b)


def test_changed_added_and_removed_files_end_as_a_fresh_run(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    for name in ("a", "b", "c"):
        _write(raw, f"{name}.jsonl", f"The {name} report says little about the harbour.", "x")
    _tables(raw, tmp_path / "kept")
    _write(raw, "b.jsonl", "The report was written again and says more about the harbour.")
    (raw / "c.jsonl").unlink()
    _write(raw, "d.jsonl", "A fourth report came in overnight from the islands.")
    _same(_tables(raw, tmp_path / "kept"), _tables(raw, tmp_path / "fresh"))
    # And back again: the first version is still known.
    _write(raw, "b.jsonl", "The b report says little about the harbour.", "x")
    _same(_tables(raw, tmp_path / "kept"), _tables(raw, tmp_path / "fresh2"))


def test_current_parts_hold_the_files_and_nothing_else(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    for name in ("a", "b"):
        _write(raw, f"{name}.jsonl", f"The {name} report says little about the harbour.")
    _tables(raw, tmp_path / "derived")
    _write(raw, "b.jsonl", "The second report was written again.")
    corpus = open_corpus(raw, derived=tmp_path / "derived", workers=1)
    assert corpus.sql(
        "select source, count(*) as n from raw_articles group by 1 order by 1"
    ).values.tolist() == [
        ["a.jsonl", 1],
        ["b.jsonl", 1],
    ]


def test_the_records_of_a_large_file_may_be_divided(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = tmp_path / "raw"
    _write(raw, "a.jsonl", *(f"Report number {n} of the harbour was short." for n in range(40)))
    _write(raw, "b.jsonl", "{", "A short second file.")
    whole = _tables(raw, tmp_path / "whole")
    monkeypatch.setattr(reading, "_LARGE", 10)
    monkeypatch.setattr(reading, "_TASK_RECORDS", 3)
    divided = _tables(raw, tmp_path / "divided")
    _same(whole, divided)
    parts = [
        path.read_bytes()
        for name in ("whole", "divided")
        for path in sorted((tmp_path / name / "corpus").rglob("read/*/*.parquet"))
    ]
    assert parts[: len(parts) // 2] == parts[len(parts) // 2 :]


def test_several_processes_read_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = tmp_path / "raw"
    for number in range(6):
        _write(raw, f"{number}.jsonl", *(f"Report {n} of file {number} was short." for n in range(5)))
    one = _tables(raw, tmp_path / "one")
    monkeypatch.setattr("analysis.corpus.opening.SMALL", 0)
    corpus = open_corpus(raw, derived=tmp_path / "two", workers=2)
    _same(one, [corpus.articles, corpus.segments, corpus.rejected, corpus.ledger])


@pytest.mark.parametrize(("what", "said"), [("gone", "vanished"), ("changed", "changed while")])
def test_a_file_that_is_not_what_was_listed_ends_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str, said: str
) -> None:
    raw = tmp_path / "raw"
    _write(raw, "a.jsonl", "The first version of the report.")
    real = reading.read_file

    def meddled(path: Path, source: str) -> object:
        if what == "gone":
            path.unlink()
        else:
            path.write_text(json.dumps({"text": "Another version, longer than the first one was."}))
        return real(path, source)

    monkeypatch.setattr(reading, "read_file", meddled)
    with pytest.raises(InputError, match=f"a.jsonl: the file {said}"):
        open_corpus(raw, derived=tmp_path / "derived", workers=1)
    monkeypatch.undo()
    assert not [
        part for home in (tmp_path / "derived" / "corpus").iterdir() for part in store.parts(home / "read")
    ]

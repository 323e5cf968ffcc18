"""Parts of raw files: what changed costs only itself, and nothing read of two versions is kept."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from analysis.corpus import covering, open_corpus, reading, store
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


def _in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_LARGE", 10)
    monkeypatch.setattr(reading, "_TASK_RECORDS", 3)
    monkeypatch.setattr(reading, "_PIECE_RECORDS", 9)


def test_a_large_file_lies_in_several_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw, derived = tmp_path / "raw", tmp_path / "divided"
    _write(raw, "a.jsonl", *(f"Report number {n} of the harbour was short." for n in range(40)))
    whole = _tables(raw, tmp_path / "whole")
    _in_pieces(monkeypatch)
    _same(whole, _tables(raw, derived))
    read = next((derived / "corpus").iterdir()) / "read"
    (batch,) = covering.batches(read)
    assert [pq.read_metadata(part / "articles.parquet").num_rows for part in batch.pieces] == [9, 9, 9, 9, 4]


@pytest.mark.parametrize("lost", [0, 2, 4])
def test_what_was_finished_of_a_large_file_is_not_cleaned_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lost: int
) -> None:
    raw, derived = tmp_path / "raw", tmp_path / "derived"
    _write(raw, "a.jsonl", *(f"Report number {n} of the harbour was short." for n in range(40)))
    _in_pieces(monkeypatch)
    whole = _tables(raw, derived)
    read = next((derived / "corpus").iterdir()) / "read"
    (batch,) = covering.batches(read)
    # As a run leaves it that was killed: without its end; another piece is damaged.
    shutil.rmtree(read / batch.name)
    shutil.rmtree(batch.pieces[lost])
    built = []
    real = reading.building.build
    monkeypatch.setattr(
        reading.building, "build", lambda item, **options: built.append(item) or real(item, **options)
    )
    _same(whole, _tables(raw, derived))
    assert len(built) == (4 if lost == 4 else 9)
    assert covering.batches(read) == [batch]


def test_pieces_are_copied_without_a_file_that_went(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = tmp_path / "raw"
    for name in ("a", "b"):
        _write(raw, f"{name}.jsonl", *(f"Report {n} of {name} about the harbour." for n in range(14)))
    _in_pieces(monkeypatch)
    _tables(raw, tmp_path / "kept")
    (raw / "b.jsonl").unlink()
    _same(_tables(raw, tmp_path / "kept"), _tables(raw, tmp_path / "fresh"))


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

"""Hashes of raw files are taken again when, and only when, a file may have changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from analysis.corpus import hashes
from analysis.corpus.hashes import Hashes
from analysis.paths import file_hash


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    read: list[str] = []
    monkeypatch.setattr(hashes, "file_hash", lambda path: (read.append(path.name), file_hash(path))[1])
    monkeypatch.setattr(hashes, "_SETTLED_NS", 0)
    return read


def _hash(path: Path, cache: Path) -> str:
    known = Hashes(cache)
    digest, _ = known.of(path, path.name)
    known.keep()
    return digest


def test_an_unchanged_file_is_read_once(tmp_path: Path, counted: list[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one")
    first = _hash(path, tmp_path / "cache")
    assert _hash(path, tmp_path / "cache") == first == file_hash(path)
    assert counted == ["a.txt"]


def test_a_file_changed_to_the_same_size_and_time_is_read_again(tmp_path: Path, counted: list[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one")
    before = path.stat()
    first = _hash(path, tmp_path / "cache")
    path.write_text("two")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert _hash(path, tmp_path / "cache") != first
    assert counted == ["a.txt", "a.txt"]


def test_a_file_that_may_still_change_is_not_remembered(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one")
    _hash(path, tmp_path / "cache")
    assert Hashes(tmp_path / "cache")._known == {}


def test_a_broken_memory_is_passed_over(tmp_path: Path, counted: list[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one")
    _hash(path, tmp_path / "cache")
    (tmp_path / "cache" / hashes.NAME).write_bytes(b"PAR1 no table")
    assert _hash(path, tmp_path / "cache") == file_hash(path)
    assert counted == ["a.txt", "a.txt"]

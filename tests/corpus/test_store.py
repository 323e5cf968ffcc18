"""Parts: whole or not there, mended when damaged, and a full disk said in one line."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus import store
from analysis.errors import RunError

SCHEMA = pa.schema([("n", pa.int64())])


def _make(folder: Path, rows: int = 5) -> None:
    pq.write_table(pa.table({"n": range(rows)}), folder / "rows.parquet")


def test_a_part_has_its_name_only_when_it_is_whole(tmp_path: Path) -> None:
    def stop(folder: Path) -> None:
        _make(folder)
        raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        store.part(tmp_path, "one", stop)
    assert list(tmp_path.iterdir()) == []
    with store.new_part(tmp_path, "one", files=["a"]) as folder:
        _make(folder)
    [(found, manifest)] = store.parts(tmp_path)
    assert (found.name, manifest["files"]) == ("one", ["a"])


def test_two_runs_may_write_the_same_part(tmp_path: Path) -> None:
    with store.new_part(tmp_path, "one") as first:
        _make(first)
        with store.new_part(tmp_path, "one") as second:
            _make(second)
    assert [folder.name for folder, _ in store.parts(tmp_path)] == ["one"]
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    "damage", ["truncated", "a byte changed", "a file gone", "manifest broken", "manifest gone"]
)
def test_a_damaged_part_is_made_again(tmp_path: Path, damage: str) -> None:
    made: list[Path] = []

    def make(folder: Path) -> None:
        made.append(folder)
        _make(folder, rows=1000)

    path = store.part(tmp_path, "one", make)
    before = (path / "rows.parquet").read_bytes()
    target = path / "rows.parquet"
    if damage == "truncated":
        target.write_bytes(before[:-100])
    elif damage == "a byte changed":
        target.write_bytes(before[:50] + bytes([before[50] ^ 1]) + before[51:])
    elif damage == "a file gone":
        target.unlink()
    elif damage == "manifest broken":
        (path / store.MANIFEST).write_text("{", encoding="utf-8")
    else:
        (path / store.MANIFEST).unlink()
    again = store.part(tmp_path, "one", make)
    assert len(made) == 2
    assert (again / "rows.parquet").read_bytes() == before
    assert store.part(tmp_path, "one", make) == again
    assert len(made) == 2


def test_what_a_killed_run_left_is_removed_and_a_living_ones_kept(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    host = store._host()
    dead = tmp_path / f".writing-{host}.{ended.pid}.abc"
    alive = tmp_path / f".writing-{host}.{os.getpid()}.abc"
    elsewhere = tmp_path / f".writing-another.{ended.pid}.abc"
    for folder in (dead, alive, elsewhere):
        folder.mkdir()
    with store.new_part(tmp_path, "one") as folder:
        _make(folder)
    assert not dead.exists()
    assert alive.exists()
    assert elsewhere.exists()


def test_a_full_disk_is_one_line_and_leaves_nothing(tmp_path: Path) -> None:
    # A limit on the size of files stands in for the disk: the kernel refuses the write in the same place.
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(RunError, match="no space left"), store.new_part(tmp_path, "one") as folder:
            (folder / "large").write_bytes(os.urandom(5000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_while_duckdb_spills_is_said_the_same_way(tmp_path: Path) -> None:
    def spill(_: Path) -> None:
        raise duckdb.IOException("IO Error: Could not write file: No space left on device")

    with pytest.raises(RunError, match="no space left"):
        store.part(tmp_path, "one", spill)
    assert list(tmp_path.iterdir()) == []


@given(st.lists(st.integers(0, 7), max_size=30), st.integers(1, 9))
def test_the_bytes_of_a_table_do_not_depend_on_its_pieces(sizes: list[int], group: int) -> None:
    import tempfile

    rows = list(range(sum(sizes)))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with store.Table(folder / "pieces", SCHEMA, group=group) as table:
            for i, size in enumerate(sizes):
                at = sum(sizes[:i])
                table.add(pa.table({"n": rows[at : at + size]}, schema=SCHEMA))
        with store.Table(folder / "whole", SCHEMA, group=group) as table:
            table.add(pa.table({"n": rows}, schema=SCHEMA))
        assert (folder / "pieces").read_bytes() == (folder / "whole").read_bytes()
        assert pq.read_table(folder / "pieces")["n"].to_pylist() == rows

"""Which parts hold which raw files.

Files are read in batches, and a batch is kept as one part or several: its
*pieces*, and at its end a statement of which files it covers in how many
pieces. A batch without that statement was not finished; its pieces are used
when the same batch is read again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis.corpus import store
from analysis.corpus.raw import RawFile


@dataclass(frozen=True)
class Batch:
    """A batch of raw files that was read to its end.

    Attributes
    ----------
    name : str
    keys : list of str
        Of the files it covers.
    pieces : list of Path
        Folders of its parts.
    """

    name: str
    keys: list[str]
    pieces: list[Path]


def batch_name(keys: Iterable[str]) -> str:
    """Return the name of a batch of files."""
    return store.name_of(*keys)


def piece_name(batch: str, piece: int) -> str:
    """Return the name of one part of a batch; names are in the order of the pieces."""
    return f"{batch}-{piece:05}"


def finish(folder: Path, batch: str, *, keys: list[str], pieces: int) -> None:
    """State that a batch is whole."""
    with store.new_part(folder, batch, files=keys, pieces=pieces):
        pass


def batches(folder: Path) -> list[Batch]:
    """Return the finished batches of a folder, all of whose pieces are whole."""
    known = dict(store.parts(folder))
    found = []
    for path, manifest in known.items():
        pieces = [folder / piece_name(path.name, piece) for piece in range(manifest.get("pieces", 0))]
        if pieces and all(piece in known for piece in pieces):
            found.append(Batch(path.name, manifest["files"], pieces))
    return found


def missing(files: Iterable[RawFile], folder: Path) -> list[RawFile]:
    """Return the files that no batch in a folder covers yet."""
    known = {key for batch in batches(folder) for key in batch.keys}
    return [file for file in files if file.key not in known]


def current(files: Iterable[RawFile], folder: Path, *, tables: dict[str, pa.Schema]) -> list[Path]:
    """Return parts that together hold the files and nothing else, in order of name.

    A batch that also covers a file which has since changed or gone is copied
    without it: what is learned from a part must not come from a file that is
    no longer there.

    Parameters
    ----------
    files : iterable of RawFile
    folder : Path
        Where the parts are kept.
    tables : dict
        Names and schemas of the tables of a part; each has a column ``source``.
    """
    source_of = {file.key: file.source for file in files}
    used: list[Path] = []
    # Batches without anything superseded first; the rest only for what these do not hold.
    for batch in sorted(batches(folder), key=lambda batch: not set(batch.keys) <= source_of.keys()):
        kept = {key: source_of.pop(key) for key in batch.keys if key in source_of}
        if not kept:
            continue
        whole = len(kept) == len(batch.keys)
        used += batch.pieces if whole else _without_superseded(batch, kept, folder, tables)
    assert not source_of, "a file was not read"
    return sorted(used)


def _without_superseded(
    batch: Batch, kept: dict[str, str], folder: Path, tables: dict[str, pa.Schema]
) -> list[Path]:
    of_kept = _standing_in(kept.values())
    name = store.name_of(batch.name, *kept)

    def copied(piece: Path) -> Callable[[Path], None]:
        def copy(target: Path) -> None:
            for table, schema in tables.items():
                with store.Table(target / f"{table}.parquet", schema) as rows:
                    for found in pq.ParquetFile(piece / f"{table}.parquet").iter_batches():
                        read = pa.Table.from_batches([found])
                        rows.add(read.filter(of_kept(read["source"])))

        return copy

    return [
        store.part(folder, piece_name(name, number), copied(piece))
        for number, piece in enumerate(batch.pieces)
    ]


def _standing_in(sources: Iterable[str]) -> Callable[[pa.ChunkedArray], pa.ChunkedArray]:
    """Return a function that says which sources are these files, or members of these archives."""
    kept = pa.array(sorted(sources))
    archives = [source for source in kept.to_pylist() if source.lower().endswith((".zip", ".zip.gz"))]

    def chosen(found: pa.ChunkedArray) -> pa.ChunkedArray:
        # What comes out of an archive names the member; the file is the archive.
        standing = pc.is_in(found, value_set=kept)
        for archive in archives:
            standing = pc.or_(standing, pc.starts_with(found, archive + "/"))
        return standing

    return chosen

"""The runs of many texts in one scratch file, and how many any two of them share."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import RawIOBase
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analysis.corpus.stories.shingles import Hashes, Ints

_AT_ONCE = 256
"""Partners of a text that are compared with it in one step."""


@dataclass(frozen=True)
class Some:
    """The runs of some texts of a `RunSets`, to be read in another process: where they lie in its file."""

    path: Path
    starts: Ints
    sizes: Ints

    def runs(self) -> Iterator[Hashes]:
        """Yield the runs of each text."""
        with self.path.open("rb", buffering=0) as file:
            for start, size in zip(self.starts.tolist(), self.sizes.tolist(), strict=True):
                yield _read(file, start, size)


class RunSets:
    """The distinct runs of texts, numbered from 0, kept in a file so that memory does not grow with them.

    Attributes
    ----------
    path : Path
        The file.
    sizes : ndarray
        Distinct runs of each text.
    """

    def __init__(self, path: Path, texts: int) -> None:
        self.path = path
        self._file = path.open("wb", buffering=1 << 20)
        # Without a buffer: reads are single texts from all over the file.
        self._reading = path.open("rb", buffering=0)
        self._next = 0
        self._starts = np.zeros(texts, dtype=np.int64)
        self.sizes = np.zeros(texts, dtype=np.int64)

    def add(self, number: int, runs: Hashes) -> None:
        """Keep the runs of a text, in ascending order."""
        self._file.write(runs.tobytes())
        self._starts[number], self.sizes[number] = self._next, len(runs)
        self._next += len(runs)

    def add_all(self, numbers: Ints, runs: pa.ListArray) -> None:
        """Keep the runs of some texts."""
        ends, flat = runs.offsets.to_numpy(), runs.values.to_numpy()
        for number, start, end in zip(numbers.tolist(), ends[:-1], ends[1:], strict=True):
            self.add(number, flat[start:end])

    def get(self, number: int) -> Hashes:
        """Return the runs of a text."""
        return _read(self._reading, int(self._starts[number]), int(self.sizes[number]))

    def some(self, numbers: Ints) -> Some:
        """Return the runs of some texts so that another process can read them, once all are written."""
        return Some(self.path, self._starts[numbers], self.sizes[numbers])

    def finish(self) -> None:
        """Write what is still held, after the last `add`."""
        self._file.flush()

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        self._reading.close()

    def shared(self, first: Ints, second: Ints, *, without: Hashes | None = None) -> Ints:
        """Return how many runs the two texts of each pair share.

        Parameters
        ----------
        first, second : ndarray
            Numbers of texts. The work is done text by text of `first`.
        without : ndarray, optional
            Runs that do not count, in ascending order.
        """
        counts = np.zeros(len(first), dtype=np.int64)
        order = np.lexsort((second, first))
        edges = np.flatnonzero(np.diff(first[order], prepend=-1, append=-1))
        for start, end in pairwise(edges):
            runs = self.get(int(first[order[start]]))
            if without is not None:
                runs = runs[~isin_sorted(runs, without)]
            for at in range(start, end, _AT_ONCE):
                rows = order[at : min(at + _AT_ONCE, end)]
                counts[rows] = self._shared_with(runs, second[rows])
        return counts

    def among(self, texts: Ints, runs: Hashes) -> Ints:
        """Return for every text how many of its runs are among some; 0 for texts not asked for."""
        counts = np.zeros(len(self.sizes), dtype=np.int64)
        for text in texts.tolist():
            counts[text] = int(isin_sorted(self.get(text), runs).sum())
        return counts

    def _shared_with(self, runs: Hashes, others: Ints) -> Ints:
        lengths = self.sizes[others]
        flat = np.concatenate([self.get(int(other)) for other in others])
        hits = np.zeros(len(flat) + 1, dtype=np.int64)
        np.cumsum(isin_sorted(flat, runs), out=hits[1:])
        ends = np.cumsum(lengths)
        return np.asarray(hits[ends] - hits[ends - lengths])


def _read(file: RawIOBase, start: int, size: int) -> Hashes:
    width = np.dtype(np.uint32).itemsize
    file.seek(start * width)
    return np.frombuffer(file.read(size * width) or b"", dtype=np.uint32)


@contextmanager
def run_sets(texts: int, *, scratch: Path | None = None) -> Iterator[RunSets]:
    """Give an empty `RunSets` in a folder of its own that is removed afterwards."""
    with tempfile.TemporaryDirectory(dir=scratch, prefix="runs-", ignore_cleanup_errors=True) as folder:
        sets = RunSets(Path(folder) / "runs.bin", texts)
        try:
            yield sets
        finally:
            sets.close()


def isin_sorted(values: npt.NDArray[np.generic], allowed: npt.NDArray[np.generic]) -> npt.NDArray[np.bool_]:
    """Return for each value whether it is among the allowed ones, which are in ascending order.

    Examples
    --------
    >>> isin_sorted(np.array([1, 2, 9]), np.array([2, 3, 9])).tolist()
    [False, True, True]
    """
    if not len(allowed):
        return np.zeros(len(values), dtype=np.bool_)
    places = np.searchsorted(allowed, values)
    places[places == len(allowed)] = 0
    return np.asarray(allowed[places] == values)

"""Signatures: what the search for copies needs to know of a text, small enough to keep.

Making them is the costly part; it looks at one text at a time, so it can run
anywhere and be kept for each part of a corpus.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from datasketch import MinHash

from analysis import parallel
from analysis.corpus.stories.bodies import BODY, Body, bodies_of_corpus, bodies_of_part
from analysis.corpus.stories.shingles import Hashes, copy_words, marks, run_hashes, text_hash
from analysis.corpus.stories.terms import packed_terms

BANDS, ROWS = 32, 4
"""Bands of a MinHash signature and values in each: texts with half of their runs in common (Jaccard) share
a band with probability .87, with two thirds .999, with a fifth .05."""

SIGNATURES = pa.schema(
    [
        ("article_id", pa.string()),
        ("body", pa.uint64()),
        ("words", pa.int32()),
        ("runs", pa.list_(pa.uint32())),
        ("marks", pa.list_(pa.uint32())),
        ("bands", pa.list_(pa.uint32(), BANDS)),
        ("terms", pa.list_(pa.uint32())),
    ]
)
"""One row per article: hash of the body (0: no words), its words, the hashes of its distinct runs of seven words
in ascending order, those that mark it, one hash for each band of its MinHash signature, and the words of headline
and lead that say what it is about (see `analysis.corpus.stories.terms`)."""


def sign(bodies: Sequence[Body]) -> pa.RecordBatch:
    """Return the signatures of some texts.

    A function of its argument alone, for a pool of processes or a cluster.

    Parameters
    ----------
    bodies : sequence of (article_id, title, body)

    Returns
    -------
    RecordBatch
        With the schema `SIGNATURES`, one row a text.

    Examples
    --------
    >>> row = sign([("a", "Bridge opened", "The mayor opened the bridge on Monday at noon.")]).to_pylist()[0]
    >>> row["words"], len(row["runs"]), len(row["bands"])
    (9, 3, 32)
    """
    # One sketch a call and not one a process: a worker may run several threads.
    sketch = MinHash(num_perm=BANDS * ROWS, scheme="affine32", hashfunc=int)
    rows: list[tuple[str, int, int, Hashes, Hashes, Hashes]] = []
    for article, _, text in bodies:
        words = copy_words(text)
        runs = run_hashes(words)
        distinct = np.unique(runs)
        rows.append((article, text_hash(words), len(words), distinct, marks(runs), _bands(distinct, sketch)))
    columns = list(zip(*rows, strict=True)) or [()] * 6
    arrays = [
        pa.array(column, type=field.type) if field.name in ("article_id", "body", "words") else _lists(column)
        for column, field in zip(columns[:5], SIGNATURES, strict=False)
    ]
    flat = np.concatenate(columns[5]) if rows else np.empty(0, np.uint32)
    arrays.append(pa.FixedSizeListArray.from_arrays(pa.array(flat, type=pa.uint32()), BANDS))
    arrays.append(_lists(packed_terms([(title, text) for _, title, text in bodies])))
    return pa.RecordBatch.from_arrays(arrays, schema=SIGNATURES)


def signatures_of(
    part: Path,
    *,
    segments: Path | None = None,
    kinds: Sequence[str] = BODY,
    executor: Executor | None = None,
) -> Iterator[pa.RecordBatch]:
    """Yield the signatures of the articles of a part, in their order.

    Parameters
    ----------
    part : Path
        Folder with ``articles.parquet`` and ``segments.parquet``.
    segments : Path, optional
        Another file of the part's segments: those in which furniture is marked.
    kinds : sequence of str
        Kinds of segment that count as body.
    executor : Executor, optional
        Where the texts are signed; here if not given. The result is the same.
    """
    return sign_all(bodies_of_part(part, segments=segments, kinds=kinds), executor=executor)


def signatures_in(
    connection: duckdb.DuckDBPyConnection,
    *,
    kinds: Sequence[str] = BODY,
    executor: Executor | None = None,
) -> Iterator[pa.RecordBatch]:
    """Yield the signatures of all articles of a connection; see `bodies_of_corpus` for its views."""
    return sign_all(bodies_of_corpus(connection, kinds=kinds), executor=executor)


def sign_all(batches: Iterable[list[Body]], *, executor: Executor | None = None) -> Iterator[pa.RecordBatch]:
    """Yield the signatures of batches of texts in order, a few batches ahead of the reader."""
    yield from parallel.ordered(executor or parallel.Inline(), sign, batches)


def write_signatures(batches: Iterable[pa.RecordBatch], path: Path) -> None:
    """Write signatures to a Parquet file, batch by batch; the same batches make the same bytes."""
    # Hashes are noise: neither a dictionary nor compression finds anything in them.
    with pq.ParquetWriter(path, SIGNATURES, compression="none", use_dictionary=False) as writer:
        for batch in batches:
            writer.write_batch(batch)


def _lists(column: Sequence[Hashes]) -> pa.Array:
    offsets = np.zeros(len(column) + 1, dtype=np.int32)
    np.cumsum([len(values) for values in column], out=offsets[1:])
    flat = np.concatenate(column) if column else np.empty(0, np.uint32)
    return pa.ListArray.from_arrays(pa.array(offsets), pa.array(flat, type=pa.uint32()))


def _bands(runs: Hashes, sketch: MinHash) -> Hashes:
    """Return one hash for each band; zeros for a text without a run."""
    if not len(runs):
        return np.zeros(BANDS, dtype=np.uint32)
    sketch.clear()
    sketch.update_batch(runs.tolist())
    values = sketch.hashvalues.astype(np.uint64).reshape(BANDS, ROWS)
    mixed = np.zeros(BANDS, dtype=np.uint64)
    for row in range(ROWS):
        mixed = (mixed ^ values[:, row]) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return (mixed >> np.uint64(32)).astype(np.uint32)

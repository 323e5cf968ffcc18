"""In how many articles that differ otherwise a unit stands: copies of one article count once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import duckdb
import pyarrow as pa

SHARED = 0.5
"""Share of the shorter article's sentences from which two articles are copies."""

_LEAST_WORDS = 5
"""Words a sentence must have to tell articles apart."""


def distinct_shares(
    connection: duckdb.DuckDBPyConnection, samples: Sequence[Iterable[int]], *, ignore: Iterable[int]
) -> list[float]:
    """Return for each sample of articles the share that is no copy of another one in it.

    Parameters
    ----------
    connection : DuckDBPyConnection
        From `counting.connect`.
    samples : sequence of iterable of int
        Numbers of articles.
    ignore : iterable of int
        Forms of sentences that may be furniture and so prove no copy.
    """
    texts = _sentences(connection, sorted({int(doc) for sample in samples for doc in sample}), set(ignore))
    return [_share([texts[int(doc)] for doc in dict.fromkeys(sample)]) for sample in samples]


def _share(articles: Sequence[frozenset[int]]) -> float:
    kept: list[frozenset[int]] = []
    for article in articles:
        # An article of nothing but furniture differs from none.
        if article and not any(
            len(article & other) >= SHARED * min(len(article), len(other)) for other in kept
        ):
            kept.append(article)
    return len(kept) / len(articles) if articles else 0.0


def _sentences(
    connection: duckdb.DuckDBPyConnection, docs: Sequence[int], ignore: set[int]
) -> dict[int, frozenset[int]]:
    connection.register("_docs", pa.table({"doc": pa.array(docs, pa.int64())}))
    rows = connection.execute(
        f"select doc, form from units semi join _docs using (doc) where words >= {_LEAST_WORDS}"
    ).fetchnumpy()
    connection.unregister("_docs")
    found: defaultdict[int, set[int]] = defaultdict(set)
    for doc, form in zip(rows["doc"].tolist(), rows["form"].tolist(), strict=True):
        if form not in ignore:
            found[doc].add(form)
    return {doc: frozenset(found[doc]) for doc in docs}

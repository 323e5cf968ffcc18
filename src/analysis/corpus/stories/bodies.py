"""The text of articles that copies are looked for in, read a batch at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from analysis.corpus.records import KINDS
from analysis.errors import one_of

BODY = ("standfirst", "body")
"""Kinds of segment that make the body: what a paper that prints a copy takes over."""

BATCH = 500
"""Articles in a batch: some two megabytes of text, and half a second of work for a signature."""

Body = tuple[str, str, str]
"""An article's id, its title and its body."""

_Key = tuple[str, int]
_Spans = list[tuple[int, int]]


_SPANS = (
    'left join (select article_id, list(start order by segment) as starts, list("end" order by segment) as ends '
    "from all_segments where list_contains($kinds, kind) and {} group by article_id) g using (article_id)"
)


def joined(text: str, spans: Iterable[tuple[int, int]]) -> str:
    r"""Return pieces of a text, a blank line between them.

    Examples
    --------
    >>> joined("One. Advert. Two.", [(0, 4), (13, 17)])
    'One.\n\nTwo.'
    """
    return "\n\n".join(text[start:end] for start, end in spans)


def bodies_of_part(
    part: Path, *, segments: Path | None = None, kinds: Sequence[str] = BODY
) -> Iterator[list[Body]]:
    """Yield the bodies of a part in batches, in the order of its articles.

    Parameters
    ----------
    part : Path
        Folder with ``articles.parquet`` and ``segments.parquet``, the segments
        in the order of the articles.
    segments : Path, optional
        Another file of the part's segments: those in which furniture is marked.
    kinds : sequence of str
        Kinds of segment that count as body.
    """
    found = _spans_in_order(segments or part / "segments.parquet", frozenset(checked(kinds)))
    key, spans = next(found, (None, []))
    columns = ["source", "record", "article_id", "title", "text"]
    with pq.ParquetFile(part / "articles.parquet") as file:
        for batch in file.iter_batches(batch_size=BATCH, columns=columns):
            bodies = []
            for source, record, article, title, text in zip(*batch.to_pydict().values(), strict=True):
                own: _Spans = []
                if key == (source, record):
                    own = spans
                    key, spans = next(found, (None, []))
                bodies.append((article, title or "", joined(text, own)))
            yield bodies


def _spans_in_order(path: Path, kinds: frozenset[str]) -> Iterator[tuple[_Key | None, _Spans]]:
    """Yield for each article that has any segment of these kinds their places."""

    def rows() -> Iterator[tuple[str, int, str, int, int]]:
        columns = ["source", "record", "kind", "start", "end"]
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=20 * BATCH, columns=columns):
                yield from zip(*batch.to_pydict().values(), strict=True)

    wanted = (row for row in rows() if row[2] in kinds)
    for key, group in groupby(wanted, key=itemgetter(0, 1)):
        yield key, [(start, end) for *_, start, end in group]


def bodies_of_corpus(
    connection: duckdb.DuckDBPyConnection, *, kinds: Sequence[str] = BODY
) -> Iterator[list[Body]]:
    """Yield the bodies of all articles of a connection in batches.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        With views `all_articles` (``article_id, title, text``) and `all_segments`
        (``article_id, segment, kind, start, "end"``).
    kinds : sequence of str
        Kinds of segment that count as body.
    """
    rows = connection.execute(
        "select a.article_id, coalesce(a.title, ''), a.text, g.starts, g.ends from all_articles a "
        + _SPANS.format("true"),
        {"kinds": list(checked(kinds))},
    )
    while batch := rows.fetchmany(BATCH):
        yield [
            (article, title, joined(text, _zipped(starts, ends)))
            for article, title, text, starts, ends in batch
        ]


def places_in_articles(
    connection: duckdb.DuckDBPyConnection, ids: Sequence[str], *, kinds: Sequence[str] = BODY
) -> dict[str, tuple[str, _Spans]]:
    """Return for each of some articles its text and where in it the body is.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        With views as for `bodies_of_corpus`.
    ids : sequence of str
    kinds : sequence of str
        Kinds of segment that count as body.
    """
    asked = "article_id in (select unnest($ids))"
    rows = connection.execute(
        f"select a.article_id, a.text, g.starts, g.ends from all_articles a {_SPANS.format(asked)} where a.{asked}",
        {"kinds": list(checked(kinds)), "ids": list(ids)},
    ).fetchall()
    return {article: (text, _zipped(starts, ends)) for article, text, starts, ends in rows}


def _zipped(starts: list[int] | None, ends: list[int] | None) -> _Spans:
    return list(zip(starts or (), ends or (), strict=True))


def checked(kinds: Sequence[str]) -> tuple[str, ...]:
    """Return kinds of segment, or raise a ParameterError for one there is not."""
    return tuple(one_of(kind, KINDS, name="kind of segment") for kind in kinds)

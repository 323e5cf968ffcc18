"""Articles of a corpus in bounded batches, with all a worker needs to have them parsed.

A step over parsed articles that is spread over processes takes these. Texts go
with a batch, tokens do not: whoever takes it reads them from the parts of the
annotation that hold them. Each part of the corpus is opened once, so time grows
with the articles that are wanted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis.annotation.articles import COLUMNS, EMPTY, assemble, columns_by_text
from analysis.annotation.cache import PARSED, annotate, store_of
from analysis.annotation.parse import ParsedArticle, ParsedSegment
from analysis.corpus.sql import literal

if TYPE_CHECKING:
    from analysis.corpus import Corpus

ARTICLES = 250
"""Articles in a batch."""

CHARACTERS = 2_000_000
"""Characters of a batch's articles, above which it ends earlier."""

_LOOK = 50
"""Articles that are read from a part of the corpus at a time."""


@dataclass(frozen=True)
class Batch:
    """Some articles, and where their tokens are.

    Attributes
    ----------
    articles : list of (str, str, list)
        For each article its id, its text, and the segments that are parsed: kind, start, end, id of the text.
    held : dict of Path to list of str
        For each part of the annotation the texts to take from it.
    """

    articles: list[tuple[str, str, list[tuple[str, int, int, str]]]]
    held: dict[Path, list[str]]

    def parsed(self) -> Iterator[ParsedArticle]:
        """Yield the articles with their tokens, in order."""
        tokens: dict[str, Mapping[str, list]] = {}
        for part, texts in self.held.items():
            tokens |= columns_by_text(_tokens(part / "tokens.parquet", texts))
        for article_id, text, segments in self.articles:
            own = [
                (ParsedSegment(kind, start, end), tokens.get(key, EMPTY))
                for kind, start, end, key in segments
            ]
            yield assemble(article_id, text, own)


def batches(corpus: Corpus, wanted: str) -> Iterator[Batch]:
    """Yield articles of a corpus in batches, part by part.

    Parameters
    ----------
    corpus : Corpus
        Annotated on demand.
    wanted : str
        Name of a table of its connection with ``article_id, source, record`` of selected articles.
    """
    annotate(corpus)
    run = corpus.connection.execute
    for read, cleaned in corpus.parts:
        articles, segments = read / "articles.parquet", cleaned / "segments.parquet"
        run(
            "create or replace temp table _batch_rows as select w.article_id, w.source, w.record, a.file_row_number "
            f"as row from read_parquet({literal(str(articles))}, file_row_number = true) a "
            f"join {wanted} w using (source, record) order by row"
        )
        rows = [row for (row,) in run("select row from _batch_rows order by row").fetchall()]
        if not rows:
            continue
        run(
            'create or replace temp table _batch_segments as select r.row, s.segment, s.kind, s.start, s."end", '
            f"s.text_id, k.part from read_parquet({literal(str(segments))}) s "
            "join _batch_rows r using (source, record) left join annotated k on k.text_id = s.text_id "
            f"where s.kind in ({PARSED}) order by r.row, s.segment"
        )
        for texts in _bounded(_texts(articles, rows)):
            yield _batch(corpus, texts)


def _texts(path: Path, rows: Sequence[int]) -> Iterator[tuple[int, str, str]]:
    """Yield row, id and text of some rows of a table of articles."""
    file, wanted, first = pq.ParquetFile(path), np.asarray(rows), 0
    for group in range(file.num_row_groups):
        size = file.metadata.row_group(group).num_rows
        if np.any((wanted >= first) & (wanted < first + size)):
            at = first
            for piece in file.iter_batches(_LOOK, row_groups=[group], columns=["article_id", "text"]):
                own = wanted[(wanted >= at) & (wanted < at + piece.num_rows)]
                if len(own):
                    taken = piece.take(pa.array(own - at))
                    yield from zip(
                        own.tolist(), *(column.to_pylist() for column in taken.columns), strict=True
                    )
                at += piece.num_rows
                if at > wanted[-1]:
                    return
        first += size


def _bounded(texts: Iterator[tuple[int, str, str]]) -> Iterator[list[tuple[int, str, str]]]:
    """Yield articles in lists that are neither too many nor too long."""
    own: list[tuple[int, str, str]] = []
    characters = 0
    for one in texts:
        own.append(one)
        characters += len(one[2])
        if len(own) >= ARTICLES or characters >= CHARACTERS:
            yield own
            own, characters = [], 0
    if own:
        yield own


def _batch(corpus: Corpus, texts: list[tuple[int, str, str]]) -> Batch:
    found = corpus.connection.execute(
        'select row, kind, start, "end", text_id, part from _batch_segments where row between $first and $last '
        "order by row, segment",
        {"first": texts[0][0], "last": texts[-1][0]},
    ).fetchall()
    store = store_of(corpus)
    held: defaultdict[Path, dict[str, None]] = defaultdict(dict)
    for *_, key, part in found:
        if part is not None:
            held[store / part][key] = None
    segments = {
        row: [(kind, start, end, key) for _, kind, start, end, key, _ in own]
        for row, own in groupby(found, key=itemgetter(0))
    }
    articles = [(article_id, text, segments.get(row, [])) for row, article_id, text in texts]
    return Batch(articles, {part: list(keys) for part, keys in sorted(held.items())})


def _tokens(path: Path, texts: Sequence[str]) -> pa.Table:
    """Return the tokens of some texts; of the file only what holds any of them is read."""
    # Strings come as they are stored, as numbers of distinct ones: most tokens are words that came before.
    strings = [field.name for field in pq.read_schema(path) if pa.types.is_string(field.type)]
    file, wanted = pq.ParquetFile(path, read_dictionary=strings), pa.array(texts, pa.string())
    found = []
    for group in range(file.num_row_groups):
        ids = file.read_row_group(group, columns=["text_id"]).column("text_id")
        own = pc.is_in(ids, value_set=wanted)
        if pc.any(own).as_py():
            rest = file.read_row_group(group, columns=list(COLUMNS)).filter(own)
            found.append(rest.append_column("text_id", ids.filter(own)))
    if not found:
        return pa.table({"text_id": pa.array([], pa.string())})
    return pa.concat_tables(found).unify_dictionaries()

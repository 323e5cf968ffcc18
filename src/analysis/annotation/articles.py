"""From token rows to parsed articles: shift offsets, renumber heads and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, repeat

import numpy as np
import pyarrow as pa

from analysis.annotation.parse import ParsedArticle, ParsedSegment, Token
from analysis.annotation.pipeline import DEFAULT_MODEL, annotate_texts
from analysis.corpus.identity import text_id

COLUMNS = ("start", "end", "text", "lemma", "pos", "tag", "dep", "head", "entity", "sentence")
"""Columns of the tokens table that parsed articles are made of."""

EMPTY: Mapping[str, list] = {name: [] for name in COLUMNS}
"""Columns of a text without tokens."""

_PARAGRAPH = re.compile(r"\S(?:.*?\S)??(?=\s*\n\s*\n|\s*\Z)", re.S)


def assemble(
    article_id: str, text: str, segments: Sequence[tuple[ParsedSegment, Mapping[str, list]]]
) -> ParsedArticle:
    """Join the token columns of an article's segments into one parsed article.

    Parameters
    ----------
    article_id, text : str
    segments : sequence of (ParsedSegment, columns)
        ``columns`` maps the names of `COLUMNS` to lists, for that segment's text.
    """
    article = ParsedArticle(article_id, text, [segment for segment, _ in segments])
    tokens = article.tokens
    sentence = 0
    for number, (segment, rows) in enumerate(segments):
        base, shift = len(tokens), segment.start
        # Column by column: a loop over tokens would cost as much as finding their names.
        tokens += map(
            Token,
            range(base, base + len(rows["start"])),
            [start + shift for start in rows["start"]], [end + shift for end in rows["end"]],
            rows["text"], rows["lemma"], rows["pos"], rows["tag"], rows["dep"],
            [head + base for head in rows["head"]], rows["entity"],
            [sentence + in_text for in_text in rows["sentence"]], repeat(number),
        )  # fmt: skip
        if len(tokens) > base:
            sentence = tokens[-1].sentence + 1
    return article


def columns_by_text(table: pa.Table) -> dict[str, dict[str, list]]:
    """Split a tokens table, in which the tokens of a text stand together, into plain columns for each text."""
    if table.num_rows == 0:
        return {}
    ids = _coded(table.column("text_id"))
    codes = ids.indices.to_numpy()
    edges = [0, *(np.flatnonzero(np.diff(codes)) + 1).tolist(), len(codes)]
    plain = {name: _plain(table.column(name)) for name in COLUMNS}
    names = ids.dictionary.to_pylist()
    return {
        names[codes[first]]: {name: values[first:last] for name, values in plain.items()}
        for first, last in pairwise(edges)
    }


def _plain(column: pa.ChunkedArray) -> list:
    """Return a column as a list, in which equal strings are one object."""
    if not pa.types.is_string(column.type) and not pa.types.is_dictionary(column.type):
        return list(column.to_numpy().tolist())
    coded = _coded(column)
    return list(map(coded.dictionary.to_pylist().__getitem__, coded.indices.to_numpy().tolist()))


def _coded(column: pa.ChunkedArray) -> pa.DictionaryArray:
    """Return a column of strings as numbers of distinct ones."""
    whole = column.combine_chunks()
    return whole if pa.types.is_dictionary(whole.type) else whole.dictionary_encode()


def paragraphs(text: str) -> list[ParsedSegment]:
    """Return the blocks between blank lines as body segments."""
    return [ParsedSegment("body", *match.span()) for match in _PARAGRAPH.finditer(text)]


def parse_text(
    text: str,
    *,
    segments: Iterable[ParsedSegment] | None = None,
    article_id: str = "text",
    model: str = DEFAULT_MODEL,
) -> ParsedArticle:
    """Parse one text at once, without a corpus and without the cache.

    Parameters
    ----------
    text : str
    segments : iterable of ParsedSegment, optional
        What to parse; the blocks between blank lines if not given.
    article_id : str
    model : str
        Package name of the language model.

    Examples
    --------
    >>> article = parse_text("Armenia left. It will not return.")
    >>> [article.tokens[first].text for first, _ in article.sentences]
    ['Armenia', 'It']
    """
    parts = list(paragraphs(text) if segments is None else segments)
    bodies = [text[part.start : part.end] for part in parts]
    distinct = {text_id(body): body for body in bodies}
    rows = columns_by_text(annotate_texts(list(distinct.items()), model=model))
    return assemble(
        article_id,
        text,
        [(part, rows.get(text_id(body), EMPTY)) for part, body in zip(parts, bodies, strict=True)],
    )

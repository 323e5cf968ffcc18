"""From token rows to parsed articles: shift offsets, renumber heads and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import pyarrow as pa

from analysis.annotation.parse import ParsedArticle, ParsedSegment, Token
from analysis.annotation.pipeline import DEFAULT_MODEL, TOKENS, annotate_texts
from analysis.corpus.identity import text_id

_PARAGRAPH = re.compile(r"\S(?:.*?\S)??(?=\s*\n\s*\n|\s*\Z)", re.S)


def assemble(
    article_id: str, text: str, segments: Sequence[tuple[ParsedSegment, Mapping[str, list]]]
) -> ParsedArticle:
    """Join the token columns of an article's segments into one parsed article.

    Parameters
    ----------
    article_id, text : str
    segments : sequence of (ParsedSegment, columns)
        ``columns`` maps the names of `TOKENS` to lists, for that segment's text.
    """
    article = ParsedArticle(article_id, text, [segment for segment, _ in segments])
    tokens = article.tokens
    sentence = 0
    for number, (segment, rows) in enumerate(segments):
        base, shift = len(tokens), segment.start
        for row in zip(
            rows["start"], rows["end"], rows["text"], rows["lemma"], rows["pos"], rows["tag"],
            rows["dep"], rows["head"], rows["entity"], rows["sentence"], strict=True,
        ):  # fmt: skip
            start, end, form, lemma, pos, tag, dep, head, entity, in_text = row
            tokens.append(
                Token(
                    len(tokens), start + shift, end + shift, form, lemma, pos, tag, dep,
                    head + base, entity, sentence + in_text, number,
                )
            )  # fmt: skip
        if len(tokens) > base:
            sentence = tokens[-1].sentence + 1
    return article


def columns_by_text(table: pa.Table) -> dict[str, dict[str, list]]:
    """Split a tokens table, sorted by text, into plain columns for each text."""
    if table.num_rows == 0:
        return {}
    ids = table.column("text_id").to_pylist()
    plain = {name: table.column(name).to_pylist() for name in TOKENS.names if name != "text_id"}
    out: dict[str, dict[str, list]] = {}
    first = 0
    for i in range(1, len(ids) + 1):
        if i == len(ids) or ids[i] != ids[first]:
            out[ids[first]] = {name: values[first:i] for name, values in plain.items()}
            first = i
    return out


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
    empty: dict[str, list] = {name: [] for name in TOKENS.names}
    return assemble(
        article_id,
        text,
        [(part, rows.get(text_id(body), empty)) for part, body in zip(parts, bodies, strict=True)],
    )

"""Furniture marked in the articles of a part: new segments for those that have any."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.corpus import words
from analysis.corpus.cleaning.edges import closing, opening
from analysis.corpus.cleaning.overrules import Overrule, kept_spans
from analysis.corpus.cleaning.units import FILE, articles_of, dateline, forms, number
from analysis.corpus.identity import text_id
from analysis.corpus.records import KINDS, PROSE

WORDS = pa.schema(
    [("source", pa.string()), ("record", pa.int64()), ("article_id", pa.string()), ("words", pa.int64()),
     ("before", pa.int64())]
)  # fmt: skip

LEARNED_FROM = ("body", "caption")
"""Kinds of segment in which learned furniture is marked."""

_ABOUT = ["source", "record", "article_id", "outlet", "words"]
_EDGES = {"opening": ("head", "edge"), "closing": ("tail", "edge"), "dateline": ("dateline", "form")}

Span = tuple[int, int]
Piece = tuple[str, int, int]


@dataclass(frozen=True)
class _Edge:
    """A sentence that may begin or end with furniture, and the number and length of the words looked for."""

    kind: str
    start: int
    end: int
    wanted: int
    words: int


@dataclass
class _Found:
    """What was found in one article: spans of furniture, and sentences that may begin or end with it."""

    spans: list[Span] = field(default_factory=list)
    edges: list[_Edge] = field(default_factory=list)


def apply(part: Path, furniture: pa.Table, overrules: Sequence[Overrule] = ()) -> tuple[pa.Table, pa.Table]:
    """Mark furniture in the articles of a part.

    Parameters
    ----------
    part : Path
        Folder of a part, with the table of `units.ensure_candidates`.
    furniture : pyarrow.Table
        From `learning.learn`; rows whose decision is not ``learned`` are left out.
    overrules : sequence of Overrule
        What a person keeps or removes.

    Returns
    -------
    segments : pyarrow.Table
        All segments of the articles that change, with the columns of the part's
        own: furniture is ``boilerplate``, the rest of a divided segment keeps
        its kind and its offsets.
    words : pyarrow.Table
        ``source, record, article_id, words, before``: words of these articles now and before.
    """
    about = pq.read_table(part / "articles.parquet", columns=_ABOUT).to_pylist()
    candidates = pq.read_table(part / FILE).to_pandas()
    outlets = dict(enumerate(row["outlet"] for row in about))
    # As text also where there is no article at all: a part may hold nothing but rejected records.
    candidates["outlet"] = candidates["article"].map(outlets).astype(str)
    found = _found(candidates, furniture.to_pandas())
    sentences = _sentences(candidates) if overrules else {}
    segments: list[dict[str, Any]] = []
    counts: list[dict[str, Any]] = []
    for place, (text, rows) in enumerate(articles_of(part)):
        own = about[place]
        rules = [rule for rule in overrules if rule.concerns(own["outlet"])]
        if place not in found and not rules:
            continue
        pieces = _marked(text, rows, found.get(place, _Found()), rules, sentences.get(place, []))
        if pieces != rows:
            key = {name: own[name] for name in ("source", "record", "article_id")}
            segments += _segment_rows(key, text, pieces)
            counts.append(key | {"words": own["words"] + _gained(text, rows, pieces), "before": own["words"]})
    schema = pq.read_schema(part / "segments.parquet")
    return pa.Table.from_pylist(segments, schema=schema), pa.Table.from_pylist(counts, schema=WORDS)


def _found(candidates: pd.DataFrame, furniture: pd.DataFrame) -> dict[int, _Found]:
    """Find furniture by the numbers of its words."""
    out: defaultdict[int, _Found] = defaultdict(_Found)
    learned = furniture[furniture["decision"] == "learned"]
    markable = candidates[candidates["kind"].isin([KINDS.index(kind) for kind in LEARNED_FROM])]
    whole = learned[learned["kind"].isin(["line", "sentence"])]
    for article, start, end, _, _ in _joined(markable, whole, "form", "form"):
        out[article].spans.append((start, end))
    for kind, (column, key) in _EDGES.items():
        for article, *edge in _joined(markable, learned[learned["kind"] == kind], column, key):
            out[article].edges.append(_Edge(kind, *edge))
    return out


def _joined(
    candidates: pd.DataFrame, furniture: pd.DataFrame, column: str, key: str
) -> Iterator[tuple[int, ...]]:
    """Join sentences to furniture of their outlet and of all outlets, by the numbers of two columns."""
    rules = furniture[["outlet", "form", "words"]].rename(columns={"form": "wanted", "words": "length"})
    rules[column] = furniture[key]
    sentences = candidates[["article", "start", "end", "outlet", column]]
    pooled = rules[rules["outlet"] == ""].drop(columns="outlet")
    for found in (sentences.merge(rules, on=["outlet", column]), sentences.merge(pooled, on=column)):
        yield from zip(
            *(found[name].tolist() for name in ("article", "start", "end", "wanted", "length")), strict=True
        )


def _sentences(candidates: pd.DataFrame) -> dict[int, list[Span]]:
    """Return the sentences of each article, in order."""
    out: defaultdict[int, list[Span]] = defaultdict(list)
    for article, start, end in zip(
        *(candidates[n].tolist() for n in ("article", "start", "end")), strict=True
    ):
        out[article].append((start, end))
    return out


def _marked(
    text: str, rows: Sequence[Piece], found: _Found, rules: Sequence[Overrule], sentences: Sequence[Span]
) -> list[Piece]:
    """Return the segments of an article with its furniture marked."""
    low = text.lower() if rules else ""
    kept = kept_spans(rules, text, low)
    learned = [*found.spans, *(span for edge in found.edges if (span := _edge(text, edge)))]
    learned = [span for span in learned if not _touches(span, kept)]
    removed = [
        _widened(span, rule, sentences)
        for rule in rules
        if rule.decision == "remove"
        for span in rule.spans(text, low)
    ]
    out: list[Piece] = []
    for kind, start, end in rows:
        if kind == "boilerplate":
            out.append(("body" if _touches((start, end), kept) else kind, start, end))
            continue
        marks = [*removed, *(learned if kind in LEARNED_FROM else [])]
        out += _divided(text, kind, start, end, [mark for mark in marks if mark[0] < end and mark[1] > start])
    return out


def _touches(span: Span, others: Sequence[Span]) -> bool:
    return any(start < span[1] and end > span[0] for start, end in others)


def _widened(span: Span, rule: Overrule, sentences: Sequence[Span]) -> Span:
    """Return what a person means by words with a wildcard: the sentence to its end, or from its beginning."""
    first, last = span
    begins = bisect_right(sentences, (first, last)) - 1
    ends = bisect_left(sentences, (last, last)) - 1
    if rule.from_start and begins >= 0 and sentences[begins][1] > first:
        first = sentences[begins][0]
    if rule.to_end and ends >= 0:
        last = max(last, sentences[ends][1])
    return first, last


def _edge(text: str, edge: _Edge) -> Span | None:
    """Return the opening or closing of a sentence, if its words are the ones looked for."""
    if edge.kind == "dateline":
        match = dateline(text, edge.start, edge.end)
        return (edge.start, match.end()) if match else None
    sentence = text[edge.start : edge.end]
    part = (opening if edge.kind == "opening" else closing)(sentence, edge.words)
    if number(forms(part)) != edge.wanted:
        return None
    if edge.kind == "opening":
        return edge.start, edge.start + len(part)
    return edge.end - len(part), edge.end


def _divided(text: str, kind: str, start: int, end: int, marks: Sequence[Span]) -> Iterator[Piece]:
    """Yield the pieces of a segment between marks and at them; what holds no word goes with the furniture."""
    if not marks:
        yield kind, start, end
        return
    cuts: list[Piece] = []
    at = start
    for first, last in sorted((max(first, start), min(last, end)) for first, last in marks):
        if first > at:
            cuts.append((kind if _worded(text, at, first) else "boilerplate", at, first))
        if last > at:
            cuts.append(("boilerplate", max(first, at), last))
            at = last
    if at < end:
        cuts.append((kind if _worded(text, at, end) else "boilerplate", at, end))
    whole: list[Piece] = []
    for piece in cuts:
        if whole and whole[-1][0] == piece[0]:
            whole[-1] = (piece[0], whole[-1][1], piece[2])
        else:
            whole.append(piece)
    for name, first, last in whole:
        shown = text[first:last]
        begin = first + len(shown) - len(shown.lstrip())
        if shown.strip():
            yield name, begin, begin + len(shown.strip())


def _worded(text: str, start: int, end: int) -> bool:
    return any(character.isalnum() for character in text[start:end])


def _gained(text: str, before: Sequence[Piece], after: Sequence[Piece]) -> int:
    """Return how many words of prose an article has more than before."""
    same = set(before) & set(after)
    now, once = (
        words.count(text[start:end] for kind, start, end in set(pieces) - same if kind in PROSE)
        for pieces in (after, before)
    )
    return now - once


def _segment_rows(key: dict[str, Any], text: str, pieces: Sequence[Piece]) -> list[dict[str, Any]]:
    return [
        key | {"segment": i, "kind": kind, "start": start, "end": end, "text_id": text_id(text[start:end])}
        for i, (kind, start, end) in enumerate(pieces)
    ]

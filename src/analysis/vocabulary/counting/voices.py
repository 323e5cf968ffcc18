"""Whose words: segments cut where quotations begin and end."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.corpus import Corpus
from analysis.corpus.sql import literal
from analysis.corpus.words import word_spans
from analysis.errors import ParameterError, one_of, require
from analysis.vocabulary.counting.places import placed

QUOTED = ("direct", "mixed", "indirect")
"""Kinds of quotation: inside quotation marks, partly, or in the reporter's words for what somebody said."""

BATCH = 2_000
"""Articles whose texts are in memory at a time."""

Span = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Contents:
    """Where others speak in articles: the contents of quotations, those that overlap joined.

    Attributes
    ----------
    spans : dict of str to list of (int, int)
        By article id, in order.
    quoted : tuple of str
        Kinds of quotation they come from.
    key : str
        Hash of the spans.
    """

    spans: dict[str, list[Span]]
    quoted: tuple[str, ...]
    key: str


def contents(quotations: pd.DataFrame | None, *, quoted: Sequence[str], voice: str) -> Contents:
    """Return where others speak.

    Parameters
    ----------
    quotations : DataFrame
        With ``article_id``, ``content`` and ``kind``.
    quoted : sequence of str
        Kinds of quotation that are another's voice.
    voice : str
        What is asked for, for the message of an error.

    Raises
    ------
    ParameterError
        If there is no table, it lacks a column, or there is no such kind.
    """
    kinds = tuple(one_of(kind, QUOTED, name="kind of quotation") for kind in quoted)
    if not kinds:
        raise ParameterError(
            "no kind of quotation", where="quoted", remedy=f"Give one or more of {', '.join(QUOTED)}."
        )
    if quotations is None:
        raise ParameterError(
            f"the voice {voice!r} cannot be told without quotations", where="quotations",
            remedy="Give quotations = actors.quotations(corpus), or voice = 'all'.",
        )  # fmt: skip
    require(
        quotations,
        ("article_id", "content", "kind"),
        what="the quotations have",
        where="quotations",
        remedy="Give the table that actors.quotations makes.",
    )
    chosen = quotations[quotations["kind"].isin(kinds)]
    found: dict[str, list[Span]] = {}
    for article, parts in zip(chosen["article_id"], chosen["content"], strict=True):
        found.setdefault(str(article), []).extend((int(start), int(end)) for start, end in parts)
    spans = {article: _joined(found[article]) for article in sorted(found)}
    key = hashlib.sha256(repr(list(spans.items())).encode()).hexdigest()
    return Contents(spans, tuple(kind for kind in QUOTED if kind in kinds), key)


def _joined(spans: list[Span]) -> list[Span]:
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        elif end > start:
            out.append((start, end))
    return out


def cut_segments(corpus: Corpus, name: str, *, places: Sequence[str], voice: str, contents: Contents) -> None:
    """Make a table of the pieces of segments in one voice: ``article_id, segment, text_id, shift, start, end``.

    Parameters
    ----------
    corpus : Corpus
    name : str
        Of the table.
    places : sequence of str
        Of `places.PLACES`.
    voice : str
        ``narrator`` or ``quoted``.
    contents : Contents

    Notes
    -----
    A word that a quotation cuts in two is the narrator's, so that each word is
    in one piece and whole. ``shift`` is the start of the segment.
    """
    listed = ", ".join(map(literal, places))
    segments = corpus.sql(
        'select article_id, segment, text_id, start, "end" from '
        f"({placed('segments', keys='article_id')}) where place in ({listed}) order by article_id, segment"
    )
    corpus.connection.execute(
        f"create temp table {name} (article_id varchar, segment integer, text_id varchar, shift bigint, "
        'start bigint, "end" bigint)'
    )
    for batch in _batches(segments):
        rows = pa.Table.from_pandas(_pieces(corpus, batch, voice, contents), preserve_index=False)
        corpus.connection.register(f"{name}_batch", rows)
        corpus.connection.execute(f"insert into {name} select * from {name}_batch")
        corpus.connection.unregister(f"{name}_batch")


def _batches(segments: pd.DataFrame) -> Iterator[pd.DataFrame]:
    number = pd.factorize(segments["article_id"])[0] // BATCH
    for _, batch in segments.groupby(number):
        yield batch


def _pieces(corpus: Corpus, segments: pd.DataFrame, voice: str, contents: Contents) -> pd.DataFrame:
    ids = [article for article in segments["article_id"].unique() if article in contents.spans]
    rows = corpus.sql(
        "select article_id, text from articles where article_id in (select unnest($ids))", ids=ids
    )
    texts = dict(zip(rows["article_id"], rows["text"], strict=True))
    out: list[tuple[str, int, str, int, int, int]] = []
    for article, segment, text_id, start, end in segments.itertuples(index=False):
        spans = contents.spans.get(article, ())
        own = pieces(texts.get(article, ""), (start, end), spans=spans, voice=voice)
        out += [(article, segment, text_id, start, *span) for span in own]
    columns = ["article_id", "segment", "text_id", "shift", "start", "end"]
    return pd.DataFrame(out, columns=columns).astype({"segment": np.int32})


def pieces(text: str, segment: Span, *, spans: Sequence[Span], voice: str) -> list[Span]:
    """Return the pieces of a segment in one voice.

    Parameters
    ----------
    text : str
        Of the article.
    segment : (int, int)
        Offsets of the segment in the text.
    spans : sequence of (int, int)
        Where others speak in the article, in order, without overlap.
    voice : str
        ``narrator`` or ``quoted``.

    Examples
    --------
    >>> text = "He said it was over, and left."
    >>> [text[first:last] for first, last in pieces(text, (0, 30), spans=[(8, 19)], voice="narrator")]
    ['He said ', ', and left.']
    """
    inner = _whole_words(text, _within(spans, *segment), segment)
    return inner if voice == "quoted" else _between(inner, segment)


def _within(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    first = bisect_right(spans, start, key=lambda span: span[1])
    out = []
    for span in spans[first:]:
        if span[0] >= end:
            break
        out.append((max(span[0], start), min(span[1], end)))
    return out


def _whole_words(text: str, spans: Sequence[Span], segment: Span) -> list[Span]:
    """Move the edges of spans inwards to the edges of words."""
    start, end = segment
    if not spans or spans == [segment]:
        return list(spans)
    words = [(first + start, last + start) for first, last in word_spans(text[start:end])]
    out = []
    for first, last in spans:
        opened, closed = _word_at(words, first), _word_at(words, last)
        inner = (opened[1] if opened else first, closed[0] if closed else last)
        if inner[0] < inner[1]:
            out.append(inner)
    return out


def _word_at(words: Sequence[Span], place: int) -> Span | None:
    """Return the word that has a place strictly inside it."""
    number = bisect_right(words, place, key=lambda word: word[1])
    return words[number] if number < len(words) and words[number][0] < place else None


def _between(spans: Sequence[Span], segment: Span) -> list[Span]:
    edges = [segment[0], *(edge for span in spans for edge in span), segment[1]]
    return [(first, last) for first, last in zip(edges[::2], edges[1::2], strict=True) if first < last]

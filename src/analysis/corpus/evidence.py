"""Any rows with offsets, as keyword-in-context lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from analysis.errors import ParameterError, require

if TYPE_CHECKING:
    from analysis.corpus.corpus import Corpus

KEY = ("article_id", "start", "end")
_SPACE = re.compile(r"\s")
_LAST = re.compile(r"\s(?=\S*\Z)")


def kwic(rows: pd.DataFrame, *, corpus: Corpus, width: int = 60) -> pd.DataFrame:
    """Return rows with the text they point at and its context on both sides.

    Parameters
    ----------
    rows : DataFrame
        Any table with ``article_id, start, end``.
    corpus : Corpus
    width : int
        Characters of context on each side, cut at a word's edge and at the paragraph's.

    Returns
    -------
    DataFrame
        The rows in their order, with ``left, hit, right, outlet, date, title``
        added. White space is single spaces.

    Raises
    ------
    ParameterError
        If a column is missing, or a row points outside its article.
    """
    require(rows, KEY, what="the table has", remedy="Evidence needs article_id, start and end.")
    ids = pd.unique(rows["article_id"]).tolist()
    articles = corpus.sql(
        "select article_id, outlet, date, title, text from articles where article_id in (select unnest($ids))",
        ids=ids,
    ).set_index("article_id")
    texts = {str(key): str(text) for key, text in articles["text"].items()}
    edges = _edges(corpus, ids)
    lines = [
        _line(texts, edges, key, int(start), int(end), width=width)
        for key, start, end in rows[list(KEY)].to_numpy()
    ]
    context = pd.DataFrame(lines, columns=["left", "hit", "right"], index=rows.index)
    origin = articles.reindex(rows["article_id"])[["outlet", "date", "title"]].set_index(rows.index)
    kept = rows.drop(columns=[c for c in (*context, *origin) if c in rows.columns])
    return pd.concat([kept, context, origin], axis=1)


def _edges(corpus: Corpus, ids: list[str]) -> dict[str, list[tuple[int, int]]]:
    """Return for each article where its segments start and end, in order."""
    rows = corpus.sql(
        'select article_id, start, "end" from segments where article_id in (select unnest($ids)) order by 1, 2',
        ids=ids,
    )
    edges: dict[str, list[tuple[int, int]]] = {key: [] for key in ids}
    for key, start, end in rows.itertuples(index=False, name=None):
        edges[key].append((int(start), int(end)))
    return edges


def _line(
    texts: Mapping[str, str],
    edges: Mapping[str, list[tuple[int, int]]],
    key: str,
    start: int,
    end: int,
    *,
    width: int,
) -> tuple[str, str, str]:
    text = texts.get(key)
    if text is None or not 0 <= start <= end <= len(text):
        raise ParameterError(
            f"article {key!r} has no characters {start} to {end}",
            remedy="Use rows made from this same corpus.",
        )
    # Context ends with the paragraph: what stands before it may be an advert.
    first, last = (bisect_right(edges[key], (place, len(text))) - 1 for place in (start, max(start, end - 1)))
    floor = edges[key][first][0] if first >= 0 else 0
    ceiling = max(end, edges[key][last][1]) if last >= 0 else len(text)
    text, start, end = text[floor:ceiling], start - floor, end - floor
    left, right = text[max(0, start - width) : start], text[end : end + width]
    if start > width and not text[start - width - 1].isspace():
        left = _SPACE.split(left, maxsplit=1)[-1]
    if end + width < len(text) and not text[end + width].isspace():
        right = _LAST.split(right, maxsplit=1)[0]
    return _single(left), _single(text[start:end]), _single(right)


def _single(text: str) -> str:
    return " ".join(text.split())

"""Concordance: every place where a query fits, with its context."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.corpus import PROSE, Corpus, selection
from analysis.corpus.words import words
from analysis.errors import ParameterError, one_of
from analysis.vocabulary.concordance import patterns
from analysis.vocabulary.concordance.finding import SIDES, Context, find, places, words_for
from analysis.vocabulary.running import parse

ORDERS = ("date", "outlet", "hit", *SIDES)
"""What lines can be sorted by: ``left1`` is the word before the hit, ``right1`` the one after it."""


def concordance(
    corpus: Corpus,
    query: str,
    *,
    kinds: Sequence[str] = PROSE,
    regex: bool = False,
    where: str = "",
    near: Sequence[str] = (),
    not_near: Sequence[str] = (),
    reach: int = 10,
    sort: str | Sequence[str] = "date",
    width: int = 60,
    sample: int | None = None,
    seed: int = 1,
    seconds: float = 30.0,
) -> pd.DataFrame:
    """Return every place where a query fits.

    Parameters
    ----------
    corpus : Corpus
    query : str
        Words, phrases, ``*`` and ``?`` within words, ``(a | b)``, gaps such as
        ``peace {0,3} talks``, and ``[lemma="strike" pos="VERB"]``: see
        `analysis.vocabulary.running.query`. Hits do not overlap; the longest
        reading counts. Lemma and part of speech annotate the corpus on demand.
    kinds : sequence of str
        Kinds of segment that are searched; no hit reaches from one segment into another.
    regex : bool
        Whether the query is a regular expression over the text as printed
        (upper and lower case differ; ``(?i)`` in front makes them the same).
    where : str
        Condition on the articles table, as for `open_corpus`.
    near, not_near : sequence of str
        Words that must all, or must not, stand within `reach` words of the hit in its segment.
    reach : int
        Words on each side for `near` and `not_near`.
    sort : str or sequence of str
        One or more of `ORDERS`, the first deciding; ties in order of date, article and place.
    width : int
        Characters of context on each side.
    sample : int, optional
        Draw so many lines at random.
    seed : int
        Seed of the draw.
    seconds : float
        Time a regular expression may take over all texts.

    Returns
    -------
    DataFrame
        ``line, article_id, start, end, kind, left, hit, right, outlet, date,
        title``; ``line`` is the same for the same place in every run. In
        ``attrs``: ``total`` (all lines), ``articles`` (that have one),
        ``left_out`` (hits by reason: ``where``, ``context``).

    Raises
    ------
    ParameterError
        If the query is none (the error names the character), or a regular
        expression is refused or takes too long.

    Notes
    -----
    Lines are as read, whatever the weights of the articles. With weights, take
    rates from `occurrences`.

    Examples
    --------
    >>> concordance(corpus, "security guarantee*", sort=["right1", "left1"])  # doctest: +SKIP
    """
    orders = [
        one_of(name, ORDERS, name="order of lines") for name in ([sort] if isinstance(sort, str) else sort)
    ]
    if sample is not None and sample < 1:
        raise ParameterError(
            f"sample = {sample} lines", where="sample", remedy="Give 1 or more, or None for all."
        )
    context = Context(near, not_near, reach)
    left_out = {"where": 0, "context": 0}
    if regex:
        if context:
            raise ParameterError(
                "near and not_near cannot be asked of a regular expression",
                where="near",
                remedy="Write it into the pattern, as in (?=.{0,80}word).",
            )
        rows = patterns.find(corpus, query, kinds=kinds, seconds=seconds)
        rows, left_out["where"] = _meeting(corpus, rows, where, rows["article_id"])
        total, articles = len(rows), rows["article_id"].nunique()
        rows = _drawn(rows, sample, seed)
    else:
        parsed = parse(query)
        running = words_for(corpus, parsed, kinds=kinds)
        rows, left_out["context"] = find(running, parsed, context=context, sides=bool({*orders} & {*SIDES}))
        rows, left_out["where"] = _meeting(corpus, rows, where, running.articles[rows["article"].astype(int)])
        total, articles = len(rows), rows["article"].nunique()
        rows = places(running, _drawn(rows, sample, seed)).drop(columns="article")
    lines = _sorted(corpus.kwic(rows, width=width), orders)
    lines.insert(0, "line", line_ids(lines))
    lines = lines.drop(columns=[name for name in SIDES if name in lines.columns])
    lines.attrs |= {"total": total, "articles": articles, "left_out": left_out, "query": query}
    return lines


def line_ids(rows: pd.DataFrame) -> list[str]:
    """Return for each row a short hash of its article, start and end: the same in every run.

    Examples
    --------
    >>> line_ids(pd.DataFrame({"article_id": ["a"], "start": [0], "end": [5]}))
    ['30abb863621d']
    """
    keys = rows[["article_id", "start", "end"]].itertuples(index=False, name=None)
    return [hashlib.sha256(f"{key}:{start}:{end}".encode()).hexdigest()[:12] for key, start, end in keys]


def _meeting(corpus: Corpus, rows: pd.DataFrame, where: str, ids: Any) -> tuple[pd.DataFrame, int]:
    """Return the rows whose article meets a condition, and how many do not."""
    if not where.strip():
        return rows, 0
    kept = pd.Index(ids).isin(selection.matching(corpus.connection, where))
    return rows[kept].reset_index(drop=True), int((~kept).sum())


def _drawn(rows: pd.DataFrame, sample: int | None, seed: int) -> pd.DataFrame:
    if sample is None or len(rows) <= sample:
        return rows
    return rows.sample(sample, random_state=seed).sort_index(ignore_index=True)


def _sorted(lines: pd.DataFrame, orders: Sequence[str]) -> pd.DataFrame:
    """Sort lines that are in order of date, article and place."""
    keys = []
    for name in orders:
        if name in SIDES:
            values = lines[name] if name in lines.columns else _beside(lines, name)
        else:
            values = lines[name].str.lower()
        keys.append(pd.factorize(values, sort=True, use_na_sentinel=False)[0])
    order = np.lexsort([np.arange(len(lines)), *keys[::-1]])
    return lines.iloc[order].reset_index(drop=True)


def _beside(lines: pd.DataFrame, name: str) -> pd.Series:
    """Return the word so many words away from each hit, read from the printed context."""
    side, step = name[:-1], int(name[-1])
    context = lines[side].map(words)
    if side == "left":
        context = context.map(lambda found: found[::-1])
    return context.map(lambda found: found[step - 1] if len(found) >= step else "")

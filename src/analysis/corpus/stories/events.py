"""Articles on the same event: what different newsrooms wrote on one occurrence, each in its own words."""

from __future__ import annotations

from concurrent.futures import Executor
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from analysis import parallel
from analysis.corpus.stories.linkage import UNIT, average_linkage
from analysis.corpus.stories.order import Order, Signatures, in_order, numbered
from analysis.corpus.stories.runsets import RunSets, run_sets
from analysis.corpus.stories.shingles import Ints
from analysis.corpus.stories.similarity import inverse_frequency, similar_pairs
from analysis.corpus.stories.terms import FEATURES, unpacked
from analysis.errors import ParameterError

ALIKE = 0.08
"""Mean cosine of two groups of articles from which they are on one event (chosen as docs/validity.md says)."""

ALONE = 0.2
"""Cosine of two articles that make an event by themselves: no third one vouches for them."""

DAYS = 3
"""Days that two articles on one event lie apart at most."""

MOST_UNDATED = 20_000
"""Texts without a date up to which each is compared with all; the work grows with their number squared."""


def find_events(
    connection: duckdb.DuckDBPyConnection,
    *,
    signatures: Signatures,
    stories: pd.DataFrame | None = None,
    days: int | None = DAYS,
    alike: float = ALIKE,
    scratch: Path | None = None,
    executor: Executor | None = None,
) -> pd.DataFrame:
    """Return which articles are on the same event.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        With the view `all_articles`: ``article_id, outlet, date, time``.
    signatures : Table or sequence of Path
        Signatures of all articles, or Parquet files that hold them.
    stories : DataFrame, optional
        Copies, as from `find_stories`: an identical or edited copy that came out
        within `days` is on its original's event and is not weighed again.
    days : int, optional
        Days that two articles on one event lie apart at most; None to compare
        without regard to dates, where they are missing or not to be trusted.
    alike : float
        Mean cosine of two groups of articles from which they are one; an event of
        two articles takes a cosine of .2.
    scratch : Path, optional
        Folder for temporary files; the system's if not given. The executor's workers must see it.
    executor : Executor, optional
        Compares stretches of articles in several processes; in this one if not given.

    Returns
    -------
    DataFrame
        ``article_id, event_id`` for every article, in order of date; an article alone
        has an event of its own. The id is that of the earliest article, after an ``e``.
        It is empty where events were not looked for: for the undated articles of a
        dated corpus if there are more than `MOST_UNDATED` different texts of them.

    Raises
    ------
    ParameterError
        If `days` is negative, or None and there are more than `MOST_UNDATED` different texts.
    """
    if days is not None and days < 0:
        raise ParameterError(f"days = {days} is not a number of days", remedy="Give 0 or more, or None.")
    order = in_order(connection, signatures)
    day = order.day if days is not None else np.full(len(order), -1)
    stands_for = _stands_for(order, stories, day, days or 0)
    texts = np.unique(stands_for)
    event = np.arange(len(order), dtype=np.int64)
    if np.count_nonzero(day[texts] < 0) > MOST_UNDATED:
        texts = _dated(texts, day)
    with run_sets(len(order), scratch=scratch) as terms:
        weights = _fill(terms, order, signatures, texts)
        similar = similar_pairs(
            day[texts], texts, terms, days=days or 0, weights=weights, executor=executor or parallel.Inline()
        )
        groups = average_linkage(similar, least=round(alike * UNIT), least_of_two=round(ALONE * UNIT))
        event[texts] = texts[groups]
    known = np.zeros(len(order), dtype=np.bool_)
    known[texts] = True
    ids = "e" + order.ids[event[stands_for]].astype(str)
    return pd.DataFrame({"article_id": order.ids, "event_id": np.where(known[stands_for], ids, "")})


def _stands_for(order: Order, stories: pd.DataFrame | None, day: Ints, days: int) -> Ints:
    """Return for each article the one whose text is compared in its place: its original, or itself."""
    out = np.arange(len(order), dtype=np.int64)
    if stories is None or not len(stories):
        return out
    copies = stories[stories["copy"].isin(["identical", "edited"])]
    copy, original = (order.ids.get_indexer(pd.Index(copies[name])) for name in ("article_id", "original_id"))
    known = (copy >= 0) & (original >= 0)
    copy, original = copy[known], original[known]
    near = (abs(day[copy] - day[original]) <= days) | (day[copy] < 0)
    out[copy[near]] = original[near]
    return out


def _dated(texts: Ints, day: Ints) -> Ints:
    """Return the texts that have a date, or raise if none is to be taken into account."""
    dated = texts[day[texts] >= 0]
    if not len(dated):
        raise ParameterError(
            f"{len(texts):,} different texts would each be compared with all others",
            remedy=f"Give `days` and dates, or select at most {MOST_UNDATED:,} texts.",
        )
    return dated


def _fill(terms: RunSets, order: Order, signatures: Signatures, texts: Ints) -> Path:
    """Write the terms of the texts, and the file of their weights beside them; return the latter."""
    wanted = np.zeros(len(order), dtype=np.bool_)
    wanted[texts] = True
    frequency = np.zeros(FEATURES, dtype=np.int64)
    for rows, packed in numbered(signatures, order, "terms", wanted=wanted):
        terms.add_all(rows, packed)
        frequency += np.bincount(unpacked(packed.flatten().to_numpy())[0], minlength=FEATURES)
    terms.finish()
    path = terms.path.with_name("weights.npy")
    np.save(path, inverse_frequency(frequency, len(texts)))
    return path

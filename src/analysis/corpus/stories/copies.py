"""Copies of one text across outlets and days: the table of stories, and the pairs behind it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from analysis.corpus.stories.bodies import BODY
from analysis.corpus.stories.grouping import Links, stories
from analysis.corpus.stories.order import Order, Signatures, in_order
from analysis.corpus.stories.pairs import HALF, Pairs, find_pairs
from analysis.corpus.stories.runsets import RunSets, run_sets
from analysis.corpus.stories.shingles import Ints
from analysis.corpus.stories.standing import standing_runs

LEAST_RUNS = 10
"""Runs of seven words two texts of a story share, standing text left out: sixteen words in a row. Less is a phrase."""

COPIES = ("original", "identical", "edited", "excerpt")
"""What an article is in its story."""


@dataclass(frozen=True)
class Comparison:
    """All texts of a corpus compared with one another. Made by `compare`.

    Attributes
    ----------
    order : Order
        The articles in order of date.
    pairs : Pairs
        The pairs of texts that share half of the shorter one, and how they were found.
    sizes : ndarray
        Distinct runs of each text.
    links : Links
        The pairs that are one without standing text, too; of crowds, their heads'.
    original_of : ndarray
        For each article the original of its story, or itself.
    shared : ndarray
        Runs that an article shares with its original.
    """

    order: Order
    pairs: Pairs
    sizes: Ints
    links: Links
    original_of: Ints
    shared: Ints


def compare(
    connection: duckdb.DuckDBPyConnection, *, signatures: Signatures, scratch: Path | None = None
) -> Comparison:
    """Compare all texts of a corpus and gather them in stories.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        With the view `all_articles`: ``article_id, outlet, date, time``.
    signatures : Table or sequence of Path
        Signatures of all articles, or Parquet files that hold them; see `analysis.corpus.stories.signatures`.
    scratch : Path, optional
        Folder for a temporary file of some 2.5 KB an article; the system's if not given.
    """
    order = in_order(connection, signatures)
    with run_sets(len(order), scratch=scratch) as sets:
        pairs = find_pairs(order, signatures, sets)
        links = _links(order, pairs, sets)
        original_of = _originals(order, pairs, links)
        shared = _shared_with_original(pairs, sets, original_of)
        # A text of a crowd was compared with the crowd's head, which may have joined another story.
        least = HALF * np.minimum(sets.sizes, sets.sizes[original_of])
        apart = np.flatnonzero(shared < least)
        original_of[apart] = apart
        shared[apart] = sets.sizes[apart]
        return Comparison(order, pairs, sets.sizes, links, original_of[pairs.text_of], shared[pairs.text_of])


def find_stories(
    connection: duckdb.DuckDBPyConnection, *, signatures: Signatures, scratch: Path | None = None
) -> pd.DataFrame:
    """Return the stories of a corpus: articles that print one text, and the first that did.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        With the views `all_articles` and `all_segments`.
    signatures : Table or sequence of Path
        Signatures of all articles, or Parquet files that hold them.
    scratch : Path, optional
        Folder for a temporary file.

    Returns
    -------
    DataFrame
        See `stories_table`.
    """
    return stories_table(connection, compare(connection, signatures=signatures, scratch=scratch))


def stories_table(connection: duckdb.DuckDBPyConnection, comparison: Comparison) -> pd.DataFrame:
    """Return one row for each article of a story that has more than one.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        With the view `all_segments`.
    comparison : Comparison

    Returns
    -------
    DataFrame
        ``article_id, story_id`` (hash of the original's body), ``copy`` (original,
        identical: the same words in the same order, edited: half of the longer
        text is shared, excerpt: half of the shorter), ``original_id`` (the earliest
        in this corpus, which need not be where the text comes from),
        ``containment`` (share of the shorter text's distinct runs of seven words
        that the two have in common) and ``same_outlet`` as the original's. In order of
        the originals' dates, then of the articles'.
    """
    order, original = comparison.order, comparison.original_of
    in_story = np.bincount(original, minlength=len(order)) > 1
    rows = np.flatnonzero(in_story[original])
    rows = rows[np.lexsort((rows, original[rows]))]
    first, text = original[rows], comparison.pairs.text_of[rows]
    sizes = comparison.sizes
    shared, size, size_first = comparison.shared[rows], sizes[text], sizes[first]
    kinds = np.select(
        [rows == first, text == first, shared >= HALF * np.maximum(size, size_first)], COPIES[:3], COPIES[3]
    )
    containment = np.where(text == first, 1.0, shared / np.maximum(np.minimum(size, size_first), 1))
    originals = order.ids[np.unique(first)]
    return pd.DataFrame(
        {
            "article_id": order.ids[rows],
            "story_id": pd.Series(order.ids[first]).map(_story_ids(connection, originals)),
            "copy": kinds.astype(object),
            "original_id": order.ids[first],
            "containment": containment,
            "same_outlet": order.outlet[rows] == order.outlet[first],
        }
    )


def pairs_table(comparison: Comparison, *, every: bool = False) -> pd.DataFrame:
    """Return the pairs of articles that share at least half of the shorter text.

    Parameters
    ----------
    comparison : Comparison
    every : bool
        List all pairs of identical articles and of crowds, as many as the square of
        their number, and not only those with the earliest one.

    Returns
    -------
    DataFrame
        ``article_id`` (the earlier), ``other_id``, ``shared`` (distinct runs of seven
        words), ``containment`` (relative to the shorter text), ``linked`` (whether
        half is shared without standing text, too) and ``same_outlet``. Pairs that
        follow from others and were not counted have no ``shared`` and ``containment``.
    """
    order, pairs = comparison.order, comparison.pairs
    copies = np.flatnonzero(pairs.text_of != np.arange(len(order)))
    sizes = comparison.sizes
    first = np.concatenate([pairs.first, pairs.text_of[copies]])
    second = np.concatenate([pairs.second, copies])
    shared = np.concatenate([pairs.shared, sizes[pairs.text_of[copies]]]).astype(float)
    smaller = np.minimum(sizes[first], sizes[pairs.text_of[second]])
    linked = pd.MultiIndex.from_arrays([first, second]).isin(
        pd.MultiIndex.from_arrays([comparison.links.first, comparison.links.second])
    )
    linked |= (pairs.text_of[second] == first) | (pairs.crowd_of[second] == first)
    containment = np.where(smaller > 0, shared / np.maximum(smaller, 1), 1.0)
    table = pd.DataFrame(
        {"first": first, "second": second, "shared": shared, "containment": containment, "linked": linked}
    )
    if every:
        more = pd.DataFrame(_implied(pairs), columns=["first", "second"], dtype=np.int64)
        table = pd.concat([table, more.assign(linked=True)]).drop_duplicates(["first", "second"])
    table = table.sort_values(["first", "second"], ignore_index=True)
    one, other = table["first"].to_numpy(), table["second"].to_numpy()
    columns = {"article_id": order.ids[one], "other_id": order.ids[other], "shared": table["shared"]}
    same = order.outlet[one] == order.outlet[other]
    return pd.DataFrame({**columns, "containment": table["containment"], "linked": table["linked"].astype(bool),
                         "same_outlet": same})  # fmt: skip


def _implied(pairs: Pairs) -> list[tuple[int, int]]:
    """Return the pairs that follow: copies of texts that form one, and texts of one crowd."""
    prints = pd.Series(np.arange(len(pairs.text_of))).groupby(pairs.text_of).groups
    crowds = pd.Series(np.arange(len(pairs.text_of))).groupby(pairs.crowd_of[pairs.text_of]).groups
    found = [pair for articles in crowds.values() for pair in combinations(sorted(articles.tolist()), 2)]
    for first, second in zip(pairs.first.tolist(), pairs.second.tolist(), strict=True):
        found += [(min(a, b), max(a, b)) for a in prints[first].tolist() for b in prints[second].tolist()]
    return found


def _links(order: Order, pairs: Pairs, sets: RunSets) -> Links:
    """Return the pairs that are one without standing text, crowds standing as their heads."""
    heads = (pairs.crowd_of[pairs.first] == pairs.first) & (pairs.crowd_of[pairs.second] == pairs.second)
    first, second, shared, size = pairs.first[heads], pairs.second[heads], pairs.shared[heads], sets.sizes
    standing = standing_runs(order, sets, first, second)
    if len(standing):
        shared = sets.shared(first, second, without=standing)
        size = size - sets.among(np.unique([first, second]), standing)
    keep = (shared >= HALF * np.minimum(size[first], size[second])) & (shared >= LEAST_RUNS)
    first, second = first[keep], second[keep]
    return Links(first, second, shared[keep], size[first], size[second])


def _originals(order: Order, pairs: Pairs, links: Links) -> Ints:
    """Return the original of each distinct text: of its crowd's head."""
    original = np.arange(len(order), dtype=np.int64)
    for text, first in stories(links, day=order.day).items():
        original[text] = first
    return np.asarray(original[pairs.crowd_of])


def _shared_with_original(pairs: Pairs, sets: RunSets, original_of: Ints) -> Ints:
    """Return how many runs each distinct text shares with its original; all of its own if it is one."""
    shared = sets.sizes.copy()
    distinct = pairs.text_of == np.arange(len(shared))
    in_crowd = pairs.crowd_of[pairs.second] == pairs.first
    shared[pairs.second[in_crowd]] = pairs.shared[in_crowd]
    ask = np.flatnonzero(distinct & (original_of != pairs.crowd_of))
    shared[ask] = sets.shared(original_of[ask], ask)
    return shared


def _story_ids(connection: duckdb.DuckDBPyConnection, originals: pd.Index) -> dict[str, str]:
    """Return the id of each original's story: the hash of its body, as all articles have one."""
    rows = connection.execute(
        "select article_id, 's' || left(sha256(string_agg(text_id, '' order by segment)), 15) "
        "from all_segments where list_contains($kinds, kind) and article_id in (select unnest($ids)) group by 1",
        {"kinds": list(BODY), "ids": list(originals)},
    ).fetchall()
    return {article: "s" + article[:15] for article in originals} | dict(rows)

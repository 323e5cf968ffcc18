"""How alike the vocabularies of outlets (or other groups) are, beside how alike an outlet is with itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.corpus import Corpus
from analysis.corpus.design import units
from analysis.errors import EmptySelectionError, ParameterError, one_of
from analysis.sampling import LEAST, Part, Sample
from analysis.vocabulary.counting import Counts, article_words, counted, function_words
from analysis.vocabulary.measures.similarity import ALIKE, MEASURES

Array = np.ndarray

_BATCH = 20

WHICH = ("all", "content", "function")
"""Words that are compared: all, without function words (topics), or function words only (manner)."""


def similarity(
    counts: Corpus | Counts,
    *,
    by: str = "outlet",
    measure: str = "jensen_shannon",
    which: str = "all",
    words: int = 5000,
    least_words: int = 20_000,
    draws: int = 100,
    seed: int = 0,
) -> pd.DataFrame:
    """Return for each pair of groups how alike their words are, at equal size and beside a noise floor.

    Parameters
    ----------
    counts : Corpus or Counts
        A corpus stands for the counts of its words.
    by : str
        Column of the articles table whose values are the groups.
    measure : str
        ``jensen_shannon`` (divergence in bits), ``cosine``, ``delta`` (Burrows's
        Delta), ``rho`` (Spearman's, of the 500 commonest words), ``chi``
        (Kilgarriff's χ² by degrees of freedom).
    which : str
        ``all`` words, ``content`` words or ``function`` words only.
    words : int
        The commonest words of these that are compared, each group counting alike.
    least_words : int
        Words a group must have; the smallest group sets the size of all samples.
    draws : int
        Random samples.
    seed : int

    Returns
    -------
    DataFrame
        One row per pair, most alike first: ``group, other``; ``value`` (mean
        over samples of equal size), ``low, high`` (95 % interval, bootstrap over
        articles); ``floor, floor_other`` (the same measure between two samples
        of one group); ``apart`` (share of the samples in which the two groups
        are less alike than either is with itself). ``attrs``: ``measure``,
        ``alike`` (whether high is alike), ``sample_words``, ``draws``, ``left_out``.

    Raises
    ------
    EmptySelectionError
        If fewer than two groups have ``2 * LEAST`` articles and `least_words` words.

    Notes
    -----
    All these measures depend on the size of the sample: small outlets look
    unlike everything. So from each group articles are drawn at random until
    they hold W words, twice without overlap, where W is half the words of the
    smallest group; groups are compared by their first samples, and each with
    itself by both. A pair is different only as far as it exceeds the two floors.

    The interval is ``value`` ± 1.96 standard deviations of the measure over
    samples of W words that are drawn with replacement, the article as unit; it
    speaks of samples of that size, and is wider than one for all articles of a large group.

    Where articles have weights, units are drawn in proportion to their weight;
    copies of a story that share one are one unit. Strata play no part.

    Examples
    --------
    >>> similarity(corpus).head()  # doctest: +SKIP
    """
    one_of(measure, MEASURES, name="measure")
    one_of(which, WHICH, name="selection of words")
    if words < 2 or draws < 10:
        raise ParameterError(f"words = {words}, draws = {draws}", remedy="Use 2 or more words and 10 draws.")
    groups, left_out = _groups(counted(counts), by, which, most=words, least=least_words)
    size = min(group.words.sum() for group in groups) / 2
    rng = np.random.default_rng(seed)
    of, n = MEASURES[measure], len(groups)
    # First samples with one another, and each with the second of its own group.
    asked = np.zeros((2 * n, 2 * n), dtype=bool)
    asked[:n, :n], asked[n:, :n] = True, np.eye(n)
    twice = np.stack([of(rows, asked=asked) for rows in _samples(groups, size, rng, draws=draws, twice=True)])
    again = np.stack([of(rows) for rows in _samples(groups, size, rng, draws=draws, twice=False)])
    floor = twice[:, np.arange(n), np.arange(n) + n]
    table = _pairs(groups, twice[:, :n, :n], floor, again, alike=measure in ALIKE)
    table.attrs = {
        "measure": measure, "alike": measure in ALIKE, "sample_words": int(size), "draws": draws, "left_out": left_out,
        "words": groups[0].counts.shape[1],
    }  # fmt: skip
    return table.sort_values(
        ["value", "group", "other"], ascending=[measure not in ALIKE, True, True], ignore_index=True
    )


@dataclass(frozen=True)
class _Group:
    """The units of a group: counts of the compared words (units × words), all words, and weights."""

    name: str
    counts: sparse.csr_array
    words: Array
    weight: Array


def _groups(
    counts: Counts, by: str, which: str, *, most: int, least: int
) -> tuple[list[_Group], dict[str, int]]:
    articles = article_words(counts, by=by)
    articles = articles[articles["n"] > 0]
    sizes = articles.groupby("group")["unit"].nunique()
    large = sizes[(sizes >= 2 * LEAST) & (articles.groupby("group")["n"].sum() >= least)].index
    if len(large) < 2:
        listed = ", ".join(f"{name!r} ({n})" for name, n in sizes.items())
        raise EmptySelectionError(
            f"similarity by {by} needs two groups of {2 * LEAST} articles and {least:,} words; "
            f"there are: {listed[:400]}",
            remedy="Widen the selection (`where`), lower least_words, or compare by another column.",
        )
    sample = Sample.of(units(articles))
    placed = articles.set_index("article_id").loc[sample.ids]
    parts = [sample.part(np.flatnonzero(placed["group"] == name)) for name in large]
    means = [_mean(part) for part in parts]
    chosen, words = _commonest(counts, parts, means, which, most)
    groups = [
        _Group(str(name), own, sums, part.weight if part.plain else part.sizes[part.sizes > 0])
        for name, own, sums, part in zip(
            large, _chosen(counts, parts, means, chosen), words, parts, strict=True
        )
    ]
    return groups, {str(name): int(n) for name, n in sizes.items() if name not in large}


def _mean(part: Part) -> sparse.csr_array:
    """Return a matrix (units × articles) that makes of articles' counts the mean of each unit."""
    if part.plain:
        return sparse.csr_array(sparse.eye_array(len(part.ids)))
    own = np.flatnonzero(part.sizes > 0)
    return sparse.csr_array(sparse.diags_array(1 / part.sizes[own]) @ part.gather[own])


def _commonest(
    counts: Counts, parts: list[Part], means: list[sparse.csr_array], which: str, most: int
) -> tuple[Array, list[Array]]:
    """Return the places of the commonest words, the first first, and the words of each unit of each group."""
    sums, able, words = [], [], [np.zeros(mean.shape[0]) for mean in means]
    for block in counts.blocks():
        places = [block.articles.get_indexer(part.ids) for part in parts]
        taken = [
            (mean.sum(axis=0), at, np.full(len(at), k))
            for k, (mean, at) in enumerate(zip(means, places, strict=True))
        ]
        value, row, column = (np.concatenate(each) for each in zip(*taken, strict=True))
        once = sparse.csr_array((value, (row, column)), shape=(len(block.articles), len(parts)))
        sums.append(sparse.csr_array(block.table.T @ once))
        size = np.asarray(block.table.sum(axis=1))
        words = [own + mean @ size[at] for own, mean, at in zip(words, means, places, strict=True)]
        able += [
            which == "all" or (word in function_words()) == (which == "function")
            for word in block.words.to_numpy()
        ]
    whole = np.sum([own.sum(axis=0) for own in sums], axis=0)
    rates = np.concatenate([own @ (1 / whole) for own in sums])
    order = np.argsort(-np.where(able, rates, -1.0), kind="stable")
    return order[: min(most, sum(able))], words


def _chosen(
    counts: Counts, parts: list[Part], means: list[sparse.csr_array], chosen: Array
) -> list[sparse.csr_array]:
    """Return the counts of some words, units × words, of each group."""
    order = np.argsort(chosen)
    found: list[list[sparse.csr_array]] = [[] for _ in parts]
    done = 0
    for block in counts.blocks():
        own = chosen[order][slice(*np.searchsorted(chosen[order], [done, done + len(block.words)]))] - done
        table = sparse.csr_array(block.table[:, own]).astype(float)
        for tables, part, mean in zip(found, parts, means, strict=True):
            tables.append(mean @ table[block.articles.get_indexer(part.ids)])
        done += len(block.words)
    back = np.argsort(order)
    return [sparse.csr_array(sparse.hstack(tables, format="csc")[:, back]) for tables in found]


def _samples(
    groups: list[_Group], size: float, rng: np.random.Generator, *, draws: int, twice: bool
) -> Iterator[Array]:
    """Yield for each draw the counts of one sample of every group; if `twice`, then those of a second without overlap.

    Drawn without replacement if `twice`, else with.
    """
    for first in range(0, draws, _BATCH):
        number = min(_BATCH, draws - first)
        taken = [_drawn(group, size, rng, number=number, twice=twice) for group in groups]
        for i in range(number):
            yield np.concatenate([np.stack([rows[i, k] for rows in taken]) for k in range(1 + twice)])


def _drawn(group: _Group, size: float, rng: np.random.Generator, *, number: int, twice: bool) -> Array:
    """Return the counts of samples of one group, shape (number, 1 or 2, words), by one sparse product."""
    units, per = len(group.words), 1 + twice
    rows, columns = [], []
    for i in range(number):
        if twice:
            # Sorting by exponential numbers over weights draws in proportion to weight (Efraimidis & Spirakis 2006).
            order = np.argsort(rng.exponential(size=units) / group.weight)
        else:
            mean = np.average(group.words, weights=group.weight)
            share = group.weight / group.weight.sum()
            order = rng.choice(units, size=int(3 * size / mean) + 20, p=share)
        middle = np.cumsum(group.words[order]) - group.words[order] / 2
        # However long an article is, each sample has one.
        ends = [0, int(np.clip(np.searchsorted(middle, size), 1, len(order) - 1))]
        ends += [max(int(np.searchsorted(middle, 2 * size)), ends[1] + 1)] * twice
        for k in range(per):
            rows.append(np.full(ends[k + 1] - ends[k], i * per + k))
            columns.append(order[ends[k] : ends[k + 1]])
    row, column = np.concatenate(rows), np.concatenate(columns)
    chosen = sparse.csr_array((np.ones(len(row)), (row, column)), shape=(number * per, units))
    return np.asarray((chosen @ group.counts).toarray()).reshape(number, per, -1)


def _pairs(groups: list[_Group], between: Array, floor: Array, again: Array, *, alike: bool) -> pd.DataFrame:
    value, spread, own = between.mean(axis=0), again.std(axis=0, ddof=1), floor.mean(axis=0)
    rows = []
    for i, group in enumerate(groups):
        for j, other in enumerate(groups[:i]):
            noise = np.stack([floor[:, i], floor[:, j]])
            beyond = between[:, i, j] < noise.min(axis=0) if alike else between[:, i, j] > noise.max(axis=0)
            reach = 1.96 * spread[i, j]
            rows.append(
                (other.name, group.name, value[i, j], value[i, j] - reach, value[i, j] + reach, own[j], own[i],
                 beyond.mean())
            )  # fmt: skip
    names = ["group", "other", "value", "low", "high", "floor", "floor_other", "apart"]
    return pd.DataFrame(rows, columns=names)

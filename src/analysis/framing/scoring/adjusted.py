"""Whether groups still differ among articles alike in what else could make them differ: length, month, event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
import pandas as pd
from scipy import stats

from analysis.errors import ParameterError, one_of, suggestion
from analysis.framing.reference.quantiles import length_class
from analysis.framing.scoring.differences import MEASURES, chosen_groups
from analysis.framing.scoring.drawn import NOTHING, drawn
from analysis.framing.status import with_status
from analysis.sampling import LEAST, q_values

UNITS = ("article", "cell")
"""What varies independently: articles inside cells, or cells (events) as pairs are compared."""

FEW = "fewer than {least} {unit}s of both groups are alike in {within}: no comparison"
ALIKE = "no {unit} differs from the others: no interval, only the test"

Array = np.ndarray


@dataclass(frozen=True)
class _Pair:
    """The articles of two groups that stand in cells both groups have, in order of cell and id.

    Attributes
    ----------
    values : array, shape (n, k)
    own : array of bool, shape (n,)
        Whether an article is of the first group.
    cell : array of int, shape (n,)
        From 0, without gaps.
    weight : array, shape (n,)
    """

    values: Array
    own: Array
    cell: Array
    weight: Array

    @property
    def cells(self) -> int:
        return int(self.cell.max(initial=-1)) + 1

    def sizes(self) -> Array:
        """Return the articles of each group in each cell, shape (2, cells)."""
        return np.array([np.bincount(self.cell[one], minlength=self.cells) for one in (self.own, ~self.own)])

    def shares(self) -> Array:
        """Return the weight of each cell, adding up to one: n₁n₂ / (n₁ + n₂) (Cochran 1954)."""
        first, second = self.sizes()
        weight = first * second / (first + second)
        return np.asarray(weight / weight.sum())

    def means(self) -> tuple[Array, Array]:
        """Return the place of each article's group in its cell, and each article's share of that group's mean."""
        place = 2 * self.cell + ~self.own
        return place, self.weight / np.bincount(place, weights=self.weight, minlength=2 * self.cells)[place]


def alike(articles: pd.DataFrame) -> pd.DataFrame:
    """Return articles with what they can be compared within: ``length`` (its class in words) and ``month``.

    The classes are those of the reference distributions; an article without a date has no month.

    Examples
    --------
    >>> rows = pd.DataFrame({"article_id": ["a", "b"], "words": [90, 450], "date": ["2024-05-03", None]})
    >>> alike(rows)[["length", "month"]].to_numpy().tolist()
    [['from 0 words', '2024-05'], ['from 400 words', '']]
    """
    length = "from " + length_class(articles["words"]).astype(str) + " words"
    month = articles["date"].astype(object).where(articles["date"].notna(), "").astype(str).str.slice(0, 7)
    return articles.assign(length=length, month=month)


def adjusted_differences(
    scores: pd.DataFrame,
    *,
    by: str,
    articles: pd.DataFrame,
    within: Sequence[str],
    unit: Literal["article", "cell"] = "article",
    groups: Sequence[str] = (),
    seed: int = 0,
    resamples: int = 999,
) -> pd.DataFrame:
    """Return how groups differ in their frames among articles alike in other respects.

    Parameters
    ----------
    scores : DataFrame
        From `frame_articles`.
    by : str
        Column of `articles` that makes the groups.
    articles : DataFrame
        With ``article_id``, the columns `by` and `within`, and how the articles were drawn.
    within : sequence of str
        Columns whose values, taken together, make the cells inside which groups are compared, such as a class of
        length and a month. Articles without one of these values are left out.
    unit : {"article", "cell"}
        What varies independently. ``"cell"`` is for many small cells that are themselves drawn, such as events.
    groups : sequence of str
        Groups to compare; the largest if empty.
    seed, resamples : int
        Of the test.

    Returns
    -------
    DataFrame
        One row per frame, measure (share, rate) and pair: frame, measure, group, other, cells, n, n_other (articles
        in the cells compared), left_out, left_out_other (articles of either group in no such cell), difference
        (of all articles, unadjusted), adjusted with low and high, p, q, note, validity. ``attrs``: within, unit.

    Raises
    ------
    EmptySelectionError
        If there are fewer than two groups.
    ParameterError
        If a column or group does not exist, or copies share a weight.

    Notes
    -----
    Σ_c w_c (m₁_c − m₂_c) / Σ_c w_c with w = n₁n₂ / (n₁ + n₂) (Cochran 1954): differences inside cells, averaged over
    the mix of articles both groups have. With articles as units only cells with two articles of either group count;
    variance Σ w_c² (s₁²/n₁ + s₂²/n₂), degrees of freedom of Satterthwaite (1946). With cells as units one
    article of either group is enough, the variance is that between cells. p from exchanging articles of a cell
    between the groups, q over frames × pairs of a measure. It takes away what the cells hold alike and
    nothing else: an outlet's beat, genre and sources remain.
    """
    one_of(unit, UNITS, name="unit")
    sample, labels = drawn(articles, by)
    if len(sample.stratum) < len(sample.unit):
        raise ParameterError(
            "copies that share a weight are one unit in several cells", where="articles",
            remedy="Count stories as published or once.",
        )  # fmt: skip
    frames = list(pd.unique(scores["frame"]))
    wide = {name: scores.pivot(index="article_id", columns="frame", values=column).sort_index()[frames]
            for name, column in MEASURES.items()}  # fmt: skip
    ids = wide["share"].index
    label, cell = labels.reindex(ids).to_numpy(), _cells(articles, within).reindex(ids).to_numpy()
    weight = pd.Series(sample.weight, sample.ids).reindex(ids).to_numpy()
    rows = []
    for group, other in combinations(chosen_groups(label, groups)[0], 2):
        own = label == group
        both = own | (label == other)
        inside = both & _shared(cell, own, label == other, least=2 if unit == "article" else 1)
        order = np.flatnonzero(inside)[np.argsort(cell[inside], kind="stable")]
        counts = {
            "cells": len(np.unique(cell[inside])),
            "n": int((inside & own).sum()), "n_other": int((inside & ~own).sum()),
            "left_out": int((own & ~inside).sum()), "left_out_other": int((both & ~own & ~inside).sum()),
        }  # fmt: skip
        few = min([counts["n"], counts["n_other"]] if unit == "article" else [counts["cells"]]) < LEAST
        for measure, table in wide.items():
            values = table.to_numpy(dtype=float)
            whole = _mean(values, own, weight) - _mean(values, both & ~own, weight)
            codes = np.unique(cell[order], return_inverse=True)[1] if len(order) else np.zeros(0, dtype=int)
            found = _compared(
                _Pair(values[order], own[order], codes, weight[order]), unit, few, (resamples, seed)
            )
            rows += [
                {"frame": frame, "measure": measure, "group": group, "other": other, **counts, "difference": whole[j],
                 **{name: column[j] for name, column in found.items()},
                 "note": FEW.format(least=LEAST, unit=unit, within=" and ".join(within)) if few
                 else ALIKE.format(unit=unit) if np.isnan(found["low"][j]) else ""}
                for j, frame in enumerate(frames)
            ]  # fmt: skip
    return _finished(pd.DataFrame(rows), scores, within=tuple(within), unit=unit)


def _finished(table: pd.DataFrame, scores: pd.DataFrame, **about: object) -> pd.DataFrame:
    ends = table[["low", "high"]]
    table[["low", "high"]] = ends.mask(table["measure"] == "share", ends.clip(-1, 1))
    q = table.groupby("measure")["p"].transform(lambda p: q_values(p.to_numpy(dtype=float)))
    table = table.assign(q=q)[[*(name for name in table.columns if name != "note"), "q", "note"]]
    known = scores.drop_duplicates("frame")[["frame", "validity"]].rename(columns={"validity": "status"})
    out = with_status(table, known)
    out.attrs.update(about)
    return out


def _cells(articles: pd.DataFrame, within: Sequence[str]) -> pd.Series:
    """Return for each article the number of its cell, as a float: none where a value is missing."""
    strange = next((name for name in within if name not in articles.columns), None)
    if strange is not None or not within:
        raise ParameterError(
            f"articles have no column {strange!r}" if within else "no column makes the cells", where="within",
            remedy=f"{suggestion(str(strange), articles.columns)}Give columns of articles.",
        )  # fmt: skip
    own = articles.drop_duplicates("article_id").set_index("article_id")[list(within)].astype(object)
    own = own.where(own.notna(), "").astype(str)
    numbers = own.groupby(list(within)).ngroup().astype(float)
    return numbers.where((own != "").all(axis=1))


def _shared(cell: Array, own: Array, other: Array, *, least: int) -> Array:
    """Return which articles stand in cells with so many articles of either group."""
    frame = pd.DataFrame({"cell": cell, "own": own, "other": other})
    sizes = frame.groupby("cell")[["own", "other"]].transform("sum")
    return np.asarray(sizes.min(axis=1).ge(least).to_numpy() & ~np.isnan(cell))


def _mean(values: Array, chosen: Array, weight: Array) -> Array:
    return np.asarray(np.average(values[chosen], axis=0, weights=weight[chosen]))


def _compared(pair: _Pair, unit: str, few: bool, drawn_again: tuple[int, int]) -> dict[str, Array]:
    """Return adjusted difference, limits and p."""
    nothing = np.full(pair.values.shape[1], np.nan)
    if few:
        return {"adjusted": nothing, "low": nothing, "high": nothing, "p": nothing}
    place, part = pair.means()
    share = pair.shares()
    mean = np.zeros((2 * pair.cells, pair.values.shape[1]))
    np.add.at(mean, place, pair.values * part[:, None])
    apart = mean[0::2] - mean[1::2]
    value = share @ apart
    if unit == "cell":
        k = pair.cells
        variance, freedom = k / (k - 1) * share**2 @ (apart - value) ** 2, np.full(len(value), k - 1.0)
    else:
        variance, freedom = _inside(pair, place, part, mean)
    half = np.where(variance > NOTHING, stats.t.ppf(0.975, freedom) * np.sqrt(variance), np.nan)
    signed = np.where(pair.own, 1.0, -1.0) * share[pair.cell] * part
    return {"adjusted": value, "low": value - half, "high": value + half, "p": _p(pair, signed, drawn_again)}


def _inside(pair: _Pair, place: Array, part: Array, mean: Array) -> tuple[Array, Array]:
    """Return the variance of the difference from the articles inside each cell, and its degrees of freedom."""
    size = np.bincount(place, minlength=2 * pair.cells).astype(float)
    squares = np.zeros_like(mean)
    np.add.at(squares, place, ((pair.values - mean[place]) * (part * pair.shares()[pair.cell])[:, None]) ** 2)
    squares *= (size / (size - 1))[:, None]
    variance = squares.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        freedom = variance**2 / (squares**2 / (size - 1)[:, None]).sum(axis=0)
    return variance, np.maximum(np.nan_to_num(freedom, nan=1.0), 1)


def _p(pair: _Pair, signed: Array, drawn_again: tuple[int, int]) -> Array:
    """Return the share of exchanges inside cells that make the difference as large; articles stand by cell."""
    resamples, seed = drawn_again
    seen = np.abs(signed @ pair.values) * (1 - 1e-9) - 1e-12
    rng = np.random.default_rng(seed)
    extreme = np.zeros(pair.values.shape[1])
    for _ in range(resamples):
        mixed = np.lexsort((rng.random(len(signed)), pair.cell))
        extreme += np.abs(signed @ pair.values[mixed]) >= seen
    return (1 + extreme) / (1 + resamples)

"""Whether two actors stand together in more articles than chance would bring about."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import special, stats

from analysis.corpus.design import units
from analysis.sampling import q_values

Array = np.ndarray

LEAST = 3
"""Articles with both actors below which a pair is not tested; known before it is seen where they stand together."""

COLUMNS = ("actor_a", "actor_b", "both_in", "together_in", "together_expected", "p", "q")
"""Columns of the table of tests."""

_CELLS = 4_000_000
"""States of the exact distribution held in memory at a time."""


def cooccurrence_tests(cells: pd.DataFrame, *, articles: pd.DataFrame | None, unit: str) -> pd.DataFrame:
    """Test every pair of actors that at least `LEAST` articles share.

    Parameters
    ----------
    cells : DataFrame
        One row per stretch of text and actor in it: ``article_id, unit`` (number of the
        stretch), ``actor_id, place`` (number of the stretch inside its article).
    articles : DataFrame, optional
        Of all selected articles: article_id, and unit, so that copies of a story count once.
    unit : str
        ``sentence``, ``paragraph`` or ``article``.

    Returns
    -------
    DataFrame
        Columns `COLUMNS`, actor_a < actor_b: ``both_in`` so many articles both stand;
        ``together_in`` so many of them they share a stretch; as many were to be expected by
        chance; one-sided ``p``, and ``q`` (Benjamini & Hochberg 1995) among all pairs that were tested.

    Notes
    -----
    The null model for sentences and paragraphs: in each article, an actor's
    stretches are any of the article's, all choices being equally likely, independently of where the
    other's are. Of S stretches with a and b of the actors, both share none with the
    hypergeometric probability C(S − a, b) / C(S, b). Each article counts once, however
    often both meet in it; the number of articles in which they do is a sum of
    independent trials with these unequal chances (Poisson's binomial distribution,
    computed exactly). So neither a long article nor a subject both belong
    to makes an edge: an article that both are in is where they *could* meet. S is the number of
    the last stretch with any actor, a little too small, which makes p too large
    rather than too small.

    For whole articles: of N articles with a and b of the actors, the number with both is
    hypergeometric (Tumminello et al. 2011, doi:10.1371/journal.pone.0017994).

    Of copies of a story the first (by id) stands for all. Weights play no part: where
    actors stand in an article is what is random, not which articles were drawn.
    """
    own = cells[cells["article_id"].isin(_first_of_each(cells, articles))]
    stretches = own.groupby("article_id", sort=True)["place"].max() + 1
    actors = own.groupby("actor_id")["article_id"].nunique()
    names = pd.Index(sorted(actors.index[actors >= LEAST]))
    if len(names) < 2:
        return pd.DataFrame({name: pd.Series(dtype=object) for name in COLUMNS})
    held = own[own["actor_id"].isin(names)]
    held = held.assign(actor=names.get_indexer(pd.Index(held["actor_id"])))
    if unit == "article":
        number = len(stretches) if articles is None else units(articles)["unit"].nunique()
        out = _whole(held, number, actors.reindex(names).to_numpy())
    else:
        out = _inside(held, stretches)
    out["q"] = q_values(out["p"].to_numpy())
    out["actor_a"], out["actor_b"] = names[out["a"].astype(int)], names[out["b"].astype(int)]
    return out[list(COLUMNS)]


def _first_of_each(cells: pd.DataFrame, articles: pd.DataFrame | None) -> pd.Series:
    """Return the articles that stand for their sampling unit."""
    if articles is None:
        return cells["article_id"]
    return units(articles).sort_index().reset_index().drop_duplicates("unit")["article_id"]


def _together(cells: pd.DataFrame, within: str) -> pd.DataFrame:
    """Return every two actors (a < b) that a group of cells holds, with the rows they stand in."""
    ordered = cells.sort_values([within, "actor"], kind="stable")
    starts = np.flatnonzero(np.diff(ordered[within].factorize()[0], prepend=-1))
    sizes = np.diff(np.append(starts, len(ordered)))
    actor, pieces = ordered["actor"].to_numpy(), [np.zeros((2, 0), dtype=np.int64)]
    for size in np.unique(sizes[sizes > 1]):
        low = starts[sizes == size][:, None]
        i, j = np.triu_indices(size, k=1)
        pieces.append(np.stack([(low + i).ravel(), (low + j).ravel()]))
    first, second = np.concatenate(pieces, axis=1)
    out = {"a": actor[first], "b": actor[second], "article_id": ordered["article_id"].to_numpy()[first]}
    if "times" in ordered:
        times = ordered["times"].to_numpy()
        out |= {"times_a": times[first], "times_b": times[second]}
    return pd.DataFrame(out)


def _shared(cells: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each article and two actors in it, of those pairs that enough articles share."""
    held = cells.groupby(["article_id", "actor"], sort=True).size().rename("times").reset_index()
    pairs = _together(held, "article_id")
    pairs["both_in"] = pairs.groupby(["a", "b"])["article_id"].transform("size").astype("int64")
    return pairs[pairs["both_in"] >= LEAST]


def _inside(cells: pd.DataFrame, stretches: pd.Series) -> pd.DataFrame:
    pairs = _shared(cells)
    meet = _together(cells, "unit").drop_duplicates(["a", "b", "article_id"]).assign(met=1)
    pairs = pairs.merge(meet, how="left", on=["a", "b", "article_id"]).fillna({"met": 0})
    pairs["chance"] = meeting(
        pairs["article_id"].map(stretches).to_numpy(float),
        pairs["times_a"].to_numpy(),
        pairs["times_b"].to_numpy(),
    )
    pairs = pairs.sort_values(["both_in", "a", "b"], kind="stable")
    out = pairs.groupby(["both_in", "a", "b"], sort=True).agg(
        together_in=("met", "sum"), together_expected=("chance", "sum")
    )
    out = out.reset_index().astype({"together_in": "int64"})
    out["p"] = np.nan
    for articles, rows in out.groupby("both_in"):
        chances = pairs.loc[pairs["both_in"] == articles, "chance"].to_numpy().reshape(len(rows), -1)
        out.loc[rows.index, "p"] = at_least(chances, rows["together_in"].to_numpy())
    return out


def _whole(cells: pd.DataFrame, number: int, having: Array) -> pd.DataFrame:
    out = _shared(cells).drop_duplicates(["a", "b"]).reset_index(drop=True)
    a, b = having[out["a"].astype(int)], having[out["b"].astype(int)]
    p = stats.hypergeom.sf(out["both_in"].to_numpy() - 1, number, a, b)
    return out.assign(together_in=out["both_in"], together_expected=a * b / max(number, 1), p=p)


def meeting(stretches: Array, a: Array, b: Array) -> Array:
    """Return the chance that a and b stretches, chosen freely, have one in common.

    Examples
    --------
    >>> meeting(np.array([4.0, 4.0, 3.0]), np.array([1, 2, 2]), np.array([1, 2, 2])).round(3).tolist()
    [0.25, 0.833, 1.0]
    """
    left = stretches - a - b
    with np.errstate(invalid="ignore"):
        apart = special.gammaln(stretches - a + 1) + special.gammaln(stretches - b + 1)
        apart = apart - special.gammaln(left + 1) - special.gammaln(stretches + 1)
    return np.where(left < 0, 1.0, -np.expm1(np.where(left < 0, 0.0, apart)))


def at_least(chances: Array, wanted: Array) -> Array:
    """Return the chance that at least so many of independent trials succeed.

    Parameters
    ----------
    chances : array, shape (k, m)
        Of the m trials of each of k sums.
    wanted : array of int, shape (k,)

    Examples
    --------
    >>> at_least(np.array([[0.5, 0.5, 0.2]]), np.array([3])).round(3).tolist()
    [0.05]
    """
    k, m = chances.shape
    out = np.empty(k)
    step = max(1, _CELLS // (m + 1))
    for first in range(0, k, step):
        rows = slice(first, first + step)
        part = chances[rows]
        states = np.zeros((len(part), m + 1))
        states[:, 0] = 1
        for trial in range(m):
            chance = part[:, trial, None]
            top = trial + 2
            states[:, 1:top] = states[:, 1:top] * (1 - chance) + states[:, : top - 1] * chance
            states[:, :1] *= 1 - chance
        reached = np.arange(m + 1) >= wanted[rows][:, None]
        out[rows] = np.minimum((states * reached).sum(axis=1), 1.0)
    return out

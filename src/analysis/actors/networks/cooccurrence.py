"""Which actors stand together in a sentence, a paragraph or an article, against chance."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.actors.networks.chance import cooccurrence_tests
from analysis.actors.prominence import DEFAULT_VIAS
from analysis.actors.types import VIAS
from analysis.corpus.design import units
from analysis.errors import ParameterError, one_of

UNITS = ("sentence", "paragraph", "article")
"""Stretches of text in which two actors stand together."""

COLUMNS = (
    "actor_a", "actor_b", "name_a", "name_b", "kind_a", "kind_b", "count", "articles", "count_a", "count_b",
    "units", "expected", "npmi", "article_id", "start", "end", "both_in", "together_in", "together_expected", "p", "q",
)  # fmt: skip
"""Columns of the table of pairs."""

ESTIMATED = "count_estimated"
"""One column more where articles have weights: the units with both actors in the whole corpus."""


def cooccurrence(
    mentions: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    unit: str = "sentence",
    least: int = 2,
    top: int | None = 500,
    via: Collection[str] = DEFAULT_VIAS,
) -> pd.DataFrame:
    """Return pairs of actors with how often they stand together and how often chance would put them together.

    Parameters
    ----------
    mentions : DataFrame
        From `actors.mentions`.
    articles : DataFrame, optional
        All selected articles: article_id, and how they were drawn; mentions in other
        articles do not count. Without it every article counts once.
    unit : str
        ``sentence``, ``paragraph`` or ``article``.
    least : int
        Units a pair must share, as read.
    top : int, optional
        Pairs to keep, the most frequent first; all if None.
    via : collection of str
        Ways of mention that count; see `types.VIAS`.

    Returns
    -------
    DataFrame
        Columns `COLUMNS`: ``count`` units with both actors in ``articles``
        articles, ``count_a`` and ``count_b`` with each, ``units`` with any actor;
        ``expected`` = count_a · count_b / units; ``npmi`` = ln(count / expected) /
        −ln(count / units), from −1 over 0 (independent) to 1 (Bouma 2009; 1 where
        every unit has both). ``article_id, start, end`` point at the first unit's
        stretch from the one mention to the other. ``both_in, together_in,
        together_expected, p, q`` test against chance whether they stand together in more articles than
        chance would have it, each article counting once; missing where fewer than three articles have both
        (`networks.chance.cooccurrence_tests`). Actor a is the more frequent one.
        The counts are as read. Where articles have weights, expected and npmi are
        computed from weighted counts, the estimated ones of the whole corpus, and
        `ESTIMATED` is the weighted ``count`` to be held against ``expected``.

    Raises
    ------
    ParameterError
        If `unit` or `via` is unknown or `least` is below 1.
    """
    one_of(unit, UNITS, name="unit")
    for one in via:
        one_of(one, VIAS, name="way of mention (via)")
    if least < 1:
        raise ParameterError(f"least = {least} units", where="cooccurrence", remedy="Give 1 or more.")
    rows = mentions[mentions["via"].isin(list(via))]
    weight = None if articles is None else units(articles)["weight"]
    if weight is not None:
        rows = rows[rows["article_id"].isin(weight.index)]
        weight = None if (weight == 1).all() else weight
    if rows.empty:
        return _typed(pd.DataFrame(columns=[*COLUMNS, *[ESTIMATED] * (weight is not None)]))
    rows = rows.assign(unit=_unit_numbers(rows, unit))
    cells = rows.drop_duplicates(["unit", "actor_id"])
    counts = _Counts(cells, None if weight is None else cells["article_id"].map(weight).to_numpy(dtype=float))
    pairs = counts.pairs(least)
    order = pairs.sort_values(["weighted", "a", "b"], ascending=[False, True, True])
    pairs = order.head(len(pairs) if top is None else top).reset_index(drop=True)
    tests = cooccurrence_tests(
        cells.assign(place=0 if unit == "article" else cells[unit]), articles=articles, unit=unit
    )
    out = _typed(_with_tests(_described(pairs, rows, counts), tests))
    return out if weight is None else out.assign(**{ESTIMATED: pairs["weighted"].to_numpy(dtype=float)})


def _unit_numbers(rows: pd.DataFrame, unit: str) -> np.ndarray:
    keys = ["article_id"] if unit == "article" else ["article_id", unit]
    return rows.groupby(keys, sort=False).ngroup().to_numpy()


class _Counts:
    """Units of text with each actor, and with two: as read, and weighted.

    Parameters
    ----------
    cells : DataFrame
        One row per unit and actor that is in it.
    weight : array or None
        Weight of each cell's article; None if every article counts once.
    """

    def __init__(self, cells: pd.DataFrame, weight: np.ndarray | None) -> None:
        number, first = np.unique(cells["unit"], return_index=True)
        self.units = len(number)
        self.weight = None if weight is None else weight[first]
        self.total = self.units if self.weight is None else float(self.weight.sum())
        actors = cells["actor_id"].to_numpy()
        read = cells["actor_id"].value_counts()
        estimated = read if weight is None else pd.Series(weight).groupby(actors).sum()
        self.ids = pd.Index(sorted(read.index, key=lambda actor: (-estimated[actor], actor)))
        self.sizes = read.reindex(self.ids).to_numpy()
        self.weighted = estimated.reindex(self.ids).to_numpy()
        place = np.searchsorted(number, cells["unit"]), self.ids.get_indexer(pd.Index(actors))
        ones = np.ones(len(cells), dtype=np.int64)
        self.present = sparse.csr_array((ones, place), shape=(self.units, len(self.ids)))

    def pairs(self, least: int) -> pd.DataFrame:
        """Count the units that two actors share, for actors that can reach `least`."""
        frequent = np.flatnonzero(self.sizes >= least)
        narrow = self.present[:, frequent]
        both = _upper(narrow.T @ narrow)
        kept = both.data >= least
        row, column, count = both.row[kept], both.col[kept], both.data[kept].astype("int64")
        weighted = count
        if self.weight is not None:
            weighted = _upper(narrow.T @ narrow.multiply(self.weight[:, None])).data[kept]
        return pd.DataFrame({"a": frequent[row], "b": frequent[column], "count": count, "weighted": weighted})


def _upper(square: sparse.csr_array) -> sparse.coo_array:
    """Return what stands above the diagonal, in order of row and column."""
    square = sparse.csr_array(square)
    square.sort_indices()
    return sparse.triu(square, k=1).tocoo()


def _described(pairs: pd.DataFrame, rows: pd.DataFrame, counts: _Counts) -> pd.DataFrame:
    ids, sizes, total = counts.ids, counts.sizes, counts.total
    a, b = pairs["a"].to_numpy(dtype=int), pairs["b"].to_numpy(dtype=int)
    count = pairs["weighted"].to_numpy(dtype=float)
    expected = counts.weighted[a] * counts.weighted[b] / total
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi = np.log(count / expected) / -np.log(count / total)
    npmi = np.where(pairs["count"].to_numpy() == counts.units, 1.0, npmi)
    about = rows.drop_duplicates("actor_id").set_index("actor_id").reindex(ids)
    names, kinds = about["name"].to_numpy(), about["kind"].to_numpy()
    out = pd.DataFrame(
        {
            "actor_a": ids[a], "actor_b": ids[b], "name_a": names[a], "name_b": names[b],
            "kind_a": kinds[a], "kind_b": kinds[b], "count": pairs["count"].to_numpy(),
            "count_a": sizes[a], "count_b": sizes[b], "units": counts.units, "expected": expected, "npmi": npmi,
        }
    )  # fmt: skip
    evidence = pd.DataFrame(_examples(out, rows), columns=["articles", "article_id", "start", "end"])
    return pd.concat([out, evidence], axis=1)


def _with_tests(pairs: pd.DataFrame, tests: pd.DataFrame) -> pd.DataFrame:
    """Return pairs with their tests, whichever of the two actors the test names first."""
    both = pairs[["actor_a", "actor_b"]].astype(str).to_numpy()
    keys = pd.MultiIndex.from_arrays(list(np.sort(both, axis=1).T), names=["actor_a", "actor_b"])
    found = tests.set_index(["actor_a", "actor_b"]).reindex(keys).set_axis(pairs.index)
    return pairs.join(found)[list(COLUMNS)]


def _examples(pairs: pd.DataFrame, rows: pd.DataFrame) -> list[tuple[int, str, int, int]]:
    """Return for each pair its number of articles and the first stretch with both."""
    wanted = set(pairs["actor_a"]) | set(pairs["actor_b"])
    own = rows[rows["actor_id"].isin(wanted)]
    places: dict[str, dict[int, tuple[str, int, int]]] = {}
    for actor, number, article, start, end in own[
        ["actor_id", "unit", "article_id", "start", "end"]
    ].itertuples(index=False):
        places.setdefault(actor, {}).setdefault(number, (article, start, end))
    out = []
    for a, b in zip(pairs["actor_a"], pairs["actor_b"], strict=True):
        shared = sorted(places[a].keys() & places[b].keys())
        one, two = places[a][shared[0]], places[b][shared[0]]
        articles = len({places[a][number][0] for number in shared})
        out.append((articles, one[0], min(one[1], two[1]), max(one[2], two[2])))
    return out


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    whole = ["count", "articles", "count_a", "count_b", "units", "start", "end"]
    real = dict.fromkeys(["expected", "npmi", "together_expected", "p", "q"], "float64")
    tested = dict.fromkeys(["both_in", "together_in"], "Int64")  # missing where nothing was tested
    return table.astype({**dict.fromkeys(whole, "int64"), **real, **tested}).reset_index(drop=True)

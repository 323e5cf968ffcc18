"""Which actors stand together in a sentence, a paragraph or an article, against chance."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.actors.prominence import DEFAULT_VIAS
from analysis.actors.types import VIAS
from analysis.errors import ParameterError, one_of

UNITS = ("sentence", "paragraph", "article")
"""Stretches of text in which two actors stand together."""

COLUMNS = (
    "actor_a", "actor_b", "name_a", "name_b", "kind_a", "kind_b", "count", "articles", "count_a", "count_b",
    "units", "expected", "npmi", "article_id", "start", "end",
)  # fmt: skip
"""Columns of the table of pairs."""


def cooccurrence(
    mentions: pd.DataFrame,
    *,
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
    unit : str
        ``sentence``, ``paragraph`` or ``article``.
    least : int
        Units a pair must share.
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
        stretch from the one mention to the other. Actor a is the more frequent one.

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
    if rows.empty:
        return _typed(pd.DataFrame(columns=list(COLUMNS)))
    rows = rows.assign(unit=_unit_numbers(rows, unit))
    cells = rows.drop_duplicates(["unit", "actor_id"])
    totals = cells["actor_id"].value_counts()
    ids = pd.Index(sorted(totals.index, key=lambda actor: (-totals[actor], actor)))
    pairs = _pairs(cells, ids, least)
    pairs = pairs.sort_values(["count", "a", "b"], ascending=[False, True, True]).head(
        len(pairs) if top is None else top
    )
    sizes = totals.reindex(ids).to_numpy()
    return _typed(_described(pairs, rows, ids, sizes, int(cells["unit"].nunique())))


def _unit_numbers(rows: pd.DataFrame, unit: str) -> np.ndarray:
    keys = ["article_id"] if unit == "article" else ["article_id", unit]
    return rows.groupby(keys, sort=False).ngroup().to_numpy()


def _pairs(cells: pd.DataFrame, ids: pd.Index, least: int) -> pd.DataFrame:
    """Count the units that two actors share, for actors that can reach `least`."""
    columns = ids.get_indexer(pd.Index(cells["actor_id"]))
    shape = (int(cells["unit"].max()) + 1, len(ids))
    present = sparse.csr_array((np.ones(len(cells), dtype=np.int64), (cells["unit"], columns)), shape=shape)
    frequent = np.flatnonzero(np.asarray(present.sum(axis=0)).ravel() >= least)
    narrow = present[:, frequent]
    both = sparse.triu(narrow.T @ narrow, k=1).tocoo()
    kept = both.data >= least
    return pd.DataFrame(
        {
            "a": frequent[both.row[kept]],
            "b": frequent[both.col[kept]],
            "count": both.data[kept].astype("int64"),
        }
    )


def _described(
    pairs: pd.DataFrame, rows: pd.DataFrame, ids: pd.Index, sizes: np.ndarray, units: int
) -> pd.DataFrame:
    a, b = pairs["a"].to_numpy(dtype=int), pairs["b"].to_numpy(dtype=int)
    count = pairs["count"].to_numpy(dtype=float)
    expected = sizes[a] * sizes[b] / units
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi = np.where(count == units, 1.0, np.log(count / expected) / -np.log(count / units))
    about = rows.drop_duplicates("actor_id").set_index("actor_id").reindex(ids)
    names, kinds = about["name"].to_numpy(), about["kind"].to_numpy()
    out = pd.DataFrame(
        {
            "actor_a": ids[a], "actor_b": ids[b], "name_a": names[a], "name_b": names[b],
            "kind_a": kinds[a], "kind_b": kinds[b], "count": pairs["count"].to_numpy(),
            "count_a": sizes[a], "count_b": sizes[b], "units": units, "expected": expected, "npmi": npmi,
        }
    )  # fmt: skip
    evidence = pd.DataFrame(_examples(out, rows), columns=["articles", "article_id", "start", "end"])
    return pd.concat([out, evidence], axis=1)[list(COLUMNS)]


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
    return table.astype({**dict.fromkeys(whole, "int64"), "expected": float, "npmi": float}).reset_index(
        drop=True
    )

"""Rates of words by period: as they are, and as they would be if the outlets' shares never changed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.sampling import LEAST, exact_share
from analysis.vocabulary.counting import Counts, counted
from analysis.vocabulary.trends.cells import Cells
from analysis.vocabulary.trends.uses import Uses, Words, reach, uses

Array = np.ndarray

LEAST_COVERED = 0.5
"""Share of the usual mix of outlets that a period must have for a standardised rate."""

_RATES = ("per_million", "low", "high", "standardised", "standardised_low", "standardised_high")


def trend(
    counts: Corpus | Counts,
    words: Words,
    *,
    every: str = "month",
    by: str | None = None,
    mix: str | None = "outlet",
) -> pd.DataFrame:
    """Return how often words are used in each period.

    Parameters
    ----------
    counts : Corpus or Counts
        A corpus stands for the counts of its words.
    words : str, sequence of str, or mapping
        Words as they are counted, ``*`` for any letters; a mapping gives names to groups
        of words that are added up: ``{"security": ["secur*", "defence"]}``.
    every : str
        ``day``, ``week`` (from Monday), ``month`` or ``year``.
    by : str, optional
        Column of the articles table; a series for each of its values.
    mix : str, optional
        Column whose changing mix is controlled; None for none.

    Returns
    -------
    DataFrame
        One row per word, group (with `by`) and period from the first date to the last:
        ``word, [group,] period`` (its first day, ISO), ``every, articles, words, f, df`` (as
        read); ``per_million`` with 95 % interval ``low, high`` (article as unit);
        ``standardised`` with ``standardised_low, standardised_high``: the rate if each outlet had its share of
        all dated words in every period, and ``covered``, what share of that mix has
        articles in the period (under `LEAST_COVERED` there is no standardised rate).
        A period without articles has no rate, which is not a rate of zero.
        ``attrs``: ``undated`` (articles, words left out for want of a date), ``matched``
        (the words behind each name), ``standard`` (the usual mix).

    Raises
    ------
    ParameterError
        If a column or period is none.
    EmptySelectionError
        If no article has a date, or a word is used nowhere.

    Notes
    -----
    Rates are ratio estimators; intervals by linearisation with Student's t, none below `LEAST` articles.
    Where no article of a period has the word, the upper limit is the exact
    binomial one for articles that have it, times the mean uses of an article that does.
    The standardised rate is direct standardisation (Kitagawa 1955; Keiding & Clayton
    2014, doi:10.1214/13-STS453). It controls the mix of outlets and nothing else.

    Examples
    --------
    >>> trend(corpus, ["nato", "secur*"], every="month")  # doctest: +SKIP
    """
    found = uses(counted(counts), words, by=by, mix=mix)
    periods, number = found.periods(every)
    rows: list[pd.DataFrame] = []
    for g, group in enumerate(found.groups):
        inside = np.flatnonzero(found.group == g)
        standard = _mix(found, inside)
        usual = _uses_per_article(found, inside)
        for t, cells in _by_period(found, inside, number, len(periods)):
            rows.append(_period(found.labels, cells, standard, usual).assign(group=group, t=t))
    table = pd.concat(rows, ignore_index=True)
    table["period"] = table["t"].map(pd.Series(periods.start_time.strftime("%Y-%m-%d")))
    table["every"] = every
    order = {label: place for place, label in enumerate(found.labels)}
    table = table.sort_values(
        ["word", "group", "t"], key=lambda column: column.map(order) if column.name == "word" else column,
        ignore_index=True,
    )  # fmt: skip
    columns = [
        "word",
        *(["group"] if by else []),
        "period",
        "every",
        "articles",
        "words",
        "f",
        "df",
        *_RATES,
        "covered",
    ]
    table = table[columns]
    table.attrs = {"undated": found.undated, "matched": found.matched,
                   "standard": dict(zip(found.outlets, _mix(found, np.arange(len(found.n))), strict=True))}  # fmt: skip
    return table


def _by_period(found: Uses, inside: Array, number: Array, periods: int) -> Iterator[tuple[int, Cells | None]]:
    own = number[inside]
    order = np.argsort(own, kind="stable")
    ends = np.searchsorted(own[order], np.arange(periods + 1))
    for t in range(periods):
        chosen = inside[order[ends[t] : ends[t + 1]]]
        yield t, Cells.of(found, chosen) if len(chosen) else None


def _mix(found: Uses, inside: Array) -> Array:
    weight = found.sample.weight[found.place[inside]]
    words = np.bincount(found.outlet[inside], weights=weight * found.n[inside], minlength=len(found.outlets))
    return np.asarray(words / words.sum())


def _uses_per_article(found: Uses, inside: Array) -> Array:
    """Return the mean uses of each word in the articles that have it; 1 if none has."""
    weight = found.sample.weight[found.place[inside]][:, None]
    f = found.f[inside]
    having = (weight * (f > 0)).sum(axis=0)
    return np.where(having > 0, (weight * f).sum(axis=0) / np.where(having > 0, having, 1), 1.0)


def _period(labels: list[str], cells: Cells | None, standard: Array, usual: Array) -> pd.DataFrame:
    if cells is None:
        nothing = dict.fromkeys(("articles", "words", "f", "df"), 0) | {"covered": 0.0}
        return pd.DataFrame({"word": labels, **nothing, **dict.fromkeys(_RATES, np.nan)})
    rate, ends = cells.rate, reach(cells.moves_rate(), cells.part)
    high = np.where(cells.f.any(axis=0), rate + ends, _highest_of_none(cells, usual))
    covered = float(standard[cells.words > 0].sum())
    standardised, around = _standardised(cells, standard, covered)
    values = (rate, np.maximum(rate - ends, 0), high, standardised, np.maximum(standardised - around, 0),
              np.where(cells.f.any(axis=0), standardised + around, np.nan))  # fmt: skip
    return pd.DataFrame(
        {
            "word": labels,
            "articles": len(cells.n),
            "words": int(cells.n.sum()),
            "f": cells.f.sum(axis=0).astype(int),
            "df": (cells.f > 0).sum(axis=0),
            **{name: value * 1e6 for name, value in zip(_RATES, values, strict=True)},
            "covered": covered,
        }
    )


def _highest_of_none(cells: Cells, usual: Array) -> Array:
    """Return the upper limits of rates of words that no article of the period has."""
    if cells.part.units < LEAST:
        return np.full(len(usual), np.nan)
    _, most = exact_share(0, cells.part.effective)
    return np.asarray(most * usual * cells.part.weight.sum() / cells.words.sum())


def _standardised(cells: Cells, standard: Array, covered: float) -> tuple[Array, Array]:
    if covered < LEAST_COVERED:
        return np.full(cells.f.shape[1], np.nan), np.full(cells.f.shape[1], np.nan)
    share = np.where(cells.words > 0, standard, 0) / covered
    rate = (share[:, None] * np.nan_to_num(cells.rates)).sum(axis=0)
    return rate, reach(share[cells.outlet][:, None] * cells.moves_rates(), cells.part)

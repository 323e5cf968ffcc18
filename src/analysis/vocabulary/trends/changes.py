"""What of a change between periods is a change within outlets, and what a change of their mix."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.errors import EmptySelectionError, one_of
from analysis.vocabulary.counting import Counts, counted
from analysis.vocabulary.trends.cells import Cells
from analysis.vocabulary.trends.uses import Uses, Words, reach, uses

Array = np.ndarray

VERSUS = ("previous", "first")
"""Period that each is compared with: the last one before it that has articles, or the first of all."""


def trend_changes(
    counts: Corpus | Counts,
    words: Words,
    *,
    every: str = "month",
    mix: str = "outlet",
    versus: str = "previous",
) -> pd.DataFrame:
    """Split the change of each word's rate into change within outlets and change of their mix.

    Parameters
    ----------
    counts : Corpus or Counts
        A corpus stands for the counts of its words.
    words : str, sequence of str, or mapping
        As in `trend`.
    every : str
        ``day``, ``week``, ``month`` or ``year``.
    mix : str
        Column of the articles table whose values are the outlets.
    versus : str
        One of `VERSUS`.

    Returns
    -------
    DataFrame
        One row per word and pair of periods that have articles: ``word, from_period,
        period`` (first days, ISO), ``every``, and per million words ``change = within + mix``, each with a
        95 % interval (``change_low, change_high`` …, article as unit); ``joined, left``:
        outlets that have articles only in the later, only in the earlier period.
        ``attrs["undated"]`` as in `trend`.

    Raises
    ------
    EmptySelectionError
        If fewer than two periods have articles.
    ParameterError
        As in `trend`.

    Notes
    -----
    Kitagawa (1955), doi:10.1080/01621459.1955.10501299, symmetrical: with shares s of
    the words and rates r of each outlet, within = Σ (r₂ − r₁)(s₁ + s₂)/2 and
    mix = Σ (s₂ − s₁)(r₁ + r₂)/2. An outlet without articles in one of the periods has no
    rate there; its rate is taken to be the same in both, so that its coming or going is
    all mix. Intervals by linearisation, as in `trend`.

    Examples
    --------
    >>> trend_changes(corpus, "nato", every="month")  # doctest: +SKIP
    """
    one_of(versus, VERSUS, name="period to compare with (versus)")
    found = uses(counted(counts), words, by=None, mix=mix)
    periods, number = found.periods(every)
    having = np.unique(number)
    if len(having) < 2:
        raise EmptySelectionError(
            f"all dated articles are of one {every}, so there is no change to split",
            remedy="Take shorter periods (every), or select more time.",
        )
    names = periods.start_time.strftime("%Y-%m-%d")
    tables = []
    for place, t in enumerate(having[1:], start=1):
        before = having[place - 1] if versus == "previous" else having[0]
        tables.append(
            _split(found, number, int(before), int(t)).assign(from_period=names[before], period=names[t])
        )
    table = pd.concat(tables, ignore_index=True)
    order = {label: place for place, label in enumerate(found.labels)}
    table = table.sort_values(
        ["word", "period"], key=lambda column: column.map(order) if column.name == "word" else column,
        ignore_index=True,
    )  # fmt: skip
    ends = [f"{name}{end}" for name in ("change", "within", "mix") for end in ("", "_low", "_high")]
    table = table.assign(every=every)[["word", "from_period", "period", "every", *ends, "joined", "left"]]
    table.attrs = {"undated": found.undated, "matched": found.matched}
    return table


def _split(found: Uses, number: Array, before: int, after: int) -> pd.DataFrame:
    chosen = [np.flatnonzero(number == t) for t in (before, after)]
    first, second = (Cells.of(found, places) for places in chosen)
    rates = _completed(first, second)
    parts, moved = _components(first, second, rates)
    both = np.sort(np.concatenate(chosen))
    later = np.isin(both, chosen[1])
    part = found.part(both)
    used = first.f.any(axis=0) | second.f.any(axis=0)  # of what no article has, nothing is known to vary
    table = pd.DataFrame({"word": found.labels})
    for name, estimate in parts.items():
        influence = np.empty((len(both), len(found.labels)))
        influence[~later], influence[later] = moved[name]
        around = np.where(used, reach(influence, part) * 1e6, np.nan)
        table[name] = estimate * 1e6
        table[f"{name}_low"], table[f"{name}_high"] = table[name] - around, table[name] + around
    return table.assign(
        joined=int(((first.words == 0) & (second.words > 0)).sum()),
        left=int(((first.words > 0) & (second.words == 0)).sum()),
    )


def _completed(first: Cells, second: Cells) -> tuple[Array, Array]:
    """Return the rates of both periods, each taken from the other where an outlet has no articles."""
    r1, r2 = first.rates, second.rates
    return np.nan_to_num(np.where(np.isnan(r1), r2, r1)), np.nan_to_num(np.where(np.isnan(r2), r1, r2))


def _components(
    first: Cells, second: Cells, rates: tuple[Array, Array]
) -> tuple[dict[str, Array], dict[str, tuple[Array, Array]]]:
    """Return the parts of the change, and what each article of either period moves of them."""
    (r1, r2), s1, s2 = rates, first.shares, second.shares
    mean_share, mean_rate = (s1 + s2) / 2, (r1 + r2) / 2
    away, shift = r2 - r1, s2 - s1
    parts = {
        "change": second.rate - first.rate,
        "within": (away * mean_share[:, None]).sum(axis=0),
        "mix": (mean_rate * shift[:, None]).sum(axis=0),
    }
    # An outlet's rate counts for both periods where it has articles in one only.
    lone = ((first.words == 0) | (second.words == 0))[:, None]
    by_within = np.where(lone, 0.0, mean_share[:, None])
    by_mix = np.where(lone, shift[:, None], shift[:, None] / 2)
    moved: dict[str, tuple[Array, Array]] = {"change": (-first.moves_rate(), second.moves_rate())}
    within, mix = [], []
    for cells, sign in ((first, -1.0), (second, 1.0)):
        of_rate = cells.moves_rates()
        within.append(sign * of_rate * by_within[cells.outlet] + _moves_shares(cells, away / 2))
        mix.append(of_rate * by_mix[cells.outlet] + sign * _moves_shares(cells, mean_rate))
    return parts, moved | {"within": (within[0], within[1]), "mix": (mix[0], mix[1])}


def _moves_shares(cells: Cells, value: Array) -> Array:
    """Return what each article moves of a sum of the outlets' shares times a value, shape (m, W)."""
    centre = (cells.shares[:, None] * value).sum(axis=0)
    return np.asarray((value[cells.outlet] - centre) * (cells.n / cells.words.sum())[:, None])

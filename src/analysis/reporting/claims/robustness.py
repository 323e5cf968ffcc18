"""Whether a claim holds when a choice behind it is changed: variants, how many hold, and what is fragile."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.errors import EmptySelectionError, require

LEAST_HELD = 0.95
"""Share of variants in which a claim has to hold, or it is fragile."""

LEAST_VARIANTS = 5
"""Variants below which nothing is known of robustness, and a claim counts as fragile."""

COLUMNS = ["dimension", "variant", "value", "holds", "note"]
"""Columns of a table of variants."""

Said = tuple[Any, bool]
"""What a variant gives: the value, and whether the claim holds there."""


@dataclass(frozen=True)
class Robustness:
    """In how many variants a claim holds.

    Attributes
    ----------
    claim : str
        The sentence that holds or not.
    base : bool
        Whether it holds as the value was computed.
    holds, variants : int
    flipped : tuple of str
        Variants in which it does not hold.
    """

    claim: str
    base: bool
    holds: int
    variants: int
    flipped: tuple[str, ...] = ()

    @property
    def fragile(self) -> bool:
        """Whether the claim does not hold to begin with, holds in too few variants, or was put to too few."""
        few = self.variants < LEAST_VARIANTS
        return not self.base or few or self.holds < LEAST_HELD * self.variants

    def __str__(self) -> str:
        """Return it as a reader should read it."""
        if not self.base:
            return "does not hold"
        return f"holds in {self.holds:,} of {self.variants:,} variants{', fragile' if self.fragile else ''}"

    def entry(self, table: str) -> dict[str, Any]:
        """Return what values.json and manifest.json keep."""
        return {
            "claim": self.claim, "holds": self.holds if self.base else 0, "variants": self.variants,
            "fragile": self.fragile, "table": table,
        }  # fmt: skip


def robustness(claim: str, variants: pd.DataFrame, *, base: bool = True) -> Robustness:
    """Count the variants in which a claim holds.

    Parameters
    ----------
    claim : str
    variants : DataFrame
        Columns `COLUMNS`; ``value`` and ``note`` may be missing.
    base : bool
        Whether the claim holds for the value that is reported.

    Raises
    ------
    ParameterError
        If a column is missing.

    Examples
    --------
    >>> names = ["without A", "without B"]
    >>> table = pd.DataFrame({"dimension": ["outlets"] * 2, "variant": names, "holds": [True, False]})
    >>> str(robustness("A is named most", table))
    'holds in 1 of 2 variants, fragile'
    """
    require(variants, ["dimension", "variant", "holds"], what="variants have", where="robustness")
    held = variants["holds"].fillna(False).astype(bool)
    gone = variants[~held]
    flipped = tuple(f"{row.dimension}: {row.variant}" for row in gone.itertuples())
    return Robustness(claim, bool(base), int(held.sum()), len(variants), flipped)


def vary(settings: Iterable[tuple[str, str, Callable[[], Said]]]) -> pd.DataFrame:
    """Compute a claim again under other choices.

    Parameters
    ----------
    settings : iterable of (str, str, callable)
        Dimension ("outlets"), variant ("without Harbour Post"), and what gives value and whether the claim holds.

    Returns
    -------
    DataFrame
        Columns `COLUMNS`, a row for each variant. Where too few articles are left to say anything, the claim
        does not hold, and the note says why.
    """
    rows = []
    for dimension, variant, compute in settings:
        try:
            value, holds = compute()
            rows.append((dimension, variant, value, bool(holds), ""))
        except EmptySelectionError as refusal:
            rows.append((dimension, variant, None, False, f"cannot be said: {refusal}"))
    return pd.DataFrame(rows, columns=COLUMNS)


def possible(*headlines: Callable[[], dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the headlines that can be computed: one that needs more articles or groups than there are is left out."""
    found = []
    for compute in headlines:
        try:
            found.append(compute())
        except EmptySelectionError:
            continue
    return found

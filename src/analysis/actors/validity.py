"""How right the tables of actors are, as measured, and what counts would be without those errors.

The figures are read from ``resources/actors/validity.csv``, which
``benchmarks/validity.py`` writes from human-annotated news. A task without a
figure is said to be not measured; nothing is assumed in its place.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from typing import overload

import numpy as np
import pandas as pd

from analysis.actors.naming.gazetteer import resource
from analysis.errors import ParameterError, one_of

TASKS = {
    "names": "names found with exact bounds and the right kind",
    "coreference": "names put together with the other names of their actor (B³)",
    "pronouns": "pronouns given to the right person",
    "quotations": "statements found (half of the content shared)",
    "voices": "statements found and given to the right speaker",
    "actions": "actions found between the right actors, in the right direction",
}
"""What is measured, and what counts as right."""

NOT_MEASURED = "not measured"
_Z = 1.959964
"""Standard deviations to either side that hold 95 % of a normal distribution."""


@dataclass(frozen=True)
class Measured:
    """A measured share with its 95 % interval.

    Attributes
    ----------
    value, low, high : float
    n : int
        Items it is a share of.
    data, date, command : str
        What it was measured on, when, and how to measure it again.
    """

    value: float
    low: float
    high: float
    n: int
    data: str = ""
    date: str = ""
    command: str = ""

    def __str__(self) -> str:
        """Return value and interval as captions state them."""
        return f"{_short(self.value)} [{_short(self.low)}, {_short(self.high)}]"


@dataclass(frozen=True)
class Validity:
    """What was measured of a task.

    Attributes
    ----------
    task, subset : str
    measures : dict of str to Measured
        By name: ``precision``, ``recall``, ``ratio`` (precision through recall: annotated
        items for each one found), ``accuracy``, ``reversed``. Empty if nothing was measured.
    """

    task: str
    subset: str
    measures: dict[str, Measured]

    @property
    def precision(self) -> Measured | None:
        """Share of what was found that is right; None if not measured."""
        return self.measures.get("precision")

    @property
    def recall(self) -> Measured | None:
        """Share of what there is that was found; None if not measured."""
        return self.measures.get("recall")

    def __str__(self) -> str:
        """Return the measures in words, or that there are none."""
        named = [f"{name} {value}" for name, value in self.measures.items() if name != "ratio"]
        return ", ".join(named) or NOT_MEASURED


@dataclass(frozen=True)
class Corrected:
    """A count as it would be without the errors of its method, with a 95 % interval.

    Attributes
    ----------
    observed : float
    value, low, high : float
        Missing (NaN) if the errors were not measured.
    note : str
        What the correction assumes.
    """

    observed: float
    value: float
    low: float
    high: float
    note: str


def validity_of(task: str, *, subset: str = "") -> Validity:
    """Return the measured precision and recall of a task.

    Parameters
    ----------
    task : str
        One of `TASKS`.
    subset : str
        A part of it: ``direct``, ``indirect`` or ``mixed`` of quotations and voices; ``person``,
        ``organisation`` or ``place`` (states with them) of names; ``rule:NAME`` and ``cue:CLASS`` of
        quotations, precision only. Empty for all.

    Raises
    ------
    ParameterError
        If there is no such task.

    Examples
    --------
    >>> str(validity_of("quotations", subset="sung"))
    'not measured'
    """
    one_of(task, TASKS, name="task")
    return Validity(task, subset, dict(_measured().get((task, subset), {})))


def sentence(task: str, *, subset: str = "") -> str:
    """Return one sentence for a caption that states how right a count is.

    Examples
    --------
    >>> sentence("quotations", subset="sung")
    'Quotations (sung): precision and recall are not measured.'
    """
    found = validity_of(task, subset=subset)
    name = task.capitalize() + (f" ({subset.replace(':', ' ')})" if subset else "")
    if not found.measures:
        return f"{name}: precision and recall are {NOT_MEASURED}."
    data = next(iter(found.measures.values())).data
    return f"{name}: {found} for {TASKS[task]}, measured on {data} (95 % intervals, articles resampled)."


def status(task: str, *, subset: str = "") -> str:
    """Return what is known of a task's errors, short enough to stand beside every number.

    Examples
    --------
    >>> status("quotations", subset="sung")
    'quotations (sung): not measured'
    """
    found = validity_of(task, subset=subset)
    name = f"{task} ({subset.replace(':', ' ')})" if subset else task
    return f"{name}: {found if found.measures else NOT_MEASURED}"


@overload
def corrected(counts: float, *, task: str, subset: str = ..., column: str = ...) -> Corrected: ...


@overload
def corrected(counts: pd.DataFrame, *, task: str, subset: str = ..., column: str = ...) -> pd.DataFrame: ...


def corrected(
    counts: float | pd.DataFrame, *, task: str, subset: str = "", column: str = ""
) -> Corrected | pd.DataFrame:
    """Return counts as they would be if the method made no errors.

    Parameters
    ----------
    counts : number or DataFrame
        A count of what was found, or a table with such counts.
    task, subset : str
        What was counted; as for `validity_of`.
    column : str
        Of the table, the column that holds the counts; added are ``corrected``,
        ``corrected_low``, ``corrected_high``.

    Returns
    -------
    Corrected or DataFrame
        What is missing where the errors were not measured. ``attrs["correction"]`` of a table
        says what is assumed.

    Raises
    ------
    ParameterError
        If a count is negative, or the table has no such column.

    Notes
    -----
    Of n items found, n · precision are right, and these are the share *recall* of all there are:
    n · precision / recall (Brenner & Gefeller 1993, after Rogan & Gladen 1978, for data that has no
    true negatives). Precision and recall come from the same articles and are not independent;
    their ratio is resampled as one. On the logarithmic scale its variance is added to that of
    what errors happen to be among n items, (2 - precision - recall) / (n · precision): right
    items binomial, missed ones negative binomial, one item independent of the next. Where nothing was
    found, the upper limit is the number that would all be missed once in forty times.

    It is assumed that errors are as in the articles they were measured on. Where a method errs more
    for one outlet or speaker than for another, corrected counts differ for that reason alone.

    References
    ----------
    Brenner, H. & Gefeller, O. (1993). Use of the positive predictive value to correct for disease
    misclassification in epidemiologic studies. American Journal of Epidemiology 138, 1007-1015.

    Rogan, W. J. & Gladen, B. (1978). Estimating prevalence from the results of a screening test.
    American Journal of Epidemiology 107, 71-76.

    Examples
    --------
    >>> corrected(12, task="quotations", subset="sung").note
    'Quotations (sung): precision and recall are not measured, so that counts cannot be corrected.'
    """
    known = validity_of(task, subset=subset)
    if isinstance(counts, pd.DataFrame):
        if column not in counts.columns:
            raise ParameterError(
                f"the table has no column {column!r}", where="corrected",
                remedy=f"Name the column of counts: {', '.join(map(str, counts.columns))}.",
            )  # fmt: skip
        value, low, high = _limits(counts[column].to_numpy(dtype=float), known)
        out = counts.assign(corrected=value, corrected_low=low, corrected_high=high)
        out.attrs["correction"] = _note(known)
        return out
    value, low, high = _limits(np.array([counts], dtype=float), known)
    return Corrected(counts, float(value[0]), float(low[0]), float(high[0]), _note(known))


def _limits(observed: np.ndarray, known: Validity) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return corrected counts with their limits."""
    if (observed < 0).any():
        raise ParameterError(
            f"a count of {observed.min():g} is negative", where="corrected",
            remedy="Give counts of what was found.",
        )  # fmt: skip
    ratio, precision, recall = (known.measures.get(name) for name in ("ratio", "precision", "recall"))
    if not (ratio and precision and recall):
        missing = np.full(len(observed), np.nan)
        return missing, missing, missing
    learned = (np.log(ratio.high) - np.log(ratio.low)) / (2 * _Z)
    items = np.maximum(observed, 1) * precision.value
    spread = np.exp(_Z * np.sqrt(learned**2 + (2 - precision.value - recall.value) / items))
    value = observed * ratio.value
    # Where nothing was found, so many may all have been missed: (1 - recall) to this power is .025.
    unseen = np.log(0.025) / np.log1p(-recall.value) if recall.value < 1 else 0.0
    return value, value / spread, np.where(observed == 0, unseen, value * spread)


def _note(known: Validity) -> str:
    if "ratio" not in known.measures:
        stated = sentence(known.task, subset=known.subset).removesuffix(".")
        return f"{stated}, so that counts cannot be corrected."
    return (
        "Corrected counts are counts × precision / recall; they assume that errors are as in the "
        f"articles they were measured on. {sentence(known.task, subset=known.subset)}"
    )


@lru_cache(maxsize=1)
def _measured() -> dict[tuple[str, str], dict[str, Measured]]:
    lines = (line for line in resource("validity.csv").splitlines() if not line.startswith("#"))
    out: dict[tuple[str, str], dict[str, Measured]] = {}
    for row in csv.DictReader(lines):
        value, low, high = (float(row[name]) for name in ("value", "low", "high"))
        one = Measured(value, low, high, int(row["n"]), row["data"], row["date"], row["command"])
        out.setdefault((row["task"], row["subset"]), {})[row["measure"]] = one
    return out


def _short(value: float) -> str:
    """Return a share without its leading zero, as in ``.79``."""
    return f"{value:.2f}".removeprefix("0") if value < 1 else f"{value:.2f}"

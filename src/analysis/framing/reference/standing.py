"""Where one article stands among other news: percentiles of its rates, with the ties at zero in the open."""

from __future__ import annotations

import hashlib
import math
from functools import lru_cache
from importlib import resources

import numpy as np
import pandas as pd

from analysis.errors import EmptySelectionError, require
from analysis.framing.codebooks import fingerprint
from analysis.framing.codebooks.model import Codebook
from analysis.framing.reference.quantiles import DIGITS, LENGTHS, STEPS, length_class
from analysis.framing.status import with_status

DEVICES = "devices"
"""Name of the set of devices in the reference."""

STANDING = (
    "measure", "words", "rate", "percentile", "low", "high", "n", "zero", "q5", "q25", "q50", "q75", "q95", "note",
)  # fmt: skip
"""Columns of `percentiles`, in order; ``measure`` is called ``frame`` or ``device``."""

_NEWS = "Among {n} articles of {length} words in a convenience sample of English news (1987 to 2022)."
_TIES = "{zero:.0%} of them have none, as this article: anywhere from 0 to {high:.0f}."
_RARE = "{zero:.0%} of them have none: any hit at all stands high, and the topic alone may bring it."
_SHORT = "The article has {words} words; so short a text has few places for a hit."


def percentiles(
    scores: pd.DataFrame,
    *,
    codebook: Codebook | None = None,
    reference: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return where the rates of one article stand among articles of similar length.

    Parameters
    ----------
    scores : DataFrame
        Of one article: from `frame_articles` (``article_id, frame, words, rate``),
        or rates of devices (``article_id, device, words, rate``).
    codebook : Codebook, optional
        The codebook of the scores; without it they are of devices.
    reference : DataFrame, optional
        From `quantile_table`; the reference that ships with the package if not given.

    Returns
    -------
    DataFrame
        One row per frame or device: ``frame`` or ``device``, words, rate (hits
        per 1,000 words), percentile (share of articles with a lower rate plus
        half of those with the same, in %), low and high (without and with
        those of the same rate; whole percents of the reference), n (articles),
        zero (share without a hit), q5 to q95 (quantiles of the rate), note;
        validity for frames. What has no reference has missing numbers, and the
        reason in the note.

    Raises
    ------
    EmptySelectionError
        If there is not exactly one article, or no reference for this codebook
        in this wording.
    ParameterError
        If a column is missing.

    Notes
    -----
    A percentile compares with the reference and judges nothing: a high one may
    come from the topic. The reference was scored by terms alone; conditions on
    actors find nothing there.
    """
    key = "device" if codebook is None else "frame"
    _require(scores, ["article_id", key, "words", "rate"])
    if (articles := scores["article_id"].nunique()) != 1:
        raise EmptySelectionError(
            f"a percentile is of one article, and these scores are of {articles:,}", where="percentiles",
            remedy="Select one article (`where`), or compare articles with framing.frame_groups.",
        )  # fmt: skip
    table = _same_wording(shipped_reference() if reference is None else reference, codebook)
    of_length = table[table["from_words"] == length_class(scores["words"]).iloc[0]].set_index("measure")
    rows = [
        {
            key: what,
            "words": int(words),
            "rate": float(rate),
            **_standing(str(what), float(rate), int(words), of_length),
        }
        for what, words, rate in scores[[key, "words", "rate"]].itertuples(index=False)
    ]
    made = pd.DataFrame(rows)[[key, *STANDING[1:]]].astype({"n": "Int64"})
    if codebook is None:
        return made
    known = (
        scores[["frame", "validity"]].rename(columns={"validity": "status"}) if "validity" in scores else None
    )
    return with_status(made, known)


@lru_cache(maxsize=1)
def shipped_reference() -> pd.DataFrame:
    """Return the quantiles that ship with the package; empty if there are none."""
    file = resources.files("analysis.resources") / "framing" / "reference.csv"
    with resources.as_file(file) as path:
        return pd.read_csv(path, comment="#", dtype={"version": str, "fingerprint": str})


def devices_fingerprint() -> str:
    """Return a hash of the shipped list of devices, as the reference names it."""
    file = resources.files("analysis.resources") / "framing" / "devices.yaml"
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]


def _same_wording(table: pd.DataFrame, codebook: Codebook | None) -> pd.DataFrame:
    """Return the rows of the codebook (or the devices), or refuse: another wording has other rates."""
    name = DEVICES if codebook is None else codebook.name
    own = table[table["set"] == name]
    if own.empty:
        raise EmptySelectionError(
            f"there is no reference for {name!r}", where="percentiles",
            remedy=f"There is one for {', '.join(sorted(set(table['set']))) or 'nothing'}; "
            "make one of your own articles with framing.quantile_table.",
        )  # fmt: skip
    wanted = devices_fingerprint() if codebook is None else fingerprint(codebook)
    if set(own["fingerprint"]) != {wanted}:
        version = own["version"].iloc[0]
        raise EmptySelectionError(
            f"the reference for {name!r} was made with version {version} in another wording", where="percentiles",
            remedy="Rates of another wording do not compare: use the shipped file unchanged, "
            "or make a reference of your own with framing.quantile_table.",
        )  # fmt: skip
    return own


def _standing(what: str, rate: float, words: int, table: pd.DataFrame) -> dict[str, object]:
    names = ("percentile", "low", "high", "n", "zero", "q5", "q25", "q50", "q75", "q95")
    if what not in table.index:
        return dict.fromkeys(names, math.nan) | {"note": "No reference for articles of this length."}
    row: pd.Series = table.loc[[what]].iloc[0]
    quantiles = row[[f"q{i}" for i in range(STEPS + 1)]].to_numpy(dtype=float)
    low, high = bounds(round(rate, DIGITS), quantiles, float(row["zero"]))
    middle = (low + high) / 2
    note = [_NEWS.format(n=f"{int(row['n']):,}", length=_length(int(row["from_words"])))]
    if rate == 0 and row["zero"] > 0:
        note.append(_TIES.format(zero=row["zero"], high=high))
    elif row["zero"] >= 0.5:
        note.append(_RARE.format(zero=row["zero"]))
    if words < LENGTHS[1]:
        note.append(_SHORT.format(words=words))
    numbers = {name: float(row[name]) for name in names[4:]}
    return {
        "percentile": middle,
        "low": low,
        "high": high,
        "n": int(row["n"]),
        **numbers,
        "note": " ".join(note),
    }


def bounds(rate: float, quantiles: np.ndarray, zero: float) -> tuple[float, float]:
    """Return the percents of the reference below a rate, and at or below it.

    Parameters
    ----------
    rate : float
    quantiles : ndarray
        From the smallest to the largest value, at equal steps.
    zero : float
        Share of the reference with rate 0, known exactly.

    Examples
    --------
    >>> bounds(0.0, np.array([0.0, 0.0, 0.0, 2.0, 4.0]), 0.5)
    (0.0, 50.0)
    >>> bounds(2.0, np.array([0.0, 0.0, 0.0, 2.0, 4.0]), 0.5)
    (50.0, 75.0)
    """
    steps = len(quantiles) - 1
    if rate <= 0:
        return 0.0, 100 * zero
    below = int(np.searchsorted(quantiles, rate, side="left"))
    upto = int(np.searchsorted(quantiles, rate, side="right"))
    low = 100 * min(max(below - 1, 0), steps) / steps
    high = 100 * min(max(upto - 1, 0), steps) / steps
    low = max(low, 100 * zero)
    return low, max(high, low)


def _length(least: int) -> str:
    later = [value for value in LENGTHS if value > least]
    return f"{least} to {later[0] - 1}" if later else f"{least} or more"


def _require(scores: pd.DataFrame, columns: list[str]) -> None:
    require(
        scores,
        columns,
        what="the scores have",
        where="percentiles",
        remedy="Give the table that frame_articles makes, with its codebook=.",
    )

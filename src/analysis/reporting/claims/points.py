"""What a figure's rows claim: which column is drawn, its interval, its unit, its n, and what a row is called."""

from __future__ import annotations

import pandas as pd

from analysis.errors import require
from analysis.labels import clip, neutralise

SHARE, PER_MILLION, PER_THOUSAND = "share", "per million words", "per 1,000 words"

VALUES: dict[str, tuple[str, str, str]] = {
    "per_million": ("low", "high", PER_MILLION),
    "log_ratio": ("log_ratio_low", "log_ratio_high", "binary logarithm"),
    "log_dice": ("", "", "logDice"),
    "dp": ("", "", "DP"),
    "net": ("", "", "clauses"),
    "agency": ("agency_low", "agency_high", SHARE),
    "ratio": ("low", "high", "ratio"),
    "percentile": ("low", "high", "percentile"),
    "alpha": ("alpha_low", "alpha_high", "α"),
    "f1": ("f1_low", "f1_high", "F1"),
    "mean": ("low", "high", ""),
    "types": ("low", "high", "different words"),
    "change": ("change_low", "change_high", PER_MILLION),
    "within": ("within_low", "within_high", PER_MILLION),
    "mix": ("mix_low", "mix_high", PER_MILLION),
    "shared_share": ("", "", SHARE),
    "words": ("", "", "words"),
    "share": ("share_low", "share_high", SHARE),
    "rate": ("rate_low", "rate_high", PER_THOUSAND),
    "median": ("", "", "words"),
    "hits": ("", "", "hits"),
    "stories": ("", "", "stories"),
    "count": ("", "", ""),
    "npmi": ("", "", "normalised PMI"),
    "value": ("low", "high", ""),
    "articles": ("", "", "articles"),
    "at": ("", "", "part of the article"),
    "n": ("", "", ""),
}
"""Columns that are drawn, the first that a table has unless a figure says which: low, high, unit."""

_N = ("n", "units", "articles", "df", "range", "parts")
_CALLED = (
    "group", "outlet", "other", "period", "query", "word", "first", "second", "node", "collocate", "label", "frame",
    "name", "name_a", "name_b", "source", "target", "speaker", "voice", "cue_class", "form", "variable", "indicator",
    "function", "measure", "conclusion", "kind", "detail", "field", "state", "bin",
)  # fmt: skip
_LONGEST = 200


def points(data: pd.DataFrame, *, value: str = "", status: str = "") -> pd.DataFrame:
    """Return what each plotted row claims.

    Parameters
    ----------
    data : DataFrame
        The plotted rows.
    value : str
        Column that is drawn; the first of `VALUES` in the table if empty.
    status : str
        Validity of rows that do not say it themselves in a column ``validity``.

    Returns
    -------
    DataFrame
        ``row`` (from 1), ``label, value, low, high, n, unit, status``.

    Raises
    ------
    ParameterError
        If the table has no column `value`.

    Examples
    --------
    >>> points(pd.DataFrame({"word": ["war"], "share": [0.5], "n": [8]})).iloc[0].to_dict()["label"]
    'war'
    """
    if value:
        require(data, [value], what="the plotted rows have", where="value")
    drawn = value or next((name for name in VALUES if name in data.columns), "")
    low, high, unit = VALUES.get(drawn, (f"{drawn}_low", f"{drawn}_high", ""))
    if f"{drawn}_low" not in data.columns and drawn == "share":
        low, high = "low", "high"
    n = next((name for name in _N if name in data.columns and name != drawn), "")
    called = [name for name in _CALLED if name in data.columns and name != drawn]
    out = pd.DataFrame({"row": range(1, len(data) + 1)})
    out["label"] = _labels(data, called)
    for name, column in (("value", drawn), ("low", low), ("high", high), ("n", n)):
        out[name] = data[column].to_numpy() if column in data.columns else None
    own = (
        data["validity"].fillna("").astype(str).tolist()
        if "validity" in data.columns
        else [status] * len(data)
    )
    return out.assign(unit=unit if drawn else "", status=own)


def _labels(data: pd.DataFrame, called: list[str]) -> list[str]:
    if not called:
        return [f"row {i}" for i in range(1, len(data) + 1)]
    columns = [
        data[name].astype(object).where(data[name].notna(), "").astype(str).tolist() for name in called
    ]
    return [
        clip(neutralise(" · ".join(cell for cell in cells if cell)), _LONGEST)
        for cells in zip(*columns, strict=True)
    ]

"""What an outlet's coverage of an event lacks that most other coverage of the same event has."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.errors import EmptySelectionError, ParameterError, suggestion
from analysis.framing.status import with_status
from analysis.sampling import LEAST, exact_share

LEAST_OTHERS = 2
"""Other outlets an event needs: one alone is no majority."""

RELATIVE = "absent relative to other coverage of the same event in this corpus; not a fault, nor intent"
FEW = "{n} events in which most others show the frame; at least {least} are needed"


def omitted(
    scores: pd.DataFrame, *, articles: pd.DataFrame, by: str = "outlet", event: str = "event_id"
) -> pd.DataFrame:
    """Return for each event, outlet and frame whether the outlet shows it, and how many others do.

    Parameters
    ----------
    scores : DataFrame
        From `frame_articles`.
    articles : DataFrame
        With ``article_id`` and the columns `by` and `event`; articles without either are left out.
    by, event : str
        Columns that tell outlets and events.

    Returns
    -------
    DataFrame
        One row per event, outlet and frame: event, outlet, frame, articles (of the outlet on the event), shows
        (one of them does), others (other outlets), others_show, share (of the others), most (more than half of them
        show it), omitted (most do, the outlet does not), validity. Only events with
        `LEAST_OTHERS` other outlets or more.

    Raises
    ------
    ParameterError
        If a column is missing.
    EmptySelectionError
        If no event has so many outlets.
    """
    for name in (by, event):
        if name not in articles.columns:
            raise ParameterError(
                f"articles have no column {name!r}", where="omissions",
                remedy=f"{suggestion(name, articles.columns)}Give corpus.articles.",
            )  # fmt: skip
    own = articles.drop_duplicates("article_id")[["article_id", by, event]].set_axis(
        ["article_id", "outlet", "event"], axis=1
    )
    own = own.fillna("").astype({"outlet": "str", "event": "str"})
    own = own[(own["outlet"] != "") & (own["event"] != "")]
    wide = own.groupby("event")["outlet"].nunique()
    own = own[own["event"].isin(wide.index[wide > LEAST_OTHERS])]
    if own.empty:
        raise EmptySelectionError(
            f"no event is covered by {LEAST_OTHERS + 1} outlets or more", where="omissions",
            remedy="Give articles of several outlets on the same events (column event_id).",
        )  # fmt: skip
    rows = scores[["article_id", "frame", "present"]].merge(own, on="article_id")
    keys = ["event", "frame"]
    out = (
        rows.groupby(["event", "outlet", "frame"], sort=False, observed=True)["present"]
        .agg(["size", "max"])
        .reset_index()
    )
    out = out.rename(columns={"size": "articles", "max": "shows"}).astype({"shows": bool})
    grouped = out.groupby(keys, observed=True)["shows"]
    out["others"] = grouped.transform("size") - 1
    out["others_show"] = grouped.transform("sum").astype("int64") - out["shows"]
    out["share"] = out["others_show"] / out["others"]
    out["most"] = out["share"] > 0.5
    out["omitted"] = out["most"] & ~out["shows"]
    place = {frame: i for i, frame in enumerate(pd.unique(scores["frame"]))}
    order = np.lexsort((out["outlet"], out["frame"].map(place), out["event"]))
    return _with_validity(out.iloc[order].reset_index(drop=True), scores)


def omissions(
    scores: pd.DataFrame, *, articles: pd.DataFrame, by: str = "outlet", event: str = "event_id"
) -> pd.DataFrame:
    """Return for each outlet and frame in what share of events it lacks what most other coverage shows.

    Parameters
    ----------
    scores, articles, by, event
        As in `omitted`.

    Returns
    -------
    DataFrame
        One row per outlet and frame: outlet, frame, events (of the outlet, shared with others), expected (events
        of these in which most others show the frame), omitted (so many of them in which the outlet does not), share
        with low and high (exact binomial, the event as unit), note, validity. Below five such events the share
        is refused.

    Notes
    -----
    Absence is relative to other coverage in the corpus: an outlet that differs may have left something out, or the
    others may have put it in. Outlets with fewer or shorter articles on an event show less of anything. Weights
    of articles play no part: an event counts once.
    """
    table = omitted(scores, articles=articles, by=by, event=event)
    keys = ["outlet", "frame"]
    out = table.groupby(keys, sort=False, observed=True).agg(
        events=("event", "nunique"), expected=("most", "sum"), omitted=("omitted", "sum")
    ).reset_index()  # fmt: skip
    enough = out["expected"] >= LEAST
    out["share"] = (out["omitted"] / out["expected"].where(out["expected"] > 0)).where(enough)
    ends = [
        exact_share(k, n) if n >= LEAST else (np.nan, np.nan)
        for k, n in zip(out["omitted"], out["expected"], strict=True)
    ]
    out[["low", "high"]] = np.array(ends, dtype=float).reshape(-1, 2)
    out["note"] = [RELATIVE if n >= LEAST else FEW.format(n=n, least=LEAST) for n in out["expected"]]
    size = out.groupby("outlet")["events"].transform("max")
    return _with_validity(out.iloc[np.lexsort((out["outlet"], -size))].reset_index(drop=True), scores)


def _with_validity(table: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    known = scores.drop_duplicates("frame")[["frame", "validity"]].rename(columns={"validity": "status"})
    return with_status(table, known)

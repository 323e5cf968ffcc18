"""What a clause says is so: which rows of the actions table count as deeds, and for which sign."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.actors.portrayal.groups import needs

UNREAL = ("hypothetical", "possible", "obliged", "allowed")
"""Modalities of what is not said to happen: "might strike", "must leave", "may stay"."""

NEEDED = (
    "article_id", "start", "end", "agent_id", "agent_name", "agent_kind", "agent_start", "agent_end",
    "patient_id", "patient_name", "patient_kind", "patient_start", "patient_end", "verb", "verb_start",
    "action_class", "sign", "voice", "negated", "modality", "according_to", "according_to_name",
)  # fmt: skip
"""Columns of the actions table that portrayal reads."""


def checked(actions: pd.DataFrame) -> pd.DataFrame:
    """Return the actions table if it has the columns that are read.

    Raises
    ------
    ParameterError
        If one is missing.
    """
    return needs(actions, NEEDED, "actions", "Give the table of actors.actions.")


def said_to_happen(actions: pd.DataFrame) -> pd.Series:
    """Say of each clause whether what it tells is said to happen, to have happened or to be intended.

    Not so where it is negated, or only possible, hypothetical, obliged or allowed.
    """
    return ~actions["negated"].astype(bool) & ~actions["modality"].isin(UNREAL)


def signs(actions: pd.DataFrame) -> pd.Series:
    """Return the sign of each clause, 0 where what it tells is not said to happen.

    "Armenia did not attack" shows no hostile deed of Armenia's, though Armenia is its subject.
    """
    return actions["sign"].astype(int).where(said_to_happen(actions), 0)


def speech(actions: pd.DataFrame, quotations: pd.DataFrame | None) -> pd.Series:
    """Say of each clause whether its deed is only words: its verb introduces a statement and has no class of action.

    "Armenia accused Russia" is a deed although it introduces words; "Armenia said" is none.
    Without quotations no clause is known to be one.
    """
    if quotations is None or quotations.empty or actions.empty:
        return pd.Series(False, index=actions.index)
    cued = quotations[quotations["cue_start"].notna()]
    cues = set(zip(cued["article_id"], cued["cue_start"].astype(int), strict=True))
    verbs = zip(actions["article_id"], actions["verb_start"].fillna(-1).astype(int), strict=True)
    return pd.Series([key in cues for key in verbs], index=actions.index) & (actions["action_class"] == "")


def by_time(rows: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return rows with the earliest first: by date of the article where it has one, else after those."""
    dates = articles.drop_duplicates("article_id").set_index("article_id")
    date = dates["date"].fillna("").astype(str) if "date" in dates else pd.Series("", index=dates.index)
    order = rows["article_id"].map(date).replace({"": "\uffff"}).fillna("\uffff")
    places = np.lexsort((rows["start"].astype(int), rows["article_id"].astype(str), order.astype(str)))
    return rows.iloc[places]

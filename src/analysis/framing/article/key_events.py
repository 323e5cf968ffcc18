"""Key-event verbs: which verbs an article and its sources use for the same event.

Whether a state *leaves*, *quits*, *abandons* or *freezes* is a choice of words for
one event, and the narrator's choice may differ from a source's.
"""

from __future__ import annotations

import pandas as pd

from analysis.errors import EmptySelectionError, require
from analysis.framing.article.one import listed
from analysis.framing.scoring.voices import NARRATOR

KEY_VERBS = (
    "article_id", "agent", "patient", "verb", "teller", "teller_id", "n", "negated", "modality", "headline",
    "frames", "start", "end", "note",
)  # fmt: skip
"""Columns of `key_verbs`, in order."""

_NEEDED = ["article_id", "start", "end", "agent_id", "agent_name", "agent", "patient_id", "patient_name", "patient",
           "verb", "verb_start", "negated", "modality", "according_to", "according_to_name", "segment"]  # fmt: skip
_CHOSEN = "The pair of actors with most actions in the article ({n}); name another with agent= and patient=."
_THIN = "Each verb stands once: a choice of words cannot be told from chance."


def key_verbs(
    actions: pd.DataFrame,
    *,
    agent: str = "",
    patient: str = "",
    verbs: tuple[str, ...] = (),
    evidence: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return which verbs one article uses for its key event, by who tells it.

    Parameters
    ----------
    actions : DataFrame
        Actions of one article, as `actors.actions` makes them.
    agent, patient : str
        Id or name of who acts and on whom; either may be empty.
    verbs : tuple of str
        Lemmas that name the event, such as ``("leave", "quit", "freeze")``: for an event whose agent or
        patient differs in form ("we will leave"). Phrasal verbs count by their first word. With neither
        actors nor verbs the pair of known actors with most actions is taken; of equal pairs the one that comes first.
    evidence : DataFrame, optional
        From `frames`: which frames stand in the sentence.

    Returns
    -------
    DataFrame
        Columns `KEY_VERBS`; one row per agent, patient, verb and teller, most frequent
        verb first: teller (``narrator``, or who says so), n (actions), negated
        (of these), modality (as said, where not plain), headline (in the
        headline), frames (in these sentences), start, end (of the first
        sentence's action), note.

    Raises
    ------
    EmptySelectionError
        If there is not exactly one article, or no such action.
    ParameterError
        If a column is missing.
    """
    require(
        actions,
        _NEEDED,
        what="the table has",
        where="key_verbs",
        remedy="Give the table that actors.actions makes.",
    )
    if (n := actions["article_id"].nunique()) > 1:
        raise EmptySelectionError(
            f"key_verbs reads one article, and the actions are from {n:,}", where="key_verbs",
            remedy="Select one article (`where`), or compare articles with actors.who_to_whom.",
        )  # fmt: skip
    rows, note = _event(actions, agent, patient, verbs)
    if rows.empty:
        asked = " and ".join(
            f"{name} {value!r}"
            for name, value in (("agent", agent), ("patient", patient), ("verbs", ", ".join(verbs)))
            if value
        )
        raise EmptySelectionError(
            f"the article has no action with {asked or 'two known actors'}", where="key_verbs",
            remedy="Name the event by an agent, a patient or verbs of the table of actions.",
        )  # fmt: skip
    table = _told(_with_frames(rows, evidence))
    notes = [note, _THIN if table["n"].max() == 1 else ""]
    return table.assign(note=" ".join(part for part in notes if part))[list(KEY_VERBS)]


def _event(
    actions: pd.DataFrame, agent: str, patient: str, verbs: tuple[str, ...]
) -> tuple[pd.DataFrame, str]:
    """Return the actions of the event, and how it was chosen."""
    if agent or patient or verbs:
        chosen = pd.Series(True, index=actions.index)
        for part, name in (("agent", agent), ("patient", patient)):
            if name:
                chosen &= (actions[f"{part}_id"] == name) | (actions[f"{part}_name"] == name)
        if verbs:
            wanted = {verb.lower() for verb in verbs}
            words = actions["verb"].str.lower()
            chosen &= words.isin(wanted) | words.str.split().str[0].isin(wanted)
        return actions[chosen], ""
    known = actions[(actions["agent_id"] != "") & (actions["patient_id"] != "")]
    known = known[known["agent_id"] != known["patient_id"]]
    if known.empty:
        return known, ""
    pairs = known.groupby(["agent_id", "patient_id"]).agg(n=("start", "size"), first=("start", "min"))
    best = pairs.sort_values(["n", "first"], ascending=[False, True]).index[0]
    rows = known[(known["agent_id"] == best[0]) & (known["patient_id"] == best[1])]
    return rows, _CHOSEN.format(n=len(rows))


def _with_frames(rows: pd.DataFrame, evidence: pd.DataFrame | None) -> pd.DataFrame:
    """Add the frames whose evidence stands in the sentence of each action."""
    if evidence is None or evidence.empty:
        return rows.assign(frames="")
    spans = evidence.drop_duplicates(["sentence_start", "sentence_end", "frame"])
    found = [
        listed(spans.loc[(spans["sentence_start"] <= at) & (at < spans["sentence_end"]), "frame"])
        for at in rows["verb_start"]
    ]
    return rows.assign(frames=found)


def _told(rows: pd.DataFrame) -> pd.DataFrame:
    """Count verbs by teller; actors go by their name, or by their words where they have none."""
    named = {
        part: rows[f"{part}_name"].where(rows[f"{part}_name"] != "", rows[part])
        for part in ("agent", "patient")
    }
    teller = rows["according_to_name"].where(rows["according_to_name"] != "", rows["according_to"])
    table = rows.assign(
        **named, teller=teller.where(teller != "", NARRATOR), teller_id=rows["according_to"],
        headline=rows["segment"] == "headline",
    ).sort_values("start", kind="stable")  # fmt: skip
    keys = ["article_id", "agent", "patient", "verb", "teller", "teller_id"]
    # One coordinated clause may give several rows of one verb; the verb was written once.
    table = table.drop_duplicates([*keys, "verb_start"])
    counted = table.groupby(keys, as_index=False, sort=False).agg(
        n=("verb_start", "size"), negated=("negated", "sum"), modality=("modality", listed),
        headline=("headline", "any"),
        frames=("frames", lambda names: listed(names.str.split(", ").explode())),
        start=("start", "first"), end=("end", "first"),
    )  # fmt: skip
    common = counted.groupby("verb")["n"].transform("sum")
    order = counted.assign(common=common).sort_values(
        ["common", "verb", "start"], ascending=[False, True, True], kind="stable"
    )
    return order.drop(columns="common").reset_index(drop=True)

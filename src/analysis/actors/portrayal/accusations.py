"""Who is accused or acted against, and whether the article gives them a word."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.actors.attribution.sources import ANONYMOUS
from analysis.actors.portrayal.clauses import checked, said_to_happen
from analysis.actors.portrayal.groups import needs
from analysis.actors.portrayal.places import Places
from analysis.actors.portrayal.statements import stated
from analysis.actors.prominence import DEFAULT_VIAS

ACCUSING = "accusing"
"""Class of the cues that accuse."""

PLACE = "place"
"""Kind of what cannot answer: a town may be shelled, but nobody expects its word."""

FORMS = ("accused", "opposed")
"""What was done to an actor: words against it, or hostile deeds."""

COLUMNS = (
    "article_id", "start", "end", "actor_id", "name", "kind", "form", "how", "by_id", "by_name", "verb_start",
)  # fmt: skip
"""Columns of the table of accusations."""

_HEAD = 15
"""Characters inside which the accused stands at the head of what was said: "the Russian government's"."""

_SPEAKERS = ("speaker_id", "speaker_name", "cue", "cue_class", "cue_start", "negated", "content")


def accusations(quotations: pd.DataFrame, mentions: pd.DataFrame, actions: pd.DataFrame) -> pd.DataFrame:
    """Return every place where an actor is accused or criticised, or where something hostile is done to it.

    Parameters
    ----------
    quotations, mentions, actions : DataFrame
        From `actors.quotations`, `actors.mentions`, `actors.actions`.

    Returns
    -------
    DataFrame
        Columns `COLUMNS`, in order of article and place: the words from accuser
        to accused; the actor accused; ``form`` ("accused": a clause of the class
        accuse, or a statement with an accusing cue; "opposed": any other clause with a
        hostile sign); ``how`` (class of the action, or the cue); who does it, if known.

    Notes
    -----
    Of a statement with an accusing cue ("blamed", "criticised"), the accused is the
    first actor between the cue and the head of what was said who is not its speaker
    ("accused Russia of …", "criticised the Kremlin's …"), or, where the cue follows what was said, one
    at its head. So in "accused the West of isolating Russia" nobody is
    the accused: the West is no actor. What is negated or not said to happen is
    left out, and so are places, and nouns that only remind of a deed
    ("the war with Russia"). A clause and a statement with one verb are one accusation.
    """
    needs(quotations, ("article_id", *_SPEAKERS), "quotations", "Give the table of actors.quotations.")
    rows = pd.concat([_by_deed(checked(actions)), _by_words(quotations, mentions)], ignore_index=True)
    rows = rows.drop_duplicates(["article_id", "actor_id", "verb_start"])
    order = np.lexsort((rows["start"].astype(int), rows["article_id"].astype(str)))
    return rows.iloc[order].reset_index(drop=True)


def _by_deed(actions: pd.DataFrame) -> pd.DataFrame:
    against = (actions["sign"] < 0) & (
        (actions["action_class"] == "accuse") | (actions["voice"] != "nominal")
    )
    held = actions[against & (actions["patient_id"] != "") & said_to_happen(actions)]
    held = held[(held["agent_id"] != held["patient_id"]) & (held["patient_kind"] != PLACE)]
    named = held["agent_name"].where(held["agent_id"] != "", held.get("agent", ""))
    return pd.DataFrame(
        {
            "article_id": held["article_id"], "start": held["start"].astype("int64"),
            "end": held["end"].astype("int64"), "actor_id": held["patient_id"], "name": held["patient_name"],
            "kind": held["patient_kind"],
            "form": np.where(held["action_class"] == "accuse", "accused", "opposed"),
            "how": held["action_class"], "by_id": held["agent_id"], "by_name": named,
            "verb_start": held["verb_start"].astype("Int64"),
        },
        columns=list(COLUMNS),
    )  # fmt: skip


def _by_words(quotations: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    held = quotations[
        (quotations["cue_class"] == ACCUSING) & stated(quotations) & quotations["cue_start"].notna()
    ]
    held = held[held["content"].str.len() > 0].reset_index(drop=True)
    able = mentions["via"].isin(DEFAULT_VIAS) & (mentions["kind"] != PLACE)
    cue, length = held["cue_start"].astype("int64"), held["cue"].str.len().fillna(0).astype("int64")
    head = pd.Series([min(int(start) for start, _ in one) for one in held["content"]], dtype="int64")
    # The accused stands right after the cue, or at the head of what was said.
    stretches = pd.DataFrame(
        {
            "article_id": held["article_id"],
            "start": (cue + length).where(cue < head, head),
            "end": head + _HEAD,
        }
    )
    named = Places(mentions[able]).inside(stretches).reset_index(drop=True)
    said = held.iloc[named["stretch"]].reset_index(drop=True)
    named = named[named["actor_id"] != said["speaker_id"]].drop_duplicates("stretch")
    at = named["stretch"].to_numpy()
    said, cue, last = held.iloc[at], cue.to_numpy()[at], (cue + length).to_numpy()[at]
    return pd.DataFrame(
        {
            "article_id": named["article_id"].to_numpy(),
            "start": np.minimum(cue, named["start"].to_numpy(dtype=np.int64)),
            "end": np.maximum(last, named["end"].to_numpy(dtype=np.int64)), "actor_id": named["actor_id"].to_numpy(),
            "name": named["name"].to_numpy(), "kind": named["kind"].to_numpy(), "form": "accused",
            "how": said["cue"].to_numpy(), "by_id": said["speaker_id"].replace(ANONYMOUS, "").to_numpy(),
            "by_name": said["speaker_name"].to_numpy(), "verb_start": pd.array(cue, dtype="Int64"),
        },
        columns=list(COLUMNS),
    )  # fmt: skip

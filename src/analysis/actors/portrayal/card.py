"""The card of an actor: its names, roles, words, deeds and what is done to it, each with a place to open."""

from __future__ import annotations

import pandas as pd

from analysis.actors.portrayal.clauses import by_time, checked, said_to_happen, speech
from analysis.actors.portrayal.groups import Groups
from analysis.actors.portrayal.hearing import hearings
from analysis.actors.portrayal.statements import stated
from analysis.actors.prominence import DEFAULT_VIAS
from analysis.actors.tables import outright
from analysis.errors import EmptySelectionError

PARTS = ("name", "role", "said", "did", "undergone", "accused, unheard")
"""Parts of a card, in order."""

COLUMNS = ("part", "what", "detail", "count", "articles", "article_id", "start", "end")
"""Columns of a card."""


def actor_card(
    actor_id: str,
    *,
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    quotations: pd.DataFrame,
    actions: pd.DataFrame,
    roles: pd.DataFrame | None = None,
    most: int = 6,
) -> pd.DataFrame:
    """Return what the articles say of one actor, as a table whose rows open their sentences.

    Parameters
    ----------
    actor_id : str
    articles : DataFrame
        All selected articles.
    mentions, quotations, actions : DataFrame
        From `actors.mentions`, `actors.quotations`, `actors.actions`.
    roles : DataFrame, optional
        From `actors.roles`.
    most : int
        Rows of each part, the most frequent first.

    Returns
    -------
    DataFrame
        Columns `COLUMNS`, in order of `PARTS`: ``what`` (a name as written; a role;
        a cue; a verb with the other actor; how it is accused), ``detail`` (way of mention; kind of role; class of
        the cue or action), ``count`` and ``articles`` (as read), and where the
        earliest is. ``attrs``: ``name``, ``kind``, ``articles`` (that mention it), ``n``.

    Raises
    ------
    EmptySelectionError
        If no article mentions the actor.
    """
    groups = Groups.of(articles, None)
    seen = outright(mentions)
    seen = groups.rows(seen[seen["actor_id"] == actor_id])
    if seen.empty:
        raise EmptySelectionError(
            f"no selected article mentions {actor_id!r}", where="actor_card",
            remedy="Take an actor_id of the table of actors.",
        )  # fmt: skip
    quotations, mentions, actions = (
        table[table["article_id"].isin(seen["article_id"])] for table in (quotations, mentions, actions)
    )
    deeds = checked(actions)
    happened = groups.rows(deeds[said_to_happen(deeds) & ~speech(deeds, quotations)])
    said = groups.rows(quotations[(quotations["speaker_id"] == actor_id) & stated(quotations)])
    against = hearings(quotations, mentions, actions, roles=roles)
    against = groups.rows(against[(against["actor_id"] == actor_id) & (against["heard"] == "unheard")])
    parts = {
        "name": seen[seen["via"].isin(DEFAULT_VIAS) & (seen["via"] != "pronoun")].assign(
            what=lambda rows: rows["words"], detail=lambda rows: rows["via"]
        ),
        "said": said.assign(what=said["cue"].fillna(""), detail=said["cue_class"]),
        "did": _deeds(happened[happened["agent_id"] == actor_id], "patient"),
        "undergone": _deeds(happened[happened["patient_id"] == actor_id], "agent"),
        "accused, unheard": against.assign(
            what=against["how"], detail=("by " + against["by_name"]).where(against["by_name"] != "", "")
        ),
    }
    if roles is not None:
        held = groups.rows(roles[roles["actor_id"] == actor_id])
        former = held["former"].astype(bool)
        parts["role"] = held.assign(
            what=("former " + held["role"].str.removeprefix("former ")).where(former, held["role"]),
            detail=held["role_kind"],
        )
    lines = [_lines(part, parts[part], articles, most) for part in PARTS if part in parts]
    card = pd.concat([one for one in lines if len(one)] or lines[:1], ignore_index=True)
    name = seen.groupby(["name", "kind"]).size().sort_values(kind="stable").index[-1]
    card.attrs = {
        "actor_id": actor_id, "name": name[0], "kind": name[1], "n": len(groups.labels),
        "articles": seen.loc[seen["via"].isin(DEFAULT_VIAS), "article_id"].nunique(),
    }  # fmt: skip
    return card


def _deeds(rows: pd.DataFrame, other: str) -> pd.DataFrame:
    """Return clauses with the verb and who is at its other end: "sanction → Russia"."""
    named = rows[f"{other}_name"].where(rows[f"{other}_id"] != "", rows.get(other, ""))
    arrow = " → " if other == "patient" else " ← "
    return rows.assign(
        what=rows["verb"] + (arrow + named).where(named != "", ""), detail=rows["action_class"]
    )


def _lines(part: str, rows: pd.DataFrame, articles: pd.DataFrame, most: int) -> pd.DataFrame:
    rows = by_time(rows, articles)
    keys = ["what", "detail"]
    together = rows.groupby(keys, sort=True)
    out = together["article_id"].agg(count="size", articles="nunique")
    first = rows.drop_duplicates(keys).set_index(keys)[["article_id", "start", "end"]]
    out = out.join(first).reset_index().assign(part=part)
    out = out.sort_values(["articles", "count", "what"], ascending=[False, False, True])
    return out.head(most)[list(COLUMNS)].astype({"start": "int64", "end": "int64"})

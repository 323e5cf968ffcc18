"""Evidence of figures about actors and frames: the rows that a measure counts, under the names its table uses."""

from __future__ import annotations

import pandas as pd

from analysis.actors.portrayal.clauses import said_to_happen
from analysis.actors.portrayal.statements import stated
from analysis.actors.prominence import DEFAULT_VIAS
from analysis.reporting.claims.sources import Source, at

_PLACE = ["article_id", "start", "end"]


def named(mentions: pd.DataFrame, on: str = "actor_id", *, by: str = "", note: str = "") -> Source:
    """Return the mentions that prominence counts.

    Parameters
    ----------
    mentions : DataFrame
        From `actors.mentions`.
    on, by, note : str
        As for `claims.at`.
    """
    return at(mentions[mentions["via"].isin(DEFAULT_VIAS)], on, by=by, note=note)


def said(quotations: pd.DataFrame, on: str = "speaker_id", *, by: str = "") -> Source:
    """Return the statements that voices and cues count: made, not refused.

    Parameters
    ----------
    quotations : DataFrame
        From `actors.quotations`.
    on, by : str
        As for `claims.at`.
    """
    rows = quotations[~quotations["refused"].astype(bool)]
    if "cue_class" in on.split():
        rows = quotations[stated(quotations)]
    return at(rows.assign(speaker_id=rows["speaker_id"].replace("", "none")), on, by=by)


def deeds(actions: pd.DataFrame, *, voice: str = "all") -> Source:
    """Return the clauses that pairs of agent and patient count.

    Parameters
    ----------
    actions : DataFrame
        From `actors.actions`.
    voice : str
        ``narrator``, ``quoted`` or ``all``; with ``each`` rows are tied by voice too.
    """
    rows = actions[said_to_happen(actions)].rename(
        columns={"agent_id": "source_id", "patient_id": "target_id"}
    )
    narrated = rows["according_to"] == ""
    rows = rows.assign(voice=narrated.map({True: "narrator", False: "quoted"}))
    if voice in ("narrator", "quoted"):
        rows = rows[rows["voice"] == voice]
    return at(rows, "source_id target_id voice" if voice == "each" else "source_id target_id")


def places(
    mentions: pd.DataFrame,
    quotations: pd.DataFrame,
    actions: pd.DataFrame,
    on: str = "actor_id",
    *,
    by: str = "",
) -> Source:
    """Return the clauses, statements and mentions of each actor.

    Parameters
    ----------
    mentions, quotations, actions : DataFrame
        From `analysis.actors`.
    on, by : str
        As for `claims.at`.
    """
    ids = ("actor_id", "agent_id", "patient_id", "speaker_id")
    tables = (mentions, actions, actions, quotations)
    rows = pd.concat(
        [
            table[[*_PLACE, name]].rename(columns={name: "actor_id"})
            for table, name in zip(tables, ids, strict=True)
        ],
        ignore_index=True,
    )
    return at(
        rows, on, by=by, note="mentions of the actor, clauses with it as agent or patient, its statements"
    )


def shown(evidence: pd.DataFrame, on: str = "frame", *, by: str = "", speakers: bool = False) -> Source:
    """Return the hits that count for frames.

    Parameters
    ----------
    evidence : DataFrame
        From `framing.frames`.
    on, by : str
        As for `claims.at`.
    speakers : bool
        Whether the outlet's own voice is one of the speakers.
    """
    rows = evidence[evidence["counted"].astype(bool)] if "counted" in evidence.columns else evidence
    if speakers:
        rows = rows.assign(speaker_id=rows["speaker_id"].where(rows["voice"] != "narrator", "narrator"))
    return at(rows, on, by=by)


def beside(evidence: pd.DataFrame, mentions: pd.DataFrame) -> Source:
    """Return the mentions of actors in sentences with a frame, tied by frame, actor and voice.

    Parameters
    ----------
    evidence : DataFrame
        From `framing.frames`.
    mentions : DataFrame
        From `actors.mentions`.
    """
    hits = evidence[["article_id", "sentence_start", "sentence_end", "frame", "voice"]].drop_duplicates()
    both = mentions[[*_PLACE, "actor_id"]].merge(hits, on="article_id")
    inside = (both["start"] >= both["sentence_start"]) & (both["end"] <= both["sentence_end"])
    return at(
        both[inside],
        "frame actor_id voice",
        note="mentions in sentences with a hit of the frame in that voice",
    )

"""Where devices stand: words of a list, quotation marks, deeds without a doer, names given to actors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.errors import require
from analysis.framing.devices.loading import device_list
from analysis.framing.devices.model import AGENTLESS, NAMING, SCARE, DeviceList, as_codebook
from analysis.framing.devices.quoting import scare_quotes
from analysis.framing.devices.sentences import in_sentences
from analysis.framing.matching.finding import find_terms
from analysis.framing.scoring.voices import with_voice

if TYPE_CHECKING:
    from analysis.corpus import Corpus

COLUMNS = (
    "article_id", "start", "end", "sentence_start", "sentence_end", "segment_kind", "device", "group", "term", "voice",
    "speaker", "speaker_id", "negated", "actor_id", "actor",
)  # fmt: skip
"""Columns of the places of devices."""

STATED = ("relative", "copula", "appointed", "participle", "naming", "age")
"""Rules of roles that read them from a clause about the actor."""

_ORDER = ["article_id", "start", "end", "device", "group", "term"]


def devices(
    corpus: Corpus,
    *,
    words: DeviceList | None = None,
    quotations: pd.DataFrame | None = None,
    actions: pd.DataFrame | None = None,
    roles: pd.DataFrame | None = None,
    mentions: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return every place of a device: wording that is often used to frame.

    A place says that the words are there. It says nothing about whether a text is biased.

    Parameters
    ----------
    corpus : Corpus
        Annotated on demand.
    words : DeviceList, optional
        From `device_list`; without it the package's own.
    quotations : DataFrame, optional
        From `actors.quotations`. With it voices are told apart and scare quotes looked for.
    actions : DataFrame, optional
        From `actors.actions`; with it deeds whose doer is left out.
    roles, mentions : DataFrame, optional
        From `actors.roles` and `actors.mentions`; with either what actors are called.

    Returns
    -------
    DataFrame
        One row per place, in order of article and place: article_id, start, end, sentence_start,
        sentence_end, segment_kind, device, group, term (as the list has it; the quoted words, the
        verb, the name given), voice (narrator, quoted, or empty if unknown), speaker, speaker_id (of
        the quotation the place stands in), negated, actor_id and actor (who is called so). ``device``
        is categorical: its categories are all devices that were looked for.

    Raises
    ------
    ParameterError
        If a table lacks a column.
    """
    chosen = words or device_list()
    hits = find_terms(corpus, codebook=as_codebook(chosen))
    parts = [hits.rename(columns={"frame": "device", "indicator": "group"})]
    looked_for = [device.id for device in chosen.devices]
    if quotations is not None:
        parts.append(in_sentences(corpus, scare_quotes(corpus, quotations=quotations)).assign(device=SCARE))
        looked_for.append(SCARE)
    if actions is not None:
        parts.append(in_sentences(corpus, agentless(actions)).assign(device=AGENTLESS))
        looked_for.append(AGENTLESS)
    if roles is not None or mentions is not None:
        parts.append(in_sentences(corpus, namings(roles, mentions)).assign(device=NAMING))
        looked_for.append(NAMING)
    table = with_voice(pd.concat(parts, ignore_index=True), quotations)
    table["negated"] = table["negated"].eq(True)
    table = table.reindex(columns=list(COLUMNS))
    table[["actor_id", "actor"]] = table[["actor_id", "actor"]].astype(object).fillna("")
    table = table.astype(dict.fromkeys(COLUMNS[1:5], "int64")).sort_values(_ORDER, ignore_index=True)
    return table.assign(device=pd.Categorical(table["device"], categories=looked_for))


def agentless(actions: pd.DataFrame) -> pd.DataFrame:
    """Return the places of passives whose doer is left out.

    Only verbs that have a class of action are taken: what is *needed*, *based* or *born* has no doer to name.
    Nouns of deeds are not: whose *invasion* or *detention* it was, other words around them mostly say.

    Returns
    -------
    DataFrame
        article_id, start, end (of the verb), group (hostile_passive, other_passive), term (its lemma), negated.
    """
    columns = (
        "article_id",
        "verb",
        "verb_start",
        "verb_end",
        "voice",
        "agentless",
        "action_class",
        "sign",
        "negated",
    )
    _require(actions, columns, "actions")
    left_out = (
        actions["agentless"].astype(bool) & (actions["action_class"] != "") & (actions["voice"] == "passive")
    )
    hostile = actions["sign"] == -1
    groups = {"hostile_passive": left_out & hostile, "other_passive": left_out & ~hostile}
    names = {"verb_start": "start", "verb_end": "end", "verb": "term"}
    parts = [
        actions[own][["article_id", *names, "negated"]].rename(columns=names).assign(group=group)
        for group, own in groups.items()
    ]
    return pd.concat(parts).drop_duplicates(["article_id", "start", "end"], ignore_index=True)


def namings(roles: pd.DataFrame | None, mentions: pd.DataFrame | None) -> pd.DataFrame:
    """Return the places where an actor is called something else than by name: roles, and descriptions.

    What a clause says of an actor ("who helps", "is the largest") is a statement and no name, and left out.

    Returns
    -------
    DataFrame
        article_id, start, end, group (kind of the role, or description), term (the words), actor_id, actor.
    """
    parts = []
    if roles is not None:
        _require(
            roles, ("article_id", "start", "end", "role_kind", "rule", "words", "actor_id", "name"), "roles"
        )
        parts.append(roles[~roles["rule"].isin(STATED)].rename(columns={"role_kind": "group"}))
    if mentions is not None:
        _require(mentions, ("article_id", "start", "end", "via", "words", "actor_id", "name"), "mentions")
        parts.append(mentions[mentions["via"].isin(["description", "title"])].assign(group="description"))
    table = pd.concat(parts, ignore_index=True).rename(columns={"words": "term", "name": "actor"})
    names = ["article_id", "start", "end", "group", "term", "actor_id", "actor"]
    # The first row of a place is the role's, which says more about it.
    return table[names].drop_duplicates(["article_id", "start", "actor_id"], ignore_index=True)


def _require(table: pd.DataFrame, columns: tuple[str, ...], name: str) -> None:
    require(
        table, columns, what="the table has", where=name, remedy=f"Give the table that actors.{name} makes."
    )

"""States, and what belongs to them: capitals, seats of power, governments, peoples; counted apart or together."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from analysis.actors.naming.gazetteer import Entry, gazetteer, words
from analysis.actors.naming.spans import is_adjective
from analysis.actors.register.applying import apply_register
from analysis.actors.register.institutions import organisation_key
from analysis.actors.register.resolving import Register
from analysis.actors.tables import actor_names, outright, slug_of
from analysis.errors import one_of

RELATIONS = ("seat of power", "government", "institution", "capital", "place", "people", "territory")
"""What an actor can be to a state, as `related` says it."""

GOVERNING = ("seat of power", "government")
"""What mostly stands for the state itself: the Kremlin, the Armenian government."""

_OF_ROLE = {
    "seat": "seat of power",
    "institution": "institution",
    "capital": "capital",
    "city": "place",
    "region": "place",
    "place": "place",
    "people": "people",
    "territory": "territory",
}


def related(mentions: pd.DataFrame) -> pd.DataFrame:
    """Return to which state each actor of a mentions table belongs, and as what.

    Parameters
    ----------
    mentions : DataFrame
        With actor_id, name and kind; with ``via``, names inside longer names are passed over.

    Returns
    -------
    DataFrame
        One row for each actor that belongs to a state: actor_id, name, kind, ``relation`` (one of
        `RELATIONS`), ``part_of`` (actor_id of the state) and ``state`` (its name).

    Notes
    -----
    From the gazetteer in force; of organisations it does not know, from the
    state in their names ("Armenian Foreign Ministry"): the *government* if what is left is a
    ministry, cabinet, presidency or government, else an *institution*. How a
    state was mentioned (by name, adjective, or a seat or capital that acts for
    it) is the column ``via`` of the mentions.

    Examples
    --------
    >>> names = {"organisation:kremlin": "Kremlin", "organisation:afm": "Armenian Foreign Ministry"}
    >>> table = pd.DataFrame({"actor_id": names.keys(), "name": names.values(), "kind": "organisation"})
    >>> related(table)[["relation", "part_of"]].values.tolist()
    [['government', 'state:armenia'], ['seat of power', 'state:russia']]
    """
    rows = []
    for actor, name, kind in (
        actor_names(outright(mentions)).sort_index().reset_index().itertuples(index=False)
    ):
        state, relation = _belongs(name, kind)
        entry = gazetteer().entry(state) if state else None
        if entry is not None and entry.name != name:
            rows.append(
                (actor, name, kind, relation, entry.id or f"{entry.kind}:{slug_of(entry.name)}", entry.name)
            )
    table = pd.DataFrame(rows, columns=["actor_id", "name", "kind", "relation", "part_of", "state"])
    table["order"] = table["relation"].map(RELATIONS.index)
    return table.sort_values(["state", "order", "actor_id"], ignore_index=True).drop(columns="order")


def _belongs(name: str, kind: str) -> tuple[str, str]:
    entry = gazetteer().entry(name)
    if entry is not None and entry.kind == kind and not is_adjective(entry):
        return _by_entry(entry)
    if kind == "organisation":
        key = organisation_key(name)
        states = [part[1:] for part in key if part.startswith("=")]
        left = {part for part in key if not part.startswith("=")}
        if len(states) == 1 and left & words("governing_nouns"):
            return states[0], "government"
        if len(states) == 1 and any(set(body.split()) <= left for body in words("state_bodies")):
            return states[0], "institution"
    return "", ""


def _by_entry(entry: Entry) -> tuple[str, str]:
    relation = _OF_ROLE.get(entry.role, "")
    low = entry.name.lower()
    if relation == "institution" and (
        low in words("governing_nouns") or words("governing_nouns") & set(low.split())
    ):
        relation = "government"
    return (entry.state, relation) if relation and entry.state != entry.name else ("", "")


def with_states(
    table: pd.DataFrame, relations: pd.DataFrame, *, take: Collection[str] = GOVERNING
) -> pd.DataFrame:
    """Return a table in which actors that belong to a state are counted as the state.

    Parameters
    ----------
    table : DataFrame
        Mentions, quotations, actions or roles; see `applying.ACTOR_COLUMNS`.
    relations : DataFrame
        From `related`.
    take : collection of str
        Which relations are counted as the state; the others stay apart.

    Raises
    ------
    ParameterError
        If `take` names no relation.

    Examples
    --------
    >>> table = pd.DataFrame({"actor_id": ["organisation:kremlin"], "name": ["Kremlin"], "kind": ["organisation"]})
    >>> with_states(table, related(table))["name"].tolist()
    ['Russia']
    """
    for one in take:
        one_of(one, RELATIONS, name="relation to a state")
    own = relations[relations["relation"].isin(list(take))]
    into = dict(zip(own["actor_id"], own["part_of"], strict=True))
    named = {
        part: (state, part.partition(":")[0])
        for part, state in zip(own["part_of"], own["state"], strict=True)
    }
    return apply_register(table, Register(found=into, named=named))

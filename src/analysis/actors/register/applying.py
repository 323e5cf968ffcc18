"""The register applied to tables: on every column that holds an actor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.actors.naming.gazetteer import gazetteer
from analysis.actors.register.resolving import Register
from analysis.actors.tables import slug_of
from analysis.actors.types import KINDS


class Columns(NamedTuple):
    """Columns that hold one actor: id, name, kind, and where its words stand (pairs of start and end)."""

    id: str
    name: str
    kind: str = ""
    places: tuple[tuple[str, str], ...] = ()


ACTOR_COLUMNS = (
    Columns("actor_id", "name", "kind", (("mention_start", "mention_end"), ("start", "end"))),
    Columns(
        "speaker_id",
        "speaker_name",
        "speaker_kind",
        (("speaker_start", "speaker_end"), ("antecedent_start", "antecedent_end")),
    ),
    Columns("agent_id", "agent_name", "agent_kind", (("agent_start", "agent_end"),)),
    Columns("patient_id", "patient_name", "patient_kind", (("patient_start", "patient_end"),)),
    Columns("according_to", "according_to_name"),
    Columns("of_id", "of_name"),
)
"""Columns of the tables mentions, roles, quotations and actions that hold an actor."""


def apply_register(table: pd.DataFrame, register: Register) -> pd.DataFrame:
    """Return a table with the ids, names and kinds that the register gives its actors.

    Parameters
    ----------
    table : DataFrame
        Mentions, quotations, actions or roles: any with columns of `ACTOR_COLUMNS`.
    register : Register
        From `resolving.resolve`.

    Returns
    -------
    DataFrame
        A new table with the same columns. Rows *about* an actor that is ignored
        (column ``actor_id``) are left out; in other columns its place is empty, so that the
        quotation or action stays.

    Examples
    --------
    >>> table = pd.DataFrame({"actor_id": ["person:a", "person:b"], "name": ["A", "B"], "kind": "person"})
    >>> apply_register(table, Register({"person:b": "person:a"}, named={"person:a": ("A", "person")}))["name"].tolist()
    ['A', 'A']
    """
    out = table.copy()
    dropped = np.zeros(len(out), dtype=bool)
    for columns in ACTOR_COLUMNS:
        if columns.id not in out.columns:
            continue
        ids = _mapped(out[columns.id], register.found)
        ids = _split(out, ids, columns, register)
        ids = _mapped(ids, register.decided)
        changed = ids.isin(list(register.named))
        called = ids[changed].map(dict(register.named))
        out[columns.id] = ids.astype(out[columns.id].dtype)
        for part, name in enumerate((columns.name, columns.kind)):
            if name in out.columns:
                out.loc[changed, name] = [one[part] for one in called]
        gone = ids.isin(list(register.ignored)).to_numpy()
        if columns.id == "actor_id":
            dropped |= gone
        else:
            out.loc[gone, [name for name in columns[:3] if name in out.columns]] = ""
    if "affiliation" in out.columns:
        out["affiliation"] = _affiliations(out, register)
    return out[~dropped].reset_index(drop=True) if dropped.any() else out


def _affiliations(table: pd.DataFrame, register: Register) -> list[str]:
    """Return the actors named inside anonymous sources, which have no id, by the names the register gives them."""
    known: dict[tuple[str, str], str] = {}
    articles = table["article_id"] if "article_id" in table.columns else [""] * len(table)
    for pair in zip(articles, table["affiliation"], strict=True):
        if pair not in known:
            known[pair] = _called(*pair, register)
    return [known[pair] for pair in zip(articles, table["affiliation"], strict=True)]


def _called(article: str, name: str, register: Register) -> str:
    """Return the name of an actor after the register; empty if it is ignored."""
    if not name:
        return name
    entry, slug = gazetteer().entry(name), slug_of(name)
    ids = [entry.id] if entry is not None and entry.id else []
    for one in (*ids, *(f"{kind}:{slug}{at}" for kind in KINDS for at in ("", f"@{article}"))):
        new = register.found.get(one, one)
        new = register.moved.get((article, new), new)
        new = register.decided.get(new, new)
        if new in register.ignored:
            return ""
        if new in register.named:
            return register.named[new][0]
    return name


def _mapped(ids: pd.Series, into: Mapping[str, str]) -> pd.Series:
    """Return ids with those that a mapping knows replaced."""
    codes, distinct = pd.factorize(ids, use_na_sentinel=False)
    new = np.empty(len(distinct), dtype=object)
    new[:] = [into.get(one, one) for one in distinct]
    return pd.Series(new[codes], index=ids.index, name=ids.name)


def _split(table: pd.DataFrame, ids: pd.Series, columns: Columns, register: Register) -> pd.Series:
    """Give rows of articles and places that were split off their new id."""
    if not (register.moved or register.placed) or "article_id" not in table.columns:
        return ids
    old, articles = ids.to_numpy(dtype=object), table["article_id"].to_numpy(dtype=object)
    new = old.copy()
    for i in np.flatnonzero(ids.isin({actor for _, actor in register.moved})):
        new[i] = register.moved.get((articles[i], old[i]), old[i])
    by_article: dict[str, list[tuple[int, int, str, str]]] = {}
    for (article, start, end), (before, after) in register.placed.items():
        by_article.setdefault(article, []).append((start, end, before, after))
    near = np.flatnonzero(table["article_id"].isin(list(by_article)))
    for first, last in columns.places:
        if first not in table.columns:
            continue
        starts, ends = (
            table[name].astype("Float64").to_numpy(float, na_value=np.nan) for name in (first, last)
        )
        for i in near:
            for start, end, before, after in by_article[articles[i]]:
                if old[i] == before and starts[i] <= start and end <= ends[i]:
                    new[i] = after
        if first == "mention_start":
            break  # where a role's actor stands; start and end are the role's own
    return pd.Series(new, index=ids.index, name=ids.name)

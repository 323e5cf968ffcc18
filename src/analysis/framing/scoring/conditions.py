"""What actors do, suffer and say as evidence: conditions of codebooks held against the tables of actors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from analysis.errors import ParameterError, require
from analysis.framing.codebooks.model import ActorCondition, Codebook, Part

TABLE: dict[Part, str] = {
    "agent": "actions", "patient": "actions", "speaker": "quotations", "mentioned": "mentions",
}  # fmt: skip
"""Which table of actors answers for which part."""

NOT_NAMED = ("demonym", "credit", "nested")
"""Ways of mention that name nobody as an actor: "Armenian wine", who took a picture, "University of *Chicago*"."""

_WHO: dict[Part, tuple[str, str]] = {
    "agent": ("agent_id", "agent_kind"), "patient": ("patient_id", "patient_kind"),
    "speaker": ("speaker_id", "speaker_kind"), "mentioned": ("actor_id", "kind"),
}  # fmt: skip
_OTHER: dict[Part, Part] = {"agent": "patient", "patient": "agent"}
_CLASS = {"actions": "action_class", "quotations": "cue_class"}

COLUMNS = ("article_id", "start", "end", "codebook", "frame", "indicator", "text", "weight", "negated")
"""Columns of the table of deeds."""


def deeds(
    codebooks: Sequence[Codebook],
    *,
    quotations: pd.DataFrame | None = None,
    mentions: pd.DataFrame | None = None,
    actions: pd.DataFrame | None = None,
) -> pd.DataFrame | None:
    """Return every place that answers a condition on actors; None without such conditions.

    Parameters
    ----------
    codebooks : sequence of Codebook
    quotations, mentions, actions : DataFrame, optional
        From `actors.quotations`, `actors.mentions`, `actors.actions`.

    Returns
    -------
    DataFrame
        Columns `COLUMNS`; ``text`` is the condition's label, the place that of the clause, statement or mention.

    Raises
    ------
    ParameterError
        If a condition needs a table that was not given, or one of its columns.
    """
    tables = {"quotations": quotations, "mentions": mentions, "actions": actions}
    found = []
    for book in codebooks:
        for frame in book.frames:
            for indicator in frame.indicators:
                for condition in indicator.actors:
                    rows = answering(_table(tables, condition, book, frame.id, indicator.id), condition)
                    found.append(rows.assign(codebook=book.name, frame=frame.id, indicator=indicator.id,
                                             text=condition.label, weight=condition.weight))  # fmt: skip
    return pd.concat(found, ignore_index=True)[list(COLUMNS)] if found else None


def answering(table: pd.DataFrame, condition: ActorCondition) -> pd.DataFrame:
    """Return the rows of a table of actors that answer a condition: ``article_id, start, end, negated``.

    Examples
    --------
    >>> said = {"speaker_id": ["state:armenia", ""], "speaker_kind": ["state", ""], "cue_class": ["accusing"] * 2,
    ...         "article_id": ["a", "a"], "start": [0, 40], "end": [30, 70], "negated": [False, False]}
    >>> answering(pd.DataFrame(said), ActorCondition(part="speaker", kinds="state"))["start"].tolist()
    [0]
    """
    name = TABLE[condition.part]
    who, other = _WHO[condition.part], _OTHER.get(condition.part)
    classed = _CLASS.get(name, "")
    needed = ["article_id", "start", "end", *who]
    needed += [classed] if condition.classes else []
    needed += list(_WHO[other]) if other and (condition.other_ids or condition.other_kinds) else []
    needed += ["sign"] if condition.sign is not None else []
    require(
        table, needed, what=f"the {name} have", where=name, remedy=f"Give the table that actors.{name} makes."
    )
    able = table["start"].notna() & table["end"].notna()
    able &= _is(table, who, condition.ids, condition.kinds) & (table[who[0]].fillna("") != "")
    if other:
        able &= _is(table, _WHO[other], condition.other_ids, condition.other_kinds)
    if condition.classes:
        able &= table[classed].isin(condition.classes)
    if condition.sign is not None:
        able &= (table["sign"] > 0) * 1 - (table["sign"] < 0) * 1 == condition.sign
    if name == "mentions" and "via" in table.columns:
        able &= ~table["via"].isin(NOT_NAMED)
    rows = table[able.astype(bool)]
    negated = rows["negated"].fillna(False).astype(bool) if "negated" in rows.columns else False
    return (
        rows[["article_id", "start", "end"]]
        .astype({"start": "int64", "end": "int64"})
        .assign(negated=negated)
    )


def _is(table: pd.DataFrame, columns: tuple[str, str], ids: Iterable[str], kinds: Iterable[str]) -> pd.Series:
    """Say which rows have an actor of one of some ids, or of one of some kinds; all if neither is given."""
    ids, kinds = list(ids), list(kinds)
    if not ids and not kinds:
        return pd.Series(True, index=table.index)
    return table[columns[0]].isin(ids) | table[columns[1]].isin(kinds)


def _table(
    tables: dict[str, pd.DataFrame | None],
    condition: ActorCondition,
    book: Codebook,
    frame: str,
    indicator: str,
) -> pd.DataFrame:
    name = TABLE[condition.part]
    table = tables[name]
    if table is None:
        raise ParameterError(
            f"{book.name}: the indicator {frame}.{indicator} asks what actors do ({condition.label!r}), "
            f"and the {name} are not given",
            where="frames", remedy=f"Give {name}=actors.{name}(corpus), or take a codebook without such conditions.",
        )  # fmt: skip
    return table

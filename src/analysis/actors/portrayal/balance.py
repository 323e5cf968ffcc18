"""Role balance: whether an actor does, is done to, speaks, or is only spoken about."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.actors.attribution.sources import ANONYMOUS
from analysis.actors.portrayal.clauses import checked, signs, speech
from analysis.actors.portrayal.groups import Groups, actor_labels, in_order, needs
from analysis.actors.portrayal.places import Places
from analysis.actors.portrayal.statements import stated
from analysis.actors.prominence import DEFAULT_VIAS
from analysis.errors import ParameterError

ROLES = ("does", "says", "undergoes", "about")
"""Roles that add up to one: agent of a deed, agent of a statement, patient, named without either."""

SIGNED = {"hostile": -1, "cooperative": 1}
"""Names of the signs of deeds."""

COLUMNS = (
    "group", "actor_id", "name", "kind", "n", "articles", *ROLES,
    *(f"{role}_{end}" for role in ROLES for end in ("share", "low", "high")),
    "agency", "agency_low", "agency_high",
    *(f"{role}_{sign}" for role in ("does", "undergoes") for sign in SIGNED),
)  # fmt: skip
"""Columns of the table of role balance."""


def role_balance(
    actions: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    articles: pd.DataFrame,
    quotations: pd.DataFrame | None = None,
    by: str | None = None,
    least: int = 3,
) -> pd.DataFrame:
    """Return how often each actor does something, says something, undergoes something, or is only named.

    Parameters
    ----------
    actions, mentions : DataFrame
        From `actors.actions` and `actors.mentions`.
    articles : DataFrame
        All selected articles: article_id, the column `by`, and how they were drawn.
    quotations : DataFrame, optional
        From `actors.quotations`: whose statements these are, and which clauses only introduce
        them ("Armenia said") and are no deeds. Without it they are deeds like any other.
    by : str, optional
        Column of `articles` that makes the groups.
    least : int
        Clauses and mentions together below which an actor of a group is left out.

    Returns
    -------
    DataFrame
        One row per group and actor, columns `COLUMNS` (group with `by`), most
        clauses and mentions first. n: articles of the group; articles: with the actor.
        ``does``: clauses it is the agent of; ``says``: statements of its; ``undergoes``: clauses it is the
        patient of; ``about``: those it is only spoken to in ("told Armenia"), and mentions that
        are neither agent, patient nor speaker of any clause or statement. Each has its ``_share`` of
        the four together with ``_low`` and ``_high``. ``agency`` is does / (does
        + undergoes). ``does_hostile``, ``does_cooperative`` and the same of
        undergoes count the clauses with that sign. Counts are as read, shares weighted;
        with weights, ``does_estimated`` and so on are counts of the whole corpus.

    Raises
    ------
    ParameterError
        If a column is missing or `least` is below 1.

    Notes
    -----
    Negated and unreal clauses count for the roles (who is made the subject is
    what is measured), but for no sign. Limits: `sampling.domain_shares`, the
    article (or what it was drawn as) as unit, none below five articles with the actor.
    The contrast of agent and patient follows van Leeuwen (1996), *The
    representation of social actors*: activation and passivation.
    """
    if least < 1:
        raise ParameterError(
            f"least = {least} clauses and mentions", where="role_balance", remedy="Give 1 or more."
        )
    groups = Groups.of(articles, by)
    cells = groups.rows(_roles(checked(actions), mentions, quotations))
    names = actor_labels(
        (mentions, "actor_id", "name", "kind"),
        (actions, "agent_id", "agent_name", "agent_kind"),
        (actions, "patient_id", "patient_name", "patient_kind"),
        *([] if quotations is None else [(quotations, "speaker_id", "speaker_name", "speaker_kind")]),
    )
    keys = ["group", "actor_id"]
    counts = ["one", *ROLES, *(f"{role}_{sign}" for role in ("does", "undergoes") for sign in SIGNED)]
    out = cells.groupby(keys, sort=True)[counts].sum().astype("int64")
    out["articles"] = cells.groupby(keys)["article_id"].nunique()
    for role in ROLES:
        found = groups.shares(cells.assign(above=cells[role], below=cells["one"]), keys)
        out[[f"{role}_{end}" for end in ("share", "low", "high")]] = found[["share", "low", "high"]]
    deeds = cells.assign(above=cells["does"], below=cells["does"] + cells["undergoes"])
    out[["agency", "agency_low", "agency_high"]] = groups.shares(deeds, keys)[["share", "low", "high"]]
    if groups.weighted:
        estimated = cells[list(ROLES)].mul(cells["weight"], axis=0).groupby([cells[k] for k in keys]).sum()
        out[[f"{role}_estimated" for role in ROLES]] = estimated
    out = out[out["one"] >= least].reset_index()
    out["n"] = out["group"].map(groups.sizes)
    out = out.join(names, on="actor_id").sort_values(
        ["group", "one", "actor_id"], ascending=[True, False, True], ignore_index=True
    )
    return in_order(out, COLUMNS, by=by)


def _roles(actions: pd.DataFrame, mentions: pd.DataFrame, quotations: pd.DataFrame | None) -> pd.DataFrame:
    """Return a row for each role an actor has: article_id, actor_id and a 1 in the column of the role."""
    spoken = speech(actions, quotations).to_numpy()
    sign = signs(actions).to_numpy()
    keys = ["article_id", "actor_id"]
    agents = actions[["article_id", "agent_id"]].set_axis(keys, axis=1).assign(role="does", sign=sign)
    patients = actions[["article_id", "patient_id"]].set_axis(keys, axis=1)
    patients = patients.assign(role=np.where(spoken, "about", "undergoes"), sign=np.where(spoken, 0, sign))
    parts = [
        agents[~spoken],
        patients,
        _only_named(actions, mentions, quotations)[keys].assign(role="about", sign=0),
    ]
    if quotations is not None:
        said = quotations[stated(quotations)]
        parts.append(said[["article_id", "speaker_id"]].set_axis(keys, axis=1).assign(role="says", sign=0))
    rows = pd.concat(parts, ignore_index=True)
    rows = rows[~rows["actor_id"].fillna("").isin(["", ANONYMOUS])]
    flags = {role: (rows["role"] == role).astype("int64") for role in ROLES}
    signed = {
        f"{role}_{name}": ((rows["role"] == role) & (rows["sign"] == value)).astype("int64")
        for role in ("does", "undergoes")
        for name, value in SIGNED.items()
    }
    return rows.assign(one=1, **flags, **signed)


def _only_named(
    actions: pd.DataFrame, mentions: pd.DataFrame, quotations: pd.DataFrame | None
) -> pd.DataFrame:
    """Return the mentions that stand in the place of no agent, patient or speaker of their article.

    A mention is in the place if it begins inside the words of an agent, patient or speaker that
    is the same actor.
    """
    needs(
        mentions, ("article_id", "start", "actor_id", "via"), "mentions", "Give the table of actors.mentions."
    )
    rows = mentions[mentions["via"].isin(DEFAULT_VIAS)]
    sources = [(actions, "agent_id", "agent"), (actions, "patient_id", "patient")]
    sources += [(quotations, "speaker_id", "speaker")] if quotations is not None else []
    columns = ["article_id", "actor_id", "start", "end"]
    ends = pd.concat(
        [
            table.loc[(table[actor] != "") & table[f"{end}_start"].notna(),
                      ["article_id", actor, f"{end}_start", f"{end}_end"]].set_axis(columns, axis=1)
            for table, actor, end in sources
        ]
    )  # fmt: skip
    found = Places(rows.assign(row=np.arange(len(rows)))).inside(ends)
    same = found["actor_id"].to_numpy() == ends["actor_id"].to_numpy()[found["stretch"].to_numpy()]
    return rows[~np.isin(np.arange(len(rows)), found["row"].to_numpy()[same])]

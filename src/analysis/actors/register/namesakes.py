"""Names that may be several people's: roles that never meet, years between, and no company in common."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pandas as pd

from analysis.actors.register.facts import Facts, facts_of
from analysis.actors.tables import outright

YEARS = 10
"""Years without a mention after which a name may have come to another person."""

NAMESAKES = (
    "actor_id", "name", "reason", "articles", "other_articles",
    "article_id", "start", "end", "other_article_id", "other_start", "other_end",
)  # fmt: skip
"""Columns of the table of namesakes."""

_TELLING = ("office", "affiliation", "nationality")


def namesakes(
    mentions: pd.DataFrame, *, articles: pd.DataFrame | None = None, roles: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Find persons whose articles may be about two people of one name.

    Parameters
    ----------
    mentions : DataFrame
    articles : DataFrame, optional
        With article_id and date; without it years between are no sign.
    roles : DataFrame, optional
        With article_id, actor_id, role, role_kind, former and of_name; without it roles are no sign.

    Returns
    -------
    DataFrame
        Columns `NAMESAKES`: one row per person to look at, the reason in words, how many
        articles stand on each side, and a place on each. Nothing is split by it:
        see the action *split* of `decisions.load_decisions`.

    Notes
    -----
    A person is listed if the articles fall into two sides that no state or
    organisation of an office, affiliation or nationality joins, or that lie
    `YEARS` apart, and no actor that tells something stands on both.
    """
    facts = facts_of(mentions, articles=articles, roles=roles)
    tags = _tags(roles)
    sides: dict[str, tuple[str, np.ndarray, np.ndarray]] = {}
    asked = (facts.actors["kind"] == "person") & (facts.actors["articles"] > 1)
    around = facts.company()
    for row in map(int, np.flatnonzero(asked)):
        actor = str(facts.actors.index[row])
        own = facts.articles_of(row)
        for reason, one, other in (*_by_role(facts, own, tags.get(actor, {})), *_by_years(facts, own)):
            if not around.common(one, other, but=row):
                sides[actor] = (reason, one, other)
                break
    return _table(mentions, facts, sides)


def _tags(roles: pd.DataFrame | None) -> dict[str, dict[str, set[str]]]:
    """Return by actor and article the states and organisations of its present roles."""
    out: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    if roles is not None and len(roles):
        kept = roles[
            roles["role_kind"].isin(_TELLING) & ~roles["former"].astype(bool) & (roles["of_name"] != "")
        ]
        for actor, article, of in kept[["actor_id", "article_id", "of_name"]].itertuples(index=False):
            out[actor][article].add(of)
    return out


def _by_role(
    facts: Facts, own: np.ndarray, tags: dict[str, set[str]]
) -> list[tuple[str, np.ndarray, np.ndarray]]:
    """Return the two largest groups of articles whose roles nothing joins."""
    groups: list[tuple[set[str], list[int]]] = []
    for article in own:
        told = tags.get(str(facts.articles[article]), set())
        if not told:
            continue
        joined = [group for group in groups if group[0] & told]
        groups = [group for group in groups if not group[0] & told]
        names = told.union(*(group[0] for group in joined))
        groups.append((names, [article, *(a for group in joined for a in group[1])]))
    if len(groups) < 2:
        return []
    first, second = sorted(groups, key=lambda group: -len(group[1]))[:2]
    reason = f"of {min(first[0])} in {len(first[1]):,} articles, of {min(second[0])} in {len(second[1]):,}"
    return [(reason, np.sort(first[1]), np.sort(second[1]))]


def _by_years(facts: Facts, own: np.ndarray) -> list[tuple[str, np.ndarray, np.ndarray]]:
    dated = own[~np.isnan(facts.days[own])]
    dated = dated[np.argsort(facts.days[dated], kind="stable")]
    gaps = np.diff(facts.days[dated])
    if not len(gaps) or gaps.max() < YEARS * 365.25:
        return []
    at = int(gaps.argmax()) + 1
    return [(f"{int(gaps[at - 1] / 365.25)} years without a mention between", dated[:at], dated[at:])]


def _table(
    mentions: pd.DataFrame, facts: Facts, sides: dict[str, tuple[str, np.ndarray, np.ndarray]]
) -> pd.DataFrame:
    places = outright(mentions)
    places = places[places["actor_id"].isin(sides.keys())].drop_duplicates(["actor_id", "article_id"])
    columns = ("actor_id", "article_id", "start", "end")
    place = {(a, b): (start, end) for a, b, start, end in places[list(columns)].itertuples(index=False)}
    rows = []
    for actor, (reason, one, other) in sides.items():
        first, second = str(facts.articles[one[0]]), str(facts.articles[other[0]])
        rows.append((actor, facts.actors.at[actor, "name"], f"two people? {reason}, no actor in common",
                     len(one), len(other), first, *place[actor, first], second, *place[actor, second]))  # fmt: skip
    return pd.DataFrame(rows, columns=list(NAMESAKES))

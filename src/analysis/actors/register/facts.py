"""What the articles tell of each actor beside its name: its company, its outlets and days, its roles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.actors.tables import actor_names
from analysis.actors.types import ASIDE

WIDEST = 0.1
"""Share of the articles above which an actor is everywhere and tells nothing about its company."""

LIFT = 3.0
"""Times more often than in all articles that somebody stands beside an actor to count as its company."""

LEAST_COMPANY = 2
"""Actors of its company that have to be met to count as a signal."""

OFTEN = 0.1
"""Share of an actor's articles in which its company must be met."""

NEAR_DAYS = 14
"""Days within which an outlet that named somebody in full may use the surname alone."""


@dataclass
class Facts:
    """What is known of the actors of a mentions table.

    Attributes
    ----------
    actors : DataFrame
        One row per actor by ``actor_id``: name, kind, articles, and where it is first
        mentioned by name (article_id, start, end).
    presence : csr_array of bool
        Actors by articles, in the order of `actors` and `articles`.
    articles : Index
        Ids of the articles.
    days : array of float
        Day of each article, counted from 1970; missing where it has no date.
    outlets : array of int
        Number of each article's outlet; -1 where it has none.
    roles : dict of str to set of str
        What each actor is called, such as "president of united states".
    """

    actors: pd.DataFrame
    presence: sparse.csr_array
    articles: pd.Index
    days: np.ndarray
    outlets: np.ndarray
    roles: dict[str, set[str]]

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {str(actor): i for i, actor in enumerate(self.actors.index)}

    def numbers(self, ids: Iterable[str]) -> np.ndarray:
        """Return the rows of actors."""
        return np.array([self._rows[one] for one in ids], dtype=int)

    def articles_of(self, row: int) -> np.ndarray:
        """Return the numbers of the articles that an actor stands in."""
        return self.presence.indices[self.presence.indptr[row] : self.presence.indptr[row + 1]]

    def of_kind(self, kind: str, *, alone: bool = False) -> pd.DataFrame:
        """Return the actors of a kind whose id is for all articles, or (`alone`) for one; see `tables.actor_ids`."""
        single = self.actors.index.str.contains("@", regex=False)
        return self.actors[(self.actors["kind"] == kind) & (single == alone)]

    def merged(self, into: dict[str, str]) -> Facts:
        """Return the facts after actors were merged; the others keep their order."""
        ids = [str(one) for one in self.actors.index]
        target = [into.get(one, one) for one in ids]
        kept = self.actors[np.array([one not in into for one in ids], dtype=bool)]
        place = {str(one): i for i, one in enumerate(kept.index)}
        rows = np.array([place[one] for one in target], dtype=int)
        shape = (len(kept), len(ids))
        gather = sparse.csr_array(
            (np.ones(len(ids), dtype=np.int32), (rows, np.arange(len(ids)))), shape=shape
        )
        presence = _marked(gather @ self.presence)
        roles: dict[str, set[str]] = {}
        for one, called in self.roles.items():
            roles.setdefault(into.get(one, one), set()).update(called)
        actors = kept.assign(articles=np.diff(presence.indptr))
        return Facts(actors, presence, self.articles, self.days, self.outlets, roles)

    def company(self) -> Company:
        """Return who stands with whom."""
        return Company(self.presence)


def facts_of(
    mentions: pd.DataFrame, *, articles: pd.DataFrame | None = None, roles: pd.DataFrame | None = None
) -> Facts:
    """Return what is known of the actors of a mentions table.

    Parameters
    ----------
    mentions : DataFrame
    articles : DataFrame, optional
        With article_id, outlet and date.
    roles : DataFrame, optional
        With actor_id, role, role_kind and of_name.
    """
    rows = mentions[~mentions["via"].isin(ASIDE)]
    actor, ids = pd.factorize(rows["actor_id"], sort=True)
    article, names = pd.factorize(rows["article_id"])
    shape = (len(ids), len(names))
    ones = np.ones(len(rows), dtype=np.int32)
    presence = _marked(sparse.csr_array((ones, (actor, article)), shape=shape))
    named = rows.sort_values("via", key=lambda via: via == "pronoun", kind="stable").drop_duplicates(
        "actor_id"
    )
    table = actor_names(rows).reindex(ids)
    table["articles"] = np.diff(presence.indptr)
    table = table.join(named.set_index("actor_id")[["article_id", "start", "end"]])
    days, outlets = _origin(articles, names)
    return Facts(table, presence, pd.Index(names), days, outlets, _called(roles))


def _marked(counts: sparse.csr_array) -> sparse.csr_array:
    """Return counts as presence: one where there is any."""
    out = sparse.csr_array(counts)
    out.sum_duplicates()
    out.data = np.ones_like(out.data)
    return out


def _origin(articles: pd.DataFrame | None, names: pd.Index | np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if articles is None:
        return np.full(len(names), np.nan), np.full(len(names), -1)
    own = articles.drop_duplicates("article_id").set_index("article_id").reindex(names)
    dates = pd.to_datetime(
        own.get("date", pd.Series("", index=own.index)), errors="coerce", format="%Y-%m-%d"
    )
    days = (dates - pd.Timestamp(0)).dt.days.to_numpy(dtype=float)
    outlets, _ = pd.factorize(own.get("outlet", pd.Series("", index=own.index)).replace("", None))
    return days, outlets


def _called(roles: pd.DataFrame | None) -> dict[str, set[str]]:
    """Return the offices, affiliations and occupations of each actor in small letters."""
    out: dict[str, set[str]] = {}
    if roles is None or roles.empty:
        return out
    kept = roles[roles["role_kind"].isin(["office", "affiliation", "occupation"])]
    for one, role, of in kept[["actor_id", "role", "of_name"]].drop_duplicates().itertuples(index=False):
        whole = f"{role} ({of})" if of and of.lower() not in role.lower() else role
        out.setdefault(one, set()).add(whole.lower())
    return out


class Company:
    """Who stands with whom: for each actor those it is met with far more often than chance has it.

    Parameters
    ----------
    presence : csr_array
        Actors by articles.
    """

    def __init__(self, presence: sparse.csr_array) -> None:
        self._presence = presence
        self._spread = np.diff(presence.indptr)
        most = max(LEAST_COMPANY + 1, WIDEST * presence.shape[1])
        self._telling = np.flatnonzero((self._spread >= 2) & (self._spread <= most))
        self._by_article = sparse.csr_array(presence[self._telling].T)

    def around(self, rows: np.ndarray) -> sparse.csr_array:
        """Return for actors whom their articles name, among those who tell something."""
        return _marked(self._presence[rows] @ self._by_article)

    def own(self, rows: np.ndarray) -> sparse.csr_array:
        """Return for actors who is their company: met at least twice (once by an actor of one article), by lift."""
        counts = sparse.csr_array(self._presence[rows] @ self._by_article)
        spread = self._spread[rows].astype(float)
        line = np.repeat(np.arange(len(rows)), np.diff(counts.indptr))
        usual = self._spread[self._telling][counts.indices] / self._presence.shape[1]
        enough = counts.data >= np.maximum(np.minimum(spread[line], 2), OFTEN * spread[line])
        counts.data = (enough & (counts.data / spread[line] >= LIFT * usual)).astype(counts.data.dtype)
        counts.eliminate_zeros()
        return counts

    def shared(self, one: np.ndarray, other: np.ndarray, *, mutual: bool = False) -> np.ndarray:
        """Return for pairs of actors how many of the second's company stand around the first.

        Parameters
        ----------
        one, other : array of int
            Rows of the pairs' first and second actors.
        mutual : bool
            Count only who is the company of both.
        """
        if not len(one):
            return np.zeros(0, dtype=int)
        firsts, at = np.unique(one, return_inverse=True)
        seconds, of = np.unique(other, return_inverse=True)
        near = self.own(firsts) if mutual else self.around(firsts)
        known = self.own(seconds)
        out = []
        for begin in range(0, len(one), 50_000):
            part = slice(begin, begin + 50_000)
            out.append(np.asarray(near[at[part]].multiply(known[of[part]]).sum(axis=1)).ravel())
        return np.concatenate(out).astype(int)

    def common(self, one: np.ndarray, other: np.ndarray, *, but: int) -> bool:
        """Tell whether somebody who tells something, other than actor `but`, stands in articles of both sides."""
        near = [set(self._by_article[articles].indices) for articles in (one, other)]
        return bool({int(self._telling[i]) for i in near[0] & near[1]} - {but})

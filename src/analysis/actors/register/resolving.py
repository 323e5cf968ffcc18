"""From found merges and a person's decisions to one register: which id becomes which, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from analysis.actors.register.decisions import Decision, Decisions
from analysis.actors.register.identities import MERGES, settled
from analysis.actors.tables import actor_names, outright, slug_of
from analysis.actors.types import KINDS
from analysis.corpus.selection import matching
from analysis.corpus.sql import quiet
from analysis.errors import InputError, ParameterError, suggestion

UNMATCHED = ("line", "actor_id", "action", "target", "reason")
"""Columns of the decisions that matched nothing."""

Selecting = Callable[[str], Iterable[str]]
"""From a condition to the ids of the articles that meet it."""


@dataclass(frozen=True)
class Register:
    """What becomes of the ids of actors; for `applying.apply_register`.

    Attributes
    ----------
    found : mapping of str to str
        Merges that were found and not taken back.
    decided : mapping of str to str
        Merges a person decided on, applied after `found` and the splits.
    named : mapping of str to (str, str)
        Name and kind of the actors that others go into, and of those renamed or retyped.
    ignored : frozenset of str
    moved : mapping of (article, id) to id
        Splits of all that an article says of an actor.
    placed : mapping of (article, start, end) to (id, id)
        Splits of single mentions, where an article names both: from which id to which.
    merges : DataFrame
        Columns `identities.MERGES` of the merges in `found`.
    unmatched : DataFrame
        Columns `UNMATCHED`: decisions that matched nothing, and why.
    """

    found: Mapping[str, str] = field(default_factory=dict)
    decided: Mapping[str, str] = field(default_factory=dict)
    named: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    moved: Mapping[tuple[str, str], str] = field(default_factory=dict)
    placed: Mapping[tuple[str, int, int], tuple[str, str]] = field(default_factory=dict)
    merges: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(MERGES)))
    unmatched: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(UNMATCHED)))


def selecting(articles: pd.DataFrame) -> Selecting:
    """Return the function that finds the articles of a table that meet a condition.

    Examples
    --------
    >>> table = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["Harbour Post", "Valley Times"]})
    >>> selecting(table)("outlet = 'Valley Times'")
    ['b']
    """
    connection = quiet()
    connection.execute("set enable_external_access = false")
    connection.register("articles", articles)
    return lambda where: matching(connection, where)


def resolve(
    mentions: pd.DataFrame,
    decisions: Decisions,
    *,
    merges: pd.DataFrame | None = None,
    select: Selecting | None = None,
    strict: bool = False,
) -> Register:
    """Join found merges and a person's decisions into one register.

    A person's decision wins over what was found: a *split* without words and
    condition takes a merge back, a *merge* of an id replaces the one found for it. Splits
    come before the person's merges, names and kinds after them.

    Parameters
    ----------
    mentions : DataFrame
        Columns `tables.MENTIONS`, ids as from one article at a time.
    decisions : Decisions
    merges : DataFrame, optional
        From `identities.identities`.
    select : function, optional
        Finds the articles that meet a condition; needed for splits with one. See `selecting`.
    strict : bool
        Whether an id that no mention has is an error. In a part of a corpus many have none.

    Raises
    ------
    InputError
        If a condition is none, or an id is unknown where `strict`.
    """
    table = merges if merges is not None else pd.DataFrame(columns=list(MERGES))
    mine = {row.actor_id for row in decisions.rows if row.takes_back or row.action == "merge"}
    kept = table[~table["actor_id"].isin(mine)]
    found = settled(zip(kept["actor_id"], kept["into_id"], strict=True))
    making = _Making(mentions, decisions, found, mergeable=set(table["actor_id"]), select=select)
    for row in decisions.rows:
        making.take(row)
    if strict and making.unknown:
        row, reason = making.unknown[0]
        near = suggestion(row.actor_id, making.ids)
        raise InputError(reason, where=f"{decisions.source}, line {row.line}",
                         remedy=f"{near}The register that the package writes lists all ids.")  # fmt: skip
    return making.register(kept.reset_index(drop=True))


class _Making:
    """A register while decisions are taken into it one by one."""

    def __init__(
        self, mentions: pd.DataFrame, decisions: Decisions, found: dict[str, str], *,
        mergeable: set[str], select: Selecting | None,
    ) -> None:  # fmt: skip
        self.names = actor_names(mentions)
        self.found, self.mergeable = found, mergeable
        self.unknown: list[tuple[Decision, str]] = []
        self._known, self._select, self._source = decisions.known, select, decisions.source
        self._mentions = mentions.assign(actor_id=[found.get(one, one) for one in mentions["actor_id"]])
        self.ids = set(mentions["actor_id"])
        self._now = set(self._mentions["actor_id"])
        self._decided: list[tuple[str, str]] = []
        self._own: dict[str, dict[str, str]] = {"rename": {}, "retype": {}}
        self._ignored: set[str] = set()
        self._moved: dict[tuple[str, str], str] = {}
        self._placed: dict[tuple[str, int, int], tuple[str, str]] = {}
        self._new: dict[str, tuple[str, str]] = {}
        self._unmatched: list[tuple[object, ...]] = []

    def take(self, row: Decision) -> None:
        """Take one decision in."""
        if row.takes_back:
            if row.actor_id not in self.mergeable:
                self._note(row, "no merge of this actor was found")
            return
        if not self._is_there(row.actor_id):
            gone = self.found.get(row.actor_id)
            self._note(
                row, f"it was merged into {gone}" if gone else self._no_such(row.actor_id), unknown=not gone
            )
        if row.action == "merge":
            if not (self._is_there(row.target) or row.target in self.ids or row.target in self._known):
                self._note(row, self._no_such(row.target), unknown=True)
            self._decided.append((row.actor_id, self.found.get(row.target, row.target)))
        elif row.action == "split":
            self._split(row)
        elif row.action == "ignore":
            self._ignored.add(row.actor_id)
        else:
            self._own[row.action][row.actor_id] = row.target

    def _is_there(self, actor: str) -> bool:
        """Say whether an actor is left by what was found and decided so far."""
        return actor in self._now or actor in self._new or any(actor == into for _, into in self._decided)

    def _no_such(self, actor: str) -> str:
        return f"no mention has the actor {actor!r}. {suggestion(actor, self.ids)}".strip()

    def _note(self, row: Decision, reason: str, *, unknown: bool = False) -> None:
        self._unmatched.append((row.line, row.actor_id, row.action, row.target, reason))
        if unknown:
            self.unknown.append((row, reason))

    def _split(self, row: Decision) -> None:
        """Find the mentions that are another actor's: whole articles, or places where an article names both."""
        every = own = self._mentions[self._mentions["actor_id"] == row.actor_id]
        target = self._target(row)
        if row.where:
            own = own[own["article_id"].isin(set(self._articles(row)))]
        if row.words:
            named = own[own["via"] != "pronoun"]
            hit = named["words"].isin(row.words)
            partly = set(outright(named[~hit])["article_id"])
            whole = set(named.loc[hit, "article_id"]) - partly
            places = named.loc[hit & named["article_id"].isin(partly), ["article_id", "start", "end"]]
            for article, start, end in places.itertuples(index=False, name=None):
                self._placed[article, int(start), int(end)] = row.actor_id, target
            matched = bool(hit.any())
        else:
            whole = set(own["article_id"])
            matched = bool(whole)
        self._moved.update(dict.fromkeys(((article, row.actor_id) for article in whole), target))
        if not matched and len(every):
            self._note(row, "no article meets the condition" if row.where else "no mention has these words")

    def _target(self, row: Decision) -> str:
        """Return the id that part of an actor gets: one that is there, or a new one made of a name."""
        if row.target in self.ids or row.target in self._known:
            return self.found.get(row.target, row.target)
        kind, _, slug = row.target.partition(":")
        if kind in KINDS and slug:
            self._new.setdefault(row.target, (_spelt(slug), kind))
            return row.target
        kind = self._kind(row.actor_id)
        new = f"{kind}:{slug_of(row.target)}"
        self._new.setdefault(new, (row.target, kind))
        return new

    def _kind(self, actor: str) -> str:
        if actor in self.names.index:
            return str(self.names.at[actor, "kind"])
        kind = self._known.get(actor, ("", actor.partition(":")[0]))[1]
        return kind if kind in KINDS else "person"

    def _articles(self, row: Decision) -> Iterable[str]:
        if self._select is None:
            raise ParameterError("a split by where needs the articles", where=f"{self._source}, line {row.line}",
                                 remedy="Give select=selecting(corpus.articles).")  # fmt: skip
        try:
            return self._select(row.where)
        except ParameterError as error:
            place = f"{self._source}, line {row.line}"
            raise InputError(error.what, where=place, remedy=error.remedy) from error

    def register(self, merges: pd.DataFrame) -> Register:
        """Return the register."""
        decided = settled(self._decided)
        targets = {
            *self.found.values(),
            *decided.values(),
            *self._moved.values(),
            *(to for _, to in self._placed.values()),
        }
        changed = targets | self._own["rename"].keys() | self._own["retype"].keys()
        named = {one: self._called(one) for one in sorted(changed)}
        return Register(
            self.found, decided, named, frozenset(self._ignored), self._moved, self._placed, merges,
            pd.DataFrame(self._unmatched, columns=list(UNMATCHED)),
        )  # fmt: skip

    def _called(self, actor: str) -> tuple[str, str]:
        if actor in self.names.index:
            name, kind = str(self.names.at[actor, "name"]), str(self.names.at[actor, "kind"])
        else:
            name, kind = self._new.get(actor) or self._known.get(actor) or _from_id(actor)
        return self._own["rename"].get(actor, name), self._own["retype"].get(actor, kind)


def _from_id(actor: str) -> tuple[str, str]:
    kind, _, slug = actor.partition(":")
    return (_spelt(slug), kind) if kind in KINDS and slug else (actor, "person")


def _spelt(slug: str) -> str:
    """Write a name out of an id, where nothing better is known."""
    return slug.partition("@")[0].replace("-", " ").title()

"""Signals beside the name that two actors are one: roles, company, outlet and days, and what speaks against."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.actors.register.facts import LEAST_COMPANY, NEAR_DAYS, Facts


@dataclass(frozen=True, slots=True)
class Pair:
    """Two actors that may be one: the id that would be given up, the one that would stay, and why so far.

    Where one must be `careful`, the outlet and the days are no signal.
    """

    one: str
    other: str
    why: str
    careful: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """What else is known of a pair.

    Attributes
    ----------
    reasons : tuple of str
        Signals in words.
    strong : bool
        Whether role or company are among them.
    apart : bool
        Whether one article names both as two actors.
    """

    reasons: tuple[str, ...]
    strong: bool
    apart: bool


def beside(facts: Facts, pairs: list[Pair], *, mutual: bool) -> list[Beside]:
    """Return for each pair of actors the signals beside their names.

    Parameters
    ----------
    facts : Facts
    pairs : list of Pair
    mutual : bool
        Whether company must be both actors'; otherwise it must stand around the first.
    """
    one, other = facts.numbers([p.one for p in pairs]), facts.numbers([p.other for p in pairs])
    shared = facts.company().shared(one, other, mutual=mutual)
    out = []
    for pair, a, b, met in zip(pairs, one, other, shared, strict=True):
        reasons = []
        same = facts.roles.get(pair.one, set()) & facts.roles.get(pair.other, set())
        if same:
            reasons.append(f"same role ({min(same)})")
        if met >= LEAST_COMPANY:
            reasons.append(f"{met} actors of the same company")
        near, strong = _near(facts, a, b), bool(reasons)
        if near:
            reasons.append(near)
        apart = bool(np.intersect1d(facts.articles_of(a), facts.articles_of(b)).size)
        out.append(Beside(tuple(reasons), strong, apart))
    return out


def _near(facts: Facts, one: int, other: int) -> str:
    """Say that both stand in one outlet within a few days."""
    a, b = facts.articles_of(one), facts.articles_of(other)
    for article in a[:50]:  # the first articles will do: many are no one-off name
        outlet, day = facts.outlets[article], facts.days[article]
        if outlet < 0 or np.isnan(day):
            continue
        if bool(np.any((facts.outlets[b] == outlet) & (np.abs(facts.days[b] - day) <= NEAR_DAYS))):
            return f"same outlet within {NEAR_DAYS} days"
    return ""

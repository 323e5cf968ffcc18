"""Which persons of different articles are one: full names of one make-up, and surnames alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from analysis.actors.naming.forms import plain, roots
from analysis.actors.naming.gazetteer import given_names
from analysis.actors.register.facts import Facts
from analysis.actors.register.persons import PersonName, opposed, person_name
from analysis.actors.register.signals import Beside, Pair, beside

MOST = 50
"""Bearers of a surname above which it tells nothing; keeps the time linear."""

RIVALS = 20
"""Names of one surname and given name that each name is held against."""

COMMON = 4
"""Given names beside one surname from which on it is common, and names of one make-up need a third signal."""

FAR_AHEAD = 5
"""Times more articles than all others of a surname that make a person the one who needs no given name."""

WELL_KNOWN = 10
"""Articles that name such a person in full."""

SHORT = 4
"""Letters of a surname's key up to which the surname must be written the same."""

Merge = tuple[str, str, str]
"""Id that is given up, id it goes into, the reason in words."""


def full_names(facts: Facts) -> list[Merge]:
    """Return merges among persons who are named in full.

    Names with one surname are compared only if their given names are spellings
    or forms of one name, or an initial of it.
    """
    blocks = _blocks(facts)
    pairs, checks = [], []
    for block in blocks.values():
        if len(block) < 2:
            continue
        common = len({min(roots(name.given)) for _, name in block if not name.initial_only}) >= COMMON
        for pair, firm in _compatible(block, facts):
            pairs.append(pair)
            checks.append(firm and not common)
    out = []
    for pair, signs, firm in zip(pairs, beside(facts, pairs, mutual=True), checks, strict=True):
        if signs.apart and not firm:
            continue
        if firm or signs.strong or (signs.reasons and not pair.careful):
            out.append((pair.one, pair.other, "; ".join((pair.why, *signs.reasons))))
    return out


def _blocks(facts: Facts) -> dict[str, list[tuple[str, PersonName]]]:
    """Return persons named in full by the key of their surname, the most widely mentioned first."""
    own = facts.of_kind("person")
    blocks: dict[str, list[tuple[str, PersonName]]] = defaultdict(list)
    for actor, name in own.sort_values("articles", ascending=False, kind="stable")["name"].items():
        parts = person_name(name)
        if parts.given:
            blocks[parts.surname].append((str(actor), parts))
    return blocks


def _compatible(block: list[tuple[str, PersonName]], facts: Facts) -> Iterator[tuple[Pair, bool]]:
    """Yield pairs of one surname whose given names fit, and whether the two names are signals enough.

    Each name is held only against the most widely mentioned ones of its given name, so that time stays linear.
    """
    by_root: dict[str, dict[str, PersonName]] = defaultdict(dict)
    for actor, name in block:
        for root in roots(name.given) if not name.initial_only else ():
            if len(by_root[root]) < RIVALS:
                by_root[root][actor] = name
    ids = [actor for actor, _ in block]
    rank = {actor: i for i, actor in enumerate(ids)}
    spread = facts.actors.loc[ids, "articles"].to_dict()
    for actor, name in block:
        if name.initial_only:
            full = {o: p for named in by_root.values() for o, p in named.items() if _begins(name, p)}
            if len(full) == 1:
                yield Pair(actor, next(iter(full)), "same surname and first initial"), False
            continue
        group = {o: p for root in sorted(roots(name.given)) for o, p in by_root[root].items() if o != actor}
        for other, parts in sorted(group.items(), key=lambda one: rank[one[0]]):
            if (
                rank[other] < rank[actor]
                and not opposed(name, parts)
                and not _between(name, other, group, spread)
            ):
                same_generation = name.suffix == parts.suffix
                why = _why(facts, actor, other, name, parts)
                yield Pair(actor, other, why, not same_generation), same_generation
                break


def _between(name: PersonName, other: str, group: dict[str, PersonName], spread: Mapping[Any, int]) -> bool:
    """Tell whether a third name fits only one of two: "George Bush" may be George W. or George H. W."""
    parts = group[other]
    return any(
        bool(opposed(name, third)) != bool(opposed(parts, third)) and spread[one] * FAR_AHEAD >= spread[other]
        for one, third in group.items()
        if one != other
    )


def _begins(short: PersonName, full: PersonName) -> bool:
    return full.given[:1] == short.given and not opposed(short, full)


def _why(facts: Facts, one: str, other: str, name: PersonName, parts: PersonName) -> str:
    a, b = (str(facts.actors.at[actor, "name"]) for actor in (one, other))
    same = (
        "same surname"
        if plain(a.split()[-1]) == plain(b.split()[-1])
        else "surnames that are spellings of one"
    )
    if name.given == parts.given:
        return f"{same}, same given name"
    return f"{same}, given names that are forms of one name"


def surnames(facts: Facts) -> list[Merge]:
    """Return merges of persons whom an article names by the surname alone.

    The surname is one signal; the other is a role, company, the outlet and the
    days, or that one person is mentioned so widely that news gives no given
    name. Where several persons bear the surname, only one may have such a signal,
    or be far ahead. A word that is also a given name is no surname.
    """
    blocks = _blocks(facts)
    spread = facts.actors["articles"].to_dict()
    given: Counter[str] = Counter()
    for block in blocks.values():
        for actor, parts in block:
            given[parts.given] += spread[actor]
    own = facts.of_kind("person", alone=True)
    pairs: list[Pair] = []
    for alone, name in own["name"].items():
        key = person_name(name).surname
        block = blocks.get(key, [])
        bearers = sum(spread[other] for other, _ in block[: MOST + 1])
        if len(name) < 2 or given[key] * FAR_AHEAD > bearers or name in given_names():
            continue
        # Of short names too many sound alike.
        fits = [o for o, _ in block if len(key) > SHORT or _last(facts, o) == plain(name)]
        pairs += [Pair(str(alone), other, "same surname") for other in fits if len(block) <= MOST]
    found: dict[str, list[tuple[Pair, Beside]]] = defaultdict(list)
    for pair, signs in zip(pairs, beside(facts, pairs, mutual=False), strict=True):
        found[pair.one].append((pair, signs))
    return [merge for options in found.values() if (merge := _chosen(facts, options))]


def _last(facts: Facts, actor: str) -> str:
    return plain(str(facts.actors.at[actor, "name"]).split()[-1])


def _chosen(facts: Facts, options: list[tuple[Pair, Beside]]) -> Merge | None:
    """Return whom a surname alone means, or nobody."""
    # Who stands in the article by the full name was not joined there, and for a reason.
    if any(signs.apart for _, signs in options):
        return None
    spread = facts.actors.loc[[pair.other for pair, _ in options], "articles"].to_dict()
    first = max(spread, key=lambda other: (spread[other], other))
    rest = sum(spread.values()) - spread[first]
    ahead = spread[first] >= FAR_AHEAD * max(1, rest)
    known = ahead and spread[first] >= WELL_KNOWN
    fits = [(pair, signs) for pair, signs in options if signs.reasons or (known and pair.other == first)]
    strong = {pair.other for pair, signs in fits if signs.strong}
    if len(fits) > 1 and ahead and strong <= {first}:
        fits = [(pair, signs) for pair, signs in fits if pair.other == first]
    if len(fits) != 1:
        return None
    pair, signs = fits[0]
    reasons = [pair.why, *signs.reasons]
    if known and pair.other == first:
        reasons.append(f"named in full in {spread[first]:,} articles, others of this surname in {rest:,}")
    return pair.one, pair.other, "; ".join(reasons)

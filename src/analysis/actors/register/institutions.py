"""Which organisations of different articles are one, and names whose kind one article mistook."""

from __future__ import annotations

import re
from collections import defaultdict

import pandas as pd

from analysis.actors.naming.forms import is_acronym, plain
from analysis.actors.naming.gazetteer import gazetteer, words
from analysis.actors.naming.spans import is_adjective
from analysis.actors.register.facts import Facts
from analysis.actors.register.matching import Merge
from analysis.actors.register.persons import person_name
from analysis.actors.register.signals import Pair, beside

CLEAR = 5
"""Articles in which a name has the kind of most, and times it must be more than all other kinds together."""

_SPELLINGS = {
    "defence": "defense",
    "centre": "center",
    "labour": "labor",
    "programme": "program",
    "offence": "offense",
}
_LONGEST_STATE = 4


def acronyms(facts: Facts, mentions: pd.DataFrame) -> list[Merge]:
    """Return merges of organisations known by an acronym with the long name it has in other articles.

    Either another article uses the acronym for the long name, or the acronym is the
    initials of one long name alone; outlet and days, company or the initials are
    the second signal. An acronym with two meanings is left alone.
    """
    own = facts.of_kind("organisation")
    short = {str(actor): name for actor, name in own["name"].items() if is_acronym(name) and not _known(name)}
    long = {str(actor): name for actor, name in own["name"].items() if " " in name}
    used: dict[str, set[str]] = defaultdict(set)
    rows = mentions[(mentions["via"] == "acronym") & mentions["actor_id"].isin(long.keys())]
    for actor, word in rows[["actor_id", "words"]].drop_duplicates().itertuples(index=False):
        used[_letters(word)].add(actor)
    spelt: dict[str, set[str]] = defaultdict(set)
    for actor, name in long.items():
        for letters in initials(name):
            spelt[letters].add(actor)
    pairs, certain = [], []
    for actor, name in short.items():
        letters = _letters(name)
        meant, fits = used.get(letters, set()), spelt.get(letters, set())
        if len(meant) == 1:
            (one,) = meant
            pairs.append(Pair(actor, one, "acronym that another article uses for it"))
            certain.append("its initials" if one in fits else "")
        elif not meant and len(fits) == 1 and len(letters) > 2:
            pairs.append(Pair(actor, next(iter(fits)), "initials of this name alone"))
            certain.append("")
    out = []
    for pair, initial, signs in zip(pairs, certain, beside(facts, pairs, mutual=True), strict=True):
        reasons = [pair.why, *filter(None, [initial]), *signs.reasons]
        if len(reasons) > 1 and not (signs.apart and not initial):
            out.append((pair.one, pair.other, "; ".join(reasons)))
    return out


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", plain(name))


def _known(name: str) -> bool:
    return gazetteer().entry(name) is not None


def initials(name: str) -> set[str]:
    """Return the acronyms that the initials of a long name make, small words in or out.

    Examples
    --------
    >>> sorted(initials("Union of Harbour Workers"))
    ['uhw', 'uohw']
    """
    parts = [part for word in plain(name).split() for part in word.split("-") if part]
    if len(parts) < 2:
        return set()
    return {"".join(p[0] for p in parts), "".join(p[0] for p in parts if p not in words("joining_words"))}


def spellings(facts: Facts) -> list[Merge]:
    """Return merges of organisations whose names are the same words otherwise written or ordered.

    British and American spelling, legal forms at the end, and the state as
    adjective, genitive or after "of": "Russian Defence Ministry", "Ministry of
    Defense of Russia". Order is free only where a state and a head word (Ministry,
    Court) are among the words.
    """
    own = facts.of_kind("organisation")
    by_key: dict[tuple[str, ...], list[str]] = defaultdict(list)
    ranked = own.assign(known=[_known(name) for name in own["name"]])
    for actor, name in ranked.sort_values(["known", "articles"], ascending=False, kind="stable")[
        "name"
    ].items():
        key = organisation_key(name)
        by_key[key].append(str(actor))
        entry = gazetteer().entry(name)
        if entry is not None and entry.state and not any(part.startswith("=") for part in key):
            # "U.S. Department of State" and "Russian Duma" are the known ones with their state.
            words_of = {word for word in key if word not in words("joining_words")}
            by_key[tuple(sorted({f"={entry.state}", *words_of}))].append(str(actor))
    out = []
    for key, actors in by_key.items():
        if len(key) > 1:
            state = next((part[1:] for part in key if part.startswith("=")), "")
            beside_it = f"; the same state ({state})" if state else "; in the same order"
            out += [(one, actors[0], f"the same words, otherwise written{beside_it}") for one in actors[1:]]
    return out


def organisation_key(name: str) -> tuple[str, ...]:
    """Return what the ways to write one organisation's name have in common.

    Examples
    --------
    >>> organisation_key("Ministry of Defence of Russia"), organisation_key("Russian Defense Ministry")
    (('=Russia', 'defense', 'ministry'), ('=Russia', 'defense', 'ministry'))
    >>> organisation_key("Bank of Harbour"), organisation_key("Harbour Bank")
    (('bank', 'of', 'harbour'), ('harbour', 'bank'))
    """
    parts = re.findall(r"[^\W_]+(?:\.[^\W_]+)*\.?", re.sub(r"['’]s?\b", " ", name))
    out: list[str] = []
    i = 0
    while i < len(parts):
        size, state = _state_at(parts, i)
        out.append(f"={state}" if size else plain(parts[i]))
        i += size or 1
    while len(out) > 1 and out[-1] in words("legal_forms"):
        out.pop()
    out = [_SPELLINGS.get(word, word) for word in out]
    heads = {head.lower() for head in words("organisation_heads")}
    if any(word.startswith("=") for word in out) and heads & set(out):
        return tuple(sorted({word for word in out if word not in words("joining_words")}))
    return tuple(out)


def _state_at(parts: list[str], i: int) -> tuple[int, str]:
    """Return how many words from here are a state or its adjective, and the state."""
    for size in range(min(_LONGEST_STATE, len(parts) - i), 0, -1):
        entry = gazetteer().entry(" ".join(parts[i : i + size]))
        if entry is not None and (entry.role == "state" or is_adjective(entry)) and entry.state:
            return size, entry.state
    return 0, ""


def kinds(facts: Facts) -> list[Merge]:
    """Return merges of names whose kind is another in most articles, into the actor of that kind.

    The gazetteer's states, peoples and adjectives, and a surname that somebody in
    the corpus bears, are left alone.
    """
    surnames = {
        person_name(name).surname
        for name in facts.actors.loc[facts.actors["kind"] == "person", "name"]
        if " " in name
    }
    by_name: dict[str, list[str]] = defaultdict(list)
    for actor in facts.actors.index:
        _, _, slug = str(actor).partition(":")
        by_name[slug.partition("@")[0]].append(str(actor))
    out = []
    for actors in by_name.values():
        if len(actors) > 1:
            out += _mistaken(facts.actors.loc[actors], surnames)
    return out


def _mistaken(same: pd.DataFrame, surnames: set[str]) -> list[Merge]:
    spread = same.groupby("kind")["articles"].sum()
    kind, total = str(spread.idxmax()), int(spread.sum())
    n = int(spread[kind])
    wide = same[(same["kind"] == kind) & ~same.index.str.contains("@", regex=False)]
    if len(spread) < 2 or n < CLEAR or n < CLEAR * (total - n) or wide.empty:
        return []
    out = []
    for actor, row in same[same["kind"] != kind].iterrows():
        entry = gazetteer().entry(row["name"])
        if entry is not None and entry.kind == row["kind"]:
            continue
        if row["kind"] == "person" and person_name(row["name"]).surname in surnames:
            continue
        into = str(wide["articles"].idxmax())
        out.append((str(actor), into, f"same name; {kind} in {n:,} of the {total:,} articles that have it"))
    return out

"""Words for what somebody is: which of them say an office, an occupation, a tie or a description of whom.

The data is ``resources/actors/roles.yaml``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import yaml

from analysis.actors.naming.gazetteer import resource

ROLE_KINDS = ("office", "affiliation", "nationality", "occupation", "description")
"""Kinds of roles."""

_LONGEST = 4
"""Words of the longest phrase of the lexicon."""

_PERSON = ("offices", "occupations", "affiliations", "parties", "kin", "persons")
_ORDER = {
    "person": _PERSON,
    "organisation": ("organisations", "affiliations", "namings"),
    "group": ("affiliations", "organisations", "persons", "namings"),
    "state": ("affiliations", "places", "namings"),
    "place": ("affiliations", "places", "namings"),
}
_KIND = {
    "offices": "office",
    "occupations": "occupation",
    "affiliations": "affiliation",
    "parties": "affiliation",
}
# One word ends, or begins, a longer one: "defense" in "defense secretary", not in "self-defense".
_EDGE = r"(?<![\w-]){}(?![\w-])"


@lru_cache(maxsize=1)
def lexicon() -> dict[str, Any]:
    """Return the lexicon of roles as it stands in its file."""
    data: dict[str, Any] = yaml.safe_load(resource("roles.yaml"))
    return data


@lru_cache(maxsize=32)
def role_words(name: str) -> frozenset[str]:
    """Return one flat word list of the lexicon."""
    held = lexicon()[name]
    groups = held.values() if isinstance(held, dict) else [held]
    return frozenset(word for group in groups for word in group)


@lru_cache(maxsize=1)
def deeds() -> dict[str, str]:
    """Return verbs that say a role, with the role: lead → leader."""
    return dict(lexicon()["deeds"])


@lru_cache(maxsize=1)
def _phrases() -> dict[str, str]:
    return {phrase: kind for kind, held in lexicon()["phrases"].items() for phrase in held}


@lru_cache(maxsize=50_000)
def singular(word: str) -> str:
    """Return a role word in small letters and singular, as the lexicon has it.

    Examples
    --------
    >>> singular("Presidents"), singular("Businessmen"), singular("secretaries"), singular("boss")
    ('president', 'businessman', 'secretary', 'boss')
    """
    low = word.lower().strip(".")
    known = _known()
    if low in known:
        return low
    for ending, other in (("men", "man"), ("wives", "wife"), ("ies", "y"), ("es", ""), ("s", "")):
        if low.endswith(ending) and low[: -len(ending)] + other in known:
            return low[: -len(ending)] + other
    return low


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset().union(*map(role_words, (*_PERSON, "organisations", "places", "namings")))


@lru_cache(maxsize=1)
def _last_words() -> frozenset[str]:
    return frozenset(re.split(r"[ -]", word)[-1] for word in (*_known(), *_phrases()))


def may_head(word: str) -> bool:
    """Tell whether a word can be the last of a role, whoever it is said of; quick.

    Examples
    --------
    >>> may_head("Ministers"), may_head("table")
    (True, False)
    """
    return singular(word) in _last_words()


def role_kind(words: tuple[str, ...], kind: str) -> str:
    """Return the kind of role that words say of an actor, by their last word or words; empty if none.

    Parameters
    ----------
    words : tuple of str
        Words up to and with the head, in small letters, the head in singular.
    kind : str
        Of the actor.

    Examples
    --------
    >>> role_kind(("managing", "director"), "person"), role_kind(("chief", "economist"), "person")
    ('office', 'office')
    >>> role_kind(("military", "alliance"), "organisation"), role_kind(("alliance",), "person")
    ('description', '')
    """
    return _role_kind(words[-_LONGEST:], kind)


@lru_cache(maxsize=50_000)
def _role_kind(words: tuple[str, ...], kind: str) -> str:
    for size in range(len(words), 0, -1):
        phrase = " ".join(word.strip(".") for word in words[-size:])
        if kind == "person" and phrase in _phrases():
            return _phrases()[phrase]
        for group in _ORDER.get(kind, ()):
            if phrase in role_words(group):
                return _KIND.get(group, "description")
    return ""


def ending_phrase(words: tuple[str, ...]) -> int:
    """Return how many of the last words are one phrase of the lexicon: 2 of "the attorney general", else 0.

    Examples
    --------
    >>> ending_phrase(("us", "national", "security", "adviser")), ending_phrase(("the", "adviser"))
    (3, 0)
    """
    for size in range(min(_LONGEST, len(words)), 1, -1):
        if " ".join(word.strip(".") for word in words[-size:]) in _phrases():
            return size
    return 0


@lru_cache(maxsize=1)
def _same() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {str(key): str(value) for key, value in lexicon()["same"].items()}
    longest = sorted(table, key=lambda key: (-len(key), key))
    return re.compile(_EDGE.format(f"(?:{'|'.join(map(re.escape, longest))})")), table


@lru_cache(maxsize=50_000)
def canonical(role: str) -> str:
    """Return the one form of roles that mean the same.

    Examples
    --------
    >>> canonical("pm"), canonical("minister of foreign affairs"), canonical("defense secretary")
    ('prime minister', 'foreign minister', 'defence secretary')
    """
    pattern, table = _same()
    for _ in range(2):  # "secretary of defense": first the spelling, then the phrase
        role = pattern.sub(lambda found: table[found[0]], role)
    return role

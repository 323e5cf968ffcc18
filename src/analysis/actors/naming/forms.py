"""The make-up of names: titles before them, particles inside them, forms that count as the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from analysis.actors.naming.gazetteer import given_names, resource_rows, word_lists, words
from analysis.annotation.parse import Token

_LEAD = re.compile(r"^(?:the|a|an)\s+", re.I)
_TAIL = re.compile(r"(?:['’]s?|[\s.,;:])+$")
_SPACE = re.compile(r"\s+")
_INITIAL = re.compile(r"^[A-Z]\.?$")
# Spellings of one sound in names that reach English from Cyrillic, Armenian, Georgian and Arabic script.
_SOUNDS = (
    (re.compile(r"(?<=[^aeiou])iy\b|yy\b|ij\b|iy\b|ii\b|i\b|ey\b"), "y"),
    (re.compile(r"kh|q|ck"), "k"),
    (re.compile(r"gh"), "g"),
    (re.compile(r"tch|tsch"), "ch"),
    (re.compile(r"dzh|zh|dj"), "j"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"ou|oo"), "u"),
    (re.compile(r"ye|ie|je"), "e"),
    (re.compile(r"ya|ia|ja"), "a"),
    (re.compile(r"yo|io"), "o"),
    (re.compile(r"w"), "v"),
    (re.compile(r"z"), "s"),
    (re.compile(r"ks|x"), "s"),
)
_DOUBLED = re.compile(r"(.)\1+")
_SARGSYAN = re.compile(r"rk(?=[sy])|rg(?=[sy])")


@lru_cache(maxsize=50_000)
def plain(name: str) -> str:
    """Return a name without article, possessive, accents and case, for exact comparison.

    Examples
    --------
    >>> plain("the Élysée's"), plain("UN Security  Council")
    ('elysee', 'un security council')
    """
    name = _TAIL.sub("", _LEAD.sub("", _SPACE.sub(" ", name).strip()))
    letters = unicodedata.normalize("NFKD", name.replace("’", "'"))
    bare = "".join(c for c in letters if not unicodedata.combining(c)).casefold()
    return re.sub(r"(?<=i)z(?=ation)", "s", bare)


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """Return a key that spellings of one transliterated name share.

    Examples
    --------
    >>> sound("Sarkisyan") == sound("Sargsyan"), sound("Zelenskyy") == sound("Zelensky")
    (True, True)
    >>> sound("Putin") == sound("Pashinyan")
    False
    """
    key = re.sub(r"['’\-]", "", plain(word))
    if key.endswith(("yan", "ian")) and len(key) > 5:
        key = _SARGSYAN.sub("r", key.replace("kis", "ks").replace("gis", "gs"))[:-3] + "an"
    for pattern, to in _SOUNDS:
        key = pattern.sub(to, key)
    return _DOUBLED.sub(r"\1", key)


def gender(first: str) -> str:
    """Return the gender a given name usually goes with: m, f, u for both, or nothing."""
    return given_names().get(first, "")


@lru_cache(maxsize=1)
def titles() -> dict[tuple[str, ...], str]:
    """Return titles before names, as lower-case words, with the gender they tell (m, f or nothing)."""
    table = {}
    for sex, names in word_lists()["titles"].items():
        for name in names:
            table[_words(name)] = "" if sex == "n" else sex
    return table


def title_length(tokens: Sequence[Token], last: int, *, floor: int = 0) -> tuple[int, str]:
    """Return how many tokens before ``last`` are a person's title, and the gender it tells.

    Parameters
    ----------
    tokens : sequence of Token
    last : int
        Index of the token after the title.
    floor : int
        No title begins before this token.
    """
    table = titles()
    taken, sex = 0, ""
    while True:
        at = last - taken
        length, found = _one_title(tokens, at, floor, table)
        if not length:
            break
        taken, sex = taken + length, sex or found
    modifiers = words("title_modifiers")
    while taken and last - taken - 1 >= floor and tokens[last - taken - 1].text.lower() in modifiers:
        taken += 1
    return taken, sex


def _one_title(
    tokens: Sequence[Token], last: int, floor: int, table: dict[tuple[str, ...], str]
) -> tuple[int, str]:
    before = [_words(token.text) for token in tokens[max(floor, last - 5) : last]]
    if title_ends().isdisjoint([own[-1] for own in before if own]):
        return 0, ""
    for size in range(len(before), 0, -1):
        key = tuple(word for own in before[-size:] for word in own)
        if key in table and re.match(r"\w", tokens[last - size].text):
            return size, table[key]
    return 0, ""


@lru_cache(maxsize=50_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", text.lower()))


@lru_cache(maxsize=1)
def title_ends() -> frozenset[str]:
    """Return the last words of titles, in small letters: "minister" of "Prime Minister"."""
    return frozenset(title[-1] for title in titles())


def is_initial(word: str) -> bool:
    """Tell whether a word is an initial such as ``J`` or ``J.``."""
    return bool(_INITIAL.match(word))


def is_acronym(name: str) -> bool:
    """Tell whether a name is two to eight capitals, as in ``CSTO``, ``U.N.`` or ``AfDB``.

    Examples
    --------
    >>> [is_acronym(name) for name in ("CSTO", "U.N.", "AfDB", "Baku", "EAEU")]
    [True, True, True, False, True]
    """
    return _is_acronym(name)


@lru_cache(maxsize=50_000)
def _is_acronym(name: str) -> bool:
    letters = re.sub(r"[.&\-/]", "", name)
    capitals = sum(c.isupper() for c in letters)
    return (
        2 <= len(letters) <= 8 and letters.isalnum() and letters[0].isupper() and capitals * 2 > len(letters)
    )


@lru_cache(maxsize=1)
def _roots() -> Mapping[str, frozenset[str]]:
    """Return for the key of each given name the full forms it may stand for."""
    found: dict[str, set[str]] = {}
    for row in resource_rows("given_name_variants.csv"):
        for form in (row["name"], *row["variants"].split("|")):
            found.setdefault(sound(form), set()).add(row["name"])
    return MappingProxyType({key: frozenset(roots) for key, roots in found.items()})


def roots(given: str) -> frozenset[str]:
    """Return what a given name's key may be short or foreign for; itself where nothing is known.

    Examples
    --------
    >>> sorted(roots(sound("Joe"))), sorted(roots("zyx"))
    (['Joseph'], ['zyx'])
    """
    return _roots().get(given, frozenset({given}))

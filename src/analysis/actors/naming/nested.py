"""Names inside longer names: "University of *Chicago*", "the *Ukraine* War", "*Andy Warhol* Foundation"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from analysis.actors.naming.forms import is_acronym, is_initial
from analysis.actors.naming.gazetteer import Entry, gazetteer, given_names, words
from analysis.actors.naming.spans import is_adjective
from analysis.annotation.parse import Token

_LONGEST = 6
"""Tokens of a name inside a name that is looked up."""
_WIDEST = 40
"""Tokens of a longer name that is looked into: no name has more, and a hostile text may."""
_WITHIN = frozenset({"of", "in", "for", "at", "and", "&", "the"})
_OF = frozenset({"of", "in", "for", "at"})


@dataclass(frozen=True, slots=True)
class Whole:
    """A longer name: tokens ``[first, last)``, the kind it has as a mention (empty if it is none), its actor."""

    first: int
    last: int
    kind: str = ""
    cluster: int = -1


@dataclass(frozen=True, slots=True)
class Known:
    """Whom the article calls by a name outside longer ones: number, kind and name of the actor."""

    cluster: int
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Inner:
    """A name inside a longer one: tokens ``[first, last)``.

    Who it is says ``entry`` of the gazetteer, else ``known`` of the article, else ``kind`` alone.
    """

    first: int
    last: int
    rule: str
    kind: str
    entry: Entry | None = None
    known: Known | None = None


def inner_names(
    tokens: list[Token], whole: Whole, called: Mapping[str, Known], met: frozenset[tuple[str, str]]
) -> Iterator[Inner]:
    """Yield the names inside a longer one, left to right, without overlap.

    Parameters
    ----------
    tokens : list of Token
        Of the article.
    whole : Whole
    called : mapping of str to Known
        The article's names outside longer ones, as written, and surnames of its persons.
    met : set of (name, kind)
        The article's actors.
    """
    i, end = whole.first, min(whole.last, whole.first + _WIDEST)
    while i < end:
        found = None
        if tokens[i].text[:1].isupper():
            for size in range(min(_LONGEST, end - i), 0, -1):
                if size < whole.last - whole.first:
                    found = _one(tokens, i, i + size, whole, called, met)
                if found is not None:
                    break
            found = found or _by_make_up(tokens, i, whole)
        if found is not None:
            yield found
        i = found.last if found is not None else i + 1


def _one(
    tokens: list[Token],
    first: int,
    last: int,
    whole: Whole,
    called: Mapping[str, Known],
    met: frozenset[tuple[str, str]],
) -> Inner | None:
    """Return the name that tokens inside a longer name are, as the gazetteer or the article knows it."""
    name = _written(tokens, first, last)
    entry = gazetteer().entry(name)
    if entry is not None:
        careful = gazetteer().careful(name)
        if _is_meant(tokens, first, last, whole, entry, careful=careful, met=met):
            rule = "adjective" if is_adjective(entry) else "gazetteer"
            return Inner(first, last, rule, entry.kind, entry)
        if not careful:
            return None
    known = called.get(name)
    if known is None or known.cluster == whole.cluster or _part_of_place(tokens, first, last, whole):
        return None
    if known.kind in {"organisation", "group"} and not _own_organisation(tokens, first, last, whole, name):
        return None
    # A surname alone opens the name of what is called after its bearer: "the Warhol Factory".
    if known.kind == "person" and last - first == 1 and first > whole.first:
        return None
    return Inner(first, last, "named in the article", known.kind, known=known)


def _written(tokens: list[Token], first: int, last: int) -> str:
    out = tokens[first].text
    for before, token in zip(tokens[first:last], tokens[first + 1 : last], strict=False):
        out += (" " if token.start > before.end else "") + token.text
    return out


def _is_meant(
    tokens: list[Token],
    first: int,
    last: int,
    whole: Whole,
    entry: Entry,
    *,
    careful: bool,
    met: frozenset[tuple[str, str]],
) -> bool:
    """Tell whether a known name inside a longer one means what the gazetteer says."""
    if entry.role == "people" or _part_of_place(tokens, first, last, whole):
        return False
    before = tokens[first - 1].text.lower() if first > whole.first else ""
    if careful and (entry.name, entry.kind) not in met and before not in _OF:
        return False
    if is_adjective(entry):
        # "European", "African" and "Western" point at no one that acts.
        return entry.kind == "state" and last < whole.last
    if entry.kind == "organisation":
        name = _written(tokens, first, last)
        return entry.role in {"alliance", "seat"} or _own_organisation(tokens, first, last, whole, name)
    return True


def _own_organisation(tokens: list[Token], first: int, last: int, whole: Whole, name: str) -> bool:
    """Tell whether an organisation inside a longer name is another one than the whole.

    "Ford" in "Ford Motor Company" is the company; "FIFA" in "FIFA World Cup" is the federation.
    """
    if whole.kind != "organisation" or is_acronym(name):
        return True
    before = tokens[first - 1].text.lower() if first > whole.first else ""
    return before in _OF or (last - first > 1 and first > whole.first)


def _part_of_place(tokens: list[Token], first: int, last: int, whole: Whole) -> bool:
    """Tell whether a name is only part of the name of a place or person: "New *Mexico*", "*Moscow* Region"."""
    if first > whole.first and tokens[first - 1].text.strip(".") in words("place_parts"):
        return True
    after = tokens[last].text if last < whole.last else ""
    if after == "-" or (first > whole.first and tokens[first - 1].text == "-" and tokens[first].pos == "ADJ"):
        return True
    name = tokens[first].text
    if last - first == 1 and name in given_names() and after[:1].isupper() and after not in _heads():
        return True
    rest = [token.text for token in tokens[last : whole.last] if token.text not in {"'s", "’s"}]
    return first == whole.first and bool(rest) and set(rest) <= words("place_heads")


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    lists = ("organisation_heads", "place_heads", "other_heads", "facility_heads", "generic", "local_bodies")
    return frozenset().union(*(words(name) for name in lists))


def _by_make_up(tokens: list[Token], i: int, whole: Whole) -> Inner | None:
    """Return a name that the make-up of the longer one tells: of what it is called after, or of where it is."""
    before = tokens[i - 1].text.strip(".") if i > whole.first else ""
    if before in words("place_parts") or whole.kind in {"person", "state"}:
        return None
    return _person(tokens, i, whole) or _seat(tokens, i, whole) or _local(tokens, i, whole)


def _is_word(tokens: list[Token], i: int, whole: Whole) -> bool:
    """Tell whether a token of a longer name may be a name of its own."""
    if not whole.first <= i < whole.last:
        return False
    token = tokens[i]
    plain = token.text[:1].isupper() and token.text.isalpha() and not token.text.isupper()
    return plain and token.pos == "PROPN" and token.text not in _heads()


def _person(tokens: list[Token], i: int, whole: Whole) -> Inner | None:
    """Return given name and surname before what is called after a person: "Leigh Block Museum"."""
    given = given_names()
    if tokens[i].text not in given or gazetteer().entry(tokens[i].text) is not None:
        return None
    last = i + 1
    while (
        last < whole.last and last - i < 4 and (is_initial(tokens[last].text) or tokens[last].text in given)
    ):
        last += 1
    if not _is_word(tokens, last, whole):
        last -= 1
    if last <= i or not _is_word(tokens, last, whole):
        return None
    after = {token.text for token in tokens[last + 1 : last + 4] if token.index < whole.last}
    return Inner(i, last + 1, "called after", "person") if after & words("called_after") else None


def _seat(tokens: list[Token], i: int, whole: Whole) -> Inner | None:
    """Return the place that a name says something is of: "Diocese of Shrewsbury"."""
    if i - 2 < whole.first or tokens[i - 1].text != "of" or tokens[i - 2].text not in words("of_places"):
        return None
    last = i
    while last - i < 3 and _is_word(tokens, last, whole) and tokens[last].text not in words("subjects"):
        last += 1
    # "University of Applied Sciences": what goes on is no place.
    goes_on = last < whole.last and tokens[last].text[:1].isupper() and tokens[last].text not in _heads()
    return Inner(i, last, "of a place", "place") if last > i and not goes_on else None


def _local(tokens: list[Token], i: int, whole: Whole) -> Inner | None:
    """Return the place that opens the name of its council, court or police: "Shrewsbury Town Council"."""
    if i > whole.first and tokens[i - 1].text.lower() not in _WITHIN:
        return None
    last = i
    while last - i < 3 and _is_word(tokens, last, whole) and tokens[last].text not in words("subjects"):
        last += 1
    pair = " ".join(token.text for token in tokens[last : min(last + 2, whole.last)])
    if last == i or pair not in words("local_bodies") or tokens[i].text in given_names():
        return None
    return Inner(i, last, "of a place", "place")

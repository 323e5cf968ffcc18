"""Names inside longer names: "University of *Chicago*", "the *Ukraine* War", "*Andy Warhol* Foundation"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from analysis.actors.naming.forms import is_acronym, is_initial
from analysis.actors.naming.gazetteer import Entry, gazetteer, given_names, words
from analysis.actors.naming.spans import is_adjective
from analysis.annotation.parse import Token

_LONGEST = 6
"""Tokens of a name inside a name that is looked up."""
_WIDEST = 40
"""Tokens of a longer name that is looked into: no name has more, and a hostile text may."""
_WITHIN = frozenset({"of", "in", "for", "at", "and", "&", "the"})
_OF = frozenset({"of", "in", "at"})


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
        if tokens[i].text[:1].isupper() and tokens[i].pos != "DET":
            for size in range(min(_LONGEST, end - i, whole.last - whole.first - 1), 0, -1):
                found = _one(_Part(tokens, i, i + size, whole), called, met)
                if found is not None:
                    break
            found = found or _by_make_up(tokens, i, whole)
        if found is not None:
            yield found
        i = found.last if found is not None else i + 1


class _Part:
    """Tokens ``[first, last)`` of a longer name, its words and what stands beside them in it."""

    def __init__(self, tokens: list[Token], first: int, last: int, whole: Whole) -> None:
        self.first, self.last, self.whole, self.tokens = first, last, whole, tokens
        self.name = tokens[first].text
        for before, token in pairwise(tokens[first:last]):
            self.name += (" " if token.start > before.end else "") + token.text
        self.before = tokens[first - 1].text if first > whole.first else ""
        self.after = tokens[last].text if last < whole.last else ""

    @property
    def opens(self) -> bool:
        """Whether the longer name begins with it."""
        return self.first == self.whole.first

    @property
    def single(self) -> bool:
        """Whether it is one word."""
        return self.last - self.first == 1


def _one(part: _Part, called: Mapping[str, Known], met: frozenset[tuple[str, str]]) -> Inner | None:
    """Return the name that a part of a longer name is, as the gazetteer or the article knows it."""
    entry = gazetteer().entry(part.name)
    if entry is not None:
        careful = gazetteer().careful(part.name)
        if _is_meant(part, entry, careful=careful and (entry.name, entry.kind) not in met):
            rule = "adjective" if is_adjective(entry) else "gazetteer"
            return Inner(part.first, part.last, rule, entry.kind, entry)
        if not careful:
            return None
    known = called.get(part.name)
    if known is None or known.cluster == part.whole.cluster or not _is_called(part, known):
        return None
    return Inner(part.first, part.last, "named in the article", known.kind, known=known)


def _is_called(part: _Part, known: Known) -> bool:
    """Tell whether what the article calls somebody elsewhere means the same inside a longer name."""
    if _part_of_place(part):
        return False
    if known.kind == "organisation":
        return _another_organisation(part, known=False)
    if known.kind == "place":
        return _place_of(part)
    if known.kind == "person" and part.single:
        # A surname alone opens the name of what is called after its bearer: "the Warhol Factory".
        return part.opens and " " in known.name
    return known.kind != "group"


def _is_meant(part: _Part, entry: Entry, *, careful: bool) -> bool:
    """Tell whether a known name inside a longer one means what the gazetteer says."""
    if entry.role == "people" or _part_of_place(part) or (careful and part.before not in _OF):
        return False
    if f"{part.name} {part.after}" in words("not_nested"):
        return False
    if is_adjective(entry):
        # "European", "African" and "Western" point at no one that acts.
        return entry.kind == "state" and bool(part.after)
    if entry.kind == "organisation":
        return entry.role in {"alliance", "seat"} or _another_organisation(part, known=True)
    return True


def _another_organisation(part: _Part, *, known: bool) -> bool:
    """Tell whether an organisation inside a longer name is another one than the whole.

    "Ford" in "Ford Motor Company" and "Supreme Court" in "California Supreme Court" are the whole;
    "FIFA" in "FIFA World Cup" is the federation. Of acronyms that nobody knows, "ABC" is all of "ABC News".
    """
    if part.before in _OF:
        return part.tokens[part.whole.first].text not in {"Ministry", "Department"}
    if not part.whole.kind:
        return part.opens or is_acronym(part.name)
    if is_acronym(part.name):
        return known or part.whole.last - part.whole.first > 2
    ends = part.tokens[part.last - 1].text in words("organisation_heads") and part.after != "of"
    more = known or part.whole.last - part.last > 1
    return part.opens and not part.single and ends and more


def _place_of(part: _Part) -> bool:
    """Tell whether what the article calls a place is one inside a longer name too: not in "Homeland Security"."""
    rest = {token.text for token in part.tokens[part.last : part.whole.last]}
    ends = part.before in _OF and not part.after[:1].isupper()
    return ends or not rest.isdisjoint(_heads())


def _part_of_place(part: _Part) -> bool:
    """Tell whether a name is only part of the name of a place or person: "New *Mexico*", "*Moscow* Region"."""
    after, owns = part.after, part.after in {"'s", "’s"}
    if part.before.strip(".") in words("place_parts") or after == "-":
        return True
    if part.single and part.name in given_names() and after[:1].isupper() and after not in _heads():
        return True
    if part.whole.kind == "place" and part.before not in _OF and not owns:
        return True
    rest = [token.text for token in part.tokens[part.last : part.whole.last]]
    return part.opens and bool(rest) and not owns and set(rest) <= words("place_heads")


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

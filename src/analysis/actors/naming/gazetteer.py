"""Names known before reading: states, capitals, demonyms, seats of power, organisations.

The data is ``resources/actors``: a gazetteer, given names and word lists, each
with its origin and licence in the file's head.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from analysis.annotation.parse import ParsedArticle

_FIRST_WORD = re.compile(r"\w+")
_HANGING = frozenset("-–—")
_ISATION = re.compile(r"(is|iz)(?=ation)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the gazetteer.

    Attributes
    ----------
    name : str
        Canonical name.
    kind : str
        state, place, organisation or group; in a researcher's own list also person.
    state : str
        The state or place it belongs to, or an empty string.
    role : str
        state, former state, territory, region, capital, city, adjective, people,
        seat, institution, alliance or organisation; in an own list also person, group or place.
    id : str
        The id that an own list gives it, or an empty string.
    """

    name: str
    kind: str
    state: str
    role: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry with what it goes by.

    Attributes
    ----------
    entry : Entry
    names : tuple of str
        Its names, the canonical one first.
    careful : tuple of str
        Those that are also names of persons or common words.
    never : tuple of str
        Words that are not it, though they hold one of its names ("Georgia Tech").
    """

    entry: Entry
    names: tuple[str, ...]
    careful: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the gazetteer found in an article: tokens ``[first, last)``."""

    first: int
    last: int
    entry: Entry
    careful: bool


def resource(name: str) -> str:
    """Return the text of a file of ``resources/actors``."""
    return (files("analysis.resources") / "actors" / name).read_text(encoding="utf-8")


def resource_rows(name: str) -> Iterator[dict[str, str]]:
    """Return the rows of a CSV file of ``resources/actors``, without its head."""
    return iter(csv.DictReader(line for line in resource(name).splitlines() if not line.startswith("#")))


class Gazetteer:
    """Names, their entries and the way to find them in an article.

    Parameters
    ----------
    listed : iterable of Listed
        Entries that ship.
    own : iterable of Listed
        Entries of a researcher's own list, which come first.

    Attributes
    ----------
    mark : str
        Hash of the own entries; empty without them. What was found with one gazetteer holds for its mark.

    Examples
    --------
    >>> known = gazetteer()
    >>> known.entry("CSTO").name
    'Collective Security Treaty Organization'
    >>> known.entry("Yerevan").state
    'Armenia'
    """

    def __init__(self, listed: Iterable[Listed], *, own: Iterable[Listed] = ()) -> None:
        self._names: dict[str, Entry | None] = {}
        self._careful: set[str] = set()
        self._by_first: dict[str, list[str]] = {}
        self._bars = False
        own = tuple(own)
        self.mark = hashlib.sha256(repr(own).encode()).hexdigest()[:12] if own else ""
        claimed: dict[str, Entry] = {}
        for one in own:
            # What an own list names is its own, whatever else the shipped entry is called.
            claimed.update(dict.fromkeys(one.names, one.entry))
            self._learn(one, one.entry)
            self._names.update((form, None) for name in one.never for form in _forms(name))
            self._bars = self._bars or bool(one.never)
        ours = frozenset(self._names)
        for one in listed:
            self._learn(one, claimed.get(one.entry.name, one.entry), but=ours)
        for name in self._names:
            first = _FIRST_WORD.search(name)
            if first:
                self._by_first.setdefault(first.group(), []).append(name)
        for names in self._by_first.values():
            names.sort(key=len, reverse=True)

    def _learn(self, one: Listed, entry: Entry, *, but: frozenset[str] = frozenset()) -> None:
        """Take in the names of an entry, but those an own list has decided on."""
        self._careful.update(name for name in one.careful if name not in but)
        for name in one.names:
            for form in _forms(name):
                self._names.setdefault(form, entry)

    def entry(self, name: str) -> Entry | None:
        """Return the entry a name stands for, with or without "the"."""
        found = self._names.get(name)
        if found is None and name[:4].lower() == "the ":
            found = self._names.get(name[4:])
        return found

    def careful(self, name: str) -> bool:
        """Tell whether a name is also a person's name or a common word."""
        return name in self._careful

    def find(self, article: ParsedArticle) -> list[Hit]:
        """Return the longest known names in an article, left to right, without overlap."""
        found = self._longest(article)
        return [
            Hit(first, last, entry, name in self._careful)
            for first, last, name in found
            if (entry := self._names[name]) is not None
        ]

    def barred(self, article: ParsedArticle) -> list[tuple[int, int]]:
        """Return the tokens of words that an own list says are no name of its actors."""
        if not self._bars:
            return []
        return [(first, last) for first, last, name in self._longest(article) if self._names[name] is None]

    def _longest(self, article: ParsedArticle) -> Iterator[tuple[int, int, str]]:
        text, tokens = article.text, article.tokens
        free, known, first_word = 0, self._by_first, _first_word
        for token, first in [(token, first_word(token.text)) for token in tokens]:
            if first not in known or token.start < free:
                continue
            for name in known[first]:
                if not text.startswith(name, token.start):
                    continue
                last, end = token.index, token.start + len(name)
                while tokens[last].end < end and last + 1 < len(tokens):
                    last += 1
                # "Russia- and Belarus-friendly": a hyphen that hangs is no part of the name.
                if tokens[last].end != end and text[end : tokens[last].end] not in _HANGING:
                    continue
                yield token.index, last + 1, name
                free = tokens[last].end
                break


@lru_cache(maxsize=50_000)
def _first_word(text: str) -> str:
    found = _FIRST_WORD.match(text)
    return found.group() if found else ""


def _forms(name: str) -> Iterator[str]:
    """Yield a name, its other spellings, and how a headline or dateline prints it."""
    yield name
    both = {_ISATION.sub("is", name), _ISATION.sub("iz", name)}
    both |= {form.replace("'", "’") for form in both}
    yield from both - {name}
    if len(name) > 4 and not name.isupper():
        yield from (form.upper() for form in both)


@lru_cache(maxsize=1)
def shipped() -> tuple[Listed, ...]:
    """Return the entries of the bundled gazetteer."""
    return tuple(
        Listed(
            Entry(row["name"], row["kind"], row["state"], row["role"]),
            (row["name"], *filter(None, row["aliases"].split("|"))),
            tuple(filter(None, row["careful"].split("|"))),
        )
        for row in resource_rows("gazetteer.csv")
    )


@lru_cache(maxsize=1)
def _bundled() -> Gazetteer:
    return Gazetteer(shipped())


_IN_FORCE: ContextVar[Gazetteer | None] = ContextVar("gazetteer", default=None)


def gazetteer() -> Gazetteer:
    """Return the gazetteer in force: the one of the `using` block around the call, else the bundled one."""
    return _IN_FORCE.get() or _bundled()


def in_force() -> Gazetteer | None:
    """Return the gazetteer of the `using` block around the call, or None: a worker is given it with its task."""
    return _IN_FORCE.get()


@contextmanager
def using(known: Gazetteer | None) -> Iterator[None]:
    """Put a gazetteer in force for the block; None leaves the one in force.

    It holds for this thread alone, and not for what a generator yields after the block.

    Examples
    --------
    >>> own = Gazetteer((), own=[Listed(Entry("Harbour Union", "organisation", "", "organisation"), ("HU",))])
    >>> with using(own):
    ...     gazetteer().entry("HU").name
    'Harbour Union'
    >>> gazetteer().entry("HU") is None
    True
    """
    if known is None:
        yield
        return
    token = _IN_FORCE.set(known)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)


@lru_cache(maxsize=1)
def given_names() -> dict[str, str]:
    """Return given names with the gender they usually go with: m, f, or u for both."""
    return {row["name"]: row["gender"] for row in resource_rows("given_names.csv")}


@lru_cache(maxsize=1)
def word_lists() -> dict[str, Any]:
    """Return the word lists of ``words.yaml``: titles, head words, verbs, kinship."""
    data: dict[str, Any] = yaml.safe_load(resource("words.yaml"))
    return data


@cache
def words(name: str) -> frozenset[str]:
    """Return one flat word list of ``words.yaml``."""
    return frozenset(word_lists()[name])


@lru_cache(maxsize=1)
def gender_of_nouns() -> dict[str, str]:
    """Return nouns that tell the gender of the person they are said of."""
    return {noun: sex for sex, nouns in word_lists()["gendered_nouns"].items() for noun in nouns}

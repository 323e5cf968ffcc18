"""Names known before reading: states, capitals, demonyms, seats of power, organisations.

The data is ``resources/actors``: a gazetteer, given names and word lists, each
with its origin and licence in the file's head.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from analysis.annotation.parse import ParsedArticle

_FIRST_WORD = re.compile(r"\w+")
_ISATION = re.compile(r"(is|iz)(?=ation)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the gazetteer.

    Attributes
    ----------
    name : str
        Canonical name.
    kind : str
        state, place, organisation or group.
    state : str
        The state or place it belongs to, or an empty string.
    role : str
        state, former state, territory, region, capital, city, adjective, people,
        seat, institution, alliance or organisation.
    """

    name: str
    kind: str
    state: str
    role: str


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


def _rows(name: str) -> Iterator[dict[str, str]]:
    return iter(csv.DictReader(line for line in resource(name).splitlines() if not line.startswith("#")))


class Gazetteer:
    """Names, their entries and the way to find them in an article.

    Examples
    --------
    >>> known = gazetteer()
    >>> known.entry("CSTO").name
    'Collective Security Treaty Organization'
    >>> known.entry("Yerevan").state
    'Armenia'
    """

    def __init__(self, rows: Iterator[dict[str, str]]) -> None:
        self._names: dict[str, Entry] = {}
        self._careful: set[str] = set()
        self._by_first: dict[str, list[str]] = {}
        for row in rows:
            entry = Entry(row["name"], row["kind"], row["state"], row["role"])
            self._careful.update(filter(None, row["careful"].split("|")))
            for name in (row["name"], *filter(None, row["aliases"].split("|"))):
                for form in _forms(name):
                    self._names.setdefault(form, entry)
        for name in self._names:
            first = _FIRST_WORD.search(name)
            if first:
                self._by_first.setdefault(first.group(), []).append(name)
        for names in self._by_first.values():
            names.sort(key=len, reverse=True)

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
        out: list[Hit] = []
        text, tokens = article.text, article.tokens
        free = 0
        for token in tokens:
            if token.start < free:
                continue
            for name in self._by_first.get(_first_word(token.text), ()):
                if not text.startswith(name, token.start):
                    continue
                last, end = token.index, token.start + len(name)
                while tokens[last].end < end and last + 1 < len(tokens):
                    last += 1
                if tokens[last].end != end:
                    continue
                out.append(Hit(token.index, last + 1, self._names[name], name in self._careful))
                free = tokens[last].end
                break
        return out


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
def gazetteer() -> Gazetteer:
    """Return the bundled gazetteer, read once."""
    return Gazetteer(_rows("gazetteer.csv"))


@lru_cache(maxsize=1)
def given_names() -> dict[str, str]:
    """Return given names with the gender they usually go with: m, f, or u for both."""
    return {row["name"]: row["gender"] for row in _rows("given_names.csv")}


@lru_cache(maxsize=1)
def word_lists() -> dict[str, Any]:
    """Return the word lists of ``words.yaml``: titles, head words, verbs, kinship."""
    data: dict[str, Any] = yaml.safe_load(resource("words.yaml"))
    return data


@lru_cache(maxsize=32)
def words(name: str) -> frozenset[str]:
    """Return one flat word list of ``words.yaml``."""
    return frozenset(word_lists()[name])


@lru_cache(maxsize=1)
def gender_of_nouns() -> dict[str, str]:
    """Return nouns that tell the gender of the person they are said of."""
    return {noun: sex for sex, nouns in word_lists()["gendered_nouns"].items() for noun in nouns}

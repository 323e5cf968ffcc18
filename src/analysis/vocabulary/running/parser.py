"""Reading a query, character by character; its language is described in `query`."""

from __future__ import annotations

from itertools import product

from analysis.corpus.words import form, word_spans
from analysis.errors import ParameterError, one_of
from analysis.labels import neutralise
from analysis.vocabulary.running.query import ATTRIBUTES, POS, Condition, Element, Query, Reading

LONGEST = 60
"""Words that one reading of a query may have."""

MOST_READINGS = 500
"""Sequences of words that a query with alternatives and repeats may stand for."""

MOST_CHARACTERS = 2000

_CLOSING = {'"': '"', "“": "”", "„": "“"}
_SPECIAL = set("[](){}|") | set(_CLOSING) | {"”"}
_WILD = "*?"
_DEEPEST = 20


def parse(text: str) -> Query:
    """Return the query a text stands for.

    Raises
    ------
    ParameterError
        If it is no query, with the character where reading it failed.

    Examples
    --------
    >>> [len(reading) for reading in parse("peace {0,2} talks").readings]
    [2, 3, 4]
    >>> parse("U.S. troops").readings[0][0][0].values
    ('u.s.',)
    """
    plain = neutralise(text)
    if len(plain) > MOST_CHARACTERS:
        raise ParameterError(
            f"the query has {len(plain):,} characters", where="query", remedy=f"Use at most {MOST_CHARACTERS:,}."
        )  # fmt: skip
    readings = _Parser(plain).parse()
    readings = list(dict.fromkeys(readings))
    if any(not any(map(_selective, reading)) for reading in readings):
        raise ParameterError(
            f"{plain!r} holds no word to look for",
            where="query",
            remedy="Write words; * stands for any letters within one. A query needs a word that cannot be missing.",
        )
    return Query(text, tuple(readings))


def _selective(element: Element) -> bool:
    return any(value.strip("*") for condition in element for value in condition.values)


class _Parser:
    """Recursive descent over the characters of a query."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.depth = text, 0, 0

    def fail(self, what: str, remedy: str, *, at: int | None = None) -> ParameterError:
        place = self.at if at is None else at
        near = self.text[place : place + 12]
        return ParameterError(
            f"{what} at character {place + 1} ({f'before {near!r}' if near else 'the end'})",
            where="query", remedy=remedy,
        )  # fmt: skip

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def blank(self) -> bool:
        first = self.at
        while self.peek().isspace():
            self.at += 1
        return self.at > first

    def parse(self) -> list[Reading]:
        readings = self.alternatives()
        if self.peek():
            raise self.fail(f"there is a {self.peek()!r} that opens nowhere", "Remove it, or open it before.")
        return readings

    def alternatives(self) -> list[Reading]:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self.fail("brackets are nested too deeply", f"Use at most {_DEEPEST} levels.")
        found = self.sequence()
        while self.peek() == "|":
            bar = self.at
            self.at += 1
            other = self.sequence()
            if found == [()] or other == [()]:
                raise self.fail("an alternative is empty", "Write words on both sides of |.", at=bar)
            found = found + other
        self.depth -= 1
        return found

    def sequence(self) -> list[Reading]:
        readings: list[Reading] = [()]
        while True:
            blank = self.blank()
            character = self.peek()
            if not character or character in "|)":
                return readings
            start = self.at
            if character == "{":
                if not (blank or self.at == 0):
                    raise self.fail(
                        "a repeat follows nothing", "Write word{1,2}, or a gap: peace {0,3} talks."
                    )
                low, high = self.bounds()
                readings = self.joined(readings, self.repeated([((),)], low, high, start), start)
                continue
            *before, last = self.atoms(character)
            low, high = self.quantifier(character)
            for atom in before:
                readings = self.joined(readings, atom, start)
            readings = self.joined(readings, self.repeated(last, low, high, start), start)

    def atoms(self, character: str) -> list[list[Reading]]:
        """Return what stands here, as a list of items of which a quantifier takes the last."""
        start = self.at
        if character == "[":
            return [[(self.element(),)]]
        if character == "(":
            self.at += 1
            inside = self.alternatives()
            if self.peek() != ")":
                raise self.fail("a bracket ( is not closed", "Close it with ).", at=start)
            self.at += 1
            if inside == [()]:
                raise self.fail("brackets hold nothing", "Write words in them.", at=start)
            return [inside]
        if character in _CLOSING:
            content = self.quoted()
            return [[tuple(word for chunk in content.split() for word in self.words(chunk, start))]]
        if character in _SPECIAL:
            raise self.fail(f"there is a {character!r} that opens nowhere", "Remove it, or open it before.")
        while self.peek() and not self.peek().isspace() and self.peek() not in _SPECIAL:
            self.at += 1
        return [[(word,)] for word in self.words(self.text[start : self.at], start)]

    def quoted(self) -> str:
        start, close = self.at, _CLOSING[self.peek()]
        ends = [i for i in (self.text.find(mark, start + 1) for mark in {close, '"', "”"}) if i > 0]
        if not ends:
            raise self.fail("a quotation mark is not closed", f"Close it with {close}.", at=start)
        self.at = min(ends) + 1
        return self.text[start + 1 : self.at - 1]

    def words(self, chunk: str, at: int) -> list[Element]:
        """Return the words that a run of characters is counted as."""
        lead = chunk.split(":", maxsplit=1)[0]
        if ":" in chunk and lead in ATTRIBUTES:
            value = chunk[len(lead) + 1 :]
            raise self.fail(f"{chunk!r} is not a word", f'Write [{lead}="{value}"].', at=at)
        if any(mark in chunk for mark in _WILD):
            return [(Condition("word", (self.pattern(chunk, at),)),)]
        spans = word_spans(chunk)
        if not spans:
            raise self.fail(f"{chunk!r} holds no word", "Write words as they are counted.", at=at)
        return [(Condition("word", (form(chunk[first:last]),)),) for first, last in spans]

    def pattern(self, chunk: str, at: int) -> str:
        filled = chunk.replace("*", "x").replace("?", "x")
        if [(0, len(filled))] != word_spans(filled):
            raise self.fail(
                f"{chunk!r} is not one word", "Use * and ? within a word, and a blank between words.", at=at
            )
        return form(chunk)

    def element(self) -> Element:
        """Read ``[attribute="value" ...]``."""
        start = self.at
        self.at += 1
        conditions: list[Condition] = []
        while True:
            self.blank()
            if self.peek() == "&" and conditions:
                self.at += 1
                continue
            if self.peek() == "]":
                self.at += 1
                return tuple(conditions)
            if not self.peek():
                raise self.fail("a bracket [ is not closed", "Close it with ].", at=start)
            conditions.append(self.condition())

    def condition(self) -> Condition:
        start = self.at
        while self.peek().isalpha():
            self.at += 1
        name = self.text[start : self.at]
        if name not in ATTRIBUTES:
            raise self.fail(
                f"{name or self.peek()!r} is no attribute",
                f'Attributes are {", ".join(ATTRIBUTES)}: [lemma="strike" pos="VERB"].',
                at=start,
            )
        self.blank()
        negated = self.text.startswith("!=", self.at)
        if not negated and self.peek() != "=":
            raise self.fail(f"{name} has no value", f'Write {name}="…" or {name}!="…".')
        self.at += 2 if negated else 1
        self.blank()
        if self.peek() not in _CLOSING or not self.peek():
            raise self.fail(f"the value of {name} is not in quotation marks", f'Write {name}="…".')
        at = self.at
        values = tuple(self.value(name, part.strip(), at) for part in self.quoted().split("|"))
        return Condition(name, values, negated)

    def value(self, name: str, value: str, at: int) -> str:
        if not value:
            raise self.fail(f"{name} has an empty value", f'Write {name}="…".', at=at)
        if name == "pos":
            return one_of(value.upper(), POS, name="part of speech")
        if name == "word":
            return self.pattern(value, at)
        return form(value)  # lemmas may hold what no word does

    def quantifier(self, character: str) -> tuple[int, int]:
        if self.peek() == "{":
            return self.bounds()
        if self.peek() and self.peek() in "?*+":
            mark = self.peek()
            if mark != "?" or character not in "[(":
                raise self.fail(f"there is a {mark!r} after a word", "Write how often it may stand: {0,3}.")
            self.at += 1
            return 0, 1
        return 1, 1

    def bounds(self) -> tuple[int, int]:
        """Read ``{2}``, ``{0,3}`` or ``{,3}``."""
        start = self.at
        close = self.text.find("}", start)
        parts = [part.strip() for part in self.text[start + 1 : close].split(",")] if close > 0 else []
        numbers = [int(part) if part.isdecimal() and len(part) < 4 else -1 for part in parts]
        if len(numbers) == 2 and parts[0] == "":
            numbers[0] = 0
        if len(numbers) not in (1, 2) or min(numbers) < 0 or numbers[0] > numbers[-1]:
            raise self.fail(
                "there is no number of repeats", "Write {2} or {0,3}, the smaller number first.", at=start
            )
        if numbers[-1] == 0:
            raise self.fail("a repeat of zero says nothing", "Leave the word out.", at=start)
        self.at = close + 1
        return numbers[0], numbers[-1]

    def repeated(self, readings: list[Reading], low: int, high: int, at: int) -> list[Reading]:
        found: list[Reading] = [()] if low == 0 else []
        current: list[Reading] = [()]
        for times in range(1, high + 1):
            current = self.joined(current, readings, at)
            if times >= low:
                found += current
        return self.bounded(found, at)

    def joined(self, before: list[Reading], after: list[Reading], at: int) -> list[Reading]:
        if len(before) * len(after) > MOST_READINGS:
            return self.bounded([()] * (len(before) * len(after)), at)
        return self.bounded([a + b for a, b in product(before, after)], at)

    def bounded(self, readings: list[Reading], at: int) -> list[Reading]:
        if len(readings) > MOST_READINGS:
            raise self.fail(
                f"the query stands for more than {MOST_READINGS} sequences of words",
                "Use fewer alternatives and smaller repeats, or several queries.", at=at,
            )  # fmt: skip
        if any(len(reading) > LONGEST for reading in readings):
            raise self.fail(f"the query is longer than {LONGEST} words", "Shorten it.", at=at)
        return readings

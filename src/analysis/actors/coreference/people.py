"""Which person a name means: full names, surnames, first names, and what speaks against."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from analysis.actors.naming.forms import gender, is_initial, roots, sound
from analysis.actors.naming.gazetteer import words
from analysis.actors.naming.spans import Span
from analysis.annotation.parse import ParsedArticle

MOST = 50
"""Candidates above which a name is ambiguous without looking; keeps time linear on hostile text."""


_LONG = 6
"""Letters of a given name from which one other vowel is rather a slip than another name."""


class People:
    """Full names seen so far, by each word that may stand for the person alone."""

    def __init__(self) -> None:
        self._by_last: dict[str, set[int]] = defaultdict(set)
        self._by_first: dict[str, set[int]] = defaultdict(set)
        self._full: dict[int, list[list[str]]] = defaultdict(list)
        self._times: Counter[int] = Counter()

    def learn(self, number: int, name: str) -> None:
        """Remember a full name."""
        parts = [sound(part) for part in _name_words(name)]
        if len(parts) < 2:
            return
        self._times[number] += 1
        if parts in self._full[number]:
            return
        self._full[number].append(parts)
        self._by_first[parts[0]].add(number)
        # "Bani Mustafa" and "Mustafa" both stand for "Wafa Bani Mustafa".
        for k in range(1, len(parts)):
            self._by_last[" ".join(parts[k:])].add(number)

    def find(
        self, article: ParsedArticle, span: Span, name: str, sexes: Sequence[set[str]]
    ) -> tuple[int, str]:
        """Return the one person a name can mean and why, or -1."""
        parts = [sound(part) for part in _name_words(name)]
        if not parts:
            return -1, ""
        if len(parts) > 1:
            near = self._by_last.get(parts[-1], set()) | self._by_first.get(parts[0], set())
            if len(near) > MOST:
                return -1, ""
            same = {n for n in near if any(_compatible(parts, other) for other in self._full[n])}
            same |= self._by_last.get(" ".join(parts), set())
            return self._only(same, span, sexes, "full name")
        if of_family(article, span):
            return -1, ""
        last = self._by_last.get(parts[0], set())
        first = self._by_first.get(parts[0], set())
        if last:
            # "Jordan" is no surname alone where a Jordan Smith and a Michael Jordan stand in the article.
            # What stands there once, where the other stands twice, may be a slip of the tagger: "Ryan Medicare".
            most = max(self._times[n] for n in last)
            rivals = {n for n in first if self._times[n] > 1 or most < 2} if gender(name) else set()
            return self._only(last | rivals, span, sexes, "surname")
        return self._only(first, span, sexes, "first name")

    def sex_of_all(self, name: str, sexes: Sequence[set[str]]) -> set[str]:
        """Return the one gender of all who bear a surname: it tells it of whoever of them is meant."""
        parts = [sound(part) for part in _name_words(name)]
        bearers = self._by_last.get(parts[0], set()) if len(parts) == 1 else set()
        told = [sexes[n] for n in bearers] if len(bearers) <= MOST else []
        return set(told[0]) if told and len(told[0]) == 1 and all(one == told[0] for one in told) else set()

    def _only(
        self, numbers: Iterable[int], span: Span, sexes: Sequence[set[str]], rule: str
    ) -> tuple[int, str]:
        fits = [n for n in numbers if not (span.sex and sexes[n] and span.sex not in sexes[n])]
        return (fits[0], rule) if len(fits) == 1 else (-1, "")


def _name_words(name: str) -> list[str]:
    """Return the words of a person's name without particles, hyphens and generation."""
    parts = re.findall(r"[^\W\d_](?:[^\W_]|['’](?=\w))*\.?", name)
    full = [
        p for p in parts if p.lower() not in words("particles") and p.strip(".") not in words("name_suffixes")
    ]
    return full or parts


def _compatible(short: list[str], full: list[str]) -> bool:
    """Tell whether two full names may be one person's: same ends, or an initial for the first."""
    if len(short) > len(full):
        short, full = full, short
    if short[-1] != full[-1]:
        return short == full[: len(short)] and len(short) > 1 and len(full) > 2
    first, other = short[0].strip("."), full[0].strip(".")
    short_for = (is_initial(first.upper()) or is_initial(other.upper())) and first[:1] == other[:1]
    return first == other or short_for or _misspelt(first, other) or not roots(first).isdisjoint(roots(other))


def _misspelt(one: str, other: str) -> bool:
    """Tell whether two long given names differ in one vowel inside, as of "Kristin" and "Kristen"."""
    if len(one) != len(other) or len(one) < _LONG:
        return False
    apart = [(a, b, i) for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(apart) == 1 and {*apart[0][:2]} <= set("aeiouy") and 0 < apart[0][2] < len(one) - 1


def of_family(article: ParsedArticle, span: Span) -> bool:
    """Tell whether a kinship word stands right before a name: "his wife Anna"."""
    tokens = article.tokens
    near = tokens[max(0, span.first - 2) : span.first]
    return any(token.lemma.lower() in words("family_words") for token in near if token.text != ".")

"""Whether what an author typed is what a run says: number, rounding, sign, unit, interval, n.

A typed number is right if it is the value rounded to the digits typed. Everything else
that was typed with it has to be the run's too: an interval, an n, a unit, a direction.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from analysis.reporting.checking.numerals import Numeral, number_word, numerals, plain
from analysis.reporting.checking.units import unit_of, wrong_unit
from analysis.reporting.checking.wording import same_words
from analysis.reporting.formatting import is_real, number, value_text

LONGEST = 2_000
"""Characters of typed text that are read."""

_HEDGE = re.compile(
    r"(?:\babout|\baround|\bsome|\broughly|\bapproximately|\bapprox\.|\bnearly"
    r"|\balmost|\bcirca|\bca?\.|~|≈|\bclose to)\s*$",
    re.I,
)
_AT_LEAST = re.compile(
    r"(?:\bmore than|\bover|\babove|\bat least|\bexceed(?:s|ed|ing)?"
    r"|\bgreater than|\bupwards of|\b(?:no|not) (?:fewer|less) than|>|≥|⩾)\s*$",
    re.I,
)
_AT_MOST = re.compile(
    r"(?:\bless than|\bfewer than|\bunder|\bbelow|\bat most|\bup to|\b(?:no|not) more than|<|≤|⩽)\s*$", re.I
)
_DOWN = re.compile(
    r"\b(?:fell|falls?|fallen|falling|dropp?(?:s|ed|ing)?|declin(?:e[sd]?|ing)|decreas(?:e[sd]?|ing)|down|lower|less|fewer|los[st]|reduc(?:e[sd]?|tion)|shr[aiu]nk|sank|below)\b[^.;]{0,25}$",
    re.I,
)
_DOWN_AFTER = re.compile(r"[^.;(]{0,25}\b(?:lower|fewer|less|down|below)\b", re.I)
_N_BEFORE = re.compile(r"\bn\s*=\s*$", re.I)
_LEVEL_AFTER = re.compile(r"\s*(?:%|per ?cent)?[ -]*(?:CI|CrI|C\.I\.|confidence|credible|interval)", re.I)
_PER_BEFORE = re.compile(r"\bper\s+$", re.I)
_OF_BEFORE = re.compile(r"\bof (?:the |all )?\s*$", re.I)
_JOINT = re.compile(r"\s*(?:%|percentage points|per cent|pp)?\s*(–|-|to|and|,|;)\s*$")
_INTERVAL_BEFORE = re.compile(r"(?:[\[(]|\bCI:?|\binterval:?|\bbetween|\bfrom|:)\s*$", re.I)
_YEAR_BEFORE = re.compile(r"\b(?:in|since|of|from|until|by|during|to|[A-Z][a-z]+)\s*$")


@dataclass(frozen=True)
class Verdict:
    """Whether typed text is right, and why, in words."""

    right: bool
    says: str


@dataclass
class _Reading:
    """The numbers of a typed text by what they are."""

    main: Numeral | None = None
    interval: tuple[Numeral, Numeral] | None = None
    margin: Numeral | None = None
    n: Numeral | None = None
    level: Numeral | None = None
    count: Numeral | None = None
    others: tuple[Numeral, ...] = ()


def compare(typed: str, entry: Mapping[str, Any], *, before: str = "", after: str = "") -> Verdict:  # noqa: PLR0911
    """Hold typed text against a named value.

    Parameters
    ----------
    typed : str
        What the author wrote for the value.
    entry : mapping
        The value as in values.json: value, unit, n, low, high, text.
    before, after : str
        The prose around it, which may hold a hedge, a direction or the unit.

    Returns
    -------
    Verdict

    Examples
    --------
    >>> share = {"value": 34.2, "unit": "%", "low": 31.6, "high": 36.9, "n": 1204}
    >>> compare("34%", share)
    Verdict(right=True, says='34 is 34.2 rounded to the digits typed')
    >>> compare("34.2% (36.9–31.6)", share).says
    'the ends of the interval are swapped: the run says 31.6 to 36.9'
    """
    words = plain(typed[:LONGEST]).strip()
    text = plain(str(entry.get("text") or value_text(entry)))
    if words and words == text:
        return Verdict(True, "as printed by the run")
    value = entry.get("value")
    if not is_real(value):
        return _worded(words, value, text)
    exact = _decimal(value)
    if exact is None:
        return Verdict(False, "the run gives no number")
    around = plain(before[-200:]), plain(after[:100])
    found = numerals(words)
    if not found:
        return _in_words(words, exact, entry, around)
    reading = _read(words, found, around[0], counted=entry.get("n") is not None)
    for problem in (
        _main(reading, words, exact, entry, around),
        _ends(reading, entry),
        _counted(reading, entry),
    ):
        if problem is not None and not problem.right:
            return problem
    strange = [other for other in reading.others if other.value not in _stated_n(entry)]
    if strange:
        extra = ", ".join(words[other.start : other.end].strip() for other in strange)
        return Verdict(False, f"{extra} is nothing the run says of this value")
    return _main(reading, words, exact, entry, around) or Verdict(True, "interval as in the run")


def _decimal(value: Any) -> Decimal | None:
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        return None
    return exact if exact.is_finite() else None


def _read(words: str, found: list[Numeral], before: str, *, counted: bool) -> _Reading:
    """Tell the numbers of a typed text apart by what stands around them; `counted` if the value has an n."""
    reading, at = _Reading(), 0
    others: list[Numeral] = []
    while at < len(found):
        here, left = found[at], words[: found[at].start]
        gap = words[here.end : found[at + 1].start] if at + 1 < len(found) else ""
        joint = _JOINT.match(gap) if at + 1 < len(found) and not reading.interval else None
        if _N_BEFORE.search(left):
            reading.n = here
        elif _LEVEL_AFTER.match(words[here.end :]):
            reading.level = here
        elif _PER_BEFORE.search(left):
            pass
        elif left.rstrip().endswith(("±", "+/-")):
            reading.margin = here
        elif joint and (joint[1] in "–-to" or _INTERVAL_BEFORE.search(left or before)):
            reading.interval = (here, found[at + 1])
            at += 1
        elif reading.main is not None and _OF_BEFORE.search(left) and reading.n is None:
            reading.n = here
            if others and not words[others[-1].end : here.start].strip("of theal"):
                reading.count = others.pop()
        elif reading.main is None:
            reading.main = here
        elif not _is_year(here, left):
            others.append(here)
        at += 1
    if reading.main is None and reading.interval is None and reading.n is not None and not counted:
        reading.main, reading.n = reading.n, None  # "N = 1,204" for a value that is a number of articles
    reading.others = tuple(others)
    return reading


def _is_year(found: Numeral, left: str) -> bool:
    whole = found.decimals == 0 and found.shift == 0 and 1900 <= found.value <= 2100
    return whole and bool(_YEAR_BEFORE.search(left))


def _main(  # noqa: PLR0911
    reading: _Reading, words: str, exact: Decimal, entry: Mapping[str, Any], around: tuple[str, str]
) -> Verdict | None:
    typed = reading.main
    if typed is None:
        return None
    behind = words[typed.end :] or around[1]
    unit, known = unit_of(behind), unit_of(str(entry.get("unit") or ""))
    if known == "share" and unit == "%":
        exact, unit = exact * 100, "share"
    if wrong_unit(unit, known):
        return Verdict(False, f"wrong unit: the run says {value_text(entry)}")
    before = f"{around[0]} {words[: typed.start]}".rstrip("( [")
    shown = words[typed.start : typed.end].strip()
    bound = _bound(typed, exact, before, shown)
    if bound is not None:
        return bound
    loosely = bool(_HEDGE.search(before))
    down = bool(_DOWN.search(before) or _DOWN_AFTER.match(behind))
    if typed.rounds(exact, loosely=loosely):
        if down and exact > 0 and re.search(r"\b(?:change|growth|increase)\b", str(entry.get("label")), re.I):
            return Verdict(False, f"wrong direction: the run says {value_text(entry)}")
        return _rounded(typed, exact, shown, loosely)
    if typed.rounds(-exact, loosely=loosely):
        if exact < 0 and not typed.signed and down:
            return Verdict(True, f"{shown} with the sign in words")
        return Verdict(False, f"wrong sign: the run says {value_text(entry)}")
    hint = " (right before rounding: it was cut off, not rounded)" if _cut(typed, exact) else ""
    return Verdict(False, f"the run says {number_shown(exact)}{hint}")


def _bound(typed: Numeral, exact: Decimal, before: str, shown: str) -> Verdict | None:
    """Judge a number typed as a bound, such as "more than 30%"; None if it is none."""
    for pattern, holds, words in (
        (_AT_MOST, exact <= typed.value, "at most"),
        (_AT_LEAST, exact >= typed.value, "at least"),
    ):
        if pattern.search(before):
            if holds:
                return Verdict(True, f"{number_shown(exact)} is {words} {shown}")
            return Verdict(False, f"the run says {number_shown(exact)}, which is not {words} {shown}")
    return None


def _rounded(typed: Numeral, exact: Decimal, shown: str, loosely: bool) -> Verdict:
    note = f"; {typed.note}" if typed.note else ""
    if typed.value == exact:
        return Verdict(True, f"the value of the run{note}")
    how = "about" if loosely else "rounded to the digits typed"
    return Verdict(True, f"{shown} is {number_shown(exact)} {how}{note}")


def _cut(typed: Numeral, exact: Decimal) -> bool:
    step = Decimal(1).scaleb(typed.shift - typed.decimals)
    return 0 < (exact - typed.value) * (1 if exact > 0 else -1) < step


def _ends(reading: _Reading, entry: Mapping[str, Any]) -> Verdict | None:  # noqa: PLR0911
    low, high = _end(entry, "low"), _end(entry, "high")
    if reading.level is not None and reading.level.value not in (95, Decimal("0.95")):
        return Verdict(
            False, f"a {reading.level.value.normalize():f} % interval; the intervals of runs are 95 %"
        )
    if reading.interval is None and reading.margin is None:
        return None
    if low is None or high is None:
        return Verdict(False, "the run gives no interval for this value")
    said = f"the run says {number_shown(low)} to {number_shown(high)}"
    if reading.interval is not None:
        first, second = reading.interval
        if first.rounds(low) and second.rounds(high):
            return None
        if first.rounds(high) and second.rounds(low):
            return Verdict(False, f"the ends of the interval are swapped: {said}")
        return Verdict(False, f"another interval: {said}")
    if reading.margin is not None:
        half = (high - low) / 2
        if not reading.margin.rounds(half):
            return Verdict(False, f"another margin: {said}")
    return None


def _counted(reading: _Reading, entry: Mapping[str, Any]) -> Verdict | None:
    if reading.n is None:
        return None
    stated = _stated_n(entry)
    if not stated:
        return Verdict(False, "the run gives no n for this value")
    if reading.n.value in stated:
        share = reading.count.value / reading.n.value * 100 if reading.count and reading.n.value else None
        if share is None or reading.main is None or reading.main.rounds(share):
            return None
        return Verdict(
            False, f"{reading.count.value if reading.count else ''} of {reading.n.value} is {share:.4g}%"
        )
    return Verdict(False, f"another n: the run says {plain(str(entry['n']))}")


def _stated_n(entry: Mapping[str, Any]) -> list[Decimal]:
    """Return the numbers in what a run says of its n, such as "1204 articles, 4 outlets"."""
    n = entry.get("n")
    return [] if n is None else [one.value for one in numerals(plain(str(n)))]


def _end(entry: Mapping[str, Any], name: str) -> Decimal | None:
    return _decimal(entry[name]) if is_real(entry.get(name)) else None


_FRACTIONS = {
    "two thirds": "66.667", "two-thirds": "66.667", "three quarters": "75", "three-quarters": "75", "half": "50",
    "third": "33.333", "quarter": "25", "fifth": "20", "tenth": "10", "one in two": "50", "one in three": "33.333",
    "one in four": "25", "one in five": "20", "one in ten": "10",
}  # fmt: skip
_FRACTION_SLACK = Decimal("2.5")


def _in_words(words: str, exact: Decimal, entry: Mapping[str, Any], around: tuple[str, str]) -> Verdict:
    """Judge text without digits: a number word, a fraction, or no number at all."""
    lower = words.lower()
    fraction = next((size for name, size in _FRACTIONS.items() if re.search(rf"\b{name}\b", lower)), None)
    unit = unit_of(str(entry.get("unit") or ""))
    if fraction is not None and unit in ("%", "share"):
        percent = exact * 100 if unit == "share" else exact
        if abs(percent - Decimal(fraction)) <= _FRACTION_SLACK or _AT_LEAST.search(lower.split(" a ")[0]):
            return Verdict(True, f"a fraction within {_FRACTION_SLACK} points of {number_shown(percent)}%")
        return Verdict(False, f"the run says {value_text(entry)}")
    spelt = number_word(lower)
    if spelt is None:
        return Verdict(True, "no number typed; the address is right")
    digits = re.sub(r"^\S+", str(spelt), lower)
    return compare(digits, {**entry, "text": ""}, before=around[0], after=around[1])


def _worded(words: str, value: Any, text: str) -> Verdict:
    """Judge what was typed for a value that is no number: a name or a date."""
    if value is None:
        return Verdict(not numerals(words), "the run gives no number here")
    right = same_words(words, text)
    if right is None:
        return Verdict(True, "nothing typed that could be compared; the address is right")
    return Verdict(right, "as in the run" if right else f"the run says {text[:80]}")


def number_shown(value: Decimal) -> str:
    """Return a number of a run with all the digits anyone would type."""
    whole = value == value.to_integral_value() and abs(value) < 10**15
    return number(int(value)) if whole else f"{float(value):.7g}"

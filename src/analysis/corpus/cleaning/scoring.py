"""How much speaks for taking what repeats for furniture: a sum of stated points.

Repetition alone proves nothing: outlets repeat quotations, and whole paragraphs
of background, for months. So wording must speak for furniture, or the form of a
line that is no sentence, or what the rules for pages said of it elsewhere; how
often, where and in how many different articles it stands then decides.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from analysis.corpus.cleaning.wording import credit, leaning, plain

ENOUGH = 3.5
"""Points from which a unit is furniture."""

_STOP = re.compile(r"[.!?…][\"'”’)]*$")
_TLD = frozenset(
    ["com", "co", "uk", "org", "net", "go", "www", "edition", "news", "the", "online", "us", "au", "in"]
)
_LEAST_STORIES = 4
_MOSTLY, _SOMETIMES = 0.8, 0.2


@dataclass(frozen=True)
class Evidence:
    """What is known of a unit: shares are of its occurrences.

    Attributes
    ----------
    text : str
        As it stands in one article.
    outlet : str
    articles : float
        Articles that hold it and differ otherwise.
    first, last : float
        Share at the article's beginning and end.
    alone, quoted, known : float
        Share that is a whole line, that begins inside a quotation, that the rules for pages took for furniture.
    dates : int
        Days on which it was published.
    """

    text: str
    outlet: str
    articles: float
    first: float = 0.0
    last: float = 0.0
    alone: float = 0.0
    quoted: float = 0.0
    known: float = 0.0
    dates: int = 0


def score(unit: Evidence) -> tuple[float, str]:
    """Return the points for furniture and what they are for.

    Examples
    --------
    >>> call = Evidence("Sign up for the Harbour Post app today.", "Harbour Post", articles=16, last=1.0, dates=16)
    >>> score(call)[0] >= ENOUGH
    True
    >>> background = Evidence("Velland left the treaty in May after a raid.", "Harbour Post", 160, last=1.0, dates=90)
    >>> score(background)[0] >= ENOUGH
    False
    """
    if unit.articles < _LEAST_STORIES:
        return -10.0, "fewer than four articles that differ"
    points = dict(_wording(unit.text, unit.outlet))
    edge = max(unit.first, unit.last) >= _MOSTLY
    if not points and unit.alone >= _MOSTLY and (edge or unit.known >= _SOMETIMES) and _fragment(unit.text):
        points["a line that is no sentence"] = 2.0
    if unit.known >= _SOMETIMES:
        points["furniture on other pages"] = 3.0 * unit.known
    if not points:
        points["nothing but repetition"] = -6.0
    points[f"{unit.articles:.0f} articles"] = min(math.log2(unit.articles / _LEAST_STORIES), 2.0)
    if edge:
        points["always at the beginning" if unit.first > unit.last else "always at the end"] = 1.0
    if unit.quoted > 0:
        points["in quotations"] = -4.0 * unit.quoted
    if unit.dates <= max(2, unit.articles / 8):
        points["on few days"] = -1.0
    return sum(points.values()), ", ".join(points)


def _wording(text: str, outlet: str) -> list[tuple[str, float]]:
    purpose, length = plain(text)
    if length == len(text) or credit(text):
        return [(f"says {purpose or 'credit'}", 4.0)]
    found = leaning(text)
    points = [(f"may say {name}", 1.5) for name in found[:2]]
    if found and names_itself(text, outlet):
        points.append(("names the outlet", 1.0))
    return points


def _fragment(text: str) -> bool:
    """Whether a line is too short, or too little closed, to be a sentence of a report; figures are news."""
    words = text.count(" ") + 1
    if any(character.isdigit() for character in text):
        return False
    return words <= 12 and (_STOP.search(text) is None or words <= 3) and text[-1] not in ",;:"


def names_itself(text: str, outlet: str) -> bool:
    """Whether a text names the outlet it stands in.

    Examples
    --------
    >>> [names_itself(f"He joined {house} in 2013.", "oskpost.com") for house in ("Osk Post Digital", "the port")]
    [True, False]
    """
    parts = [part for part in re.findall(r"[^\W_]+", outlet.lower()) if part not in _TLD]
    squeezed = "".join(re.findall(r"[^\W_]+", text.lower()))
    words = re.findall(r"[^\W_]+", text.lower())
    return any(part in words or (len(part) > 4 and part in squeezed) for part in parts)

"""Units as people type them, and whether one is another."""

from __future__ import annotations

import re

_FORMS = (
    (re.compile(r"(?:%|per ?cent|percentage)[ -]?points?\b|(?:pp|ppts?|p\.p\.)(?!\w)|points?\b"), "points"),
    (re.compile(r"%|per ?cent\b|pct\b|percent\b|percentage\b"), "%"),
    (re.compile(r"‰|per ?mille\b"), "‰"),
)
_PER = re.compile(
    r"(?:\w+ )?per (?P<base>\d[\d, ]*\d|\d|thousand|hundred|million|ten thousand)(?: (?P<noun>[a-z]+))?"
)
_BASES = {"hundred": "100", "thousand": "1000", "ten thousand": "10000", "million": "1000000"}
_SHARES = ("share", "proportion", "fraction", "ratio")
_NOUNS = {
    "article", "story", "outlet", "word", "token", "type", "lemma", "sentence", "segment", "paragraph", "mention",
    "actor", "quotation", "speaker", "text", "file", "day", "week", "month", "year", "pair", "frame", "headline",
    "coder", "person", "state", "group", "source", "hit", "copy",
}  # fmt: skip
_WORD = re.compile(r"[a-z]+")


def unit_of(text: str) -> str:
    """Return the unit a text begins with, in one form; empty if it names none that is known.

    Examples
    --------
    >>> [unit_of(text) for text in ("% of all", "percentage points", "per 1,000 words", "articles", "in June")]
    ['%', 'points', 'per 1000 word', 'article', '']
    """
    words = text.lower().lstrip(" -~")
    for pattern, name in _FORMS:
        if pattern.match(words):
            return name
    rate = _PER.match(words)
    if rate:
        base = _BASES.get(rate["base"], re.sub(r"[, ]", "", rate["base"]))
        noun = _singular(rate["noun"] or "")
        return f"per {base} {noun if noun in _NOUNS else ''}".strip()
    # "news articles": the noun may come after an adjective or two.
    for word in _WORD.findall(words.split(",")[0].split("(")[0])[:3]:
        noun = _singular(word)
        if noun in _NOUNS:
            return noun
        if noun in _SHARES:
            return "share"
        if word in ("of", "in", "per", "to", "and", "from", "by", "with", "for"):
            break
    return ""


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def wrong_unit(typed: str, known: str) -> bool:
    """Return whether a typed unit contradicts that of a value, both as from `unit_of`.

    A unit that was not typed contradicts nothing: it may stand in the head of a column.

    Examples
    --------
    >>> wrong_unit("points", "%"), wrong_unit("", "%"), wrong_unit("per 1000", "per 1000 word")
    (True, False, False)
    """
    if not typed or typed == known:
        return False
    if typed.startswith("per ") and known.startswith("per "):
        return not (known.startswith(f"{typed} ") or typed.startswith(f"{known} "))
    exact = ("%", "points", "‰", "share")
    if typed in exact or typed.startswith("per "):
        return True
    # A noun after a percentage is what is counted ("34% articles"); after a rate it is another unit.
    return bool(known) and known not in exact

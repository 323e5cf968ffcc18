"""From a pattern of a dictionary to a term of a codebook, or to the reason why there is none."""

from __future__ import annotations

import re
from typing import Any

from pydantic import ValidationError

from analysis.framing.codebooks.terms import Term, term_words

_REGEX = re.compile(r"[\\\[\](){}|^+]|^/.*/$|\.\*|\$.")
_INNER = re.compile(r"\*(?=[^\s])")
_WHOLE = re.compile(r"(?:^|\s)\*+(?:\s|$)")
_LARGEST_WEIGHT = 10


def term_of(pattern: str, weight: float | None) -> tuple[Term | None, str]:
    """Return the term that finds what a pattern finds, or None and the reason.

    Dictionaries count forms as they stand, so `match` is ``form``.

    Examples
    --------
    >>> term_of("econom*", None)[0].term, term_of("*nomic", None)[1]
    ('econom*', 'a wildcard in front of or inside a word')
    """
    words = " ".join(pattern.lower().replace("_", " ").split())
    if reason := _not_expressed(words, weight):
        return None, reason
    given: dict[str, Any] = {"term": words, "match": "form"}
    if weight is not None:
        given["weight"] = weight
    try:
        return Term.model_validate(given), ""
    except ValidationError as error:
        return None, error.errors()[0]["msg"]


def _not_expressed(words: str, weight: float | None) -> str:
    reasons = {
        "is empty": not words,
        "a rule of another program": words.startswith("@"),
        "a regular expression, or signs that are part of no word": _REGEX.search(words),
        "a sign for one letter (?), or a question mark": "?" in words,
        "a wildcard that stands for any whole word": _WHOLE.search(words),
        "a wildcard in front of or inside a word": _INNER.search(words),
        f"the weight {weight}; weights are above 0 and at most {_LARGEST_WEIGHT}": (
            weight is not None and not 0 < weight <= _LARGEST_WEIGHT
        ),
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def same(term: Term) -> str:
    """Return what two terms of one category share when they are the same."""
    return " ".join(term_words(term.term))

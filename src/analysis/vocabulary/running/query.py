"""Queries for running words, in the spirit of corpus query languages: parsed properly, with errors that name the place.

======================================  ====================================================================
``peace treaty``                        a phrase; upper and lower case are the same
``secur* organi?ation``                 ``*`` any letters, ``?`` one letter, within a word
``(ceasefire | peace deal)``            alternatives
``peace {0,3} talks``                   up to three words between
``very{1,2} good``, ``(not)? yet``      a word that repeats, one that may be missing
``[lemma="strike" pos="VERB"]``         lemma and part of speech, of an annotated corpus
``[word="left|right" pos!="ADJ"]``      one of several values; anything but a value
``[]``                                  any word
``"peace treaty"``                      the same as without quotation marks
======================================  ====================================================================
"""

from __future__ import annotations

from dataclasses import dataclass

ATTRIBUTES = ("word", "lemma", "pos")

POS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
    "SPACE", "SYM", "VERB", "X",
)  # fmt: skip
"""Universal parts of speech, as the tagger gives them."""


@dataclass(frozen=True)
class Condition:
    """What a word must be: one of several values of an attribute, or none of them."""

    attribute: str
    values: tuple[str, ...]
    negated: bool = False


Element = tuple[Condition, ...]
"""Conditions on one word; without any it is any word."""

Reading = tuple[Element, ...]
"""One sequence of words that a query may stand for."""


@dataclass(frozen=True)
class Query:
    """A parsed query.

    Attributes
    ----------
    text : str
        As the user wrote it.
    readings : tuple
        The sequences of words it stands for; a place that fits any of them is a hit.
    """

    text: str
    readings: tuple[Reading, ...]

    @property
    def annotated(self) -> bool:
        """Whether it asks for what only an annotated corpus knows."""
        return any(c.attribute != "word" for reading in self.readings for word in reading for c in word)

    @property
    def literal(self) -> str:
        """The longest run of plain letters that every hit holds; empty if there is none."""
        common: set[str] | None = None
        for reading in self.readings:
            own = {run for element in reading for run in _runs(element)}
            common = own if common is None else common & own
        return max(sorted(common or {""}), key=len)


def _runs(element: Element) -> list[str]:
    """Return runs of ASCII letters and digits that a word must hold."""
    for condition in element:
        if condition.attribute == "word" and not condition.negated and len(condition.values) == 1:
            plain = "".join(c if c.isascii() and c.isalnum() else " " for c in condition.values[0])
            return plain.split()
    return []

"""Cue words of attribution and their classes, read once from ``resources/actors/cues.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from analysis.actors.naming.gazetteer import resource
from analysis.errors import CodebookError

CLASSES = (
    "neutral",
    "assertive",
    "accusing",
    "conceding",
    "denying",
    "commissive",
    "directive",
    "evaluative",
    "cognitive",
    "evidential",
)
"""Classes of cues, from plain report to showing."""

_LISTS = ("verbs", "nouns", "adjectives", "adverbs")
_SETS = ("negators", "negative_cues", "refusing", "withheld", "unanswered", "withheld_nouns")
_POS = {
    "VERB": "verbs",
    "AUX": "verbs",
    "NOUN": "nouns",
    "PROPN": "nouns",
    "ADJ": "adjectives",
    "ADV": "adverbs",
}


@dataclass(frozen=True, slots=True)
class CueLexicon:
    """Cue lemmas by word class.

    Attributes
    ----------
    verbs, nouns, adjectives, adverbs : mapping of str to str
        Lemma to its class, the first listed where a lemma stands in several.
    negators : frozenset of str
        Lower-case words that negate a cue ("did not say").
    negative_cues : frozenset of str
        Verbs that negate the cue they govern ("declined to comment").
    refusing, withheld, unanswered, withheld_nouns : frozenset of str
        Verbs of refusing, of what is refused, of not answering, and nouns that make an object
        one of speech ("refused to give details").
    forms : mapping of str to str
        Words that the tagger takes for another verb's forms, to their lemma.
    """

    verbs: Mapping[str, str]
    nouns: Mapping[str, str]
    adjectives: Mapping[str, str]
    adverbs: Mapping[str, str]
    negators: frozenset[str]
    negative_cues: frozenset[str]
    refusing: frozenset[str]
    withheld: frozenset[str]
    unanswered: frozenset[str]
    withheld_nouns: frozenset[str]
    forms: Mapping[str, str]

    def class_of(self, lemma: str, pos: str = "VERB") -> str:
        """Return the class of a cue, or an empty string if it is not listed.

        Parameters
        ----------
        lemma : str
        pos : str
            Universal part of speech.

        Examples
        --------
        >>> cue_lexicon().class_of("accuse")
        'accusing'
        >>> cue_lexicon().class_of("warning", "NOUN")
        'directive'
        """
        name = _POS.get(pos)
        if name is None:
            return ""
        found: str = getattr(self, name).get(lemma.lower(), "")
        return found


@lru_cache(maxsize=1)
def cue_lexicon() -> CueLexicon:
    """Load the cue lexicon of this package.

    Raises
    ------
    CodebookError
        If the file names a class that does not exist.
    """
    raw = yaml.safe_load(resource("cues.yaml"))
    lists: dict[str, Any] = {name: _by_lemma(raw[name], f"cues.yaml, {name}") for name in _LISTS}
    sets: dict[str, Any] = {name: frozenset(raw[name]) for name in _SETS}
    return CueLexicon(**lists, **sets, forms=raw["forms"])


def _by_lemma(classes: Mapping[str, str], where: str) -> dict[str, str]:
    out: dict[str, str] = {}
    for name, lemmas in classes.items():
        if name not in CLASSES:
            raise CodebookError(
                f"{name!r} is not a cue class", where=where, remedy=f"Allowed: {', '.join(CLASSES)}."
            )
        for lemma in lemmas.split():
            out.setdefault(lemma, name)
    return out

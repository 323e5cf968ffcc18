"""Verbs and nouns of action with their classes, read once from ``resources/actors/action_verbs.yaml``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from analysis.actors.naming.gazetteer import resource, words
from analysis.actors.types import KINDS
from analysis.errors import CodebookError

MODALITIES = ("able", "allowed", "obliged", "possible", "intended", "hypothetical")
"""How an action that is not simply reported may stand in the text."""

FACTUAL, NEGATED = "factual", "negated"
"""What else a governing word makes of an action: that it was done, that it was not."""

ALONE = "alone"
"""Kind of what a verb without an object acts on."""

_FILE = "action_verbs.yaml"
_SETS = (
    "documents", "light", "inverse", "people", "object_control", "declaring", "not_actions", "territorial",
    "quantities", "personal", "judging",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ActionNoun:
    """A noun that is an action: its class ("" if none) and what stands after "of" or owns it.

    ``frame`` is ``of_patient``, ``of_agent``, ``reciprocal`` or ``owned``.
    """

    action_class: str
    frame: str


@dataclass(frozen=True, slots=True)
class ActionLexicon:
    """The action words of this package.

    Attributes
    ----------
    signs : mapping of str to int
        Class to -1 (hostile), 0 or 1 (cooperative).
    verbs : mapping of str to str
        Lemma, with its particle or preposition joined by "_", to its class.
    combinations : mapping of (str, str) to str
        Verb and object to their class.
    nouns : mapping of str to ActionNoun
    adjectives : mapping of str to str
        Adjective and preposition, joined by "_", to its class.
    doubts : mapping of str to str
        What an adjective makes of the noun of action after it; one of `MODALITIES`.
    lemmas : mapping of str to str
        What the lemmatiser gets wrong, put right.
    light : frozenset of str
        Verbs that say little beside their object.
    inverse : frozenset of str
        Verbs whose subject is at the other end of what their object names.
    people : frozenset of str
        Verbs that have their class only where their object is a party.
    chains : mapping of str to str
        What a governing word makes of the action below it: one of `MODALITIES`,
        ``negated`` or ``factual``.
    documents, object_control, declaring, not_actions, territorial : frozenset of str
    parties, stands_for, quantities, personal, judging : frozenset of str
        As described in the file.
    """

    signs: Mapping[str, int]
    verbs: Mapping[str, str]
    combinations: Mapping[tuple[str, str], str]
    nouns: Mapping[str, ActionNoun]
    adjectives: Mapping[str, str]
    documents: frozenset[str]
    light: frozenset[str]
    inverse: frozenset[str]
    people: frozenset[str]
    chains: Mapping[str, str]
    object_control: frozenset[str]
    declaring: frozenset[str]
    not_actions: frozenset[str]
    territorial: frozenset[str]
    parties: frozenset[str]
    stands_for: frozenset[str]
    quantities: frozenset[str]
    personal: frozenset[str]
    judging: frozenset[str]
    lemmas: Mapping[str, str]
    doubts: Mapping[str, str]

    def class_of(
        self, verb: str, *, particle: str = "", noun: str = "", preposition: str = "", kind: str = ""
    ) -> str:
        """Return the class of a verb with what belongs to it, or an empty string.

        Parameters
        ----------
        verb, particle, noun, preposition : str
            Lemmas in small letters; `noun` is the verb's object where that is a thing.
        kind : str
            Kind of the actor acted on, or the noun for it; `ALONE` for a verb without an object.

        Examples
        --------
        >>> lexicon = action_lexicon()
        >>> lexicon.class_of("call", preposition="on"), lexicon.class_of("lift", noun="curfew")
        ('request', 'yield')
        >>> lexicon.class_of("launch", noun="attack", preposition="on"), lexicon.class_of("eat")
        ('assault', '')
        """
        whole = f"{verb}_{particle}" if particle else verb
        if noun:
            found = self.combinations.get((whole, noun))
            if found is None and whole in self.light and noun in self.nouns:
                found = self.nouns[noun].action_class
            if found is not None:
                return found
        keys = [f"{whole}_{preposition}"] if preposition else []
        if kind not in KINDS and (whole, kind) in self.combinations:
            return self.combinations[whole, kind]
        keys += [f"{whole}:{kind}"] if kind else []
        if (noun or kind == ALONE) and whole in self.people:
            # Harm to an actor's thing is harm to the actor: "suspended Russian flights", not "released Khan's film".
            bare = self.verbs.get(whole, "")
            hostile = kind in KINDS and self.signs.get(bare, 0) < 0
            return next((self.verbs[key] for key in keys if key in self.verbs), bare if hostile else "")
        return next((self.verbs[key] for key in (*keys, whole) if key in self.verbs), "")


@lru_cache(maxsize=1)
def action_lexicon() -> ActionLexicon:
    """Load the action lexicon of this package.

    Raises
    ------
    CodebookError
        If the file names a class or modality that does not exist, or a word twice.
    """
    raw = yaml.safe_load(resource(_FILE))
    signs: dict[str, int] = raw["signs"]
    own = words("person_nouns") | words("organisation_nouns")
    return ActionLexicon(
        signs=signs,
        verbs=_by_word(raw["verbs"], signs, "verbs"),
        combinations=_combinations(raw["combinations"], signs),
        adjectives=_by_word(raw["adjectives"], signs, "adjectives"),
        nouns=_nouns(raw["nouns"], signs),
        chains=_by_word(raw["chains"], (*MODALITIES, FACTUAL, NEGATED), "chains"),
        doubts=_by_word(raw["doubts"], MODALITIES, "doubts"),
        lemmas=raw["lemmas"],
        parties=own | _set(raw["parties"]),
        stands_for=words("government_nouns") | _set(raw["stands_for"]),
        **{name: _set(raw[name]) for name in _SETS},
    )


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _known(name: str, allowed: Iterable[str], where: str) -> str:
    if name not in allowed:
        raise CodebookError(
            f"{name!r} is not a class of actions",
            where=f"{_FILE}, {where}",
            remedy=f"Allowed: {', '.join(allowed)}.",
        )
    return name


def _by_word(groups: Mapping[str, str], allowed: Iterable[str], where: str) -> dict[str, str]:
    out: dict[str, str] = {}
    for name, text in groups.items():
        _known(name, allowed, where)
        for word in dict.fromkeys(text.split()):
            if word in out:
                raise CodebookError(
                    f"{word!r} stands in {out[word]!r} and in {name!r}",
                    where=f"{_FILE}, {where}",
                    remedy="Keep it in one.",
                )
            out[word] = name
    return out


def _combinations(rows: list[dict[str, str]], signs: Mapping[str, int]) -> dict[tuple[str, str], str]:
    out: dict[tuple[str, str], str] = {}
    for row in rows:
        name = _known(row["class"], signs, "combinations")
        for verb in row["verbs"].split():
            for noun in row["objects"].split():
                out.setdefault((verb, noun), name)
    return out


def _nouns(frames: Mapping[str, Mapping[str, Any]], signs: Mapping[str, int]) -> dict[str, ActionNoun]:
    out: dict[str, ActionNoun] = {}
    for frame, groups in frames.items():
        for name, text in groups.items():
            group = "" if name == "none" else _known(name, signs, f"nouns, {frame}")
            for noun in text.split():
                out.setdefault(noun, ActionNoun(group, frame))
    return out

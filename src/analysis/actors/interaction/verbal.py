"""Actions of verbs: agent, patient and verb of active and passive clauses, with objects behind prepositions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.actors.interaction.parties import THING, Parties, Party
from analysis.actors.interaction.qualities import qualities
from analysis.actors.interaction.subjects import Subject, Subjects
from analysis.annotation.parse import Token

MOST_PATIENTS = 4
"""Patients of one verb."""

_PREPOSITIONS = frozenset("with against to on upon from for toward towards at of over into in between among out".split())
_PLACES = frozenset({"in", "at", "into", "to", "from", "on", "over", "between", "among", "for", "of"})
_PLURAL_VERBS = frozenset("meet talk negotiate fight clash agree cooperate split marry debate quarrel reconcile".split())
_MUST = frozenset({"must", "should"})


@dataclass(frozen=True, slots=True)
class Found:
    """One action before it is written down.

    Attributes
    ----------
    token : int
        The verb or noun.
    verb, action_class : str
    agent, patient : Party or None
    voice : str
        ``active``, ``passive`` or ``nominal``.
    negated : bool
    modality, tense, rule : str
    """

    token: int
    verb: str
    action_class: str
    agent: Party | None
    patient: Party | None
    voice: str
    negated: bool
    modality: str
    tense: str
    rule: str


@dataclass(frozen=True, slots=True)
class Slot:
    """Who a verb may act on: the party, the preposition before it and the thing between ("lift" a "ban" "on")."""

    party: Party
    preposition: str
    thing: str
    rule: str


class Verbal:
    """The verbs of an article and what they say of parties.

    Parameters
    ----------
    parties : Parties
    subjects : Subjects
    """

    def __init__(self, parties: Parties, subjects: Subjects) -> None:
        self.parties = parties
        self.subjects = subjects
        self.tokens = parties.tokens
        self.children = parties.children
        self.lexicon = parties.lexicon
        self.nouns_used: set[int] = set()

    def actions(self, verb: int) -> list[Found]:
        """Return the actions of a verb."""
        token = self.tokens[verb]
        if token.pos not in {"VERB", "AUX"} or token.dep in {"aux", "auxpass", "amod", "compound", "prep", "case"}:
            return []
        passive = self.subjects.passive(verb)
        agents, rule = self._agents(verb, passive)
        slots = list(self._slots(verb, passive))
        if self.lexicon.not_actions.issuperset({self.parties.lemmas[token.index]}) or token.pos == "AUX":
            slots = [slot for slot in slots if self._class(verb, slot, passive)]
        if not slots and self.parties.lemmas[token.index] in self.lexicon.declaring:
            found = list(self._directive(verb, agents))
            if found or self.parties.lemmas[token.index] in self.lexicon.not_actions:
                return found
        if not slots and self.parties.lemmas[token.index] in self.lexicon.not_actions:
            return []
        if not passive and not slots and len(agents) > 1 and self.parties.lemmas[token.index] in _PLURAL_VERBS:
            return list(self._mutual(verb, agents))
        return list(self._rows(verb, passive, agents, slots, rule))

    def _agents(self, verb: int, passive: bool) -> tuple[list[Party], str]:
        subject = self.subjects.logical(verb)
        if subject is None:
            return [], "agentless" if passive else "no subject"
        rule = {"subject": "active", "agent": "passive"}.get(subject.rule, subject.rule)
        return self._members(subject.head), rule

    def _members(self, head: int) -> list[Party]:
        return [self.parties.party(i) for i in self.parties.group(head)]

    def _rows(
        self, verb: int, passive: bool, agents: list[Party], slots: list[Slot], rule: str
    ) -> Iterator[Found]:
        negated, modality, tense = qualities(self.subjects, verb)
        voice = "passive" if passive else "active"
        acting = [agent for agent in agents if agent.acts] or agents[:1]
        if not slots:
            if acting and acting[0].acts and not passive and self._intransitive(verb):
                slots_or_none: list[Slot | None] = [None]
            else:
                return
        else:
            slots_or_none = list(slots[:MOST_PATIENTS])
        for agent in acting or [None]:
            for slot in slots_or_none:
                if slot is not None and agent is not None and _same(agent, slot.party):
                    continue
                if not (agent is not None and agent.acts) and not (slot is not None and slot.party.weight > THING):
                    continue
                yield Found(
                    token=verb, verb=self._words(verb, slot), action_class=self._class(verb, slot, passive),
                    agent=agent, patient=None if slot is None else slot.party, voice=voice, negated=negated,
                    modality=modality, tense=tense, rule=rule if slot is None else f"{rule}, {slot.rule}",
                )  # fmt: skip

    def _intransitive(self, verb: int) -> bool:
        """Tell whether a verb alone is a deed: no thing said, no clause governed that holds the deed."""
        below = (self.tokens[i].dep for i in self.children[verb])
        if {"xcomp", "ccomp", "acomp", "attr", "oprd", "dobj"} & set(below):
            return False
        return True

    def _mutual(self, verb: int, agents: list[Party]) -> Iterator[Found]:
        """Yield what parties do to one another: "Armenia and Turkey met"."""
        negated, modality, tense = qualities(self.subjects, verb)
        for agent in agents:
            for patient in agents:
                if agent.head != patient.head and agent.acts and patient.acts:
                    yield Found(
                        verb, self._words(verb, None), self._class(verb, None, False), agent, patient, "active",
                        negated, modality, tense, "reciprocal",
                    )  # fmt: skip

    def _directive(self, verb: int, agents: list[Party]) -> Iterator[Found]:
        """Yield the demand in "said that Libya must hand over"."""
        below = self.parties.child(verb, "ccomp")
        token = self.tokens[verb]
        if below is None or self.parties.lemmas[token.index] not in self.lexicon.declaring:
            return
        must = next((self.tokens[i].text.lower() for i in self.children[below] if self.tokens[i].text.lower() in _MUST), "")
        bare = self.tokens[below].tag == "VB" and self.parties.child(below, "aux") is None
        subject = self.subjects.surface(below) if must or bare else None
        if subject is None or subject.rule != "subject":
            return
        negated, modality, tense = qualities(self.subjects, verb)
        for agent in agents:
            for patient in self._members(subject.head):
                if agent.acts and patient.acts and not _same(agent, patient):
                    yield Found(
                        verb, f"{self.parties.lemmas[token.index]} {must}".strip(), "request", agent, patient,
                        "active", negated, modality, tense, "directive clause",
                    )  # fmt: skip

    def _slots(self, verb: int, passive: bool) -> Iterator[Slot]:
        """Yield whom a verb acts on, each party once."""
        seen: set[int] = set()
        things: list[Slot] = []
        candidates = [*self._objects(verb, passive), *self._behind_prepositions(verb)]
        for slot in candidates:
            if slot.party.head in seen or self.parties.named_thing(slot.party.head):
                continue
            if slot.party.weight == THING or (slot.party.territory and not self._touches(verb, slot, passive)):
                if slot.preposition == "" and slot.party.weight == THING:
                    things.append(slot)
                continue
            seen.add(slot.party.head)
            yield slot
        if not seen and things:
            yield things[0]

    def _touches(self, verb: int, slot: Slot, passive: bool) -> bool:
        """Tell whether what is done touches a place: "a curfew in Sudan" does, "met in Moscow" does not."""
        place = slot.party.mention is not None and slot.party.mention.kind == "place"
        if slot.preposition in {"in", "at", "into"} or (place and slot.preposition in _PLACES):
            return self._class(verb, slot, passive) in self.lexicon.territorial
        return True

    def _objects(self, verb: int, passive: bool) -> Iterator[Slot]:
        heads, rule = self._direct(verb, passive)
        for head in heads:
            for i in self.parties.group(head):
                party = self.parties.party(i)
                noun = self.parties.lemmas[i]
                if party.weight > THING:
                    yield Slot(party, "", "", rule)
                    continue
                for inner in self.parties.inner(i):
                    if noun in self.lexicon.nouns:
                        self.nouns_used.add(i)
                    yield Slot(inner.party, inner.preposition, noun, f"{rule} inner")
                yield Slot(party, "", noun, rule)
        for slot in self._clause_subject(verb):
            yield slot

    def _direct(self, verb: int, passive: bool) -> tuple[list[int], str]:
        if passive:
            subject = self.subjects.surface(verb)
            heads = [] if subject is None else [subject.head]
            return heads + [i for i in self.children[verb] if self.tokens[i].dep in {"dobj", "oprd"}][:1], "subject"
        heads = []
        for i in self.children[verb]:
            token = self.tokens[i]
            if token.dep in {"dobj", "dative"}:
                if token.pos == "ADP":
                    below = self.parties.child(i, "pobj")
                    heads += [] if below is None else [below]
                else:
                    heads.append(self._relative_object(verb, i))
        if not heads and self._gap(verb):
            return [self.tokens[verb].head], "relative object"
        return heads, "object"

    def _relative_object(self, verb: int, head: int) -> int:
        if self.tokens[head].text.lower() in {"which", "whom", "who", "that"}:
            noun = self.subjects.antecedent(verb)
            return head if noun is None else noun
        return head

    def _gap(self, verb: int) -> bool:
        """Tell whether a relative clause lacks the object that its noun is: "villages rebels overran"."""
        token = self.tokens[verb]
        if token.dep != "relcl" or self.parties.child(verb, "nsubj") is None:
            return False
        subject = self.subjects.surface(verb)
        if subject is None or subject.rule == "relative":
            return False
        complete = {"ccomp", "xcomp", "prep", "advmod", "acomp"}
        if any(self.tokens[i].dep in complete for i in self.children[verb]):
            return False
        return bool(self.lexicon.class_of(self.parties.lemmas[token.index]))

    def _clause_subject(self, verb: int) -> Iterator[Slot]:
        """Yield who is made to do something where the parser gives a clause: "forced [them to leave]"."""
        token = self.tokens[verb]
        lemma = self.parties.lemmas[token.index]
        if lemma not in self.lexicon.object_control or lemma in self.lexicon.not_actions:
            return
        for i in self.children[verb]:
            below = self.tokens[i]
            if below.dep not in {"ccomp", "advcl", "xcomp"} or below.tag in {"VBD", "VBZ", "VBP"}:
                continue
            word = self.parties.child(i, "mark")
            preposition = "" if word is None else self.tokens[word].text.lower()
            subject = self.parties.child(i, "nsubj", "nsubjpass")
            if subject is None or preposition not in {"", "for"} or (below.dep == "advcl" and not preposition):
                continue
            for j in self.parties.group(subject):
                party = self.parties.party(j)
                if party.weight > THING:
                    yield Slot(party, preposition, "", "clause subject")
                else:
                    noun = self.parties.lemmas[j]
                    yield from (
                        Slot(x.party, x.preposition, noun, "clause subject inner") for x in self.parties.inner(j)
                    )

    def _behind_prepositions(self, verb: int) -> Iterator[Slot]:
        thing = self._thing(verb)
        for i in self.children[verb]:
            token = self.tokens[i]
            if token.dep not in {"prep", "dative"} or token.text.lower() not in _PREPOSITIONS:
                continue
            words, below = token.text.lower(), self.parties.child(i, "pobj")
            if below is None:
                further = self.parties.child(i, "prep")
                if further is None:
                    continue
                words, below = f"{words}_{self.tokens[further].text.lower()}", self.parties.child(further, "pobj")
            for j in self.parties.group(below) if below is not None else ():
                party = self.parties.party(j)
                if party.weight > THING:
                    yield Slot(party, words, thing, "preposition")
                    continue
                for inner in self.parties.inner(j):
                    yield Slot(inner.party, words, thing, "preposition inner")

    def _thing(self, verb: int) -> str:
        """Return the lemma of a verb's object where that is a thing."""
        thing = self.parties.child(verb, "dobj")
        if thing is None or self.parties.party(thing).weight > THING:
            return ""
        return self.parties.lemmas[thing]

    def _class(self, verb: int, slot: Slot | None, passive: bool) -> str:
        token = self.tokens[verb]
        particle = self._particle(verb)
        if slot is None:
            return self.lexicon.class_of(self.parties.lemmas[token.index], particle=particle)
        return self.lexicon.class_of(
            self.parties.lemmas[token.index], particle=particle, noun=slot.thing, preposition=slot.preposition
        )

    def _particle(self, verb: int) -> str:
        i = self.parties.child(verb, "prt")
        return "" if i is None else self.parties.lemmas[i]

    def _words(self, verb: int, slot: Slot | None) -> str:
        """Return the verb with its particle, its object if somebody else is the patient, and its preposition."""
        parts = [self.parties.lemmas[verb], self._particle(verb)]
        if slot is not None:
            thing = slot.thing if slot.rule.endswith("inner") or slot.preposition else ""
            light = self.parties.lemmas[verb] in self.lexicon.light
            parts += [slot.thing if light else thing, slot.preposition.replace("_", " ")]
        return " ".join(part for part in parts if part)


def _same(a: Party, b: Party) -> bool:
    """Tell whether two phrases overlap or are one actor: what one does to oneself is no relation."""
    one = a.mention is not None and b.mention is not None and a.mention.cluster == b.mention.cluster
    return one or (a.start < b.end and b.start < a.end)

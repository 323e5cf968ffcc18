"""Actions of verbs: active and passive clauses, support constructions, demands in clauses, mutual deeds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.actors.interaction.objects import Objects, Slot, same_party
from analysis.actors.interaction.parties import THING, Party
from analysis.actors.interaction.qualities import Qualities
from analysis.actors.interaction.rules import Rules
from analysis.actors.interaction.subjects import Subjects

MOST_PATIENTS = 4
"""Patients of one verb."""

_NO_VERBS = frozenset({"aux", "auxpass", "amod", "compound", "prep", "case", "nmod"})
_MUTUAL = frozenset(
    {"meet", "talk", "negotiate", "fight", "clash", "agree", "cooperate", "debate", "quarrel", "reconcile"}
)
_CLAUSES = frozenset({"xcomp", "ccomp", "acomp", "attr", "oprd", "dobj"})
_VAGUE = frozenset({"they", "them", "it", "he", "him", "she", "her"})
_SHORT = frozenset({"do", "go", "'d", "is", "be"})
_MUST = frozenset({"must", "should"})


@dataclass(slots=True)
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


class Verbal(Rules):
    """The verbs of an article and what they say of parties.

    Parameters
    ----------
    subjects : Subjects
    """

    def __init__(self, subjects: Subjects) -> None:
        super().__init__(subjects)
        self.objects = Objects(subjects)
        self.qualities = Qualities(subjects)

    def actions(self, verb: int) -> list[Found]:
        """Return the actions of a verb."""
        token = self.tokens[verb]
        if token.pos == "ADJ" and token.dep == "acomp":
            return list(self._stand(verb, token.head))
        if (
            token.pos not in {"VERB", "AUX"}
            or token.dep in _NO_VERBS
            or self._fragment(token.text)
            or self._likened(verb)
        ):
            return []
        stands = list(self._stand(verb, verb)) if token.tag == "VBN" else []
        if stands:
            return stands
        passive = self.subjects.passive(verb)
        agents, rule = self._agents(verb, passive)
        slots = self.objects.slots(verb, passive)
        weak = self.lemmas[verb] in self.lexicon.not_actions or token.pos == "AUX"
        if weak:
            slots = [slot for slot in slots if self._counts(verb, slot)]
        if not slots:
            found = list(self._directive(verb, agents))
            if found or weak:
                return found
            if not passive and self.lemmas[verb] in _MUTUAL and len([a for a in agents if a.acts]) > 1:
                return list(self._mutual(verb, agents))
        return list(self._rows(verb, passive, agents, slots, rule))

    def _likened(self, verb: int) -> bool:
        """Tell whether a participle says what something is like: "as opposed to", "treaties and signed agreements"."""
        token = self.tokens[verb]
        if token.tag != "VBN":
            return False
        compared = verb > 0 and self.tokens[verb - 1].text.lower() == "as"
        return compared or (token.dep == "conj" and self.tokens[token.head].pos in {"ADJ", "NOUN"})

    def _fragment(self, text: str) -> bool:
        """Tell "re" of "re-confirmed", which is no verb."""
        return len(text) < 3 and text.lower() not in _SHORT

    def _counts(self, verb: int, slot: Slot) -> bool:
        """Tell whether a verb that is no deed is one with its object: "make a decision", "show support"."""
        return bool(self.objects.class_of(verb, slot)) or self.objects.light(verb, slot)

    def _agents(self, verb: int, passive: bool) -> tuple[list[Party], str]:
        subject = self.subjects.logical(verb)
        if subject is None:
            return [], "agentless" if passive else "no subject"
        rule = {"subject": "active", "agent": "passive"}.get(subject.rule, subject.rule)
        group = [self.parties.party(i) for i in self.parties.group(subject.head)]
        acting = [agent for agent in group if agent.acts]
        if acting:
            return acting, rule
        owner = self._behind(subject.head)
        return (group[:1], rule) if owner is None else ([owner], f"{rule} inner")

    def _behind(self, head: int) -> Party | None:
        """Return for whom a thing acts: "Israeli air strikes killed", "an attack by rebels killed"."""
        owner = self.parties.own_modifier(head)
        known = self.lexicon.nouns.get(self.lemmas[head])
        if owner is not None and owner.acts and (owner.mention is not None or known is not None):
            return owner
        if known is None and self.lemmas[head] not in self.parties.sayings:
            return None
        doers = {"by", "from", "of"} if known is not None and known.frame == "of_agent" else {"by", "from"}
        inner = (one.party for one in self.parties.inner(head) if one.preposition in doers)
        return next((party for party in inner if party.acts), None)

    def _stand(self, adjective: int, verb: int) -> Iterator[Found]:
        """Yield the stand an adjective or participle takes: "was critical of the army", "opposed to the deal"."""
        subject = self.subjects.surface(verb)
        if subject is None:
            return
        standing = self.qualities.of(verb)
        for i in self.children[adjective]:
            name = f"{self.tokens[adjective].text.lower()}_{self.tokens[i].text.lower()}"
            below = self.child(i, "pobj")
            if name not in self.lexicon.adjectives or below is None:
                continue
            words, group = f"be {name.replace('_', ' ')}", self.lexicon.adjectives[name]
            for agent in (self.parties.party(j) for j in self.parties.group(subject.head)):
                for j in self.parties.group(below):
                    party = self.parties.party(j)
                    near = (
                        [party] if party.weight > THING else [x.party for x in self.parties.inner(j, most=1)]
                    )
                    for patient in near:
                        if agent.acts and not same_party(agent, patient):
                            yield Found(
                                adjective, words, group, agent, patient, "active", *standing, "adjective"
                            )

    def _rows(
        self, verb: int, passive: bool, agents: list[Party], slots: list[Slot], rule: str
    ) -> Iterator[Found]:
        if not passive and not agents:
            return
        if not slots and not self._alone(verb, passive, agents):
            return
        standing = self.qualities.of(verb)
        doers: list[Party | None] = [*agents] or [None]
        whom: list[Slot | None] = [*slots[:MOST_PATIENTS]] or [None]
        for agent in doers:
            for slot in whom:
                if self._plausible(verb, agent, slot) and not (
                    rule.endswith("inner") and self._weak(verb, slot)
                ):
                    yield self._found(verb, agent, slot, ("passive" if passive else "active", rule), standing)

    def _alone(self, verb: int, passive: bool, agents: list[Party]) -> bool:
        """Tell whether a verb without a patient is a deed: no clause below it holds the deed."""
        below = {self.tokens[i].dep for i in self.children[verb]}
        spoken = self.lemmas[verb] in self.lexicon.declaring or self.objects.class_of(verb, None) == "request"
        return not passive and agents[0].acts and not below & _CLAUSES and not spoken

    def _plausible(self, verb: int, agent: Party | None, slot: Slot | None) -> bool:
        known = bool(self.objects.class_of(verb, slot))
        ends = [agent, None if slot is None else slot.party]
        if not known and not any(end is not None and self._tells(end) for end in ends):
            return False
        if slot is None or (agent is not None and same_party(agent, slot.party)):
            return slot is None
        if agent is not None and agent.acts:
            return True
        # What a thing does, or nobody, counts where it is done to somebody directly or by a verb of action.
        direct = not slot.preposition and not slot.rule.endswith("inner")
        return slot.party.weight > THING and (known or direct) and not self._raised(verb)

    def _weak(self, verb: int, slot: Slot | None) -> bool:
        """Tell whether what a thing does says nothing of whose it is: "the U.S. economy shrank"."""
        if slot is None:
            return True
        return slot.party.weight == THING and not self.objects.class_of(verb, slot)

    def _tells(self, party: Party) -> bool:
        """Tell whether a phrase says who: a thing does not, nor a pronoun whose antecedent is unknown."""
        vague = self.tokens[party.head].text.lower() in _VAGUE
        return party.mention is not None or (party.weight > THING and not vague)

    def _raised(self, verb: int) -> bool:
        """Tell whether a participle only tells how the deed below it stands: "is expected to leave"."""
        if self.objects.class_of(verb, None) or self.lemmas[verb] not in self.lexicon.chains:
            return False
        return self.child(verb, "xcomp", "ccomp") is not None or self._after_preposition(verb)

    def _after_preposition(self, verb: int) -> bool:
        children = self.children
        return any(self.tokens[j].dep == "pcomp" for i in children[verb] for j in children[i])

    def _found(
        self,
        verb: int,
        agent: Party | None,
        slot: Slot | None,
        made: tuple[str, str],
        standing: tuple[bool, str, str],
    ) -> Found:
        voice, rule = made
        negated, modality, tense = standing
        group = self.objects.class_of(verb, slot)
        patient = None if slot is None else slot.party
        rule = rule if slot is None else f"{rule}, {slot.rule}"
        if slot is not None and self.objects.light(verb, slot):
            self.objects.use_noun(verb, slot)
            own = self.lexicon.chains.get(self.lemmas[verb], "")
            modality = modality or (own if own in {"intended", "hypothetical"} else "")
            group = group or self.lexicon.nouns[slot.thing].action_class
            rule = f"{rule}, light verb"
            patient = None if slot.party.weight == THING else patient
            if self.lemmas[verb] in self.lexicon.inverse and voice == "active":
                agent, patient, rule = patient, agent, f"{rule} inverse"
        return Found(
            verb, self.objects.words(verb, slot), group, agent, patient, voice, negated, modality, tense, rule
        )

    def _mutual(self, verb: int, agents: list[Party]) -> Iterator[Found]:
        """Yield what parties do to one another: "Armenia and Turkey met"."""
        standing = self.qualities.of(verb)
        group = self.objects.class_of(verb, None)
        for agent in agents:
            for patient in agents:
                if not same_party(agent, patient):
                    yield Found(
                        verb, self.lemmas[verb], group, agent, patient, "active", *standing, "reciprocal"
                    )

    def _directive(self, verb: int, agents: list[Party]) -> Iterator[Found]:
        """Yield the demand in "said that Libya must go" and "demanded it go", the charge in "alleged it stole"."""
        below = self.child(verb, "ccomp")
        if below is None or self.lemmas[verb] not in self.lexicon.declaring:
            return
        words = {self.tokens[i].text.lower() for i in self.children[below]} & _MUST
        group = self.lexicon.class_of(self.lemmas[verb])
        bare = (
            group == "request"
            and self.tokens[below].tag in {"VB", "VBP"}
            and self.child(below, "aux") is None
        )
        accuses = group in {"accuse", "protest"}
        subject = self.subjects.surface(below) if words or bare or accuses else None
        if subject is None or subject.rule != "subject":
            return
        standing = self.qualities.of(verb)
        name = " ".join([self.lemmas[verb], *sorted(words)])
        for agent in agents:
            for i in self.parties.group(subject.head):
                patient = self.parties.party(i)
                if agent.acts and patient.acts and not same_party(agent, patient):
                    yield Found(
                        verb, name, group if accuses else "request", agent, patient, "active", *standing,
                        "accusing clause" if accuses else "directive clause",
                    )  # fmt: skip

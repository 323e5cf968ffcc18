"""A verb with what belongs to it: its particle, the thing it governs, its class and how it is written down."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.actors.interaction.lexicon import ALONE
from analysis.actors.interaction.parties import PARTY, THING, Party
from analysis.actors.interaction.rules import Rules
from analysis.actors.interaction.subjects import Subjects

_PARTICLES = frozenset({"back", "out", "down", "off", "up", "away", "over"})


@dataclass(slots=True)
class Slot:
    """Whom a verb may act on.

    Attributes
    ----------
    party : Party
    preposition : str
        Before the party; of "out of" both words, joined by "_".
    thing : str
        Lemma of the verb's object where that is a thing: "lift" a "ban" "on".
    rule : str
    site : bool
        True where the party is where something happens, not whom it befalls.
    deep : bool
        True where another thing stands between the verb's object and the party.
    suffers : bool
        True where the party is at the other end of a hostile deed that the object names.
    """

    party: Party
    preposition: str
    thing: str
    rule: str
    site: bool = False
    deep: bool = False
    suffers: bool = False


class Predicates(Rules):
    """The verbs of an article with what belongs to them.

    Parameters
    ----------
    subjects : Subjects
    """

    def __init__(self, subjects: Subjects) -> None:
        super().__init__(subjects)
        self.nouns_used: dict[int, bool] = {}
        self._things: dict[int, int | None] = {}
        self._particles: dict[int, str] = {}

    def thing(self, verb: int) -> str:
        """Return the lemma of a verb's object where that is a thing."""
        thing = self._thing_of(verb)
        return "" if thing is None else self.lemmas[thing]

    def _thing_of(self, verb: int) -> int | None:
        if verb not in self._things:
            self._things[verb] = self._object_thing(verb)
        return self._things[verb]

    def _object_thing(self, verb: int) -> int | None:
        thing = self.child(verb, "dobj")
        if thing is None and self.subjects.passive(verb):
            subject = self.subjects.surface(verb)
            thing = None if subject is None else subject.head
        return None if thing is None or self.parties.party(thing).weight > THING else thing

    def class_of(self, verb: int, slot: Slot | None) -> str:
        """Return the class of a verb with a patient, or alone."""
        particle = self.particle(verb)
        if slot is None:
            return self.lexicon.class_of(self.lemmas[verb], particle=particle, kind=ALONE)
        kind = slot.party.mention.kind if slot.party.mention is not None else ""
        if not slot.thing:
            moved = self.moved(verb) if slot.preposition else self.lemmas[slot.party.head]
            kind = moved if (self.lemmas[verb], moved) in self.lexicon.combinations else kind
        return self.lexicon.class_of(
            self.lemmas[verb], particle=particle, noun=slot.thing, preposition=slot.preposition, kind=kind
        )

    def moved(self, verb: int) -> str:
        """Return the lemma of the people who are a verb's object without being named: "sent troops into"."""
        below = self.child(verb, "dobj")
        people = below is not None and self.parties.party(below).weight == PARTY
        return self.lemmas[below] if below is not None and people else ""

    def particle(self, verb: int) -> str:
        """Return a verb's particle, or an empty string: "push back"."""
        if verb not in self._particles:
            self._particles[verb] = self._find_particle(verb)
        return self._particles[verb]

    def _find_particle(self, verb: int) -> str:
        for i in self.children[verb]:
            token = self.tokens[i]
            if token.dep == "prt" or (
                token.dep == "advmod" and i == verb + 1 and token.text.lower() in _PARTICLES
            ):
                return token.text.lower()
        return ""

    def words(self, verb: int, slot: Slot | None) -> str:
        """Return the verb with its particle, its object if somebody else is the patient, and its preposition."""
        parts = [self.lemmas[verb], self.particle(verb)]
        if slot is not None:
            apart = slot.rule.endswith("inner") or slot.preposition != "" or self.light(verb, slot)
            thing = slot.thing or (self.moved(verb) if slot.preposition else "")
            parts += [thing if apart else "", slot.preposition.replace("_", " ")]
        return " ".join(part for part in parts if part)

    def use_noun(self, verb: int, slot: Slot) -> None:
        """Note that a verb's object is told by the verb, and whether with whom it was done to."""
        thing = self._thing_of(verb)
        if thing is not None:
            self.nouns_used[thing] = self.nouns_used.get(thing, False) or slot.party.weight > THING

    def light(self, verb: int, slot: Slot) -> bool:
        """Tell whether a verb says little beside its object: "make a decision"."""
        if slot.thing not in self.lexicon.nouns:
            return False
        return self.lemmas[verb] in self.lexicon.light or self.lemmas[verb] in self.lexicon.inverse

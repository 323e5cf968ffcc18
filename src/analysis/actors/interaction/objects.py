"""Whom a verb acts on: its objects, the parties inside them and behind prepositions, and its class with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from analysis.actors.interaction.parties import THING, Party
from analysis.actors.interaction.predicates import Predicates, Slot

_PREPOSITIONS = frozenset(
    ["with", "against", "to", "on", "upon", "from", "for", "toward", "towards", "at", "of", "over", "into", "in",
     "between", "among", "out"]
)  # fmt: skip
_SITES = frozenset({"in", "at", "into", "within"})
_PLACES = _SITES | {"to", "from", "on", "over", "between", "among", "for", "of"}
_FOLLOWED = frozenset({"with", "against", "to", "on", "upon", "from", "toward", "towards", "into"})
_OTHER_SIDE = frozenset({"against", "from"})
_HOLDING = frozenset({"in", "for"})
_OWNERS = frozenset({"his", "her", "their", "its", "my", "our", "your"})


class Objects(Predicates):
    """The verbs of an article with whom they act on.

    Parameters
    ----------
    subjects : Subjects
    """

    def slots(self, verb: int, passive: bool) -> list[Slot]:
        """Return whom a verb acts on, each party once; a thing only if there is no party."""
        out: list[Slot] = []
        things: list[Slot] = []
        for slot in (*self._objects(verb, passive), *self._behind_prepositions(verb)):
            party = slot.party
            if slot.rule.endswith("inner") and not self._reaches(verb, slot):
                continue
            if out and slot.rule == "preposition inner" and slot.preposition in _HOLDING:
                continue  # "sold drones to Russia in violation of a ban"
            if (out and any(_one(party, other.party) for other in out)) or self.parties.measure(party.head):
                continue
            if slot.preposition in _OTHER_SIDE and self._helped(verb, slot, out):
                continue
            if party.weight == THING or self._own(verb, slot) or not self._touches(verb, slot):
                if slot.preposition == "" and party.weight == THING:
                    things.append(slot)
                continue
            out.append(slot)
        if not out:
            return things[:1]
        if any(slot.preposition == "against" for slot in out):
            # "A war against us with Azerbaijan": who stands beside one is not acted on.
            out = [slot for slot in out if slot.preposition != "with"]
        named = any(not slot.site for slot in out)
        out = [slot for slot in out if not (named and slot.site) or self.class_of(verb, slot) == "mobilize"]
        return out or things[:1]

    def _helped(self, verb: int, slot: Slot, out: list[Slot]) -> bool:
        """Tell whether a verb acts on its object alone: "defend itself from Russia", "weaken India against China"."""
        if f"{self.lemmas[verb]}_{slot.preposition}" in self.lexicon.verbs:
            return False
        reflexive = self.child(verb, "dobj")
        if reflexive is not None and self.tokens[reflexive].text.lower().endswith(("self", "selves")):
            return True
        return any(not other.preposition for other in out)

    def _reaches(self, verb: int, slot: Slot) -> bool:
        """Tell whether what is done to a thing is done to whose it is: "raided his home", not "read his book"."""
        judges = self.class_of(verb, slot) in self.lexicon.judging
        if judges and slot.suffers and (slot.deep or not self.light(verb, slot)):
            return False  # "condemned the attack on Ukraine", "expressed support for the war against it"
        toward = slot.rule == "preposition inner" or (slot.preposition != "" and not slot.deep)
        return toward or bool(self.class_of(verb, slot)) or self.light(verb, slot)

    def _own(self, verb: int, slot: Slot) -> bool:
        """Tell whether a party is only a possessive: "for her role"; "raided his home" touches him."""
        if self.tokens[slot.party.head].text.lower() not in _OWNERS or not slot.rule.endswith("inner"):
            return False
        noun = self.lexicon.nouns.get(slot.thing)
        if noun is not None and noun.frame == "of_agent" and self.light(verb, slot):
            return True  # "offered his resignation": nobody else's
        return slot.party.mention is None or not self.class_of(verb, slot)

    def _touches(self, verb: int, slot: Slot) -> bool:
        """Tell whether what is done touches where it is done: "a curfew in Sudan" does, "met in Moscow" does not."""
        mention = slot.party.mention
        place = mention is not None and mention.kind == "place" and slot.preposition in _PLACES
        if slot.site or place:
            group = self.class_of(verb, slot)
            # A protest in a city is no protest against it; its roads are the city's.
            roads = group == "protest" and slot.thing != "" and slot.thing not in self.lexicon.nouns
            return group in self.lexicon.territorial or roads
        return True

    def _objects(self, verb: int, passive: bool) -> Iterator[Slot]:
        heads, rule = self._direct(verb, passive)
        for head in heads:
            for i in self.parties.group(head):
                yield from self._of_phrase(i, rule)
        yield from self._clause_subject(verb)

    def _of_phrase(self, head: int, rule: str) -> Iterator[Slot]:
        """Yield a phrase as patient: the party itself, or the parties inside a thing and the thing."""
        party = self.parties.party(head)
        if party.weight > THING:
            yield Slot(party, "", "", rule)
            return
        noun = self.lemmas[head]
        for inner in self.parties.inner(head):
            site = inner.preposition in _SITES and inner.party.territory
            yield Slot(inner.party, inner.preposition, noun, f"{rule} inner", site, inner.deep, inner.suffers)
        yield Slot(party, "", noun, rule)

    def _direct(self, verb: int, passive: bool) -> tuple[list[int], str]:
        if passive:
            subject = self.subjects.surface(verb)
            heads = [] if subject is None else [subject.head]
            second = self.child(verb, "dobj")
            return heads + ([] if second is None else [second]), "subject"
        heads = []
        for i in self.children[verb]:
            token = self.tokens[i]
            if token.dep in {"dobj", "dative"} and token.pos == "ADP":
                below = self.child(i, "pobj")
                heads += [] if below is None else [below]
            elif token.dep in {"dobj", "dative"} and not self._links(verb, i):
                heads.append(self._relative_object(verb, i))
            elif token.dep == "dobj" and self.parties.party(i - 1).weight == THING:
                heads.append(i - 1)  # "the city that it seized"
        if not heads:
            heads = self._mistaken(verb) or self._shared(verb)
        if not heads and self._gap(verb):
            return [self.tokens[verb].head], "relative object"
        return heads, "object"

    def _mistaken(self, verb: int) -> list[int]:
        """Return an actor after a verb that the parser takes for a time: "Turkey attacked Greece"."""
        i = self.child(verb, "npadvmod")
        mention = None if i is None else self.parties.mentioned[i]
        return [i] if i is not None and i > verb and mention is not None and mention.kind != "place" else []

    def _shared(self, verb: int) -> list[int]:
        """Return the object two verbs share: "killing or wounding civilians"."""
        near = [i for i in self.children[verb] if self.tokens[i].dep == "conj" and 0 < i - verb <= 2]
        if not near or not self.class_of(verb, None):
            return []
        return [i for i in self.children[near[0]] if self.tokens[i].dep == "dobj"][:1]

    def _links(self, verb: int, i: int) -> bool:
        """Tell whether "that" before a verb with a subject only opens its clause: "reminding them that he served"."""
        token = self.tokens[i]
        opens = token.text.lower() == "that" and token.tag in {"WDT", "IN"} and i < verb
        return opens and self.subjects.antecedent(verb) is None

    def _relative_object(self, verb: int, head: int) -> int:
        noun = self.subjects.antecedent(verb) if self.subjects.relative(head) else None
        return head if noun is None else noun

    def _gap(self, verb: int) -> bool:
        """Tell whether a relative clause lacks the object that its noun is: "villages rebels overran"."""
        if self.tokens[verb].dep != "relcl" or self.child(verb, "nsubj") is None:
            return False
        subject = self.subjects.surface(verb)
        if subject is None or subject.rule == "relative":
            return False
        complete = {"ccomp", "xcomp", "prep", "advmod", "acomp"}
        if any(self.tokens[i].dep in complete for i in self.children[verb]):
            return False
        return bool(self.lexicon.class_of(self.lemmas[verb]))

    def _clause_subject(self, verb: int) -> Iterator[Slot]:
        """Yield who is made to do something where the parser gives a clause: "forced [them to leave]"."""
        lemma = self.lemmas[verb]
        if lemma not in self.lexicon.object_control or lemma in self.lexicon.not_actions:
            return
        for i in self.children[verb]:
            below = self.tokens[i]
            if below.dep not in {"ccomp", "advcl", "xcomp"} or below.tag in {"VBD", "VBZ", "VBP"}:
                continue
            word = self.child(i, "mark")
            preposition = "" if word is None else self.tokens[word].text.lower()
            subject = self.child(i, "nsubj", "nsubjpass")
            if (
                subject is None
                or preposition not in {"", "for"}
                or (below.dep == "advcl" and not preposition)
            ):
                continue
            for j in self.parties.group(subject):
                for slot in self._of_phrase(j, "clause subject"):
                    yield replace(slot, preposition=slot.preposition or preposition)

    def _behind_prepositions(self, verb: int) -> Iterator[Slot]:
        thing = self.thing(verb)
        party_object = not thing and self.child(verb, "dobj", "nsubjpass") is not None
        for i in self.children[verb]:
            token = self.tokens[i]
            if token.dep not in {"prep", "dative"} or not self._binds(verb, token.text.lower()):
                continue
            words, below = token.text.lower(), self.child(i, "pobj")
            if below is None:
                further = self.child(i, "prep")
                if further is None or words == "along":
                    continue
                words, below = (
                    f"{words}_{self.tokens[further].text.lower()}",
                    self.child(further, "pobj"),
                )
            for j in self.parties.group(below) if below is not None else ():
                party, site = self.parties.party(j), words in _SITES
                if party.weight > THING:
                    yield Slot(party, words, thing, "preposition", site)
                # Whose thing it is matters for "responded to a demand of", "in protest against", not for causes.
                elif self._follows(verb, words, j, party_object):
                    for inner in self.parties.inner(j):
                        own = inner.preposition in _SITES and inner.party.territory
                        yield Slot(inner.party, words, thing, "preposition inner", own, True, inner.suffers)

    def _binds(self, verb: int, word: str) -> bool:
        """Tell whether what stands behind a preposition may be acted on."""
        return word in _PREPOSITIONS or f"{self.lemmas[verb]}_{word}" in self.lexicon.verbs

    def _follows(self, verb: int, words: str, noun: int, party_object: bool) -> bool:
        """Tell whether parties inside a thing behind a preposition are acted on: "complained over Israeli raids"."""
        listed = f"{self.lemmas[verb]}_{words}" in self.lexicon.verbs
        if self.parties.measure(noun):
            return False  # "received a call on the third day of the war"
        known = self.lexicon.nouns.get(self.lemmas[noun])
        # "Intervened in the war of", "on strike in protest against", but "the plant was shelled in the invasion of".
        holding = (
            words in _HOLDING
            and known is not None
            and (not self.thing(verb) or known.action_class in self.lexicon.judging)
        )
        followed = words in _FOLLOWED and (words not in {"on", "upon"} or self.thing(verb) != "")
        return not party_object and (listed or holding or followed)


def _one(a: Party, b: Party) -> bool:
    same = a.mention is not None and b.mention is not None and a.mention.cluster == b.mention.cluster
    return same or a.head == b.head


def same_party(a: Party, b: Party) -> bool:
    """Tell whether two phrases overlap or are one actor: what one does to oneself is no relation."""
    return _one(a, b) or (a.start < b.end and b.start < a.end)

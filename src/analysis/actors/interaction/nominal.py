"""Actions of nouns: "Armenia's withdrawal from the CSTO", "the invasion of Ukraine", "talks between A and B"."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.actors.interaction.lexicon import ActionNoun
from analysis.actors.interaction.objects import same_party
from analysis.actors.interaction.parties import NAMED, THING, Party
from analysis.actors.interaction.rules import Rules
from analysis.actors.interaction.verbal import Found

_ON = frozenset({"against", "on", "upon", "at", "toward", "towards", "over"})
_COMES_FROM = frozenset({"retreat", "sanction", "yield"})
_GIVEN_TO = frozenset({"support", "aid"})
_NOT_TO = frozenset({"request", "retreat", "sanction", "yield", "agree", "reject"})
_AVERTED = frozenset({"prevent", "avoid", "avert", "rule_out"})

_WITHIN = "within"
"""Marks parties inside a thing behind a preposition: "attack on the homes of refugees"."""

_Ends = dict[str, list[Party]]


class Nominal(Rules):
    """The nouns of action of an article and their parties.

    Parameters
    ----------
    subjects : Subjects
    """

    def actions(self, noun: int) -> list[Found]:
        """Return the actions of a noun."""
        token = self.tokens[noun]
        known = self.lexicon.nouns.get(self.lemmas[noun]) if token.pos == "NOUN" else None
        if known is None or token.dep in {"compound", "nmod"}:
            return []
        ends = self._ends(noun)
        pairs = self._mutual(noun, ends) if known.frame == "reciprocal" else self._one_way(noun, known, ends)
        return list(self._written(noun, known, pairs))

    def _ends(self, noun: int) -> _Ends:
        """Return the parties around a noun by what joins them to it: "owner", "before" or a preposition."""
        out: _Ends = {}
        for i in self.children[noun]:
            token = self.tokens[i]
            if token.dep == "poss":
                owner = self.subjects.possessor(noun, i)
                out["owner"] = (
                    [] if owner is None else [self.parties.party(j) for j in self.parties.group(owner)]
                )
            elif token.dep in {"compound", "amod", "nmod"}:
                word = "against" if self.parties.against(i) else "before"
                out.setdefault(word, []).extend(self._before(i))
            elif token.dep in {"prep", "agent"}:
                below = self.child(i, "pobj")
                for j in self.parties.group(below) if below is not None else ():
                    party = self.parties.party(j)
                    if party.weight > THING:
                        out.setdefault(token.text.lower(), []).append(party)
                    else:
                        near = [one.party for one in self.parties.inner(j, most=1)]
                        out.setdefault(f"{token.text.lower()} {_WITHIN}", []).extend(near)
        return out

    def _before(self, index: int) -> list[Party]:
        """Return the actors named before a noun; two of them in "the Russia-Ukraine war"."""
        out: list[Party] = []
        for i in (*self.children[index], index):
            mention = self.parties.mentioned[i]
            known = mention is not None and mention.kind != "place"
            if mention is not None and known and (not out or out[-1].mention is not mention):
                out.append(Party(i, mention.start, mention.end, mention, NAMED))
        return out

    def _mutual(self, noun: int, ends: _Ends) -> Iterator[tuple[Party | None, Party | None, str, str]]:
        sides = [*ends.get("between", []), *ends.get("among", [])]
        guests: list[Party] = []
        if len(sides) < 2:
            own = ends.get("owner") or ends.get("before") or []
            others = ends.get("with", [])
            for agent in self._holder(noun) if not own else ():
                yield from ((agent, patient, "with", "nominal") for patient in others)
            for agent in own:
                for patient in (*ends.get("against", []), *ends.get("on", [])):
                    yield agent, patient, "", "nominal"
            if not others and len(own) < 2:
                return
            sides, guests = [*own, *others], others
        for agent in sides:
            for patient in sides:
                both = agent in guests and patient in guests
                if not both and not same_party(agent, patient) and agent.acts and patient.acts:
                    yield agent, patient, "", "nominal reciprocal"

    def _holder(self, noun: int) -> list[Party]:
        """Return the subject of the verb that governs a noun: who "abandoned talks with" has talked."""
        subject = self.subjects.holder(noun)
        return [] if subject is None else [self.parties.party(i) for i in self.parties.group(subject.head)]

    def _one_way(
        self, noun: int, known: ActionNoun, ends: _Ends
    ) -> Iterator[tuple[Party | None, Party | None, str, str]]:
        patients = list(self._patients(noun, known, ends))
        agents = [*ends.get("by", [])]
        if known.frame == "of_agent":
            agents += ends.get("of", [])
            agents += ends.get("from", []) if known.action_class != "retreat" else []
        owner = ends.get("owner", []) or ends.get("before", [])
        if known.frame == "owned" and not patients:
            patients = [(party, "") for party in owner]
        elif not agents:
            # "Ukraine aid" is aid to Ukraine; only "Ukraine's aid to" somebody is Ukraine's.
            given = known.action_class in _GIVEN_TO and not patients
            agents = ends.get("owner", []) if given else owner
        agents = [agent for agent in agents if agent.acts]
        for agent in agents:
            for party, word in patients:
                yield agent, party, word.removesuffix(_WITHIN).strip(), "nominal"
            if not patients and agent.weight == NAMED and self._alone(known):
                yield agent, None, "", "nominal"
        if not agents and known.frame in {"of_patient", "owned"}:
            for party, word in patients:
                if not word.endswith(_WITHIN):
                    yield None, party, word, "nominal agentless"

    def _alone(self, known: ActionNoun) -> bool:
        """Tell whether a noun with who acts alone says something: "the Russian invasion", not "Taiwan's defence"."""
        return self.lexicon.signs.get(known.action_class, 0) < 0 or known.action_class == "retreat"

    def _patients(self, noun: int, known: ActionNoun, ends: _Ends) -> Iterator[tuple[Party, str]]:
        for place, parties in ends.items():
            word = place.split()[0]
            for party in parties if self._befalls(known, word) else ():
                if party.weight > THING:
                    yield party, place.removeprefix("of").strip()
        if self._under(noun):
            yield from ((party, "") for party in self._holder(noun))
        if known.action_class == "request":
            yield from ((party, "") for party in self._asked(noun))

    def _befalls(self, known: ActionNoun, word: str) -> bool:
        """Tell whether a noun's action befalls who stands behind a preposition."""
        name = known.action_class
        if word == "of":
            return known.frame != "of_agent"
        if word == "to":
            return name not in _NOT_TO
        if word == "from":
            return name == "retreat" or (name in _COMES_FROM and known.frame != "of_agent")
        if word in {"in", "into"}:
            return name in self.lexicon.territorial or (word == "into" and name == "investigate")
        return word in _ON or (word == "for" and name in _GIVEN_TO)

    def _under(self, noun: int) -> bool:
        """Tell whether somebody is under what the noun says: "is under pressure from protesters"."""
        token = self.tokens[noun]
        return token.dep == "pobj" and self.tokens[token.head].text.lower() == "under"

    def _asked(self, noun: int) -> Iterator[Party]:
        """Yield who a demand is made of: "its demand that Israel ease"."""
        above = self.tokens[noun].head
        places = [noun, above] if self.tokens[noun].dep == "dobj" else [noun]
        for place in places:
            for i in self.children[place]:
                token = self.tokens[i]
                if token.dep in {"acl", "ccomp"} and token.index > noun:
                    subject = self.child(i, "nsubj", "nsubjpass")
                    if subject is not None:
                        yield from (self.parties.party(j) for j in self.parties.group(subject))

    def _written(
        self,
        noun: int,
        known: ActionNoun,
        pairs: Iterator[tuple[Party | None, Party | None, str, str]],
    ) -> Iterator[Found]:
        negated, modality = self._standing(noun)
        for agent, patient, word, rule in pairs:
            if agent is not None and patient is not None and same_party(agent, patient):
                continue
            words = f"{self.lemmas[noun]} {word}".strip()
            yield Found(
                noun, words, known.action_class, agent, patient, "nominal", negated, modality, "", rule
            )

    def _standing(self, noun: int) -> tuple[bool, str]:
        """Return whether a noun's action is negated, and its modality: "no support", "demanded the withdrawal"."""
        negated = any(self.tokens[i].text.lower() == "no" for i in self.children[noun])
        doubted = [self.lexicon.doubts.get(self.lemmas[i], "") for i in self.children[noun] if i < noun]
        if any(doubted):
            return negated, next(filter(None, doubted))
        token = self.tokens[noun]
        above = self.tokens[token.head]
        if self.tokens[above.head].pos == "AUX" and token.dep == "pobj":
            negated = negated or self.child(above.head, "neg") is not None
        key = self.lemmas[above.index]
        if token.dep == "pobj":
            governor = self.tokens[above.head]
            key = f"{self.lemmas[governor.index]}_{above.text.lower()}"
            above = governor
        if above.index == noun or token.dep not in {"dobj", "pobj"}:
            return negated, ""
        if self.lemmas[above.index] in _AVERTED:
            return not negated, ""
        effect = self.lexicon.chains.get(key) or self.lexicon.chains.get(self.lemmas[above.index], "")
        if token.dep == "pobj" and key.split("_")[1] not in {"of", "for", "to"}:
            return negated, ""
        return negated, effect if effect in {"hypothetical", "intended"} else ""

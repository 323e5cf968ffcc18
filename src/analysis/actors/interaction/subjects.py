"""Whose deed a verb is: subjects of its own, shared, raised, controlled, and of relative clauses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from analysis.actors.interaction.parties import Parties
from analysis.annotation.parse import Token

DEEPEST = 8
"""Clauses climbed in search of a subject."""

_MARKS = frozenset('"“”')
_RELATIVE = frozenset({"who", "whom", "which", "that"})
_CALLED = frozenset({"on", "upon", "to", "for"})
_HELD_AGAINST = frozenset({"accuse", "sanction", "coerce"})
_OF_OBJECT = frozenset({"of", "for", "from", "with", "as", "against", "into"})


@dataclass(slots=True)
class Subject:
    """The head of a verb's surface subject and the rule that found it."""

    head: int
    rule: str


class Subjects:
    """The subjects of an article's verbs.

    Parameters
    ----------
    parties : Parties

    Examples
    --------
    >>> from analysis.annotation.articles import parse_text
    >>> article = parse_text("Armenia agreed to freeze its membership.")
    >>> Subjects(Parties(article, [])).surface(3)
    Subject(head=0, rule='control')
    """

    def __init__(self, parties: Parties) -> None:
        self.parties = parties
        self.tokens: list[Token] = parties.tokens
        self.children = parties.children
        self.lexicon = parties.lexicon
        self.child = parties.child
        self._known: dict[int, Subject | None] = {}
        self._passive: dict[int, bool] = {}

    def passive(self, verb: int) -> bool:
        """Tell whether a verb is passive: by its auxiliary, as a participle, or shared in a coordination."""
        if verb not in self._passive:
            self._passive[verb] = self._is_passive(verb)
        return self._passive[verb]

    def _is_passive(self, verb: int) -> bool:
        for _ in range(DEEPEST):
            token = self.tokens[verb]
            if self.child(verb, "auxpass", "nsubjpass", "agent") is not None:
                return True
            if token.tag != "VBN" or self.child(verb, "aux", "nsubj") is not None:
                return False
            if token.dep in {"acl", "advcl", "amod", "relcl"}:
                return True
            if token.dep != "conj":
                return False
            verb = token.head
        return False

    def agent(self, verb: int) -> int | None:
        """Return the head of the by-phrase of a passive."""
        for i in self.children[verb]:
            token = self.tokens[i]
            if token.dep == "agent" or (token.dep == "prep" and token.text.lower() == "by"):
                below = self.child(i, "pobj")
                if below is not None and not self.parties.measure(below):
                    return below
        return None

    def logical(self, verb: int, depth: int = 0) -> Subject | None:
        """Return who does what a verb says: of a passive its by-phrase, else its subject."""
        if self.passive(verb):
            agent = self.agent(verb)
            return None if agent is None else Subject(agent, "agent")
        return self.surface(verb, depth)

    def surface(self, verb: int, depth: int = 0) -> Subject | None:
        """Return the surface subject of a verb, its own or inherited."""
        if verb not in self._known:
            if depth > DEEPEST:
                return None
            self._known[verb] = self._surface(verb, depth)
        return self._known[verb]

    def _surface(self, verb: int, depth: int) -> Subject | None:
        token = self.tokens[verb]
        own = self.child(verb, "nsubj", "nsubjpass")
        if own is not None:
            return self._own(verb, own, depth)
        if token.dep in {"xcomp", "ccomp", "advcl", "pcomp"} and self._modal(verb):
            return None  # "said leaving would weaken it": whoever it is, the verb above does not tell
        inherit = _INHERIT.get(token.dep)
        return None if inherit is None or token.head == verb else inherit(self, verb, token.head, depth)

    def _shared(self, verb: int, head: int, depth: int) -> Subject | None:
        return self._renamed(self.surface(head, depth + 1), "coordination")

    def _relative(self, verb: int, head: int, depth: int) -> Subject | None:
        if self.infinitive(verb) and not self.parties.party(head).acts:
            return self._doer_of_noun(head, depth)
        if self.child(verb, "mark") is not None:
            return None
        return self._author(head, depth) or Subject(head, "relative")

    def _author(self, noun: int, depth: int) -> Subject | None:
        """Return who speaks or acts through a paper: "approved a plan that bans", "a letter urging"."""
        lemma = self.parties.lemmas[noun]
        written = lemma in self.parties.sayings or lemma in self.lexicon.nouns
        return self._doer_of_noun(noun, depth) if written else None

    def infinitive(self, verb: int) -> bool:
        """Tell whether a verb stands with "to"."""
        aux = self.child(verb, "aux")
        return aux is not None and self.tokens[aux].tag == "TO"

    def _modal(self, verb: int) -> bool:
        """Tell whether a verb stands with "would", "may" or the like, and so has a subject of its own."""
        return any(self.tokens[i].dep == "aux" and self.tokens[i].tag == "MD" for i in self.children[verb])

    @staticmethod
    def _renamed(subject: Subject | None, rule: str) -> Subject | None:
        if subject is None:
            return None
        return subject if subject.rule not in {"subject", "agent"} else Subject(subject.head, rule)

    def _own(self, verb: int, own: int, depth: int) -> Subject:
        token = self.tokens[own]
        if self.relative(own):
            noun = self.antecedent(verb)
            if noun is not None:
                return self._author(noun, depth + 1) or Subject(noun, "relative")
        if token.text.lower() in {"it", "they", "we"} and self.parties.mentioned[own] is None:
            found = self._pronoun(verb, token.text.lower(), depth)
            if found is not None:
                return Subject(found, "pronoun")
        return Subject(own, "subject")

    def relative(self, index: int) -> bool:
        """Tell whether a word is a relative pronoun whose noun is to be found."""
        return self.tokens[index].text.lower() in _RELATIVE and self.parties.mentioned[index] is None

    def antecedent(self, verb: int) -> int | None:
        """Return the noun that a relative clause belongs to."""
        for _ in range(DEEPEST):
            token = self.tokens[verb]
            if token.dep == "relcl":
                return self._who(verb, token.head)
            if token.dep not in {"conj", "xcomp", "ccomp"} or token.head == verb:
                return None
            verb = token.head
        return None

    def _who(self, verb: int, noun: int) -> int:
        """Return the person that "who" belongs to: "a colonel from one of the agencies who was convicted"."""
        if not any(self.tokens[i].text.lower() == "who" for i in self.children[verb]):
            return noun
        above = noun
        for _ in range(DEEPEST):
            token = self.tokens[above]
            person = self.parties.lemmas[above] in self.parties.persons | self.lexicon.personal
            if person or token.entity.endswith(("PERSON", "NORP")):
                return above
            if token.dep != "pobj" or self.tokens[token.head].dep != "prep":
                break
            above = self.tokens[token.head].head
        return noun

    def _pronoun(self, verb: int, word: str, depth: int) -> int | None:
        """Return the subject above that "it" or "they" stands for: "Hungary said it will support"."""
        token = self.tokens[verb]
        for _ in range(DEEPEST):
            if token.dep not in {"ccomp", "advcl", "conj", "xcomp"} or token.head == token.index:
                return None
            above = self.tokens[token.head]
            subject = self.logical(above.index, depth + 1) if above.pos in {"VERB", "AUX"} else None
            if subject is not None and token.dep != "conj" and subject.head != verb:
                return subject.head if self._agrees(subject.head, word) else None
            token = above
        return None

    def _agrees(self, head: int, word: str) -> bool:
        party, token = self.parties.party(head), self.tokens[head]
        if not party.acts:
            return False
        many = token.tag in {"NNS", "NNPS"} or self.child(head, "conj") is not None
        if word == "it":
            body = party.mention is None or party.mention.kind != "person"
            return body and not many and self.parties.lemmas[token.index] not in self.parties.persons
        return many or (
            word == "they" and (party.mention is None or party.mention.kind in {"organisation", "group"})
        )

    def _controlled(self, verb: int, head: int, depth: int) -> Subject | None:
        token = self.tokens[head]
        if token.pos in {"ADJ", "NOUN", "ADV"} and token.dep in {"acomp", "attr", "oprd", "advmod"}:
            return self._renamed(self.surface(token.head, depth + 1), "control")
        if self.parties.lemmas[token.index] in self.lexicon.object_control and not self.passive(head):
            thing = self.object_of(head)
            if thing is not None:
                return Subject(thing, "object control")
        return self._renamed(self.surface(head, depth + 1), "control")

    def object_of(self, verb: int) -> int | None:
        """Return the head of a verb's object, or of what it calls "on" or "for"."""
        thing = self.child(verb, "dobj", "dative")
        if thing is None:
            for i in self.children[verb]:
                if self.tokens[i].dep == "prep" and self.tokens[i].text.lower() in _CALLED:
                    thing = self.child(i, "pobj")
                    break
        elif self.tokens[thing].pos == "ADP":
            thing = self.child(thing, "pobj")
        return thing

    def _after_preposition(self, verb: int, preposition: int, depth: int) -> Subject | None:
        above = self.tokens[self.tokens[preposition].head]
        word = self.tokens[preposition].text.lower()
        if above.pos in {"VERB", "AUX"}:
            lemma = self.parties.lemmas[above.index]
            blamed = word == "for" and self.lexicon.class_of(lemma) in _HELD_AGAINST
            if word in _OF_OBJECT and (blamed or lemma in self.lexicon.object_control):
                if self.passive(above.index):
                    return self._renamed(self.surface(above.index, depth + 1), "object control")
                thing = self.object_of(above.index)
                if thing is not None:
                    return Subject(thing, "object control")
            return self._renamed(self.logical(above.index, depth + 1), "adverbial")
        return self._doer_of_noun(above.index, depth)

    def _of_noun(self, verb: int, noun: int, depth: int) -> Subject | None:
        token = self.tokens[verb]
        doer = self._author(noun, depth) if token.tag == "VBG" else None
        if token.tag in {"VBG", "VBN"}:
            return doer or Subject(noun, "participle")
        return self._doer_of_noun(noun, depth)

    def _doer_of_noun(self, noun: int, depth: int) -> Subject | None:
        """Return whose plan or offer a noun is: its owner's, or the subject's of the verb it is the object of."""
        if self.parties.party(noun).acts:
            return Subject(noun, "noun")
        owner = self.child(noun, "poss")
        if owner is not None:
            owner = self.possessor(noun, owner, depth)
        if owner is None:
            owner = self.agent(noun)
        if owner is not None:
            return Subject(owner, "owner")
        return self.holder(noun, depth) if self._planned(noun) else None

    def _planned(self, noun: int) -> bool:
        """Tell whether a noun is what its holder means to do, or is held by a verb that says little."""
        lexicon, lemma = self.lexicon, self.parties.lemmas[noun]
        held = self.parties.lemmas[self.tokens[noun].head] in lexicon.light | {"find", "need", "use", "seek"}
        return held or lemma in lexicon.chains or lemma in lexicon.nouns or lemma in self.parties.sayings

    def possessor(self, noun: int, owner: int, depth: int = 0) -> int | None:
        """Return who owns a noun; of "its" and "their" the subject above that agrees, None if there is none."""
        word = {"its": "it", "their": "they"}.get(self.tokens[owner].text.lower())
        if word is None or self.parties.mentioned[owner] is not None:
            return owner
        for _ in range(DEEPEST):
            noun, below = self.tokens[noun].head, noun
            if noun == below:
                return None
            if self.tokens[noun].pos in {"VERB", "AUX"}:
                subject = self.surface(noun, depth + 1)
                if subject is not None and self._agrees(subject.head, word):
                    return subject.head
        return None

    def holder(self, noun: int, depth: int = 0) -> Subject | None:
        """Return the subject of the verb that governs a noun: who "reiterated its demand" demands."""
        token = self.tokens[noun]
        above = self.tokens[token.head]
        if token.dep == "pobj" and self.parties.lemmas[above.head] in self.lexicon.quantities:
            token = self.tokens[above.head]
            above = self.tokens[token.head]
        governor = self.tokens[above.head]
        known = self.parties.lemmas[noun] in self.lexicon.nouns and above.text.lower() in {"for", "in", "at"}
        if token.dep == "pobj" and (governor.pos == "AUX" or (governor.pos == "VERB" and known)):
            above = (
                governor  # "is in talks with", "is under pressure from", "gathered for a rally to protest"
            )
        elif token.dep not in {"dobj", "attr"}:
            return None
        if above.pos in {"VERB", "AUX"}:
            return self._renamed(self.logical(above.index, depth + 1), "noun complement")
        return None

    def _adverbial(self, verb: int, head: int, depth: int) -> Subject | None:
        above = self.tokens[head]
        free = self.tokens[verb].tag in {"VBG", "VBN", "VB"} and self.child(verb, "mark") is None
        if not free or above.pos not in {"VERB", "AUX"}:
            return None
        subject = self._reported(verb, above, depth) or self.logical(head, depth + 1)
        if subject is None and not (self.infinitive(verb) and self.passive(head)):
            # What a concession was made for, who made it knows; "arrested while protesting" is who was arrested.
            subject = self.surface(head, depth + 1)
        return self._renamed(subject, "adverbial")

    def _reported(self, verb: int, above: Token, depth: int) -> Subject | None:
        """Return who does what is told on both sides of its source: "Russia hit ten towns, Kyiv said, killing two"."""
        lemma = self.parties.lemmas[above.index]
        if self.tokens[verb].tag != "VBG" or verb < above.index or lemma not in self.lexicon.declaring:
            return None
        if self.parties.lemmas[verb] in self.lexicon.declaring | self.lexicon.not_actions:
            return None
        told = self.child(above.index, "ccomp")
        if told is None or told > above.index or self._quoted(told, above.index):
            return None
        return self.surface(told, depth + 1)

    def _quoted(self, first: int, last: int) -> bool:
        """Tell whether a quotation mark stands between two words."""
        return any(token.tag in {"``", "''"} or token.text in _MARKS for token in self.tokens[first:last])


# Of the class, not of one article: an article's own would hold it and all its tokens in a cycle.
_INHERIT: Mapping[str, Callable[[Subjects, int, int, int], Subject | None]] = {
    "conj": Subjects._shared,
    "relcl": Subjects._relative,
    "xcomp": Subjects._controlled,
    "pcomp": Subjects._after_preposition,
    "acl": Subjects._of_noun,
    "advcl": Subjects._adverbial,
    "ccomp": Subjects._adverbial,
}

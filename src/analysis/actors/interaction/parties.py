"""Agents and patients as phrases: the smallest span that names who acts or is acted on, and whose it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.actors.interaction.scene import TIMES, Scene
from analysis.actors.types import ASIDE, Mention
from analysis.annotation.parse import ParsedArticle, Token

MOST = 6
"""Members of one coordination that are followed, and words before a head that belong to its phrase."""

MOST_INNER, DEEPEST_INNER = 2, 4
"""Parties looked for inside a thing, and phrases inside one another that are searched."""

NAMED, PARTY, THING = 2, 1, 0
"""How surely a phrase is a party: an actor's name, a noun for people or bodies, anything else."""

_PREMODIFIERS = frozenset({"compound", "amod", "nmod"})
_BARE = frozenset({"office", "state", "power"})
_INNER = frozenset(
    ["against", "on", "upon", "with", "for", "to", "toward", "towards", "at", "over", "of", "by", "from", "between",
     "among", "in", "into", "inside"]
)  # fmt: skip


@dataclass(slots=True)
class Party:
    """Who acts or is acted on.

    Attributes
    ----------
    head : int
        Token at the head of the phrase.
    start, end : int
        Character offsets of the smallest span that names the party.
    mention : Mention or None
        The actor it is, if any.
    weight : int
        `NAMED`, `PARTY` or `THING`.
    """

    head: int
    start: int
    end: int
    mention: Mention | None
    weight: int

    @property
    def territory(self) -> bool:
        """Tell whether the party is a place or a state, which something can happen in."""
        return self.weight == NAMED and self.mention is not None and self.mention.kind in {"place", "state"}

    @property
    def acts(self) -> bool:
        """Tell whether the party can act: a thing and a place cannot."""
        return self.weight > THING and (self.mention is None or self.mention.kind != "place")


@dataclass(slots=True)
class Inner:
    """A party inside the phrase of a thing, and the preposition before it ("" for an owner or an adjective).

    ``deep`` where another thing stands between: "the mandate of the force in Lebanon";
    ``suffers`` where the party is at the other end of a hostile deed: "the attack on Ukraine".
    """

    preposition: str
    party: Party
    deep: bool = False
    suffers: bool = False


class Parties(Scene):
    """The phrases of an article as possible parties.

    Parameters
    ----------
    article : ParsedArticle
    mentions : list of Mention
    """

    def __init__(self, article: ParsedArticle, mentions: list[Mention]) -> None:
        super().__init__(article, mentions)
        self._known: dict[int, Party] = {}
        self._groups: dict[int, list[int]] = {}
        self._inner: dict[int, list[Inner]] = {}
        self._modifiers: dict[int, Party | None] = {}

    def group(self, head: int) -> list[int]:
        """Return a head and the heads coordinated with it; what only counts gives way to what it counts."""
        if head not in self._groups:
            self._groups[head] = self._group(head)
        return self._groups[head]

    def _group(self, head: int) -> list[int]:
        out: list[int] = []
        waiting = [head]
        while waiting and len(out) < MOST:
            i = waiting.pop(0)
            out.append(self._counted(i))
            waiting += [
                j for j in self.children[i] if self.tokens[j].dep == "conj" and self.tokens[j].pos != "VERB"
            ]
        return out

    def _counted(self, head: int) -> int:
        """Follow "thousands of Nigerians" to what is counted."""
        for _ in range(MOST):
            token = self.tokens[head]
            if self.mentioned[head] is not None or (
                self.lemmas[token.index] not in self.lexicon.quantities and token.pos not in {"NUM", "DET"}
            ):
                return head
            of = next((i for i in self.children[head] if self.tokens[i].text.lower() == "of"), None)
            below = None if of is None else self.child(of, "pobj")
            if below is None:
                return head
            head = below
        return head

    def party(self, head: int) -> Party:
        """Return the phrase of a head as a party."""
        if head not in self._known:
            self._known[head] = self._party(head)
        return self._known[head]

    def _party(self, head: int) -> Party:
        mention, token = self.mentioned[head], self.tokens[head]
        if mention is not None and mention.via not in ASIDE:
            if mention.via == "pronoun":
                mention = self.antecedent_of(head, mention)
            return Party(head, mention.start, mention.end, mention, NAMED)
        first = head
        for i in reversed(self.children[head]):
            if i < first and self.tokens[i].dep in _PREMODIFIERS and i >= first - MOST:
                below = self.children[i]
                whole = self.tokens[i].dep == "compound" or any(self.tokens[j].text == "-" for j in below)
                first = min([i, *below]) if whole else i
        start, end = self.tokens[first].start, token.end
        owner, own_start, own_end = self._owner(head)
        if not self._people(token):
            return Party(head, start, end, mention if token.pos != "ADJ" else None, THING)
        named = self._apposition(head)
        if named is not None:
            return Party(head, start, end, named, NAMED)
        stands = self.lemmas[token.index] in self.lexicon.stands_for
        start, end = min(start, own_start), max(end, own_end)
        return Party(head, start, end, owner if stands else None, PARTY)

    def _people(self, token: Token) -> bool:
        """Tell whether a word is people or a body of people."""
        lower = token.text.lower()
        if token.pos == "PRON" or token.tag in {"PRP", "WP"}:
            return lower in self.lexicon.personal
        if token.entity:
            label = token.entity[2:]
            if label in {"PERSON", "ORG", "NORP", "GPE"}:
                return True
            if label in TIMES and self.lemmas[token.index] not in self.lexicon.parties:
                return False
        elif token.pos == "PROPN" and len(lower) > 1 and lower.isalpha() and token.text[:1].isupper():
            return True
        parties = self.lexicon.parties
        known = self.lemmas[token.index] in parties or lower in parties
        return known and not self._no_party(token.index, lower)

    def _no_party(self, noun: int, word: str) -> bool:
        """Tell "a state of emergency", "opposition to a deal" and the house one lives in from those that act."""
        if word in _BARE and self.tokens[noun].dep == "pobj" and not self.children[noun]:
            return True  # "removed from office", "heads of state"
        after = {self.tokens[i].text.lower() for i in self.children[noun]}
        return (
            word == "house" or (word == "opposition" and "to" in after) or (word == "state" and "of" in after)
        )

    def _owner(self, head: int) -> tuple[Mention | None, int, int]:
        """Return the actor named before or after a head, and the span of its name: "Greek police", "king of Spain"."""
        tokens = self.tokens
        none = (None, tokens[head].start, tokens[head].end)
        for i in self.children[head]:
            token, mention = tokens[i], self.mentioned[i]
            if token.dep in _PREMODIFIERS or token.dep == "poss":
                if (
                    mention is not None
                    and mention.kind in {"state", "organisation"}
                    and mention.via != "pronoun"
                ):
                    return mention, mention.start, tokens[head].end
            elif token.dep == "prep" and token.text.lower() in {"of", "in", "from", "at"} and i - head <= 2:
                below = self.child(i, "pobj")
                owner = None if below is None else self.mentioned[below]
                if (
                    owner is None
                    and below is not None
                    and token.text.lower() == "of"
                    and self._people(tokens[below])
                ):
                    return None, tokens[head].start, tokens[below].end
                if owner is not None and owner.via not in ASIDE and owner.start - token.end < 80:
                    mine = owner.kind in {"state", "organisation"} and (
                        token.text.lower() == "of" or owner.kind == "state"
                    )
                    return (
                        (owner if mine and token.text.lower() != "from" else None),
                        tokens[head].start,
                        owner.end,
                    )
        return none

    def _apposition(self, head: int) -> Mention | None:
        below = self.child(head, "appos")
        mention = None if below is None else self.mentioned[below]
        return mention if mention is not None and mention.kind in {"person", "organisation"} else None

    def inner(self, head: int, *, most: int = MOST_INNER) -> list[Inner]:
        """Return the parties inside the phrase of a thing, the nearest first: "homes of refugees", "Chinese goods"."""
        if head not in self._inner:
            out: list[Inner] = []
            for one in self._inside(head, DEEPEST_INNER):
                if one.party.head not in {other.party.head for other in out}:
                    out.append(one)
                if len(out) == MOST_INNER:
                    break
            self._inner[head] = out
        return self._inner[head][:most]

    def _inside(self, head: int, depth: int) -> Iterator[Inner]:
        tokens = self.tokens
        if depth == 0:
            return
        own = self.own_modifier(head)
        if own is not None:
            yield Inner("", own)
        for i in self.children[head]:
            token = tokens[i]
            if token.dep == "acl" and token.tag in {"VBN", "VBG"}:
                yield from self._of_participle(head, i, depth)
            if token.dep not in {"prep", "agent"} or token.text.lower() not in _INNER:
                continue
            below = self.child(i, "pobj")
            for j in self.group(below) if below is not None else ():
                party = self.party(j)
                if party.weight > THING:
                    yield Inner(token.text.lower(), party, suffers=self._suffers(head, token.text.lower()))
                else:
                    yield from (
                        Inner(token.text.lower(), one.party, True, one.suffers)
                        for one in self._inside(j, depth - 1)
                    )

    def _suffers(self, noun: int, preposition: str) -> bool:
        known = self.lexicon.nouns.get(self.lemmas[noun])
        doers = {"by", "from"} if known is not None and known.frame == "of_patient" else {"by", "from", "of"}
        return (
            known is not None
            and self.lexicon.signs.get(known.action_class, 0) < 0
            and preposition not in doers
        )

    def _of_participle(self, head: int, participle: int, depth: int) -> Iterator[Inner]:
        """Yield the parties after "imposed in", "staged by": what befell a thing names whom it touches."""
        does = self.lemmas[head] in self.lexicon.nouns
        for one in self._inside(participle, depth - 1):
            if one.preposition not in {"by", "of"} or does:
                yield one

    def own_modifier(self, head: int) -> Party | None:
        """Return the owner of a thing or the actor whose adjective or name stands before it."""
        if head not in self._modifiers:
            self._modifiers[head] = self._modifier(head)
        return self._modifiers[head]

    def _modifier(self, head: int) -> Party | None:
        thing = head
        for _ in range(MOST):
            owner = self.child(thing, "poss")
            if owner is None:
                break
            if self.party(owner).weight > THING:
                return self.party(owner)
            thing = owner
        for i in self.children[head]:
            token, mention = self.tokens[i], self.mentioned[i]
            if token.dep in _PREMODIFIERS and mention is not None and mention.kind != "place":
                return Party(head, mention.start, self.tokens[head].end, mention, NAMED)
        for i in self.children[head]:
            token = self.tokens[i]
            counts = self.lemmas[i] in self.lexicon.quantities  # "majority decisions" are no majority's
            if token.dep == "compound" and token.pos == "NOUN" and self._people(token) and not counts:
                party = self.party(i)
                return Party(head, party.start, self.tokens[head].end, party.mention, PARTY)
        return None

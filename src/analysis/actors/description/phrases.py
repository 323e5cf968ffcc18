"""The words of a role: whose role it is, and one form for all spellings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from analysis.actors.description.extents import (
    LONGEST,
    NOMINAL,
    fixed_phrase,
    in_compound,
    leftmost,
    rightmost,
    stripped,
)
from analysis.actors.description.lexicon import canonical, role_words, singular
from analysis.actors.description.scene import Scene

_LEAD = re.compile(r"^(?:the|an?|and|of|for|at|in|to|from|with|[-–’'&,]|['’]s)\s+", re.I)
_TAIL = re.compile(r"\s+(?:the|an?|and|of|for|at|in|to|from|with|on|[-–’'&,]|['’]s)$", re.I)
# What may own an office: "BBC Moscow correspondent" is the BBC's, "Republican Texas senator" Texas's.
_PREFERRED = {"organisation": 0, "state": 0, "group": 2, "place": 1, "person": 3}


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of a role.

    Attributes
    ----------
    first, last, head : int
        Tokens ``[first, last)`` and the head among them.
    role : str
        The words in one form.
    former : bool
    of : int
        Number of the mention the role belongs to, or -1.
    others : tuple of int
        Further mentions before the head: "Ukrainian" in "Ukrainian ministry spokesman".
    """

    first: int
    last: int
    head: int
    role: str
    former: bool
    of: int
    others: tuple[int, ...]


def phrase_at(scene: Scene, head: int, *, floor: int = 0, edge: int | None = None) -> Phrase:
    """Return the words of a role around its head.

    Parameters
    ----------
    scene : Scene
    head : int
        Token of the head: "minister".
    floor : int
        Token before which the words do not begin.
    edge : int, optional
        Token where they must end; without it nothing after the head is taken
        but what is glued to it.

    Notes
    -----
    To the left run nouns, names, adjectives and participles; to the right
    prepositional phrases of place, kind and belonging, not of time.
    """
    first = leftmost(scene, head, floor)
    last = head + 1 if edge is None else rightmost(scene, head, edge)
    first, former = stripped(scene, first, head)
    of, others = _owner(scene, first, head, last)
    if of >= 0 and scene.named[of].last - 1 in _kept_words(scene, first, head):
        of = scene.also_named(scene.named[of].first)
    phrase = Phrase(first, last, head, "", former, of, others)
    return replace(phrase, role=_role(scene, phrase))


def _owner(scene: Scene, first: int, head: int, last: int) -> tuple[int, tuple[int, ...]]:
    """Return the mention that a role belongs to, and the others before the head."""
    before = [k for k in _mentions(scene, first, head) if not in_compound(scene, scene.named[k])]
    after = list(_mentions(scene, head + 1, last))
    # "Ukraine's ambassador to Ankara" is Ukraine's; "the ambassador to Ankara" is not Ankara's.
    sent = singular(scene.tokens[head].text) in role_words("sent")
    to = head + 1 < last and scene.tokens[head + 1].text.lower() == "to"
    if after and not (to and (before or sent)):
        return _end_of_name_run(scene, after), tuple(before)
    if not before:
        return -1, ()
    states = [k for k in before if scene.named[k].mention.kind == "state"]
    if states and sent:
        return states[-1], tuple(k for k in before if k != states[-1])  # "Russia's U.N. ambassador"
    best = min(reversed(before), key=lambda k: _PREFERRED[scene.named[k].mention.kind])
    return best, tuple(k for k in before if k != best)


def _end_of_name_run(scene: Scene, after: list[int]) -> int:
    """Return the name a preposition leads to: of "Senate Majority Leader Mitch McConnell" the last.

    Of "Japan's National Security Secretariat" it is the secretariat.
    """
    owner = after[0]
    for k in after[1:]:
        between = scene.tokens[scene.named[owner].last : scene.named[k].first]
        owned = len(between) == 1 and between[0].tag == "POS"
        if not owned and any(t.pos not in NOMINAL for t in between):
            break
        owner = k
    return owner


def _mentions(scene: Scene, first: int, last: int) -> Iterator[int]:
    seen = -1
    for i in range(first, last):
        if scene.at[i] > seen:
            seen = scene.at[i]
            yield seen


def _role(scene: Scene, phrase: Phrase) -> str:
    """Write a role in one form."""
    first, last, head = phrase.first, phrase.last, phrase.head
    fixed = _kept_words(scene, first, head)
    silent = _silent(scene, phrase) - fixed
    parts: list[str] = []
    for i in range(first, last):
        token, named = scene.tokens[i], scene.who(i)
        if (
            i in silent
            or token.text == "."
            or (named is not None and i not in fixed and named.last - 1 in fixed)
        ):
            parts.append(" ")
            continue
        as_written = named is not None and i not in fixed and not token.text.islower()
        low = token.text.lower()
        word = (
            token.text
            if as_written
            else singular(token.text)
            if i == head
            else low.rstrip(".")
            if low[:-1].isalpha()
            else low
        )
        parts.append(word if scene.glued(i) and i + 1 < last else word + " ")
    return _written(" ".join("".join(parts).split()))


@lru_cache(maxsize=50_000)
def _written(text: str) -> str:
    """Return a role without articles and what hangs at its ends."""
    while _LEAD.match(text) or _TAIL.search(text):
        text = _TAIL.sub("", _LEAD.sub("", text))
    # Determiners inside: "head of the department".
    text = re.sub(r"\b(of|for|at|in|to|from|with) (?:the|an?|its|his|her|their) ", r"\1 ", text)
    text = re.sub(
        r"\s(?:of|for|at|in|to) and\s.*$", "", text
    )  # "graduate of Duke and Northeastern": Duke is given
    return canonical(re.sub(r"\s+(of|for|at|in) (?=(?:of|for|at|in) )", r" ", text))


def _kept_words(scene: Scene, first: int, head: int) -> set[int]:
    """Return the tokens of a fixed phrase, though a name seems to reach into it: "US National Security | Adviser"."""
    return set(range(max(first, fixed_phrase(scene, first, head)), head + 1))


def _silent(scene: Scene, phrase: Phrase) -> set[int]:
    """Return the tokens of a role that its one form leaves out: the owner, other adjectives, "the charity's"."""
    tokens, first, head, of = scene.tokens, phrase.first, phrase.head, phrase.of
    gone: set[int] = set()
    for k in (of, *phrase.others):
        named = scene.named[k] if k >= 0 else None
        if named is None:
            continue
        owning = named.last < phrase.last and tokens[named.last].tag == "POS"
        if k == of or owning or named.mention.via in {"demonym", "pronoun"}:
            gone |= set(range(named.first, named.last + owning))
    if of >= 0 and scene.named[of].first > head:
        # "Head of the self-proclaimed republic X": what stands between describes the owner.
        i = scene.named[of].first - 1
        while i > head and tokens[i].pos not in {"ADP", "SCONJ"} and tokens[i].text.lower() != "to":
            i -= 1
        gone |= set(range(i + 1, scene.named[of].first))
    for i in range(first + 1, head):
        # "The charity's chief executive": which charity is told elsewhere.
        common = tokens[i].tag == "POS" and tokens[i - 1].tag == "NN" and scene.at[i - 1] < 0
        if common and tokens[first - 1].text.lower() in {"the", "this", "that"}:
            gone |= set(range(first, i + 1))
    return gone


def conjoined(scene: Scene, phrase: Phrase, kind: str) -> list[int]:
    """Return heads of roles joined to one by "and": "a lawyer and former MP"."""
    found = []
    for child in scene.children[phrase.head]:
        token = scene.tokens[child]
        near = token.dep == "conj" and child >= phrase.last and child - phrase.last < LONGEST
        # "the director, and his deputy, Michael Morell": the second is somebody else.
        comma = scene.near(child, child + 1) and scene.tokens[child + 1].text == ","
        other = scene.who(child + 1 + comma)
        if near and scene.kind_at(child, kind) and not (other and other.mention.kind == "person"):
            found.append(child)
    return found

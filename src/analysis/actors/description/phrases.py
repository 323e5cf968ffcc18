"""The words of a role around its head: how far they reach, whose role it is, one form for all spellings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.actors.description.lexicon import canonical, ending_phrase, lexicon, role_words, singular
from analysis.actors.description.scene import Named, Scene
from analysis.actors.naming.spans import BREAK

LONGEST = 14
"""Tokens of a role on either side of its head."""

_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})
_MODIFIERS = frozenset({"amod", "advmod", "compound", "npadvmod", "nmod", "poss", "quantmod"})
_DASHES = frozenset("-–‑")
_HALTS = frozenset(
    {",", ";", ":", ".", "!", "?", "(", ")", "[", "]", "—", "--", '"', "“", "”", "``", "''", "…"}
)
_LEAD = re.compile(r"^(?:the|an?|and|of|for|at|in|to|from|with|[-–’'&,]|['’]s)\s+", re.I)
_TAIL = re.compile(r"\s+(?:the|an?|and|of|for|at|in|to|from|with|on|[-–’'&,]|['’]s)$", re.I)
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
    first = _leftmost(scene, head, floor)
    last = head + 1 if edge is None else _rightmost(scene, head, edge)
    first, former = _stripped(scene, first, head)
    of, others = _owner(scene, first, head, last)
    if of >= 0 and scene.named[of].last - 1 in _kept_words(scene, first, head):
        of = scene.also_named(scene.named[of].first)
    return Phrase(first, last, head, _role(scene, first, last, head, of, others), former, of, others)


def _leftmost(scene: Scene, head: int, floor: int) -> int:
    tokens, i = scene.tokens, head
    lowest = max(floor, head - LONGEST)
    while i > lowest and scene.near(i - 1, i):
        if BREAK.search(scene.article.text, tokens[i - 1].end, tokens[i].start):
            break
        named = scene.who(i - 1)
        if named is not None:
            if named.first < lowest or not _belongs(scene, named, i, head):
                break
            owning, i = tokens[i].tag == "POS", named.first
            if owning:
                break  # "President Putin's adviser": what stands before the owner is the owner's
        elif _continues(scene, i - 1, head):
            i -= 1
        else:
            break
    return i


def _belongs(scene: Scene, named: Named, after: int, head: int) -> bool:
    """Tell whether a name before the words is part of them: an owner, an adjective, a seat."""
    if named.mention.via == "pronoun":
        return scene.tokens[named.first].dep == "poss"
    # "Putin's spokesman", "Putin spokesman"; another person before a title is another person.
    if _in_compound(scene, named):
        return True  # "Trump-endorsed"
    close = all(scene.at[k] < 0 for k in range(after, head)) and scene.tokens[named.last - 1].dep in {
        "compound",
        "nmod",
        "poss",
    }
    return named.mention.kind != "person" or scene.tokens[after].tag == "POS" or close


def _continues(scene: Scene, i: int, head: int) -> bool:
    """Tell whether a token goes on with the words to its right."""
    token = scene.tokens[i]
    if token.text in _HALTS or scene.dated(i):
        return False
    if token.text in _DASHES:
        return scene.glued(i) and i > 0 and scene.glued(i - 1)
    if scene.glued(i):
        return token.text[-1:].isalnum() or token.text == "&"
    title = singular(scene.tokens[head].text)
    if (
        title in _addresses()
        and not ending_phrase((token.text.lower(), title))
        and scene.kind_at(i, "person")
        in {
            "office",
            "occupation",
        }
    ):
        return False  # "ABC News contributor Col. Jane Doe" has two roles
    if token.pos in _NOMINAL or token.text == "&":
        # Before a title in capitals a common noun is of something else: "after attacks Sen. Jane Doe said".
        titled = scene.tokens[head].pos == "PROPN" and scene.tokens[head].text[:1].isupper()
        return not (titled and token.pos == "NOUN" and token.text.islower() and not _kept_before(token.text))
    if token.tag == "POS":
        return True
    if token.pos == "CCONJ":
        before = scene.tokens[i - 1] if i else token
        joins = (
            before.pos in _NOMINAL and scene.near(i - 1, i) and before.head > i and before.text[:1].isupper()
        )
        return joins and scene.at[i - 1] < 0 and not scene.kind_at(i - 1, "person")
    # "Russia-led", "newly elected"
    return token.pos in {"VERB", "ADV", "X", "NUM"} and token.dep in _MODIFIERS and i < token.head <= head


def _addresses() -> frozenset[str]:
    """Return titles that stand before a name beside another role."""
    return frozenset(lexicon()["offices"]["forces"]) | {
        "sen",
        "rep",
        "gov",
        "prof",
        "rev",
        "judge",
        "justice",
        "professor",
    }


def _kept_before(word: str) -> bool:
    return word in role_words("former") or word in role_words("aside")


def _rightmost(scene: Scene, head: int, edge: int) -> int:
    tokens, i, last = scene.tokens, head + 1, head + 1
    limit = min(edge, head + 1 + LONGEST, len(tokens))
    ties = role_words("ties")
    tied = False
    while i < limit and scene.near(head, i):
        token, named = tokens[i], scene.who(i)
        if BREAK.search(scene.article.text, tokens[i - 1].end, token.start):
            break
        if named is not None and tied and named.mention.via not in {"pronoun"}:
            i = last = named.last
            continue
        if token.text in _DASHES or (scene.glued(i - 1) and token.text[:1].isalnum()):
            i = last = i + 1
            continue
        if token.pos in {"ADP", "PART", "SCONJ"} and token.text.lower() in ties:
            if not _place_or_kind(scene, i):
                break
            tied = True
        elif token.tag == "POS" and tied:
            pass
        elif not tied or token.text in _HALTS or scene.dated(i):
            break
        elif (
            token.pos in _NOMINAL
            or (token.pos in {"VERB", "NUM"} and token.dep in _MODIFIERS)
            or token.text == "&"
        ):
            last = i + 1
        elif token.pos == "CCONJ":
            if not _same_level(scene, i):
                break
        elif token.pos not in {"DET", "PRON"} or token.tag in {"WP", "WDT"}:
            break
        i += 1
    return last


def _place_or_kind(scene: Scene, i: int) -> bool:
    """Tell whether a preposition leads to what the role is in or of, rather than to a time or a deed."""
    for j in range(i + 1, min(i + 5, len(scene.tokens))):
        token = scene.tokens[j]
        if (
            scene.dated(j)
            or token.text.lower() in role_words("no_place")
            or token.tag in {"VBG", "VB", "WP", "WDT", "PRP"}
        ):
            return False
        if token.pos in {"NOUN", "PROPN"} or scene.at[j] >= 0:
            return True
    return False


def _same_level(scene: Scene, i: int) -> bool:
    """Tell whether "and" joins two things a role is of, not two roles or two deeds."""
    for j in range(i + 1, min(i + 6, len(scene.tokens))):
        token = scene.tokens[j]
        if token.pos in {"NOUN", "PROPN"}:
            following = scene.tokens[j + 1].pos if j + 1 < len(scene.tokens) else ""
            return following not in {"VERB", "AUX"} and not scene.kind_at(j, "person")
        if token.pos not in {"ADJ", "DET"}:
            return False
    return False


def _stripped(scene: Scene, first: int, head: int) -> tuple[int, bool]:
    """Drop what stands before a role and is no part of it; tell whether it says the role is over."""
    former = False
    kept = first
    for i in range(first, head):
        word = scene.tokens[i].text.lower()
        over = word in role_words("former")
        former = former or over
        dash = scene.tokens[i].text in _DASHES
        if i == kept and (over or dash or (word in role_words("aside") and scene.at[i] < 0)):
            kept = i + 1
    # "then the director", "once a minister"
    i = first - 1
    if i > 0 and scene.tokens[i].pos == "DET":
        i -= 1
    return kept, former or (
        scene.near(i, head) and scene.tokens[i].text.lower() in {"then", "once", "formerly", "previously"}
    )


def _owner(scene: Scene, first: int, head: int, last: int) -> tuple[int, tuple[int, ...]]:
    """Return the mention that a role belongs to, and the others before the head."""
    before = [k for k in _mentions(scene, first, head) if not _in_compound(scene, scene.named[k])]
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
    best = min(reversed(before), key=lambda k: _preference(scene.named[k]))
    return best, tuple(k for k in before if k != best)


def _preference(named: Named) -> int:
    """Rank what may own an office: "BBC Moscow correspondent" is the BBC's, "Republican Texas senator" Texas's."""
    return _PREFERRED[named.mention.kind]


def _end_of_name_run(scene: Scene, after: list[int]) -> int:
    """Return the name a preposition leads to: of "Senate Majority Leader Mitch McConnell" the last.

    Of "Japan's National Security Secretariat" it is the secretariat.
    """
    owner = after[0]
    for k in after[1:]:
        between = scene.tokens[scene.named[owner].last : scene.named[k].first]
        owned = len(between) == 1 and between[0].tag == "POS"
        if not owned and any(t.pos not in _NOMINAL for t in between):
            break
        owner = k
    return owner


def _mentions(scene: Scene, first: int, last: int) -> Iterator[int]:
    seen = -1
    for i in range(first, last):
        if scene.at[i] > seen:
            seen = scene.at[i]
            yield seen


def _in_compound(scene: Scene, named: Named) -> bool:
    """Tell whether a name is only part of an adjective: "Russia-led"."""
    after = named.last
    return after < len(scene.tokens) and scene.tokens[after].text in _DASHES and scene.glued(named.last - 1)


def _role(scene: Scene, first: int, last: int, head: int, of: int, others: Iterable[int]) -> str:
    """Write a role in one form."""
    silent = _silent(scene, first, last, head, of, others) - _kept_words(scene, first, head)
    parts: list[str] = []
    for i in range(first, last):
        token = scene.tokens[i]
        if i in silent:
            parts.append(" ")
            continue
        named = scene.at[i] >= 0 and not token.text.islower()
        word = token.text if named else singular(token.text) if i == head else token.text.lower()
        parts.append(word if scene.glued(i) and i + 1 < last else word + " ")
    text = " ".join("".join(parts).split())
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
    words = tuple(token.text.lower() for token in scene.tokens[first:head])
    size = ending_phrase((*words, singular(scene.tokens[head].text)))
    return set(range(head + 1 - size, head + 1))


def _silent(scene: Scene, first: int, last: int, head: int, of: int, others: Iterable[int]) -> set[int]:
    """Return the tokens of a role that its one form leaves out: the owner, other adjectives, "the charity's"."""
    tokens = scene.tokens
    gone = set()
    for k in (of, *others):
        named = scene.named[k] if k >= 0 else None
        if named is None:
            continue
        owning = named.last < last and tokens[named.last].tag == "POS"
        if k == of or owning or named.mention.via in {"demonym", "pronoun"}:
            gone |= set(range(named.first, named.last + owning))
    if of >= 0 and scene.named[of].first > head:
        # "head of the self-proclaimed republic X": what stands between the preposition and the owner describes the owner.
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
        named = [scene.who(i) for i in (child + 1, child + 2) if scene.near(child, i)]
        if near and scene.kind_at(child, kind) and not any(n and n.mention.kind == "person" for n in named):
            found.append(child)
    return found

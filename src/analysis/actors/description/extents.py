"""How far the words of a role reach on either side of its head."""

from __future__ import annotations

from functools import lru_cache

from analysis.actors.description.lexicon import ending_phrase, lexicon, role_words, singular
from analysis.actors.description.scene import Scene
from analysis.actors.naming.spans import BREAK
from analysis.actors.scene import Named

LONGEST = 14
"""Tokens of a role on either side of its head."""

NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})
"""Parts of speech that the words of a role are made of."""

_MODIFIERS = frozenset({"amod", "advmod", "compound", "npadvmod", "nmod", "poss", "quantmod"})
_DASHES = frozenset("-–‑")
_HALTS = frozenset(
    {",", ";", ":", ".", "!", "?", "(", ")", "[", "]", "—", "--", '"', "“", "”", "``", "''", "…"}
)


def leftmost(scene: Scene, head: int, floor: int) -> int:
    """Return the first token of the words before a head."""
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
    if in_compound(scene, named):
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
    if (token.text in _HALTS and not _of_abbreviation(scene, i)) or scene.dated(i):
        return False
    if token.text in _DASHES:
        return scene.glued(i) and i > 0 and scene.glued(i - 1)
    if scene.glued(i):
        return token.text[-1:].isalnum() or token.text == "&"
    if token.pos in NOMINAL:
        return _qualifies(scene, i, head)
    if token.pos == "CCONJ":
        return _joins(scene, i)
    # "Russia-led", "newly elected"
    modifier = token.pos in {"VERB", "ADV", "X", "NUM"} and token.dep in _MODIFIERS and i < token.head <= head
    return modifier or token.tag == "POS" or token.text == "&"


def _qualifies(scene: Scene, i: int, head: int) -> bool:
    """Tell whether a noun or adjective belongs to the role to its right."""
    if is_address(scene, head) and scene.kind_at(i, "person") in {"office", "occupation"}:
        return False  # "ABC News contributor Col. Jane Doe" has two roles
    # Before a title in capitals a common noun is of something else: "after attacks Sen. Jane Doe said".
    titled = scene.tokens[head].pos == "PROPN" and scene.tokens[head].text[:1].isupper()
    word = scene.tokens[i].text
    return not (titled and scene.tokens[i].pos == "NOUN" and word.islower() and not _kept_before(word))


def _joins(scene: Scene, i: int) -> bool:
    """Tell whether "and" stands inside a role: "Education and Science Minister"."""
    before = scene.tokens[i - 1] if i else scene.tokens[i]
    inside = before.pos in NOMINAL and scene.near(i - 1, i) and before.head > i and before.text[:1].isupper()
    return inside and scene.at[i - 1] < 0 and not scene.kind_at(i - 1, "person")


def is_address(scene: Scene, head: int) -> bool:
    """Tell whether a role word is a title that stands before a name beside another role: "Col.", "Sen."."""
    title = singular(scene.tokens[head].text) in _titles()
    return title and fixed_phrase(scene, max(0, head - 1), head) > head


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return (frozenset(lexicon()["offices"]["forces"]) | role_words("seats")) - {"president"}


def fixed_phrase(scene: Scene, first: int, head: int) -> int:
    """Return where a phrase of the lexicon that ends at a head begins: "national security adviser"; else head + 1.

    It may begin one abbreviation before `first`.
    """
    at, words = [head], [singular(scene.tokens[head].text)]
    for i in range(head - 1, max(-1, first - 2), -1):
        if scene.tokens[i].text != ".":
            at.insert(0, i)
            words.insert(0, scene.tokens[i].text.lower())
    size = ending_phrase(tuple(words))
    return at[-size] if size else head + 1


def _of_abbreviation(scene: Scene, i: int) -> bool:
    """Tell whether a full stop belongs to a title before it: "Lt. Gen."."""
    return scene.tokens[i].text == "." and scene.tokens[i].pos == "PROPN" and i > 0 and scene.glued(i - 1)


def _kept_before(word: str) -> bool:
    return word in role_words("former") or word in role_words("aside")


def rightmost(scene: Scene, head: int, edge: int) -> int:
    """Return the token after the words that follow a head: where it is, what it is of."""
    tokens, i, last = scene.tokens, head + 1, head + 1
    limit = min(edge, head + 1 + LONGEST, len(tokens))
    ties = role_words("ties")
    tied = False
    while i < limit and scene.near(head, i):
        token, named = tokens[i], scene.who(i)
        if BREAK.search(scene.article.text, tokens[i - 1].end, token.start):
            break
        if named is not None and tied and named.mention.via != "pronoun":
            i = last = named.last
            continue
        if token.text in _DASHES or (scene.glued(i - 1) and token.text[:1].isalnum()):
            i = last = i + 1
            continue
        if token.pos in {"ADP", "PART", "SCONJ"} and token.text.lower() in ties:
            if not _place_or_kind(scene, i):
                break
            tied = True
        elif tied and (token.tag == "POS" or (token.pos in {"VERB", "NUM"} and token.dep in _MODIFIERS)):
            pass  # part of the words only if a noun follows
        elif not tied or token.text in _HALTS or scene.dated(i):
            break
        elif token.pos in NOMINAL or token.text == "&":
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


def stripped(scene: Scene, first: int, head: int) -> tuple[int, bool]:
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


def in_compound(scene: Scene, named: Named) -> bool:
    """Tell whether a name is only part of an adjective: "Russia-led"."""
    after = named.last
    return after < len(scene.tokens) and scene.tokens[after].text in _DASHES and scene.glued(named.last - 1)

"""Roles right before a name: titles, owners, adjectives, appositions whose name comes last."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.actors.description.extents import LONGEST, is_address
from analysis.actors.description.lexicon import role_kind, role_words, singular
from analysis.actors.description.making import membership, nationality, roles_of, said
from analysis.actors.description.phrases import phrase_at
from analysis.actors.description.scene import BODIES, LANDS, Role, Scene
from analysis.actors.scene import Named

_CLOSING = frozenset({",", "–", "—", "-", "--", "(", ".", ")"})
_BOUND = frozenset({"compound", "nmod", "appos", "amod", "dep"})
_MOST_SHARED = 10
_OF = frozenset({"of", "for"})


def before_name(scene: Scene, named: Named) -> Iterator[Role]:
    """Yield what stands right before a name: "Armenian Prime Minister", "Harvard economist", "Ofgem's"."""
    at = _past_address(scene, named.first) - 1
    if not scene.near(at, named.first) or scene.glued(named.first - 1):
        return
    if (
        scene.near(named.last, at)
        and scene.tokens[named.last - 1].head == named.last
        and scene.kind_at(named.last, "person")
    ):
        return  # what is taken for a name is part of a role: "Chief Global Affairs Correspondent"
    token = scene.tokens[at]
    if scene.tokens[at - 1].text.lower() == "of" and scene.kind_at(at - 2, "person"):
        yield from _of_phrase(scene, named, at)  # "Secretary of State Antony Blinken"
    elif scene.kind_at(at, named.mention.kind) and _fits(scene, at, named) and _modifies(scene, at, named):
        title = token.text[:1].isupper() and token.pos == "PROPN"
        whole = _whole_office(scene, at)
        if whole >= 0:
            yield from roles_of(scene, named, whole, "premodifier", edge=at)
            yield from roles_of(scene, named, at, "title", floor=at)
            return
        yield from roles_of(scene, named, at, "title" if title else "premodifier")
        yield from _joined_before(scene, named, at)
        if not _one(scene, at):
            yield from _shared(scene, named, at)
    elif token.text in {",", "–", "—"} and named.mention.kind not in LANDS:
        yield from _reversed(scene, named, at)
    elif token.text.lower() == "of" and named.mention.kind in LANDS | BODIES:
        yield from _genus(scene, named, at - 1)
    else:
        roles = list(_of_phrase(scene, named, at))
        yield from roles or _owner(scene, named, at)


def _past_address(scene: Scene, first: int) -> int:
    """Return the token where "Mr", "Ms" and the like before a name begin."""
    for _ in range(3):
        if first and scene.tokens[first - 1].text.lower().strip(".") in role_words("honorifics"):
            first -= 1
    return first


def _modifies(scene: Scene, at: int, named: Named) -> bool:
    """Tell whether a noun before a name belongs to it: "told reporters Smith had left" has none."""
    token, head = scene.tokens[at], scene.head_of(named)
    linked = token.head == head.index or head.head == at or scene.tokens[token.head].head == head.index
    plural = token.tag in {"NNS", "NNPS"}
    if named.mention.kind != "person":
        return (linked and token.dep in _BOUND) or (head.dep == "appos" and head.head == at)
    if linked and token.dep not in {"nsubj", "dobj", "pobj", "iobj", "dative"}:
        return True
    return head.head == at or (not plural and token.dep not in {"dobj", "dative", "iobj"})


def _whole_office(scene: Scene, at: int) -> int:
    """Return the head of an office before a title: "Chairman of the Joint Chiefs of Staff Adm. Jane Doe", or -1."""
    body = scene.who(at - 1)
    if body is None or not is_address(scene, at):
        return -1
    k = body.first - 1
    if k > 0 and scene.tokens[k].pos == "DET":
        k -= 1
    office = k > 0 and scene.near(k - 1, at) and scene.tokens[k].text.lower() == "of"
    return k - 1 if office and scene.kind_at(k - 1, "person") else -1


def _fits(scene: Scene, at: int, named: Named) -> bool:
    """Tell whether a word before a name is more than an adjective: "fellow Democrats", "the National Party"."""
    token = scene.tokens[at]
    plain_noun = token.pos == "NOUN" and token.text.lower() not in role_words("aside")
    return plain_noun if named.mention.kind == "group" else token.pos in {"NOUN", "PROPN"}


def _shared(scene: Scene, named: Named, at: int) -> Iterator[Role]:
    """Yield a plural title's role of the names after the first: "Senators John McCain and Lindsey Graham"."""
    for other in scene.named[scene.at[named.first] + 1 :][:_MOST_SHARED]:
        between = [t.text.lower() for t in scene.tokens[named.last : other.first]]
        if other.mention.kind != "person" or not between or not set(between) <= {",", "and", "&"}:
            return
        yield from roles_of(scene, other, at, "title")
        named = other


def _joined_before(scene: Scene, named: Named, at: int) -> Iterator[Role]:
    """Yield the other of two roles before a name: "actor and comedian", "contributor Col."."""
    i = phrase_at(scene, at).first - 1
    if not scene.near(i, at) or i < 1:
        return
    if scene.tokens[i].text.lower() in {"and", "turned"} and scene.near(i - 1, at):
        i -= 1
    if scene.tokens[i].pos in {"NOUN", "PROPN"} and _one(scene, i):
        yield from roles_of(scene, named, i, "premodifier")


def _owner(scene: Scene, named: Named, at: int) -> Iterator[Role]:
    """Yield the body or state whose a name is: "Ofgem's Jonathan Brearley", "Russian Gazprom"."""
    if named.mention.kind in LANDS:
        return
    owner, rule = scene.who(at), "premodifier"
    if scene.tokens[at].tag == "POS":
        owner, rule = scene.who(at - 1), "possessive"
    if owner is None or owner.mention.cluster == named.mention.cluster or owner.mention.via == "pronoun":
        return
    if named.last < len(scene.tokens) and scene.tokens[named.last].pos in {"NOUN", "PROPN"}:
        return  # "Sweden's NATO bid"
    if rule == "premodifier" and scene.tokens[owner.last - 1].dep not in {"amod", "compound", "nmod"}:
        return
    adjective = rule == "possessive" or owner.mention.via == "demonym" or named.mention.kind == "person"
    if owner.mention.kind == "state" and adjective:
        yield nationality(scene, named, owner, rule)
    elif owner.mention.kind in BODIES and named.mention.kind == "person":
        words = scene.article.text[owner.mention.start : owner.mention.end]
        if rule == "premodifier" and (kind := role_kind((singular(words),), "person")):
            former = scene.tokens[owner.first - 1].text.lower() in role_words("former")  # "former Marine"
            yield said(
                scene,
                named,
                (owner.first, owner.last),
                singular(words),
                role_kind=kind,
                rule=rule,
                former=former,
            )
            return
        yield membership(scene, named, owner, rule)


def _of_phrase(scene: Scene, named: Named, at: int) -> Iterator[Role]:
    """Yield a role whose complement stands between it and the name: "head of the agency Fatih Birol"."""
    following = scene.tokens[named.last] if scene.near(named.last, at) else None
    # "Spokesman for the Obama campaign": the name only says which.
    modifier = following is not None and following.pos in {"NOUN", "PROPN"}
    if named.mention.kind != "person" or modifier:
        return
    i = at
    while i > at - LONGEST and scene.near(i, named.first):
        token = scene.tokens[i]
        if token.text.lower() in _OF:
            if (
                i != at
                and scene.near(i - 1, i)
                and _one(scene, i - 1)
                and scene.kind_at(i - 1, "person") in {"office", "occupation"}
            ):
                yield from roles_of(scene, named, i - 1, "premodifier", edge=named.first)
            return
        if token.pos not in {"NOUN", "PROPN", "ADJ", "DET", "CCONJ", "PART"} and scene.at[i] < 0:
            return
        i -= 1


def _one(scene: Scene, i: int) -> bool:
    """Tell whether a noun is singular."""
    return scene.tokens[i].tag not in {"NNS", "NNPS"}


def _genus(scene: Scene, named: Named, at: int) -> Iterator[Role]:
    """Yield what a place or body is said to be by "of": "the breakaway region of Nagorno-Karabakh"."""
    if not scene.near(at, named.first) or not _one(scene, at):
        return
    described = scene.kind_at(at, named.mention.kind) == "description"
    if described and singular(scene.tokens[at].text) in role_words("genera"):
        yield from roles_of(scene, named, at, "genus")


def _reversed(scene: Scene, named: Named, comma: int) -> Iterator[Role]:
    """Yield an apposition whose name comes last: "The charity's chief executive, Derek Mitchell, said"."""
    after = scene.tokens[named.last].text if named.last < len(scene.tokens) else "."
    head_token = scene.head_of(named)
    i = comma - 1
    while (
        i >= max(0, comma - LONGEST)
        and scene.near(i, comma)
        and scene.tokens[i].text not in {",", "“", '"', ":"}
    ):
        token = scene.tokens[i]
        if token.pos in {"VERB", "AUX"} and token.dep not in {"amod", "compound"}:
            return
        direct = i == comma - 1 or scene.tokens[i + 1].pos == "ADP"
        if i and scene.tokens[i - 1].text.lower() in _OF:
            direct = False  # "the nominee for president, Mitt Romney"
        if direct and token.pos in {"NOUN", "PROPN"} and scene.kind_at(i, named.mention.kind):
            bound = (head_token.dep == "appos" and head_token.head == i) or token.head == head_token.index
            closed = after in _CLOSING and _one(scene, i)
            if bound or (closed and _opens(scene, i)):
                yield from roles_of(scene, named, i, "apposition", edge=comma)
                return
            if scene.tokens[i + 1].pos == "ADP":
                return
        i -= 1


def _opens(scene: Scene, head: int) -> bool:
    """Tell whether the words of a role begin a sentence or follow a verb of saying, so that the comma is no list's."""
    left = scene.tokens[head]
    for i in range(head - 1, max(-1, head - LONGEST), -1):
        token = scene.tokens[i]
        if not scene.near(i, head):
            return True
        if token.pos in {"VERB", "AUX"} and token.dep not in {"amod", "compound"}:
            return left.dep in {"nsubj", "ROOT", "appos", "nsubjpass"}
        if token.text in {",", ";"} or token.pos == "ADP":
            return False
    return True

"""Roles that a verb says: "was elected president", "became", "who heads the agency", "appointed as"."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.actors.description.clauses import described
from analysis.actors.description.lexicon import canonical, deeds, role_words
from analysis.actors.description.making import roles_of, said
from analysis.actors.description.scene import Role, Scene
from analysis.actors.description.subjects import MOST, headed, subject_of, unreal
from analysis.actors.scene import Named


def predicated(scene: Scene) -> Iterator[Role]:
    """Yield the roles that verbs say of their subjects and objects, and descriptions by relative clauses.

    Questions, negated clauses and what would, could or might be are left out.
    """
    for token in scene.tokens:
        if token.pos not in {"VERB", "AUX"}:
            continue
        i, lemma = token.index, token.lemma.lower()
        found: list[Role] = []
        if lemma in role_words("copulas") and not unreal(scene, i):
            found = list(_copula(scene, i))
        if lemma in role_words("naming_verbs") and not unreal(scene, i):
            found += _named_so(scene, i)
        if lemma in role_words("serving_verbs") and not unreal(scene, i):
            found += _served(scene, i)
        if lemma in deeds() and not unreal(scene, i):
            found += _did(scene, i)
        yield from found
        if not found and token.dep in {"relcl", "acl"}:
            yield from described(scene, i)


def _copula(scene: Scene, verb: int) -> Iterator[Role]:
    named, clause = subject_of(scene, verb)
    attr = scene.child(verb, "attr", "oprd")
    if (
        named is None
        or attr is None
        or any(
            scene.tokens[k].tag in {"WP", "WRB", "WDT"}
            for k in scene.children[verb]
            if k < attr and scene.tokens[k].dep == "attr"
        )
    ):
        return
    head = _one_of(scene, attr)
    no_longer = any(scene.tokens[k].text.lower() == "longer" for k in scene.children[verb])
    past = no_longer or (
        scene.tokens[verb].tag == "VBD" and scene.tokens[verb].lemma == "be" and _ended(scene, attr)
    )
    yield from _from_head(scene, named, head, clause or "copula", over=past)


def _one_of(scene: Scene, i: int) -> int:
    """Return what "one of his closest allies" is one of."""
    if scene.tokens[i].text.lower() not in {"one", "part", "kind", "sort"}:
        return i
    of = scene.child(i, "prep")
    inner = scene.child(of, "pobj") if of is not None else None
    return i if inner is None else inner


def _ended(scene: Scene, attr: int) -> bool:
    """Tell whether dates after a role say that it is over: "was minister from 2010 to 2014", "until May"."""
    for token in scene.tokens[attr : attr + MOST]:
        i = token.index + 1
        if (
            token.text.lower() in {"until", "from", "between", "till"}
            and scene.near(attr, i)
            and scene.dated(i)
        ):
            return True
    return False


def _from_head(scene: Scene, named: Named, head: int, rule: str, *, over: bool = False) -> Iterator[Role]:
    inner = scene.who(head)
    if inner is not None and inner.mention.cluster != named.mention.cluster:
        return  # "X is Joe Biden" says no role
    floor = head
    while (
        floor > 0
        and scene.near(floor - 1, head)
        and scene.tokens[floor - 1].pos not in {"VERB", "AUX", "ADP"}
        and head - floor < 12
    ):
        floor -= 1
    yield from roles_of(scene, named, head, rule, floor=floor, edge=scene.right[head], over=over)


def _named_so(scene: Scene, verb: int) -> Iterator[Role]:
    """Yield "was elected president", "appointed her editor", "described him as a friend"."""
    token = scene.tokens[verb]
    named, clause = subject_of(scene, verb)
    passive = scene.child(verb, "auxpass") is not None or (clause == "participle" and token.tag == "VBN")
    if not passive:
        target = scene.child(verb, "dobj")
        named = headed(scene, target) if target is not None else None
    if named is None:
        return
    for head in _complements(scene, verb):
        if head > named.first:
            yield from _from_head(scene, named, head, clause or "appointed")


def _complements(scene: Scene, verb: int) -> Iterator[int]:
    """Yield the heads of what a verb makes of somebody: predicate nouns, and nouns after "as" or "in as"."""
    for k in scene.children[verb]:
        token = scene.tokens[k]
        if token.dep in {"oprd", "attr", "xcomp", "ccomp"} and token.pos in {"NOUN", "PROPN"}:
            yield k
        elif token.text.lower() in {"as", "in"} and token.dep in {"prep", "prt"}:
            for inner in scene.children[k]:
                if scene.tokens[inner].dep == "pobj" and token.text.lower() == "as":
                    yield inner
                elif scene.tokens[inner].text.lower() == "as":
                    noun = scene.child(inner, "pobj")
                    if noun is not None:
                        yield noun


def _served(scene: Scene, verb: int) -> Iterator[Role]:
    """Yield "served as minister", "resigned as leader" (over), "works as a nurse"."""
    named, clause = subject_of(scene, verb)
    if named is None or named.mention.kind not in {"person", "organisation", "state", "group"}:
        return
    lemma = scene.tokens[verb].lemma.lower()
    over = lemma in role_words("leaving_verbs")
    for head in _complements(scene, verb):
        if head > verb and scene.tokens[head].tag not in {"NNS", "NNPS"}:
            yield from _from_head(
                scene, named, head, clause or ("left" if over else "served"), over=over or _ended(scene, head)
            )


def _did(scene: Scene, verb: int) -> Iterator[Role]:
    """Yield "who heads the agency": head of the agency; only what is or lasts, and only of a named body."""
    token = scene.tokens[verb]
    named, clause = subject_of(scene, verb)
    lemma = token.lemma.lower()
    lasting = (
        token.tag in {"VBZ", "VBP"}
        or lemma in {"found", "co-found"}
        or (clause and token.tag in {"VBD", "VBN"})
    )
    target = scene.child(verb, "dobj")
    if named is None or target is None or not lasting or named.mention.kind != "person":
        return
    body = scene.who(target)
    if body is None or body.mention.kind != "organisation" or scene.head_of(body).index != target:
        return
    over = token.tag == "VBD" and lemma not in {"found", "co-found"}
    yield said(
        scene, named, (verb, body.last), canonical(deeds()[lemma]), role_kind="office", rule=clause or "verb",
        former=over, of=scene.at[target],
    )  # fmt: skip

"""Roles that a verb says: "was elected president", "became", "who heads the agency", "appointed as"."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.actors.description.lexicon import canonical, deeds, role_words
from analysis.actors.description.making import roles_of, said
from analysis.actors.description.scene import Named, Role, Scene
from analysis.actors.naming.gazetteer import words

_SUBJECTS = ("nsubj", "nsubjpass")
_RELATIVES = frozenset({"who", "which", "that"})
_UNREAL = frozenset(
    {
        "would",
        "could",
        "might",
        "may",
        "should",
        "can",
        "must",
        "if",
        "whether",
        "unless",
        "not",
        "n't",
        "n’t",
        "never",
        "will",
        "shall",
    }
)
_SHORT = 8
"""Words of a description by a relative clause, beyond which it is clipped where a phrase ends."""

_MOST = 14


def predicated(scene: Scene) -> Iterator[Role]:
    """Yield the roles that verbs say of their subjects and objects, and descriptions by relative clauses.

    Questions, negated clauses and what would, could or might be are left out.
    """
    for token in scene.tokens:
        if token.pos not in {"VERB", "AUX"}:
            continue
        i, lemma = token.index, token.lemma.lower()
        found: list[Role] = []
        if lemma in role_words("copulas") and not _unreal(scene, i):
            found = list(_copula(scene, i))
        if lemma in role_words("naming_verbs") and not _unreal(scene, i):
            found += _named_so(scene, i)
        if lemma in role_words("serving_verbs") and not _unreal(scene, i):
            found += _served(scene, i)
        if lemma in deeds() and not _unreal(scene, i):
            found += _did(scene, i)
        yield from found
        if not found and token.dep in {"relcl", "acl"}:
            yield from _clause(scene, i)


def _unreal(scene: Scene, verb: int) -> bool:
    """Tell whether a verb is negated, conditional or asked."""
    below = [scene.tokens[i] for i in scene.children[verb]]
    if any(t.text.lower() in _UNREAL or t.dep == "neg" for t in below):
        return True
    token = scene.tokens[verb]
    if token.text.lower() == "were" and any(t.dep == "attr" and t.tag in {"NN", "NNP"} for t in below):
        return True  # "wished she were president"
    # "wants to become", "failed to be elected"
    return token.tag == "VB" and token.dep in {"xcomp", "advcl", "acl", "ccomp"}


def _child(scene: Scene, i: int, *deps: str) -> int | None:
    return next((k for k in scene.children[i] if scene.tokens[k].dep in deps), None)


def _subject(scene: Scene, verb: int) -> tuple[Named | None, str]:
    """Return the mention that a verb is said of, and whether by a relative clause."""
    token = scene.tokens[verb]
    for _ in range(3):
        subject = _child(scene, token.index, *_SUBJECTS)
        if subject is not None:
            if scene.tokens[subject].text.lower() in _RELATIVES and token.dep == "relcl":
                return _antecedent(scene, token.head, subject), "relative"
            return _headed(scene, subject), ""
        if token.dep == "acl" and token.tag in {"VBN", "VBG"}:
            return _antecedent(scene, token.head, token.index), "participle"
        if token.dep != "conj" or token.head == token.index:
            break
        token = scene.tokens[token.head]
        if token.dep == "relcl" and _child(scene, token.index, *_SUBJECTS) is None:
            break
    return None, ""


def _headed(scene: Scene, i: int) -> Named | None:
    """Return the mention that a token heads, not one that it is part of further down."""
    named = scene.who(i)
    if named is None or named.mention.via in {"demonym", "credit"}:
        return None
    return named if scene.head_of(named).index == i else None


def _antecedent(scene: Scene, head: int, clause: int) -> Named | None:
    """Return the mention that a clause follows; a noun between the two would be its own."""
    named = _headed(scene, head)
    if named is None or named.mention.via == "pronoun":
        return None
    # "Pashinyan, an ex-journalist who": words in apposition may stand between, no other actor and no other clause.
    between = scene.tokens[named.last : clause]
    if len(between) > 1 and between[0].text not in {",", "–", "—", "("}:
        return None if any(t.pos in {"NOUN", "PROPN", "VERB"} for t in between) else named
    other = any(t.pos in {"VERB", "AUX"} or t.tag == "NNS" or scene.who(t.index) for t in between)
    return None if other or len(between) > _MOST else named


def _copula(scene: Scene, verb: int) -> Iterator[Role]:
    named, clause = _subject(scene, verb)
    attr = _child(scene, verb, "attr", "oprd")
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
    past = scene.tokens[verb].tag == "VBD" and scene.tokens[verb].lemma == "be" and _ended(scene, attr)
    yield from _from_head(scene, named, head, clause or "copula", over=past)


def _one_of(scene: Scene, i: int) -> int:
    """Return what "one of his closest allies" is one of."""
    if scene.tokens[i].text.lower() not in {"one", "part", "kind", "sort"}:
        return i
    of = _child(scene, i, "prep")
    inner = _child(scene, of, "pobj") if of is not None else None
    return i if inner is None else inner


def _ended(scene: Scene, attr: int) -> bool:
    """Tell whether dates after a role say that it is over: "was minister from 2010 to 2014", "until May"."""
    near = scene.tokens[attr : min(attr + 12, len(scene.tokens))]
    return any(t.text.lower() in {"until", "from", "between", "till"} and scene.near(t.index, attr) and t.index + 1 < len(scene.tokens)
               and scene.dated(t.index + 1) for t in near)  # fmt: skip


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
    named, clause = _subject(scene, verb)
    passive = _child(scene, verb, "auxpass") is not None or (clause == "participle" and token.tag == "VBN")
    if not passive:
        target = _child(scene, verb, "dobj")
        named = _headed(scene, target) if target is not None else None
    if named is None:
        return
    over = token.lemma.lower() in role_words("leaving_verbs")
    for head in _complements(scene, verb):
        if head > named.first:
            yield from _from_head(scene, named, head, clause or "appointed", over=over)


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
                    noun = _child(scene, inner, "pobj")
                    if noun is not None:
                        yield noun


def _served(scene: Scene, verb: int) -> Iterator[Role]:
    """Yield "served as minister", "resigned as leader" (over), "works as a nurse"."""
    named, clause = _subject(scene, verb)
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
    named, clause = _subject(scene, verb)
    lemma = token.lemma.lower()
    lasting = (
        token.tag in {"VBZ", "VBP"}
        or lemma in {"found", "co-found"}
        or (clause and token.tag in {"VBD", "VBN"})
    )
    target = _child(scene, verb, "dobj")
    if named is None or target is None or not lasting or named.mention.kind != "person":
        return
    body = scene.who(target)
    if body is None or body.mention.kind != "organisation" or scene.head_of(body).index != target:
        return
    over = token.tag == "VBD" and lemma not in {"found", "co-found"}
    yield said(
        scene, named, (verb, body.last), canonical(deeds()[lemma]), "office", clause or "verb", former=over, of=scene.at[target]
    )  # fmt: skip


def _clause(scene: Scene, verb: int) -> Iterator[Role]:
    """Yield a description by a clause: "who came to power in 2018", "headquartered in Moscow"."""
    token = scene.tokens[verb]
    named, clause = _subject(scene, verb)
    if (
        named is None
        or not clause
        or token.lemma.lower() in words("speech_verbs")
        or token.text[:1].isupper()
    ):
        return
    # What one is doing, would do, or feels is no description.
    if (
        _unreal(scene, verb)
        or token.lemma in role_words("copulas")
        or (clause == "relative" and token.tag == "VBG")
    ):
        return
    first = verb
    if clause == "relative":
        subject = _child(scene, verb, *_SUBJECTS)
        first = verb if subject is None or subject > verb else subject + 1
        # "That" does not go on about a name; a plural verb is said of something else.
        wanted = "who" if named.mention.kind == "person" else "which"
        if subject is None or scene.tokens[subject].text.lower() != wanted or _plural(scene, verb):
            return
    elif token.tag != "VBN" or scene.tokens[named.last].text not in {",", "–", "—"}:
        return  # "Zelensky speaking in Kyiv" is a scene, no description
    if named.mention.kind in {"state", "place"} and _in_passing(scene, named):
        return
    last = _clipped(scene, first, verb, scene.right[verb])
    if last <= verb + 1 and token.tag != "VBN":
        return
    text = scene.article.text[scene.tokens[first].start : scene.tokens[last - 1].end]
    yield said(scene, named, (first, last), " ".join(text.split()), "description", clause)


def _in_passing(scene: Scene, named: Named) -> bool:
    """Tell whether a place only says where: "the attack in Benghazi, Libya, which killed four" is the attack's."""
    head = scene.head_of(named)
    where = head.dep == "pobj" and scene.tokens[head.head].text.lower() in {"in", "at", "near", "on", "from"}
    return where or head.dep == "appos"


def _clipped(scene: Scene, first: int, verb: int, edge: int) -> int:
    """Return where a clause is cut: at a comma or clause after it, or at a phrase's end after some words."""
    tokens, last = scene.tokens, first
    for i in range(first, min(edge, first + 2 * _MOST)):
        token = tokens[i]
        if not scene.near(i, first) or (
            i > verb and token.text in {",", ";", ":", "–", "—", "(", ")", '"', "“", "”", ".", "--"}
        ):
            break
        if i > verb and (
            token.tag in {"WP", "WDT", "WRB", "WP$"}
            or token.dep == "mark"
            or (token.pos == "CCONJ" and i - first >= 3 and _verbal(scene, i))
        ):
            break
        if i - first >= _SHORT and token.text != "of" and token.pos in {"ADP", "SCONJ", "CCONJ"}:
            break
        if i - first >= _MOST:
            break
        last = i + 1
    while last > verb + 1 and tokens[last - 1].pos in {
        "ADP",
        "DET",
        "CCONJ",
        "SCONJ",
        "PART",
        "AUX",
        "PUNCT",
    }:
        last -= 1
    return last


def _plural(scene: Scene, verb: int) -> bool:
    """Tell whether a verb or its auxiliary agrees with a plural."""
    inflected = [scene.tokens[verb], *(scene.tokens[k] for k in scene.children[verb])]
    return any(t.tag == "VBP" or t.text.lower() == "were" for t in inflected if t.pos in {"VERB", "AUX"})


def _verbal(scene: Scene, i: int) -> bool:
    """Tell whether "and" goes on with another verb."""
    return any(t.pos in {"VERB", "AUX"} for t in scene.tokens[i + 1 : i + 4])

"""Whom a verb speaks of: its subject, the name a relative clause or participle follows."""

from __future__ import annotations

from analysis.actors.description.lexicon import role_words
from analysis.actors.description.scene import Scene
from analysis.actors.scene import Named
from analysis.actors.types import ASIDE

MOST = 14
"""Words of a description by a clause, and between a name and a clause about it."""

SUBJECTS = ("nsubj", "nsubjpass")
"""Labels of subjects."""

_RELATIVES = frozenset({"who", "which", "that"})


def unreal(scene: Scene, verb: int) -> bool:
    """Tell whether a verb is negated, conditional or asked."""
    below = [scene.tokens[i] for i in scene.children[verb]]
    if any(t.text.lower() in role_words("unreal") or t.dep == "neg" for t in below):
        return True
    token = scene.tokens[verb]
    if token.text.lower() == "were" and any(t.dep == "attr" and t.tag in {"NN", "NNP"} for t in below):
        return True  # "wished she were president"
    # "wants to become", "failed to be elected"
    return token.tag == "VB" and token.dep in {"xcomp", "advcl", "acl", "ccomp"}


def subject_of(scene: Scene, verb: int) -> tuple[Named | None, str]:
    """Return the mention that a verb is said of, and whether by a relative clause."""
    token = scene.tokens[verb]
    for _ in range(3):
        subject = scene.child(token.index, *SUBJECTS)
        if subject is not None:
            if scene.tokens[subject].text.lower() in _RELATIVES and token.dep == "relcl":
                return _antecedent(scene, token.head, subject), "relative"
            return headed(scene, subject), ""
        if token.dep == "acl" and token.tag in {"VBN", "VBG"}:
            return _antecedent(scene, token.head, token.index), "participle"
        if token.dep != "conj" or token.head == token.index:
            break
        token = scene.tokens[token.head]
        if token.dep == "relcl" and scene.child(token.index, *SUBJECTS) is None:
            break
    return None, ""


def headed(scene: Scene, i: int) -> Named | None:
    """Return the mention that a token heads, not one that it is part of further down."""
    named = scene.who(i)
    if named is None or named.mention.via in ASIDE:
        return None
    return named if scene.head_of(named).index == i else None


def _antecedent(scene: Scene, head: int, clause: int) -> Named | None:
    """Return the mention that a clause follows; a noun between the two would be its own."""
    named = headed(scene, head)
    if named is None or named.mention.via == "pronoun":
        return None
    # "Pashinyan, an ex-journalist who": words in apposition may stand between, no other actor and no other clause.
    if clause - named.last > 2 * MOST:
        return None
    between = scene.tokens[named.last : clause]
    if len(between) > 1 and between[0].text not in {",", "–", "—", "("}:
        return None if any(t.pos in {"NOUN", "PROPN", "VERB"} for t in between) else named
    other = any(t.pos in {"VERB", "AUX"} or t.tag == "NNS" or scene.who(t.index) for t in between)
    return None if other or len(between) > MOST else named

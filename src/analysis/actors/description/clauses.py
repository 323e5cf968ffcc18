"""Descriptions by a clause: "who came to power in 2018", "headquartered in Moscow"."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.actors.description.lexicon import role_words
from analysis.actors.description.making import said
from analysis.actors.description.scene import LANDS, Role, Scene
from analysis.actors.description.subjects import MOST, SUBJECTS, subject_of, unreal
from analysis.actors.naming.gazetteer import words
from analysis.actors.scene import Named

_SHORT = 8


def described(scene: Scene, verb: int) -> Iterator[Role]:
    """Yield a description by a clause: "who came to power in 2018", "headquartered in Moscow"."""
    token = scene.tokens[verb]
    named, clause = subject_of(scene, verb)
    if (
        named is None
        or not clause
        or token.lemma.lower() in words("speech_verbs")
        or token.text[:1].isupper()
    ):
        return
    # What one is doing, would do, or feels is no description.
    if (
        unreal(scene, verb)
        or token.lemma in role_words("copulas")
        or (clause == "relative" and token.tag == "VBG")
    ):
        return
    first = verb
    if clause == "relative":
        subject = scene.child(verb, *SUBJECTS)
        first = verb if subject is None or subject > verb else subject + 1
        # "That" does not go on about a name; a plural verb is said of something else.
        wanted = "who" if named.mention.kind == "person" else "which"
        if subject is None or scene.tokens[subject].text.lower() != wanted or _plural(scene, verb):
            return
    elif token.tag != "VBN" or scene.tokens[named.last].text not in {",", "–", "—"}:
        return  # "Zelensky speaking in Kyiv" is a scene, no description
    if named.mention.kind in LANDS and _in_passing(scene, named):
        return
    last = _clipped(scene, first, verb, scene.right[verb])
    if last <= verb + 1 and token.tag != "VBN":
        return
    text = scene.article.text[scene.tokens[first].start : scene.tokens[last - 1].end]
    yield said(scene, named, (first, last), " ".join(text.split()), role_kind="description", rule=clause)


def _in_passing(scene: Scene, named: Named) -> bool:
    """Tell whether a place only says where: "the attack in Benghazi, Libya, which killed four" is the attack's."""
    head = scene.head_of(named)
    where = head.dep == "pobj" and scene.tokens[head.head].text.lower() in {"in", "at", "near", "on", "from"}
    return where or head.dep == "appos"


def _clipped(scene: Scene, first: int, verb: int, edge: int) -> int:
    """Return where a clause is cut: at a comma or clause after it, or at a phrase's end after some words."""
    tokens, last = scene.tokens, first
    for i in range(first, min(edge, first + 2 * MOST)):
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
        if i - first >= MOST:
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

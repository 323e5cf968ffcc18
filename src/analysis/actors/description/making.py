"""From the words of a role to roles: office, tie and what else the words around a name say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from analysis.actors.description.lexicon import ROLE_KINDS, role_words, singular
from analysis.actors.description.phrases import Phrase, conjoined, phrase_at
from analysis.actors.description.scene import LANDS, Role, Scene
from analysis.actors.scene import Named


def said(
    scene: Scene, named: Named, span: tuple[int, int], role: str,
    *, role_kind: str, rule: str, former: bool = False, of: int = -1,
) -> Role:  # fmt: skip
    """Return a role of an actor from the tokens that say it.

    Parameters
    ----------
    scene : Scene
    named : Named
        The mention of the actor.
    span : (int, int)
        Tokens, first and last + 1.
    role, role_kind, rule : str
        Of `Role`.
    former : bool
    of : int
        Number of the mention it belongs to, or -1.
    """
    assert role_kind in ROLE_KINDS
    owner = scene.named[of].mention if of >= 0 else None
    if owner is not None and owner.cluster == named.mention.cluster:
        owner = None
    mention, (first, last) = named.mention, span
    return Role(
        scene.tokens[first].start, scene.tokens[last - 1].end, mention.cluster, mention.name, mention.kind,
        mention.start, mention.end, role, role_kind, former,
        owner.cluster if owner else -1, owner.name if owner else "", rule, scene.inside[first],
    )  # fmt: skip


def roles_of(
    scene: Scene,
    named: Named,
    head: int,
    rule: str,
    *,
    floor: int = 0,
    edge: int | None = None,
    over: bool = False,
) -> Iterator[Role]:
    """Yield the role around a head, what its adjectives add, and roles joined to it by "and".

    Parameters
    ----------
    scene, named
        The article and the mention of the actor.
    head : int
        Token of a role word.
    rule : str
    floor, edge : int
        Tokens between which the words stand; see `phrase_at`.
    over : bool
        Whether the construction says the role is over: "resigned as".
    """
    kind = scene.kind_at(head, named.mention.kind)
    if not kind:
        return
    phrase = phrase_at(scene, head, floor=floor, edge=edge)
    further = conjoined(scene, phrase, named.mention.kind) if edge is not None else []
    seconds = [phrase_at(scene, i, floor=phrase.last, edge=scene.right[i]) for i in further]
    if (
        phrase.of < 0
        and seconds
        and seconds[-1].of >= 0
        and scene.named[seconds[-1].of].first > seconds[-1].head
    ):
        phrase = replace(phrase, of=seconds[-1].of)  # "spokesman and director for the mission"
    yield from _both(scene, named, phrase, kind=kind, rule=rule, over=over)
    for i, second in zip(further, seconds, strict=True):
        yield from _both(
            scene, named, second, kind=scene.kind_at(i, named.mention.kind), rule=rule, over=over
        )


def _both(scene: Scene, named: Named, phrase: Phrase, *, kind: str, rule: str, over: bool) -> Iterator[Role]:
    former, of = phrase.former or over, phrase.of
    owner = scene.named[of].mention if of >= 0 else None
    # "A Russian journalist" is Russian; "the Russian president" is the president of Russia.
    adjective = owner is not None and owner.via == "demonym" and kind in {"occupation", "description"}
    # "Democratic Rep.": the seat is not the party's.
    seat = singular(scene.tokens[phrase.head].text) in role_words("seats")
    adjective = adjective or (owner is not None and owner.kind == "group" and seat)
    if owner is not None and kind != "office" and scene.named[of].first > phrase.head and _where(scene, of):
        of = -1  # "a physician in Taipei" is nobody's
    if of < 0 and phrase.role in role_words("generic") and rule not in {"genus", "noun after", "definite"}:
        return
    party, role = _party(phrase.role) if kind == "office" and of >= 0 else ("", phrase.role)
    span = (phrase.first, phrase.last)
    if role:
        yield said(
            scene, named, span, role, role_kind=kind, rule=rule, former=former, of=-1 if adjective else of
        )
    if party:
        yield said(scene, named, span, party, role_kind="affiliation", rule=rule)
    for k in (*phrase.others, *([of] if adjective else [])):
        yield from _belonging(scene, named, k, phrase, kind=kind, rule=rule)


def _where(scene: Scene, k: int) -> bool:
    """Tell whether a mention says where something is: a state or place after "in"."""
    named = scene.named[k]
    i = named.first - 1
    while i > 0 and scene.tokens[i].pos in {"DET", "ADJ", "NOUN"}:
        i -= 1
    return named.mention.kind in LANDS and scene.tokens[i].text.lower() in {"in", "from"}


def _party(role: str) -> tuple[str, str]:
    """Split "conservative mp" into party and office."""
    first, _, rest = role.partition(" ")
    return (first, rest) if rest and first in role_words("parties") else ("", role)


def _belonging(scene: Scene, named: Named, k: int, phrase: Phrase, *, kind: str, rule: str) -> Iterator[Role]:
    """Yield the nationality or membership that a further name before a role's head says."""
    other = scene.named[k]
    if other.mention.kind == "group":
        if named.mention.kind == "person":
            yield nationality(scene, named, other, rule)
    elif other.mention.via == "demonym":
        # "Ukrainian Foreign Ministry spokesman": the ministry is Ukrainian.
        if kind != "office" and named.mention.kind in {"person", "organisation"}:
            yield nationality(scene, named, other, rule)
    elif other.mention.kind == "organisation" and named.mention.kind == "person" and kind == "office":
        # "Conservative" of a Norfolk MP; the ministry of a ministry's spokesman is told already.
        first = scene.named[phrase.of].mention.kind if phrase.of >= 0 else "organisation"
        yield from [membership(scene, named, other, rule)] if first != "organisation" else []


def nationality(scene: Scene, named: Named, state: Named, rule: str) -> Role:
    """Return that an actor is of a state or party, as an adjective or possessive says."""
    words = (state.first, state.last)
    kind = "nationality" if state.mention.kind in LANDS else "affiliation"
    text = scene.article.text[state.mention.start : state.mention.end]
    role = text if state.mention.via == "demonym" or kind == "affiliation" else f"of {state.mention.name}"
    return said(scene, named, words, role, role_kind=kind, rule=rule, of=scene.at[state.first])


def membership(scene: Scene, named: Named, body: Named, rule: str) -> Role:
    """Return that an actor belongs to an organisation, in no stated capacity."""
    words, role = (body.first, body.last), f"of {body.mention.name}"
    return said(scene, named, words, role, role_kind="affiliation", rule=rule, of=scene.at[body.first])

"""Descriptions that stand for an actor without its name: "the bloc", "the prime minister"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from analysis.actors.description.lexicon import role_words, singular
from analysis.actors.description.making import said
from analysis.actors.description.phrases import Phrase, phrase_at
from analysis.actors.description.scene import Role, Scene
from analysis.actors.naming.gazetteer import gazetteer
from analysis.actors.naming.spans import is_adjective
from analysis.actors.scene import Named

ALLIANCE = frozenset({"alliance", "bloc", "pact", "grouping", "organisation", "organization", "union"})
"""Nouns that may stand for an alliance."""

_DOMINANT = 0.6
"""Share of an article's names of alliances that one has if the article is about it."""

_OTHERS = frozenset({"next", "new", "then", "future", "acting"})
"""Words by which an office is somebody else's than its holder's."""

_NOUNS = frozenset({"NOUN", "PROPN"})
_PLURAL = frozenset({"NNS", "NNPS"})
_HELD = frozenset({"office", "occupation"})

# "A Russia-led security bloc", "the 30-nation alliance": words that only one alliance fits.
_TELLING = re.compile(
    r"-(?:led|dominated|nation|member|strong)\b|\b(?:military|defence|security) (?:alliance|bloc|pact)$"
)


def definite(scene: Scene, found: Iterable[Role]) -> Iterator[Role]:
    """Yield definite descriptions of an alliance, and offices that stand for who holds them.

    "The bloc" is the alliance just named, else the one the article is about. "The
    prime minister" is the one person who the article says holds that office; an
    office of another owner is somebody else's.
    """
    holders: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for role in found:
        if role.role_kind in _HELD and not role.former and role.kind == "person":
            holders[role.role].add((role.cluster, role.of))
    alliances = _Alliances(scene)
    first = _first_mentions(scene)
    nouns = [token for token in scene.tokens if token.pos in _NOUNS and token.tag not in _PLURAL]
    for token in nouns if holders or alliances.named else ():
        if scene.at[token.index] >= 0:
            continue
        if singular(token.text) in ALLIANCE:
            yield from _stands_for(scene, token.index, alliances)
        elif holders and scene.kind_at(token.index, "person") in _HELD:
            yield from _holder(scene, token.index, holders, first)


def resolved(scene: Scene) -> Iterator[Role]:
    """Yield the words of mentions that are a title or description: whose they are is known already."""
    for named in scene.named:
        if named.mention.via not in {"title", "description"}:
            continue
        own = [i for i in range(named.first, named.last) if scene.tokens[i].pos != "DET"]
        own = own[1:] if len(own) > 1 and is_adjective(gazetteer().entry(scene.tokens[own[0]].text)) else own
        if not own or scene.tokens[own[0]].text.lower() in _OTHERS:
            continue
        over = len(own) > 1 and scene.tokens[own[0]].text.lower() in role_words("former")
        said_words = own[1:] if over else own
        yield said(
            scene, named, (own[0], named.last), " ".join(scene.tokens[i].text.lower() for i in said_words),
            role_kind=scene.kind_at(own[-1], named.mention.kind) or "description", rule="definite", former=over,
        )  # fmt: skip


class _Alliances:
    """The alliances an article names: the one just named, and the one it is about."""

    def __init__(self, scene: Scene) -> None:
        self._tokens = scene.tokens
        self.named = [one for one in scene.named if _is_alliance(one)]
        self._firsts = [one.first for one in self.named]
        named = [one for one in scene.actors() if _is_alliance(one)]
        counts = Counter(one.mention.cluster for one in named)
        self.main: Named | None = None
        if counts:
            cluster, n = counts.most_common(1)[0]
            if n >= _DOMINANT * counts.total() and (n > 1 or len(counts) == 1):
                self.main = next(one for one in named if one.mention.cluster == cluster)

    def latest(self, i: int) -> Named | None:
        """Return the alliance last named before a token, in its sentence or the one before."""
        k = bisect_left(self._firsts, i)
        if not k:
            return None
        last, tokens = self.named[k - 1], self._tokens
        return last if tokens[i].sentence - tokens[last.first].sentence <= 1 else None


def _is_alliance(named: Named) -> bool:
    entry = gazetteer().entry(named.mention.name) if named.mention.kind == "organisation" else None
    return entry is not None and entry.role == "alliance"


def _first_mentions(scene: Scene) -> dict[int, Named]:
    out: dict[int, Named] = {}
    for named in scene.actors():
        out.setdefault(named.mention.cluster, named)
    return out


def _definite(scene: Scene, phrase: Phrase) -> bool:
    """Tell whether words have a definite article, or none as in headlines; "a bloc" is any."""
    before = scene.tokens[phrase.first - 1] if scene.near(phrase.first - 1, phrase.head) else None
    if before is not None and before.text.lower() in {"the", "this"}:
        return True
    headline = scene.article.segments[scene.tokens[phrase.head].segment].kind == "headline"
    return headline and (before is None or before.pos != "DET")


def _stands_for(scene: Scene, head: int, alliances: _Alliances) -> Iterator[Role]:
    """Yield a description of an alliance if its words are definite and name nobody else's."""
    following = scene.tokens[head + 1] if scene.near(head, head + 1) else None
    if following is not None and (
        following.pos in {"NOUN", "PROPN"} or following.text in {"of", "between", "with"}
    ):
        return
    phrase = phrase_at(scene, head)
    telling = _TELLING.search(phrase.role) is not None
    named = alliances.latest(head) or alliances.main
    if telling and alliances.main is not None:
        named = alliances.main
    if named is None or phrase.of >= 0 or not (_definite(scene, phrase) or (telling and alliances.main)):
        return
    yield said(
        scene, named, (phrase.first, phrase.last), phrase.role, role_kind="description", rule="definite"
    )


def _holder(
    scene: Scene, head: int, holders: dict[str, set[tuple[int, int]]], first: dict[int, Named]
) -> Iterator[Role]:
    phrase = phrase_at(scene, head, edge=scene.right[head])
    fits = holders.get(phrase.role, set())
    owner = scene.named[phrase.of].mention.cluster if phrase.of >= 0 else -1
    if owner >= 0:
        # "The Ukrainian mayor" is Kyiv's: the office is of that state or of a place in it.
        fits = {
            (cluster, of)
            for cluster, of in fits
            if of == owner or _lies_in(of, scene.named[phrase.of].mention.name, first)
        }
    further = scene.tokens[head + 1].pos in {"NOUN", "PROPN"} if scene.near(head, head + 1) else False
    if phrase.former or further or len({cluster for cluster, _ in fits}) != 1:
        return
    named = first[next(iter(fits))[0]]
    # "The new president": of somebody else; "PM says" in a headline has no article.
    if not _definite(scene, phrase) and not (owner >= 0 and scene.named[phrase.of].mention.via == "demonym"):
        return
    if named.mention.start > scene.tokens[head].end and owner < 0 and scene.tokens[head].segment > 2:
        return
    if scene.tokens[phrase.first].text.lower() in _OTHERS:
        return
    yield said(
        scene,
        named,
        (phrase.first, phrase.last),
        phrase.role,
        role_kind=scene.kind_at(head, "person"),
        rule="definite",
        of=phrase.of,
    )


def _lies_in(of: int, whole: str, first: dict[int, Named]) -> bool:
    """Tell whether an actor of the article is a place in a state, after the gazetteer."""
    entry = gazetteer().entry(first[of].mention.name) if of in first else None
    return entry is not None and entry.kind == "place" and entry.state == whole


def said_of_whom(roles: Iterable[Role]) -> list[Role]:
    """Give offices without an owner the one after the name, or the one they have elsewhere in the article.

    "President Vladimir Putin of Russia" holds Russia's office; "President Putin"
    elsewhere in the article is the same.
    """
    roles = _owned_after(list(roles))
    known: dict[tuple[int, str], set[tuple[int, str]]] = defaultdict(set)
    for role in roles:
        if role.of >= 0 and role.role_kind in {"office", "affiliation"}:
            known[role.cluster, role.role].add((role.of, role.of_name))
    out = []
    for role in roles:
        owners = known.get((role.cluster, role.role), set())
        if role.of < 0 and role.role_kind in {"office", "affiliation"} and len(owners) == 1:
            of, name = next(iter(owners))
            out.append(replace(role, of=of, of_name=name))
        else:
            out.append(role)
    return out


def _owned_after(roles: list[Role]) -> list[Role]:
    """Join "of Russia" after a name to the office before it."""
    offices = {
        r.mention_start: r for r in roles if r.role_kind == "office" and r.of < 0 and r.end <= r.mention_start
    }
    origin = {r.mention_start: r for r in roles if r.rule == "of" and r.mention_start in offices}
    return [
        replace(r, of=origin[r.mention_start].of, of_name=origin[r.mention_start].of_name)
        if r.mention_start in origin and r is offices[r.mention_start]
        else r
        for r in roles
        if not (r.mention_start in origin and r is origin[r.mention_start])
    ]

"""Roles right after a name: appositions, age, origin, and nouns that the name stands before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.actors.description.extents import LONGEST
from analysis.actors.description.lexicon import role_words, singular
from analysis.actors.description.making import roles_of, said
from analysis.actors.description.scene import BODIES, LANDS, Role, Scene
from analysis.actors.scene import Named

_COMMAS = frozenset({",", "–", "—", "-", "--", "("})
_HALTS = frozenset({",", ";", ":", ")", "(", ".", "—", "–", "--", "“", "”", '"', "?", "!"})
_CLOSING = frozenset({",", ".", ";", ")", "—", "–", "--", '"', "”", "who", "whose", "which"})
_AGE = re.compile(r"\d{1,3}$")
_YEARS = re.compile(r"(\d{1,3})-year-old$", re.I)
# "D-N.Y.", "R-Iowa": party and seat of members of Congress, after the style books of American newsrooms.
_SEAT = re.compile(r"\s?([DRI])-([A-Z][\w.]*(?: [A-Z][\w.]*)?)(?=\s?[,).;])")
_LETTERS = {"D": "democrat", "R": "republican", "I": "independent"}
_SEAT_REACH = 30
_APPOSED = frozenset({"appos", "nmod", "npadvmod", "ROOT", "dep", "attr", "oprd", "conj", "acl"})


def after_name(scene: Scene, named: Named) -> Iterator[Role]:
    """Yield what stands right after a name: appositions, age, "of the Heating Hub"."""
    yield from _age(scene, named)
    yield from _apposition(scene, named)
    yield from _party(scene, named)
    yield from _origin(scene, named)
    yield from _noun_after(scene, named)


def _age(scene: Scene, named: Named) -> Iterator[Role]:
    """Yield "aged 43" of "Smith, 43," and "43-year-old Smith"."""
    tokens, i = scene.tokens, named.last
    if named.mention.kind != "person":
        return
    if scene.near(i + 1, named.first) and tokens[i].text in {",", "("} and _AGE.match(tokens[i + 1].text):
        closing = tokens[i + 2].text if i + 2 < len(tokens) else "."
        if closing in {",", ")", ".", "–", "—", ";"} and int(tokens[i + 1].text) < 120:
            yield said(
                scene,
                named,
                (i + 1, i + 2),
                f"aged {tokens[i + 1].text}",
                role_kind="description",
                rule="age",
            )
    first = max(0, named.first - 8)
    for k in range(named.first - 1, first, -1):
        if not scene.near(k, named.first) or (
            tokens[k].pos in {"VERB", "ADP", "PUNCT"} and tokens[k].text != "-"
        ):
            return
        if tokens[k].text.lower() == "old" and scene.near(k - 4, k):
            text = scene.article.text[tokens[k - 4].start : tokens[k].end]
            if found := _YEARS.match(text):
                yield said(
                    scene, named, (k - 4, k + 1), f"aged {found[1]}", role_kind="description", rule="age"
                )
            return


def _party(scene: Scene, named: Named) -> Iterator[Role]:
    """Yield the party of "Rep. Jane Doe (D-Iowa)" and "Jane Doe, Democrat of Colorado,"."""
    tokens, i = scene.tokens, named.last
    if (
        named.mention.kind != "person"
        or not scene.near(i + 1, named.first)
        or tokens[i].text not in {",", "("}
    ):
        return
    text = scene.article.text
    if found := _SEAT.match(text, tokens[i].end, tokens[i].end + _SEAT_REACH):
        last = i + 1
        while last < len(tokens) and tokens[last].end <= found.end(2):
            last += 1
        if last > i + 1:
            yield said(scene, named, (i + 1, last), _LETTERS[found[1]], role_kind="affiliation", rule="party")
    elif scene.at[i + 1] >= 0 and singular(tokens[i + 1].text) in role_words("parties"):
        following = tokens[i + 2].text if scene.near(i + 2, i) else "."
        if following in {"of", "from", ",", "."}:
            word, of = singular(tokens[i + 1].text), scene.at[i + 1]
            yield said(scene, named, (i + 1, i + 2), word, role_kind="affiliation", rule="party", of=of)


def _apposition(scene: Scene, named: Named) -> Iterator[Role]:
    """Yield roles between commas after a name: "Philippe Commaret, the managing director of EDF, warned"."""
    tokens, i = scene.tokens, named.last
    named = _first_of_places(scene, named)
    for _ in range(2):
        if not scene.near(i, i - 1) or tokens[i].text not in _COMMAS:
            return
        end = _next_halt(scene, i + 1)
        head = _head_between(scene, named, i + 1, end)
        if head is not None:
            yield from roles_of(
                scene, named, head, "apposition", floor=i + 1, edge=max(end, scene.right[head])
            )
            return
        if not _AGE.match(tokens[i + 1].text if i + 1 < len(tokens) else ""):
            return
        i = end  # "Smith, 43, a teacher": the role follows the age


def _first_of_places(scene: Scene, named: Named) -> Named:
    """Return what "Nukus, Uzbekistan, the capital of" speaks of: Nukus."""
    before = scene.who(named.first - 2)
    if before is None or before.mention.kind != "place" or named.mention.kind not in LANDS:
        return named
    chained = scene.tokens[named.first - 1].text == "," and scene.near(named.first - 2, named.first)
    return before if chained else named


def _next_halt(scene: Scene, first: int) -> int:
    """Return the token where an apposition that begins at a token ends."""
    i = first
    while i < min(len(scene.tokens), first + 2 * LONGEST) and scene.near(first, i):
        token, named = scene.tokens[i], scene.who(i)
        if named is not None:
            i = named.last
            continue
        verb = token.pos in {"VERB", "AUX"} and token.dep not in {"amod", "compound", "npadvmod"}
        if token.text in _HALTS or token.tag in {"WP", "WDT", "WP$"} or verb:
            break
        i += 1
    return i


def _head_between(scene: Scene, named: Named, first: int, end: int) -> int | None:
    """Return the first role word that can head an apposition between two tokens."""
    for i in range(first, min(end, first + LONGEST)):
        token = scene.tokens[i]
        if token.pos == "ADP" or (token.pos == "CCONJ" and i == first):
            return None
        if not (token.pos in {"NOUN", "PROPN"} and scene.kind_at(i, named.mention.kind)):
            continue
        if scene.near(i, i + 1) and i + 1 < end and scene.tokens[i + 1].pos in {"NOUN", "PROPN"}:
            inner = scene.who(i + 1)
            if inner is not None and inner.mention.kind == "person":
                return None  # "Liz Truss, Prime Minister Boris Johnson": the role is the next name's
            if inner is None and scene.tokens[i + 1].head != i:
                continue  # "party leadership": the head is further on
        return i if _apposed(scene, i, named, end) else None
    return None


def _apposed(scene: Scene, i: int, named: Named, end: int) -> bool:
    """Tell whether a role word after a comma belongs to the name and begins no clause."""
    token = scene.tokens[i]
    bound = token.dep == "appos" and named.first <= token.head < named.last
    if named.mention.kind == "group":
        return bound
    if token.tag in {"NNS", "NNPS"}:
        return False
    before = scene.who(i - 1)
    if named.mention.kind in LANDS and before is not None and before.mention.kind == "place":
        return False  # "Russia, the Donbas region and": the region has a name of its own
    if bound:
        return True
    closing = scene.tokens[end].text if end < len(scene.tokens) and scene.near(i, end) else "."
    return token.dep in _APPOSED and closing in _CLOSING


def _origin(scene: Scene, named: Named) -> Iterator[Role]:
    """Yield the body or place a person is of: "Jo Alsop of the Heating Hub", "Smith, from London"."""
    tokens, i = scene.tokens, named.last
    if named.mention.kind != "person" or not scene.near(i + 1, named.first):
        return
    if tokens[i].text == "," and tokens[i + 1].text.lower() in {"of", "from"}:
        i += 1
    word = tokens[i].text.lower()
    if word not in {"of", "from", "with"} or not named.first <= tokens[i].head < named.last:
        return
    k = i + 1
    while scene.near(k, i) and k < i + 4 and scene.at[k] < 0 and tokens[k].pos in {"DET", "ADJ", "NOUN"}:
        k += 1
    body = scene.who(k) if scene.near(k, i) else None
    if body is None or body.mention.via in {"pronoun", "demonym", "credit"}:
        return
    if body.last < len(tokens) and tokens[body.last].tag == "POS":
        return  # "assured Putin of China's support"
    if body.mention.kind in BODIES:
        yield said(
            scene,
            named,
            (i, body.last),
            f"of {body.mention.name}",
            role_kind="affiliation",
            rule=word,
            of=scene.at[k],
        )
    elif body.mention.kind in LANDS and word != "with":
        kind = "nationality" if body.mention.kind == "state" else "description"
        yield said(
            scene,
            named,
            (i, body.last),
            f"from {body.mention.name}",
            role_kind=kind,
            rule=word,
            of=scene.at[k],
        )


def _noun_after(scene: Scene, named: Named) -> Iterator[Role]:
    """Yield the noun that a name stands before and that says what it is: "the Armenpress news agency"."""
    tokens, i = scene.tokens, named.last
    if named.mention.kind == "person" or named.mention.via == "metonym":
        return
    closing = scene.near(i, named.first) and tokens[i].text == ")" and tokens[named.first - 1].text == "("
    i += closing
    first = i
    while (
        scene.near(i, named.first)
        and i < first + 3
        and tokens[i].pos in {"ADJ", "NOUN", "PROPN"}
        and scene.at[i] < 0
    ):
        word = singular(tokens[i].text)
        following = tokens[i + 1] if scene.near(i, i + 1) else None
        ends = following is None or following.pos not in {"NOUN", "PROPN"}
        if (
            ends
            and tokens[i].tag not in {"NNS", "NNPS"}
            and word in role_words("genera")
            and _defined(scene, named)
        ):
            if scene.kind_at(i, named.mention.kind):
                yield from roles_of(scene, named, i, "noun after", floor=first)
            return
        i += 1


def _defined(scene: Scene, named: Named) -> bool:
    before = scene.tokens[named.first - 1].text.lower() if named.first else ""
    return before in {"the", "("} or (named.first > 1 and scene.tokens[named.first - 2].text.lower() == "the")


def naming_noun(scene: Scene, named: Named) -> Iterator[Role]:
    """Yield loaded nouns for who is named before them: "the Kyiv regime", "Putin's regime", "the Russian aggressor"."""
    tokens, i = scene.tokens, named.last
    if scene.near(i, named.first) and tokens[i].tag == "POS":
        i += 1
    for k in range(i, i + 3):
        if (
            not scene.near(k, named.first)
            or scene.at[k] >= 0
            or tokens[k].pos not in {"NOUN", "PROPN", "ADJ"}
        ):
            return
        following = tokens[k + 1].pos if scene.near(k, k + 1) else ""
        if tokens[k].text.lower() in role_words("namings") and following not in {"NOUN", "PROPN"}:
            text = " ".join(t.text.lower() for t in tokens[i:k])
            role = f"{text} {tokens[k].text.lower()}".strip()
            yield said(scene, named, (i, k + 1), role, role_kind="description", rule="naming")
            return

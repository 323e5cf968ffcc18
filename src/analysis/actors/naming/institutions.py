"""Bodies of states, whether written as a name or not: "the Russian defence ministry", "Azerbaijan's parliament"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from analysis.actors.naming.gazetteer import Entry, gazetteer, shipped, word_lists, words
from analysis.actors.naming.spans import Span, is_adjective
from analysis.annotation.parse import ParsedArticle, Token

_SPELLINGS = {
    "defense": "defence", "labor": "labour", "internal": "interior", "external": "foreign", "emergency": "emergencies",
}  # fmt: skip
_SILENT = frozenset({"affairs", "situations"})
_NOUNS = frozenset({"NN", "NNP"})
_ACRONYMS = {"MoD": "defence ministry", "MOD": "defence ministry", "MFA": "foreign ministry"}
_OWNED = frozenset({"'s", "’s", "'", "’"})
_LONGEST = 5
"""Words of a body's field: "foreign affairs", "internal affairs and security"."""


@dataclass(frozen=True, slots=True)
class _Body:
    """What a body is called without its state ("defence ministry"), its tokens ``[first, last)`` and its state."""

    first: int
    last: int
    name: str
    state: str
    definite: bool


def with_institutions(
    article: ParsedArticle, spans: Sequence[Span], kinds: Sequence[str]
) -> tuple[list[Span], list[str]]:
    """Return the names of an article with the ministries, parliaments and the like of its states.

    Parameters
    ----------
    article : ParsedArticle
    spans, kinds : sequence
        Names in order and their kinds; those that are a state's body are given its entry.

    Notes
    -----
    Whose body it is, the state's adjective, genitive or "of" tells. Without any of them ("the
    defence ministry") it is the one that the article has named with its state, if there is one
    alone. Its entry is the gazetteer's, else made of the state's adjective and what the
    body is called ("Azerbaijani Defence Ministry"), so that all articles give it one id.

    Examples
    --------
    >>> from analysis.actors.naming.search import name_spans
    >>> from analysis.annotation.articles import parse_text
    >>> article = parse_text("Azerbaijan's defence ministry denied it.")
    >>> spans, kinds = with_institutions(article, name_spans(article), ["state"])
    >>> [(span.entry.name, kind) for span, kind in zip(spans, kinds)]
    [('Azerbaijan', 'state'), ('Azerbaijani Defence Ministry', 'organisation')]
    """
    heads = words("state_body_heads")
    at = {i: span for span in spans for i in range(span.first, span.last)}
    lowered = article.lowered
    may_head = [
        token
        for token in article.tokens
        if (token.tag in _NOUNS and lowered[token.index] in heads) or token.text in _ACRONYMS
    ]
    bodies = [body for token in may_head if (body := _body(article, token, at)) is not None]
    states: dict[str, set[str]] = defaultdict(set)
    for body in bodies:
        if body.state:
            states[body.name].add(body.state)
    out = list(zip(spans, kinds, strict=True))
    named: set[int] = set()
    for body in bodies:
        state = body.state or (_only(states[body.name]) if body.definite else "")
        entry = _entry(body.name, state) if state else None
        if entry is None:
            continue
        span = at.get(body.last - 1)
        if span is None:
            out.append((Span(body.first, body.last, "", "institution", entry), "organisation"))
        elif span.entry is None or span.careful:
            span.entry, span.careful = entry, False
            named.add(span.first)
    out.sort(key=lambda pair: pair[0].first)
    return [one for one, _ in out], ["organisation" if one.first in named else kind for one, kind in out]


def _only(found: set[str]) -> str:
    return next(iter(found)) if len(found) == 1 else ""


def _body(article: ParsedArticle, token: Token, at: dict[int, Span]) -> _Body | None:
    """Return the body that a word heads, if nothing but its state and what it is for belongs to it."""
    tokens, head = article.tokens, token.text.lower()
    first, last = token.index, token.index + 1
    if token.text in _ACRONYMS:
        return _Body(first, last, _ACRONYMS[token.text], _owner(tokens, first, last, at), definite=True)
    fields: dict[str, list[str]] = word_lists()["state_bodies_by_head"]
    allowed = frozenset(fields[head])
    field: list[str] = []
    while first > 0 and len(field) < _LONGEST and tokens[first - 1].text.lower() in allowed:
        first -= 1
        field.insert(0, tokens[first].text.lower())
    if not field and allowed:
        last, field = _after_of(tokens, last, allowed)
    if allowed and not field:
        return None
    span = at.get(token.index)
    if span is not None and not _covers(article, span, first, last):
        return None
    if span is None and any(i in at for i in range(first, last)):
        return None
    told = [_SPELLINGS.get(word, word) for word in field if word not in _SILENT]
    name = " ".join([*told, head])
    opening = min(first, span.first if span is not None else first)
    state = _owner(tokens, opening, max(last, span.last if span is not None else last), at)
    if span is not None:
        state = state or _inside(article, span)
    definite = opening > 0 and tokens[opening - 1].text.lower() == "the"
    return _Body(first, last, name, state, definite or span is not None)


def _after_of(tokens: Sequence[Token], last: int, allowed: frozenset[str]) -> tuple[int, list[str]]:
    """Return the end and the words of "of foreign affairs" after a head."""
    if last + 1 >= len(tokens) or tokens[last].text not in {"of", "for"}:
        return last, []
    j = last + 1
    j += tokens[j].text.lower() == "the"
    field: list[str] = []
    while j < len(tokens) and len(field) < _LONGEST and tokens[j].text.lower() in allowed:
        field.append(tokens[j].text.lower())
        j += 1
    while field and field[-1] == "and":
        j, field = j - 1, field[:-1]
    return (j, field) if field else (last, [])


def _covers(article: ParsedArticle, span: Span, first: int, last: int) -> bool:
    """Tell whether a name is nothing but the body, perhaps with its state: no "Defence Ministry's Main Directorate"."""
    rest = [
        token.text
        for token in article.tokens[span.first : span.last]
        if not first <= token.index < last and token.text not in _OWNED | {"the", "The", "of"}
    ]
    return not rest or _state(gazetteer().entry(" ".join(rest))) != ""


def _inside(article: ParsedArticle, span: Span) -> str:
    """Return the state whose name or adjective is part of a name."""
    for token in article.tokens[span.first : span.last]:
        state = _state(gazetteer().entry(token.text))
        if state:
            return state
    return ""


def _owner(tokens: Sequence[Token], first: int, last: int, at: dict[int, Span]) -> str:
    """Return the state before a body ("Russian", "Russia's", "US") or after it ("of Russia")."""
    before = first - 1
    if before >= 0 and tokens[before].text in _OWNED:
        before -= 1
    if before >= 0 and before in at and tokens[before].sentence == tokens[first].sentence:
        state = _state(at[before].entry)
        if state:
            return state
    if last < len(tokens) and tokens[last].text == "of":
        after = last + 1
        after += after < len(tokens) and tokens[after].text.lower() == "the"
        return _state(at[after].entry) if after in at else ""
    return ""


def _state(entry: Entry | None) -> str:
    """Return the state that an entry is, or is the adjective of."""
    if entry is None or not (entry.role == "state" or is_adjective(entry)):
        return ""
    known = gazetteer().entry(entry.state)
    return known.name if known is not None and known.kind == "state" else ""


@lru_cache(maxsize=1)
def _adjectives() -> dict[str, str]:
    """Return the adjective of each state."""
    out: dict[str, str] = {}
    for one in shipped():
        if is_adjective(one.entry):
            out.setdefault(one.entry.state, one.entry.name)
    return out


def _entry(name: str, state: str) -> Entry | None:
    """Return the entry of a state's body."""
    adjective = _adjectives().get(state, "")
    title = name.title()
    for known in (f"{adjective} {title}", f"{state} {title}", f"{title} of {state}"):
        entry = gazetteer().entry(known)
        if entry is not None and entry.kind == "organisation":
            return entry
    return Entry(f"{adjective or state} {title}", "organisation", state, "institution")

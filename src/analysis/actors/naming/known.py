"""Names found by what is known beforehand: the gazetteer and given names."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache

from analysis.actors.naming.forms import is_acronym, is_initial, title_length, titles
from analysis.actors.naming.gazetteer import Hit, given_names, words
from analysis.actors.naming.spans import BREAK, KEPT, PARTY, Span
from analysis.annotation.parse import ParsedArticle, Token


def joined(article: ParsedArticle, hits: list[Hit]) -> Iterator[Span]:
    """Yield known names of several words: they stand whatever the tagger cut out of them."""
    tokens = article.tokens
    for hit in hits:
        if hit.last - hit.first < 2 or hit.entry.role in {"adjective", "people"} or hit.careful:
            continue
        # "Bank of Central African Republic": the tagger's longer name contains the known one.
        before = (
            hit.first > 0 and tokens[hit.first].entity.startswith("I-") and tokens[hit.first - 1].pos != "DET"
        )
        after = hit.last < len(tokens) and tokens[hit.last].entity.startswith("I-")
        if not (before or (after and tokens[hit.last].text not in {"'s", "’s", ","})):
            yield Span(hit.first, hit.last, "", "gazetteer")


def known_names(article: ParsedArticle, hits: list[Hit]) -> Iterator[Span]:
    """Yield known names the tagger left out."""
    tokens = article.tokens
    for hit in hits:
        if any(t.entity[2:] in KEPT for t in tokens[hit.first : hit.last]):
            continue
        if hit.careful and not _supported(tokens, hit):
            continue
        if (
            hit.last - hit.first == 1
            and hit.entry.role not in {"adjective", "people"}
            and _inside(tokens, hit)
        ):
            continue
        yield Span(hit.first, hit.last, "", "gazetteer")


def _supported(tokens: list[Token], hit: Hit) -> bool:
    """Tell whether a doubtful name stands where a place or organisation would."""
    if hit.entry.kind == "organisation":
        near = [tokens[i].text for i in (hit.first - 1, hit.last) if 0 <= i < len(tokens)]
        shouted = any(word.isupper() and len(word) > 2 for word in near)
        return is_acronym(tokens[hit.first].text) and len(tokens[hit.first].text) > 2 and not shouted
    if hit.entry.kind == "person":
        return title_length(tokens, hit.first, floor=max(0, hit.first - 12))[0] > 0
    before = tokens[hit.first - 1].text.lower() if hit.first else ""
    return before in {"in", "from", "near", "to", "at"} and tokens[hit.first].pos == "PROPN"


def _inside(tokens: list[Token], hit: Hit) -> bool:
    """Tell whether a capitalised word is part of a longer name that nobody tagged."""
    token = tokens[hit.first]
    for near in (hit.first - 1, hit.last):
        if 0 <= near < len(tokens):
            other = tokens[near]
            close = other.segment == token.segment and other.sentence == token.sentence
            name = other.pos == "PROPN" and other.text[:1].isupper() and not other.entity
            linked = other.head == token.index or token.head == other.index
            if close and name and linked and other.dep in {"compound", "flat"} | {token.dep}:
                return True
    return False


def by_given_name(article: ParsedArticle, hits: list[Hit]) -> Iterator[Span]:
    """Yield given name and surname together where the tagger cut or mistook them: "Ruben|Vardanyan"."""
    tokens, given = article.tokens, given_names()
    firm = {i for hit in hits if not hit.careful for i in range(hit.first, hit.last)}
    tagged = list(article.entities())
    starts = [first for first, _, _ in tagged]
    free = 0
    for token in [token for token in tokens if token.pos == "PROPN" and token.text in given]:
        i = token.index
        if i < free or i in firm:
            continue
        last = _surname_end(article, i, firm)
        near = tagged[max(0, bisect_right(starts, i) - 1) : bisect_left(starts, last)]
        parts = {part for part in near if part[1] > i}
        longer = any(b - a > 1 and (a < i or b > last or label == "PERSON") for a, b, label in parts)
        if last - i > 1 and not (longer and (i, last, "PERSON") not in parts and not _cut(parts, i, last)):
            yield Span(i, last, "PERSON", "given name")
            free = last


def _cut(parts: set[tuple[int, int, str]], first: int, last: int) -> bool:
    """Tell whether the tagger's person stops at a particle of the name: "Ursula von der|Leyen"."""
    return any(a == first and b < last and label == "PERSON" for a, b, label in parts) and all(
        first <= a and b <= last for a, b, _ in parts
    )


def _surname_end(article: ParsedArticle, first: int, firm: set[int]) -> int:
    """Return the token after the name that a given name opens."""
    tokens, last = article.tokens, first + 1
    ends = _ends()
    for j in range(first + 1, min(len(tokens), first + 6)):
        token = tokens[j]
        if token.sentence != tokens[first].sentence or BREAK.search(
            article.text, tokens[j - 1].end, token.start
        ):
            break
        inserted = token.text == "]" and j == first + 1  # "[Joe] Biden"
        if token.text in words("particles") or token.text == "-" or is_initial(token.text) or inserted:
            continue
        if not (token.text[:1].isupper() and token.pos == "PROPN") or j in firm or token.text in ends:
            break
        # "By Ann Lee Rep. Bo Ek", "Ann Lee R-Ohio"
        if PARTY.match(token.text) or (token.text.endswith(".") and (token.text[:-1].lower(),) in titles()):
            break
        last = j + 1
    return last


@lru_cache(maxsize=1)
def _ends() -> frozenset[str]:
    """Return words that are no surname: heads of other names, weekdays and the like."""
    heads = ("organisation_heads", "place_heads", "other_heads", "facility_heads", "not_names")
    return frozenset().union(*(words(name) for name in heads))

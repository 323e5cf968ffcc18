"""The tagger's names with repaired bounds: split, trimmed, extended."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.actors.naming.forms import title_length
from analysis.actors.naming.gazetteer import gazetteer, words
from analysis.actors.naming.spans import BREAK, KEPT, PARTY, Span, is_adjective, is_name
from analysis.annotation.parse import ParsedArticle, Token

_GEO = frozenset({"GPE", "LOC"})
_SMALL_POS = frozenset({"VERB", "AUX", "ADP", "ADV", "SCONJ", "CCONJ", "DET", "PRON"})


def tagged(article: ParsedArticle) -> Iterator[Span]:
    """Yield the tagger's names with repaired bounds, split where two were joined."""
    tokens = article.tokens
    for first, last, label in article.entities():
        if label in KEPT:
            for start, end in _pieces(article, first, last, label):
                a, b = trim(tokens, _past_opening(article, start, end), end)
                if a < b and (label == "PERSON" or _is_addressed(tokens, a, b, label)):
                    a, b = person_bounds(tokens, a, b)
                    a, b = _hyphenated(tokens, a, b)
                elif a < b and label == "ORG":
                    a, b = _organisation_start(tokens, a), _organisation_end(article, b)
                if a < b and is_name(article, a, b):
                    yield Span(a, b, label, "tagger")


def _is_addressed(tokens: list[Token], first: int, last: int, label: str) -> bool:
    """Tell whether a name begins with a form of address, so that a person follows: not in "Justice Department"."""
    body = label == "ORG" and tokens[last - 1].text in words("organisation_heads")
    return tokens[first].text.strip(".") in words("honorifics") and not body


def _pieces(article: ParsedArticle, first: int, last: int, label: str) -> Iterator[tuple[int, int]]:
    """Split at line breaks; persons also at commas, "and" and possessives; places at commas."""
    tokens, start = article.tokens, first
    for i in range(first, last):
        word = tokens[i].text
        broken = i > first and BREAK.search(article.text, tokens[i - 1].end, tokens[i].start)
        joint = label == "PERSON" and word in {",", "and", "&", "'s", "’s", ";", "/", "(", ")", "—", "–"}
        joint = (
            joint
            or (label in _GEO and word in {",", ";", "/", "—", "–"})
            or (label == "ORG" and word in {"(", ")"})
            # "on Instagram, Petrosyan": what is known is a name of its own.
            or (label == "ORG" and word == "," and _is_known(article, start, i))
        )
        if broken or joint:
            yield start, i
            start = i + 1 if joint else i
    yield start, last


def _is_known(article: ParsedArticle, first: int, last: int) -> bool:
    tokens = article.tokens
    return (
        first < last
        and gazetteer().entry(article.text[tokens[first].start : tokens[last - 1].end]) is not None
    )


def _past_opening(article: ParsedArticle, first: int, last: int) -> int:
    """Pass over a verb or small word that has its capital from opening the sentence: "Capturing Bakhmut"."""
    if last - first < 2:
        return first
    token = article.tokens[first]
    opens = first == article.sentences[token.sentence][0]
    return first + 1 if opens and token.pos in _SMALL_POS and not token.text.isupper() else first


def trim(tokens: list[Token], first: int, last: int) -> tuple[int, int]:
    """Drop articles, punctuation, possessives and small words from both ends."""
    while first < last and (
        tokens[first].text.lower() in words("edges") or _small(tokens[first].text, "al-")
    ):
        first += 1
    while first < last and (tokens[last - 1].text.lower() in words("edges") or _small(tokens[last - 1].text)):
        if last - first > 2 and tokens[last - 2].text == "-" and _touch(tokens, last - 3, last - 1):
            break
        last -= 1
    return first, last


def _small(word: str, but: str = "\0") -> bool:
    return word.islower() and not word.startswith(but) and word not in words("particles")


def person_bounds(tokens: list[Token], first: int, last: int) -> tuple[int, int]:
    """Move titles and a state's adjective before a person's name out of it."""
    known = gazetteer()
    a = first
    for cut in range(last - 1, first, -1):
        size, _ = title_length(tokens, cut, floor=first)
        if size and (cut - size == first or is_adjective(known.entry(tokens[cut - size - 1].text))):
            a = cut
            break
    while a + 1 < last and is_adjective(known.entry(tokens[a].text)) and not known.careful(tokens[a].text):
        a += 1
    party = next((i for i in range(a + 1, last) if PARTY.match(tokens[i].text)), last)
    last = min(last, party)
    # "Guterres Tuesday" in American style has no comma.
    while last - 1 > a and tokens[last - 1].text in words("not_names"):
        last -= 1
    # Small words that are no particle of a name, as in "Pashinyan who", end it.
    while last - 1 > a and tokens[last - 1].text.islower() and tokens[last - 2].text != "-":
        last -= 1
    return a, last


def _hyphenated(tokens: list[Token], first: int, last: int) -> tuple[int, int]:
    """Take in the rest of a hyphenated name: "Moon Jae|-in", "Al-|Sabah"."""
    limit = 6  # no name has more parts, and a hostile text may have thousands
    while last + 1 < len(tokens) and tokens[last].text == "-" and _touch(tokens, last - 1, last + 1):
        limit -= 1
        rest = tokens[last + 1]
        if limit < 0 or not (
            rest.text[:1].isupper() or (last - first > 1 and len(rest.text) < 5 and rest.tag[:2] != "VB")
        ):
            break
        last += 2
    while first > 1 and tokens[first - 1].text == "-" and _touch(tokens, first - 2, first):
        limit -= 1
        if limit < 0 or not (tokens[first - 2].text[:1].isupper() or tokens[first - 2].text in {"al", "el"}):
            break
        first -= 2
    return first, last


def _touch(tokens: list[Token], first: int, last: int) -> bool:
    return all(tokens[i].end == tokens[i + 1].start for i in range(first, last))


def _organisation_start(tokens: list[Token], first: int) -> int:
    """Take in a state's adjective ("Czech Senate") and the head of "Ministry of Health"."""
    if first > 1 and tokens[first - 1].text in {"of", "for"}:
        head = tokens[first - 2]
        if head.text in words("organisation_heads") and not head.entity:
            first -= 2
    if first > 0 and is_adjective(gazetteer().entry(tokens[first - 1].text)):
        near = tokens[first - 1]
        if (
            near.sentence == tokens[first].sentence
            and near.head >= first
            and near.dep in {"amod", "compound", "nmod"}
        ):
            first -= 1
    return first


def _organisation_end(article: ParsedArticle, last: int) -> int:
    """Take in what an institute is for: "Institute | for Gender and Social Development"."""
    tokens = article.tokens
    if (
        last + 1 < len(tokens)
        and tokens[last].text == "for"
        and tokens[last - 1].text in words("organisation_heads")
    ):
        end = last + 1
        for j in range(last + 1, min(len(tokens), last + 9)):
            if tokens[j].sentence != tokens[last].sentence or not (
                tokens[j].text[:1].isupper() or tokens[j].text in {"and", "of", "the", "&"}
            ):
                break
            end = j + 1 if tokens[j].text[:1].isupper() else end
        return end if end > last + 1 else last
    return last

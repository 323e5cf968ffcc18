"""Which actor a statement's source is, and through whom its words reach the article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import takewhile

from analysis.actors.attribution.finding import Quotation
from analysis.actors.attribution.transcripts import party
from analysis.actors.coreference.pronouns import SEX
from analysis.actors.naming.gazetteer import words
from analysis.actors.types import ASIDE, Mention
from analysis.annotation.parse import ParsedArticle, Token

ANONYMOUS = "anonymous"
"""``speaker_id`` of sources without a name: "officials", "a resident"."""

Source = tuple[str, str, str, str]
"""Id, name and kind of a speaker, and the actor inside the words for an anonymous one."""

NOBODY: Source = ("", "", "", "")

_UNNAMED = {"it", "they", "i", "we", "you", "who", "that"}
_FIRST_PERSON = {"i", "we", "me", "us"}
_LEAD = re.compile(
    r"^(?:(?:the|a|an|some|one|two|several|many|other|another|these|those|his|her|their|its)\s+(?!of\b))+",
    re.I,
)
_PREFERENCE = {"person": 0, "organisation": 1, "state": 2, "group": 3, "place": 4}


def source_of(article: ParsedArticle, one: Quotation, found: list[Mention], ids: dict[int, str]) -> Source:
    """Return who speaks: an actor, an anonymous source, or `NOBODY`."""
    spans = [span for span in (one.speaker, one.antecedent) if span]
    for span in spans:
        actor = speaking(article, span, found)
        if actor is not None:
            return ids[actor.cluster], actor.name, actor.kind, ""
    # "He" without a known antecedent names nobody; "officials" is a source without a name.
    for span in reversed(spans):
        near = [m for m in _within(found, span) if m.via != "pronoun"]
        if any(m.kind == "place" and m.start <= span[0] and span[1] <= m.end for m in near):
            continue
        text = _plain(article, span)
        if text and text.lower() not in SEX and text.lower() not in _UNNAMED:
            name = party(text) or _decapitalised(text, article.between(*span))
            return ANONYMOUS, name, ANONYMOUS, near[0].name if near else ""
    return NOBODY


def medium_of(
    article: ParsedArticle, one: Quotation, found: list[Mention], ids: dict[int, str]
) -> tuple[str, str]:
    """Return id and name of the medium of a statement; a medium that is no actor has its words for a name."""
    if one.via is None:
        return "", ""
    medium = speaking(article, one.via, found)
    return ("", _plain(article, one.via)) if medium is None else (ids[medium.cluster], medium.name)


def reporter_of(article: ParsedArticle, one: Quotation, speaker: Source, outer: Source) -> tuple[str, str]:
    """Return who reports a statement inside a statement of their own; nobody if both are one's own words."""
    own = not speaker[0] or speaker[:2] == outer[:2] or _own_words(article, one)
    return ("", "") if own else outer[:2]


def _own_words(article: ParsedArticle, one: Quotation) -> bool:
    """Tell "I hope" and "we believe" inside a statement: they are the words of who makes it."""
    return one.speaker is not None and article.text[slice(*one.speaker)].lower() in _FIRST_PERSON


def _within(found: list[Mention], span: tuple[int, int]) -> list[Mention]:
    """Return the mentions inside a span, or the one that is the span."""
    first = bisect_left(found, span[0], key=lambda m: m.start)
    return [m for m in takewhile(lambda m: m.start < span[1], found[first:]) if m.end <= span[1]]


def _plain(article: ParsedArticle, span: tuple[int, int]) -> str:
    return _LEAD.sub("", " ".join(article.text[slice(*span)].split())).strip(" ,.;:'’\"“”")


def _decapitalised(text: str, tokens: list[Token]) -> str:
    """Write a source in small letters as inside a sentence, unless it begins with a name."""
    first = text.split(maxsplit=1)[0]
    opening = next((token for token in tokens if first.startswith(token.text)), None)
    is_name = opening is not None and (opening.pos == "PROPN" or bool(opening.entity))
    return text if is_name or (first.isupper() and len(first) > 1) else text[:1].lower() + text[1:]


def speaking(article: ParsedArticle, span: tuple[int, int], found: list[Mention]) -> Mention | None:
    """Return the mention at the head of a speaker's words, or in apposition to it.

    In "the Armenian prime minister, Nikol Pashinyan" that is Pashinyan; in "a
    Kremlin spokesman" it is nobody, the source is anonymous.
    """
    heads = _heads(article, span)
    if not heads:
        return None
    first = bisect_left(found, min(article.tokens[i].start for i in heads), key=lambda m: m.end)
    last = max(article.tokens[i].end for i in heads)
    # A place does not speak (a seat of power that does is a state by now): "she", from Stepanakert, is no Stepanakert.
    named = takewhile(lambda m: m.start < last, found[first:])
    near = [m for m in named if m.via not in ASIDE and m.kind != "place"]
    at_head = [m for m in near if any(m.start <= article.tokens[i].start < m.end for i in heads)]
    return min(at_head, key=lambda m: (_PREFERENCE[m.kind], m.start), default=None)


def _heads(article: ParsedArticle, span: tuple[int, int]) -> set[int]:
    """Return the tokens that a speaker's words hang on: their head, whose saying it is, and appositions."""
    tokens = article.tokens
    numbers = {token.index for token in article.between(*span) if token.text.strip()}
    heads = {i for i in numbers if tokens[i].head not in numbers or tokens[i].head == i}
    heads |= set(_authors(article, heads))
    # The apposition may lie outside the words the quotation gives: "the minister | , Ararat Mirzoyan,".
    return heads | {i for head in heads for i in article.children[head] if tokens[i].dep == "appos"}


def _authors(article: ParsedArticle, heads: Iterable[int]) -> Iterator[int]:
    """Yield whose words a saying is: "her comments", "a report by the union", "a study made by them"."""
    tokens = article.tokens
    for head in heads:
        if tokens[head].lemma.lower() not in words("sayings"):
            continue
        for child in article.children[head]:
            if tokens[child].dep == "poss":
                yield child
            made = tokens[child].dep == "acl" and tokens[child].tag == "VBN"
            for i in article.children[child] if made else (child,):
                if tokens[i].dep in ("prep", "agent") and tokens[i].lemma in ("by", "from"):
                    yield from (k for k in article.children[i] if tokens[k].dep == "pobj")

"""A name in an article before it is known whose: its place and what is known about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from analysis.actors.naming.gazetteer import Entry, words
from analysis.annotation.parse import ParsedArticle, Token

_NO_NAME = re.compile(r"https?:|www\.|@|\.(?:com|org|net|html?)\b|^[\W\d_]+$", re.I)
_BRACKETS = str.maketrans("", "", "[]")
BREAK = re.compile(r"[\n\r\t|]")
PARTY = re.compile(r"[DRI]-(?:[A-Z][\w.]*)?$")
"""Party and state behind an American politician's name."""

_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")

KEPT = frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
"""Labels of the tagger that are names; dates, numbers and languages are none."""


@dataclass(slots=True)
class Span:
    """A name in an article before it is known whose: tokens ``[first, last)``.

    ``label`` is the tagger's, or empty for a name it left out; ``titled`` is the
    number of title tokens before it, ``sex`` the gender these tell.
    """

    first: int
    last: int
    label: str
    rule: str
    entry: Entry | None = None
    careful: bool = False
    titled: int = 0
    sex: str = ""


def text_of(article: ParsedArticle, span: Span) -> str:
    """Return the words of a span, spaces and line breaks as one space, without brackets and a hyphen that hangs."""
    tokens = article.tokens
    return bare(article.text[tokens[span.first].start : tokens[span.last - 1].end])


@lru_cache(maxsize=50_000)
def bare(words: str) -> str:
    """Return a name without what editors put into it: "[Joe] Biden", "Russia-".

    Examples
    --------
    >>> bare("Joe]  Biden"), bare("Russia-")
    ('Joe Biden', 'Russia')
    """
    return " ".join(words.translate(_BRACKETS).split()).rstrip("-–—")


def sentence_floor(article: ParsedArticle, index: int) -> int:
    """Return the first token of the sentence, or the twelfth before, whichever is nearer."""
    sentence = article.tokens[index].sentence
    floor = index
    while floor > 0 and index - floor < 12 and article.tokens[floor - 1].sentence == sentence:
        floor -= 1
    return floor


def is_adjective(entry: Entry | None) -> bool:
    """Tell whether an entry is a state's or region's adjective."""
    return entry is not None and entry.role == "adjective"


def is_name(article: ParsedArticle, first: int, last: int) -> bool:
    """Tell whether tokens can be a name: no address, no number, no institution without its state."""
    text = article.text[article.tokens[first].start : article.tokens[last - 1].end]
    return _named_so(text) and not _portfolio(article.tokens, first)


@lru_cache(maxsize=50_000)
def _named_so(text: str) -> bool:
    if len(text) > 120 or _NO_NAME.search(text):
        return False
    if PARTY.match(text) or (len(text) == 2 and text[1] == ".") or not _LATIN.search(text):
        return False
    if text in words("generic") or text in words("not_names"):
        return False
    return any(c.isupper() for c in text)


def _portfolio(tokens: list[Token], first: int) -> bool:
    """Tell whether a name is what a minister is minister of: "Minister of Foreign Trade"."""
    return (
        first > 1
        and tokens[first - 1].text in {"of", "for"}
        and tokens[first - 2].text.lower()
        in {"minister", "ministers", "secretary", "undersecretary", "commissioner"}
        and not tokens[first].entity.endswith(("GPE", "PERSON", "LOC"))
    )

"""The first person: "I" inside a quotation, in a speaker's turn of a transcript, above a signature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from analysis.actors.naming.gazetteer import words
from analysis.annotation.parse import ParsedArticle, Token

_FIRST = frozenset({"i", "me", "my", "mine", "myself"})
_DASHES = frozenset({"-", "–", "—", "--", "―", "~"})
_TURN = 12
"""Tokens of a paragraph within which "Name, office:" opens a turn."""


def first_person(
    article: ParsedArticle,
    who: Mapping[int, int],
    named: Sequence[tuple[int, int, int]],
    inside: Sequence[bool],
) -> list[tuple[int, int]]:
    """Return the tokens of the first person with the number of the person who speaks.

    Inside quotation marks that is the subject of the nearest verb of speaking outside;
    without marks, whoever's turn it is ("SMITH: I ...") or who signs the paragraph.

    Parameters
    ----------
    article : ParsedArticle
    who : mapping of int to int
        Persons by the last token of a name, or by a pronoun's token.
    named : sequence of (int, int, int)
        First and last token of each name of a person, and its number.
    inside : sequence of bool
        Whether each token stands inside quotation marks.
    """
    speakers: dict[int, int] = {}
    for token in article.tokens:
        if token.dep != "nsubj" or inside[token.index] or token.index not in who:
            continue
        if article.tokens[token.head].lemma in words("speech_verbs"):
            speakers.setdefault(token.sentence, who[token.index])
    turns = _turns(article, named)
    out, current, paragraph = [], None, -1
    for token in article.tokens:
        if token.sentence in speakers and speakers[token.sentence] != current:
            current, paragraph = speakers[token.sentence], token.segment
        if token.pos != "PRON" or token.text.lower() not in _FIRST:
            continue
        number = turns.get(token.segment)
        if inside[token.index]:
            own = speakers.get(token.sentence)
            after = speakers.get(token.sentence + 1) if _same_part(article, token) else None
            near = own if own is not None else current if token.segment - paragraph <= 2 else after
            number = number if near is None else near
            number = after if number is None else number
        if number is not None:
            out.append((token.index, number))
    return out


def _turns(article: ParsedArticle, named: Sequence[tuple[int, int, int]]) -> dict[int, int]:
    """Return who speaks in the paragraphs that open with a name and a colon, or end in nothing but a name."""
    tokens = article.tokens
    bounds = {part: (begin, end) for begin, end, part in _parts(tokens)}
    out: dict[int, int] = {}
    for first, last, number in named:
        part = tokens[first].segment
        begin, end = bounds[part]
        after = next((t for t in tokens[last + 1 : begin + _TURN] if t.text == ":"), None)
        if first - begin < 4 and after is not None and after.sentence == tokens[first].sentence:
            out[part] = number
        elif end - last <= 2 and _signs(article, first, last):
            # A signature of its own line belongs to the paragraph above.
            out.setdefault(part - 1 if first - begin <= 1 else part, number)
    return out


def _parts(tokens: Sequence[Token]) -> list[tuple[int, int, int]]:
    """Return first token, token after the last, and number of each segment."""
    cuts = [t.index for t in tokens if not t.index or tokens[t.index - 1].segment != t.segment]
    return [(a, b, tokens[a].segment) for a, b in pairwise([*cuts, len(tokens)])]


def _signs(article: ParsedArticle, first: int, last: int) -> bool:
    """Tell whether a name is a sentence of its own, but for a dash before it."""
    start, end = article.sentences[article.tokens[first].sentence]
    rest = [*article.tokens[start:first], *article.tokens[last + 1 : end]]
    return all(t.text in _DASHES or t.pos in {"PUNCT", "SPACE"} for t in rest)


def _same_part(article: ParsedArticle, token: Token) -> bool:
    """Tell whether the next sentence belongs to the same segment."""
    _, end = article.sentences[token.sentence]
    return end < len(article.tokens) and article.tokens[end].segment == token.segment

"""Acronyms that an article defines: "Long Name (LN)"."""

from __future__ import annotations

import re

from analysis.actors.naming.forms import is_acronym
from analysis.actors.naming.gazetteer import words
from analysis.actors.naming.spans import Span
from analysis.annotation.parse import ParsedArticle, Token

_DEFINED = re.compile(r"\(([A-Z][A-Za-z0-9&.\-]{1,9})\)")


def definitions(article: ParsedArticle) -> list[Span]:
    """Return the long names of "Long Name (LN)", whose initials tell where they begin.

    The long form is followed by its acronym in parentheses; `acronyms` pairs them.
    """
    return [span for span, _ in acronyms(article)]


def acronyms(article: ParsedArticle) -> list[tuple[Span, str]]:
    """Return each "Long Name (LN)" as the span of the long name and its acronym."""
    out = []
    for match in _DEFINED.finditer(article.text):
        token = article.token_at(match.start())
        letters = re.sub(r"[^A-Za-z0-9]", "", match.group(1))
        if token is None or not is_acronym(match.group(1)) or match.group(1) in words("not_acronyms"):
            continue
        first = _initials(article.tokens, token.index, letters)
        if first is not None:
            out.append((Span(first, token.index, "", "definition"), match.group(1)))
    return out


def _initials(tokens: list[Token], end: int, letters: str) -> int | None:
    """Walk back from a parenthesis until the initials spell the acronym."""
    wanted = [c.lower() for c in letters if c.isupper()]
    at, need, slack = end - 1, len(wanted), 1
    while at >= 0 and end - at <= 16 and tokens[at].segment == tokens[end].segment:
        word = tokens[at].text
        if word[:1].lower() == wanted[need - 1] and (
            word[:1].isupper() or word.lower() in words("joining_words")
        ):
            need -= 1
            if need == 0:
                return at if word[:1].isupper() and end - at >= 2 else None
        elif word.lower() not in words("joining_words"):
            if slack == 0 or not (word[:1].isupper() or tokens[at - 1].text == "-"):
                return None
            slack -= 1
        at -= 1
    return None

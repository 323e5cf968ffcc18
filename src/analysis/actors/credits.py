"""Credits under pictures: names that made or sold a photograph are no actors of the article."""

from __future__ import annotations

import re

from analysis.annotation.parse import ParsedArticle

_LONGEST = 160
_CREDIT = re.compile(
    r"\b(?i:photo(?:graph)?|picture|image|credit|foto)s?(?:\s(?i:by|credit|source|courtesy))?\s?[:/©].*$"
    r"|©.*$"
    r"|\([^()\n]{0,80}/[^()\n]{0,60}\)\s*$"
    r"|(?<![\w.])[A-Z][\w’'.-]{0,30}(?: [A-Z][\w’'.-]{0,30}){0,3}\s?/\s?[A-Z][\w’'. -]{1,40}$",
    re.S,
)


def credits(article: ParsedArticle) -> list[tuple[int, int]]:
    """Return the character spans of the credits in an article's captions.

    Examples
    --------
    >>> from analysis.annotation import ParsedSegment, parse_text
    >>> text = "Guards at the border. Photo: Anna Weber/Agency"
    >>> article = parse_text(text, segments=[ParsedSegment("caption", 0, len(text))])
    >>> [text[start:end] for start, end in credits(article)]
    ['Photo: Anna Weber/Agency']
    """
    found = []
    for part in article.segments:
        if part.kind == "caption":
            first = max(part.start, part.end - _LONGEST)
            match = _CREDIT.search(article.text, first, part.end)
            if match:
                found.append((match.start(), part.end))
    return found

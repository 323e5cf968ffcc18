"""Credits under pictures: names that made or sold a photograph are no actors of the article."""

from __future__ import annotations

from analysis.annotation.parse import ParsedArticle
from analysis.corpus.pages.captions import credit_start


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
            first = credit_start(article.text, part.start, part.end)
            if first is not None:
                found.append((first, part.end))
    return found

"""An article with its mentions, as rules over the parse ask for it: whose a token is, and what depends on it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.actors.types import Mention
from analysis.annotation.parse import ParsedArticle


@dataclass(slots=True)
class Named:
    """A mention and its tokens ``[first, last)``."""

    mention: Mention
    first: int
    last: int


class ArticleScene:
    """A parsed article with its mentions.

    Parameters
    ----------
    article : ParsedArticle
    mentions : sequence of Mention
        Of this article, in order. Of two that overlap the first has the tokens of both.

    Attributes
    ----------
    tokens, children, child
        As in `ParsedArticle`.
    right : list of int
        Last token + 1 of the range each token's subtree covers.
    named : list of Named
        The mentions with their tokens.
    at : list of int
        For each token the number in `named` of the mention it is part of, or -1.

    Examples
    --------
    >>> from analysis.actors.mentions import find_mentions
    >>> from analysis.annotation.articles import parse_text
    >>> article = parse_text("Armenia left the alliance.")
    >>> scene = ArticleScene(article, find_mentions(article))
    >>> scene.at, scene.child(1, "dobj"), scene.right[3]
    ([0, -1, -1, -1, -1], 3, 4)
    """

    def __init__(self, article: ParsedArticle, mentions: Sequence[Mention]) -> None:
        self.article, self.tokens = article, article.tokens
        self.children, self.child, self.right = article.children, article.child, article.edges[1]
        self.named = list(_with_tokens(article, mentions))
        self.at = [-1] * len(self.tokens)
        for number, one in enumerate(self.named):
            self.at[one.first : one.last] = [number] * (one.last - one.first)

    def who(self, i: int) -> Named | None:
        """Return the mention that a token is part of; None outside the article too."""
        return self.named[self.at[i]] if 0 <= i < len(self.tokens) and self.at[i] >= 0 else None


def _with_tokens(article: ParsedArticle, mentions: Sequence[Mention]) -> Iterator[Named]:
    """Yield the mentions that have tokens of their own."""
    starts, tokens, free = article.starts, article.tokens, 0
    for mention in mentions:
        first = bisect_right(starts, mention.start, free) - 1
        # A token that began before may reach into the mention.
        first = first if first >= free and tokens[first].end > mention.start else first + 1
        last = bisect_left(starts, mention.end, first)
        if last > first:
            yield Named(mention, first, last)
            free = last

"""An article with its mentions, as rules over the parse ask for it: whose a token is, and what depends on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.actors.types import Mention
from analysis.annotation.parse import ParsedArticle


@dataclass(frozen=True, slots=True)
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
    tokens, children : list
        As in `ParsedArticle`.
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
        self.children = article.children
        self.named = list(_with_tokens(article, mentions))
        self.at = [-1] * len(self.tokens)
        for number, one in enumerate(self.named):
            self.at[one.first : one.last] = [number] * (one.last - one.first)

    def who(self, i: int) -> Named | None:
        """Return the mention that a token is part of; None outside the article too."""
        return self.named[self.at[i]] if 0 <= i < len(self.tokens) and self.at[i] >= 0 else None

    def child(self, i: int, *deps: str) -> int | None:
        """Return a token's first dependent with one of the labels."""
        first = self._first[i]
        return None if first is None else min((first[dep] for dep in deps if dep in first), default=None)

    @cached_property
    def _first(self) -> list[dict[str, int] | None]:
        # Hostile text may hang thousands of words on one verb: each is looked at once, not for every question.
        out: list[dict[str, int] | None] = [None] * len(self.tokens)
        for head, below in enumerate(self.children):
            if below:
                out[head] = {self.tokens[i].dep: i for i in reversed(below)}
        return out

    @cached_property
    def right(self) -> list[int]:
        """Last token + 1 of the range each token's subtree covers."""
        right = list(range(1, len(self.tokens) + 1))
        order = [token.index for token in self.tokens if token.head == token.index]
        for i in order:
            order.extend(self.children[i])
        for i in reversed(order):
            head = self.tokens[i].head
            right[head] = max(right[head], right[i])
        return right


def _with_tokens(article: ParsedArticle, mentions: Sequence[Mention]) -> Iterator[Named]:
    """Yield the mentions that have tokens of their own."""
    tokens, first = article.tokens, 0
    for mention in mentions:
        while first < len(tokens) and tokens[first].end <= mention.start:
            first += 1
        last = first
        while last < len(tokens) and tokens[last].start < mention.end:
            last += 1
        if last > first:
            yield Named(mention, first, last)
            first = last

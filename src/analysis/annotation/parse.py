"""Parsed articles as plain Python: what rules over syntax work on.

The tables hold one row per token of a distinct text; rules about quotations or
actors want one article with its tokens in order. `ParsedArticle` is that view.
It knows nothing of spaCy: offsets are characters of the article's text, heads
are indices into the article's own token list.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import groupby
from operator import attrgetter

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
"""Dependency labels of the noun that is a clause's subject."""


_lower = lru_cache(maxsize=1 << 16)(str.lower)


@dataclass(slots=True)
class Token:
    """One token of an article.

    Attributes
    ----------
    index : int
        Position in `ParsedArticle.tokens`.
    start, end : int
        Character offsets in the article's text, end exclusive.
    text, lemma, pos, tag, dep : str
        Surface form, lemma, universal part of speech, Penn tag, dependency
        label (ClearNLP labels, as in spaCy's English models; the root's is ``ROOT``).
    head : int
        Index of the head in `ParsedArticle.tokens`; a root points at itself.
    entity : str
        ``B-PERSON``, ``I-PERSON``, … as the tagger had it, or an empty string.
    sentence : int
        Sentence number in the article, from 0.
    segment : int
        Number of the segment in `ParsedArticle.segments`.
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str
    sentence: int
    segment: int


@dataclass(frozen=True, slots=True)
class ParsedSegment:
    """A typed segment of an article that was parsed (headline, standfirst, caption, body)."""

    kind: str
    start: int
    end: int


@dataclass
class ParsedArticle:
    """One article with its tokens in reading order.

    Attributes
    ----------
    article_id : str
    text : str
        The article's whole text; every offset points into it.
    segments : list of ParsedSegment
        The parsed segments in order; boilerplate is not among them.
    tokens : list of Token
        Tokens of all parsed segments in order. No sentence spans two segments.
    """

    article_id: str
    text: str
    segments: list[ParsedSegment] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)

    @cached_property
    def children(self) -> list[list[int]]:
        """For each token the indices of its dependents, in order."""
        out: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                out[token.head].append(token.index)
        return out

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Token ranges (first, last + 1) of the sentences, in order."""
        out: list[tuple[int, int]] = []
        for _, own in groupby(self.tokens, key=attrgetter("sentence")):
            first = out[-1][1] if out else 0
            out.append((first, first + len(list(own))))
        return out

    @cached_property
    def lowered(self) -> list[str]:
        """The text of each token in small letters."""
        return [_lower(token.text) for token in self.tokens]

    @cached_property
    def lemmas(self) -> list[str]:
        """The lemma of each token in small letters."""
        return [_lower(token.lemma) for token in self.tokens]

    @cached_property
    def starts(self) -> list[int]:
        """Where each token starts, for bisection."""
        return [token.start for token in self.tokens]

    @cached_property
    def edges(self) -> tuple[list[int], list[int]]:
        """First token, and last token + 1, of the range that each token's subtree covers."""
        n = len(self.tokens)
        left, right = list(range(n)), list(range(1, n + 1))
        order = [token.index for token in self.tokens if token.head == token.index]
        for i in order:
            order += self.children[i]
        heads = [token.head for token in self.tokens]
        for i in reversed(order):
            head = heads[i]
            first, last, own_first, own_last = left[i], right[i], left[head], right[head]
            # Comparing costs a third of what `min` and `max` do.
            if first < own_first:
                left[head] = first
            if last > own_last:
                right[head] = last
        return left, right

    def child(self, index: int, *deps: str) -> int | None:
        """Return a token's first dependent with one of the labels."""
        first = self._first[index]
        if first is None:
            return None
        if len(deps) == 1:
            return first.get(deps[0])
        nearest: int | None = None
        for dep in deps:
            at = first.get(dep)
            if at is not None and (nearest is None or at < nearest):
                nearest = at
        return nearest

    @cached_property
    def _first(self) -> list[dict[str, int] | None]:
        # Hostile text may hang thousands of words on one verb: each is looked at once, not for every question.
        out: list[dict[str, int] | None] = [None] * len(self.tokens)
        for token in reversed(self.tokens):
            if token.head != token.index:
                below = out[token.head]
                if below is None:
                    out[token.head] = {token.dep: token.index}
                else:
                    below[token.dep] = token.index
        return out

    def subtree(self, index: int) -> list[int]:
        """Return the indices of a token and all below it, in order."""
        found, stack = [], [index]
        while stack:
            i = stack.pop()
            found.append(i)
            stack.extend(self.children[i])
        return sorted(found)

    def token_at(self, offset: int) -> Token | None:
        """Return the token that covers a character offset, if any."""
        i = bisect_right(self.starts, offset) - 1
        if i >= 0 and self.tokens[i].start <= offset < self.tokens[i].end:
            return self.tokens[i]
        return None

    def between(self, start: int, end: int) -> list[Token]:
        """Return the tokens that lie inside a character span."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return [token for token in self.tokens[first:last] if token.end <= end]

    def entities(self) -> Iterator[tuple[int, int, str]]:
        """Yield (first token, last token + 1, label) of each entity as the tagger had it."""
        yield from self._entities

    @cached_property
    def _entities(self) -> list[tuple[int, int, str]]:
        out, free, n = [], 0, len(self.tokens)
        for i, tag in [(token.index, token.entity) for token in self.tokens if token.entity]:
            if i < free:
                continue
            free = i + 1
            while free < n and self.tokens[free].entity == "I-" + tag[2:] and self._same_segment(i, free):
                free += 1
            out.append((i, free, tag[2:]))
        return out

    def _same_segment(self, i: int, j: int) -> bool:
        return self.tokens[i].segment == self.tokens[j].segment

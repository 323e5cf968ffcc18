"""Clause structure of a parsed article: subtrees as ranges, voice, negation, quotation marks.

Rules about quotations ask the same few questions of the parse again and again; here they are
answered in linear time for a whole article.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

from analysis.actors.attribution.cues import CueLexicon, cue_lexicon
from analysis.actors.attribution.quotation_marks import MarkedSpan, pair_marks
from analysis.annotation.parse import ParsedArticle, Token

Range = tuple[int, int]
"""Token indices, first and last + 1."""

Span = tuple[int, int]
"""Character offsets into the article, end exclusive."""


class Clauses:
    """A parsed article as the quotation rules see it.

    Parameters
    ----------
    article : ParsedArticle

    Attributes
    ----------
    tokens : list of Token
    children, child
        As in `ParsedArticle`.
    left, right : list of int
        First token and last token + 1 of the range each token's subtree covers.
    all_marks, all_ends : list of MarkedSpan, list of int
        Quoted spans, paragraphs being the article's segments, and where they end.
    marks : list of MarkedSpan
        Those of known extent: not the ones whose closing mark is missing.
    quoted : list of int
        For each token the number of the quoted span around it, or -1.
    mark_ends : list of int
        Where the quoted spans end, for bisection.

    Examples
    --------
    >>> from analysis.annotation.articles import parse_text
    >>> clauses = Clauses(parse_text("Officials said the talks failed."))
    >>> clauses.range_of(1), clauses.own_subject(1)
    ((0, 6), 0)
    """

    def __init__(self, article: ParsedArticle) -> None:
        self.article = article
        self.text = article.text
        self.tokens: list[Token] = article.tokens
        self.children, self.child = article.children, article.child
        self.lexicon: CueLexicon = cue_lexicon()
        self.left, self.right = article.edges
        self.all_marks: list[MarkedSpan] = pair_marks(
            article.text, ((segment.start, segment.end) for segment in article.segments)
        )
        self.all_ends = [mark.end for mark in self.all_marks]
        self.marks = _reliable(self.all_marks)
        self.mark_ends = [mark.end for mark in self.marks]
        self.quoted = self._quoted()
        negators = self.lexicon.negators
        tokens, lowered = self.tokens, article.lowered
        denying = [tokens[i] for i, word in enumerate(lowered) if word in negators]
        self._denied = {token.head for token in denying if token.head != token.index}
        self._segments_of_names: dict[str, set[int]] = {}
        for name, segment in {(token.text, token.segment) for token in tokens if token.pos == "PROPN"}:
            self._segments_of_names.setdefault(name, set()).add(segment)
        self._letters_before = list(accumulate(map(str.isalnum, self.text), initial=0))

    def _quoted(self) -> list[int]:
        out, starts = [-1] * len(self.tokens), self.article.starts
        # Of two that overlap the first has the tokens of both.
        for k in reversed(range(len(self.marks))):
            first, last = (bisect_left(starts, at) for at in self.marks[k].span)
            out[first:last] = [k] * (last - first)
        return out

    def range_of(self, index: int) -> Range:
        """Return the token range of a subtree."""
        return self.left[index], self.right[index]

    def own_subject(self, verb: int) -> int | None:
        """Return the active subject a verb governs itself."""
        return self.child(verb, "nsubj")

    def passive(self, verb: int) -> bool:
        """Tell whether a verb has passive morphology of its own."""
        return self.child(verb, "auxpass", "nsubjpass") is not None

    def agent(self, verb: int) -> int | None:
        """Return the head of the by-phrase of a passive."""
        by = self.child(verb, "agent")
        return None if by is None else self.child(by, "pobj")

    def has_negator(self, index: int) -> bool:
        """Tell whether a word has a negating word below it: "did *not* say"."""
        return index in self._denied

    def negated(self, verb: int) -> bool:
        """Tell whether a cue is negated by an adverb, or by a governing "declined to" and the like."""
        lexicon = self.lexicon
        if self.has_negator(verb):
            return True
        token = self.tokens[verb]
        if token.lemma in lexicon.negative_cues and self.child(verb, "xcomp") is not None:
            return True
        # "declined to say or to comment": what is joined to a denied infinitive is denied with it.
        if token.dep == "conj" and self.own_subject(verb) is None:
            token = self.tokens[token.head]
        head = self.tokens[token.head]
        return (
            token.dep == "xcomp"
            and head.index != token.index
            and (head.lemma in lexicon.negative_cues or self.child(head.index, "neg") is not None)
        )

    def letters(self, start: int, end: int) -> int:
        """Return the number of letters and digits in a span of characters."""
        return self._letters_before[end] - self._letters_before[start] if end > start else 0

    def sentence_of(self, index: int) -> Range:
        """Return the token range of the sentence a token stands in."""
        return self.article.sentences[self.tokens[index].sentence]

    def marks_in(self, content: Iterable[Span]) -> list[int]:
        """Return the numbers of the quoted spans that a content touches, in order."""
        out: list[int] = []
        for start, end in content:
            k = bisect_left(self.mark_ends, start + 1)
            while k < len(self.marks) and self.marks[k].start < end:
                if not out or k > out[-1]:
                    out.append(k)
                k += 1
        return out

    def marked(self, token: Token) -> bool:
        """Tell whether a token stands inside quotation marks, closed or not."""
        k = bisect_left(self.all_ends, token.start + 1)
        return k < len(self.all_marks) and self.all_marks[k].start <= token.start

    def named_elsewhere(self, index: int) -> bool:
        """Tell whether a word is a proper name in another paragraph of the article."""
        token = self.tokens[index]
        return bool(self._segments_of_names.get(token.text, set()) - {token.segment})

    def spans(self, ranges: Iterable[Range], *, without: Iterable[Range] = ()) -> list[Span]:
        """Turn token ranges into character spans without bare punctuation at their edges."""
        out: list[Span] = []
        tokens = self.tokens
        for part in ranges_without(sorted(ranges), sorted(without)):
            first, last = part
            while first < last and tokens[first].pos in ("PUNCT", "SPACE"):
                first += 1
            while last > first and tokens[last - 1].pos in ("PUNCT", "SPACE"):
                last -= 1
            if first < last:
                out.append((tokens[first].start, tokens[last - 1].end))
        return out


def _reliable(marks: list[MarkedSpan]) -> list[MarkedSpan]:
    """Drop the marks that never close: their reach is unknown, and the parse decides."""
    return [
        mark
        for k, mark in enumerate(marks)
        if mark.closed or mark.continues or (k > 0 and marks[k - 1].continues)
    ]


def ranges_without(ranges: Iterable[Range], without: Iterable[Range]) -> list[Range]:
    """Cut ranges out of ranges; both sorted.

    Examples
    --------
    >>> ranges_without([(0, 9)], [(2, 4)])
    [(0, 2), (4, 9)]
    """
    out = []
    for first, last in ranges:
        at = first
        for a, b in without:
            if b <= at or a >= last:
                continue
            if a > at:
                out.append((at, a))
            at = max(at, b)
        if at < last:
            out.append((at, last))
    return out


def merge_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in order, with those that overlap or touch joined.

    Examples
    --------
    >>> merge_spans([(5, 9), (0, 3), (8, 12)])
    ((0, 3), (5, 12))
    """
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return tuple(out)


def length_of(spans: Iterable[Span]) -> int:
    """Return the characters inside disjoint spans."""
    total = 0
    for start, end in spans:
        total += end - start
    return total


def shared_length(one: Iterable[Span], two: Sequence[Span]) -> int:
    """Return the characters that two contents share, each of disjoint spans."""
    total = 0
    for s, e in one:
        for x, y in two:
            if x < e and s < y:
                total += (e if e < y else y) - (s if s > x else x)
    return total

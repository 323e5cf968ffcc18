"""What the content of a candidate statement is weighed by: its words, its head, its ends, its place beside the cue."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from analysis.actors.attribution.bounds import opening
from analysis.actors.attribution.clauses import Clauses, Span, length_of
from analysis.actors.attribution.cues import cue_lexicon
from analysis.actors.attribution.statements import Candidate
from analysis.actors.naming.gazetteer import words
from analysis.annotation.parse import Token

_OPENERS = frozenset(
    [
        "that",
        "to",
        "if",
        "whether",
        "how",
        "what",
        "why",
        "who",
        "which",
        "where",
        "when",
        "because",
        "it",
        "this",
        "these",
        "those",
        "there",
        "he",
        "she",
        "they",
        "we",
        "i",
        "you",
        "a",
        "an",
        "the",
        "no",
        "not",
    ]
)
_COMPLEMENTS = {"ccomp", "dobj", "xcomp", "prep", "advcl"}
_LENGTHS = (2, 4, 7, 12, 20, 40, 80)
_LONG = tuple(f"long {k}" for k in range(len(_LENGTHS) + 1))
_PARTS = tuple(f"parts {k}" for k in range(4))
_FAR = tuple(f"far {k}" for k in range(7))

KEPT = 1 << 14
"""Most traits of one sort that are kept from article to article; most cues and speakers stand as others did."""


@dataclass(slots=True)
class Traits:
    """Some traits of a candidate: of its cue, its speaker, its content, or its own.

    Attributes
    ----------
    alone : list of str
        Weighed as they are.
    with_rule, with_cue : list of str
        Weighed together with the candidate's rule, and with its cue's lemma.
    of_rule, of_cue : dict of str to float
        What they add to a score, once that is known: alone and with a rule; with a cue's lemma.
    """

    alone: list[str] = field(default_factory=list)
    with_rule: list[str] = field(default_factory=list)
    with_cue: list[str] = field(default_factory=list)
    of_rule: dict[str, float] = field(default_factory=dict)
    of_cue: dict[str, float] = field(default_factory=dict)


_NO_HEAD = Traits()


class ContentTraits:
    """The traits of the contents of an article's candidates; what several contents share is found once.

    Parameters
    ----------
    clauses : Clauses
    """

    def __init__(self, clauses: Clauses) -> None:
        self.clauses = clauses
        self._places: dict[int, str] = {}
        self._complements: dict[int, list[tuple[int, str]]] = {}

    def of(self, one: Candidate) -> Traits:
        """Return the traits of a candidate's content."""
        content = one.content
        size = _LONG[bisect_left(_LENGTHS, length_of(content) / 6)]
        share = quoted_share(self.clauses, content)
        marks = "marks no" if share < 0.02 else "marks part" if share <= 0.9 else "marks all"
        alone, with_rule = [size, marks, _PARTS[min(len(content), 3)]], [size, marks]
        first = self.clauses.article.token_at(content[0][0])
        if first is not None:
            word = first.text.lower()
            opener = f"opens {word if word in _OPENERS else first.pos}"
            alone.append(opener)
            with_rule.append(opener)
        if one.head is not None:
            self._bounds(one.cue, one.head, content[-1], with_rule)
            if first is not None:
                alone.append(self._place(first.segment))
        _side_traits(self.clauses, one, with_rule)
        return Traits(alone, with_rule)

    def _place(self, number: int) -> str:
        """Tell leads and headline-like paragraphs from the rest."""
        if number not in self._places:
            segment = self.clauses.article.segments[number]
            closed = self.clauses.text[segment.start : segment.end].rstrip("\"'”’ ")[-1:] in ".?!"
            where = "top" if number == 0 else "lead" if number < 3 else "body"
            self._places[number] = f"place {where} {'closed' if closed else 'open'}"
        return self._places[number]

    def _bounds(self, cue: int, head: int, last: Span, out: list[str]) -> None:
        """Tell what the content ends with and what it leaves out behind it."""
        clauses, tokens = self.clauses, self.clauses.tokens
        start, end = last
        _following_traits(clauses, start, end, out)
        for i in reversed(clauses.children[head]):
            if i <= head:
                break
            below = tokens[i]
            if start <= below.start < end and below.pos != "PUNCT":
                first = clauses.left[i]
                comma = first > 0 and tokens[first - 1].text == ","
                out.append(f"tail {below.dep} {'comma' if comma else ''}")
                out.append(f"tail {below.dep} {opening(clauses, i)}")
                break
        out += [trait for at, trait in self._behind(cue) if at >= end]

    def _behind(self, cue: int) -> list[tuple[int, str]]:
        """Return where the complements behind a cue start, and what a content says by leaving them out."""
        found = self._complements.get(cue)
        if found is None:
            tokens = self.clauses.tokens
            below = [tokens[i] for i in self.clauses.children[cue] if i > cue]
            found = [(one.start, f"leaves {one.dep}") for one in below if one.dep in _COMPLEMENTS]
            self._complements[cue] = found
        return found


def cue_class(cue: Token) -> str:
    """Return the class of a cue, or "unlisted"."""
    return _class_of(cue.lemma, cue.pos)


@lru_cache(maxsize=KEPT)
def _class_of(lemma: str, pos: str) -> str:
    return cue_lexicon().class_of(lemma, pos) or "unlisted"


def head_traits(clauses: Clauses, cue: int, index: int | None) -> Traits:
    """Tell what heads the content, if anything is known to."""
    if index is None:
        return _NO_HEAD
    head, verb = clauses.tokens[index], clauses.tokens[cue]
    own = clauses.child(index, "nsubj", "nsubjpass", "expl") is not None
    if head.pos != "NOUN":
        return _plain_head(head.tag, own, head.dep, _sort(head), head.lemma if head.pos == "PRON" else None)
    sort, noun = f"of {_sort(head)}", head.lemma.lower()
    out = Traits(
        [f"content {noun}", f"{verb.lemma.lower()}+{noun}"],
        [f"head {head.tag} {own}", f"heads {head.dep}", sort],
        [sort],
    )
    # "Made a promise", "voiced concern": a noun of speech tells what the verb does.
    spoken = clauses.lexicon.class_of(head.lemma, "NOUN")
    if spoken:
        out.with_rule.append(f"of speech {spoken}")
        out.alone.append(f"{cue_class(verb)}&of speech {spoken}")
    return out


@lru_cache(maxsize=KEPT)
def _plain_head(tag: str, own_subject: bool, dep: str, sort: str, pronoun: str | None) -> Traits:
    alone = [] if pronoun is None else [f"content {pronoun.lower()}"]
    return Traits(alone, [f"head {tag} {own_subject}", f"heads {dep}", f"of {sort}"], [f"of {sort}"])


def _following_traits(clauses: Clauses, start: int, end: int, out: list[str]) -> None:
    """Tell what stands behind a content, and whether the content was cut off there."""
    tokens = clauses.tokens
    last = bisect_left(clauses.article.starts, end)
    if last >= len(tokens) or tokens[last].sentence != tokens[last - 1].sentence:
        out.append("to the end")
        return
    following = tokens[last]
    inside = start <= tokens[following.head].start < end
    out.append(f"before {following.pos} {'cut' if inside else ''}")
    if following.pos in ("PUNCT", "CCONJ"):
        out.append(f"before {following.text}")
    if following.text == ",":
        after = tokens[last + 1] if last + 1 < len(tokens) else following
        out.append(f"before , {after.pos}")


def _sort(head: Token) -> str:
    """Return what a content is about: an entity's label, a person, a thing, or a part of speech."""
    if head.entity:
        return head.entity[2:]
    if head.pos == "NOUN":
        return "person" if head.lemma.lower() in words("person_nouns") else "thing"
    return head.pos


def _side_traits(clauses: Clauses, one: Candidate, out: list[str]) -> None:
    """Tell on which side of the cue the content stands, and how far from it."""
    start, end = one.content[0][0], one.content[-1][1]
    cue = clauses.tokens[one.cue]
    if start < cue.start < end:
        out.append("around")
        return
    before = cue.start >= end
    first, last = (end, cue.start) if before else (cue.end, start)
    out += ["before" if before else "after", _FAR[min(max(0, last - first) // 8, 6)]]
    if clauses.text.find(",", first, last) >= 0:
        out.append("comma")


def quoted_share(clauses: Clauses, content: Sequence[Span]) -> float:
    """Return the share of letters and digits of a content that stand inside quotation marks."""
    marks, inside = clauses.all_marks, 0
    for start, end in content:
        k = bisect_left(clauses.all_ends, start + 1)
        while k < len(marks) and marks[k].start < end:
            inside += clauses.letters(max(start, marks[k].start), min(end, marks[k].end))
            k += 1
    return inside / sum(clauses.letters(start, end) for start, end in content) if inside else 0.0

"""Turns of a transcript: paragraphs that begin with "SPEAKER:" or "Q:" and "A:"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from analysis.actors.attribution.clauses import Clauses, Span, merge_spans
from analysis.actors.attribution.speakers import Subject
from analysis.actors.attribution.statements import Candidate

RULE = "transcript"
"""Rule of the statements made here."""

LEAST_TURNS = 4
"""Fewest turns of a transcript; two or more labels, one of them at least twice."""

MAX_LABEL = 7
"""Most words of a label."""

_LABEL = re.compile(r"(?:^|(?<=\n))[ \t]*(?P<label>[A-Z][^\s:]*(?:[ \t]+[^\s:]+){0,6}?)[ \t]*:(?=[ \t]*[\S])")
_ASIDE = re.compile(r"\s*[(\[].*?[)\]]\s*")
_PARTY = {"q": "interviewer", "a": "interviewee", "question": "interviewer", "answer": "interviewee"}


@dataclass(frozen=True, slots=True)
class _Label:
    name: str
    first: int
    colon: int
    segment: int


def turns(clauses: Clauses) -> Iterator[Candidate]:
    r"""Yield what each speaker of a transcript says, from a label to the next.

    An article counts as a transcript if at least `LEAST_TURNS` lines begin with a label of a speaker
    and some label returns. The last turn ends with its paragraph, since nothing tells how far it goes.

    Examples
    --------
    >>> from analysis.annotation.articles import parse_text
    >>> text = "Q: Why now?\n\nA: It was time.\n\nQ: Who decided?\n\nA: The council did."
    >>> [text[slice(*one.content[0])] for one in turns(Clauses(parse_text(text)))]
    ['Why now?', 'It was time.', 'Who decided?', 'The council did.']
    """
    labels = _labels(clauses)
    for one, following in zip_longest(labels, labels[1:]):
        content = _content(clauses, one, following)
        if content:
            yield Candidate(content, one.colon, Subject(one.colon - 1, "surface"), RULE, head=one.colon)


def with_turns(clauses: Clauses, kept: Iterable[Candidate]) -> list[Candidate]:
    """Return statements with the turns of a transcript in place of what began with the same colons."""
    found = list(turns(clauses))
    colons = {one.cue for one in found}
    return [*(one for one in kept if one.cue not in colons), *found]


def _labels(clauses: Clauses) -> list[_Label]:
    """Return the labels of a transcript, or nothing if the article is none."""
    found = list(_possible(clauses))
    times = Counter(one.name for one in found)
    known = [one for one in found if times[one.name] > 1 or _looks_like_name(clauses, one)]
    names = {one.name for one in known}
    returning = any(times[name] > 1 for name in names)
    return known if len(known) >= LEAST_TURNS and len(names) > 1 and returning else []


def _possible(clauses: Clauses) -> Iterator[_Label]:
    tokens = clauses.tokens
    for number, segment in enumerate(clauses.article.segments):
        for match in _LABEL.finditer(clauses.text, segment.start, segment.end):
            colon = clauses.article.token_at(match.end() - 1)
            first = clauses.article.token_at(match.start("label"))
            if colon is None or first is None or colon.text != ":" or colon.index == 0:
                continue
            label = tokens[first.index : colon.index]
            if (
                label
                and len(label) <= MAX_LABEL
                and not any(t.pos in ("VERB", "AUX") and t.text.islower() for t in label)
            ):
                name = _ASIDE.sub("", match.group("label")).strip().casefold()
                yield _Label(name, first.index, colon.index, number)


def _looks_like_name(clauses: Clauses, one: _Label) -> bool:
    label = clauses.tokens[one.first : one.colon]
    return one.name in _PARTY or all(t.text[:1].isupper() or not t.text[:1].isalpha() for t in label)


def _content(clauses: Clauses, one: _Label, following: _Label | None) -> tuple[Span, ...]:
    """Return the words of a turn, one span for each paragraph."""
    tokens, segments = clauses.tokens, clauses.article.segments
    start = tokens[one.colon].end
    end = tokens[following.first].start if following is not None else segments[one.segment].end
    last = following.segment if following is not None else one.segment
    spans = []
    for segment in segments[one.segment : last + 1]:
        a, b = max(start, segment.start), min(end, segment.end)
        part = clauses.text[a:b]
        if part.strip():
            spans.append((a + len(part) - len(part.lstrip()), b - len(part) + len(part.rstrip())))
    return merge_spans(spans)


def party(text: str) -> str:
    """Return what a label of a single letter stands for, or an empty string.

    Examples
    --------
    >>> party("Q"), party("MS. DAVTYAN")
    ('interviewer', '')
    """
    return _PARTY.get(text.strip(" .").casefold(), "")

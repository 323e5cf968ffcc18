"""Rules that start from quotation marks, for where the parse breaks around them."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.actors.attribution.clauses import Clauses, Range, Span
from analysis.actors.attribution.speakers import Subject, beside, subject_of
from analysis.actors.attribution.statements import Candidate, chained, closed_up

MAX_REACH = 45
"""Farthest a cue may stand from the quotation, in tokens."""

MAX_NAME = 7
"""Most tokens of a name behind a dash that signs a quotation."""

_DASHES = {"-", "–", "—", "―", "--"}
_END = {".", "?", "!"}


def mark_candidates(clauses: Clauses) -> Iterator[Candidate]:
    """Yield, for each quotation, the cues before and behind it that may introduce it."""
    bounds = _token_bounds(clauses)
    for k, (first, last) in enumerate(bounds):
        if first >= last:
            continue
        after = _outside_after(clauses, last)
        before = _outside_before(clauses, first)
        yield from _with_cues(clauses, k, after, "quote then cue", first)
        yield from _with_cues(clauses, k, before, "cue then quote", first)
        yield from _previous_sentence(clauses, k, before)
        yield from _signature(clauses, k, first, last)


def _signature(clauses: Clauses, k: int, first: int, last: int) -> Iterator[Candidate]:
    """Yield a quotation signed by a dash and a name, in its own line or the next."""
    tokens = clauses.tokens
    if last + 1 >= len(tokens) or tokens[last].text not in _DASHES or tokens[last + 1].pos != "PROPN":
        return
    end = last + 1
    while end < len(tokens) and tokens[end].segment == tokens[last].segment and tokens[end].pos == "PROPN":
        end += 1
    following = tokens[end] if end < len(tokens) else None
    alone = (
        following is None or following.segment != tokens[last].segment or following.pos in ("PUNCT", "SPACE")
    )
    if alone and end - last <= MAX_NAME and tokens[first].segment + 1 >= tokens[last].segment:
        content = (clauses.marks[k].span,)
        traits = ("same" if tokens[first].segment == tokens[last].segment else "next",)
        yield Candidate(content, last, Subject(end - 1, "surface"), "signature", traits, first)


def _token_bounds(clauses: Clauses) -> list[Range]:
    """Return the token range of each quotation."""
    bounds: list[list[int]] = [[0, 0] for _ in clauses.marks]
    for i, k in enumerate(clauses.quoted) if bounds else ():
        if k >= 0:
            if bounds[k][1] == 0:
                bounds[k][0] = i
            bounds[k][1] = i + 1
    return [(a, b) for a, b in bounds]


def _outside_after(clauses: Clauses, last: int) -> Range:
    """Tokens behind a quotation up to the end of the sentence or the next quotation."""
    tokens, at = clauses.tokens, last
    segment = tokens[last - 1].segment
    stop = min(len(tokens), last + MAX_REACH)
    while at < stop and tokens[at].segment == segment and clauses.quoted[at] < 0:
        if tokens[at].text in _END and at > last:
            break
        at += 1
    return last, at


def _outside_before(clauses: Clauses, first: int) -> Range:
    """Tokens before a quotation back to the start of the sentence or the previous quotation."""
    tokens, at = clauses.tokens, first
    segment = tokens[first].segment
    stop = max(0, first - MAX_REACH)
    while at > stop and tokens[at - 1].segment == segment and clauses.quoted[at - 1] < 0:
        if tokens[at - 1].text in _END:
            break
        at -= 1
    return at, first


def _with_cues(clauses: Clauses, k: int, gap: Range, rule: str, first: int) -> Iterator[Candidate]:
    tokens = clauses.tokens
    verbs = [
        i for i in range(*gap) if tokens[i].pos == "VERB" and tokens[i].dep not in ("aux", "amod", "compound")
    ]
    ahead = rule == "quote then cue"
    chosen = verbs[:2] if ahead else verbs[-1:-3:-1]
    for rank, verb in enumerate(chosen):
        content = _content(clauses, k, verb)
        subject = subject_of(clauses, verb)
        if subject.via in ("none", "inherited", "control") and ahead:
            near = beside(clauses, verb, gap)
            subject = near if near.head is not None else subject
        if subject.head is not None and clauses.quoted[subject.head] >= 0:
            subject = beside(clauses, verb, gap)
        distance = (verb - gap[0]) if ahead else (gap[1] - 1 - verb)
        # The last word of the quotation, inside its mark, or the last word before it.
        edge = gap[0] - 2 if ahead else gap[1] - 1
        traits = (
            f"rank{rank}",
            f"far{min(distance, 8)}",
            "edge" + (tokens[edge].text[:3] if edge >= 0 else ""),
            "gap" + tokens[gap[0]].pos if ahead else "",
            "capital" if _starts_capital(clauses, first) else "lower",
        )
        yield Candidate(content, verb, subject, rule, traits, first)


def _starts_capital(clauses: Clauses, first: int) -> bool:
    for i in range(first, min(first + 3, len(clauses.tokens))):
        letter = clauses.tokens[i].text[:1]
        if letter.isalnum():
            return letter.isupper()
    return False


def _content(clauses: Clauses, k: int, cue: int) -> tuple[Span, ...]:
    """Return a quotation with those that go on with it."""
    numbers = [k, *chained(clauses, k, cue)]
    return closed_up(clauses, (clauses.marks[n].span for n in numbers))


def _previous_sentence(clauses: Clauses, k: int, gap: Range) -> Iterator[Candidate]:
    """Yield the cue of the sentence before a quotation that stands alone, and its speaker."""
    tokens = clauses.tokens
    mark = clauses.marks[k]
    if gap[1] - gap[0] > 2 or gap[0] == 0 or len(clauses.text[mark.start : mark.end].split()) < 4:
        return
    at = gap[0] - 1
    while at > 0 and tokens[at].pos in ("PUNCT", "SPACE") and clauses.quoted[at] < 0:
        at -= 1
    if clauses.quoted[at] >= 0:
        # A quotation follows a quotation: the paragraph above ended with one.
        at = _before_quotation(clauses, at)
    first, last = clauses.sentence_of(at)
    root = next(
        (i for i in range(first, last) if tokens[i].head == i and tokens[i].pos in ("VERB", "AUX")), None
    )
    if root is None or clauses.quoted[root] >= 0:
        return
    same = tokens[root].segment == tokens[gap[1]].segment
    colon = clauses.text[max(0, mark.start - 20) : mark.start].rstrip()[-1:] == ":"
    subject = subject_of(clauses, root)
    traits = ("same paragraph" if same else "paragraph above", "colon" if colon else "stop")
    yield Candidate(_content(clauses, k, root), root, subject, "floating", traits, gap[1])


def _before_quotation(clauses: Clauses, at: int) -> int:
    number = clauses.quoted[at]
    while at > 0 and clauses.quoted[at] == number:
        at -= 1
    return at

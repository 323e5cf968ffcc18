"""Quotations that no rule was sure of: a whole sentence in marks is somebody's words."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.actors.attribution.clauses import Clauses, shared_length
from analysis.actors.attribution.quotation_marks import MarkedSpan
from analysis.actors.attribution.statements import Candidate, chained, closed_up

LEAST_WORDS = 6
"""Shortest quotation that must be somebody's statement, in words."""

LEAST_CHANCE = 0.05
"""Least probability at which a quotation keeps a cue of its own rather than the speaker before it."""

MOST_COVERED = 0.7
"""Share of a quotation that a candidate has to cover."""


def leftover_quotations(
    clauses: Clauses, scored: Iterable[tuple[float, Candidate]], kept: Iterable[Candidate]
) -> list[Candidate]:
    """Return statements for the sentences in quotation marks that no kept statement covers.

    Each takes its own most likely cue; without one, the speaker of the statement before it
    in its paragraph or the paragraph above (rule ``floating``).

    Parameters
    ----------
    clauses : Clauses
    scored : iterable of (probability, Candidate)
        Best first.
    kept : iterable of Candidate
        The statements already chosen.
    """
    chosen = list(kept)
    covered = _coverage(clauses, chosen)
    left = [k for k, mark in enumerate(clauses.marks) if k not in covered and _sentence(clauses, mark)]
    if not left:
        return []
    own = _own_candidates(clauses, scored, left, {one.contest for one in chosen})
    before = sorted(chosen, key=lambda one: one.content[-1][1])
    out: list[Candidate] = []
    done: set[int] = set()
    for k in left:
        if k in done:
            continue
        one = own.get(k) or _inherit(clauses, k, before, covered)
        if one is not None:
            out.append(one)
            done |= _coverage(clauses, [one])
    return out


def _coverage(clauses: Clauses, chosen: Iterable[Candidate]) -> set[int]:
    return {k for one in chosen for k in clauses.marks_in(one.content)}


def _sentence(clauses: Clauses, mark: MarkedSpan) -> bool:
    """Tell a quoted sentence from quoted words."""
    inner = clauses.text[mark.start : mark.end].strip("\"'“”‘’«»„` ")
    return not mark.single and inner[:1].isupper() and len(inner.split(maxsplit=LEAST_WORDS)) >= LEAST_WORDS


def _own_candidates(
    clauses: Clauses, scored: Iterable[tuple[float, Candidate]], left: list[int], taken: set[int]
) -> dict[int, Candidate]:
    """Return the most likely candidate of each quotation, if it is likely enough."""
    wanted, out = set(left), {}
    for chance, one in scored:
        if chance < LEAST_CHANCE:
            break
        if one.contest in taken:
            continue
        marks = clauses.marks_in(one.content)
        if len(marks) == 1 and marks[0] in wanted and marks[0] not in out and _covers(clauses, one, marks[0]):
            out[marks[0]] = one
            taken = taken | {one.contest}
    return out


def _covers(clauses: Clauses, one: Candidate, k: int) -> bool:
    mark = clauses.marks[k]
    shared = shared_length(one.content, [mark.span])
    return shared >= MOST_COVERED * (mark.end - mark.start)


def _inherit(clauses: Clauses, k: int, before: list[Candidate], covered: set[int]) -> Candidate | None:
    """Give a quotation the speaker of the statement before it, at most one paragraph above."""
    mark = clauses.marks[k]
    for one in reversed(before):
        if one.content[-1][1] > mark.start or one.subject.head is None:
            continue
        cue = clauses.tokens[one.cue]
        if cue.start >= mark.start or cue.segment < mark.paragraph - 1:
            return None
        numbers = [k, *(n for n in chained(clauses, k, one.cue) if n not in covered)]
        content = closed_up(clauses, (clauses.marks[n].span for n in numbers))
        return Candidate(content, one.cue, one.subject, "floating")
    return None

"""Words are said once: what two statements claim belongs to the likelier one, unless one reports the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from analysis.actors.attribution.clauses import Clauses, length_of, ranges_without
from analysis.actors.attribution.statements import Candidate

LEAST_LEFT = 0.5
"""Share of a content that must be its own; a statement with less of it repeats another."""

LEAST_SHARED = 12
"""Fewest characters that count as a repetition."""


def without_repeats(clauses: Clauses, kept: Iterable[Candidate]) -> list[Candidate]:
    """Return statements without the quotations that a likelier statement has already.

    A statement inside another's content ("he said they had told him ...") has its cue there and
    keeps its words. Where neither cue stands in the other's content, two verbs claim the same
    words, and they would be counted twice.

    Parameters
    ----------
    clauses : Clauses
    kept : iterable of Candidate
        The likelier first.
    """
    out: list[Candidate] = []
    owners: dict[int, list[Candidate]] = {}
    for one in kept:
        marks = clauses.marks_in(one.content)
        others = {id(other): other for k in marks for other in owners.get(k, ())}
        left = one.content
        for other in others.values():
            if not _reports(clauses, one, other) and not _reports(clauses, other, one):
                left = tuple(ranges_without(left, other.content))
        size, own = length_of(one.content), length_of(left)
        repeated = size - own >= LEAST_SHARED
        if repeated and own < LEAST_LEFT * size:
            continue
        out.append(replace(one, content=left) if repeated else one)
        for k in marks:
            owners.setdefault(k, []).append(out[-1])
    return out


def _reports(clauses: Clauses, outer: Candidate, inner: Candidate) -> bool:
    """Tell whether a statement's cue stands in another's content; a borrowed cue stands nowhere."""
    at = clauses.tokens[inner.cue].start
    return inner.rule != "floating" and any(start <= at < end for start, end in outer.content)

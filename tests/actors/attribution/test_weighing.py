"""Tests of weighing candidate statements."""

from __future__ import annotations

from analysis.actors.attribution.speakers import Subject
from analysis.actors.attribution.statements import Candidate
from analysis.actors.attribution.weighing import ranked


def _candidate(start: int) -> Candidate:
    return Candidate(((start, 100),), 1, Subject(0, "own"), "clause")


def test_rounding_does_not_decide_between_candidates_that_lend_all():
    # Each is .6 in all, but .1 + (.3 + .2) and .2 + (.3 + .1) differ in their last digit.
    scored = [(0.1, _candidate(2)), (0.2, _candidate(1)), (0.3, _candidate(3))]
    found = ranked(scored)
    assert len({chance for chance, _ in found}) > 1
    assert [one.content[0][0] for _, one in found] == [1, 2, 3]

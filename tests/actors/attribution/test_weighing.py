"""Tests of weighing candidate statements."""

from __future__ import annotations

import pytest

from analysis.actors.attribution.clauses import Clauses
from analysis.actors.attribution.proposing import candidates
from analysis.actors.attribution.speakers import Subject
from analysis.actors.attribution.statements import Candidate
from analysis.actors.attribution.traits import ArticleTraits, traits
from analysis.actors.attribution.weighing import choose, ranked, weigh
from analysis.actors.attribution.weights import weights
from analysis.annotation.articles import parse_text


def _candidate(start: int) -> Candidate:
    return Candidate(((start, 100),), 1, Subject(0, "own"), "clause")


def test_rounding_does_not_decide_between_candidates_that_lend_all():
    # Each is .6 in all, but .1 + (.3 + .2) and .2 + (.3 + .1) differ in their last digit.
    scored = [(0.1, _candidate(2)), (0.2, _candidate(1)), (0.3, _candidate(3))]
    found = ranked(scored)
    assert len({chance for chance, _ in found}) > 1
    assert [one.content[0][0] for _, one in found] == [1, 2, 3]


def test_a_score_adds_the_weights_of_the_traits_it_is_fitted_by() -> None:
    text = (
        "The minister told reporters that the road was closed, which surprised nobody. "
        "“We call for talks,” said Anna Berg, accusing the army of lying. He called for calm."
    )
    clauses = Clauses(parse_text(text))
    model, known = weights(), ArticleTraits(clauses)
    found = candidates(clauses)
    assert len({one.rule for one in found}) > 3
    for one in found:
        names = traits(known, one)
        assert model.score(known, one) == pytest.approx(sum(model.weights.get(name, 0.0) for name in names))


def test_proposals_that_hardly_ever_win_are_left_out_and_statements_are_not() -> None:
    text = (
        "The minister told reporters that the road was closed, which surprised nobody. "
        "The truck carried timber to the port of Arda. “We call for talks,” said Anna Berg."
    )
    clauses = Clauses(parse_text(text))
    known = ArticleTraits(clauses)
    every = candidates(clauses)
    left = candidates(clauses, known=known)
    assert {one.cue for one in every} > {one.cue for one in left}
    kept = [choose(weigh(known, found)) for found in (every, left)]
    assert [(one.content, one.cue, one.subject) for one in kept[0]] == [
        (one.content, one.cue, one.subject) for one in kept[1]
    ]
    assert len(kept[1]) == 2

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.corpus import building
from analysis.corpus.cleaning import furniture
from analysis.corpus.cleaning.scoring import ENOUGH, Evidence, score

CALL = Evidence("Try our harbour app.", "Basin Post", articles=16, last=1.0, alone=1.0, dates=16)
REPORT = Evidence(
    "The council left the treaty in May.", "Basin Post", articles=900, last=1.0, alone=1.0, dates=300
)


def points(unit: Evidence) -> float:
    return score(unit)[0]


def test_points_are_those_of_the_documentation() -> None:
    assert points(replace(CALL, text="Subscribe now")) == 4 + 2 + 1
    assert points(replace(CALL, text="Our free newsletter", last=0.0)) == 1.5 + 2
    assert points(replace(CALL, text="Our Basin Post podcast", last=0.0)) == 1.5 + 1 + 2
    assert points(replace(CALL, text="Tide desk")) == 2 + 2 + 1
    assert points(replace(CALL, text="Our free newsletter", last=0.0, known=0.5)) == 1.5 + 1.5 + 2
    assert points(replace(CALL, text="Our free newsletter", last=0.0, quoted=0.5)) == 1.5 + 2 - 2
    assert points(replace(CALL, text="Our free newsletter", last=0.0, dates=2)) == 1.5 + 2 - 1
    assert points(replace(CALL, text="Our free newsletter", last=0.0, articles=8)) == 1.5 + 1
    assert points(REPORT) == -6 + 2 + 1


@pytest.mark.parametrize("articles", [0, 1, 3, 3.9])
def test_too_few_articles_that_differ(articles: float) -> None:
    assert points(replace(CALL, text="Subscribe now", articles=articles)) < ENOUGH


def test_repetition_alone_is_never_enough() -> None:
    assert points(replace(REPORT, articles=10**6, dates=10**4)) < ENOUGH


def test_what_is_left_too_short_is_what_would_be_rejected() -> None:
    assert furniture.LEAST_WORDS == building.LEAST_WORDS

"""Pronouns of states and organisations: only the surest."""

from __future__ import annotations

import pytest

from analysis.actors import find_mentions
from analysis.annotation.articles import parse_text


def pronouns(text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.name) for m in find_mentions(parse_text(text)) if m.via == "pronoun"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NATO said it would keep its troops in the east.", [("it", "NATO"), ("its", "NATO")]),
        ("Armenia froze its membership.", [("its", "Armenia")]),
        ("Russia shelled the town and its school.", []),
        ("The government of Armenia said it is clear that talks will go on.", []),
    ],
)
def test_neuter(text: str, expected: list[tuple[str, str]]) -> None:
    assert pronouns(text) == expected

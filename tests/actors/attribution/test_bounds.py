"""Where contents end: what is offered besides the words the parse hangs on the cue."""

from __future__ import annotations

import pytest

from analysis.actors.attribution.bounds import contents, opening
from analysis.actors.attribution.clauses import Clauses
from analysis.annotation.articles import parse_text


def offered(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the contents offered for the first clause below a verb, as words, with their traits."""
    clauses = Clauses(parse_text(text))
    head = next(token for token in clauses.tokens if token.dep == "ccomp")
    tokens = clauses.tokens
    return [
        (text[tokens[first].start : tokens[last - 1].end], how)
        for (first, last), how in contents(clauses, head.head, head.index)
    ]


@pytest.mark.parametrize(
    ("text", "short", "how"),
    [
        (
            "She said that the ministry would review the plan for the port, which took ten years to write.",
            "that the ministry would review the plan for the port",
            "aside relcl which",
        ),
        (
            "She said the road was closed, although it had been dry for weeks.",
            "the road was closed",
            "cut advcl although",
        ),
    ],
)
def test_a_clause_behind_a_comma_may_be_the_reporters(text: str, short: str, how: str) -> None:
    got = dict(offered(text))
    assert how in got[short]
    assert max(map(len, got)) > len(short)


def test_a_relative_clause_that_tells_which_one_stays() -> None:
    got = [
        words
        for words, _ in offered("She said that the ministry would review the plan that the mayor wrote.")
    ]
    assert got == ["that the ministry would review the plan that the mayor wrote"]


def test_opening_is_a_small_word_or_a_tag() -> None:
    clauses = Clauses(parse_text("While it rained, they left."))
    assert [
        opening(clauses, token.index) for token in clauses.tokens if token.text in {"rained", "left"}
    ] == [
        "while",
        "while",
    ]

"""Quotation marks are paired per paragraph, whatever is missing or doubled."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.actors.attribution.quotation_marks import pair_marks


def quoted(text: str, **options) -> list[str]:
    return [text[span.start : span.end] for span in pair_marks(text, **options)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We leave,” he said.", ["“We leave,”"]),
        ('He said "no" and "never".', ['"no"', '"never"']),
        ("She said ''not yet'' again.", ["''not yet''"]),
        ("«Wir gehen», sagte er.", ["«Wir gehen»"]),
        ("„Wir gehen“, sagte er.", ["„Wir gehen“"]),
        ("The phrase 'frozen conflict' came up.", ["'frozen conflict'"]),
        ("‘Not today,’ says the mayor.", ["‘Not today,’"]),
        # Straight and curly marks mixed by an editor.
        ('"We leave,” he said.', ['"We leave,”']),
        ("”We leave,” he said.", ["”We leave,”"]),
        # A closing mark after a space.
        ('He called it a "sham. " Then he left.', ['"sham. "']),
    ],
)
def test_pairs(text, expected):
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It's the officials' view, and they don't like the '90s.",
        "The farmers’ market wasn’t open.",
        "Rock 'n' roll isn't dead.",
        "The pipe is 5' long and the players' union agreed.",
    ],
)
def test_apostrophes_are_not_quotations(text):
    assert pair_marks(text) == []


def test_nested_marks_belong_to_the_outer_quotation():
    text = "\"He told me 'go home' and I went,\" she said."
    assert quoted(text) == ["\"He told me 'go home' and I went,\""]


def test_three_apostrophes_close_two_quotations():
    text = "''He said, 'Who is it?''' she recalled."
    assert quoted(text) == ["''He said, 'Who is it?'''"]


def test_open_quotation_goes_on_in_the_next_paragraph():
    one, two = "“We came home.", "“Nobody was there,” he said."
    text = f"{one}\n\n{two}"
    spans = pair_marks(text, [(0, len(one)), (len(one) + 2, len(text))])
    assert [(span.closed, span.continues, span.paragraph) for span in spans] == [
        (False, True, 0),
        (True, False, 1),
    ]
    assert text[spans[0].start : spans[0].end] == one


def test_open_quotation_without_a_successor_ends_with_its_paragraph():
    one, two = "He said “we came home.", "The end."
    text = f"{one}\n\n{two}"
    spans = pair_marks(text, [(0, len(one)), (len(one) + 2, len(text))])
    assert [(span.end, span.closed, span.continues) for span in spans] == [(len(one), False, False)]


def test_stray_closing_mark_is_dropped():
    assert quoted("He left.” Then he said “no” again.") == ["“no”"]


@pytest.mark.parametrize(
    "unit", ['"', "'", "''", "“", "”", "‘", "’", "«", '" ', " '", "a'", "' a", '"a', "`"]
)
def test_long_pathological_text_takes_linear_time(unit):
    began = time.process_time()
    pair_marks(unit * (200_000 // len(unit)))
    assert time.process_time() - began < 5


@given(st.text(alphabet="ab .,\n\"'“”‘’«»„`-", max_size=80))
def test_spans_are_ordered_disjoint_and_inside(text):
    at = 0
    for span in pair_marks(text):
        assert at <= span.start < span.end <= len(text)
        at = span.end

"""Which terms find what others find."""

from __future__ import annotations

import pytest

from analysis.framing import Term
from analysis.framing.checking.covering import covered_pairs, covers, finders


@pytest.mark.parametrize(
    ("wide", "narrow", "expected"),
    [
        ({"term": "econom*"}, {"term": "economic crisis"}, False),
        ({"term": "econom* crisis"}, {"term": "economic crisis"}, True),
        ({"term": "war"}, {"term": "war", "match": "form"}, True),
        ({"term": "war", "match": "form"}, {"term": "war"}, False),
        ({"term": "row"}, {"term": "row", "pos": "NOUN"}, True),
        ({"term": "row", "pos": "NOUN"}, {"term": "row"}, False),
        ({"term": "row", "not_near": "boat"}, {"term": "row"}, False),
        ({"term": "row", "negated": "drop"}, {"term": "row"}, False),
        ({"term": "war*"}, {"term": "warmonger*"}, True),
        ({"term": "war*"}, {"term": "warabcdefghijklmn"}, False),
    ],
)
def test_covers(wide: dict, narrow: dict, expected: bool) -> None:
    assert covers(Term(**wide), Term(**narrow)) is expected


def test_an_inflection_is_covered_only_where_it_is_one() -> None:
    assert covers(Term(term="dispute"), Term(term="disputed"))
    assert not covers(Term(term="dispute"), Term(term="disputed"), inflected=False)


def test_pairs_name_the_wide_one_first_and_equals_once() -> None:
    terms = [Term(term=word) for word in ("economy", "econom*", "war", "economy")]
    assert covered_pairs(terms) == [(0, 3), (1, 0), (1, 3)]


def test_finders_of_a_word() -> None:
    assert finders(
        "strikes", [Term(term="strike"), Term(term="str*"), Term(term="strike", match="form")]
    ) == [0, 1]

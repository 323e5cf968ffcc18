"""Terms as words: cutting, hyphens, inflections."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.framing.codebooks.terms import term_words
from analysis.framing.matching.terms import compile_terms, inflections


def test_hyphens_and_clitics_are_cut_as_in_running_text() -> None:
    assert term_words("Year-old") == ["year", "old"]
    assert term_words("nobody’s war") == ["nobody", "'s", "war"]
    assert term_words("don't") == ["do", "n't"]


def test_inflections() -> None:
    assert set(inflections("plan")) >= {"plans", "planned", "planning"}
    assert set(inflections("blame")) == {"blames", "blamed", "blaming"}
    assert set(inflections("clash")) == {"clashes", "clashed", "clashing"}
    assert inflections("of") == []


def test_a_phrase_is_found_with_a_hyphen_at_any_gap(book) -> None:
    tables = compile_terms(book("cost of living")).phrases
    spellings = {}
    for variant, place, word in zip(tables["variant"], tables["place"], tables["word"], strict=True):
        spellings.setdefault(variant, {})[place] = word
    assert sorted(len(words) for words in spellings.values()) == [3, 4, 4, 5]


@settings(deadline=None)
@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=12))
def test_inflections_are_other_words_that_begin_alike(word: str) -> None:
    for form in inflections(word):
        assert form != word
        assert form.startswith(word[:-1])

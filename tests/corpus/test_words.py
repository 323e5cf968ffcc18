from __future__ import annotations

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.tokenize import RegexpTokenizer

from analysis.corpus.words import WORD, count, form, sql_words, word_spans, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Armenia’s 45-year-old pact", ["armenia", "45-year-old", "pact"]),
        ("It cost 100,000 or 8.3 %.", ["it", "cost", "100,000", "or", "8.3"]),
        ("U.S. troops, AT&T, don't", ["u.s.", "troops", "at&t", "don't"]),
        ("It doesn´t say Putin´s name", ["it", "doesn't", "say", "putin", "name"]),
        ("'quoted' words — apart", ["quoted", "words", "apart"]),
        ("naïve café nai\u0308ve", ["naïve", "café", "nai\u0308ve"]),
        ("", []),
        ("… — !", []),
    ],
)
def test_words_are_what_the_definition_says(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_spans_point_at_the_words_own_spelling() -> None:
    text = "Moscow’s reply: “No.”"
    assert [text[s:e] for s, e in word_spans(text)] == ["Moscow’s", "reply", "No"]


def test_possessive_is_dropped_but_not_the_word_itself() -> None:
    assert form("Putin's") == "putin"
    assert form("'s") == "'s"


# Unassigned code points belong to no category that two Unicode versions must agree on.
_ASSIGNED = st.text(st.characters(exclude_categories=["Cn", "Cs", "Co"]), max_size=200)


@given(_ASSIGNED)
def test_bulk_counting_gives_the_same_words(text: str) -> None:
    # NUL cannot stand in a DuckDB string.
    text = text.replace("\0", " ")
    with duckdb.connect() as connection:
        (bulk,) = connection.execute(f"select {sql_words('$text')}", {"text": text}).fetchone() or ([],)
    assert bulk == words(text)


@given(st.lists(st.one_of(_ASSIGNED, st.text(st.characters(max_codepoint=127), max_size=200)), max_size=4))
def test_counting_counts_the_same_words(texts: list[str]) -> None:
    assert count(texts) == sum(len(word_spans(text)) for text in texts)


@given(st.lists(st.text("aB19.,'’´‑-&éж\u0301 \n“–", max_size=40), max_size=3))
def test_counting_tells_words_apart_as_the_pattern_does(texts: list[str]) -> None:
    # Few letters and many signs that may stand inside a word.
    assert count(texts) == sum(len(word_spans(text)) for text in texts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("AT&T's U.S. 8.3", 3), ("a-b-c it's 1,000.50", 3), ("–", 0), ("’tis well-known", 2), ("x.y. z.", 2)],
)
def test_words_counted_by_hand(text: str, expected: int) -> None:
    assert count([text]) == expected


@given(_ASSIGNED)
def test_nltks_tokenizer_finds_the_same_words(text: str) -> None:
    assert word_spans(text) == list(RegexpTokenizer(WORD).span_tokenize(text))

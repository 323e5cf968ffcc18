from __future__ import annotations

import duckdb
import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.words import form, word_spans, words
from analysis.errors import ParameterError
from analysis.vocabulary.counting.grams import LONGEST, PAUSE, length, sql_grams


def sequences(text: str, n: int) -> list[str]:
    """The sequences of n words, by the words' offsets and what stands between them."""
    spans, runs = word_spans(text), [[]]
    for number, (start, end) in enumerate(spans):
        if number and regex.search(PAUSE, text[spans[number - 1][1] : start]):
            runs.append([])
        runs[-1].append(form(text[start:end]))
    return [" ".join(run[i : i + n]) for run in runs for i in range(len(run) - n + 1)]


def counted(text: str, n: int) -> list[str]:
    with duckdb.connect() as connection:
        (found,) = connection.execute(f"select {sql_grams('$text', n=n)}", {"text": text}).fetchone() or ([],)
    return found


_PIECES = st.lists(
    st.sampled_from([
        "word", "’s", "'s", ".", ", ", " ", " ", " ", "\n", "שלום", "עולם", "مرحبا", "a\u0301", "nai\u0308ve", "8.3",
        "100,000", "U.S.", "-", "–", "“", "”", "AT&T", "İ", "ß", "x", "(", ")", "/", "'", "\u200f", "\u202e", "%",
    ])
).map("".join)  # fmt: skip
_ASSIGNED = st.text(
    st.characters(exclude_categories=["Cn", "Cs", "Co"], exclude_characters="\0"), max_size=80
)


@given(st.one_of(_PIECES, _ASSIGNED), st.integers(1, LONGEST))
def test_bulk_counting_gives_the_sequences_of_the_words_with_offsets(text: str, n: int) -> None:
    assert counted(text, n) == sequences(text, n)


@given(st.one_of(_PIECES, _ASSIGNED))
def test_single_words_are_the_words(text: str) -> None:
    assert counted(text, 1) == words(text)


@pytest.mark.parametrize(
    ("text", "n", "expected"),
    [
        ("the old bridge stood; old, bridge.", 2, ["the old", "old bridge", "bridge stood"]),
        ("the old bridge stood; old, bridge.", 3, ["the old bridge", "old bridge stood"]),
        ("Harbour’s U.S. pier costs 8.3 %", 5, ["harbour u.s. pier costs 8.3"]),
        ("nine ten", 3, []),
        ("", 2, []),
        ("12 1,000 8.3", 2, ["12 1,000", "1,000 8.3"]),
        ("שלום עולם טוב", 2, ["שלום עולם", "עולם טוב"]),
    ],
)
def test_sequences_counted_by_hand(text: str, n: int, expected: list[str]) -> None:
    assert counted(text, n) == expected


@pytest.mark.parametrize("n", [0, 6, -1, 2.0, True, "2"])
def test_a_length_that_is_not_counted_is_refused(n: int) -> None:
    with pytest.raises(ParameterError, match="whole number from 1"):
        length(n)

"""Readability formulas and the counting of syllables."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.vocabulary.measures import readability as r
from analysis.vocabulary.measures.syllables import LONGEST, exceptions, syllables


def test_the_cat_sat_on_the_mat() -> None:
    assert sum(syllables(word) for word in ["The", "cat", "sat", "on", "the", "mat"]) == 6
    assert round(r.flesch(6, 1, 6), 3) == 116.145
    assert round(r.flesch_kincaid(6, 1, 6), 2) == -1.45


def test_formulas_by_hand() -> None:
    # 120 words in 30 sentences, 180 syllables, 30 words of three syllables or more, 12 of them hard, 540 letters.
    assert r.flesch(120, 30, 180) == pytest.approx(206.835 - 1.015 * 4 - 84.6 * 1.5)
    assert r.fog(120, 30, 12) == pytest.approx(0.4 * (4 + 10))
    assert float(r.smog(30, 30)) == pytest.approx(3.1291 + 1.043 * 30**0.5)
    assert r.coleman_liau(120, 30, 540) == pytest.approx(0.0588 * 450 - 0.296 * 25 - 15.8)
    assert r.ari(120, 30, 540) == pytest.approx(4.71 * 4.5 + 0.5 * 4 - 21.43)


def test_smog_says_nothing_about_short_texts() -> None:
    assert np.isnan(r.smog(np.array([29, 30]), np.array([5, 5]))).tolist() == [True, False]


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("strengths", 1), ("make", 1), ("table", 2), ("wanted", 2), ("baked", 1), ("houses", 2), ("idea", 3),
        ("negotiation", 5), ("Armenian", 4), ("moving", 2), ("seeing", 2), ("rhythm", 2), ("basically", 3),
        ("government", 3), ("something", 2), ("previous", 3), ("radio", 3), ("centre", 2), ("beautiful", 3),
        ("didn't", 2), ("don't", 1), ("it'll", 2), ("president's", 3), ("NATO", 2), ("BBC", 3), ("U.S.", 2),
        ("state-of-the-art", 4), ("45-year-old", 2), ("2024", 0), ("8.3", 0), ("Kyiv", 2), ("naïve", 2),
        ("résumé", 3), ("مرحبا", 0), ("Москва", 0),
    ],
)  # fmt: skip
def test_syllables(word: str, number: int) -> None:
    assert syllables(word) == number


def test_listed_words_are_words_with_a_number() -> None:
    assert len(exceptions()) > 300
    assert all(0 < number < 9 and word.replace("'", "").isalpha() for word, number in exceptions().items())


@given(st.text(max_size=80))
def test_any_text_has_a_number_of_syllables(text: str) -> None:
    assert syllables(text) >= 0


def test_a_word_that_never_ends_costs_no_more_than_the_longest() -> None:
    assert syllables("ae" * 10**6) == syllables("ae" * (LONGEST // 2))

"""Words are found in many texts at once where the pattern finds them in each."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.corpus.spans import spans_at
from analysis.corpus.words import word_spans

SIGNS = "abZ09'’´-‑&.,: \n\t“”–…«£%_/\xa0\x00éßİж\u0301ⅷ²𝒳日"
TEXTS = st.lists(st.text(SIGNS, max_size=40) | st.text(max_size=20), max_size=5)


@given(TEXTS, st.randoms())
@example(["3.5abc-d 1,000-mln x3.5", "U.S.'said", "a.m. U.S.’s e.g. and vice–versa"], None)
@example(["a", "", " ", "b.", ".c", "-d-", "e"], None)
@example(["don't -- rock'n'roll a--b 'a' R&D", "l'été d’hiver, co-op"], None)
def test_spans_are_those_of_each_text_alone(texts: list[str], order: object) -> None:
    every = [
        (row, number, span) for row, text in enumerate(texts) for number, span in enumerate(word_spans(text))
    ]
    if order is not None:
        order.shuffle(every)  # type: ignore[attr-defined]
    rows, numbers = (np.array([word[i] for word in every], dtype=np.int64) for i in range(2))
    start, end = spans_at(texts, rows, numbers)
    assert list(zip(start.tolist(), end.tolist(), strict=True)) == [span for _, _, span in every]


def test_a_word_that_is_not_there_is_refused() -> None:
    with pytest.raises(IndexError, match="text 0"):
        spans_at(["one two", "three"], np.array([1, 0]), np.array([0, 2]))


def test_each_single_character_is_known_for_what_it_is() -> None:
    # Between two letters, a gap parts them, a letter or joint does not: whatever the character, as the pattern has it.
    texts = [f"a{chr(code)}b c{chr(code)} {chr(code)}d" for code in range(0x2100)]
    spans = [word_spans(text) for text in texts]
    rows = np.repeat(np.arange(len(texts)), [len(own) for own in spans])
    numbers = np.concatenate([np.arange(len(own)) for own in spans])
    start, end = spans_at(texts, rows, numbers)
    assert list(zip(start.tolist(), end.tolist(), strict=True)) == [span for own in spans for span in own]

from __future__ import annotations

import itertools
import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.stories.shingles import (
    RUN,
    WINDOW,
    copy_word_spans,
    copy_words,
    marks,
    run_hashes,
    text_hash,
)

ENGLISH = st.text(alphabet=[chr(c) for c in range(32, 127)] + list("‘’“”–—…\n\t£€"), max_size=300)


@given(ENGLISH)
def test_english_words_are_letters_digits_and_apostrophes(text: str) -> None:
    assert copy_words(text) == re.findall(r"[a-z0-9']+", text.lower())


@given(st.text(max_size=200))
def test_words_stand_where_they_are_said_to_stand(text: str) -> None:
    spans = list(copy_word_spans(text))
    assert [word for word, _, _ in spans] == copy_words(text)
    assert all(len(word) == end - start for word, start, end in spans)
    assert all(a[2] <= b[1] for a, b in itertools.pairwise(spans))


def test_other_scripts_have_words() -> None:
    assert copy_words("Ереван, café; naïve_x") == ["ереван", "café", "naïve", "x"]
    assert copy_words("हिन्दी में") == ["हिन्दी", "में"]
    assert (
        copy_words("東京タワー") == list("東京タワー".replace("ー", "")) or len(copy_words("東京タワー")) >= 4
    )
    assert copy_words("İstanbul") == ["istanbul"]
    assert text_hash(copy_words("half \ud800 pair")) != 0


def test_a_text_of_n_words_has_n_minus_six_runs() -> None:
    words = copy_words("one two three four five six seven eight nine")
    assert [len(run_hashes(words[:n])) for n in (0, 6, 7, 9)] == [0, 0, 1, 3]


def test_order_of_words_matters_to_runs() -> None:
    words = ["a", "b", "c", "d", "e", "f", "g"]
    assert run_hashes(words)[0] != run_hashes(words[::-1])[0]


@given(st.lists(st.integers(0, 2**32 - 1), max_size=80, unique=True), st.data())
def test_a_shared_passage_of_sixteen_runs_has_a_shared_mark(values: list[int], data: st.DataObject) -> None:
    runs = np.array(values, dtype=np.uint32)
    start = data.draw(st.integers(0, max(0, len(runs) - WINDOW)))
    passage = runs[start : start + WINDOW]
    other = np.concatenate([np.arange(20, dtype=np.uint32), passage, np.arange(20, 40, dtype=np.uint32)])
    if len(passage) == WINDOW:
        assert set(marks(runs)) & set(marks(other)) & set(passage)
    assert set(marks(runs)) <= set(runs)
    assert len(marks(runs)) > 0 or not len(runs)


def test_run_is_the_published_length() -> None:
    assert RUN == 7

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from analysis.labels import axis_labels, clip, neutralise

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=200)
DIRECTION = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


@given(ANY_TEXT)
def test_neutral_text_is_one_line_without_controls_or_direction_marks(text: str) -> None:
    plain = neutralise(text)
    assert not DIRECTION & set(plain)
    assert not any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in plain)
    plain.encode("utf-8")


@given(ANY_TEXT)
def test_neutralising_twice_changes_nothing(text: str) -> None:
    assert neutralise(neutralise(text)) == neutralise(text)


@given(ANY_TEXT, st.integers(min_value=1, max_value=50))
def test_clipped_text_is_never_longer_than_asked(text: str, width: int) -> None:
    assert len(clip(text, width)) <= width


def test_letters_of_any_script_and_joined_emoji_stay() -> None:
    for text in ("Նիկոլ", "Ташкент", "می‌خواهد", "👩‍👧", "naïve"):
        assert neutralise(text) == text


def test_a_cut_never_leaves_a_mark_on_the_ellipsis() -> None:
    assert clip("e\u0301e\u0301e\u0301e\u0301", 4) in ("e\u0301…", "e\u0301e…", "e\u0301e\u0301…")
    assert not clip("aaae\u0301bcdef", 5).endswith("e…")


def test_labels_stay_distinct_after_clipping() -> None:
    labels = axis_labels([f"{'a' * 40}{n}" for n in range(12)], width=20)
    assert len(set(labels)) == 12
    assert max(map(len, labels)) <= 20


def test_an_empty_label_is_named() -> None:
    assert axis_labels([""]) == ["(none)"]

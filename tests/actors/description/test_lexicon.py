"""The lexicon of roles: forms that mean the same, and words that depend on who they are said of."""

from __future__ import annotations

import pytest

from analysis.actors.description.lexicon import canonical, lexicon, role_kind, role_words, singular


@pytest.mark.parametrize(
    ("role", "one_form"),
    [
        ("pm", "prime minister"),
        ("secretary of defense", "defence secretary"),
        ("minister for foreign affairs", "foreign minister"),
        ("spokeswoman", "spokesperson"),
        ("ceo", "chief executive"),
        ("self-defense instructor", "self-defense instructor"),
    ],
)
def test_one_form(role: str, one_form: str) -> None:
    assert canonical(role) == one_form
    assert canonical(one_form) == one_form


@pytest.mark.parametrize(
    ("words", "kind", "expected"),
    [
        (("prime", "minister"), "person", "office"),
        (("truck", "driver"), "person", "occupation"),
        (("close", "ally"), "state", "affiliation"),
        (("ally",), "person", "affiliation"),
        (("strongman",), "person", "description"),
        (("republican",), "place", ""),
        (("minister",), "organisation", ""),
        ((), "person", ""),
    ],
)
def test_kind_of_role_by_whom_it_is_said_of(words: tuple[str, ...], kind: str, expected: str) -> None:
    assert role_kind(words, kind) == expected


def test_words_are_small_letters_and_nothing_else() -> None:
    for name in lexicon():
        if name not in {"same", "deeds", "phrases"}:
            assert all(isinstance(word, str) and word == word.lower() for word in role_words(name)), name


def test_singular_of_what_ends_in_s_already() -> None:
    assert [singular(word) for word in ("boss", "bosses", "spokeswomen", "Reps.", "Germans")] == [
        "boss", "boss", "spokeswoman", "rep", "germans",
    ]  # fmt: skip

"""Pronouns: whose they are, and when nobody's."""

from __future__ import annotations

from analysis.actors import find_mentions
from analysis.actors.coreference.pronouns import quoted
from analysis.annotation import parse_text


def whose(text: str) -> list[tuple[str, str]]:
    article = parse_text(text)
    return [(text[m.start : m.end], m.name) for m in find_mentions(article) if m.via == "pronoun"]


def test_gender_decides() -> None:
    text = "Anna Petrosyan met Levon Aronyan on Monday. She said the talks went well. He disagreed."
    assert whose(text) == [("She", "Anna Petrosyan"), ("He", "Levon Aronyan")]


def test_title_tells_gender() -> None:
    text = "Ms. Vardanyan met Mr. Hakobyan on Monday. He was late. She was not."
    assert whose(text) == [("He", "Hakobyan"), ("She", "Vardanyan")]


def test_no_person_no_owner() -> None:
    assert whose("The village was quiet. She closed the window and left.") == []


def test_wrong_gender_is_nobody() -> None:
    assert whose("Anna Petrosyan spoke on Monday. He was not there.") == []


def test_a_surname_of_women_alone_is_a_woman() -> None:
    text = "Anna Petrosyan met Lilit Petrosyan. Petrosyan praised Levon Aronyan. He smiled."
    assert ("He", "Levon Aronyan") in whose(text)
    assert ("She", "Petrosyan") in whose(text.replace("He smiled", "She smiled"))


def test_too_far_away_is_nobody() -> None:
    filler = "The weather stayed dry in the valley. " * 6
    assert whose("Levon Aronyan spoke on Monday. " + filler + "He was tired.") == []


def test_object_of_the_same_verb_is_someone_else() -> None:
    got = whose("Levon Aronyan arrived. Tigran Petrosyan praised him.")
    assert got == [("him", "Levon Aronyan")]


def test_it_and_they_are_left_alone() -> None:
    assert whose("Armenia voted. It will leave, and they know it.") == []


def test_first_person_is_the_speaker() -> None:
    assert whose("“I will not resign,” Levon Aronyan said.") == [("I", "Levon Aronyan")]


def test_first_person_outside_quotation_marks_is_nobody() -> None:
    assert whose("I met Levon Aronyan on Monday.") == []


def test_quotation_marks_pair_inside_a_segment() -> None:
    article = parse_text('He said "one two.\n\nThen three "four" five.')
    inside = {t.text for t, q in zip(article.tokens, quoted(article.tokens), strict=True) if q}
    assert "four" in inside
    assert {"Then", "three", "five"}.isdisjoint(inside)

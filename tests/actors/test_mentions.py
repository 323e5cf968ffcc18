"""Names, kinds and references inside one article."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.actors import Mention, find_mentions
from analysis.actors.types import KINDS, VIAS
from analysis.annotation import parse_text
from analysis.annotation.parse import ParsedArticle, ParsedSegment, Token


def found(text: str) -> list[tuple[str, str, str]]:
    article = parse_text(text)
    return [(article.text[m.start : m.end], m.kind, m.via) for m in find_mentions(article)]


def names(text: str) -> dict[str, str]:
    return {words: kind for words, kind, _ in found(text)}


def clusters(text: str) -> dict[str, set[str]]:
    article = parse_text(text)
    out: dict[str, set[str]] = {}
    for m in find_mentions(article):
        out.setdefault(m.name, set()).add(article.text[m.start : m.end])
    return out


def test_capital_is_a_place_even_where_a_tagger_takes_it_for_a_person() -> None:
    assert (
        names("Protesters gathered in Yerevan on Friday. Yerevan has seen rallies before.")["Yerevan"]
        == "place"
    )


def test_title_and_adjective_stay_outside_the_name() -> None:
    got = found("Armenian Prime Minister Nikol Pashinyan met Gen. Andrei Serdyukov in Gyumri.")
    assert ("Nikol Pashinyan", "person", "name") in got
    assert ("Andrei Serdyukov", "person", "name") in got
    assert ("Armenian", "state", "demonym") in got


def test_a_form_of_address_opens_no_institution() -> None:
    got = found("The Justice Department sued on Monday. Justice Sonia Sotomayor dissented.")
    assert ("Justice Department", "organisation", "name") in got
    assert ("Sonia Sotomayor", "person", "name") in got


def test_possessive_and_article_stay_outside_the_name() -> None:
    got = [
        words for words, _, _ in found("Armenia's future in the European Union worries the Kremlin's allies.")
    ]
    assert "Armenia" in got
    assert "European Union" in got


@pytest.mark.parametrize(
    ("sentence", "kind", "via"),
    [
        ("Moscow warned its neighbours on Monday.", "state", "metonym"),
        ("Talks between Moscow and Yerevan failed.", "state", "metonym"),
        ("Moscow's position has hardened.", "state", "metonym"),
        ("The delegation met in Moscow on Monday.", "place", "name"),
        ("The minister flew to Moscow on Monday.", "place", "name"),
    ],
)
def test_capital_is_its_state_only_where_it_acts(sentence: str, kind: str, via: str) -> None:
    assert ("Moscow", kind, via) in found(sentence)


def test_metonym_joins_its_state() -> None:
    assert clusters("Russia objected. The Kremlin warned Armenia on Monday.")["Russia"] == {
        "Russia",
        "Kremlin",
    }


def test_people_are_a_group_of_their_own() -> None:
    got = clusters("Armenia voted. Many Armenians stayed at home.")
    assert got["Armenia"] == {"Armenia"}
    assert got["Armenians"] == {"Armenians"}


def test_one_kind_per_name_in_an_article() -> None:
    text = (
        "Ruben Vardanyan arrived on Monday. Vardanyan said talks would continue. "
        "Critics of Vardanyan disagreed. Supporters cheered Vardanyan in the square."
    )
    kinds = {kind for words, kind, via in found(text) if "Vardanyan" in words}
    assert kinds == {"person"}


def test_acronym_of_a_long_name_is_an_organisation() -> None:
    got = clusters("The Regional Council of River Engineers (RCRE) met. The RCRE published a report.")
    assert got["Regional Council of River Engineers"] == {"Regional Council of River Engineers", "RCRE"}


def test_a_minister_s_portfolio_is_no_organisation() -> None:
    assert "Foreign Trade" not in names("Minister of Foreign Trade Anna Petrosyan resigned.")


def test_web_addresses_and_page_furniture_are_no_actors() -> None:
    assert found("https://example.org/news/story-1\n\nShare this story") == []


def test_offsets_are_those_of_the_article() -> None:
    text = "\n\n  Headline here\n\nArmenia froze its membership. Nikol Pashinyan announced it."
    article = parse_text(text)
    for m in find_mentions(article):
        assert text[m.start : m.end] == text[m.start : m.end].strip()
        assert m.kind in KINDS
        assert m.via in VIAS
        assert m.rule


def test_mentions_do_not_overlap_and_are_in_order() -> None:
    text = (
        "The UN Security Council met the Armenian Foreign Ministry and he, John Smith, spoke to her, Ann Lee."
    )
    got = find_mentions(parse_text(text))
    assert all(a.end <= b.start for a, b in pairwise(got))


def test_clusters_are_numbered_by_first_appearance() -> None:
    numbers = [
        m.cluster for m in find_mentions(parse_text("Armenia met France. France met Iran and Armenia."))
    ]
    assert list(dict.fromkeys(numbers)) == sorted(set(numbers))


def test_empty_article() -> None:
    assert find_mentions(ParsedArticle("a", "")) == []


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=" ABCabc.,()'\"“”-\n’sThe UN(ABC)Mr", max_size=200))
def test_any_text_gives_valid_mentions(text: str) -> None:
    for m in find_mentions(parse_text(text)):
        assert isinstance(m, Mention)
        assert 0 <= m.start < m.end <= len(text)


def made_up(text: str, entity: str) -> ParsedArticle:
    """Return an article whose every word the tagger is said to have taken for the same thing."""
    article = ParsedArticle("x", text, [ParsedSegment("body", 0, len(text))])
    for i, match in enumerate(re.finditer(r"\w+|[^\w\s]", text)):
        word = match.group()
        pos = "PROPN" if word[0].isalnum() else "PUNCT"
        article.tokens.append(
            Token(i, *match.span(), word, word.lower(), pos, "NNP", "nsubj", i, entity, 0, 0)
        )
    return article


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("(AB) " * 40_000, ""),
        ("Al-" * 66_000, "B-PERSON"),
        ("John Smith and " * 13_000, "I-PERSON"),
        ("A" * 200_000, "B-ORG"),
        (" . ".join(f"Name{i} Bank" for i in range(13_000)), "I-ORG"),
    ],
)
def test_hostile_text_of_200_000_characters(text: str, entity: str) -> None:
    article = made_up(text, entity)
    started = time.perf_counter()
    find_mentions(article)
    assert time.perf_counter() - started < 40  # quadratic time would be minutes


def test_an_adjective_for_a_people_is_a_demonym_and_the_people_a_name() -> None:
    text = "A Western official met reporters. Westerners left the city."
    vias = {text[m.start : m.end]: m.via for m in find_mentions(parse_text(text))}
    assert vias["Western"] == "demonym"
    assert vias["Westerners"] == "name"


def test_a_given_name_that_is_also_a_place_goes_with_its_surname() -> None:
    text = "The foreign minister, Ararat Mirzoyan, said no departure had been declared."
    assert ("Ararat Mirzoyan", "person") in {(m.name, m.kind) for m in find_mentions(parse_text(text))}


def test_headline_in_capitals_does_not_join_two_names() -> None:
    head, body = "Anna Keller Praised Paul Brandt", "Anna Keller met Paul Brandt. Keller praised Brandt."
    text = f"{head}\n\n{body}"
    cut = len(head)
    article = parse_text(
        text, segments=[ParsedSegment("headline", 0, cut), ParsedSegment("body", cut + 2, len(text))]
    )
    assert {m.name for m in find_mentions(article)} == {"Anna Keller", "Paul Brandt"}

"""Roles as a careful reader of invented sentences would list them."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.actors.description.finding import COLUMNS, find_roles, roles_table
from analysis.actors.description.lexicon import ROLE_KINDS
from analysis.actors.description.scene import Role
from analysis.actors.mentions import find_mentions
from analysis.annotation.articles import parse_text
from analysis.annotation.parse import ParsedArticle


@lru_cache(maxsize=200)
def _parsed(text: str) -> ParsedArticle:
    return parse_text(text, article_id="a")


def _roles(text: str) -> list[Role]:
    article = _parsed(text)
    return find_roles(article, find_mentions(article))


def _said(text: str) -> list[tuple[str, str, str]]:
    return [(r.name, r.role, r.of_name) for r in _roles(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Armenian Prime Minister Nikol Pashinyan left.", ("Nikol Pashinyan", "prime minister", "Armenia")),
        ("Harvard economist Jane Doe disagreed.", ("Jane Doe", "economist", "Harvard University")),
        ("Labour shadow chancellor Rachel Moss resigned.", ("Rachel Moss", "labour shadow chancellor", "")),
        ("Scotland's Energy Secretary Mary Brown spoke.", ("Mary Brown", "energy secretary", "Scotland")),
        ("The head of the World Bank Jane Doe warned ministers.", ("Jane Doe", "head", "World Bank")),
        ("Secretary of State Anthony Brook flew to Paris.", ("Anthony Brook", "secretary of state", "")),
        ("Lt. Gen. John Smith watched the parade.", ("John Smith", "lieutenant general", "")),
        ("Kremlin spokesman Ivan Petrov told reporters.", ("Ivan Petrov", "spokesperson", "Kremlin")),
        ("Mary Brown, the chief executive of NATO, said so.", ("Mary Brown", "chief executive", "NATO")),
        ("Russia's ambassador to Ankara, Ivan Petrov, left.", ("Ivan Petrov", "ambassador to Ankara", "Russia")),
        ("The charity's director, Mary Brown, said prices rose.", ("Mary Brown", "director", "")),
        ("John Smith, 43, was arrested on Monday.", ("John Smith", "aged 43", "")),
        ("John Smith of Harvard University disagreed.", ("John Smith", "of Harvard University", "Harvard University")),
        ("Mary Brown was elected president of Armenia in 2018.", ("Mary Brown", "president", "Armenia")),
        ("Parliament appointed Mary Brown as defence minister.", ("Mary Brown", "defence minister", "")),
        ("Mary Brown became foreign minister of Georgia.", ("Mary Brown", "foreign minister", "Georgia")),
        ("Mary Brown, who heads the World Bank, said so.", ("Mary Brown", "head", "World Bank")),
        ("John Smith is one of Putin's closest allies.", ("John Smith", "closest ally", "Putin")),
        ("Mary Brown of Labour met Rep. John Smith (D-Iowa).", ("John Smith", "democrat", "")),
        ("Senator John Smith, Democrat of Colorado, left.", ("John Smith", "democrat", "Democrats")),
        ("Kyiv mayor Ivan Petrov, a boxer, spoke. The Ukrainian mayor left.", ("Ivan Petrov", "mayor", "Ukraine")),
        ("President Vladimir Putin of Russia spoke.", ("Vladimir Putin", "president", "Russia")),
    ],
)  # fmt: skip
def test_constructions(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in _said(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NATO, the 30-nation bloc, met in Brussels.", ("NATO", "30-nation bloc", "")),
        ("Azerbaijan retook the breakaway region of Nagorno-Karabakh.", ("Nagorno-Karabakh", "breakaway region", "")),
        ("The Interfax news agency reported it.", ("Interfax", "news agency", "")),
        ("The Putin regime will not last.", ("Putin", "regime", "")),
        ("Armenia, traditionally a close Russian ally, will leave.", ("Armenia", "close ally", "Russia")),
        ("Armenia will quit the CSTO. The bloc was silent.", ("Collective Security Treaty Organization", "bloc", "")),
    ],
)  # fmt: skip
def test_states_and_organisations_are_described(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in _said(text)


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("Former Prime Minister Mary Brown spoke.", True),
        ("Prime Minister Mary Brown spoke.", False),
        ("Mary Brown, an ex-journalist, spoke.", True),
        ("Mary Brown resigned as leader of the Labour Party.", True),
        ("Mary Brown, then the defence minister, refused.", True),
        ("Mary Brown was a minister from 2010 to 2014.", True),
    ],
)
def test_what_is_over_is_former(text: str, over: bool) -> None:
    (role,) = [r for r in _roles(text) if r.name == "Mary Brown"]
    assert role.former is over


@pytest.mark.parametrize(
    "text",
    [
        "Mary Brown is not a minister.",
        "Mary Brown could become president.",
        "John Smith wished Mary Brown were president.",
        "He told reporters Mary Brown had left.",
        "Mary Brown, Prime Minister John Smith and others came.",
        "The campaign of a spokesman for the Brown campaign ended.",
        "He assured Mary Brown of China's support.",
    ],
)
def test_what_is_not_said_is_no_role(text: str) -> None:
    assert [r.role for r in _roles(text) if r.name in {"Mary Brown", "Brown"}] == []


def test_a_relative_clause_is_clipped_and_keeps_its_words() -> None:
    text = (
        "Mary Brown, an ex-journalist who came to power in 2018 on the back of street protests that swept away "
        "the old party, spoke."
    )
    clause = [r for r in _roles(text) if r.rule == "relative"]
    assert [r.role for r in clause] == ["came to power in 2018 on the back of street protests"]
    assert text[clause[0].start : clause[0].end] == clause[0].role


def test_offices_stand_for_who_holds_them_and_for_nobody_else() -> None:
    text = "Armenian Prime Minister Mary Brown met Georgian Prime Minister John Smith. {} then left."
    assert [r.name for r in _roles(text.format("The Georgian prime minister")) if r.rule == "definite"] == [
        "John Smith"
    ]
    assert [r.name for r in _roles(text.format("The prime minister")) if r.rule == "definite"] == []


def test_a_plural_title_is_shared_and_a_missing_owner_filled_from_the_article() -> None:
    said = _said(
        "Senators John Smith and Mary Brown met. Armenian President Ani Gor came. President Gor left."
    )
    assert ("Mary Brown", "senator", "") in said
    assert said.count(("Ani Gor", "president", "Armenia")) == 2


def test_nationality_and_party_stand_beside_what_they_do_not_own() -> None:
    rows = {
        (r.role, r.role_kind, r.of_name)
        for r in _roles("Russian journalist Ivan Petrov met Republican Sen. John Smith.")
    }
    assert {
        ("journalist", "occupation", ""),
        ("Russian", "nationality", "Russia"),
        ("senator", "office", ""),
    } <= rows
    assert any(role.lower() == "republican" and kind == "affiliation" for role, kind, _ in rows)


def test_words_in_quotation_marks_are_marked_as_not_the_outlets() -> None:
    rows = _roles('"The Putin regime is a threat," John Smith said. President John Smith left.')
    assert {r.role: r.quoted for r in rows}["regime"] is True
    assert all(not r.quoted for r in rows if r.role == "president")


def test_the_table_keeps_the_contract() -> None:
    table = roles_table([_parsed("Russian President Vladimir Putin spoke."), _parsed("It rained.")])
    assert tuple(table.columns) == COLUMNS
    (row,) = table.to_dict("records")
    assert (row["actor_id"], row["of_id"]) == ("person:vladimir-putin", "state:russia")
    assert (row["words"], row["segment"], row["rule"]) == ("Russian President", "body", "title")
    empty = roles_table([])
    assert tuple(empty.columns) == COLUMNS
    assert empty.dtypes[["start", "former", "quoted"]].equals(table.dtypes[["start", "former", "quoted"]])


_PIECES = [
    "Mary Brown", ",", "the", "minister", "of", "NATO", "who", "is", "Russian", "president", "'s", "and", "(", ")",
    "—", "43", "former", "-", "spokesman", "for", '"', "was", "elected", "head", "\n", "SPEAKER:", "bloc", "as", ".",
]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=30))
def test_any_words_give_rows_inside_the_text(pieces: list[str]) -> None:
    article = parse_text(" ".join(pieces), article_id="a")
    mentions = find_mentions(article)
    for role in find_roles(article, mentions):
        assert 0 <= role.start < role.end <= len(article.text)
        assert role.role_kind in ROLE_KINDS
        assert role.role.strip()
        assert role.of == -1 or role.of in {m.cluster for m in mentions}
        assert (role.of == -1) == (role.of_name == "")
        assert role.of != role.cluster


def _seconds(make: Callable[[int], ParsedArticle], n: int) -> float:
    article = make(n)
    mentions = find_mentions(article)
    start = time.process_time()
    find_roles(article, mentions)
    return time.process_time() - start


@pytest.mark.parametrize(
    "piece",
    [
        "MINISTER PRESIDENT SPOKESMAN ",
        "Mary Brown, the minister of the head of the director of ",
        "president " * 5,
        "Mary Brown and ",
    ],
)
def test_time_grows_linearly_with_hostile_text(piece: str) -> None:
    def make(n: int) -> ParsedArticle:
        return parse_text(piece * n, article_id="a")

    small, large = _seconds(make, 60), _seconds(make, 480)
    assert large < 30 * max(small, 0.005)

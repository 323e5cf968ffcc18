"""Names inside longer names: where they are, whom they mean, and that they count for nobody."""

from __future__ import annotations

import gc
import time
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import actors
from analysis.actors import find_mentions, find_nested
from analysis.actors.description.naming import namings
from analysis.actors.register.namesakes import namesakes
from analysis.actors.register.resolving import Register
from analysis.actors.register.writing import register_table
from analysis.actors.types import KINDS
from analysis.annotation import parse_text
from analysis.annotation.parse import ParsedArticle, ParsedSegment, Token

TEXTS = {
    "a": "The University of Chicago sued the Chicago Police Department. Ann Lee of Chicago told Armenia's Defence "
    "Ministry that she was sorry.",
    "b": "The Security Service of Ukraine accused Boris Petrov. Mr Petrov said that the Bank of England was wrong. "
    "Joe Biden and the Biden Foundation met in London.",
    "c": "The Harbour Union accused the Kyiv City Council of theft. Kyiv rejected that, the council said.",
}


def inside(text: str) -> dict[str, tuple[str, str]]:
    article = parse_text(text)
    found = find_nested(article, find_mentions(article))
    return {article.text[m.start : m.end]: (m.kind, m.name) for m in found}


@pytest.mark.parametrize(
    ("text", "words", "kind", "name"),
    [
        ("She taught at the University of Chicago for years.", "Chicago", "place", "Chicago"),
        ("The Chicago Police Department made two arrests.", "Chicago", "place", "Chicago"),
        ("The Bank of England raised rates again.", "England", "place", "England"),
        ("The Russian Defense Ministry denied it.", "Russian", "state", "Russia"),
        ("The UN Security Council met on Monday.", "UN", "organisation", "United Nations"),
        ("He studied at George Washington University in the end.", "George Washington", "person", "George Washington"),
    ],
)  # fmt: skip
def test_a_name_inside_a_longer_one_is_found(text: str, words: str, kind: str, name: str) -> None:
    assert inside(text)[words] == (kind, name)


@pytest.mark.parametrize(
    "text",
    [
        "Ford Motor Company sold fewer cars. Ford blamed the weather.",
        "The California Supreme Court ruled. The Supreme Court was silent.",
        "They flew from New Mexico to South Sudan and Papua New Guinea.",
        "Jordan Chadwick met Paris Hilton.",
        "The Department of Homeland Security was warned.",
        "He comes from the Moscow Region.",
    ],
)
def test_a_part_that_is_the_whole_or_nobody_is_none(text: str) -> None:
    assert not inside(text).keys() & {
        "Ford", "Supreme Court", "Mexico", "Sudan", "Guinea", "Jordan", "Paris", "Homeland", "Moscow",
    }  # fmt: skip


def test_a_nested_name_is_the_articles_actor_of_this_name() -> None:
    article = parse_text("Chicago is cold. The University of Chicago is colder.")
    mentions = find_mentions(article)
    (nested,) = find_nested(article, mentions)
    assert nested.via == "nested"
    assert nested.cluster == next(m.cluster for m in mentions if m.name == "Chicago")


def test_an_actor_that_is_only_nested_gets_a_number_of_its_own() -> None:
    article = parse_text(
        "The University of Chicago sued the Bank of England. Ann Lee of the Bank of England sighed."
    )
    mentions = find_mentions(article)
    nested = find_nested(article, mentions)
    assert not {m.cluster for m in mentions} & {m.cluster for m in nested}
    assert len({m.cluster for m in nested}) == len({m.name for m in nested}) == 2


def test_a_surname_opens_what_is_called_after_its_bearer() -> None:
    assert inside("Boris Petrov left. The Petrov Foundation closed.")["Petrov"] == ("person", "Boris Petrov")


def test_mentions_themselves_stay_disjoint() -> None:
    for text in TEXTS.values():
        found = find_mentions(parse_text(text))
        assert all(one.end <= two.start for one, two in pairwise(found))
        assert all(one.via != "nested" for one in found)


def test_a_longer_name_comes_before_those_inside_it() -> None:
    table = actors.mentions_table([parse_text("The University of Chicago won.")])
    assert table[["words", "via"]].values.tolist() == [
        ["University of Chicago", "name"],
        ["Chicago", "nested"],
    ]


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    parsed = [parse_text(text, article_id=key) for key, text in TEXTS.items()]
    return {
        "mentions": actors.mentions_table(parsed),
        "quotations": actors.voices_table(parsed),
        "actions": actors.actions_table(parsed),
        "roles": actors.roles_table(parsed),
        "articles": pd.DataFrame(
            {"article_id": list(TEXTS), "words": 25, "outlet": ["x", "y", "x"], "date": "2024-01-02"}
        ),
    }


MEASURES = {
    "actors": lambda m, t: actors.actors(m),
    "prominence": lambda m, t: actors.prominence(m, articles=t["articles"]),
    "over time": lambda m, t: actors.prominence_over_time(m, articles=t["articles"]),
    "co-occurrence": lambda m, t: actors.cooccurrence(m, articles=t["articles"], least=1),
    "ledger": lambda m, t: actors.voice_ledger(t["quotations"], m, t["actions"], articles=t["articles"]),
    "hearings": lambda m, t: actors.hearings(t["quotations"], m, t["actions"], roles=t["roles"]),
    "balance": lambda m, t: actors.role_balance(t["actions"], m, articles=t["articles"], least=1),
    "network": lambda m, t: actors.quotation_network(t["quotations"], m, articles=t["articles"]),
    "namings": lambda m, t: namings(t["roles"], m, articles=t["articles"]),
    "related": lambda m, t: actors.related(m),
    "identities": lambda m, t: actors.identities(m, articles=t["articles"], roles=t["roles"]),
    "namesakes": lambda m, t: namesakes(m, articles=t["articles"], roles=t["roles"]),
    "register": lambda m, t: register_table(m, Register()),
    "card": lambda m, t: actors.actor_card(
        "place:chicago", articles=t["articles"], mentions=m, quotations=t["quotations"], actions=t["actions"]
    ),
}  # fmt: skip


@pytest.mark.parametrize("measure", MEASURES)
def test_a_nested_name_counts_for_nobody(measure: str, tables: dict[str, pd.DataFrame]) -> None:
    every = tables["mentions"]
    without = every[every["via"] != "nested"].reset_index(drop=True)
    assert len(every) > len(without) + 4
    got, want = (MEASURES[measure](table, tables) for table in (every, without))
    pd.testing.assert_frame_equal(got, want)


def test_whoever_asks_for_nested_names_can_count_them(tables: dict[str, pd.DataFrame]) -> None:
    out = actors.prominence(tables["mentions"], articles=tables["articles"], via=("name", "nested"))
    assert out.set_index("name").loc["Chicago", "mentions"] == 3
    assert out.set_index("name").loc["Ukraine", "articles"] == 1


WORDS = [
    "University",
    "of",
    "Chicago",
    "Chicago",
    "the",
    "Biden",
    "Joe",
    "Armenian",
    "Ministry",
    "'s",
    "War",
    "-",
    "UN",
]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(WORDS), st.sampled_from(["", "B-ORG", "I-ORG", "B-PERSON", "B-EVENT"])),
        max_size=30,
    )
)
def test_nested_names_lie_in_order_inside_the_text(parts: list[tuple[str, str]]) -> None:
    article = made(parts)
    mentions = find_mentions(article)
    found = find_nested(article, mentions)
    assert all(one.end <= two.start for one, two in pairwise(found))
    spans = {(m.start, m.end) for m in mentions}
    for one in found:
        assert 0 <= one.start < one.end <= len(article.text)
        assert one.kind in KINDS
        assert one.name
        assert (one.start, one.end) not in spans
        # Inside one mention or outside all of them, never across an edge.
        assert all(
            (m.start <= one.start and one.end <= m.end) or m.end <= one.start or one.end <= m.start
            for m in mentions
        )


def made(parts: list[tuple[str, str]]) -> ParsedArticle:
    tokens, at = [], 0
    for i, (word, entity) in enumerate(parts):
        pos = "PROPN" if word[0].isupper() else "ADP"
        tokens.append(
            Token(i, at, at + len(word), word, word.lower(), pos, "NNP", "compound", 0, entity, 0, 0)
        )
        at += len(word) + 1
    text = " ".join(word for word, _ in parts)
    return ParsedArticle("a", text, [ParsedSegment("body", 0, len(text))], tokens)


def test_time_grows_with_the_text_alone() -> None:
    def seconds(n: int) -> float:
        article = made([("Chicago", "I-ORG" if i else "B-ORG") for i in range(n)])
        mentions = find_mentions(article)
        gc.collect()
        gc.disable()  # what other tests left behind would be looked through meanwhile
        try:
            began = time.process_time()
            find_nested(article, mentions)
            return time.process_time() - began
        finally:
            gc.enable()

    seconds(500)
    assert seconds(40_000) < 40 * max(seconds(4_000), 0.01)

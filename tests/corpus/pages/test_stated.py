from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus.cleaning.segmentation import segment
from analysis.corpus.pages.stated import header_block, page_metadata

PARAGRAPHS = "\n".join(
    [
        "The ferry between Osthaven and the outer islands came back on Monday after eleven weeks, the port said.",
        "Passengers cheered when the ship left the quay on 3 March 2021, as they remember it, for the first time.",
        "The company said the new engine would last for twenty years, and that fares would stay as they are.",
    ]
)


def page(head: str, foot: str = "") -> dict[str, str]:
    text = f"Home\nNews\nSubscribe\nFerry returns to the outer islands after eleven weeks\n{head}\n{PARAGRAPHS}\n{foot}"
    return page_metadata(text, segment(text))


def test_header_block_with_synonyms() -> None:
    text = (
        "Headline: Ferry returns: at last\r\nPublication: Harbour Post\r\nPublished: 13 Jun 2024\r\n"
        "Author: Ada Penner\r\nLink: https://harbourpost.example/ferry\r\nCategory: Coast\r\n\r\nThe ferry is back."
    )
    metadata, start = header_block(text)
    assert metadata == {
        "title": "Ferry returns: at last", "outlet": "Harbour Post", "date": "13 Jun 2024", "byline": "Ada Penner",
        "url": "https://harbourpost.example/ferry", "section": "Coast",
    }  # fmt: skip
    assert text[start:] == "The ferry is back."


@pytest.mark.parametrize(
    "text",
    [
        "", "The ferry is back.", "Title: only one key\n\nText.", "Source: close to the port\nThe ferry is late.",
        "Question: what now?\nAnswer: nothing.\n", "The ferry is back.\nTitle: x\nDate: y\n",
    ],
)  # fmt: skip
def test_what_is_no_header_block(text: str) -> None:
    assert header_block(text) == ({}, 0)


def test_empty_values_are_left_out_and_the_block_still_ends() -> None:
    assert header_block("Title: Ferry\nByline:\n\nText") == ({"title": "Ferry"}, 22)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published: 13 Jun 2024, 8:41am", "2024-06-13"), ("June 12, 2024", "2024-06-12"),
        ("12.06.2024 14:05", "2024-06-12"),
        ("2024-06-12T08:41:00+04:00", "2024-06-12"), ("Updated 5 July 2023", "2023-07-05"),
        ("25/04/2024", "2024-04-25"),
        ("04/25/2024", "2024-04-25"), ("Sept. 3rd, 2024", "2024-09-03"), ("03/04/2024", ""), ("Monday, 8:41am", ""),
        ("31 Feb 2024", ""), ("May 2024", ""),
    ],
)  # fmt: skip
def test_dates(line: str, day: str) -> None:
    assert page(line).get("date", "") == day


def test_published_outranks_updated() -> None:
    assert page("Updated: 14 Jun 2024\nPublished: 13 Jun 2024")["date"] == "2024-06-13"
    assert page("UPDATED: 14 Jun 2024 | PUBLISHED: 13 Jun 2024")["date"] == "2024-06-13"


def test_a_date_in_the_article_is_not_its_date() -> None:
    assert "date" not in page("")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ada Penner", "Ada Penner"), ("By Ada Penner and Bo Quist", "Ada Penner and Bo Quist"),
        ("Ada Penner in Osthaven", "Ada Penner"), ("By Ada Penner in Osthaven", "Ada Penner"),
    ],
)  # fmt: skip
def test_bylines(line: str, names: str) -> None:
    assert page(line)["byline"] == names


def test_title_outlet_and_url() -> None:
    found = page(
        "By Ada Penner",
        "Get more with myPORT\n© 2019-2024 Harbour Post Ltd. All rights reserved.\n"
        "https://harbourpost.example/coast/ferry-returns-to-islands",
    )
    assert found["title"] == "Ferry returns to the outer islands after eleven weeks"
    assert found["outlet"] == "Harbour Post"
    assert found["url"] == "https://harbourpost.example/coast/ferry-returns-to-islands"


def test_no_outlet_from_a_prompt() -> None:
    assert "outlet" not in page("By Ada Penner", "Get more with myPORT\nDownload our app")


def test_two_addresses_are_none() -> None:
    foot = "https://harbourpost.example/coast/ferry-returns-now\nhttps://harbourpost.example/coast/quay-sold-for-a-crown"
    assert "url" not in page("", foot)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_never_raises(text: str) -> None:
    metadata, start = header_block(text)
    assert 0 <= start <= len(text)
    assert all(metadata.values())
    assert all(page_metadata(text, segment(text)).values())


@pytest.mark.parametrize(
    "text", ["Title: " * 30_000, " " * 200_000, "a" * 200_000, "Title: x\n" * 20_000, "©2024" * 40_000]
)
def test_hostile_headers(text: str) -> None:
    header_block(text)
    page_metadata(text, segment(text))

"""Titles and descriptions: whom they mean, and when they mean nobody."""

from __future__ import annotations

import pytest

from analysis.actors import find_mentions
from analysis.annotation.articles import parse_text
from analysis.annotation.parse import ParsedSegment


def again(text: str) -> list[tuple[str, str]]:
    """Return titles and descriptions with the actor's name."""
    return [
        (text[m.start : m.end], m.name)
        for m in find_mentions(parse_text(text))
        if m.via in {"title", "description"}
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Armenian Prime Minister Nikol Pashinyan spoke on Monday. The prime minister said talks would go on.",
            [("The prime minister", "Nikol Pashinyan")],
        ),
        (
            "Russian President Vladimir Putin arrived. Later the Russian leader left.",
            [("the Russian leader", "Vladimir Putin")],
        ),
        (
            "Russian President Vladimir Putin met Turkish President Recep Erdogan. The president smiled.",
            [],
        ),
        (
            "Armenia froze its seat in the CSTO. The alliance has not answered.",
            [("The alliance", "Collective Security Treaty Organization")],
        ),
        ("Vice President Ruth Keller spoke. The president was away.", []),
        (
            "Armenian Prime Minister Nikol Pashinyan spoke on Monday. The PM left at 5 PM.",
            [("The PM", "Nikol Pashinyan")],
        ),
        ("Harbour Bank was sold. A bank in Gyumri closed. The bank had no clients.", []),
    ],
)
def test_descriptions(text: str, expected: list[tuple[str, str]]) -> None:
    assert again(text) == expected


@pytest.mark.parametrize(("word", "expected"), [("PM", ["PM"]), ("Minister", []), ("Her PM", [])])
def test_a_headline_names_an_office_before_its_holder(word: str, expected: list[str]) -> None:
    headline = f"Armenia to leave the alliance, {word} says"
    text = f"{headline}\n\nPrime Minister Nikol Pashinyan spoke on Monday."
    parts = [ParsedSegment("headline", 0, len(headline)), ParsedSegment("body", len(headline) + 2, len(text))]
    found = find_mentions(parse_text(text, segments=parts))
    assert [text[m.start : m.end] for m in found if m.via == "title"] == expected

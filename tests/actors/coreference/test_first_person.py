"""The first person without quotation marks: turns and signatures."""

from __future__ import annotations

from analysis.actors import find_mentions
from analysis.annotation.articles import parse_text


def owners(text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.name) for m in find_mentions(parse_text(text)) if m.rule == "speaker"]


def test_a_turn_belongs_to_whoever_opens_it() -> None:
    text = "Anna Keller: I left the party.\n\nPaul Brandt: I stayed, and my friends did."
    assert owners(text) == [("I", "Anna Keller"), ("I", "Paul Brandt"), ("my", "Paul Brandt")]


def test_a_signature_owns_the_paragraph_above() -> None:
    text = "Anna Keller ran the school.\n\nI was never asked about the plan.\n\n— Anna Keller"
    assert owners(text) == [("I", "Anna Keller")]


def test_nobody_owns_a_plain_first_person() -> None:
    assert owners("Anna Keller ran the school.\n\nI was never asked about the plan.") == []

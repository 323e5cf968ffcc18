"""Weights of kinds: what they sum up, and what the rules around them forbid."""

from __future__ import annotations

import json

import pytest

from analysis.actors import find_mentions
from analysis.actors.naming import weighing
from analysis.actors.naming.gazetteer import resource
from analysis.annotation.articles import parse_text


def test_scores_are_sums_of_weights_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    model = {"bias": (0.0, 1.0, 0.0, 0.0, 0.0, 0.0), "titled": (2.0, -1.0, 0.0, 0.0, 0.0, 0.5)}
    monkeypatch.setattr(weighing, "_model", lambda: model)
    got = weighing.weigh({"bias": 1.0, "titled": 0.5, "unheard of": 1.0})
    assert got == {
        "person": 1.0, "organisation": 0.5, "place": 0.0, "facility": 0.0, "group": 0.0, "other": 0.25,
    }  # fmt: skip


def test_shipped_weights_are_complete_and_small() -> None:
    text = resource("kind_weights.json")
    raw = json.loads(text)
    assert len(text) < 1_000_000
    assert raw["kinds"] == list(weighing.KINDS)
    assert {len(row) for row in raw["weights"].values()} == {len(weighing.KINDS)}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Ministry of Water of Zamunda said so.", "Ministry of Water", "organisation"),
        ("Professor Anna Keller, 45, said she would stay.", "Anna Keller", "person"),
        ("They live in Oberdorf, a village in Austria.", "Oberdorf", "place"),
        ("Senator Kim Kay (D-Conn.) said no.", "D-Conn.", ""),
        ("Capturing Bakhmut would cost Russia dearly.", "Bakhmut", "place"),
    ],
)
def test_kinds(text: str, name: str, kind: str) -> None:
    found = {text[m.start : m.end]: m.kind for m in find_mentions(parse_text(text))}
    assert next((k for words, k in found.items() if words.startswith(name)), "") == kind

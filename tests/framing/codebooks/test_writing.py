"""Codebooks as files again: whatever a codebook says, its text says."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from analysis.framing import Codebook, fingerprint, load_codebook, parse_codebook, shipped_codebooks, to_yaml
from analysis.framing.codebooks.conditions import Kind
from analysis.framing.codebooks.terms import Pos

ids = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
texts = st.text(min_size=1, max_size=40).filter(lambda text: text.strip())
words = st.from_regex(r"[a-zé]{3,8}\*?", fullmatch=True) | st.sampled_from(
    ["no", "1914", "n't", "$", "Null", "1.0"]
)
weights = st.floats(min_value=0.001, max_value=10) | st.integers(1, 10).map(float)


def some(strategy: st.SearchStrategy, most: int = 3) -> st.SearchStrategy:
    return st.lists(strategy, max_size=most)


@st.composite
def terms(draw: st.DrawFn) -> dict:
    phrase = draw(st.lists(words, min_size=1, max_size=4))
    pos = draw(some(st.sampled_from(get_args(Pos)))) if len(phrase) == 1 and phrase != ["n't"] else []
    return {
        "term": " ".join(phrase), "weight": draw(weights), "match": draw(st.sampled_from(["lemma", "form"])),
        "pos": pos, "near": draw(some(words.filter(lambda word: "'" not in word))), "window": draw(st.integers(1, 50)),
        "negated": draw(st.sampled_from(["keep", "drop"])),
    }  # fmt: skip


conditions = st.fixed_dictionaries({
    "part": st.sampled_from(["agent", "patient"]), "ids": some(texts), "kinds": some(st.sampled_from(get_args(Kind))),
    "sign": st.sampled_from([None, -1, 0, 1]), "weight": weights,
})  # fmt: skip
indicators = st.fixed_dictionaries({
    "id": ids, "question": texts, "terms": st.lists(terms(), min_size=1, max_size=3), "actors": some(conditions, 1),
    "min": st.integers(1, 3), "min_terms": st.integers(1, 3),
})  # fmt: skip
frames = st.fixed_dictionaries({
    "id": ids, "label": texts, "definition": texts, "functions": st.just(["problem", "remedy"]),
    "include": some(texts), "examples": some(texts), "counterexamples": some(texts), "seeds": some(texts),
    "indicators": st.lists(indicators, min_size=1, max_size=2),
})  # fmt: skip
codebooks = st.fixed_dictionaries({
    "name": ids, "version": texts, "title": texts, "description": texts, "source": texts, "authors": some(texts),
    "language": st.sampled_from(["", "en"]), "frames": st.lists(frames, min_size=1, max_size=2),
})  # fmt: skip


@settings(max_examples=60)
@given(codebooks)
def test_a_codebook_written_and_read_is_the_same(data: dict) -> None:
    try:
        codebook = Codebook.model_validate(data)
    except ValidationError:  # an id or a term twice
        return
    again = parse_codebook(to_yaml(codebook))
    assert again == codebook
    assert fingerprint(again) == fingerprint(codebook)


@pytest.mark.parametrize("name", shipped_codebooks())
def test_shipped_codebooks_written_and_read_are_the_same(name: str) -> None:
    assert parse_codebook(to_yaml(load_codebook(name))) == load_codebook(name)


def test_what_a_codebook_extends_is_written_out_and_its_lineage_kept() -> None:
    codebook = parse_codebook(
        "extends: generic5\nname: own\nversion: '1'\nframes:\n  - {id: conflict, label: Strife}"
    )
    text = to_yaml(codebook)
    assert "extends" not in text
    assert parse_codebook(text) == codebook
    assert parse_codebook(text).lineage[0].name == "generic5"

"""Every codebook that ships: its own examples show its frames, its counter-examples do not."""

from __future__ import annotations

from itertools import combinations

import pytest

from analysis.framing import frame_articles, frames, load_codebook, shipped_codebooks

NAMES = [
    "episodic_thematic",
    "generic5",
    "news_values",
    "policy_frames",
    "security_alliance_exit",
    "war_peace",
]


def test_the_codebooks_of_the_field_are_there() -> None:
    assert shipped_codebooks() == NAMES


@pytest.mark.parametrize("name", [name for name in NAMES if name != "generic5"])
def test_each_example_has_evidence_for_its_own_frame(corpus, name: str) -> None:
    codebook = load_codebook(name).worded()
    examples = [(frame.id, text) for frame in codebook.frames for text in frame.examples]
    assert {frame for frame, _ in examples} == {frame.id for frame in codebook.frames}
    texts = corpus(*(text for _, text in examples))
    evidence = frames(texts, codebook=codebook)
    for number, (frame, text) in enumerate(examples):
        found = set(evidence.loc[evidence["article_id"] == f"a{number}", "frame"])
        assert frame in found, text


@pytest.mark.parametrize("name", NAMES)
def test_a_counter_example_does_not_show_its_frame(corpus, name: str) -> None:
    codebook = load_codebook(name).worded()
    cases = [(frame.id, text) for frame in codebook.frames for text in frame.counterexamples]
    if not cases:
        pytest.skip(f"{name} has no counter-examples")
    texts = corpus(*(text for _, text in cases))
    evidence = frames(texts, codebook=codebook)
    table = frame_articles(evidence, codebook=codebook, articles=texts.articles)
    shown = table[table["present"]].groupby("article_id")["frame"].agg(set)
    for number, (frame, text) in enumerate(cases):
        assert frame not in shown.get(f"a{number}", set()), text


@pytest.mark.parametrize("name", NAMES)
def test_frames_and_indicators_are_documented_and_their_terms_are_their_own(name: str) -> None:
    codebook = load_codebook(name)
    for frame in codebook.frames:
        assert frame.examples, frame.id
        assert len(frame.definition) > 40, frame.id
        assert all(indicator.question.endswith("?") for indicator in frame.indicators)
        for a, b in combinations(frame.indicators, 2):
            both = {(t.term, t.pos) for t in a.terms} & {(t.term, t.pos) for t in b.terms}
            # A term that answers two questions of a frame says it twice.
            assert len(both) <= 2, (frame.id, a.id, b.id, both)
    opposed = {(frame.id, other) for frame in codebook.frames for other in frame.opposes}
    assert all((b, a) in opposed for a, b in opposed)

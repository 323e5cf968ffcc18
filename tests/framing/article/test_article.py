"""Ledger, Entman grid and key-event verbs of one invented article, counted by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from analysis.errors import EmptySelectionError, ParameterError
from analysis.framing import (
    Codebook,
    empty_cells,
    entman_grid,
    frame_articles,
    frames,
    key_verbs,
    ledger,
    ledger_totals,
    parse_codebook,
)
from analysis.framing.article.grid import FUNCTIONS, STATES

BOOK = """
name: small
version: '1'
title: t
description: d
source: s
frames:
  - id: flood
    label: Flood
    definition: d
    functions: [problem, cause, judgement, remedy]
    indicators:
      - {id: damage, question: q, functions: problem, terms: [flood, damage]}
      - {id: rain, question: q, functions: cause, terms: [storm, rain], min: 2}
      - {id: dam, question: q, functions: remedy, terms: [dam]}
  - id: blame
    label: Blame
    definition: d
    functions: [judgement]
    rule: at least 2
    indicators:
      - {id: fault, question: q, terms: [negligence]}
      - {id: shame, question: q, terms: [disgrace]}
"""
PARTS = [
    ("headline", "Flood hits harbour"),
    ("standfirst", "Damage is not small."),
    ("body", "The storm came at night."),
    ("body", "It was negligence, the mayor said. There was no flood of words."),
]


@pytest.fixture
def book_() -> Codebook:
    return parse_codebook(BOOK)


@pytest.fixture
def read(corpus: Callable[..., Any], book_: Codebook) -> tuple[Any, pd.DataFrame, Codebook]:
    made = corpus(PARTS)
    text = made.articles["text"].iloc[0]
    start = text.index("It was negligence")
    quotations = pd.DataFrame(
        {
            "article_id": ["a0"],
            "content": [[[start, start + 17]]],
            "speaker_name": ["the mayor"],
            "speaker_id": ["m"],
        }
    )
    return made, frames(made, codebook=book_, quotations=quotations), book_


def test_the_ledger_has_every_sentence_with_its_words_place_and_voice(read: Any) -> None:
    corpus, evidence, book = read
    made = ledger(evidence, codebook=book, articles=corpus.articles)
    columns = ["place", "frame", "indicator", "functions", "words", "negated", "voice", "speaker"]
    assert made[columns].to_numpy().tolist() == [
        ["headline", "flood", "damage", "problem", "Flood", 0, "narrator", ""],
        ["lead", "flood", "damage", "problem", "Damage", 0, "narrator", ""],
        ["lead", "flood", "rain", "cause", "storm", 0, "narrator", ""],
        ["body", "blame", "fault", "judgement", "negligence", 0, "quoted", "the mayor"],
        ["body", "flood", "damage", "problem", "flood", 1, "narrator", ""],
    ]
    text = corpus.articles["text"].iloc[0]
    assert text[made["start"].iloc[3] : made["end"].iloc[3]] == "It was negligence, the mayor said."
    assert set(made["validity"]) == {"unvalidated"}


def test_totals_by_voice_and_by_place_add_up_to_the_article_score(read: Any) -> None:
    corpus, evidence, book = read
    options = {"codebook": book, "articles": corpus.articles}
    made = ledger_totals(evidence, **options).set_index("frame")
    scores = frame_articles(evidence, **options).set_index("frame")
    assert made["hits"].to_dict() == scores["hits"].to_dict() == {"flood": 4, "blame": 1}
    assert (made["narrator"] + made["quoted"] == made["hits"]).all()
    assert (made[["headline", "lead", "body", "caption"]].sum(axis=1) == made["hits"]).all()
    assert made.loc["flood", ["headline", "lead", "body", "negated"]].tolist() == [1, 2, 1, 1]
    assert made.at["blame", "speakers"] == "the mayor"


def test_without_quotations_voices_are_missing_and_not_zero(
    corpus: Callable[..., Any], book_: Codebook
) -> None:
    made = corpus(PARTS)
    evidence = frames(made, codebook=book_)
    options = {"codebook": book_, "articles": made.articles}
    assert ledger_totals(evidence, **options)[["narrator", "quoted"]].isna().all(axis=None)
    assert entman_grid(evidence, **options)[["narrator", "quoted"]].isna().all(axis=None)


def test_the_grid_tells_apart_why_a_cell_has_no_evidence(read: Any) -> None:
    corpus, evidence, book = read
    made = entman_grid(evidence, codebook=book, articles=corpus.articles).set_index(["frame", "function"])
    assert made["state"].to_dict() == {
        ("flood", "problem"): "named",
        ("flood", "cause"): "too little",
        ("flood", "judgement"): "not asked",
        ("flood", "remedy"): "empty",
        ("blame", "problem"): "not defined",
        ("blame", "cause"): "not defined",
        ("blame", "judgement"): "named",
        ("blame", "remedy"): "not defined",
    }
    assert made.loc[("flood", "problem"), ["hits", "narrator", "quoted", "negated"]].tolist() == [3, 3, 0, 1]
    assert made.at[("flood", "problem"), "sentences"] == 3
    assert made.at[("blame", "judgement"), "speakers"] == "the mayor"
    assert "whole" in made.at[("blame", "judgement"), "note"]
    assert "at least 2" in made.at[("blame", "judgement"), "note"]
    assert empty_cells(made.reset_index()) == [
        "No remedy is named for Flood in the words this codebook knows."
    ]


def test_a_frame_that_is_absent_leaves_no_omission_unless_asked_for(
    corpus: Callable[..., Any], book_: Codebook
) -> None:
    made = corpus("Nothing happened today.")
    grid = entman_grid(frames(made, codebook=book_), codebook=book_, articles=made.articles)
    assert len(grid) == 2 * len(FUNCTIONS)
    assert set(grid["state"]) < set(STATES)
    assert empty_cells(grid) == []
    assert len(empty_cells(grid, frames="all")) == 4
    assert grid["start"].isna().all()


@pytest.mark.parametrize("n", [0, 2])
def test_more_than_one_article_or_none_is_refused_with_what_to_call(
    corpus: Callable[..., Any], book_: Codebook, n: int
) -> None:
    made = corpus(*["A flood came."] * 2)
    articles = made.articles.head(n)
    evidence = frames(made, codebook=book_)
    with pytest.raises(EmptySelectionError, match="frame_groups"):
        entman_grid(evidence, codebook=book_, articles=articles)
    for function in (ledger, ledger_totals):
        with pytest.raises(EmptySelectionError, match="frame_sentences"):
            function(evidence, codebook=book_, articles=articles)


def test_evidence_of_another_article_is_refused(corpus: Callable[..., Any], book_: Codebook) -> None:
    made = corpus("A flood came.", "A storm came.")
    with pytest.raises(ParameterError, match="another article"):
        entman_grid(frames(made, codebook=book_), codebook=book_, articles=made.articles.head(1))


def action(agent: str, patient: str, verb: str, start: int, **more: Any) -> dict[str, Any]:
    row = {"article_id": "a", "start": start, "end": start + 9, "verb": verb, "verb_start": start + 2, "negated": False,
           "modality": "", "according_to": "", "according_to_name": "", "segment": "body"}  # fmt: skip
    for part, name in (("agent", agent), ("patient", patient)):
        row |= {
            part: name,
            f"{part}_name": name.title() if name != "we" else "",
            f"{part}_id": "" if name in ("we", "") else name,
        }
    return row | more


ACTIONS = pd.DataFrame([
    action("freedonia", "pact", "leave", 0, segment="headline"),
    action("pact", "sylvania", "help", 20),
    action("freedonia", "pact", "abandon", 40, according_to="pact", according_to_name="Pact"),
    action("freedonia", "pact", "leave", 60, negated=True),
    action("we", "", "walk out", 80, according_to="freedonia", according_to_name="Freedonia", modality="intended"),
])  # fmt: skip


def test_the_pair_with_most_actions_is_the_key_event() -> None:
    made = key_verbs(ACTIONS)
    assert made[["agent", "patient", "verb", "teller", "n", "negated", "headline"]].to_numpy().tolist() == [
        ["Freedonia", "Pact", "leave", "narrator", 2, 1, True],
        ["Freedonia", "Pact", "abandon", "Pact", 1, 0, False],
    ]
    assert "(3)" in made["note"].iloc[0]


def test_an_event_can_be_named_by_verbs_whoever_acts() -> None:
    made = key_verbs(ACTIONS, verbs=("walk", "abandon"))
    assert made[["agent", "verb", "teller", "modality"]].to_numpy().tolist() == [
        ["Freedonia", "abandon", "Pact", ""],
        ["we", "walk out", "Freedonia", "intended"],
    ]
    assert "once" in made["note"].iloc[0]
    assert key_verbs(ACTIONS, agent="Pact")["verb"].tolist() == ["help"]


def test_frames_in_the_sentence_are_told() -> None:
    evidence = pd.DataFrame(
        {"sentence_start": [0, 40], "sentence_end": [15, 55], "frame": ["exit", "reproach"]}
    )
    made = key_verbs(ACTIONS, evidence=evidence)
    assert made["frames"].tolist() == ["exit", "reproach"]


def test_no_such_event_and_several_articles_are_refused() -> None:
    with pytest.raises(EmptySelectionError, match="agent 'nobody'"):
        key_verbs(ACTIONS, agent="nobody")
    with pytest.raises(EmptySelectionError, match="two known actors"):
        key_verbs(ACTIONS.iloc[[4]])
    with pytest.raises(EmptySelectionError, match="who_to_whom"):
        key_verbs(pd.concat([ACTIONS, ACTIONS.assign(article_id="b")]))
    with pytest.raises(ParameterError, match="patient_id"):
        key_verbs(ACTIONS.drop(columns="patient_id"))

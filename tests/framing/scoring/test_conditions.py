"""What actors do and say as evidence, and voices that may not speak for a frame."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.errors import ParameterError
from analysis.framing import ActorCondition, frame_articles, frame_parts, frame_scores, frames, parse_codebook
from analysis.framing.scoring.conditions import answering

HEAD = "name: b\nversion: '1'\ntitle: t\ndescription: d\nsource: s\nframes:\n"


def book(indicator: str, *, voice: str = "any", name: str = "b"):
    frame = f"  - {{id: f, label: F, definition: d, functions: [problem], voice: {voice}, "
    frame += f"indicators: [{{id: i, question: q, {indicator}}}]}}\n"
    return parse_codebook(HEAD.replace("name: b", f"name: {name}") + frame)


ACTIONS = pd.DataFrame(
    [
        ("a0", 15, 38, "state:alvia", "state", "state:borsk", "state", "assault", -1, False),
        ("a0", 40, 60, "state:borsk", "state", "", "", "aid", 1, True),
        ("a0", 62, 70, "", "", "state:alvia", "state", "assault", -1, False),
    ],
    columns=["article_id", "start", "end", "agent_id", "agent_kind", "patient_id", "patient_kind", "action_class",
             "sign", "negated"],
)  # fmt: skip


@pytest.mark.parametrize(
    ("condition", "starts"),
    [
        ({"part": "agent", "ids": "state:alvia"}, [15]),
        ({"part": "agent"}, [15, 40]),
        ({"part": "agent", "kinds": "state", "sign": 1}, [40]),
        ({"part": "agent", "ids": "state:alvia", "other_ids": "state:borsk", "classes": "assault"}, [15]),
        ({"part": "agent", "other_kinds": "place"}, []),
        ({"part": "patient", "ids": ["state:alvia", "state:borsk"], "sign": -1}, [15, 62]),
        ({"part": "patient", "kinds": "person"}, []),
    ],
)
def test_conditions_on_deeds(condition: dict, starts: list[int]) -> None:
    assert answering(ACTIONS, ActorCondition(**condition))["start"].tolist() == starts


def test_a_mention_by_an_adjective_names_nobody() -> None:
    table = pd.DataFrame(
        {
            "article_id": "a",
            "start": [0, 9],
            "end": [5, 15],
            "actor_id": "state:alvia",
            "kind": "state",
            "via": ["name", "demonym"],
        }
    )
    assert answering(table, ActorCondition(part="mentioned", kinds="state"))["start"].tolist() == [0]


def test_deeds_are_evidence_with_their_sentence_and_place(corpus) -> None:
    texts = corpus(
        [("headline", "Quiet in Alvia"), ("body", "Alvia shelled the port of Borsk. It rained. War went on.")]
    )
    found = frames(
        texts, codebook=book("terms: [war], actors: [{part: agent, ids: 'state:alvia', weight: 2}]"),
        actions=ACTIONS.assign(start=[16, 40, 62]),
    )  # fmt: skip
    assert found[["term", "start", "sentence_start", "sentence_end", "weight", "place"]].to_numpy().tolist() == [
        ["agent: state:alvia", 16, 16, 48, 2.0, "lead"], ["war", 60, 60, 72, 1.0, "body"]
    ]  # fmt: skip
    assert found["segment_kind"].tolist() == ["body", "body"]
    scores = frame_articles(
        found,
        codebook=book("terms: [war], actors: [{part: agent, ids: 'state:alvia'}], min_terms: 2"),
        articles=texts.articles,
    )
    assert scores["present"].tolist() == [True]
    assert scores["hits"].tolist() == [2]


def test_a_condition_without_its_table_is_refused_with_the_remedy(corpus) -> None:
    texts = corpus("It rained.")
    with pytest.raises(ParameterError, match=r"actions=actors\.actions"):
        frames(texts, codebook=book("actors: [{part: agent}]"))
    with pytest.raises(ParameterError, match="no column agent_id"):
        frames(texts, codebook=book("actors: [{part: agent}]"), actions=ACTIONS.drop(columns="agent_id"))


def test_a_voice_that_may_not_speak_is_kept_and_answers_nothing(corpus) -> None:
    texts = corpus('War began. "War is peace," said the mayor of the town.')
    said = pd.DataFrame({"article_id": ["a0"], "content": [[[11, 25]]], "speaker": ["the mayor"]})
    own = book("terms: [war], min: 2", voice="narrator")
    found = frames(texts, codebook=own, quotations=said)
    assert found[["start", "voice", "counted"]].to_numpy().tolist() == [
        [0, "narrator", True],
        [12, "quoted", False],
    ]
    assert found.attrs["other_voice"] == [{"codebook": "b", "frame": "f", "size": 1}]
    row = frame_articles(found, codebook=own, articles=texts.articles).iloc[0]
    assert (row["hits"], row["hits_quoted"], row["hits_other_voice"], row["present"]) == (1, 0, 1, False)
    free = book("terms: [war], min: 2")
    assert frame_articles(found, codebook=free, articles=texts.articles)["present"].tolist() == [True]
    with pytest.raises(ParameterError, match="quotations"):
        frames(texts, codebook=own)


def test_lead_is_the_first_two_sentences_of_running_text(corpus) -> None:
    one = [
        ("headline", "War"),
        ("standfirst", "War looms."),
        ("body", "War came. War stayed.\n\nWar ended."),
        ("caption", "War"),
    ]
    found = frames(corpus(one), codebook=book("terms: [war]"))
    assert found["place"].tolist() == ["headline", "lead", "lead", "body", "body", "body"]


def test_several_codebooks_in_one_pass_give_what_each_gives_alone(corpus, monkeypatch) -> None:
    texts = corpus("The war went on.", "It rained.", "A trade war over peace.", "War and peace.")
    books = [book("terms: [war]"), book("terms: [trade war, peace]", name="c")]
    found = frames(texts, codebook=books)
    for one in books:
        alone = frames(texts, codebook=one)
        pd.testing.assert_frame_equal(found[found["codebook"] == one.name].reset_index(drop=True), alone)
    monkeypatch.setattr("analysis.framing.matching.finding.ARTICLES", 1)
    assert len(list(frame_parts(texts, codebook=books))) == 4
    scores = frame_scores(texts, codebook=books, articles=texts.articles)
    whole = pd.concat(
        [frame_articles(found, codebook=one, articles=texts.articles) for one in books], ignore_index=True
    )
    pd.testing.assert_frame_equal(scores.astype(whole.dtypes.to_dict()), whole)
    with pytest.raises(ParameterError, match="two codebooks"):
        frames(texts, codebook=[books[0], books[0]])
    with pytest.raises(ParameterError, match="'b', 'c'"):
        frame_articles(found, codebook=book("terms: [war]", name="other"), articles=texts.articles)


def test_no_articles_at_all_and_none_with_evidence(corpus) -> None:
    texts = corpus("It rained.")
    scores = frame_scores(texts, codebook=book("terms: [war]"), articles=texts.articles)
    assert scores["hits"].tolist() == [0]

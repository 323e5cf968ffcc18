"""Refused speech, second-hand and nested statements, transcripts, and odd quotation marks."""

from __future__ import annotations

import time
from typing import Any

import pytest

from analysis.actors import find_quotations, voices_table
from analysis.annotation import parse_text


def rows(text: str) -> list[dict[Any, Any]]:
    table = voices_table([parse_text(text)])
    contents = [" / ".join(text[s:e] for s, e in content) for content in table["content"]]
    return table.assign(said=contents).to_dict("records")


REFUSALS = {
    "The ministry declined to comment on the report.": ("The ministry", "to comment on the report"),
    "Ivan Petrov could not be reached for comment.": ("Ivan Petrov", "could not be reached for comment"),
    "The company did not respond to a request for comment.": (
        "The company",
        "did not respond to a request for comment",
    ),
    "Anna Davtyan would not discuss the plan.": ("Anna Davtyan", "would not discuss the plan"),
    "The union was unavailable for comment.": ("The union", "was unavailable for comment"),
    "Officials had no comment.": ("Officials", "had no comment"),
}


@pytest.mark.parametrize("text", REFUSALS)
def test_refusals_are_statements_without_words(text: str) -> None:
    refused = [row for row in rows(text) if row["refused"]]
    assert [(row["speaker"], row["said"]) for row in refused] == [REFUSALS[text]]
    assert refused[0]["kind"] == "refused"
    assert refused[0]["negated"]
    assert (refused[0]["words_quoted"], refused[0]["words_paraphrased"]) == (0, 0)


@pytest.mark.parametrize(
    "text",
    [
        "The patient did not respond to treatment.",
        "He refused to give up his seat.",
        "The minister said the talks had failed.",
        "It would not say much for the council.",
    ],
)
def test_other_denials_are_no_refusals_to_speak(text: str) -> None:
    assert not any(row["refused"] for row in rows(text))


def test_no_comment_is_a_refusal_in_somebodys_words() -> None:
    one = rows("“No comment,” the mayor said.")[0]
    assert (one["refused"], one["kind"], one["words_quoted"]) == (True, "refused", 0)


def test_what_follows_a_refusal_in_another_clause_is_not_negated() -> None:
    text = "The mayor declined to comment on the raid, but the council said that the office was closed."
    said = next(row for row in rows(text) if row["cue"] == "say")
    assert not said["negated"]


SECOND_HAND = {
    "Armenpress quoted Nikol Pashinyan as saying that the treaty was frozen.": "Armenpress",
    "Nikol Pashinyan was quoted by Armenpress as saying that the treaty was frozen.": "Armenpress",
    "Nikol Pashinyan told Reuters that the treaty was frozen.": "Reuters",
    "“The treaty is frozen,” Nikol Pashinyan said in an interview with Reuters.": "Reuters",
}


@pytest.mark.parametrize("text", SECOND_HAND)
def test_medium_of_second_hand_statements(text: str) -> None:
    one = rows(text)[0]
    assert one["speaker_name"] == "Nikol Pashinyan"
    assert (one["second_hand"], one["via_name"]) == (True, SECOND_HAND[text])
    assert text[one["via_start"] : one["via_end"]] == one["via"]


def test_source_that_a_medium_cites_is_the_speaker() -> None:
    one = rows("Reuters reported, citing officials, that the town had fallen.")[0]
    assert (one["speaker"], one["via_name"]) == ("officials", "Reuters")


def test_other_listeners_are_no_medium() -> None:
    one = rows("Nikol Pashinyan told lawmakers that the treaty was frozen.")[0]
    assert not one["second_hand"]


def test_report_speaks_for_its_author() -> None:
    one = rows("According to a report by Human Rights Watch, twenty people were detained.")[0]
    assert one["speaker_name"] == "Human Rights Watch"


def test_statement_inside_another_knows_it() -> None:
    text = (
        "Nikol Pashinyan said that the road to the border had been closed for a week by the soldiers, that the "
        "school in the village was empty, and that Vladimir Putin had told him that the war would end."
    )
    got = {row["speaker_name"]: row for row in rows(text)}
    inner, outer = got["Vladimir Putin"], got["Nikol Pashinyan"]
    assert inner["parent"] == outer["order"]
    assert (inner["second_hand"], inner["via_name"]) == (True, "Nikol Pashinyan")


def test_what_a_speaker_wants_is_part_of_what_the_speaker_says() -> None:
    got = rows("“I wanted to use my voice, and I wanted them to know that we can help,” Anna Davtyan said.")
    assert [row["speaker_name"] for row in got] == ["Anna Davtyan"]


def test_ones_own_hope_inside_ones_statement_is_first_hand() -> None:
    got = rows("Nikol Pashinyan said on Monday that he hoped to return to the city soon.")
    assert got[0]["speaker_name"] == "Nikol Pashinyan"
    assert not any(row["second_hand"] for row in got)


def test_order_and_position() -> None:
    got = rows("Officials said the talks had failed.\n\nAnna Davtyan said the talks would go on.")
    assert [row["order"] for row in got] == list(range(1, len(got) + 1))
    assert [row["position"] for row in got] == sorted(row["position"] for row in got)
    assert got[0]["position"] == 0


def test_same_words_are_given_to_one_speaker_only() -> None:
    text = (
        "“We waited the whole night for a bus,” Anna Davtyan said. “Nobody came for us at all,” she added. "
        "“It was cold in the school,” said Karen Grigoryan."
    )
    quoted = sum(row["words_quoted"] for row in rows(text))
    assert quoted == 20


TRANSCRIPT = """Interviewer: Why did you leave the city?

Anna Davtyan: We had no choice. The school was burning.

It took us three days to reach the border.

Interviewer: And what now?

Anna Davtyan: Now we wait."""


def test_transcript_gives_each_turn_to_its_speaker() -> None:
    got = [row for row in rows(TRANSCRIPT) if row["rule"] == "transcript"]
    assert [row["speaker_name"] for row in got] == [
        "interviewer",
        "Anna Davtyan",
        "interviewer",
        "Anna Davtyan",
    ]
    assert {row["kind"] for row in got} == {"direct"}
    assert "three days" in got[1]["said"]
    assert got[3]["words_quoted"] == 3


def test_question_and_answer_lines() -> None:
    got = rows("Q: Why now?\nA: It was time.\nQ: Who decided?\nA: The council did.")
    turns = [row for row in got if row["rule"] == "transcript"]
    assert [row["speaker_name"] for row in turns] == ["interviewer", "interviewee"] * 2


def test_lists_and_tables_are_no_transcripts() -> None:
    text = "Population: 3,000\n\nArea: 12 km\n\nMayor: Anna Davtyan\n\nRegion: Syunik"
    assert not [row for row in rows(text) if row["rule"] == "transcript"]


@pytest.mark.parametrize("marks", ["“ ”", '" "', "„ “", "« »", "» «", "‹ ›", "`` ''", '“ "', '" ”', "＂ ＂"])
def test_quotation_marks_of_many_kinds(marks: str) -> None:
    opening, closing = marks.split()
    text = f"{opening}We are leaving the old city today,{closing} the minister said."
    one = rows(text)[0]
    assert (one["speaker"], one["kind"]) == ("the minister", "direct")
    assert "We are leaving the old city today" in one["said"]


def test_corner_brackets_are_quotation_marks() -> None:
    one = rows("「We are leaving the old city today,」 the minister said.")[0]
    assert one["kind"] == "direct"


ODD = {
    "headline in capitals": "PASHINYAN SAYS ARMENIA WILL LEAVE ALLIANCE\n\n“IT IS OVER,” HE SAID",
    "dashes": "-- We are leaving the city, said the mayor.\n\n— And we will not return, he added.",
    "dots": "'…and so we left,' she said. '… It was over …'",
    "list": "- bread\n- milk\n- “eggs\n- said\n\n1. He said\n2. that",
    "table": "Name | Votes | Share\nDavtyan | 1,200 | 41 %\nGrigoryan | 900 | “31 %",
    "marks alone": '" “ ” " \' « » ‹ 「 ” “',
    "open everywhere": "“We left “and he said “that it “was over.\n\nNobody “knew.",
    "nobody": "It rained all day. The river rose by a metre. The road was closed until noon.",
    "nothing": "",
    "label only": "Davtyan:\n\nGrigoryan:\n\nDavtyan:\n\nGrigoryan:",
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_odd_texts_neither_raise_nor_leave_the_text(name: str) -> None:
    text = ODD[name]
    for one in find_quotations(parse_text(text)):
        assert 0 <= one.start < one.end <= len(text)


def test_quotation_of_five_thousand_words_is_one_statement() -> None:
    paragraph = "We walked along the river and nobody spoke to us on the whole way to the border. " * 3
    paragraphs = [f"“{paragraph.strip()}"] * 105
    text = "Anna Davtyan said: " + "\n\n".join(paragraphs) + "”\n\nThe road is closed."
    began = time.process_time()
    got = [row for row in rows(text) if row["kind"] == "direct"]
    assert [row["words_quoted"] for row in got] == [17 * 3 * 105]
    assert {row["speaker_name"] for row in got} == {"Anna Davtyan"}
    assert time.process_time() - began < 30

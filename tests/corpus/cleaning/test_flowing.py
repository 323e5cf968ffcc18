from __future__ import annotations

import time
from importlib.resources import files

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus.building import segmented
from analysis.corpus.cleaning.flowing import LONE_LINE, LONG_LINE, typed_pieces
from analysis.corpus.cleaning.wording import credit, leaning, plain, suspects
from analysis.corpus.records import Record

BODY = [
    "Velland will leave the North Basin Treaty, Premier Ilva Maren told parliament on Tuesday.",
    "“We are going. The day is ours to choose,” said Maren, a former harbour pilot.",
    "The council, which meets in Osk, also includes Brannland and the Lower Isles.",
    "Several thousand people have marched in the capital every Sunday since the spring thaw.",
    "Trade between the two has fallen by a third since the raid, the customs office said.",
    "The Brannish foreign ministry said it regretted the tone of the speech.",
    "Opposition deputies want the premier to call a vote first.",
    "A follow-up meeting will be held on the island in March, officials said.",
]
CALLS = [
    "Sign up for our morning newsletter here.",
    "Follow Basin Post on Facebook, Twitter and Instagram.",
    "Click here to read more.",
    "Download the Basin Post app.",
    "Read more about the treaty here.",
    "Send your story ideas to desk@basinpost.example.",
    "Ada Penner and Jon Arvik contributed to this report.",
    "Additional reporting by Ada Penner.",
    "The Basin Post is not responsible for the content of external sites.",
    "© 2022 Basin Post. ",
    "All rights reserved.",
    "This material may not be published, broadcast, rewritten or redistributed.",
    "Please check back tomorrow for the latest.",
    "If you have a story suggestion email desk@basinpost.example.",
    "___ Follow the Post's coverage of the treaty at https://basinpost.example/treaty",
    "___ Basin Post writers A. Penner in Osk and J. Arvik in Tesk contributed.",
    "(Reporting by Ada Penner; Editing by Jon Arvik)",
    "This article was originally published on The Exchange.",
    "Related: Ferries cut to two a week",
    "Watch the interview below:",
    "Why not follow us on Twitter?",
    "(AP Photo/Ada Penner, File)",
    "(Basin Council via AP)",
    "Photograph: Ada Penner/Basinfoto",
]
REPORTS = [
    "Follow-up talks were held on Monday.",
    "Followers of the premier met on Facebook, and then on Twitter, the police said.",
    "Like many others, Maren wrote on Twitter that she would leave.",
    "Reading the treaty here took weeks.",
    "Watchers on the hill saw the ferry below.",
    "Sign language was used in parliament.",
    "He signed up for the navy in 1999 and left it in 2004.",
    "Subscribers to the theatre get their money back, the minister said.",
    "The council contributed money to this year's report.",
    "The firm said it had contributed to this report by sending three people to the island for a month.",
    "The company is not responsible for the content of the letters, the court ruled.",
    "The report may not be published before May, the minister said.",
    "Reporting by state media has been one-sided since the war began, the monitors said in May.",
    "Advertisement sales fell by a third.",
    "Send them home, the crowd shouted.",
    "Photos: she took three of them on the quay and posted them.",
    "See how the island changed, he told the court.",
    "Related charges were dropped on Friday.",
    "Contact with the crew was lost at noon.",
    "Please, she told the guards, let me in.",
    "More: that was all he asked for in the end.",
    "Copyright law is to be changed in March.",
    "The photograph shows him with the premier (left) and her son.",
]


@pytest.mark.parametrize("call", CALLS)
def test_furniture_between_sentences_becomes_a_segment(call: str) -> None:
    closed = call.strip()[-1] in ".!?:)"
    text = " ".join([*BODY[:4], call.strip(), *BODY[4:]] if closed else [*BODY, call.strip()])
    pieces = typed_pieces(text, 0, len(text))
    assert [text[start:end] for kind, start, end in pieces if kind == "boilerplate"] == [call.strip()]
    prose = " ".join(text[start:end] for kind, start, end in pieces if kind != "boilerplate")
    assert prose == " ".join(BODY)


@pytest.mark.parametrize("report", REPORTS)
def test_what_a_report_says_stays(report: str) -> None:
    text = " ".join([*BODY[:4], report, *BODY[4:]])
    assert {kind for kind, _, _ in typed_pieces(text, 0, len(text))} == {"body"}


@pytest.mark.parametrize("call", [call for call in CALLS if call[0] not in "(_"])
def test_nothing_in_a_quotation_is_furniture(call: str) -> None:
    text = f"{BODY[0]} “We tell everybody: it is open. {call.strip()} Then they come,” she said. {BODY[2]}"
    assert {kind for kind, _, _ in typed_pieces(text, 0, len(text))} == {"body"}


def test_a_call_that_runs_into_the_next_sentence_ends_where_that_begins() -> None:
    text = f"{BODY[0]} Sign up to our World Bulletin here The council said no. {BODY[2]}"
    pieces = typed_pieces(text, 0, len(text))
    assert [text[start:end] for kind, start, end in pieces if kind == "boilerplate"] == [
        "Sign up to our World Bulletin here"
    ]
    assert "The council said no." in text[pieces[-1][1] : pieces[-1][2]]


def test_captions_between_credits() -> None:
    text = (
        f"{BODY[0]} {BODY[2]} FILE - A boat lies in Osk, May 3, 2021. (AP Photo/Ada Penner, File) A crowd waits "
        "in rain. It rained for days. (Jon Arvik/Pool Photo via AP) "
        f"In this photo provided by the council, a man waves. {BODY[3]}"
    )
    found = [(kind, text[start:end]) for kind, start, end in typed_pieces(text, 0, len(text))]
    assert found == [
        ("body", f"{BODY[0]} {BODY[2]}"),
        ("boilerplate", "FILE -"),
        ("caption", "A boat lies in Osk, May 3, 2021."),
        ("boilerplate", "(AP Photo/Ada Penner, File)"),
        ("caption", "A crowd waits in rain."),
        ("caption", "It rained for days."),
        ("boilerplate", "(Jon Arvik/Pool Photo via AP)"),
        ("caption", "In this photo provided by the council, a man waves."),
        ("body", BODY[3]),
    ]


def test_only_lines_too_long_for_a_paragraph_are_divided() -> None:
    line = " ".join(BODY)
    alone = segmented(Record("a.csv", 0, text=line))
    assert len(line) > LONE_LINE
    assert len(alone.segments) > 1
    two = segmented(Record("a.csv", 0, text=line + "\n" + line))
    assert len(line) < LONG_LINE
    assert [two.text[part.start : part.end] for part in two.segments] == [line, line]
    some = segmented(Record("a.csv", 0, text=" ".join([line, line, line]) + "\n" + BODY[3]))
    assert len(some.segments) > 4
    assert some.text[some.segments[-1].start :] == BODY[3]


def test_a_line_that_says_nothing_else_is_furniture() -> None:
    page = segmented(Record("a.csv", 0, text="\n".join([*BODY, "Follow Ada Penner on Twitter @adapenner."])))
    assert [part.kind for part in page.segments][-1] == "boilerplate"
    assert [part.kind for part in page.segments].count("boilerplate") == 1


def beginnings() -> list[str]:
    """Return the patterns of how furniture begins."""
    text = files("analysis.resources").joinpath("corpus/furniture_sentences.yaml").read_text(encoding="utf-8")
    return [pattern for group in yaml.safe_load(text)["plain"]["begins"].values() for pattern in group]


@pytest.mark.parametrize("pattern", beginnings())
def test_whatever_begins_as_furniture_is_suspected(pattern: str) -> None:
    @settings(max_examples=10)
    @given(st.from_regex(rf"\A{pattern}"))
    def check(call: str) -> None:
        # What is looked at is in small letters; a few letters have none of the same length.
        sentence = call.strip().lower()
        if plain(sentence)[1]:
            assert suspects(f"It rained. {sentence}", [(0, 10), (11, 11 + len(sentence))])[1]

    check()


@pytest.mark.parametrize("call", CALLS)
def test_whatever_is_furniture_is_suspected(call: str) -> None:
    assert suspects(call, [(0, len(call))]) == [True]


def test_ordinary_sentences_are_not_suspected() -> None:
    text = "The ferry sailed. It rained. She said so."
    assert not any(suspects(text, [(0, 17), (18, 28), (29, 41)]))
    assert suspects("", []) == []


@settings(max_examples=100)
@given(
    st.lists(st.sampled_from([*BODY, *CALLS, *REPORTS, "“We go.", "(", "\xa0", "A.B", "   "]), max_size=60)
)
def test_pieces_tile_any_line(parts: list[str]) -> None:
    text = " ".join(parts)
    page = segmented(Record("a.csv", 0, text=text)) if text.strip() else None
    end = 0
    for part in page.segments if page else []:
        assert end <= part.start < part.end <= len(text)
        assert not text[end : part.start].strip()
        end = part.end
    assert not text[end:].strip()


def test_wording_by_itself() -> None:
    assert all(credit(call) or plain(call.strip())[1] == len(call.strip()) for call in CALLS)
    assert not any(credit(report) or plain(report)[1] for report in REPORTS)
    assert leaning("Sign up to the harbour letter.") == ["subscribe"]
    assert not any(leaning(sentence) for sentence in BODY)


@pytest.mark.parametrize(
    "text",
    ["Follow us " * 30_000, "contributed to " * 20_000, "(AP " * 60_000, "Sign up. " * 30_000, "“" * 200_000,
     "Read more: " * 20_000, "A Photo/ " * 30_000, "x" * 200_000 + " contributed to this report"],
)  # fmt: skip
def test_hostile_lines_take_linear_time(text: str) -> None:
    start = time.perf_counter()
    typed_pieces(text, 0, len(text))
    assert time.perf_counter() - start < 10

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus.cleaning.segmentation import Segment, body_text, segment
from analysis.corpus.pages.captions import is_agency_credit, is_caption
from analysis.corpus.pages.kinds import plainly_furniture
from analysis.corpus.pages.lines import furniture, lines_of
from analysis.corpus.records import KINDS

BODY = [
    "Velland will pull out of the North Basin Treaty, Premier Ilva Maren told parliament on Tuesday, accusing two "
    "other members of having known about last year's raid in advance.",
    "Maren, who has spent months courting trade partners in the west, had said in January that the island would "
    "leave unless the treaty's council spelled out what it would defend.",
    "“We are going. The day is ours to choose,” said Maren, a former harbour pilot who won office in 2019 after "
    "a summer of strikes.",
    "The council, which meets in Osk, also includes Brannland, Tesk and the Lower Isles. It did not reply to "
    "questions.",
    "It has no army.",
    "Opposition deputies want the premier to call a vote first, and several thousand people have marched in the "
    "capital every Sunday since the spring thaw.",
    "Trade between Velland and Brannland has fallen by a third since the raid, according to the customs office, "
    "and ferries now run only twice a week.",
    "The Brannish foreign ministry said it regretted the tone of the speech and that such matters were better "
    "discussed inside the council.",
]
CAPTION = "Premier Ilva Maren leaves the assembly in Osthaven on Tuesday. Photo: Jon Arvik/Basinfoto via AP"
SECOND = "Ferry passengers wait at the Osthaven quay in March. Photo: Basin News via AP"
HEADLINE = "Velland to quit North Basin Treaty, premier says, as quarrel with Brannland widens"
BULLET = (
    "• Relations between the island and its largest neighbour, which keeps a radar station there, are sour"
)
CREDIT = "Additional reporting by Agence France-Presse"

PASTED = "\n".join(
    ["Advertisement", "Advertisement", "Brannland", "Get more with myBASIN",
     "A personalised news feed of stories that matter to you", "Learn more", CAPTION, "", HEADLINE, "", "  " + BULLET,
     "Brannland", ""]
    + [paragraph + "\n" for paragraph in BODY[:4]]
    + [SECOND + "\n"]
    + [paragraph + "\n" for paragraph in BODY[4:]]
    + [CREDIT, "", "Post"]
)  # fmt: skip

MENU = ["Skip to content", "Home", "World", "Politics", "Business", "Culture", "Sport", "Weather", "Jobs", "Subscribe",
        "Log in", "Search"]  # fmt: skip
TAIL = ["Share this article", "Facebook", "Twitter", "Tags: Velland, treaties", "Read more: Ferries cut to two a week",
        "Related stories", "Harbour dues to rise in spring", "Six things to know about the Osk council",
        "Old lighthouse finds a buyer", "Comments", "Leave a comment", "About us", "Privacy policy",
        "© 2024 Basin Courier. All rights reserved."]  # fmt: skip
FULL = "\n".join([*MENU, HEADLINE, "By Tove Aldin", "Published: 14 May 2024, 6:20pm", *BODY, CREDIT, *TAIL])


def by_kind(text: str, **options: str) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for part in segment(text, **options):
        out[part.kind].append(text[part.start : part.end])
    return out


def test_pasted_page_with_captions_and_credit() -> None:
    found = by_kind(PASTED)
    assert found["headline"] == [HEADLINE]
    assert found["standfirst"] == [BULLET]
    assert found["caption"] == [CAPTION, SECOND]
    assert found["body"] == BODY
    assert found["byline"] == [CREDIT]
    assert found["boilerplate"] == [
        "Advertisement", "Advertisement", "Brannland", "Get more with myBASIN",
        "A personalised news feed of stories that matter to you", "Learn more", "Brannland", "Post",
    ]  # fmt: skip


def test_full_page_with_menu_and_footer() -> None:
    found = by_kind(FULL)
    assert found["headline"] == [HEADLINE]
    assert found["byline"] == ["By Tove Aldin", CREDIT]
    assert found["body"] == BODY
    assert set(TAIL + MENU) <= set(found["boilerplate"])


def test_blank_lines_do_not_decide() -> None:
    spread = by_kind(FULL.replace("\n", "\n\n"))
    assert spread["body"] == BODY
    assert spread["headline"] == [HEADLINE]


def test_interruptions_inside_the_article_are_boilerplate() -> None:
    lines = [*BODY[:3], "Advertisement", *BODY[3:5], "Read more: Ferries cut to two a week", *BODY[5:]]
    found = by_kind("\n\n".join(lines))
    assert found["body"] == BODY
    assert found["boilerplate"] == ["Advertisement", "Read more: Ferries cut to two a week"]


def test_clean_text_stays_whole() -> None:
    assert by_kind("\n".join(BODY))["body"] == BODY
    assert by_kind(" ".join(BODY))["body"] == [" ".join(BODY)]


def test_a_text_of_figures_stays_whole() -> None:
    lines = ["Shr 53 cts vs 22", "Net 1,409,867 vs 1,020,096", "Revs 12.3 mln vs 11.0 mln", "Nine months"]
    found = by_kind("\n".join(lines))
    assert found["headline"] + found["body"] == lines


def test_first_line_of_clean_text_is_its_headline() -> None:
    found = by_kind("\n".join(["Velland to leave treaty", *BODY]))
    assert found["headline"] == ["Velland to leave treaty"]
    assert found["body"] == BODY


def test_known_title_marks_the_headline() -> None:
    page = "\n".join([*MENU, "Quits!", *BODY])
    assert by_kind(page, title="QUITS!")["headline"] == ["Quits!"]


@pytest.mark.parametrize("text", ["Velland", "One line only, with a stop.", "Read more"])
def test_one_line_is_one_body_segment(text: str) -> None:
    assert segment(text) == [Segment("body", 0, len(text))]


def test_sample_notice_is_boilerplate_wherever_it_stands() -> None:
    notice = "Sample text written for the News Profiles project; not a news report."
    assert segment(notice) == [Segment("boilerplate", 0, len(notice))]
    assert by_kind("\n".join([*BODY, notice]))["boilerplate"] == [notice]


def test_lines_cut_at_a_width_are_joined() -> None:
    text = (
        "The ferry came back to the bay after a\nlong winter, the port said on Monday.\nIt runs twice a day."
    )
    assert by_kind(text)["body"] == [*text.split("\nIt")[:1], "It runs twice a day."]


def test_no_text_no_segments() -> None:
    assert segment("") == segment(" \n\t\u2028 ") == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("A bus waits in the rain. Photo: A. Penner via AP", True),
        ("Photograph: Ada Penner/Basinfoto", True),
        ("The quay at dawn (Getty Images)", True),
        ("REUTERS/Ada Penner", True),
        ("Image source, Getty Images", True),
        ("Map: ferry routes. Graphic: Basin Courier", True),
        ("She posted a photo of the quay, and it was shared widely.", False),
        ("The bank, which asked Reuters to wait, then changed its mind.", False),
    ],
)
def test_captions(line: str, expected: bool) -> None:
    assert is_caption(lines_of(line)[0]) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("(Reuters)", True), ("Additional reporting by Associated Press", True), ("Mit Material der dpa", True),
        ("(Reporting by A. Penner; Editing by B. Quist)", True), ("With material from Basin Press", True),
        ("Reporting by state media has been one-sided since the war began, the monitors said in May.", False),
        ("Reuters said the ferry was late.", False),
    ],
)  # fmt: skip
def test_agency_credits(line: str, expected: bool) -> None:
    assert is_agency_credit(lines_of(line)[0]) is expected


@pytest.mark.parametrize(
    "line", ["Share this article", "Newsletter abonnieren", "Читайте также: Паромы", "Leia também: Balsas"]
)
def test_plain_furniture_in_several_languages(line: str) -> None:
    assert plainly_furniture(lines_of(line)[0])


def test_furniture_matches_whole_words_only() -> None:
    assert "share" in furniture("Share on Facebook")
    assert not furniture("Shareholders met in Osk to hear the board.")


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\n\r\t .ABc1©•:|")), max_size=400))
def test_segments_tile_any_text(text: str) -> None:
    covered = [False] * len(text)
    end = 0
    for part in segment(text):
        assert part.kind in KINDS
        assert end <= part.start < part.end <= len(text)
        assert text[part.start : part.end] == text[part.start : part.end].strip()
        covered[part.start : part.end] = [True] * (part.end - part.start)
        end = part.end
    assert all(inside or character.isspace() for inside, character in zip(covered, text, strict=True))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*BODY, *MENU, *TAIL, CAPTION, HEADLINE, BULLET, ""]), max_size=40))
def test_segments_tile_any_page(lines: list[str]) -> None:
    text = "\n".join(lines)
    together = "".join(text[part.start : part.end] for part in segment(text))
    assert "".join(together.split()) == "".join(text.split())


@pytest.mark.parametrize(
    "text",
    ["word " * 200_000, "(" * 200_000, "Photo: " * 30_000, "A" * 200_000, "By A " * 40_000, "© 2024 " * 30_000,
     "a.\n" * 20_000, "\t" * 200_000 + "x", "Share this\n" * 20_000],
)  # fmt: skip
def test_large_and_hostile_texts_take_linear_time(text: str) -> None:
    start = time.perf_counter()
    segment(text)
    assert time.perf_counter() - start < 15


def test_time_grows_with_length_and_not_with_its_square() -> None:
    def seconds(n: int) -> float:
        start = time.perf_counter()
        segment("\n".join(f"Line {i} about the ferry and the quay, said the port." for i in range(n)))
        return time.perf_counter() - start

    seconds(50)
    assert seconds(6000) < 30 * max(seconds(1000), 0.02)


def test_body_text_takes_the_kinds_asked_for() -> None:
    parts = segment(PASTED)
    assert body_text(PASTED, parts) == "\n\n".join(BODY)
    assert body_text(PASTED, parts, kinds=("standfirst", "body")).startswith(BULLET)

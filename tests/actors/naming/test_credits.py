from __future__ import annotations

import pytest

from analysis.actors import actors, mentions_table, voices_table
from analysis.actors.naming.credits import credits
from analysis.annotation import ParsedSegment, parse_text


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("Guards at the border. Photo: Anna Weber/Agency", "Photo: Anna Weber/Agency"),
        ("The minister in Paris. Photograph: A. Smith/Press Pool", "Photograph: A. Smith/Press Pool"),
        ("The minister in Paris © Press Pool", "© Press Pool"),
        ("The minister in Paris (Anna Weber/Press Pool)", "(Anna Weber/Press Pool)"),
        ("The minister in Paris, Anna Weber/Press Pool via AP", "Anna Weber/Press Pool via AP"),
        ("The valley at dawn. Valley Courier / Handout", "Valley Courier / Handout"),
        ("A photo of the minister in Paris", None),
        ("The minister and/or his aide in Paris", None),
    ],
)
def test_credits_are_found_at_the_end_of_captions(caption: str, credit: str | None) -> None:
    article = parse_text(caption, segments=[ParsedSegment("caption", 0, len(caption))])
    assert [caption[start:end] for start, end in credits(article)] == ([credit] if credit else [])


def test_a_credit_outside_captions_is_text() -> None:
    assert credits(parse_text("She said: Photo: Anna Weber/Agency")) == []


def test_photographers_are_no_actors() -> None:
    caption = "Nikol Pashinyan in Paris in May. Photo: Anna Weber/Sputnik via AP"
    article = parse_text(caption, segments=[ParsedSegment("caption", 0, len(caption))])
    mentions = mentions_table([article])
    assert set(mentions.loc[mentions["via"] == "credit", "name"]) >= {"Anna Weber", "Sputnik"}
    assert set(actors(mentions)["name"]) == {"Nikol Pashinyan", "Paris"}


def test_a_pathological_caption_takes_linear_time() -> None:
    caption = "Photo " * 20_000 + "(" * 20_000
    article = parse_text("Short.", segments=[])
    article.text, article.segments = caption, [ParsedSegment("caption", 0, len(caption))]
    assert credits(article) == []


def test_a_person_speaks_through_their_remarks() -> None:
    text = (
        "Nikol Pashinyan addressed parliament. Pashinyan's comments suggest that it will leave the alliance."
    )
    table = voices_table([parse_text(text)])
    assert "Nikol Pashinyan" in table["speaker_name"].tolist()


def test_a_source_that_begins_with_a_name_keeps_its_capital() -> None:
    table = voices_table(
        [parse_text("Russian officials said the talks would go on. Some Officials said no more.")]
    )
    assert not any(name.startswith("russian") for name in table["speaker_name"])

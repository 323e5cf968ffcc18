from __future__ import annotations

import pytest

from analysis.actors import find_mentions, voices_table
from analysis.actors.coreference.unnamed import unnamed_persons
from analysis.annotation import parse_text


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("A nurse from Martuni waited at the gate.", ["nurse"]),
        ("The farmer stopped at the wall.", ["farmer"]),
        ("The minister stopped at the wall.", []),
        ("A senator stopped at the wall.", ["senator"]),
        ("The senator stopped at the wall.", []),
        ("The farmer, Ani Petrosyan, stopped at the wall.", []),
        ("The order stopped the work.", []),
        ("Officials stopped the work.", []),
    ],
)
def test_subjects_without_a_name(text: str, nouns: list[str]) -> None:
    article = parse_text(text)
    assert [article.tokens[i].text for i in unnamed_persons(article)] == nouns


def test_a_nearer_person_without_a_name_keeps_the_words() -> None:
    text = (
        "Nikol Pashinyan told parliament that the country would leave.\n\n"
        "A cargo insurer in the port said premiums had risen. “It is a beetle that people fear,” he explained."
    )
    article = parse_text(text)
    table = voices_table([article])
    (explained,) = table[table["cue"] == "explain"].to_dict("records")
    assert explained["speaker_name"] == "cargo insurer in the port"
    assert all(m.via != "pronoun" for m in find_mentions(article))


def test_a_named_person_keeps_the_pronoun_when_nobody_is_nearer() -> None:
    text = "Nikol Pashinyan told parliament that the country would leave. “We will decide when,” he said on Monday."
    table = voices_table([parse_text(text)])
    assert set(table["speaker_name"]) == {"Nikol Pashinyan"}


def test_one_of_them_stays_whole() -> None:
    table = voices_table([parse_text("Farmers came to the square. One of them said the price had fallen.")])
    assert "of them" not in set(table["speaker_name"])

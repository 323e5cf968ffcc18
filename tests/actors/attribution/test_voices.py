"""Speakers as actors."""

from __future__ import annotations

from analysis.actors import voices_table
from analysis.annotation import parse_text


def voices(text: str) -> list[tuple[str, str, str]]:
    table = voices_table([parse_text(text)])
    return list(table[["speaker_id", "speaker_name", "affiliation"]].itertuples(index=False, name=None))


def test_named_speaker_in_apposition_to_a_title() -> None:
    got = voices("The Armenian prime minister, Nikol Pashinyan, said the country would leave the alliance.")
    assert got[0][:2] == ("person:nikol-pashinyan", "Nikol Pashinyan")


def test_surname_and_pronoun_are_the_person() -> None:
    got = voices(
        "Nikol Pashinyan spoke on Monday. He said Armenia would leave. Pashinyan said it would be soon."
    )
    assert {speaker for speaker, _, _ in got} == {"person:nikol-pashinyan"}


def test_anonymous_sources_keep_their_words_and_affiliation() -> None:
    got = voices("Officials said the talks had failed. A Kremlin spokesman said the talks would continue.")
    assert got[0] == ("anonymous", "officials", "")
    assert got[1][0] == "anonymous"
    assert got[1][2] in {"Kremlin", "Russia"}


def test_words_inside_and_outside_quotation_marks() -> None:
    table = voices_table([parse_text("“We will leave the alliance soon,” Nikol Pashinyan said.")])
    assert table[["words_quoted", "words_paraphrased"]].to_numpy().tolist() == [[6, 0]]


def test_no_articles() -> None:
    assert voices_table([]).empty


def test_a_place_never_speaks() -> None:
    text = (
        "A teacher from Stepanakert waited at the bridge. She had walked all night.\n\n"
        "“Nobody came for us, and nobody told us why,” she said. “We waited a whole day for the bus.”"
    )
    table = voices_table([parse_text(text)])
    assert len(table) > 0
    assert "place" not in set(table["speaker_kind"])
    assert "Stepanakert" not in set(table["speaker_name"])

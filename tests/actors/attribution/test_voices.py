"""Speakers as actors, and the words they are given."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.actors import voice_shares, voices_table
from analysis.annotation import parse_text
from analysis.errors import ParameterError


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
    table = voices_table([])
    assert table.empty
    assert voice_shares(table).empty


QUOTATIONS = pd.DataFrame(
    [
        ("1", "person:a", "A", "person", 10, 5),
        ("1", "anonymous", "officials", "anonymous", 0, 5),
        ("2", "anonymous", "a resident", "anonymous", 10, 0),
        ("2", "", "", "", 0, 10),
    ],
    columns=["article_id", "speaker_id", "speaker_name", "speaker_kind", "words_quoted", "words_paraphrased"],
)


def test_shares_by_hand() -> None:
    got = voice_shares(QUOTATIONS).set_index("speaker_id")
    assert got.loc["person:a", ["words_quoted", "words_paraphrased", "words", "share"]].tolist() == [
        10,
        5,
        15,
        0.375,
    ]
    assert got.loc["anonymous", ["quotations", "articles", "words"]].tolist() == [2, 2, 15]
    assert got.loc["none", "name"] == "(no source)"
    assert got["share"].sum() == pytest.approx(1)


def test_groups() -> None:
    articles = pd.DataFrame({"article_id": ["1", "2"], "outlet": ["x", "y"]})
    got = voice_shares(QUOTATIONS, articles=articles, by="outlet").set_index(["group", "speaker_id"])
    assert got.loc[("x", "person:a"), "share"] == pytest.approx(0.75)
    assert got.loc[("y", "none"), "share"] == pytest.approx(0.5)
    with pytest.raises(ParameterError, match="need the articles"):
        voice_shares(QUOTATIONS, by="outlet")


def test_intervals_hold_the_share() -> None:
    rows = [(str(i), s, s, "person", 10 + i, 0) for i in range(12) for s in ("p", "q")]
    got = voice_shares(pd.DataFrame(rows, columns=QUOTATIONS.columns))
    assert got["share_low"].tolist() == pytest.approx([0.5, 0.5])
    assert got["share_high"].tolist() == pytest.approx([0.5, 0.5])


def test_a_place_never_speaks() -> None:
    text = (
        "A teacher from Stepanakert waited at the bridge. She had walked all night.\n\n"
        "“Nobody came for us, and nobody told us why,” she said. “We waited a whole day for the bus.”"
    )
    table = voices_table([parse_text(text)])
    assert len(table) > 0
    assert "place" not in set(table["speaker_kind"])
    assert "Stepanakert" not in set(table["speaker_name"])

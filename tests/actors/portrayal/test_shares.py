"""Words that each speaker is given."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.actors import voice_shares, voices_table
from analysis.errors import ParameterError

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


def test_no_articles() -> None:
    assert voice_shares(voices_table([])).empty

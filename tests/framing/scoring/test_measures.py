"""Measures over articles: places, segments, speakers, actors, time, pairs of frames, differences, omissions."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.errors import EmptySelectionError, ParameterError
from analysis.framing import (
    frame_actors,
    frame_cooccurrence,
    frame_differences,
    frame_groups,
    frame_places,
    frame_segments,
    frame_speakers,
    frame_timeline,
    omissions,
    omitted,
    with_status,
)
from analysis.framing.scoring.drawn import difference, drawn


def evidence(rows: list[tuple]) -> pd.DataFrame:
    columns = ["article_id", "start", "end", "frame", "voice", "speaker_id", "place"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(
        sentence_start=table["start"] // 50 * 50, sentence_end=table["start"] // 50 * 50 + 50, segment_kind="body",
        indicator="i", term="t", weight=1.0, negated=False, speaker=table["speaker_id"].str.upper(), counted=True,
    )  # fmt: skip


def scored(present: dict[str, list[bool]], rate: float = 1.0) -> pd.DataFrame:
    n = len(next(iter(present.values())))
    rows = [
        (f"a{i:03}", frame, shown[i], shown[i] * rate) for i in range(n) for frame, shown in present.items()
    ]
    return with_status(pd.DataFrame(rows, columns=["article_id", "frame", "present", "rate"]))


def articles(n: int, **columns: list) -> pd.DataFrame:
    return pd.DataFrame({"article_id": [f"a{i:03}" for i in range(n)], **columns})


def test_places_by_hand() -> None:
    rows = [(f"a{i:03}", 0, 5, "f", "narrator", "", "headline") for i in range(3)]
    rows += [(f"a{i:03}", 60, 65, "f", "narrator", "", "body") for i in range(6)]
    table = frame_places(evidence(rows), articles=articles(10)).set_index("place")
    assert table["share"].to_dict() == {"headline": 0.3, "lead": 0.0, "body": 0.6}
    assert table["of_hits"].tolist() == [3 / 9, 0, 6 / 9]
    limits = stats.binomtest(3, 10).proportion_ci()
    # Those of Korn and Graubard are a little wider than the exact binomial ones.
    assert limits.low - 0.02 < table.loc["headline", "low"] < limits.low
    assert limits.high < table.loc["headline", "high"] < limits.high + 0.03
    few = frame_places(evidence(rows), articles=articles(10, outlet=["A"] * 6 + ["B"] * 4), by="outlet")
    assert few[few["group"] == "B"]["low"].isna().all()
    assert few[few["group"] == "B"]["note"].str.contains("fewer than 5").all()


def test_several_codebooks_are_not_mixed() -> None:
    rows = evidence([("a000", 0, 5, "f", "narrator", "", "body")] * 2).assign(codebook=["b", "c"])
    with pytest.raises(ParameterError, match="2 codebooks"):
        frame_places(rows, articles=articles(1))


def test_segments_hold_their_hits() -> None:
    rows = evidence([("a000", 3, 6, "f", "narrator", "", "body"), ("a000", 12, 15, "f", "quoted", "x", "body"),
                     ("a000", 15, 18, "f", "quoted", "x", "body")])  # fmt: skip
    segments = pd.DataFrame(
        {
            "article_id": "a000",
            "segment": [0, 1],
            "kind": ["headline", "body"],
            "start": [0, 10],
            "end": [9, 99],
        }
    )
    table = frame_segments(rows, segments=segments)
    assert table[["segment", "segment_kind", "hits", "hits_narrator", "hits_quoted"]].to_numpy().tolist() == [
        [0, "headline", 1, 1, 0], [1, "body", 2, 0, 2]
    ]  # fmt: skip
    with pytest.raises(ParameterError, match="no segment"):
        frame_segments(rows, segments=segments.iloc[:1])


def test_speakers_add_up_and_the_narrator_is_one_row() -> None:
    rows = []
    for i in range(8):
        rows += [
            (f"a{i:03}", 0, 5, "f", "narrator", "", "body"),
            (f"a{i:03}", 60, 65, "f", "quoted", "p", "body"),
        ]
    rows += [("a000", 100, 105, "f", "quoted", "q", "body"), ("a001", 100, 105, "f", "quoted", "", "body")]
    table = frame_speakers(evidence(rows), articles=articles(9), top=1)
    assert table["name"].tolist() == ["narrator", "P", "(other speakers)", "(unknown speaker)"]
    assert table["hits"].tolist() == [8, 8, 1, 1]
    assert table["share"].sum() == pytest.approx(1)
    assert (table["n"] == 8).all()
    with pytest.raises(ParameterError, match="voices"):
        frame_speakers(evidence(rows).assign(voice=""), articles=articles(9))


def mentions(n: int) -> pd.DataFrame:
    rows = []
    for i in range(n):
        for start, actor in ((2, "x"), (52, "x"), (102, "y"), (152, "y")):
            rows.append((f"a{i:03}", start, start + 3, actor, actor.upper(), "state", "name"))
    return pd.DataFrame(rows, columns=["article_id", "start", "end", "actor_id", "name", "kind", "via"])


def test_actors_against_chance_by_hand_and_sums_that_agree() -> None:
    # The frame stands in the first two of four sentences of even articles, and in one of y's in odd ones.
    rows = [
        (f"a{i:03}", s, s + 5, "f", "narrator", "", "body")
        for i in range(20)
        for s in ((10, 60) if i % 2 == 0 else (110,))
    ]
    table = frame_actors(evidence(rows), mentions(20), articles=articles(20)).set_index("actor_id")
    assert table.loc["x", ["observed", "expected"]].tolist() == [20, 10 * 2 * 0.5 + 10 * 2 * 0.25]
    assert table["observed"].sum() == table["expected"].sum()
    assert table.loc["x", "ratio"] == pytest.approx(20 / 15)
    assert table.loc["x", "low"] < 20 / 15 < table.loc["x", "high"]
    few = frame_actors(evidence(rows), mentions(6), articles=articles(20)).set_index("actor_id")
    assert few["ratio"].isna().all()
    assert few["note"].str.contains("at least 10").all()


def test_time_has_a_row_for_every_period_and_the_measures_of_groups() -> None:
    dates = ["2024-01-05"] * 6 + ["2024-03-01"] * 5 + [""]
    scores = scored({"f": [i % 2 == 0 for i in range(12)], "g": [True] * 12})
    table = frame_timeline(scores, articles=articles(12, date=dates))
    assert table["period"].tolist() == ["2024-01-01", "2024-02-01", "2024-03-01"] * 2
    assert table["n"].tolist() == [6, 0, 5] * 2
    assert table.attrs["undated"] == 1
    own = frame_groups(scores[scores["article_id"] < "a006"], by="d", articles=articles(12, d=dates))
    assert table.iloc[0]["share_low"] == own.iloc[0]["share_low"]
    with pytest.raises(EmptySelectionError, match="date"):
        frame_timeline(scores, articles=articles(12))


def test_phi_and_odds_agree_with_scipy() -> None:
    rng = np.random.default_rng(1)
    f = rng.random(80) < 0.5
    g = np.where(rng.random(80) < 0.7, f, ~f)
    row = frame_cooccurrence(scored({"f": list(f), "g": list(g)}), articles=articles(80)).iloc[0]
    cells = np.array([[np.sum(f & g), np.sum(f & ~g)], [np.sum(~f & g), np.sum(~f & ~g)]])
    assert row["phi"] == pytest.approx(np.corrcoef(f, g)[0, 1])
    odds = cells + 0.5
    assert row["log_odds"] == pytest.approx(np.log(odds[0, 0] * odds[1, 1] / odds[0, 1] / odds[1, 0]))
    assert row["phi_low"] < row["phi"] < row["phi_high"]
    assert row["p"] < 0.02
    rare = frame_cooccurrence(
        scored({"f": list(f), "g": [True] * 3 + [False] * 77}), articles=articles(80)
    ).iloc[0]
    assert np.isnan(rare["phi"])
    assert "fewer than 5" in rare["note"]


def test_the_difference_of_means_is_that_of_welch() -> None:
    rng = np.random.default_rng(2)
    values, group = rng.normal(size=(30, 1)), np.arange(30) < 11
    sample, _ = drawn(articles(30))
    found = difference(values, group, sample, articles(30)["article_id"])
    oracle = stats.ttest_ind(values[group, 0], values[~group, 0], equal_var=False).confidence_interval()
    assert [float(one[0]) for one in found[1:]] == pytest.approx([oracle.low, oracle.high])


def test_copies_of_a_story_are_one_unit() -> None:
    outlets = ["A"] * 12 + ["B"] * 12
    scores = scored({"f": [True] * 10 + [False] * 2 + [False] * 9 + [True] * 3})
    alone = frame_differences(scores, by="outlet", articles=articles(24, outlet=outlets))
    halved = frame_differences(
        scores, by="outlet",
        articles=articles(24, outlet=outlets, unit=[f"s{i // 2}" for i in range(24)], weight=0.5, stratum=""),
    )  # fmt: skip
    assert alone["difference"].tolist() == pytest.approx(halved["difference"].tolist())
    wide, narrow = (t.iloc[0]["high"] - t.iloc[0]["low"] for t in (halved, alone))
    assert wide > 1.3 * narrow


def test_no_limit_of_a_difference_of_shares_lies_beyond_one() -> None:
    scores = scored({"f": [True] * 5 + [False] + [False] * 6}, rate=9.0)
    table = frame_differences(scores, by="outlet", articles=articles(12, outlet=["A"] * 6 + ["B"] * 6))
    limits = table.set_index("measure")["high"]
    assert limits["share"] == 1
    assert limits["rate"] > 1


def test_differences_refuse_what_few_articles_do_not_carry() -> None:
    scores = scored({"f": [True, False] * 8, "g": [True] * 16})
    table = frame_differences(
        scores, by="outlet", articles=articles(16, outlet=["A"] * 6 + ["B"] * 6 + ["C"] * 4)
    )
    few = table[(table["group"] == "C") | (table["other"] == "C")]
    assert few[["low", "high", "p", "q"]].isna().all(axis=None)
    assert few["note"].str.contains("in C").all()
    same = table[(table["frame"] == "g") & (table["other"] == "B") & (table["measure"] == "share")].iloc[0]
    assert (same["difference"], same["p"]) == (0, 1)
    assert "only the test" in same["note"]
    assert (table["q"].dropna() >= table["p"].dropna()).all()
    with pytest.raises(ParameterError, match="there is no group 'a'"):
        frame_differences(scores, by="outlet", articles=articles(16, outlet=["A", "B"] * 8), groups=["a"])


def test_omissions_by_hand() -> None:
    # Six events, three outlets each: A shows f always, B always, C never in five of six.
    n, outlets = 18, ["A", "B", "C"] * 6
    shown = [o != "C" or i < 3 for i, o in enumerate(outlets)]
    table = articles(n, outlet=outlets, event_id=[f"e{i // 3}" for i in range(n)])
    out = omissions(scored({"f": shown}), articles=table).set_index("outlet")
    assert out.loc["C", ["events", "expected", "omitted"]].tolist() == [6, 6, 5]
    limits = stats.binomtest(5, 6).proportion_ci()
    assert out.loc["C", ["low", "high"]].tolist() == pytest.approx([limits.low, limits.high])
    # For A, most others (B and C) show it in one event only: too few to say anything.
    assert out.loc["A", "expected"] == 1
    assert np.isnan(out.loc["A", "share"])
    listed = omitted(scored({"f": shown}), articles=table)
    assert listed[listed["omitted"]][["event", "outlet"]].to_numpy().tolist() == [
        [f"e{i}", "C"] for i in range(1, 6)
    ]
    with pytest.raises(EmptySelectionError, match="3 outlets"):
        omissions(scored({"f": shown}), articles=table.assign(event_id=table["article_id"]))

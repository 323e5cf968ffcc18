"""Classes of cues by hand."""

from __future__ import annotations

import pytest

from analysis.actors.attribution.cues import CLASSES
from analysis.actors.portrayal import cue_classes
from analysis.errors import ParameterError


@pytest.fixture
def row(story):
    for place, article in enumerate("abcdef"):
        for number in range(place + 1):
            story.says(article, "Armenia", 50 * number)
        story.says(article, "Armenia", 900, cue="claim", cue_class="assertive")
    story.says("a", "Russia", 900, cue="deny", cue_class="denying")
    story.says("a", "", 950)
    story.says("a", "Armenia", 970, negated=True)
    return story.tables[0]


def test_by_speaker(row, articles) -> None:
    got = cue_classes(row, articles=articles)
    assert got["speaker_id"].unique().tolist() == ["state:armenia"]  # one statement of Russia's is too few
    assert got["cue_class"].tolist() == list(CLASSES)
    one = got.set_index("cue_class")
    assert one["count"].to_dict() == {name: {"neutral": 21, "assertive": 6}.get(name, 0) for name in CLASSES}
    assert one["share"].sum() == pytest.approx(1)
    assert one["share"]["assertive"] == pytest.approx(6 / 27)
    assert one["low"]["assertive"] < 6 / 27 < one["high"]["assertive"]
    assert one["high"]["denying"] == pytest.approx(
        1 - 0.025 ** (1 / (27**2 / sum((i + 2) ** 2 for i in range(6))))
    )


def test_by_outlet_and_both(row, articles) -> None:
    got = cue_classes(row, articles=articles, by="outlet", least=1)
    size = got.drop_duplicates("group").set_index("group")["statements"]
    assert size.to_dict() == {"Harbour Post": 11, "Market Wire": 18}
    both = cue_classes(row, articles=articles, by=("speaker", "outlet"), least=1)
    assert both.drop_duplicates(["group", "speaker_id"])[["group", "name"]].to_numpy().tolist() == [
        ["Harbour Post", "Armenia"], ["Harbour Post", "Russia"], ["Market Wire", "Armenia"],
    ]  # fmt: skip


def test_refusals(row, articles, story) -> None:
    assert cue_classes(row.iloc[:0], articles=articles).empty
    with pytest.raises(ParameterError, match="one column"):
        cue_classes(row, articles=articles, by=("outlet", "date"))
    with pytest.raises(ParameterError, match="Did you mean 'outlet'"):
        cue_classes(row, articles=articles, by="oulet")

"""The shipped codebook on sentences of this project's own: each frame where it belongs, none where not."""

from __future__ import annotations

import pytest

from analysis.framing import frame_articles, frames, load_codebook

TEXTS = {
    "conflict": (
        "The two mayors traded accusations on Friday. Opponents of the tunnel accused the council of lying, and the "
        "council denounced its critics. The dispute over the route has split old allies; a rival party vowed to fight "
        "the plan in a legal battle. The row over costs is bitter, a minister said, and protesters clashed with police."
    ),
    "human_interest": (
        "Lena, a 71-year-old widow, wept as she told her story. \"My daughter was born in this house,\" she said. "
        "Her husband died in the flood; her family lost everything. A young mother of two hugged her neighbour. "
        "The children are terrified, and the grief is everywhere. My son still cries at night, she recalled."
    ),
    "economic": (
        "The port reported a loss of 40 million as revenue fell and its share price slumped. Economists expect "
        "inflation to rise and the economy to slow. Higher prices and taxes will cost households dearly, and exports "
        "are down. Investors fear a recession; unemployment may grow, and the budget deficit has widened."
    ),
    "morality": (
        "The bishop called the eviction shameful and morally wrong. It is a sin against the poor, he preached, quoting "
        "scripture. We owe it to the weak to do the right thing, and our conscience should not rest. Greed and "
        "cruelty are evil, the sermon said, and those who turn a blind eye must ask God for forgiveness."
    ),
    "responsibility": (
        "The government failed to act and is to blame for the cracks, the report says. Ministers must take action "
        "urgently: it recommends new legislation and stricter regulation. A solution is possible, but the ministry "
        "ignored warnings for years. We must act now, the authors urge, and propose a plan to solve the problem. The "
        "policy should hold owners accountable, because more must be done without delay."
    ),
    "": (
        "The museum opens a show of old maps on Sunday. Visitors can see how sailors drew the coast, and a guide walks "
        "them through three rooms. The maps were lent by a library in the north and will stay until the end of autumn."
    ),
}  # fmt: skip


def test_each_frame_is_found_in_its_own_article_and_scores_highest_there(corpus) -> None:
    codebook, texts = load_codebook(), corpus(*TEXTS.values())
    table = frame_articles(frames(texts, codebook=codebook), codebook=codebook, articles=texts.articles)
    scores = table.pivot(index="article_id", columns="frame", values="score")
    present = table.pivot(index="article_id", columns="frame", values="present")
    for number, frame in enumerate(TEXTS):
        if frame:
            assert present.loc[f"a{number}", frame], frame
            assert scores.loc[f"a{number}"].idxmax() == frame
            assert scores[frame].idxmax() == f"a{number}"
        else:
            assert not present.loc[f"a{number}"].any()


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("He had a heart attack while rowing in the front row.", {"attack", "row"}),
        ("The colours clash, the museum guide said.", {"clash"}),
        ("The court upheld the territorial integrity of the plot.", {"integrity"}),
        ("The Justice Department wrote to the ministry of justice.", {"justice"}),
        ("They sat on the river bank.", {"bank"}),
        ("Police used tear gas.", {"tear"}),
        ("He slammed the door.", {"slam"}),
    ],
)
def test_words_with_another_meaning_are_left_out(corpus, text: str, unwanted: set[str]) -> None:
    found = set(frames(corpus(text), codebook=load_codebook())["term"])
    assert not found & unwanted

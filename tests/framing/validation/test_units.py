"""What is coded: prose of articles, paragraphs, sentences."""

from __future__ import annotations

import pytest

from analysis.errors import ParameterError
from analysis.framing import frames
from analysis.framing.validation import coding_units, draw_sample, unit_scores

PARTS = [
    ("headline", "A quarrel over cost"),
    ("boilerplate", "Subscribe now."),
    ("body", "Side against side. It is calm."),
]


def test_units_leave_furniture_out_and_lie_where_they_say(corpus, book) -> None:
    tiny = corpus(PARTS, "Nothing here.")
    whole = coding_units(tiny)
    assert whole["text"].tolist() == [
        "A quarrel over cost\n\nSide against side. It is calm.",
        "Nothing here.",
    ]
    assert coding_units(tiny, unit="segment")["text"].tolist() == [
        "A quarrel over cost", "Side against side. It is calm.", "Nothing here.",
    ]  # fmt: skip
    sentences = coding_units(tiny, unit="sentence")
    assert sentences["text"].tolist() == [
        "A quarrel over cost",
        "Side against side.",
        "It is calm.",
        "Nothing here.",
    ]
    assert [tiny.text(row) for row in sentences.itertuples()] == sentences["text"].tolist()
    with pytest.raises(ParameterError, match="is not a unit"):
        coding_units(tiny, unit="page")


def test_sentences_are_drawn_by_what_stands_in_them(corpus, book) -> None:
    tiny = corpus(PARTS, "Nothing here.")
    sentences = coding_units(tiny, unit="sentence")
    scores = unit_scores(sentences, frames(tiny, codebook=book), frames=["conflict", "economic"])
    assert scores["hits"].sum() == 4
    present = scores[scores["present"]]
    assert present.groupby("frame").size().to_dict() == {"conflict": 2, "economic": 1}
    design = draw_sample(sentences, scores=scores, articles=tiny.articles, codebook=book, n=4)
    assert sorted(design["band"]) == ["conflict", "economic", "none", "none"]

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from analysis.corpus import Corpus
from analysis.errors import EmptySelectionError, ParameterError
from analysis.vocabulary import template_phrases

WORDS = [
    "harbour",
    "tower",
    "grain",
    "border",
    "tunnel",
    "river",
    "market",
    "school",
    "garden",
    "museum",
    "station",
    "bridge",
]


def _story(i: int, outlet: str, formula: str = "") -> dict[str, Any]:
    a, b, c = (WORDS[(i * k + 1) % len(WORDS)] for k in (1, 5, 7))
    text = f"News of {a}{i} came with {b}{i * 3} beside {c}{i * 7}. {formula} Then {b} met {c}{i}."
    return {"outlet": outlet, "date": f"2024-01-{1 + i % 28:02d}", "title": f"{outlet} {i}", "text": text}


@pytest.fixture
def corpus(make_corpus: Callable[..., Corpus]) -> Corpus:
    formula = "The office did not at once answer a query."
    records = [_story(i, "Port", formula if i < 12 else "") for i in range(24)]
    records += [_story(i + 50, "Post", formula if i < 1 else "") for i in range(24)]
    return make_corpus(records)


def test_an_outlets_formula_is_one_row_with_its_counts_and_place(corpus: Corpus) -> None:
    table = template_phrases(corpus, longest=12)
    assert table["phrase"].tolist() == ["the office did not at once answer a query"]
    row = table.iloc[0]
    assert row[["group", "words", "kind", "f", "df", "stories", "days"]].tolist() == [
        "Port",
        9,
        "passage",
        12,
        12,
        12,
        12,
    ]
    assert row[["share", "stories_elsewhere", "groups_elsewhere"]].tolist() == [0.5, 1, 1]
    assert row["log_ratio"] == pytest.approx(3.5849625)
    hit = corpus.kwic(table)["hit"].iloc[0]
    assert hit == "The office did not at once answer a query"


def test_parts_of_a_longer_run_are_not_listed(corpus: Corpus) -> None:
    with pytest.raises(EmptySelectionError, match="4 to 7 words stands in 10 stories of one outlet"):
        template_phrases(corpus)


def test_copies_of_a_story_make_no_formula(make_corpus: Callable[..., Corpus]) -> None:
    wire = "Agency copy about the closing of the great tunnel under the northern river went to every desk."
    records = [
        {"outlet": "Port", "date": f"2024-01-{i + 1:02d}", "title": f"t{i}", "text": wire} for i in range(12)
    ]
    records += [_story(i, o) for i, o in enumerate(["Port", "Post"] * 20)]
    with pytest.raises(EmptySelectionError):
        template_phrases(make_corpus(records))


def test_of_overlapping_runs_the_commonest_stands_for_all(make_corpus: Callable[..., Corpus]) -> None:
    # Four words always, the words beside them alternately.
    records = [
        _story(
            i, "Port", ("A " if i % 2 else "One ") + "view from the desk " + ("now." if i % 3 else "soon.")
        )
        for i in range(24)
    ]
    records += [_story(i + 50, "Post") for i in range(24)]
    assert template_phrases(make_corpus(records))["phrase"].tolist() == ["view from the desk"]


def test_small_groups_are_listed_and_senseless_options_refused(
    corpus: Corpus, make_corpus: Callable[..., Corpus]
) -> None:
    with pytest.raises(ParameterError, match="longest = 99"):
        template_phrases(corpus, longest=99)
    with pytest.raises(EmptySelectionError, match=r"there are: 'Port' \(3\)"):
        template_phrases(make_corpus([_story(i, "Port") for i in range(3)]))
    formula = "The office did not answer."
    records = [_story(i, "Port", formula) for i in range(24)] + [_story(i + 90, "Post") for i in range(5)]
    assert template_phrases(make_corpus(records)).attrs["left_out"] == {"Post": 5}

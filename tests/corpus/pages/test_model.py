from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.pages import kinds
from analysis.corpus.pages.features import features, moved, running
from analysis.corpus.pages.lines import furniture, lines_of
from analysis.corpus.pages.model import article_lines, best_block, largest_run, load_model, second_look
from analysis.corpus.pages.trees import trees_from

STORY = [
    "The harbour council voted on Tuesday to keep the old lighthouse, ending a dispute that lasted for nine years.",
    "Its members had met four times since spring without finding a majority, the council's clerk said.",
    "The lighthouse, built in 1871, had been closed to visitors after parts of the gallery came down in a storm.",
    "Repairs will cost about two million crowns, most of which the region has promised to pay, she said.",
    "Fishermen who use the harbour welcomed the vote and said that the light still helped them home at night.",
]
OTHER = [
    "Wages at the shipyard rise for the first time in three years, its owners said in a short statement.",
    "Three schools in the valley close for good this summer because too few children are left in the villages.",
    "A court in the capital heard the complaint of forty farmers against the new motorway on Thursday morning.",
]
ODDS = st.lists(st.floats(-6, 6), min_size=1, max_size=9)


def page() -> list[str]:
    menu = ["Home", "World", "Sport", "Weather", "Log in", "Subscribe"]
    thread = ["24 Comments"]
    for name, words in (("Pete", OTHER[0]), ("Nora Hill", OTHER[2]), ("gary63", OTHER[1])):
        thread += [f"{name} on May 4, 2021 at 9:12 am said:", words, "Reply"]
    teasers = ["More stories"]
    for words in OTHER:
        teasers += [words.rsplit(" ", 8)[0].title(), "3 hours ago"]
    end = ["Contact us", "Terms of use", "© 2021 Harbour Post. All rights reserved."]
    return [
        *menu,
        "Council keeps the old lighthouse",
        "By Ada Penner",
        "May 3, 2021",
        *STORY,
        *thread,
        *teasers,
        *end,
    ]


def test_the_article_is_told_from_menu_comments_and_teasers() -> None:
    lines = lines_of("\n".join(page()))
    found = [line.text for line, mark in zip(lines, article_lines(lines), strict=True) if mark]
    assert set(STORY) <= set(found)
    assert not set(found) & {"Home", "Subscribe", "24 Comments", "Reply", "More stories", "Terms of use"}
    assert sum(text in OTHER for text in found) == 0


def test_the_model_asks_for_nothing_that_is_not_told() -> None:
    lines = lines_of("\n".join(page()))
    seen = features(lines)
    told = seen | second_look(lines, np.zeros(len(lines)))
    model = load_model()
    assert set(model.first.features) <= set(seen)
    assert set(model.second.features) <= set(told)
    assert all(np.isfinite(values).all() and values.shape == (len(lines),) for values in told.values())


def test_one_line_and_none() -> None:
    assert article_lines([]).tolist() == []
    assert article_lines(lines_of(STORY[0])).shape == (1,)


def test_trees_are_walked_as_by_hand() -> None:
    data = {
        "features": ["length", "stop"],
        "start": 0.5,
        "trees": [[[0, 10.0, 1, 2], [-1.0], [1, 0.5, 3, 4], [2.0], [3.0]], [[0.25]]],
    }
    found = trees_from(data).evaluate(
        {"stop": np.array([1.0, 0.0, 1.0]), "length": np.array([10.0, 11.0, 99.0])}
    )
    assert found.tolist() == [-0.25, 2.75, 3.75]


@given(ODDS)
def test_the_largest_run_is_the_largest(values: list[float]) -> None:
    gains = np.array(values)
    start, stop = largest_run(gains)
    sums = [gains[i:j].sum() for i in range(len(gains)) for j in range(i + 1, len(gains) + 1)]
    assert math.isclose(gains[start:stop].sum(), max(sums), abs_tol=1e-9)


def expected_f1(chances: np.ndarray, words: np.ndarray, inside: np.ndarray) -> float:
    return float(2 * (chances * words)[inside].sum() / (words[inside].sum() + (chances * words).sum()))


@given(ODDS, st.data())
def test_no_block_has_a_higher_expected_f1(values: list[float], data: st.DataObject) -> None:
    odds = np.array(values)
    words = np.array(
        data.draw(st.lists(st.integers(1, 60), min_size=len(odds), max_size=len(odds))), dtype=float
    )
    chances, n = 1 / (1 + np.exp(-odds)), len(odds)
    best = max(
        expected_f1(chances, words, (np.arange(n) >= i) & (np.arange(n) < j))
        for i in range(n)
        for j in range(i + 1, n + 1)
    )
    # Leaving out unlikely lines inside the block can only raise what is expected.
    assert expected_f1(chances, words, best_block(odds, words)) >= best - 1e-3


@pytest.mark.parametrize(
    ("by", "expected"), [(1, [2, 3, 0]), (-1, [0, 1, 2]), (3, [0, 0, 0]), (-4, [0, 0, 0])]
)
def test_moved(by: int, expected: list[float]) -> None:
    assert moved(np.array([1.0, 2.0, 3.0]), by, fill=0).tolist() == expected


@given(st.lists(st.floats(-9, 9), max_size=20))
def test_running_sums(values: list[float]) -> None:
    total = running(np.array(values))
    assert np.allclose([total[j] - total[i] for i in range(len(values)) for j in range(i, len(values))],
                       [sum(values[i:j]) for i in range(len(values)) for j in range(i, len(values))])  # fmt: skip


@given(st.text(max_size=300))
def test_any_text_has_finite_features(text: str) -> None:
    lines = lines_of(text)
    if lines:
        assert all(np.isfinite(values).all() for values in features(lines).values())


def test_a_text_too_long_for_a_page_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = lines_of("\n".join(page()))
    monkeypatch.setattr(kinds, "LONGEST_PAGE", len(lines) - 1)
    kept = {line.text for line, mark in zip(lines, kinds.article_marks(lines), strict=True) if mark}
    assert set(OTHER) <= kept
    assert "Log in" not in kept


def test_known_lines_of_the_article_are_taken_over() -> None:
    lines = lines_of("\n".join(page()))
    article = [line.text in STORY[:2] for line in lines]
    found = kinds.kinds_of(lines, title="Council keeps the old lighthouse", article=article)
    assert [line.text for line, kind in zip(lines, found, strict=True) if kind == "body"] == STORY[:2]
    assert found[6] == "headline"


@pytest.mark.parametrize(
    ("line", "purpose"),
    [("If you enjoyed this article, tell a friend.", "newsletter"),
     ("Ada Penner can be reached at the newsroom.", "author"),
     ("Views expressed in this column are the writer's own.", "legal"),
     ("We may earn a commission on what you buy.", "legal")],
)  # fmt: skip
def test_wording_of_furniture(line: str, purpose: str) -> None:
    assert purpose in furniture(line)


def test_many_rows_are_evaluated_like_few() -> None:
    trees = trees_from({"features": ["x"], "start": 1.0, "trees": [[[0, 0.5, 1, 2], [-1.0], [1.0]]]})
    x = np.random.default_rng(3).random(9001)
    assert np.array_equal(trees.evaluate({"x": x}), np.where(x <= 0.5, 0.0, 2.0))
    assert trees.evaluate({"x": np.zeros(0)}).shape == (0,)

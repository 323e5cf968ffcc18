from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.corpus import Corpus
from analysis.errors import EmptySelectionError, ParameterError
from analysis.sampling import q_values
from analysis.vocabulary import keyness, robustness

FILLER = "the council met again and spoke of roads and schools in the valley that week number {}"


def rows(outlet: str, says: list[str], *, section: str = "") -> list[dict[str, Any]]:
    return [
        {"outlet": outlet, "section": section, "title": f"{outlet} {i}", "text": f"{FILLER.format(i)}. {text}"}
        for i, text in enumerate(says)
    ]  # fmt: skip


@pytest.fixture
def corpus(make_corpus: Callable[..., Corpus]) -> Corpus:
    steady = ["Grain ships left the port."] * 14
    steady[3] += " Grain and grain, grain and more grain was loaded."
    return make_corpus(rows("Port", [f"{text} x{i}" for i, text in enumerate(steady)])
                       + rows("Vale", [f"Nothing new was heard. y{i}" for i in range(14)]))  # fmt: skip


def test_leaving_out_is_counting_again_without_it(make_corpus: Callable[..., Corpus], corpus: Corpus) -> None:
    table = robustness(corpus, group="Port")
    row = table[(table["word"] == "grain") & (table["without"] == "article")].iloc[0]
    assert row["share"] == pytest.approx(5 / 18)
    assert row["articles"] == 1
    assert row["survives"]
    less = [
        {"outlet": a.outlet, "title": a.title, "text": a.text}
        for a in corpus.articles.itertuples()
        if a.article_id != row["name"]
    ]
    again = keyness(make_corpus(less), group="Port").set_index("word").loc["grain"]
    assert row["log_ratio_without"] == pytest.approx(again["log_ratio"])
    assert row["p_without"] == pytest.approx(again["p"])
    assert row["q"] < row["q_without"] < 0.05


def test_a_word_of_one_outlet_does_not_survive_without_it(make_corpus: Callable[..., Corpus]) -> None:
    made = [
        *rows("Loud", [f"The steamer sank. a{i}" for i in range(9)], section="sea"),
        *rows("Quiet", [f"All was calm. b{i}" for i in range(12)], section="sea"),
        *rows("Quiet", [f"Cows were sold. c{i}" for i in range(20)], section="land"),
    ]
    table = robustness(make_corpus(made), by="section", group="sea").set_index(["word", "without"])
    assert table.loc[("steamer", "article"), "survives"]
    assert not table.loc[("steamer", "outlet"), "survives"]
    assert table.loc[("steamer", "outlet"), "name"] == "Loud"
    assert table.loc[("steamer", "outlet"), "share"] == 1
    assert table.loc[("calm", "outlet"), "articles"] == 12


def test_a_group_that_would_be_too_small_decides_nothing(make_corpus: Callable[..., Corpus]) -> None:
    made = rows("Port", [f"Grain ships left. x{i}" for i in range(5)])
    made += rows("Vale", [f"Nothing new was heard. y{i}" for i in range(14)])
    table = robustness(make_corpus(made), group="Port")
    assert np.isnan(table["p_without"]).all()
    assert not table["survives"].any()


def test_where_nothing_differs_nothing_needs_to_survive(make_corpus: Callable[..., Corpus]) -> None:
    made = rows("Port", [f"q{i}" for i in range(6)]) + rows("Vale", [f"r{i}" for i in range(6)])
    with pytest.raises(EmptySelectionError, match="no group has a keyword"):
        robustness(make_corpus(made))


def test_the_permutation_test_is_not_run_hundreds_of_times(corpus: Corpus) -> None:
    with pytest.raises(ParameterError, match="Allowed: wilcoxon, df, robust"):
        robustness(corpus, test="permutation")


def test_more_keywords_or_another_limit_of_q_compare_nothing_again(
    make_corpus: Callable[..., Corpus], corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = robustness(corpus, top=15)
    monkeypatch.setattr(import_module("analysis.vocabulary.keyness.robustness"), "keyness", None)
    for options in ({"top": 1}, {"top": 2, "most_q": 0.01}, {"most_q": 1e-5}):
        some = robustness(corpus, **options)  # type: ignore[arg-type]
        able = whole[whole["q"] <= options.get("most_q", 0.05)]
        first = able["word"].groupby(able["group"]).transform(lambda own: pd.factorize(own)[0]) < options.get(
            "top", 15
        )
        assert some.drop(columns="survives").equals(
            able[first].reset_index(drop=True).drop(columns="survives")
        )
    monkeypatch.undo()
    for other in ({"test": "df"}, {"least_df": 9}, {"group": "Vale"}):
        assert robustness(corpus, **other).equals(robustness(make_corpus(_told(corpus)), **other))  # type: ignore[arg-type]


def test_a_new_q_is_that_of_all_words_together() -> None:
    rng = np.random.default_rng(2)
    before = np.round(rng.random(60) ** 3, 2)
    for p in (0.0, 0.01, float(before[7]), 0.4, 1.0):
        changed = before.copy()
        changed[5] = p
        found = import_module("analysis.vocabulary.keyness.robustness")._q(p, before[5], np.sort(before))
        assert found == q_values(changed)[5]


def _told(corpus: Corpus) -> list[dict[str, Any]]:
    """Return the rows of a corpus again."""
    return [{"outlet": a.outlet, "title": a.title, "text": a.text} for a in corpus.articles.itertuples()]

"""How articles are chosen and counted: languages, stories, samples, weights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from analysis.corpus import Corpus
from analysis.corpus.design import Design, units
from analysis.errors import ParameterError

WIRE = "The ferry company said on Monday that it will stop all night sailings in the bay until spring."


def _records() -> list[dict[str, Any]]:
    own = [
        {"outlet": outlet, "date": f"2024-01-{day:02d}", "title": f"{outlet} {day}",
         "text": f"The council of {outlet} met for hour number {day} and spoke about harbour dues."}
        for outlet, days in (("Post", 12), ("Courier", 4)) for day in range(1, days + 1)
    ]  # fmt: skip
    wire = [
        {"outlet": outlet, "date": date, "title": "Ferry", "text": WIRE}
        for outlet, date in (("Post", "2024-02-02"), ("Courier", "2024-02-01"), ("Record", ""))
    ]
    return own + wire


def test_as_published_every_article_weighs_one(make_corpus: Callable[..., Corpus]) -> None:
    articles = make_corpus(_records()).articles
    assert len(articles) == 19
    assert set(articles["weight"]) == {1.0}
    assert set(articles["stratum"]) == {""}
    assert articles["unit"].tolist() == articles["article_id"].tolist()


def test_once_keeps_the_earliest_of_a_story_and_the_undated_last(make_corpus: Callable[..., Corpus]) -> None:
    articles = make_corpus(_records(), stories="once").articles
    kept = articles[articles["title"] == "Ferry"]
    assert len(articles) == 17
    assert kept["outlet"].tolist() == ["Courier"]


def test_weighted_copies_share_one_weight_and_one_unit(make_corpus: Callable[..., Corpus]) -> None:
    articles = make_corpus(_records(), stories="weighted").articles
    shared = articles[articles["title"] == "Ferry"]
    assert shared["weight"].tolist() == pytest.approx([1 / 3] * 3)
    assert shared["unit"].nunique() == 1
    assert articles["weight"].sum() == pytest.approx(17)


def test_a_sample_is_drawn_by_stratum_and_weighs_up_to_the_corpus(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus(_records(), sample=4, sample_by="outlet")
    articles = corpus.articles
    assert articles["outlet"].value_counts().to_dict() == {"Post": 4, "Courier": 4, "Record": 1}
    assert articles.groupby("outlet")["weight"].sum().to_dict() == pytest.approx(
        {"Post": 13, "Courier": 5, "Record": 1}
    )
    assert corpus.strata.values.tolist() == [["Courier", 5, 4], ["Post", 13, 4], ["Record", 1, 1]]
    assert "at most 4 articles of each outlet (seed 1)" in str(corpus)


def test_the_draw_depends_on_the_seed_alone(make_corpus: Callable[..., Corpus]) -> None:
    records = _records()
    first = set(make_corpus(records, sample=5).articles["article_id"])
    again = set(make_corpus(records[::-1], sample=5).articles["article_id"])
    other = set(make_corpus(records, sample=5, seed=2).articles["article_id"])
    assert first == again != other
    assert len(first) == 5


def test_a_further_article_displaces_at_most_one_of_a_sample(make_corpus: Callable[..., Corpus]) -> None:
    records = _records()
    before = set(make_corpus(records, sample=6).articles["article_id"])
    more = make_corpus([*records, {"outlet": "Post", "text": "One more report from the harbour."}], sample=6)
    assert len(before - set(more.articles["article_id"])) <= 1


def test_a_sample_and_shared_weights_multiply(make_corpus: Callable[..., Corpus]) -> None:
    articles = make_corpus(_records(), stories="weighted", sample=3, sample_by="outlet").articles
    by_outlet = articles.set_index("title")
    plain = by_outlet[by_outlet["outlet"] == "Post"].drop(index="Ferry", errors="ignore")
    assert plain["weight"].tolist() == pytest.approx([13 / 3] * len(plain))


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"stories": "twice"}, "'twice'"),
        ({"sample": -1}, "sample = -1"),
        ({"sample_by": "outlet"}, "without a sample"),
        ({"sample": 3, "sample_by": "outlets"}, "Did you mean 'outlet'"),
    ],
)
def test_a_wrong_design_is_named(
    make_corpus: Callable[..., Corpus], options: dict[str, Any], named: str
) -> None:
    with pytest.raises(ParameterError, match=named.replace("(", r"\(")):
        make_corpus(_records(), **options)


def test_units_fill_in_what_a_table_does_not_say() -> None:
    import pandas as pd

    table = units(pd.DataFrame({"article_id": ["a", "b"], "weight": [2.0, 3.0]}))
    assert table["weight"].tolist() == [2.0, 3.0]
    assert table["unit"].tolist() == ["a", "b"]


def test_a_plain_design_has_no_words() -> None:
    assert not str(Design())

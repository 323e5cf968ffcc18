"""Captions say what is in the tables, and nothing is lost when something was left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from analysis import vocabulary
from analysis.corpus import Corpus
from analysis.reporting import captions

SENTENCE = "The council of the harbour town said on Monday that gas and grain would cost more next year. "


@pytest.fixture
def corpus(make_corpus: Callable[..., Corpus]) -> Corpus:
    def article(outlet: str, day: int, times: int) -> dict[str, Any]:
        own = {"Port": "The ferry waits for guards. ", "Post": "The market waits for buyers. "}[outlet]
        return {"outlet": outlet, "date": f"2024-0{1 + day % 3}-1{day}", "text": (SENTENCE + own) * times}

    articles = [article(outlet, day, 6 + day) for outlet in ("Port", "Post") for day in range(6)]
    return make_corpus([*articles, {"outlet": "Post", "date": "", "text": "Short, said the council."}])


def test_keywords_state_test_unit_words_and_false_alarms(corpus: Corpus) -> None:
    counts = vocabulary.count(corpus)
    words = vocabulary.keywords(vocabulary.keyness(counts, by="outlet"))
    false_alarms = vocabulary.calibration(counts, by="outlet")
    told = captions.vocabulary.keyness(words, counts, calibration=false_alarms)
    assert "ferry" in told["alt"]
    assert "all others, with 95 % intervals, article as unit" in told["caption"]
    assert f"{words.attrs['words']} words compared, {corpus}" in told["n"]
    assert "Wilcoxon's rank-sum test" in told["method"]
    assert false_alarms.attrs["note"] in told["method"]
    assert set(captions.vocabulary.KEYNESS_COLUMNS) <= set(words)
    robust = vocabulary.robustness(counts, by="outlet", most_q=1.0)
    assert set(captions.vocabulary.ROBUSTNESS_COLUMNS) <= set(robust)


def test_what_was_passed_over_is_named_but_for_function_words(corpus: Corpus) -> None:
    words = vocabulary.keywords(vocabulary.keyness(corpus, by="outlet"))
    words.attrs["passed_over"] = {"Port": ["port", "the"], "Post": []}
    note = captions.vocabulary.keyness_table(words)["note"]
    assert note.endswith("Passed over, besides function words: Port: port.")


def test_a_reference_is_named_and_what_is_not_tested(corpus: Corpus) -> None:
    counts = vocabulary.count(corpus)
    beside = vocabulary.against_reference(counts)
    told = captions.vocabulary.against_reference(vocabulary.reference_keywords(beside), counts)
    assert str(vocabulary.load_reference()) in told["caption"]
    assert "q-values" in told["caption"]
    one = beside.copy()
    one.attrs = {**beside.attrs, "untested": "there is one article", "length": "200 to 399 words"}
    assert (
        "Nothing is tested: there is one article."
        in captions.vocabulary.against_reference(one, counts)["caption"]
    )
    assert "200 to 399 words" in captions.vocabulary.article(one)["caption"]


def test_articles_that_were_not_measured_are_counted_with_the_reason(corpus: Corpus) -> None:
    diversity = vocabulary.diversity(corpus)
    told = captions.style.diversity(diversity, corpus)
    assert "whole articles, so length matters" in told["caption"]
    assert told["method"].endswith("1 article was too short and left out.")
    assert (
        "first 100 words"
        in captions.style.diversity(vocabulary.diversity(corpus, length=100), corpus)["caption"]
    )
    assert captions.style.readability(vocabulary.readability(corpus), corpus)["method"].startswith(
        "Left out: 1 "
    )


def test_undated_articles_are_counted(corpus: Corpus) -> None:
    trend = vocabulary.trend(corpus, ["gas"])
    told = captions.style.trend(trend, corpus)
    assert told["method"] == "1 article without a date left out."
    assert told["n"] == f"12 dated articles of {corpus}"
    assert "“gas” is highest in 2024-0" in told["alt"]
    assert "without bands" in told["caption"]
    by_year = captions.style.trend(vocabulary.trend(corpus, ["gas"], every="year"), corpus)
    assert "without bands: hardly a year" in by_year["caption"]
    trend["high"] = trend["per_million"]
    assert "with 95 % bands" in captions.style.trend(trend, corpus)["caption"]
    slopes = vocabulary.trend_slopes(corpus, ["gas"])
    assert set(captions.style.SLOPE_COLUMNS) <= set(slopes)


def test_growth_names_the_words_groups_compare_in(corpus: Corpus) -> None:
    growth = vocabulary.growth(corpus, by="outlet")
    assert set(captions.style.GROWTH_COLUMNS) <= set(growth)
    assert f"in {growth.attrs['equal_words']:,} words" in captions.style.growth_table(growth)["note"]
    curve = vocabulary.growth_curve(corpus)
    assert f": {curve['types'].max():,.0f} in 13 articles." in captions.style.growth(curve, corpus)["alt"]


def test_collocations_and_places_name_the_word(corpus: Corpus) -> None:
    counts = vocabulary.count(corpus)
    near = vocabulary.collocations(corpus, node="gas", measure="log_dice")
    assert "“gas”" in captions.vocabulary.collocations(near, counts)["caption"]
    pairs = vocabulary.collocations(corpus)
    assert "neighbouring words" in captions.vocabulary.collocations(pairs, counts)["caption"]
    places = vocabulary.xray(corpus, ["gas"])
    assert captions.vocabulary.xray(places, counts)["n"] == f"{len(places):,} places, {corpus}"
    network = vocabulary.collocation_network(corpus, "gas")
    assert f"{len(network)} links" in captions.vocabulary.network(network, counts)["alt"]
    lemmas = vocabulary.Counts(corpus, counts.table, unit="lemma")
    assert (
        "most frequent lemmas"
        in captions.vocabulary.frequencies(vocabulary.frequencies(counts), lemmas)["caption"]
    )


def test_alternative_texts_state_what_is_seen(corpus: Corpus) -> None:
    import pandas as pd

    spread = pd.DataFrame({"dp": [0.5, 0.1, 0.9, 0.2], "dp_chance": [0.2, 0.2, 0.2, 0.3]})
    assert captions.vocabulary.dispersion(spread, vocabulary.count(corpus))["alt"] == (
        "Of 4 words 2 (50%) lie above the line: they come in clumps."
    )
    pairs = pd.DataFrame({"group": ["A", "A"], "other": ["B", "C"], "value": [0.2, 0.1]})
    pairs.attrs = {"sample_words": 100, "left_out": {}}
    assert captions.style.similarity(pairs, corpus)["alt"] == (
        "Least alike are A and B (0.200), most alike A and C (0.100)."
    )
    curves = pd.DataFrame({"group": ["A", "A", "B"], "articles": [1, 2, 1], "types": [9.0, 15.4, 8.0]})
    assert captions.style.growth(curves, corpus)["alt"] == (
        "Different words at the end of each curve: A: 15 in 2 articles; B: 8 in 1 article."
    )
    change = {"word": ["gas", "gas"], "period": ["2024-02-01", "2024-03-01"], "every": "month", "change": [5.0, -40.0],
              "within": [1.0, -10.0], "mix": [4.0, -30.0]}  # fmt: skip
    assert captions.style.changes(pd.DataFrame(change), corpus)["alt"] == (
        "Of 2 changes the largest is that of “gas” in 2024-03: -40 per million, -10 from outlets "
        "and -30 from their mix."
    )

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.corpus import Corpus
from analysis.errors import EmptySelectionError, ParameterError
from analysis.vocabulary import Reference, against_reference, build_reference, count, measures

RNG = np.random.default_rng(11)
VOCABULARY = np.array([f"word{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(80)])


def _texts(number: int, *, words: int = 120, clumped: float = 0.3) -> list[dict[str, Any]]:
    rows = []
    for i in range(number):
        mixture = RNG.dirichlet(np.full(80, clumped))
        text = " ".join(RNG.choice(VOCABULARY, int(RNG.integers(words // 2, 2 * words)), p=mixture))
        rows.append({"outlet": "Port" if i % 2 else "Post", "title": f"t{i}", "text": text})
    return rows


@pytest.fixture
def reference(make_corpus: Callable[..., Corpus]) -> Reference:
    return build_reference(make_corpus(_texts(150)), least_df=3)


def test_rates_and_effects_are_those_of_the_counts(
    make_corpus: Callable[..., Corpus], reference: Reference
) -> None:
    corpus = make_corpus(_texts(12))
    table = against_reference(corpus, reference=reference).set_index("word")
    row, known = table.loc["wordaa"], reference.words().loc["wordaa"]
    n, total = table.attrs["n"], reference.unit(1).total
    assert row["per_million"] == pytest.approx(row["f"] / n * 1e6)
    assert row["per_million_reference"] == pytest.approx(known["f"] / total * 1e6)
    assert row["log_ratio"] == pytest.approx(float(measures.log_ratio(row["f"], known["f"], n, total)))
    assert row["g2"] == pytest.approx(float(measures.g2(row["f"], known["f"], n, total)))
    assert row["rarity"] == pytest.approx(-np.log10(known["df"] / 150))
    assert row["sources"] == 2
    assert table["g2"].is_monotonic_decreasing


def test_the_difference_of_rates_is_tested_with_the_article_as_unit(
    make_corpus: Callable[..., Corpus], reference: Reference
) -> None:
    corpus = make_corpus(_texts(60))
    table = against_reference(corpus, reference=reference).set_index("word")
    counts = corpus.sql(f"select article_id, word, f from {count(corpus).table}").pivot(
        index="article_id", columns="word", values="f"
    )
    wide, n = counts.fillna(0), counts.sum(axis=1)
    common = wide.columns[((wide > 0).sum() >= 20) & ((wide == 0).sum() >= 20)]
    assert len(common) >= 5
    for word in common[:5]:
        rate = wide[word].sum() / n.sum()
        variance = ((wide[word] - rate * n) ** 2).sum() * 60 / 59 / n.sum() ** 2
        known, unit = reference.words().loc[word], reference.unit(1)
        other = known["f"] / unit.total
        squares = known["ff"] - 2 * other * known["fn"] + other**2 * unit.squares
        beside = squares * 150 / 149 / unit.total**2
        freedom = (variance + beside) ** 2 / (variance**2 / 59 + beside**2 / 149)
        p = 2 * stats.t.sf(abs(rate - other) / np.sqrt(variance + beside), freedom)
        assert table.loc[word, "p"] == pytest.approx(p)


def test_articles_from_the_same_source_differ_no_more_often_than_chance(
    make_corpus: Callable[..., Corpus], reference: Reference
) -> None:
    table = pd.concat([against_reference(make_corpus(_texts(30)), reference=reference) for _ in range(4)])
    assert 0.005 < (table["p"] < 0.05).mean() < 0.09
    assert (table["p_df"] < 0.05).mean() < 0.09
    assert (table["g2"].abs() > 3.84).mean() > 0.3
    assert (table["q"] < 0.05).sum() == 0
    assert (table["q_df"] < 0.05).sum() == 0


def test_shares_are_compared_at_the_same_lengths(make_corpus: Callable[..., Corpus]) -> None:
    def record(i: int, words: int) -> dict[str, Any]:
        extra = " harbour" if words > 150 else ""
        return {"outlet": "Port", "title": f"t{i}", "text": "and so " * (words // 2) + f"number{i}" + extra}

    # All long articles have the word and no short one does; the reference is half short, the selection all long.
    known = build_reference(make_corpus([record(i, 20 if i % 2 else 300) for i in range(60)]), least_df=3)
    table = against_reference(make_corpus([record(i + 100, 300) for i in range(20)]), reference=known)
    row = table.set_index("word").loc["harbour"]
    assert (row["share"], row["share_expected"], row["df_reference"]) == (1, 1, 30)
    assert np.isnan(row["p_df"])


def test_words_the_reference_does_not_list_are_taken_cautiously_and_not_tested(
    make_corpus: Callable[..., Corpus], reference: Reference
) -> None:
    corpus = make_corpus([{**row, "text": row["text"] + " pashinyan"} for row in _texts(10)])
    table = against_reference(corpus, reference=reference)
    row = table.set_index("word").loc["pashinyan"]
    assert not row["listed"]
    taken = reference.unit(1).least_df - 1
    assert row["log_ratio"] == pytest.approx(
        np.log2((10 / table.attrs["n"]) / (taken / reference.unit(1).total))
    )
    assert np.isnan([row["p"], row["p_df"], row["f_reference"], row["per_million_reference"]]).all()
    # The headlines t0 to t9 stand in one article of the reference each.
    assert table.attrs["outside"] == pytest.approx(20 / table.attrs["n"])


def test_one_article_has_no_p_but_a_place_among_articles_of_its_length(
    make_corpus: Callable[..., Corpus],
) -> None:
    def record(i: int) -> dict[str, Any]:
        return {"outlet": "Port", "title": f"t{i}", "text": "gas " * (i % 5) + f"and so on it went{i}."}

    known = build_reference(make_corpus([record(i) for i in range(50)]), least_df=2)
    corpus = make_corpus([{"outlet": "Post", "text": "Gas and gas and gas and gas, and more gas."}])
    table = against_reference(corpus, reference=known)
    assert "p" not in table.columns
    assert "nothing is tested" in table.attrs["untested"]
    assert table.attrs["length"] == "under 100 words"
    gas = table.set_index("word").loc["gas"]
    # Five occurrences: nobody of the reference has five; it is told apart at 1, 2, 3, 5 and 10.
    assert (gas["f"], gas["share_as_often"], gas["df_reference"]) == (5, 0, 40)
    assert table.set_index("word").loc["and", "share_as_often"] == 0
    assert table["low"].isna().all()
    assert table["low_reference"][table["listed"]].notna().all()


def test_a_few_articles_are_compared_but_not_tested(
    make_corpus: Callable[..., Corpus], reference: Reference
) -> None:
    table = against_reference(make_corpus(_texts(3)), reference=reference)
    assert table["p"].isna().all()
    assert table.attrs["untested"] == "3 articles are too few to test (at least 5)"


def test_a_word_in_few_articles_is_at_least_as_uncertain_as_the_reference_says(
    make_corpus: Callable[..., Corpus], reference: Reference
) -> None:
    records = _texts(40)
    with_word = [row["text"] + " wordaa" * 2 for row in records[:2]]
    without = [row["text"].replace("wordaa", "wordab") for row in records[2:]]
    corpus = make_corpus(
        [{"outlet": "Port", "title": f"{i}", "text": t} for i, t in enumerate(with_word + without)]
    )
    row = against_reference(corpus, reference=reference).set_index("word").loc["wordaa"]
    known, unit = reference.words().loc["wordaa"], reference.unit(1)
    rate = known["f"] / unit.total
    squares = known["ff"] - 2 * rate * known["fn"] + rate**2 * unit.squares
    clumping = (squares - known["f"]) / (rate**2 * unit.squares)
    assert clumping > 0
    assert row["p"] > 2 * stats.norm.sf(
        abs(row["per_million"] / 1e6 - rate) / np.sqrt(clumping * rate**2 / 40)
    )


def test_weights_count_as_copies_do(make_corpus: Callable[..., Corpus], reference: Reference) -> None:
    records = _texts(20)
    once = against_reference(make_corpus(records), reference=reference)
    # Every text is carried by two outlets; copies share one weight and are one unit.
    twice = records + [{**row, "outlet": "Copy", "title": row["title"]} for row in records]
    shared = against_reference(make_corpus(twice, stories="weighted"), reference=reference)
    both = once.merge(shared, on="word", suffixes=("", "_shared"))
    assert (both["f_shared"] == 2 * both["f"]).all()
    for name in ("per_million", "low", "high", "log_ratio", "g2", "p", "share"):
        assert np.allclose(both[name], both[f"{name}_shared"], equal_nan=True), name
    assert shared["p_df"].isna().all()


def test_other_kinds_of_segment_are_not_compared(
    make_corpus: Callable[..., Corpus], reference: Reference
) -> None:
    with pytest.raises(ParameterError, match="counts of headline cannot be compared"):
        against_reference(count(make_corpus(_texts(6)), kinds=("headline",)), reference=reference)


def test_thresholds_and_empty_selections_are_answered(
    make_corpus: Callable[..., Corpus], reference: Reference
) -> None:
    corpus = make_corpus(_texts(6))
    with pytest.raises(EmptySelectionError, match="no word occurs 9999 times"):
        against_reference(corpus, reference=reference, least_f=9999)
    with pytest.raises(ParameterError, match="least_f = 0"):
        against_reference(corpus, reference=reference, least_f=0)


def test_an_article_of_numbers_is_outside_the_reference(
    make_corpus: Callable[..., Corpus], reference: Reference
) -> None:
    table = against_reference(
        make_corpus([{"outlet": "Port", "text": "12 345 6,789 0.1 12"}]), reference=reference
    )
    assert not table["listed"].any()
    assert table.attrs["outside"] == 1

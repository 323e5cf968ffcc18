from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from analysis.corpus import Corpus
from analysis.errors import EmptySelectionError, ParameterError
from analysis.vocabulary import article_words, count, frequencies, keyness, keywords, measures
from analysis.vocabulary.counting import matrices


@pytest.fixture
def two_outlets(make_corpus: Callable[..., Corpus]) -> Corpus:
    port = "The harbour traded grain and the harbour sold gas to the town number {}."
    post = "The border guards moved tanks near the border of the town number {}."
    return make_corpus(
        [{"outlet": "Port", "date": "2024-01-01", "title": "", "text": port.format(i)} for i in range(6)]
        + [{"outlet": "Post", "date": "2024-01-02", "title": "", "text": post.format(i)} for i in range(7)]
    )


def test_counts_are_those_of_the_texts(two_outlets: Corpus) -> None:
    table = frequencies(two_outlets).set_index("word")
    assert table.loc["harbour", ["f", "df"]].tolist() == [12, 6]
    assert table.loc["the", ["f", "df"]].tolist() == [6 * 3 + 7 * 3, 13]
    assert table.loc["harbour", "share"] == pytest.approx(6 / 13)
    total = article_words(two_outlets)["n"].sum()
    assert total == table["f"].sum() == 6 * 14 + 7 * 13
    assert table.loc["harbour", "per_million"] == pytest.approx(12 / total * 1e6)


def test_counts_by_group_add_up(two_outlets: Corpus) -> None:
    by = frequencies(two_outlets, by="outlet").groupby("word")["f"].sum()
    assert by.sort_index().equals(frequencies(two_outlets).set_index("word")["f"].sort_index())


def test_keywords_are_what_one_group_alone_says(two_outlets: Corpus) -> None:
    table = keyness(two_outlets, by="outlet")
    first = keywords(table, top=100)
    assert set(first[first["group"] == "Port"]["word"]) == {"harbour", "traded", "grain", "sold", "gas"}
    harbour = table[(table["group"] == "Port") & (table["word"] == "harbour")].iloc[0]
    assert (harbour["f"], harbour["f_rest"], harbour["df"], harbour["df_rest"]) == (12, 0, 6, 0)
    assert harbour["superiority"] == 1
    assert harbour["q"] < 0.01
    assert harbour["g2"] == pytest.approx(float(measures.g2(np.array(12), np.array(0), 84, 91)))
    assert harbour["dp"] == pytest.approx(0)
    town = table[(table["group"] == "Port") & (table["word"] == "town")].iloc[0]
    assert (town["df"], town["df_rest"], abs(town["log_ratio"]) < 0.2) == (6, 7, True)


def test_two_groups_mirror_each_other(two_outlets: Corpus) -> None:
    table = keyness(two_outlets, by="outlet")
    port = table[table["group"] == "Port"].set_index("word").sort_index()
    post = table[table["group"] == "Post"].set_index("word").sort_index()
    assert np.allclose(port["superiority"], 1 - post["superiority"])
    assert np.allclose(port["p"], post["p"])
    assert np.allclose(port["g2"], -post["g2"])


def test_function_words_are_marked_and_left_out_of_keywords(two_outlets: Corpus) -> None:
    table = keyness(two_outlets, by="outlet")
    assert table[table["word"] == "the"]["function_word"].all()
    assert "to" not in set(keywords(table, top=100)["word"])
    assert "to" in set(keywords(table, top=100, function_words=True)["word"])


def test_too_few_articles_are_refused_with_the_reason(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus(
        [{"outlet": "Port", "date": "", "title": "", "text": "One article alone says this."}]
    )
    with pytest.raises(EmptySelectionError, match=r"needs 5 articles.*'Port' \(1\)"):
        keyness(corpus)


def test_small_groups_are_left_out_and_listed(make_corpus: Callable[..., Corpus]) -> None:
    text = "The harbour traded grain and sold gas to town number {}."
    corpus = make_corpus(
        [
            {"outlet": o, "text": text.format(f"{o} {i}")}
            for o, n in (("A", 6), ("B", 5), ("C", 2))
            for i in range(n)
        ]
    )
    table = keyness(corpus)
    assert list(dict.fromkeys(table["group"])) == ["A", "B"]
    assert table.attrs["left_out"] == {"C": 2}


def test_unknown_names_are_answered_with_the_nearest(two_outlets: Corpus) -> None:
    with pytest.raises(ParameterError, match="Did you mean 'outlet'"):
        keyness(two_outlets, by="outlets")
    with pytest.raises(ParameterError, match="Allowed: Port, Post"):
        keyness(two_outlets, group="Prot")


def test_random_halves_of_one_outlet_differ_no_more_often_than_chance(
    make_corpus: Callable[..., Corpus],
) -> None:
    # Words that are bursty within articles: the test on articles holds its level where one on tokens does not.
    rng = np.random.default_rng(7)
    vocabulary = np.array([f"word{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(120)])
    records = []
    for i in range(80):
        mixture = rng.dirichlet(np.full(120, 0.15))
        text = " ".join(rng.choice(vocabulary, 300, p=mixture))
        records.append({"outlet": "first" if i % 2 else "second", "title": f"t{i}", "text": text})
    table = keyness(make_corpus(records), group="first")
    assert (table["p"] < 0.05).mean() < 0.12
    assert (np.abs(table["g2"]) > 3.84).mean() > 0.4


def test_an_outlets_own_name_is_no_keyword(make_corpus: Callable[..., Corpus]) -> None:
    texts = {
        "Harbour Post": "Told to the Harbour Post by guards number {}.",
        "Courier": "A bridge was closed number {}.",
    }
    corpus = make_corpus([{"outlet": o, "text": t.format(i)} for o, t in texts.items() for i in range(6)])
    table = keyness(corpus)
    assert set(table[table["own_name"]]["word"]) == {"harbour", "post"}
    assert not {"harbour", "post"} & set(keywords(table, top=100)["word"])
    assert "guards" in set(keywords(table, top=100)["word"])


def test_dispersion_of_every_word_is_the_formula_over_the_groups_articles(
    make_corpus: Callable[..., Corpus],
) -> None:
    texts = [
        "gas " * k + "and so on it went for a while" + " again" * (i % 3)
        for i, k in enumerate((1, 2, 3, 4, 5))
    ]
    corpus = make_corpus(
        [{"outlet": o, "title": f"{o} {i}", "text": t} for o in "AB" for i, t in enumerate(texts)]
    )
    table = keyness(corpus, group="A").set_index("word")
    counted = article_words(corpus, by="outlet").query("group == 'A'").set_index("article_id")
    f = corpus.sql(f"select article_id, f from {count(corpus).table} where word = 'gas'")
    own = f.set_index("article_id")["f"].reindex(counted.index).fillna(0)
    assert table.loc["gas", "dp"] == pytest.approx(measures.dp(own.to_numpy(), counted["n"].to_numpy()))


def _records(
    outlets: dict[str, int], text: str = "The harbour traded grain and sold gas to town {}."
) -> list[dict[str, Any]]:
    return [
        {"outlet": o, "title": f"{o} {i}", "text": text.format(f"{o.lower()}word x{i}")}
        for o, n in outlets.items()
        for i in range(n)
    ]


def test_one_group_against_another_is_the_corpus_of_the_two(make_corpus: Callable[..., Corpus]) -> None:
    records = _records({"Alpha": 8, "Beta": 7, "Gamma": 9})
    pair = keyness(make_corpus(records), group="Beta", versus="Gamma", measures="all")
    alone = keyness(make_corpus([r for r in records if r["outlet"] != "Alpha"]), group="Beta", measures="all")
    assert pair.equals(alone)
    assert pair.attrs["units"] == {"Beta": [7, 9]}
    assert "alphaword" not in set(pair["word"])


def test_all_measures_are_their_formulas(two_outlets: Corpus) -> None:
    table = keyness(two_outlets, group="Port", measures="all").set_index("word")
    row = table.loc["the"]
    cells = np.array(18.0), np.array(21.0), 84.0, 91.0
    for name in ("odds_ratio", "simple_maths", "g2_two_term", "percent_difference"):
        assert row[name] == pytest.approx(float(getattr(measures, name)(*cells))), name
    assert row["bic"] == pytest.approx(float(measures.bayes_factor(*cells)))
    assert row["lrc"] == pytest.approx(float(measures.conservative_log_ratio(*cells, words=len(table))))
    length = 175 / 13
    odds = measures.log_odds(*cells, prior=np.array(39 / 175 * length), prior_total=length)
    assert (row["log_odds"], row["log_odds_z"]) == pytest.approx((float(odds.delta), float(odds.z)))
    assert table.loc["harbour", "g2_df"] == pytest.approx(float(measures.g2(np.array(6), np.array(0), 6, 7)))
    assert (table.loc["harbour", "range"], table.loc["harbour", "range_rest"]) == (1, 0)


@pytest.mark.parametrize("test", ["wilcoxon", "df", "robust", "permutation"])
def test_every_test_finds_what_one_group_alone_says(two_outlets: Corpus, test: str) -> None:
    table = keyness(two_outlets, group="Port", test=test).set_index("word")
    assert table.loc["harbour", "q"] < 0.05
    assert (table.loc["town", "p"] > 0.05) == (test == "df")  # all have it, at rates that differ a little
    assert ("p_familywise" in table.columns) == (test == "permutation")
    assert table.attrs["test"] == test


def test_intervals_of_log_ratios_leave_out_zero_just_where_the_robust_test_rejects(
    make_corpus: Callable[..., Corpus],
) -> None:
    rng = np.random.default_rng(3)
    records = []
    for i in range(60):
        liking = rng.dirichlet(np.full(30, 0.4) * np.where(np.arange(30) < 10, 1 + i % 2, 1))
        said = " ".join(f"w{chr(97 + k)}" for k in rng.choice(30, 150, p=liking))
        records.append({"outlet": "Alpha" if i % 2 else "Beta", "title": f"t{i}", "text": said})
    table = keyness(make_corpus(records), group="Alpha", test="robust")
    apart = (table["log_ratio_low"] > 0) | (table["log_ratio_high"] < 0)
    assert (apart == (table["p"] < 0.05)).all()
    assert 0 < apart.sum() < len(table)
    inside = (table["log_ratio_low"] <= table["log_ratio"]) & (table["log_ratio"] <= table["log_ratio_high"])
    assert inside.all()


def test_copies_of_a_story_are_one_unit_where_that_is_asked_for(make_corpus: Callable[..., Corpus]) -> None:
    wire = "The ferry company said on Monday that it will stop all night sailings in the bay until the spring came."
    records = [{"outlet": "Alpha", "date": f"2024-01-0{i + 1}", "title": "", "text": wire} for i in range(6)]
    rng = np.random.default_rng(1)
    for outlet in ("Alpha", "Beta"):
        for i in range(8):
            said = " ".join(f"w{chr(97 + k // 26)}{chr(97 + k % 26)}" for k in rng.integers(0, 400, 60))
            records.append({"outlet": outlet, "title": f"{outlet} {i}", "text": said})
    corpus = make_corpus(records)
    alone = keyness(corpus, group="Alpha", least_df=1).set_index("word")
    stories = keyness(corpus, group="Alpha", unit="story", least_df=1).set_index("word")
    assert alone.loc["ferry", "p"] < 0.05 < stories.loc["ferry", "p"]
    assert "ferry" not in set(keyness(corpus, group="Alpha", unit="story", least_df=2)["word"])
    assert stories.attrs["units"]["Alpha"] == [9, 8]


def test_outlets_are_units_where_groups_are_something_else(make_corpus: Callable[..., Corpus]) -> None:
    records = []
    for outlet in range(8):
        for i in range(4):
            text = "Grain was sold." if i % 2 else "Cows were sold."
            loud = " Steamer steamer." if outlet == 0 and i % 2 else ""
            records.append(
                {"outlet": f"paper{outlet}", "section": "sea" if i % 2 else "land", "title": f"{outlet} {i}",
                 "text": f"{text}{loud} The council met about item {outlet} {i} again."}
            )  # fmt: skip
    corpus = make_corpus(records)
    for test in ("wilcoxon", "robust", "permutation", "df"):
        table = keyness(corpus, by="section", group="sea", unit="outlet", least_f=2, least_df=1, test=test)
        table = table.set_index("word")
        assert table.loc["grain", "p"] < 0.01, test
        assert table.loc["steamer", "p"] > 0.2, test
    with pytest.raises(ParameterError, match="each group would be one unit"):
        keyness(corpus, unit="outlet")


def test_counts_too_large_to_keep_are_read_in_blocks_with_the_same_result(
    make_corpus: Callable[..., Corpus], monkeypatch: pytest.MonkeyPatch
) -> None:
    records = _records({"Alpha": 8, "Beta": 7, "Gamma": 9})
    for options in ({"measures": "all"}, {"test": "permutation", "permutations": 99}):
        whole = keyness(make_corpus(records), **options)
        with monkeypatch.context() as patch:
            patch.setattr(matrices, "WHOLE", 10)
            patch.setattr(matrices, "CELLS", 60)
            assert keyness(make_corpus(records), **options).equals(whole)


def test_a_second_question_is_answered_from_what_is_kept(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus(_records({"Alpha": 8, "Beta": 7, "Gamma": 9}))
    first = keyness(corpus)
    keyness(corpus, group="Alpha", versus="Beta", least_df=6)
    assert keyness(corpus).equals(first)
    by_other = keyness(corpus, least_f=7, least_df=7)
    assert by_other.equals(
        keyness(make_corpus(_records({"Alpha": 8, "Beta": 7, "Gamma": 9})), least_f=7, least_df=7)
    )


# What cannot be compared, or only just.


def test_a_word_never_seen_is_in_no_table(two_outlets: Corpus) -> None:
    assert "zeppelin" not in set(keyness(two_outlets)["word"])
    with pytest.raises(EmptySelectionError, match="no word occurs 500 times"):
        keyness(two_outlets, least_f=500)


def test_articles_of_numbers_only_are_compared_by_their_numbers(make_corpus: Callable[..., Corpus]) -> None:
    records = [{"outlet": "Alpha", "title": "", "text": f"12 34 56 {i}"} for i in range(9)]
    records += [{"outlet": "Beta", "title": "", "text": f"78 90 {i}"} for i in range(9)]
    records += [{"outlet": "Beta", "title": "", "text": "…! — ?? …"}]
    table = keyness(make_corpus(records), group="Alpha").set_index("word")
    assert table.loc["34", "superiority"] == 1
    assert np.isfinite(table[["p", "q", "per_million", "low", "high", "log_ratio", "g2"]].to_numpy()).all()


def test_one_outlet_alone_has_nothing_to_be_compared_with(make_corpus: Callable[..., Corpus]) -> None:
    with pytest.raises(EmptySelectionError, match=r"5 outside it; there are: 'Alpha' \(9\)"):
        keyness(make_corpus(_records({"Alpha": 9})))


def test_a_group_against_itself_or_nobody_is_refused(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus(_records({"Alpha": 9, "Beta": 9, "Gamma": 2}))
    with pytest.raises(ParameterError, match="against itself"):
        keyness(corpus, group="Alpha", versus="Alpha")
    with pytest.raises(ParameterError, match="without a group"):
        keyness(corpus, versus="Alpha")
    with pytest.raises(ParameterError, match="Allowed: Alpha, Beta, Gamma"):
        keyness(corpus, group="Alpha", versus="Delta")
    with pytest.raises(EmptySelectionError, match="needs 5 articles"):
        keyness(corpus, group="Alpha", versus="Gamma")
    with pytest.raises(ParameterError, match="Allowed: wilcoxon, df, robust, permutation"):
        keyness(corpus, test="chi2")


@pytest.mark.parametrize("test", ["wilcoxon", "df", "robust"])
def test_five_articles_against_five_thousand(make_corpus: Callable[..., Corpus], test: str) -> None:
    rng = np.random.default_rng(8)
    words = np.array([f"w{chr(97 + k // 26)}{chr(97 + k % 26)}" for k in range(300)])
    chance = np.geomspace(1, 0.002, 300)
    records = []
    for i in range(3005):
        said = rng.choice(words, 25, p=chance / chance.sum())
        group = "few" if i < 5 else "many"
        text = " ".join(said) + (" eclipse eclipse" if i < 5 else "")
        records.append({"outlet": group, "title": "", "text": f"{text} {i}"})
    table = keyness(make_corpus(records), group="few", test=test).set_index("word")
    assert table.loc["eclipse", "q"] < 0.001
    others = table.drop(index="eclipse")
    assert (others["q"] < 0.05).sum() == 0
    assert (others["p"] < 0.05).mean() < 0.07

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from analysis.corpus import Corpus
from analysis.errors import EmptySelectionError, ParameterError
from analysis.vocabulary import article_words, frequencies, keyness, keywords, measures


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
    f = corpus.sql("select article_id, f from words_body_caption_headline_standfirst where word = 'gas'")
    own = f.set_index("article_id")["f"].reindex(counted.index).fillna(0)
    assert table.loc["gas", "dp"] == pytest.approx(measures.dp(own.to_numpy(), counted["n"].to_numpy()))

"""Lexical diversity of articles and groups."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np
import pytest

from analysis.corpus import Corpus
from analysis.corpus.words import words
from analysis.errors import EmptySelectionError, ParameterError
from analysis.vocabulary import article_diversity, diversity
from analysis.vocabulary.diversity import MEASURES
from analysis.vocabulary.measures import diversity as formulas
from analysis.vocabulary.running import stream

VOCABULARY = np.array(
    [
        "harbour",
        "grain",
        "border",
        "tank",
        "bridge",
        "council",
        "winter",
        "ferry",
        "school",
        "doctor",
        "market",
        "treaty",
        "river",
    ]
)


def text(seed: int, size: int, *, rich: float = 1.0) -> str:
    rng = np.random.default_rng(seed)
    drawn = rng.choice(VOCABULARY, size, p=rng.dirichlet(np.full(len(VOCABULARY), rich)))
    return f"Report number {seed}. " + " ".join(drawn) + "."


def corpus_of(make: Callable[..., Corpus], sizes: dict[str, list[int]], **options: Any) -> Corpus:
    return make(
        [
            {"outlet": outlet, "date": "2024-01-01", "title": f"Title of {outlet} {i}", "text": text(i, size)}
            for outlet, row in sizes.items()
            for i, size in enumerate(row)
        ],
        **options,
    )


def test_each_article_is_its_words_in_order(make_corpus: Callable[..., Corpus]) -> None:
    corpus = corpus_of(make_corpus, {"Post": [150, 220, 300]})
    table = article_diversity(corpus).set_index("article_id")
    for row in corpus.articles.itertuples():
        own = words(f"{row.title}\n{row.text}" if row.title not in row.text else row.text)
        assert table.loc[row.article_id, "words"] == len(own)
        assert table.loc[row.article_id, "types"] == len(set(own))
        assert table.loc[row.article_id, "mattr"] == pytest.approx(formulas.mattr(own))
        assert table.loc[row.article_id, "mtld"] == pytest.approx(formulas.mtld(own))
        assert table.loc[row.article_id, "hdd"] == pytest.approx(formulas.hdd(own))


def test_short_articles_are_left_out_and_listed(make_corpus: Callable[..., Corpus]) -> None:
    corpus = corpus_of(make_corpus, {"Post": [150] * 6 + [40], "Courier": [60, 160]})
    table = diversity(corpus)
    assert sorted(table.attrs["left_out"].values()) == [47, 67]
    counts = table[table["measure"] == "mtld"].set_index("group")
    assert counts[["n", "left_out"]].values.tolist() == [[6, 1], [1, 1]]
    assert np.isfinite(counts.loc["Post", ["low", "high"]].astype(float)).all()
    assert np.isnan(counts.loc["Courier", "low"])
    assert "one article" in counts.loc["Courier", "note"]
    assert list(dict.fromkeys(table["measure"])) == ["words", *MEASURES]


def test_groups_are_means_of_their_articles(make_corpus: Callable[..., Corpus]) -> None:
    corpus = corpus_of(make_corpus, {"Post": [150, 200, 260, 310, 170, 140], "Courier": [160] * 7})
    articles = article_diversity(corpus)
    found = diversity(corpus, by=None)
    assert set(found["group"]) == {"all"}
    for name in MEASURES:
        row = found[found["measure"] == name].iloc[0]
        assert row["mean"] == pytest.approx(articles[name].mean())
        assert row["median"] == pytest.approx(articles[name].median())
        assert row["low"] < row["mean"] < row["high"]
    with_length = found.attrs["length_correlation"]
    assert with_length["ttr"] == pytest.approx(articles["words"].corr(articles["ttr"], method="spearman"))
    assert with_length["ttr"] < -0.5


def test_at_equal_length_only_the_beginnings_are_read(make_corpus: Callable[..., Corpus]) -> None:
    corpus = corpus_of(make_corpus, {"Post": [150, 220, 300, 130]})
    table = article_diversity(corpus, length=120).set_index("article_id")
    assert set(table["words"]) == {120}
    row = corpus.articles.iloc[2]
    own = words(f"{row['title']}\n{row['text']}" if row["title"] not in row["text"] else row["text"])
    assert table.loc[row["article_id"], "ttr"] == pytest.approx(len(set(own[:120])) / 120)
    assert len(article_diversity(corpus, length=200)) == 2
    assert np.isnan(diversity(corpus, length=120).attrs["length_correlation"]["ttr"])


def test_copies_of_a_story_share_one_weight(make_corpus: Callable[..., Corpus]) -> None:
    rows = [
        {"outlet": "Post", "date": f"2024-01-0{i + 1}", "title": "", "text": text(i, 150 + 30 * i)}
        for i in range(7)
    ]
    copies = [{**row, "outlet": "Courier", "date": f"2025{str(row['date'])[4:]}"} for row in rows]
    once = diversity(make_corpus(rows), by=None).set_index("measure")
    twice = diversity(make_corpus([*rows, *copies], stories="weighted"), by=None).set_index("measure")
    assert (twice["n"] == 2 * once["n"]).all()
    for column in ("mean", "median"):
        assert twice[column].to_numpy() == pytest.approx(once[column].to_numpy())
    # Stories stand in another order than articles, so that other ones are drawn.
    for column in ("low", "high"):
        assert twice[column].to_numpy() == pytest.approx(once[column].to_numpy(), rel=0.1)


def test_too_short_to_say_anything_is_refused_with_the_longest(make_corpus: Callable[..., Corpus]) -> None:
    corpus = corpus_of(make_corpus, {"Post": [50, 80]})
    with pytest.raises(EmptySelectionError, match=r"none of 2 articles has 100 words; the longest has 87"):
        diversity(corpus)


@pytest.mark.parametrize("options", [{"least": 99}, {"length": 50}, {"window": 101}, {"window": 0}, {"closing": "x"},
                                     {"kinds": ("heading",)}, {"by": "paper"}])  # fmt: skip
def test_what_cannot_be_meant_is_refused(make_corpus: Callable[..., Corpus], options: dict[str, Any]) -> None:
    corpus = corpus_of(make_corpus, {"Post": [150] * 5})
    with pytest.raises(ParameterError):
        diversity(corpus, **options)


def test_figures_and_other_scripts_are_words_too(make_corpus: Callable[..., Corpus]) -> None:
    figures = " ".join(str(1000 + i % 90) for i in range(180))
    hebrew = " ".join(["שלום", "עולם", "חדש", "ישן", "ים"][i % 5] for i in range(150))
    corpus = make_corpus(
        [{"outlet": "Post", "title": "", "text": figures}, {"outlet": "Post", "title": "", "text": hebrew}]
    )
    table = article_diversity(corpus)
    assert sorted(table["types"]) == [5, 90]


def test_articles_in_batches_are_the_same(
    make_corpus: Callable[..., Corpus], monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = {"Post": [150, 220, 300, 130, 110, 400]}
    whole = article_diversity(corpus_of(make_corpus, sizes))
    # A segment at a time, so that headline and body of an article come apart.
    monkeypatch.setattr(stream, "MOST_KEPT", 0)
    monkeypatch.setattr(stream, "SEGMENTS", 1)
    corpus = corpus_of(make_corpus, sizes)
    assert len(corpus.segments) > len(corpus)
    parts = article_diversity(corpus)
    assert parts["article_id"].tolist() == whole["article_id"].tolist()
    assert parts[list(MEASURES)].to_numpy() == pytest.approx(whole[list(MEASURES)].to_numpy())


def test_a_kind_of_segment_that_no_article_has_is_refused(make_corpus: Callable[..., Corpus]) -> None:
    corpus = corpus_of(make_corpus, {"Post": [150] * 5})
    with pytest.raises(EmptySelectionError, match="the longest has 0"):
        diversity(corpus, kinds=("caption",))


def test_another_option_makes_again_only_what_depends_on_it(
    make_corpus: Callable[..., Corpus], monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus, fresh = (corpus_of(make_corpus, {"Post": [150, 220, 300]}) for _ in range(2))
    first = article_diversity(corpus)
    changed = {"window": 30, "threshold": 0.6, "closing": "at"}
    for name, other in changed.items():
        with monkeypatch.context() as patch:
            for unused in ("unordered", "mtld_of" if name == "window" else "mattr_of"):
                patch.setattr(import_module("analysis.vocabulary.diversity"), unused, None)
            again = article_diversity(corpus, **{name: other})  # type: ignore[arg-type]
        assert again.equals(article_diversity(fresh, **{name: other}))  # type: ignore[arg-type]
        assert name == "closing" or not again.equals(first)
    assert article_diversity(corpus).equals(first)

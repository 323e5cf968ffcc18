"""Readability of articles and groups."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from analysis.corpus import Corpus
from analysis.errors import EmptySelectionError, ParameterError
from analysis.vocabulary import article_readability, readability
from analysis.vocabulary.measures import readability as formulas
from analysis.vocabulary.measures.syllables import syllables

SHORT = "The cat sat on the mat. A dog ran to the gate. We saw them both go home. "
LONG = (
    "The administration announced considerable modifications of international regulations, which "
    "representatives of organisations criticised as unsatisfactory. "
)


def record(text: str, *, outlet: str = "Post", **more: Any) -> dict[str, Any]:
    return {"outlet": outlet, "date": "2024-01-01", "title": "", "text": text, **more}


def test_counts_of_an_article_by_hand(make_corpus: Callable[..., Corpus]) -> None:
    text = "The cat sat on the mat. Mr. Maren reported 12 elaborate negotiations in Zaporizhzhia. The president agreed."
    row = article_readability(make_corpus([record(text)]), least=1).iloc[0]
    assert (row["words"], row["sentences"]) == (17, 3)
    lettered = [word for word in text.replace(".", "").split() if word != "12"]
    sounds = sum(syllables(word) for word in lettered) * 17 / 16
    characters = sum(map(str.isalnum, text))
    # Hard: elaborate, negotiations, president; not "reported" (-ed), nor a name.
    assert row["fog"] == pytest.approx(formulas.fog(17, 3, 3))
    assert row["flesch"] == pytest.approx(formulas.flesch(17, 3, sounds))
    assert row["flesch_kincaid"] == pytest.approx(formulas.flesch_kincaid(17, 3, sounds))
    assert row["coleman_liau"] == pytest.approx(formulas.coleman_liau(17, 3, characters))
    assert row["ari"] == pytest.approx(formulas.ari(17, 3, characters))
    assert np.isnan(row["smog"])


def test_long_words_read_harder_by_every_formula(make_corpus: Callable[..., Corpus]) -> None:
    rows = [record(f"Report {i}. " + text * 11, outlet=outlet)
            for outlet, text in (("Plain", SHORT), ("Ministry", LONG * 3)) for i in range(6)]  # fmt: skip
    table = readability(make_corpus(rows)).pivot(index="group", columns="measure", values="mean")
    assert table.loc["Plain", "flesch"] > table.loc["Ministry", "flesch"]
    for name in (
        "flesch_kincaid",
        "fog",
        "smog",
        "coleman_liau",
        "ari",
        "words_per_sentence",
        "syllables_per_word",
    ):
        assert table.loc["Plain", name] < table.loc["Ministry", name], name


def test_smog_is_of_articles_with_thirty_sentences(make_corpus: Callable[..., Corpus]) -> None:
    texts = [SHORT * repeated + f"Number {i} ended." for i, repeated in enumerate([6, 6, 12, 12, 12, 12, 12])]
    table = readability(make_corpus([record(text) for text in texts])).set_index("measure")
    assert (table.loc["smog", "n"], table.loc["flesch", "n"]) == (5, 7)


def test_other_languages_figures_and_short_texts_are_left_out_each_with_its_reason(
    make_corpus: Callable[..., Corpus],
) -> None:
    french = (
        "Le président a déclaré que les négociations avec le gouvernement seraient reprises avant la fin du mois, "
        "parce que la situation dans la région ne permet plus d'attendre. "
    )
    corpus = make_corpus(
        [
            record(SHORT * 8),
            record(french * 6),
            record(" ".join(str(1000 + i) for i in range(150)) + "."),
            record("שלום עולם חדש. " * 60),
            record(SHORT),
        ]
    )
    table = article_readability(corpus)
    assert len(table) == 1
    reasons = sorted(table.attrs["left_out"].values())
    assert len(reasons) == 4
    assert sum("not in English" in reason for reason in reasons) in (1, 2)
    assert sum("figures" in reason for reason in reasons) in (1, 2)
    assert "under 100 words" in reasons
    assert readability(corpus).set_index("measure").loc["flesch", "left_out"] == 4


def test_nothing_to_measure_is_refused_with_the_reasons(make_corpus: Callable[..., Corpus]) -> None:
    with pytest.raises(
        EmptySelectionError, match="none of 1 articles can be measured: 1 are under 100 words"
    ):
        readability(make_corpus([record(SHORT)]))
    with pytest.raises(ParameterError, match="least = 0"):
        readability(make_corpus([record(SHORT)]), least=0)


def test_one_article_has_values_and_no_interval(make_corpus: Callable[..., Corpus]) -> None:
    table = readability(make_corpus([record(SHORT * 8)]))
    assert table["mean"].notna().sum() == len(table) - 1  # no SMOG
    assert table["low"].isna().all()
    assert table.set_index("measure").loc["smog", "note"] == "no article could be measured"


def test_headlines_are_no_sentences(make_corpus: Callable[..., Corpus]) -> None:
    titled = make_corpus([record(SHORT * 8, title="A headline of the day")])
    plain = make_corpus([record(SHORT * 8)])
    assert (
        article_readability(titled)["sentences"].tolist() == article_readability(plain)["sentences"].tolist()
    )


def test_a_kind_of_segment_that_no_article_has_is_refused(make_corpus: Callable[..., Corpus]) -> None:
    with pytest.raises(EmptySelectionError, match="1 are under 100 words"):
        readability(make_corpus([record(SHORT * 8)]), kinds=("caption",))

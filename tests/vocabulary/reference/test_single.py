from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from analysis.corpus import Corpus
from analysis.errors import ParameterError
from analysis.vocabulary import article_profile, build_reference

TEXT = (
    "The alliance was frozen on Wednesday. The alliance, said Qarunyan, had failed, and the alliance would "
    "be left by Qarunyan on Wednesday."
)


def test_keywords_are_content_words_that_news_uses_less(make_corpus: Callable[..., Corpus]) -> None:
    profile = article_profile(make_corpus([{"outlet": "Port", "text": TEXT}]))
    assert profile.keywords["word"].tolist() == ["qarunyan", "alliance"]
    assert profile.outside["word"].tolist() == ["qarunyan"]
    assert profile.rarest["word"].iloc[0] in {"frozen", "alliance"}
    assert {"qarunyan", "the"}.isdisjoint(profile.rarest["word"])
    assert profile.table.attrs["articles"] == "1 article"


def test_measures_stand_among_articles_of_the_same_length(make_corpus: Callable[..., Corpus]) -> None:
    records = [{"outlet": "Port", "text": f"and so {'harbour ' * k}" + "tower " * k} for k in range(1, 40)]
    known = build_reference(make_corpus(records), least_df=3)
    profile = article_profile(make_corpus([{"outlet": "Post", "text": "and so harbour tower harbour tower"}]),
                              reference=known)  # fmt: skip
    table = profile.measures.set_index("measure")
    assert table.loc["words", "value"] == 6
    assert table.loc["outside", "value"] == 0
    assert table.loc["function_words", "value"] == pytest.approx(2 / 6)
    assert table.loc["function_words", "percentile"] > 0.9
    assert table.loc["letters", "value"] == pytest.approx((3 + 2 + 2 * 7 + 2 * 5) / 6)
    assert table.loc["rarity", "value"] == pytest.approx(0)
    assert table["percentile"].between(0.01, 0.99).all()


def test_a_length_the_reference_has_not_has_no_percentile(make_corpus: Callable[..., Corpus]) -> None:
    known = build_reference(
        make_corpus([{"outlet": "Port", "text": f"a harbour {i}"} for i in range(9)]), least_df=3
    )
    profile = article_profile(make_corpus([{"outlet": "Post", "text": "harbour " * 150}]), reference=known)
    assert profile.measures.set_index("measure")["percentile"].isna().tolist() == [
        False,
        True,
        True,
        True,
        True,
    ]
    assert np.isnan(profile.table["share_as_often"]).all()


def test_one_article_of_several_is_chosen_by_its_id(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus([{"outlet": "Port", "title": t, "text": f"{t} and {t}"} for t in ("gas", "grain")])
    chosen = corpus.articles.set_index("title").loc["grain", "article_id"]
    assert article_profile(corpus, article_id=str(chosen)).table["word"].tolist() == ["grain", "and"]
    with pytest.raises(ParameterError, match="2 articles are selected, and none is named"):
        article_profile(corpus)
    with pytest.raises(ParameterError, match="'x' is not among the selected articles"):
        article_profile(corpus, article_id="x")


def test_the_outlets_own_name_is_no_keyword(make_corpus: Callable[..., Corpus]) -> None:
    text = "Told to the Sentinel by guards. The Sentinel asked the guards."
    profile = article_profile(make_corpus([{"outlet": "Caucasus Sentinel", "text": text}]))
    assert profile.keywords["word"].tolist() == ["guards"]
    assert profile.table.set_index("word").loc["sentinel", "own_name"]

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from analysis.corpus import Corpus, open_corpus
from analysis.errors import ModelError, ParameterError
from analysis.vocabulary import article_words, count, frequencies

TEXT = "The miners' union strikes again. Two strikes were called, and Harbour's owners don't agree."


@pytest.fixture
def corpus(make_corpus: Callable[..., Corpus]) -> Corpus:
    return make_corpus([{"title": "", "text": TEXT}, {"title": "", "text": f"{TEXT} Ferries sail."}])


def f(table: pd.DataFrame) -> dict[str, int]:
    return dict(zip(table["word"], table["f"], strict=True))


def test_lemmas_and_their_parts_of_speech(corpus: Corpus) -> None:
    lemmas = f(frequencies(count(corpus, unit="lemma")))
    assert lemmas["strike"] == 4
    assert lemmas["be"] == 2
    assert lemmas["miner"] == 2
    assert lemmas["ferry"] == 1
    # "don't" is taken apart; the possessive ending and punctuation are no words.
    assert lemmas["do"] == lemmas["not"] == 2
    assert not {"'", "'s", ".", ","} & set(lemmas)
    tagged = f(frequencies(count(corpus, unit="lemma_pos")))
    assert tagged["strike/VERB"] == tagged["strike/NOUN"] == 2
    assert (
        sum(tagged.values()) == sum(lemmas.values()) == article_words(count(corpus, unit="lemma"))["n"].sum()
    )


def test_sequences_of_lemmas_stay_inside_a_sentence_and_cross_no_comma(corpus: Corpus) -> None:
    pairs = f(frequencies(count(corpus, unit="lemma", n=2)))
    assert pairs["two strike"] == 2
    assert pairs["harbour owner"] == 2
    assert "again two" not in pairs
    assert "call and" not in pairs


def test_lemmas_in_one_voice(corpus: Corpus) -> None:
    rows = corpus.articles
    said = [[text.index("and Harbour"), text.index("agree.") + 6] for text in rows["text"]]
    quotations = pd.DataFrame(
        {"article_id": rows["article_id"], "content": [[span] for span in said], "kind": "direct"}
    )
    inside, outside = (
        f(frequencies(count(corpus, unit="lemma", voice=voice, quotations=quotations)))
        for voice in ("quoted", "narrator")
    )
    assert inside == {"and": 2, "harbour": 2, "owner": 2, "do": 2, "not": 2, "agree": 2}
    every = f(frequencies(count(corpus, unit="lemma")))
    assert {word: inside.get(word, 0) + outside.get(word, 0) for word in every} == every
    assert str(
        count(corpus, unit="lemma", kinds=("headline", "body"), voice="narrator", quotations=quotations)
    ) == ("lemmas in headlines and body, words inside quotations left out")


def test_what_has_no_lemmas_is_refused(corpus: Corpus) -> None:
    with pytest.raises(ParameterError, match="byline have no lemmas: they are not annotated"):
        count(corpus, unit="lemma", kinds=("body", "byline"))
    other = open_corpus(corpus.raw, model="no_such_model", workers=1)
    with pytest.raises(ModelError, match="'no_such_model' is not installed"):
        count(other, unit="lemma")

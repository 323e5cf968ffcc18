"""Explanations: each way in which a term can be set aside, and what questions and rules make of it."""

from __future__ import annotations

import pytest

from analysis.errors import ParameterError
from analysis.framing import explain, explain_term, frames
from analysis.framing.checking import single
from analysis.framing.matching.tracing import count_fates, trace_terms

TERMS = (
    "{term: object, pos: VERB}, {term: bill, near: energy}, {term: bear, not_near: polar}, trade war, war, "
    "{term: attack, negated: drop}, quarrel"
)
TEXT = (
    "A strange object lay there. The bill passed. A polar bear came. The trade war goes on.\n\n"
    "There was no attack. They did not quarrel."
)


def test_every_fate_with_its_reason(book) -> None:
    found = explain(book(TERMS), TEXT)
    told = {(row.words, row.term): (row.fate, row.reason) for row in found.terms.itertuples()}
    assert told["object", "object"] == ("part of speech", "is NOUN, not VERB")
    assert told["bill", "bill"] == ("not near", "none of energy within 8 words in the sentence")
    assert told["bear", "bear"] == ("near what excludes it", "one of polar within 8 words in the sentence")
    assert told["trade war", "trade war"][0] == "kept"
    assert told["war", "war"] == (
        "inside a longer hit",
        "stands in 'trade war' (term trade war), which counts",
    )
    assert told["attack", "attack"][0] == "negated"
    assert told["quarrel", "quarrel"] == ("kept", "counts; stands under negation, and is kept and marked")


def test_what_is_kept_is_the_evidence(book, corpus) -> None:
    texts, codebook = corpus(TEXT, "War and bears. They object."), book(TERMS, "bear, war")
    kept = trace_terms(texts, codebook=codebook).query("fate == 'kept'")
    keys = ["article_id", "start", "end", "indicator", "term"]
    evidence = frames(texts, codebook=codebook)
    assert sorted(kept[keys].values.tolist()) == sorted(evidence[keys].values.tolist())
    counted = count_fates(texts, codebook=codebook)
    assert counted["hits"].sum() == len(trace_terms(texts, codebook=codebook))


def test_questions_and_rules_say_why(book) -> None:
    codebook = book("quarrel, war", "dispute, row", rule="at least 2", more="        min: 2\n")
    found = explain(codebook, "They quarrel about the war.")
    assert found.indicators["answered"].tolist() == [True, False]
    assert found.indicators["reason"].tolist() == ["found: quarrel, war", "no term found"]
    (verdict,) = found.frames.itertuples()
    assert (verdict.present, verdict.reason) == (False, "1 of 2 questions answered yes, 2 needed")
    one = explain(codebook, "They quarrel.")
    assert one.indicators["reason"][0] == "1 of 2 places"


def test_a_text_in_which_nothing_is_found(book) -> None:
    found = explain(book("quarrel"), "They met.")
    assert found.terms.empty
    assert not found.frames["present"].any()


def test_an_article_of_a_corpus(book, make_corpus) -> None:
    corpus = make_corpus([
        {"outlet": "Harbour Post", "date": "2024-06-01", "title": "A treaty", "text": "Both states signed a treaty."},
        {"outlet": "Harbour Post", "date": "2024-06-02", "title": "A quarrel", "text": "They quarrel over the treaty."},
    ])  # fmt: skip
    chosen = corpus.sql("select article_id from articles where title = 'A quarrel'")["article_id"].iloc[0]
    found = explain(book("treaty, quarrel"), corpus, article_id=chosen)
    assert found.terms["words"].str.lower().tolist() == ["quarrel", "quarrel", "treaty"]
    assert set(found.terms["article_id"]) == {chosen}
    with pytest.raises(ParameterError, match="no article 'none'"):
        explain(book("treaty"), corpus, article_id="none")


def test_texts_are_bounded(book, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ParameterError, match="there is no text"):
        explain(book("war"), " \n ")
    monkeypatch.setattr(single, "LONGEST", 10)
    with pytest.raises(ParameterError, match="At most 10"):
        explain(book("war"), "War came to the town.")


def test_a_term_and_what_finds_a_word(book, corpus) -> None:
    codebook = book("accuse, 'polar*'", "{term: row, pos: NOUN, near: over, window: 3}")
    (row,) = explain_term(codebook, "row").itertuples()
    assert (row.indicator, row.conditions) == ("i1", "is NOUN; near over within 3 words")
    assert row.place == "codebook, line 18"
    assert explain_term(codebook, "accusing")["term"].tolist() == ["accuse"]
    counted = explain_term(codebook, "polar*", corpus=corpus("Polarised and polar, polar days."))
    assert counted[["kept", "forms"]].values.tolist() == [[3, "polar (2), polarised (1)"]]
    with pytest.raises(ParameterError, match="Did you mean 'accuse'"):
        explain_term(codebook, "acuse")

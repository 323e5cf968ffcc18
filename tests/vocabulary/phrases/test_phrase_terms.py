from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from analysis.corpus import Corpus
from analysis.errors import EmptySelectionError, ParameterError
from analysis.vocabulary import concordance, phrases
from analysis.vocabulary.phrases.grams import Grams
from analysis.vocabulary.phrases.terms import nested


def _articles(sentences: list[str]) -> list[dict[str, Any]]:
    return [{"outlet": "Port", "title": f"t{i}", "text": text} for i, text in enumerate(sentences)]


def test_c_value_of_the_published_example() -> None:
    # Frantzi, Ananiadou & Mima (2000), section 2.3.1: "basal cell carcinoma" and what contains it.
    terms = {
        "adenoid cystic basal cell carcinoma": 5, "cystic basal cell carcinoma": 11,
        "ulcerated basal cell carcinoma": 7, "recurrent basal cell carcinoma": 5,
        "circumscribed basal cell carcinoma": 3, "basal cell carcinoma": 984,
    }  # fmt: skip
    tokens, places = [], {}
    for term in terms:
        places[term] = len(tokens)
        tokens += [*term.split(), "|"]
    levels, counts, names = [], [], []
    for n in range(1, 6):
        own = [term for term in terms if len(term.split()) == n]
        at = np.full(len(tokens), -1)
        for number, term in enumerate(own):
            for i in range(len(tokens) - n + 1):
                if tokens[i : i + n] == term.split():
                    at[i] = number
        f = np.array([terms[term] for term in own])
        starts = np.flatnonzero(at >= 0)
        place = np.array([places[term] for term in own], dtype=int)
        levels.append(Grams(n, place, f, np.ones(len(own), dtype=int), starts, at[starts]))
        counts.append(f.astype(float))
        names.append(own)
    inside, longer = nested(levels, counts, [np.ones(len(own), dtype=bool) for own in names])
    found = {
        term: np.log2(n + 1) * (counts[n][i] - inside[n][i] / max(longer[n][i], 1))
        for n, own in enumerate(names) for i, term in enumerate(own)
    }  # fmt: skip
    assert {term: round(float(value), 2) for term, value in found.items()} == {
        "adenoid cystic basal cell carcinoma": 11.61, "cystic basal cell carcinoma": 12.0,
        "ulcerated basal cell carcinoma": 14.0, "recurrent basal cell carcinoma": 10.0,
        "circumscribed basal cell carcinoma": 6.0, "basal cell carcinoma": 1551.36,
    }  # fmt: skip


VERBS = ["met", "left", "saw", "heard", "praised", "blamed"]
TAILS = ["today", "quietly", "again", "there", "abroad", "twice"]


def test_terms_are_found_with_their_counts_and_places(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus(
        _articles(
            [
                f"Reporters {v} prime minister Anna Qarun {t}, and {v} the minister."
                for v, t in zip(VERBS, TAILS, strict=True)
            ]
        )
    )
    table = phrases(corpus)
    assert table["phrase"].tolist() == ["prime minister anna qarun"]
    row = table.iloc[0]
    assert (row["n"], row["f"], row["df"], row["longer"], row["variety"]) == (4, 6, 6, 0, 6)
    assert row["c_value"] == pytest.approx(2 * 6)
    assert len(concordance(corpus, row["phrase"])) == 6


def test_a_part_is_a_term_only_if_it_stands_alone(make_corpus: Callable[..., Corpus]) -> None:
    long = [f"They {v} security council members {t}." for v, t in zip(VERBS, TAILS, strict=True)]
    alone = [f"We {v} security council {t}." for v, t in zip(VERBS, TAILS, strict=True)]
    table = phrases(make_corpus(_articles(long + alone))).set_index("phrase")
    assert set(table.index) == {"security council members", "security council"}
    assert table.loc["security council", ["f", "f_longer", "longer"]].tolist() == [12, 6, 1]
    assert table.loc["security council", "c_value"] == pytest.approx(12 - 6)
    assert "security council" not in set(phrases(make_corpus(_articles(long)))["phrase"])


def test_npmi_is_that_of_the_weakest_joint(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus(
        _articles([f"One {v} black sea {t}. Black ink. Sea." for v, t in zip(VERBS, TAILS, strict=True)])
    )
    row = phrases(corpus, least_npmi=0.0).set_index("phrase").loc["black sea"]
    n = 9 * 6  # with the headlines
    assert row["npmi"] == pytest.approx(np.log(6 * n / (12 * 12)) / -np.log(6 / n))


def test_repeated_passages_punctuation_and_reports_make_no_term(make_corpus: Callable[..., Corpus]) -> None:
    # Always between the same words; divided by a comma; beside a verb of saying.
    sentences = [
        f"Item {i}. Kiev insists offensive plans failed. Grain, gas {t}. Nobody {v} officials said."
        for i, (v, t) in enumerate(zip(VERBS, TAILS, strict=True))
    ]
    with pytest.raises(EmptySelectionError, match="no phrase occurs 5 times"):
        phrases(make_corpus(_articles(sentences)))


def test_no_phrase_reaches_from_one_article_into_the_next(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus(_articles([f"harbour tower {w}" for w in VERBS + TAILS]))
    found = phrases(corpus, least_variety=1)["phrase"].tolist()
    assert found == ["harbour tower"]


def test_copies_that_share_a_weight_are_one_article(make_corpus: Callable[..., Corpus]) -> None:
    text = " ".join(f"They {v} black sea {t}." for v, t in zip(VERBS, TAILS, strict=True))
    copies = [{"outlet": f"Paper {i}", "title": "one", "text": text} for i in range(4)]
    assert phrases(make_corpus(copies))["df"].tolist() == [4]
    with pytest.raises(EmptySelectionError):
        phrases(make_corpus(copies, stories="weighted"))


def test_senseless_options_and_empty_texts_are_refused(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus(_articles(["!!! ... ???  — and nothing else", "one word"]))
    with pytest.raises(ParameterError, match="longest = 9"):
        phrases(corpus, longest=9)
    with pytest.raises(ParameterError, match="least_f = 0"):
        phrases(corpus, least_f=0)
    with pytest.raises(EmptySelectionError):
        phrases(corpus)
    with pytest.raises(EmptySelectionError, match="hold no word"):
        phrases(corpus, kinds=("caption",))

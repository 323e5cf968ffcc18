from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from analysis.corpus import Corpus
from analysis.errors import ParameterError
from analysis.vocabulary import concordance

TEXT = "Security guarantees matter. “Security guarantee” is a phrase; Armenia’s security, guaranteed, is not."


@pytest.fixture
def corpus(make_corpus: Callable[..., Corpus]) -> Corpus:
    return make_corpus(
        [
            {"outlet": "Post", "date": "2024-02-01", "title": "Guarantees", "text": TEXT},
            {
                "outlet": "Courier",
                "date": "2024-01-01",
                "title": "Other",
                "text": "No guarantee of security here.",
            },
        ]
    )


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("security", ["security", "Security", "Security", "security"]),
        ("security guarantee*", ["Security guarantees", "Security guarantee", "security, guaranteed"]),
        ("armenia", ["Armenia’s"]),
        ("Armenia's", ["Armenia’s"]),
        ("guarant*", ["guarantee", "Guarantees", "guarantees", "guarantee", "guaranteed"]),
        ("guarantee {0,1} security", ["guarantee of security"]),
        ("(a phrase | matter)", ["matter", "a phrase"]),
        ("absent", []),
        ("s.curity", []),
        (" ".join(["word"] * 50), []),
    ],
)
def test_hits_are_found_in_order_of_date_and_place(corpus: Corpus, query: str, hits: list[str]) -> None:
    lines = concordance(corpus, query)
    assert lines["hit"].tolist() == hits
    texts = corpus.articles.set_index("article_id")["text"]
    for row in lines.itertuples():
        assert texts[row.article_id][row.start : row.end] == row.hit
    assert lines.attrs["total"] == len(hits)


def test_a_sample_is_seeded_and_says_how_many_there_are(corpus: Corpus) -> None:
    one = concordance(corpus, "security", sample=2, seed=3)
    assert len(one) == 2
    assert (one.attrs["total"], one.attrs["articles"]) == (4, 2)
    assert one.equals(concordance(corpus, "security", sample=2, seed=3))
    every = concordance(corpus, "security")
    assert set(one["line"]) < set(every["line"])
    assert every["line"].is_unique


def test_lines_carry_where_they_come_from(corpus: Corpus) -> None:
    line = concordance(corpus, "no guarantee").iloc[0]
    assert (line["outlet"], line["date"], line["kind"], line["right"]) == (
        "Courier", "2024-01-01", "body", "of security here.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sort", "hits"),
    [
        ("hit", ["guarantee", "guarantee", "guaranteed", "Guarantees", "guarantees"]),
        ("outlet", ["guarantee", "Guarantees", "guarantees", "guarantee", "guaranteed"]),
        # Words after: of, (none), matter, is, is. The sides of a segment come first.
        (["right1", "left1"], ["Guarantees", "guarantee", "guaranteed", "guarantees", "guarantee"]),
    ],
)
def test_lines_are_sorted_by_what_is_asked(corpus: Corpus, sort: str | list[str], hits: list[str]) -> None:
    lines = concordance(corpus, "guarant*", sort=sort)
    assert [hit.lower() for hit in lines["hit"]] == [hit.lower() for hit in hits]
    if sort != "outlet":
        same = concordance(corpus, "(?i)guarant\\w*", regex=True, sort=sort)
        assert same["line"].tolist() == lines["line"].tolist()


def test_context_and_condition_leave_out_and_say_so(corpus: Corpus) -> None:
    lines = concordance(corpus, "security", near=["matt*"], reach=2)
    assert lines["right"].str[:9].tolist() == ["guarantee", "guarantee"]
    assert lines.attrs["left_out"] == {"where": 0, "context": 2}
    assert len(concordance(corpus, "security", near=["matter"], not_near=["phrase"], reach=4)) == 1
    lines = concordance(corpus, "security", where="outlet = 'Post'")
    assert set(lines["outlet"]) == {"Post"}
    assert lines.attrs["left_out"] == {"where": 1, "context": 0}
    with pytest.raises(ParameterError, match="Did you mean 'outlet'"):
        concordance(corpus, "security", where="outlt = 'Post'")
    with pytest.raises(ParameterError, match="not one word"):
        concordance(corpus, "security", near=["two words"])


def test_no_hit_reaches_into_another_segment(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus([{"title": "Old bridge", "text": "falls in the night.\n\nBridge falls."}])
    assert concordance(corpus, "bridge falls")["kind"].tolist() == ["body"]
    assert concordance(corpus, r"(?is)bridge\s+falls", regex=True)["kind"].tolist() == ["body"]


def test_scripts_from_right_to_left_and_combining_marks_keep_their_offsets(
    make_corpus: Callable[..., Corpus],
) -> None:
    text = "The word \u202bشالوم\u202c and \u05e9\u05dc\u05d5\u05dd in a cafe\u0301 of the caf\u00e9 chain."
    corpus = make_corpus([{"title": "", "text": text}])
    stored = corpus.articles["text"].iloc[0]
    for query, count in (
        ("\u05e9\u05dc\u05d5\u05dd", 1),
        ("شالوم", 1),
        ("caf\u00e9", 2),
        ("cafe\u0301", 2),
        ("caf?", 2),
    ):
        lines = concordance(corpus, query)
        assert len(lines) == count, query
        for row in lines.itertuples():
            assert stored[row.start : row.end] == row.hit


@pytest.mark.parametrize("query", ["", "  ", "*", "* *", "word " * 61])
def test_queries_without_words_are_refused(corpus: Corpus, query: str) -> None:
    with pytest.raises(ParameterError, match="query"):
        concordance(corpus, query)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"sort": "left9"}, "Did you mean 'left"), ({"sample": 0}, "sample = 0"), ({"reach": 0}, "reach = 0"),
        ({"kinds": ("bodies",)}, "Did you mean 'body'"), ({"regex": True, "near": ["a"]}, "regular expression"),
    ],
)  # fmt: skip
def test_wrong_options_are_refused(corpus: Corpus, options: dict, message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        concordance(corpus, "security", **options)


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("", "empty"), ("(", "no regular expression"), ("a" * 1001, "1,001 characters"), (r"\p{Nope}", "no regular"),
        ("(?:(?:(?:ab|c){99}){99}){99}", "multiply"), ("a{99999999}", "multiply"), ("(" * 400 + ")" * 400, "cannot be"),
    ],
)  # fmt: skip
def test_patterns_that_cannot_be_compiled_are_refused(corpus: Corpus, pattern: str, message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        concordance(corpus, pattern, regex=True)


def test_patterns_that_explode_are_given_up_in_time(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus([{"title": "", "text": "It said so. " + "a" * 5000 + " and no more."}])
    started = time.monotonic()
    with pytest.raises(ParameterError, match=r"cannot be tried on a text .* Do not repeat what repeats"):
        concordance(corpus, "(?:a{1,1000}){1,1000}b", regex=True, seconds=0.3)
    assert time.monotonic() - started < 5
    # The corpus answers afterwards as before.
    assert len(concordance(corpus, "said")) == 1
    assert concordance(corpus, "x*", regex=True).empty


def test_one_article_has_its_lines(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus([{"title": "", "text": "One ferry, two ferries."}])
    assert concordance(corpus, "ferr*")["hit"].tolist() == ["ferry", "ferries"]

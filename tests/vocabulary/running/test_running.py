from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus import Corpus
from analysis.corpus.words import words
from analysis.vocabulary import count, frequencies
from analysis.vocabulary.running import (
    Matcher,
    Running,
    Words,
    matching_forms,
    parse,
    running_words,
    tagged_words,
)

TEXTS = [
    "The old bridge fell. Cafe\u0301 guests saw the old, old bridge fall.",
    "No bridge.\n\nBridge again.",
]


@pytest.fixture
def corpus(make_corpus: Callable[..., Corpus]) -> Corpus:
    return make_corpus(
        [
            {"outlet": "Post", "date": f"2024-01-0{2 - i}", "title": "", "text": text}
            for i, text in enumerate(TEXTS)
        ]
    )


def test_running_words_are_the_words_of_each_segment_in_order_of_date(corpus: Corpus) -> None:
    running = running_words(corpus)
    (batch,) = running.batches()
    forms = [
        running.lexicon[batch.word[a:b]].tolist()
        for a, b in zip(batch.edge[:-1], batch.edge[1:], strict=True)
    ]
    assert forms == [["no", "bridge"], ["bridge", "again"], words(TEXTS[0])]
    assert running.totals()[running.code("bridge")] == 4
    assert running.code("absent") == -1


def test_reading_only_what_holds_a_word_finds_the_same(corpus: Corpus) -> None:
    def found(running: Running) -> list[list[str]]:
        hits = Matcher(parse("old bridge"), running)
        return [
            running.lexicon[own.words.word[a:b]].tolist()
            for own in hits for a, b in zip(own.first, own.last, strict=True)
        ]  # fmt: skip

    part = running_words(corpus, containing="bridge")
    again = running_words(corpus, containing="old")
    whole = running_words(corpus)
    assert found(part) == found(again) == found(whole) == [["old", "bridge"], ["old", "bridge"]]
    assert running_words(corpus, containing="nowhere").lexicon.tolist() != []  # all words are known by now


def test_a_word_nobody_uses_leaves_nothing_to_read(corpus: Corpus) -> None:
    running = running_words(corpus, containing="nowhere")
    assert len(running.lexicon) == 0
    assert list(running.batches()) == []
    assert list(Matcher(parse("nowhere"), running)) == []


def _brute(forms: list[str], segments: list[int], query: str) -> list[tuple[int, int]]:
    """Try every reading at every place; keep the longest from the left."""
    hits, free = [], 0
    for at in range(len(forms)):
        sizes = [
            len(reading)
            for reading in parse(query).readings
            if at + len(reading) <= len(forms)
            and len(set(segments[at : at + len(reading)])) == 1
            and all(
                all((forms[at + k] in c.values) != c.negated for c in element)
                for k, element in enumerate(reading)
            )
        ]
        if sizes and at >= free:
            free = at + max(sizes)
            hits.append((at, free))
    return hits


@given(
    st.lists(st.lists(st.sampled_from("abc"), max_size=8), min_size=1, max_size=4),
    st.sampled_from(
        ["a", "a b", "a {0,2} b", "(a | b c)", "a{1,3} b", '[word!="a"] c', "(a)? b (c)?", "a [] a", "b | a b"]
    ),
)  # fmt: skip
def test_matching_agrees_with_trying_every_place(segments: list[list[str]], query: str) -> None:
    lexicon = np.array(["a", "b", "c"], dtype=object)
    forms = [form for segment in segments for form in segment]
    edge = np.concatenate([[0], np.cumsum([len(segment) for segment in segments])])
    batch = Words(
        np.arange(len(segments)),
        np.zeros(len(segments), int),
        edge,
        np.array([ord(f) - 97 for f in forms], int),
        np.zeros(len(forms), bool),
    )
    running = Running(None, "", lexicon, np.array(["x"], dtype=object))  # type: ignore[arg-type]
    hits = Matcher(parse(query), running).hits(batch)
    expected = _brute(forms, batch.segment.tolist(), query)
    assert list(zip(hits.first.tolist(), hits.last.tolist(), strict=True)) == expected


@given(st.text("ab", max_size=8), st.text("ab*?", min_size=1, max_size=6))
def test_wildcards_fit_as_their_letters_say(form: str, pattern: str) -> None:
    def fits(letters: str, wanted: str) -> bool:
        if not wanted:
            return not letters
        if wanted[0] == "*":
            return any(fits(letters[i:], wanted[1:]) for i in range(len(letters) + 1))
        return bool(letters) and wanted[0] in ("?", letters[0]) and fits(letters[1:], wanted[1:])

    assert matching_forms((pattern,), np.array([form], dtype=object)).tolist() == [fits(form, pattern)]


def test_many_wildcards_do_not_hang() -> None:
    form, pattern = "a" * 20_000, "*a" * 40 + "*b"
    assert matching_forms((pattern,), np.array([form], dtype=object)).tolist() == [False]


def test_words_take_lemma_and_part_of_speech_of_their_tokens(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus(
        [{"title": "", "text": "The workers didn’t strike. Strikes hit the state-owned yard."}]
    )
    running = tagged_words(corpus)
    (batch,) = running.batches()
    tags = {
        running.lexicon[word]: running.lemmas[lemma]  # type: ignore[index]
        for word, lemma in zip(batch.word, batch.codes("lemma"), strict=True)
    }
    assert tags["workers"] == "worker"
    assert tags["didn't"] == "do"
    assert tags["state-owned"] == "state-owned"
    assert len(set(batch.sentence.tolist())) == 2  # type: ignore[union-attr]
    for lemma, pos in product(["strike"], ["VERB", "NOUN"]):
        hits = [len(own) for own in Matcher(parse(f'[lemma="{lemma}" pos="{pos}"]'), running)]
        assert hits == [1]


def test_lemmas_are_those_that_are_counted(make_corpus: Callable[..., Corpus]) -> None:
    # Words that the parser leaves whole: the same lemma in counts and in running words, a curly apostrophe straight.
    corpus = make_corpus(
        [{"title": "", "text": "Ferries were called at five o’clock. Strikes hit two yards."}]
    )
    running = tagged_words(corpus)
    counts = frequencies(count(corpus, unit="lemma")).set_index("word")["f"].to_dict()
    totals = dict(zip(running.names("lemma"), running.totals("lemma"), strict=True))
    assert {lemma: f for lemma, f in totals.items() if f} == counts
    assert "o'clock" in counts


def test_a_pause_parts_words_without_being_one(corpus: Corpus) -> None:
    running = running_words(corpus)
    (batch,) = running.batches()
    assert running.lexicon[batch.word[batch.pause]].tolist() == ["no", "bridge", "the", "cafe\u0301", "old"]

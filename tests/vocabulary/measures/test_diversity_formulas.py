"""Lexical diversity against printed numbers, plain loops over the definitions, and lexicalrichness where installed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import comb, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import ParameterError
from analysis.vocabulary.measures import diversity as d
from analysis.vocabulary.measures import reading
from analysis.vocabulary.measures.reading import CLOSINGS

SENTENCE = ["this", "is", "a", "sentence", "."]
TEXTS = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=120)


def test_numbers_of_the_literature() -> None:
    assert d.yule_k(["a", "b", "c", "d", "d", "e", "e", "f", "f", "f"]) == pytest.approx(1000)
    assert d.yule_k(["a", "b", "c", "d", "d", "e", "e", "f", "f", "f", "g", "g", "g", "g"]) == pytest.approx(
        1122.449, abs=5e-4
    )
    assert d.hdd(SENTENCE * 20) == pytest.approx(0.119047, abs=1e-6)
    assert d.mtld(SENTENCE * 20) == pytest.approx(7.142857, abs=5e-7)
    text = ["one", "one", "two", "one", "one", "two", "one"]
    assert [round(d.mattr(text, window=w), 4) for w in (2, 3, 4)] == [0.8333, 0.6667, 0.5]


def test_two_conventions_to_close_a_factor_differ_where_the_ratio_is_met() -> None:
    # 18 types in 25 words is .72 exactly.
    text = [f"w{i}" for i in range(18)] + ["w17"] * 7
    assert d.ttr(text) == 0.72
    forwards_only = text + [f"x{i}" for i in range(18)] + ["x17"] * 7
    assert d.mtld(forwards_only, closing="at") < d.mtld(forwards_only, closing="below")


def factors(words: Sequence[str], threshold: float, closing: str) -> float:
    number, seen, size = 0.0, set(), 0
    for word in words:
        seen.add(word)
        size += 1
        ratio = len(seen) / size
        if ratio < threshold or (closing == "at" and ratio == threshold):
            number, seen, size = number + 1, set(), 0
    return number + ((1 - len(seen) / size) / (1 - threshold) if size else 0)


@given(TEXTS, st.sampled_from([0.5, 0.6, 0.72]), st.sampled_from(CLOSINGS))
def test_mtld_is_what_reading_word_by_word_gives(text: list[str], threshold: float, closing: str) -> None:
    numbers = [factors(words, threshold, closing) for words in (text, text[::-1])]
    expected = np.mean([len(text) / n if n else np.nan for n in numbers])
    assert d.mtld(text, threshold=threshold, closing=closing) == pytest.approx(expected, nan_ok=True)


@given(TEXTS, st.integers(1, 12))
def test_mattr_is_the_mean_over_all_windows(text: list[str], window: int) -> None:
    ratios = [len(set(text[i : i + window])) / window for i in range(len(text) - window + 1)]
    assert d.mattr(text, window=window) == pytest.approx(np.mean(ratios) if ratios else np.nan, nan_ok=True)


@given(TEXTS, st.integers(1, 50))
def test_hdd_is_the_hypergeometric_chance(text: list[str], drawn: int) -> None:
    n = len(text)
    chances = [1 - comb(n - f, drawn) / comb(n, drawn) for f in Counter(text).values()] if n >= drawn else []
    expected = sum(chances) / drawn if chances else np.nan
    assert d.hdd(text, drawn=drawn) == pytest.approx(expected, nan_ok=True)


@given(TEXTS)
def test_simple_measures_are_their_formulas(text: list[str]) -> None:
    n, v, f = len(text), len(set(text)), list(Counter(text).values())
    assert d.ttr(text) == pytest.approx(v / n)
    assert d.guiraud(text) == pytest.approx(v / n**0.5)
    if n > 1:
        assert d.maas(text) == pytest.approx((log(n) - log(v)) / log(n) ** 2)
        assert d.simpson(text) == pytest.approx(sum(x * (x - 1) for x in f) / (n * (n - 1)))


@pytest.mark.parametrize("piece", [1, 40, 10**6])
@given(texts=st.lists(TEXTS, min_size=1, max_size=6))
def test_many_texts_at_once_are_each_text_alone(texts: list[list[str]], piece: int) -> None:
    names = sorted({word for text in texts for word in text})
    codes = np.array([names.index(word) for text in texts for word in text])
    starts = np.concatenate(([0], np.cumsum([len(text) for text in texts])))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "PIECE", piece)
        found = d.every_measure(codes, starts, window=5)
    for i, text in enumerate(texts):
        alone = {"ttr": d.ttr(text), "mattr": d.mattr(text, window=5), "mtld": d.mtld(text), "hdd": d.hdd(text),
                 "yule_k": d.yule_k(text), "guiraud": d.guiraud(text), "maas": d.maas(text),
                 "simpson": d.simpson(text), "words": len(text), "types": len(set(text))}  # fmt: skip
        for name, value in alone.items():
            assert found[name][i] == pytest.approx(value, nan_ok=True), name


def test_texts_without_words_say_nothing() -> None:
    for measure in (d.ttr, d.guiraud, d.maas, d.yule_k, d.simpson, d.hdd, d.mattr, d.mtld):
        assert np.isnan(measure([]))
    found = d.every_measure(np.array([0, 0]), np.array([0, 0, 2, 2]))
    assert found["words"].tolist() == [0, 2, 0]


def test_a_text_without_a_word_that_returns_has_no_mtld() -> None:
    assert np.isnan(d.mtld([f"w{i}" for i in range(150)]))


@pytest.mark.parametrize("options", [{"threshold": 1.0}, {"threshold": 0.0}, {"closing": "above"}])
def test_conventions_that_do_not_exist_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(ParameterError):
        d.mtld(SENTENCE, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [60, 400, 1500])
def test_lexicalrichness_computes_the_same(size: int) -> None:
    peer = pytest.importorskip("lexicalrichness")
    draw = np.random.default_rng(size).zipf(1.4, size) % 400
    text = [f"w{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in draw]
    rich = peer.LexicalRichness(" ".join(text))
    # lexicalrichness closes a factor at the threshold already.
    mtld = d.mtld(text, closing="at")
    ours = [d.ttr(text), d.guiraud(text), d.maas(text), d.yule_k(text), d.simpson(text), d.hdd(text), mtld,
            d.mattr(text, window=25)]  # fmt: skip
    theirs = [
        rich.ttr,
        rich.rttr,
        rich.Maas,
        rich.yulek,
        rich.simpsond,
        rich.hdd(42),
        rich.mtld(0.72),
        rich.mattr(25),
    ]
    assert ours == pytest.approx(theirs)

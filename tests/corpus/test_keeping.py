"""What is worked out for a corpus is made once, a few at a time, and goes with the corpus."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable

from analysis.corpus import Corpus
from analysis.corpus.keeping import kept, known

ROWS = [{"outlet": "Post", "text": "The harbour was closed."}]


class _Made:
    """Something that can be referred to weakly."""


def test_a_value_is_made_once_for_each_key_and_corpus(make_corpus: Callable[..., Corpus]) -> None:
    one, other = make_corpus(ROWS), make_corpus(ROWS)
    first = kept(one, ("ranks", 1), _Made)
    assert kept(one, ("ranks", 1), _Made) is first
    assert kept(one, ("ranks", 2), _Made) is not first
    assert kept(other, ("ranks", 1), _Made) is not first


def test_of_one_name_the_one_asked_for_longest_ago_goes(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus(ROWS)
    first, second = (kept(corpus, ("ranks", n), _Made, most=2) for n in (1, 2))
    assert kept(corpus, ("ranks", 1), _Made, most=2) is first
    kept(corpus, ("ranks", 3), _Made, most=2)
    kept(corpus, ("words", 1), _Made, most=2)
    assert kept(corpus, ("ranks", 1), _Made, most=2) is first
    assert kept(corpus, ("ranks", 2), _Made, most=2) is not second


def test_asking_again_makes_a_value_younger(make_corpus: Callable[..., Corpus]) -> None:
    corpus, made = make_corpus(ROWS), list[int]()
    for key in (1, 2, 1, 3, 1, 2):
        kept(corpus, ("kept in a test", key), lambda key=key: made.append(key), most=2)  # type: ignore[misc]
    assert made == [1, 2, 3, 2]


def test_it_goes_with_the_corpus(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus(ROWS)
    value = weakref.ref(kept(corpus, ("ranks",), _Made))
    assert value() is not None
    del corpus
    gc.collect()
    assert value() is None


def test_what_is_kept_is_known(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus(ROWS)
    assert not known(corpus, ("ranks", 1))
    kept(corpus, ("ranks", 1), _Made)
    assert known(corpus, ("ranks", 1))
    assert not known(corpus, ("ranks", 2))

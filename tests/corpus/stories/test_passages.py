from __future__ import annotations

import random
from collections.abc import Callable
from difflib import SequenceMatcher

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.stories import passages, shared_passages
from analysis.corpus.stories.shingles import copy_words


def whole(text: str) -> list[tuple[int, int]]:
    return [(0, len(text))]


@given(st.integers(0, 10**6))
def test_the_longest_passage_is_difflibs(seed: int) -> None:
    rng = random.Random(seed)
    vocabulary = [f"w{i}" for i in range(60)]
    one = rng.choices(vocabulary, k=rng.randint(0, 80))
    two = rng.choices(vocabulary, k=rng.randint(0, 40))
    for _ in range(rng.randint(0, 3)):
        start = rng.randrange(len(one) + 1)
        place = rng.randrange(len(two) + 1)
        two[place:place] = one[start : start + rng.randint(0, 30)]
    text, other = " ".join(one), " – ".join(two)
    found = shared_passages(text, whole(text), other, whole(other), longest=99)
    longest = SequenceMatcher(None, one, two, autojunk=False).find_longest_match().size
    assert [p[4] for p in found[:1]] == ([longest] if longest >= 7 else [])
    for start, end, other_start, other_end, words in found:
        assert copy_words(text[start:end]) == copy_words(other[other_start:other_end])
        assert len(copy_words(text[start:end])) == words
    for spans in ([p[:2] for p in found], [p[2:4] for p in found]):
        assert all(a[1] <= b[0] for a, b in zip(sorted(spans), sorted(spans)[1:], strict=False))


def test_a_text_that_repeats_itself_is_no_trap() -> None:
    text = "the same again " * 20_000
    found = shared_passages(text, whole(text), text, whole(text))
    assert found[0] == (0, len(text) - 1, 0, len(text) - 1, 60_000)


def test_passages_of_a_table_of_stories(shelved: Callable, invent: Callable) -> None:
    text = invent(1, 60)
    half = " ".join(text.split()[10:40])
    new = f"Advert. {invent(2, 20)} {half.upper()} end"
    records = [
        {"id": "a", "text": text},
        {"id": "b", "text": new, "parts": [("boilerplate", 0, 7), ("body", 8, len(new))]},
    ]
    library = shelved(records)
    stories = pd.DataFrame({"article_id": ["a", "b"], "original_id": ["a", "a"]})
    table = passages(library.connection, stories)
    (row,) = table.to_dict("records")
    assert (row["article_id"], row["other_id"], row["words"]) == ("b", "a", 30)
    assert new[row["start"] : row["end"]] == half.upper()
    assert text[row["other_start"] : row["other_end"]] == half
    none = passages(library.connection, stories, kinds=("boilerplate",))
    assert list(none) == list(table)
    assert none.empty


def test_a_passage_runs_over_a_border_of_segments(shelved: Callable, invent: Callable) -> None:
    one = invent(1, 20)
    middle = len(" ".join(one.split()[:10]))
    parts = [("body", 0, middle), ("body", middle + 1, len(one))]
    library = shelved([{"id": "a", "text": one}, {"id": "b", "text": one, "parts": parts}])
    table = passages(library.connection, pd.DataFrame({"article_id": ["a"], "other_id": ["b"]}))
    assert table[["start", "end", "words"]].values.tolist() == [[0, len(one), 20]]

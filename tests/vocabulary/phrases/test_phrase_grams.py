from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis.vocabulary.phrases.grams import Running, grow, spelled

ARTICLES = st.lists(st.lists(st.sampled_from(["a", "b", "c", "|"]), max_size=12), min_size=1, max_size=5)


@given(ARTICLES, st.integers(1, 3), st.integers(1, 2))
def test_runs_are_those_a_plain_loop_counts(articles: list[list[str]], least_f: int, least_df: int) -> None:
    forms = np.array(["a", "b", "c"], dtype=object)
    word, owner = [-1], [-1]
    for number, tokens in enumerate(articles):
        word += [*(-1 if t == "|" else "abc".index(t) for t in tokens), -1]
        owner += [number] * (len(tokens) + 1)
    units = pd.DataFrame({"unit": [f"u{i}" for i in range(len(articles))]})
    running = Running(np.array(word, np.int32), np.array(owner, np.int32), forms, units)
    found = {
        text: int(f)
        for grams in grow(running, longest=4, least_f=least_f, least_df=least_df)
        for text, f in zip(spelled(running, grams, np.arange(len(grams.f))), grams.f, strict=True)
    }
    f, df = Counter[str](), Counter[str]()
    for tokens in articles:
        own = Counter(
            " ".join(tokens[i : i + n])
            for n in range(1, 5) for i in range(len(tokens) - n + 1) if "|" not in tokens[i : i + n]
        )  # fmt: skip
        f.update(own)
        df.update(own.keys())
    assert found == {text: k for text, k in f.items() if k >= least_f and df[text] >= least_df}

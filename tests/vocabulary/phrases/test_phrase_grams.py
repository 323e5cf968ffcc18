from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis.vocabulary.phrases.grams import Text, grow, spelled
from analysis.vocabulary.running import Words

ARTICLES = st.lists(st.lists(st.sampled_from(["a", "b", "c", "|"]), max_size=12), min_size=1, max_size=5)


def _text(articles: list[list[str]]) -> Text:
    """Return articles of one segment each; a bar is a pause."""
    word: list[int] = []
    owner: list[int] = []
    pause: list[bool] = []
    for number, tokens in enumerate(articles):
        for before, token in zip(["|", *tokens], tokens, strict=False):
            if token != "|":
                word.append("abc".index(token))
                owner.append(number)
                pause.append(before == "|")
    edge = np.searchsorted(owner, np.arange(len(articles) + 1))
    rows = np.arange(len(articles))
    words = Words(rows, rows, edge, np.array(word, np.int32), np.array(pause, bool))
    units = pd.DataFrame({"unit": [f"u{i}" for i in rows]})
    return Text(words, np.array(owner, np.int32), np.array(["a", "b", "c"], dtype=object), units)


@given(ARTICLES, st.integers(1, 3), st.integers(1, 2))
def test_runs_are_those_a_plain_loop_counts(articles: list[list[str]], least_f: int, least_df: int) -> None:
    text = _text(articles)
    found = {
        run: int(f)
        for grams in grow(text, longest=4, least_f=least_f, least_df=least_df)
        for run, f in zip(spelled(text, grams, np.arange(len(grams.f))), grams.f, strict=True)
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

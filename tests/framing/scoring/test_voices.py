"""Narrator's and quoted voices."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import ParameterError
from analysis.framing import frames
from analysis.framing.scoring.voices import with_voice


def test_hits_inside_a_quotation_belong_to_its_speaker(corpus, book) -> None:
    text = 'The war went on. "This war is wrong," the mayor said.'
    start = text.index('"')
    quotations = pd.DataFrame(
        [("a0", [[start, text.index('," ') + 2]], "the mayor", None, "p1")],
        columns=["article_id", "content", "speaker", "speaker_name", "speaker_id"],
    )
    rows = frames(corpus(text), codebook=book("war"), quotations=quotations)
    assert rows["voice"].tolist() == ["narrator", "quoted"]
    assert rows["speaker"].tolist() == ["", "the mayor"]
    assert rows["speaker_id"].tolist() == ["", "p1"]


def test_without_quotations_voices_are_unknown(corpus, book) -> None:
    assert frames(corpus("The war went on."), codebook=book("war"))["voice"].tolist() == [""]


def spans(*rows: tuple[int, int]) -> pd.DataFrame:
    return pd.DataFrame([("a", s, e) for s, e in rows], columns=["article_id", "start", "end"])


def quoted(*rows: tuple[list[list[int]], str]) -> pd.DataFrame:
    return pd.DataFrame([("a", c, s) for c, s in rows], columns=["article_id", "content", "speaker"])


def test_innermost_quotation_speaks_and_the_edge_is_outside() -> None:
    quotes = quoted(([[0, 100]], "outer"), ([[40, 60], [80, 90]], "inner"))
    rows = with_voice(spans((10, 15), (45, 50), (85, 90), (58, 63), (98, 103)), quotes)
    assert rows["speaker"].tolist() == ["outer", "inner", "inner", "outer", ""]
    assert rows["voice"].tolist() == ["quoted"] * 4 + ["narrator"]


def test_quotations_of_other_articles_and_empty_ones_do_nothing() -> None:
    quotes = quoted(([], "nobody")).assign(article_id="b")
    assert with_voice(spans((1, 2)), quotes)["voice"].tolist() == ["narrator"]
    assert with_voice(spans((1, 2)), quotes.iloc[:0])["voice"].tolist() == ["narrator"]
    assert with_voice(spans(), quotes).empty


def test_missing_column() -> None:
    with pytest.raises(ParameterError, match="content"):
        with_voice(spans((1, 2)), pd.DataFrame({"article_id": ["a"]}))


pairs = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda p: (p[0], p[0] + p[1]))


@settings(deadline=None, max_examples=40)
@given(st.lists(pairs, min_size=1, max_size=12), st.lists(pairs, max_size=8))
def test_voice_is_what_a_plain_search_finds(
    hits: list[tuple[int, int]], quotes: list[tuple[int, int]]
) -> None:
    table = quoted(*(([list(q)], f"{q}") for q in quotes)) if quotes else quoted(([], ""))
    rows = with_voice(spans(*hits), table)
    for (start, end), voice, speaker in zip(hits, rows["voice"], rows["speaker"], strict=True):
        inside = [q for q in quotes if q[0] <= start and end <= q[1]]
        assert voice == ("quoted" if inside else "narrator")
        if inside:
            length = min(q[1] - q[0] for q in inside)
            assert speaker in {f"{q}" for q in inside if q[1] - q[0] == length}

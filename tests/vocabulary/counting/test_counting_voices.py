from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus import Corpus
from analysis.corpus.words import word_spans, words
from analysis.errors import ParameterError
from analysis.vocabulary import count, frequencies
from analysis.vocabulary.counting.voices import contents, pieces

TEXT = (
    "The minister said “the harbour will stay open until spring”. Fishermen said that the harbour was closed.\n\n"
    "The harbour's owner left."
)


def quotations(corpus: Corpus) -> pd.DataFrame:
    """One direct and one indirect quotation, as `actors.quotations` gives them."""
    (row,) = corpus.articles.itertuples()
    direct = row.text.index("“"), row.text.index("”") + 1
    indirect = row.text.index("that the harbour"), row.text.index(" closed") + 7
    return pd.DataFrame({"article_id": row.article_id, "content": [[list(direct)], [list(indirect)]],
                         "kind": ["direct", "indirect"]})  # fmt: skip


@pytest.fixture
def corpus(make_corpus: Callable[..., Corpus]) -> Corpus:
    return make_corpus([{"outlet": "Post", "title": "Harbour stays", "text": TEXT}])


def f(table: pd.DataFrame) -> dict[str, int]:
    return dict(zip(table["word"], table["f"], strict=True))


def test_words_inside_quotations_are_told_from_the_narrators(corpus: Corpus) -> None:
    said = quotations(corpus)
    inside = f(frequencies(count(corpus, voice="quoted", quotations=said)))
    outside = f(frequencies(count(corpus, voice="narrator", quotations=said)))
    assert inside == {"the": 2, "harbour": 2, "will": 1, "stay": 1, "open": 1, "until": 1, "spring": 1, "that": 1,
                      "was": 1, "closed": 1}  # fmt: skip
    assert outside == {"harbour": 2, "stays": 1, "the": 2, "minister": 1, "said": 2, "fishermen": 1, "owner": 1,
                       "left": 1}  # fmt: skip
    every = f(frequencies(corpus))
    assert {word: inside.get(word, 0) + outside.get(word, 0) for word in every} == every


def test_paraphrase_is_the_narrators_if_only_direct_speech_is_quoted(corpus: Corpus) -> None:
    counts = count(corpus, voice="narrator", quotations=quotations(corpus), quoted=("direct",))
    assert f(frequencies(counts))["closed"] == 1
    assert str(counts) == (
        "words in headlines, standfirsts, captions and body, words inside direct quotations left out"
    )


def test_sequences_stay_in_one_voice(corpus: Corpus) -> None:
    said = quotations(corpus)
    outside = f(frequencies(count(corpus, n=2, voice="narrator", quotations=said)))
    assert "fishermen said" in outside
    assert "said that" not in outside
    assert "that the" in f(frequencies(count(corpus, n=2, voice="quoted", quotations=said)))


def test_other_quotations_are_counted_anew(corpus: Corpus) -> None:
    said = quotations(corpus)
    first = count(corpus, voice="quoted", quotations=said)
    assert count(corpus, voice="quoted", quotations=said.iloc[::-1]).table == first.table
    assert count(corpus, voice="quoted", quotations=said.iloc[:1]).table != first.table


def test_an_article_without_quotations_is_the_narrators_alone(corpus: Corpus) -> None:
    none = quotations(corpus).iloc[:0]
    assert frequencies(count(corpus, voice="quoted", quotations=none)).empty
    narrator = frequencies(count(corpus, voice="narrator", quotations=none))
    pd.testing.assert_frame_equal(narrator, frequencies(corpus))


_TEXT = st.lists(
    st.sampled_from(["word", "it’s", " ", " ", ".", "U.S.", "8.3", "nai\u0308ve", "“", "-", "b"])
).map("".join)
_EDGES = st.lists(st.integers(0, 60), max_size=8).map(lambda edges: sorted(set(edges)))


@given(_TEXT, _EDGES, st.integers(0, 10), st.integers(0, 60))
def test_every_whole_word_has_one_voice(text: str, edges: list[int], start: int, size: int) -> None:
    """A word is quoted if one span holds all of it, wherever spans and segments begin."""
    spans = list(zip(edges[::2], edges[1::2], strict=False))
    segment = (min(start, len(text)), min(start + size, len(text)))
    whole = text[slice(*segment)]
    inside = {
        (first, last): any(a <= first + segment[0] and last + segment[0] <= b for a, b in spans)
        for first, last in word_spans(whole)
    }
    for voice, wanted in (("quoted", True), ("narrator", False)):
        own = pieces(text, segment, spans=spans, voice=voice)
        found = [word for first, last in own for word in words(text[first:last])]
        expected = [word for (first, last), is_in in inside.items() if is_in == wanted
                    for word in words(whole[first:last])]  # fmt: skip
        assert found == expected


def test_spans_that_overlap_are_joined() -> None:
    table = pd.DataFrame(
        {"article_id": ["a", "a"], "content": [[[5, 9], [0, 6]], [[20, 30]]], "kind": ["direct", "mixed"]}
    )
    assert contents(table, quoted=("direct", "mixed"), voice="quoted").spans == {"a": [(0, 9), (20, 30)]}


def test_what_tells_no_voices_is_refused(corpus: Corpus) -> None:
    with pytest.raises(ParameterError, match="'narrator' cannot be told without quotations"):
        count(corpus, voice="narrator")
    with pytest.raises(ParameterError, match="no column content"):
        count(corpus, voice="quoted", quotations=quotations(corpus).drop(columns="content"))
    with pytest.raises(ParameterError, match="Did you mean 'direct'"):
        count(corpus, voice="quoted", quotations=quotations(corpus), quoted=("dirct",))
    with pytest.raises(ParameterError, match="no kind of quotation"):
        count(corpus, voice="quoted", quotations=quotations(corpus), quoted=())
    with pytest.raises(ParameterError, match="Did you mean 'quoted'"):
        count(corpus, voice="quoting", quotations=quotations(corpus))

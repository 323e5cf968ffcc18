from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.corpus import PROSE, Corpus, open_corpus
from analysis.corpus.words import words
from analysis.errors import ParameterError
from analysis.vocabulary import article_words, count, frequencies
from analysis.vocabulary.counting import count_pairs
from analysis.vocabulary.counting.tallies import tallies

NUMBERS = "12 1,000 8.3"
ARABIC = "قال الوزير إن الميناء مفتوح"
COMBINING = "Nai\u0308ve cafe\u0301 owners left."
ROWS = [
    {
        "outlet": "Post",
        "title": "Ferry stops",
        "text": "The ferry stops in May.\n\nThe owner said the ferry is old.",
    },
    {"outlet": "Courier", "title": NUMBERS, "text": f"{NUMBERS} {NUMBERS}."},
    {"outlet": "Courier", "title": "الميناء", "text": ARABIC},
    {"outlet": "Post", "title": "Owners leave", "text": COMBINING},
]


@pytest.fixture
def corpus(make_corpus: Callable[..., Corpus]) -> Corpus:
    return make_corpus(ROWS)


def by_article(corpus: Corpus, table: str) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {article: Counter() for article in corpus.articles["article_id"]}
    for article, word, f in corpus.sql(f"select article_id, word, f from {table}").itertuples(index=False):
        assert word not in found[article]
        found[article][word] = int(f)
    return found


def test_counts_are_those_of_the_words_with_offsets(corpus: Corpus) -> None:
    texts = corpus.sql(
        'select article_id, list(substring(text, start + 1, "end" - start)) as parts from articles join segments '
        f"using (article_id) where kind in {PROSE} group by 1"
    )
    expected = {
        article: Counter(word for part in parts for word in words(part))
        for article, parts in texts.itertuples(index=False)
    }
    assert by_article(corpus, count(corpus).table) == expected
    n = article_words(corpus).set_index("article_id")["n"]
    assert {article: own.total() for article, own in expected.items()} == n.to_dict()


def test_numbers_other_scripts_and_combining_marks_are_words(corpus: Corpus) -> None:
    table = frequencies(corpus).set_index("word")["f"]
    assert table[["12", "1,000", "8.3"]].tolist() == [3, 3, 3]
    assert table["الميناء"] == 2
    assert table[["nai\u0308ve", "cafe\u0301"]].tolist() == [1, 1]


@pytest.fixture
def web(tmp_path: Path) -> Corpus:
    """One article with a standfirst, and one without."""
    rows = [
        {
            "outlet": "Post",
            "title": "Head one",
            "standfirst": "Stand first.",
            "text": "Body one.\n\nBody two.",
        },
        {"outlet": "Post", "title": "Head two", "text": "Opening here.\n\nBody three."},
    ]
    raw = tmp_path / "web"
    raw.mkdir()
    (raw / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return open_corpus(raw, workers=1)


def test_places_are_counted_apart(web: Corpus) -> None:
    assert set(web.segments["kind"]) == {"headline", "standfirst", "body"}

    def listed(*kinds: str) -> set[str]:
        return set(frequencies(count(web, kinds=kinds))["word"])

    assert listed("headline") == {"head", "one", "two"}
    assert listed("lead") == {"stand", "first", "opening", "here"}
    assert listed("body") == {"body", "one", "two", "three", "opening", "here"}
    # The lead of an article without a standfirst is also body, and is counted once.
    whole = frequencies(count(web, kinds=("headline", "lead", "body"))).set_index("word")["f"]
    assert whole["opening"] == 1
    assert whole.sort_index().equals(frequencies(web).set_index("word")["f"].sort_index())


def test_a_corpus_is_counted_once(corpus: Corpus) -> None:
    first = count(corpus).table
    (folder,) = tallies(corpus, n=1)
    made = (folder / "counts.parquet").stat().st_mtime_ns
    again = open_corpus(corpus.raw, where="outlet = 'Post'", workers=1)
    assert set(by_article(again, count(again).table)) < set(by_article(corpus, first))
    assert tallies(again, n=1) == [folder]
    assert (folder / "counts.parquet").stat().st_mtime_ns == made
    assert count(corpus).table == first


def test_a_selection_holds_its_own_words_alone(corpus: Corpus) -> None:
    post = open_corpus(corpus.raw, where="outlet = 'Post'", workers=1)
    whole = by_article(corpus, count(corpus).table)
    own = by_article(post, count(post).table)
    assert own == {article: whole[article] for article in own}
    assert list(count(post).matrix().words) == sorted(set().union(*own.values()))


def test_files_that_share_words_and_a_file_that_is_added(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    for name, row in (("a", ROWS[0]), ("b", ROWS[3])):
        (tmp_path / "raw" / f"{name}.jsonl").write_text(json.dumps(row))
        corpus = open_corpus(tmp_path / "raw", workers=1)
        total = sum(by_article(corpus, count(corpus).table).values(), Counter())
    assert len(corpus.parts) == 2
    assert total["ferry"] == 3
    assert total["left"] == 1
    table = frequencies(corpus).set_index("word")["f"]
    assert table.to_dict() == dict(total)
    assert table.index.is_unique


def test_rare_sequences_may_be_left_out_but_not_of_the_number_of_words(
    make_corpus: Callable[..., Corpus],
) -> None:
    corpus = make_corpus(
        [{"title": "", "text": f"The old bridge of town {i} fell down"} for i in ("one", "two", "six")]
    )
    every, kept = count(corpus, n=2), count(corpus, n=2, least_df=2)
    assert set(frequencies(kept)["word"]) == {"the old", "old bridge", "bridge of", "of town", "fell down"}
    assert article_words(kept)["n"].tolist() == article_words(every)["n"].tolist() == [7, 7, 7]
    one, other = (frequencies(c).set_index("word")["per_million"] for c in (every, kept))
    assert other["the old"] == one["the old"] == pytest.approx(1e6 / 7)
    assert str(kept).endswith("those in fewer than 2 articles left out")


def test_pairs_are_sequences_of_two(corpus: Corpus) -> None:
    pairs = corpus.sql(
        f"select first || ' ' || second as word, sum(f)::bigint as f from {count_pairs(corpus)} group by 1"
    )
    assert dict(zip(pairs["word"], pairs["f"], strict=True)) == (
        frequencies(count(corpus, n=2)).set_index("word")["f"].to_dict()
    )


def test_what_is_counted_is_said_in_words(corpus: Corpus) -> None:
    assert str(count(corpus)) == "words in headlines, standfirsts, captions and body"
    assert str(count(corpus, n=3, kinds="headline")) == "sequences of 3 words in headlines"


def test_a_place_without_a_word_is_an_empty_table(corpus: Corpus) -> None:
    captions = count(corpus, kinds=("caption",))
    assert frequencies(captions).empty
    assert article_words(captions)["n"].tolist() == [0, 0, 0, 0]


def test_what_cannot_be_counted_is_refused(corpus: Corpus) -> None:
    with pytest.raises(ParameterError, match="Did you mean 'lemma'"):
        count(corpus, unit="lemmas")
    with pytest.raises(ParameterError, match="Did you mean 'headline'"):
        count(corpus, kinds=("headlines",))
    with pytest.raises(ParameterError, match="no kind of segment"):
        count(corpus, kinds=())
    with pytest.raises(ParameterError, match="n = 6 words"):
        count(corpus, n=6)
    with pytest.raises(ParameterError, match="least_df = 0"):
        count(corpus, least_df=0)

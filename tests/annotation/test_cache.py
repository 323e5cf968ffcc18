from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.annotation import ParsedSegment, annotate, cache, parse_text, parsed_articles
from analysis.annotation.pipeline import TOKENS, load_model
from analysis.corpus import Corpus
from analysis.errors import ModelError

WIRE = "Armenia left the alliance on Monday. Officials in Moscow said nothing."
RECORDS = [
    {"outlet": "Post", "title": "Exit", "text": f"{WIRE}\n\nThe Post adds a line of its own."},
    {"outlet": "Courier", "title": "Armenia out", "text": WIRE},
]


@pytest.fixture
def corpus(make_corpus: Callable[..., Corpus], tmp_path: Path) -> Corpus:
    return make_corpus(RECORDS, derived=tmp_path / "derived")


def test_tokens_point_at_the_articles_own_text(corpus: Corpus) -> None:
    for article in parsed_articles(corpus):
        assert article.tokens
        for token in article.tokens:
            assert article.text[token.start : token.end] == token.text
            assert article.tokens[token.head].segment == token.segment


def test_a_text_shared_by_two_outlets_is_annotated_once(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    real = cache.annotate_texts
    monkeypatch.setattr(
        cache,
        "annotate_texts",
        lambda texts, **k: (seen.extend(text for _, text in texts), real(texts, **k))[1],
    )
    annotate(corpus, progress=False)
    assert sorted(seen) == sorted([WIRE, "The Post adds a line of its own.", "Exit", "Armenia out"])
    counted = corpus.sql("select count(*) as n, count(distinct text_id) as texts from tokens")
    assert counted["texts"].iloc[0] == 4
    assert list(corpus.sql("select * from tokens limit 1").columns) == TOKENS.names


def test_a_second_run_annotates_only_what_is_new(
    make_corpus: Callable[..., Corpus], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    derived = tmp_path / "derived"
    annotate(make_corpus(RECORDS, derived=derived), progress=False)
    seen: list[str] = []
    real = cache.annotate_texts
    monkeypatch.setattr(
        cache,
        "annotate_texts",
        lambda texts, **k: (seen.extend(text for _, text in texts), real(texts, **k))[1],
    )
    again = make_corpus(
        [*RECORDS, {"outlet": "Third", "title": "Exit", "text": "Nothing else is new."}], derived=derived
    )
    annotate(again, progress=False)
    assert seen == ["Nothing else is new."]
    assert len(list(parsed_articles(again))) == 3


def test_workers_give_the_same_tokens(corpus: Corpus, make_corpus: Callable[..., Corpus], tmp_path: Path,
                                      monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr(cache, "TASK", 2)
    annotate(corpus, workers=1, progress=False)
    other = make_corpus(RECORDS, derived=tmp_path / "other")
    annotate(other, workers=2, progress=False)
    query = "select * from tokens order by text_id, token"
    assert corpus.sql(query).equals(other.sql(query))


def test_boilerplate_is_not_annotated(make_corpus: Callable[..., Corpus]) -> None:
    sample_line = "Sample text written for the News Profiles project; not a news report."
    corpus = make_corpus([{"text": f"{WIRE}\n\n{sample_line}"}])
    (article,) = parsed_articles(corpus)
    assert "Profiles" not in {token.text for token in article.tokens}


def test_parse_text_and_the_cache_agree(corpus: Corpus) -> None:
    for article in parsed_articles(corpus):
        alone = parse_text(article.text, segments=article.segments, article_id=article.article_id)
        assert alone.tokens == article.tokens


def test_heads_and_sentences_are_numbered_through_the_article() -> None:
    article = parse_text("Armenia left.\n\nMoscow waited. Nothing came.")
    assert [article.tokens[first].text for first, _ in article.sentences] == ["Armenia", "Moscow", "Nothing"]
    left = next(token for token in article.tokens if token.text == "left")
    assert [article.tokens[i].text for i in article.children[left.index]] == ["Armenia", "."]
    assert [article.tokens[i].text for i in article.subtree(left.index)] == ["Armenia", "left", "."]
    assert article.token_at(article.text.index("Moscow")).text == "Moscow"  # type: ignore[union-attr]
    assert article.token_at(13) is None


def test_an_empty_segment_list_has_no_tokens() -> None:
    assert parse_text("Armenia left.", segments=[]).tokens == []
    assert [t.text for t in parse_text("Skip. Keep.", segments=[ParsedSegment("body", 6, 11)]).tokens] == [
        "Keep",
        ".",
    ]


@pytest.mark.parametrize("name", ["no_such_model", "os.path", "json", "analysis"])
def test_a_model_that_is_none_is_named_with_a_remedy(name: str) -> None:
    with pytest.raises(ModelError, match=name):
        load_model(name)

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.corpus import PROSE, Corpus, open_corpus
from analysis.corpus.sql import literal
from analysis.corpus.words import count
from analysis.errors import EmptySelectionError, InputError, ParameterError

BODY = "The council met on Monday and agreed to nothing. Members will meet again in the spring."


def _write(folder: Path, name: str, *records: dict[str, str]) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    _write(
        folder,
        "a.jsonl",
        {"outlet": "Post", "date": "2024-03-01", "title": "Council meets", "text": BODY},
        {"outlet": "Courier", "date": "2024-03-02", "title": "Council meets", "text": BODY},
        {"outlet": "Post", "date": "2024-03-01", "title": "Council meets", "text": BODY},
        {
            "outlet": "Post",
            "date": "2024-03-05",
            "title": "Spring",
            "text": "Spring came late to the valley.",
        },
        {"outlet": "Post", "text": "word"},
    )
    (folder / "b.txt").write_bytes(b"\x00\x01\x02" * 100)
    return folder


def test_every_record_is_an_article_a_duplicate_or_rejected(raw: Path) -> None:
    corpus = open_corpus(raw)
    ledger = corpus.ledger.set_index("source")
    assert ledger.loc["a.jsonl"].to_dict() == {"records": 5, "articles": 3, "duplicates": 1, "rejected": 1}
    assert ledger.loc["b.txt"].to_dict() == {"records": 1, "articles": 0, "duplicates": 0, "rejected": 1}
    assert corpus.duplicates[["record", "kept_record"]].to_numpy().tolist() == [[2, 0]]
    reasons = corpus.rejected.set_index("source")["reason"].to_dict()
    assert "1 word of article text" in reasons["a.jsonl"]
    assert "binary" in reasons["b.txt"]
    written = list(corpus.derived.glob("corpus/*/rejected.csv"))
    assert any(pd.read_csv(path).shape[0] == 2 for path in written)


def test_articles_have_the_contract_columns_and_identity(raw: Path) -> None:
    articles = open_corpus(raw).articles
    contract = ["article_id", "source", "record", "outlet", "date", "title", "byline", "section", "url",
                "language", "words", "story_id", "text"]  # fmt: skip
    assert [name for name in articles.columns if name in contract] == contract
    assert articles["article_id"].is_unique
    same_body = articles[articles["title"] == "Council meets"]
    assert same_body["story_id"].nunique() == 1
    assert same_body["outlet"].tolist() == ["Post", "Courier"]


def test_ids_do_not_depend_on_file_names_or_order(raw: Path, tmp_path: Path) -> None:
    first = open_corpus(raw)
    other = tmp_path / "elsewhere"
    other.mkdir()
    lines = (raw / "a.jsonl").read_text(encoding="utf-8").splitlines()
    (other / "renamed.jsonl").write_text("\n".join(reversed(lines)), encoding="utf-8")
    second = open_corpus(other)
    assert set(first.articles["article_id"]) == set(second.articles["article_id"])
    assert first.fingerprint == second.fingerprint


def test_headline_from_its_own_column_is_a_segment_of_the_text(raw: Path) -> None:
    corpus = open_corpus(raw)
    article = corpus.articles.iloc[0]
    segments = corpus.segments.query("article_id == @article.article_id")
    texts = [(row.kind, article.text[row.start : row.end]) for row in segments.itertuples()]
    assert texts[0] == ("headline", "Council meets")
    assert ("body", BODY) in texts
    assert article.words == count(text for kind, text in texts if kind in PROSE) == 18


def test_where_selects_and_fingerprint_follows(raw: Path) -> None:
    everything = open_corpus(raw)
    some = open_corpus(raw, where="outlet = 'Post' and date >= '2024-03-02'")
    assert some.articles["title"].tolist() == ["Spring"]
    assert some.fingerprint != everything.fingerprint
    assert len(some.segments["article_id"].unique()) == 1


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("outlt = 'Post'", "Did you mean 'outlet'"),
        ("outlet = 'Post'; drop table selected", "where"),
        ("1 = 1) or (1 = 1", "where"),
        ("outlet ==== 3", "not a condition"),
        ("read_text('/etc/hosts') = ''", "where"),
    ],
)
def test_bad_conditions_are_one_clear_error(raw: Path, where: str, message: str) -> None:
    with pytest.raises(ParameterError, match=message) as caught:
        open_corpus(raw, where=where)
    assert "\n" not in str(caught.value)


def test_a_condition_cannot_read_other_files(raw: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n", encoding="utf-8")
    with pytest.raises(ParameterError):
        open_corpus(raw, where=f"(select count(*) from read_csv({literal(str(secret))})) = 1")


def test_empty_selections_say_what_there_is(raw: Path) -> None:
    with pytest.raises(
        EmptySelectionError, match=r"no article of 3 meets.*'Courier', 'Post'.*2024-03-01 to 2024-03-05"
    ):
        open_corpus(raw, where="outlet = 'Pots'")


def test_missing_and_empty_folders(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        open_corpus(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(EmptySelectionError, match="no file to read"):
        open_corpus(tmp_path / "empty")


def test_only_changed_files_are_read_again(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from analysis.corpus import reading

    _write(raw, "c.jsonl", {"text": "A third file says a little more."})
    open_corpus(raw)
    seen: list[str] = []
    real = reading.read_file
    monkeypatch.setattr(
        reading, "read_file", lambda path, source: (seen.append(source), real(path, source))[1]
    )
    assert len(open_corpus(raw)) == 4
    assert seen == []
    _write(raw, "c.jsonl", {"text": "A third file says something else."})
    changed = open_corpus(raw)
    assert seen == ["c.jsonl"]
    assert "something else" in " ".join(changed.articles["text"])
    assert "little more" not in " ".join(changed.articles["text"])
    (raw / "c.jsonl").unlink()
    assert len(open_corpus(raw)) == 3


def test_a_broken_cache_part_is_written_again(raw: Path) -> None:
    corpus = open_corpus(raw)
    (store,) = [
        path.parent
        for path in corpus.derived.glob("corpus/*/rejected.csv")
        if path.parent.name.startswith("raw-")
    ][-1:]
    before = corpus.articles
    for part in store.iterdir():
        if part.is_dir():
            (part / "manifest.json").write_text("{", encoding="utf-8")
    assert open_corpus(raw).articles.equals(before)


def test_metadata_in_a_sidecar_and_in_folder_names(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    page = raw / "harbour-post/one.txt"
    page.parent.mkdir(parents=True)
    page.write_text(BODY, encoding="utf-8")
    (raw / "harbour-post/two.txt").write_text(BODY.replace("council", "senate"), encoding="utf-8")
    (raw / "metadata.csv").write_text(
        "file,outlet,date\nharbour-post/two.txt,Evening Post,12.06.2024\n", encoding="utf-8"
    )
    articles = open_corpus(raw).articles.set_index("source")
    assert articles.loc["harbour-post/one.txt", "outlet"] == "Harbour Post"
    assert articles.loc["harbour-post/two.txt", ["outlet", "date"]].tolist() == ["Evening Post", "2024-06-12"]
    (raw / "metadata.csv").write_text("file,outlet\nthree.txt,Post\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"metadata\.csv: the sidecar table names 'three\.txt'"):
        open_corpus(raw)


def test_an_unreadable_date_is_noticed_not_guessed(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus([{"date": "03/04/2024", "text": BODY}])
    assert corpus.articles["date"].tolist() == [""]
    assert "'03/04/2024' could not be read" in corpus.notices["reason"].iloc[0]


def test_very_long_articles_are_kept_in_pieces_and_noticed(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus([{"text": "It rained again in the valley. " * 35_000}])
    assert corpus.articles["words"].iloc[0] == 210_000
    assert (corpus.segments["end"] - corpus.segments["start"]).max() <= 20_000
    assert "210,000 words in one article" in corpus.notices["reason"].iloc[0]


def test_one_file_can_be_a_corpus(raw: Path) -> None:
    assert len(open_corpus(raw / "a.jsonl")) == 3


def test_kwic_shows_the_place_and_its_context(raw: Path) -> None:
    corpus = open_corpus(raw, where="title = 'Spring'")
    article = corpus.articles.iloc[0]
    start = article.text.index("came")
    rows = pd.DataFrame(
        {"article_id": [article.article_id], "start": [start], "end": [start + 4], "mark": ["x"]}
    )
    line = corpus.kwic(rows, width=12).iloc[0]
    assert (line["left"], line["hit"], line["right"]) == (
        "Spring",
        "came",
        "late to the",
    )  # the headline above is another segment
    assert (line["outlet"], line["title"], line["mark"]) == ("Post", "Spring", "x")
    with pytest.raises(ParameterError, match="has no characters 0 to 9999"):
        corpus.kwic(rows.assign(start=0, end=9999))
    with pytest.raises(ParameterError, match="no column end"):
        corpus.kwic(rows.drop(columns="end"))
    assert corpus.kwic(rows.head(0)).empty


def test_nltk_tools_take_the_corpus(raw: Path) -> None:
    from nltk import ConditionalFreqDist

    nltk_corpus = open_corpus(raw).to_nltk()
    assert nltk_corpus.categories() == ["Courier", "Post"]
    counts = ConditionalFreqDist(
        (outlet, word)
        for outlet in nltk_corpus.categories()
        for word in nltk_corpus.words(categories=outlet, lower=True)
    )
    assert counts["Post"]["spring"] == 3  # the headline, and once in each text
    assert counts["Courier"]["council"] == 2
    assert nltk_corpus.text().count("Spring") == 2  # as spelt
    with pytest.raises(ParameterError, match="Did you mean 'Post'"):
        nltk_corpus.words(categories="Pots")


def test_column_names_are_checked(raw: Path) -> None:
    corpus = open_corpus(raw)
    assert corpus.groups("outlet").to_numpy().tolist() == [["Post", 2, 25], ["Courier", 1, 18]]
    with pytest.raises(ParameterError, match="Did you mean 'outlet'"):
        corpus.groups("outlets")


def test_two_raw_folders_of_one_name_do_not_mix(raw: Path, tmp_path: Path) -> None:
    other = tmp_path / "other/raw"
    shutil.copytree(raw, other)
    _write(other, "d.jsonl", {"text": "Only the second folder has this."})
    assert len(open_corpus(other)) == len(open_corpus(raw)) + 1

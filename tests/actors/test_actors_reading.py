from __future__ import annotations

import ast
import gc
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import actors
from analysis.actors import article_tables, reading
from analysis.actors.article_tables import ArticleTable, Found
from analysis.actors.frames import typed
from analysis.actors.reading import actors_table
from analysis.annotation import batches, parsed_articles
from analysis.annotation.articles import parse_text
from analysis.corpus import Corpus
from analysis.errors import ParameterError
from analysis.paths import PACKAGE, file_hash

NAMES = ["Ruth Ndege", "Tomas Arda", "Lena Orva", "Viktor Lyne", "Ana Soto"]
RECORDS = [
    {"outlet": f"Post {number % 3}", "date": f"2024-03-{number + 1:02d}", "title": f"Report {number} from Yerevan",
     "text": f"“The port of Arda will open on day {number},” {NAMES[number % 5]} said on Monday.\n\n"
             f"Moscow warned Armenia {number} times. Officials declined to comment."}
    for number in range(12)
]  # fmt: skip
TABLES = ("mentions", "quotations")


@pytest.fixture
def read_ids(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ids of the articles that are read, in batches of five."""
    monkeypatch.setattr(batches, "ARTICLES", 5)
    monkeypatch.setattr(reading, "ARTICLES", 5)
    ids: list[str] = []
    real = article_tables.find

    def find(article: Any) -> Found:
        ids.append(article.article_id)
        return real(article)

    monkeypatch.setattr(article_tables, "find", find)
    return ids


def _tables(corpus: Corpus) -> list[pd.DataFrame]:
    return [actors_table(corpus, name) for name in TABLES]


def _same(one: list[pd.DataFrame], two: list[pd.DataFrame]) -> None:
    for a, b in zip(one, two, strict=True):
        assert len(a)
        pd.testing.assert_frame_equal(a, b)


def _files(derived: Path) -> dict[str, str]:
    return {
        path.relative_to(derived).as_posix(): file_hash(path)
        for path in sorted((derived / "actors").rglob("*"))
        if path.is_file()
    }


def test_a_corpus_has_what_its_articles_have(
    make_corpus: Callable[..., Corpus], tmp_path: Path, read_ids: list[str]
) -> None:
    corpus = make_corpus(RECORDS, derived=tmp_path / "d")
    articles = list(parsed_articles(corpus))
    _same(_tables(corpus), [actors.mentions_table(articles), actors.voices_table(articles)])
    assert len(read_ids) == len(RECORDS), "one reading for all tables"
    changed = actors.mentions(corpus)
    changed["name"] = ""
    assert actors.mentions(corpus)["name"].ne("").all(), "what one caller changes is not another's"


def test_any_number_of_workers_writes_the_same_bytes(
    make_corpus: Callable[..., Corpus], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "ARTICLES", 3)
    monkeypatch.setattr(reading, "ARTICLES", 3)
    one = make_corpus(RECORDS, derived=tmp_path / "one", workers=1)
    two = make_corpus(RECORDS, derived=tmp_path / "two", workers=2)
    _same(_tables(one), _tables(two))
    assert len(list((tmp_path / "one/actors").glob("*/*"))) == 4
    assert _files(tmp_path / "one") == _files(tmp_path / "two")


def test_only_selected_articles_are_annotated_and_read(
    make_corpus: Callable[..., Corpus], tmp_path: Path, read_ids: list[str]
) -> None:
    derived = tmp_path / "d"
    some = make_corpus(RECORDS, derived=derived, where="outlet = 'Post 1'")
    table = actors.mentions(some)
    assert sorted(read_ids) == sorted(some.articles["article_id"]) == sorted(table["article_id"].unique())
    texts = some.sql("select count(distinct text_id) as n from tokens")["n"].iloc[0]
    assert texts == some.sql("select count(distinct text_id) as n from segments")["n"].iloc[0]

    read_ids.clear()
    whole = make_corpus(RECORDS, derived=derived)
    _same(_tables(whole), _tables(make_corpus(RECORDS, derived=tmp_path / "fresh")))
    others = set(whole.articles["article_id"]) - set(some.articles["article_id"])
    assert sorted(read_ids[: len(others)]) == sorted(others)


@pytest.mark.parametrize(
    "options",
    [{}, {"where": "date > '2024-03-04'"}, {"sample": 6, "seed": 4}, {"stories": "once"}, {"stories": "weighted"}],
)  # fmt: skip
def test_another_selection_or_weighting_reads_nothing_again(
    options: dict[str, Any], make_corpus: Callable[..., Corpus], tmp_path: Path, read_ids: list[str]
) -> None:
    derived = tmp_path / "d"
    _tables(make_corpus(RECORDS, derived=derived))
    read_ids.clear()
    corpus = make_corpus(RECORDS, derived=derived, **options)
    mentions, quotations = _tables(corpus)
    assert read_ids == []
    assert not corpus.has("tokens"), "nothing to read, nothing to annotate"
    order = [article for article in corpus.articles["article_id"] if article in set(mentions["article_id"])]
    assert mentions["article_id"].drop_duplicates().tolist() == order
    assert set(quotations["article_id"]) <= set(corpus.articles["article_id"])


def test_what_is_set_aside_in_an_article_has_it_read_again(
    make_corpus: Callable[..., Corpus], tmp_path: Path, read_ids: list[str]
) -> None:
    derived = tmp_path / "d"
    actors.mentions(make_corpus(RECORDS, derived=derived))
    read_ids.clear()
    corpus = make_corpus(RECORDS, derived=derived)
    article = corpus.articles["article_id"].iloc[0]
    corpus.connection.execute("create temp table own as select * from segments")
    corpus.connection.execute(
        f"update own set kind = 'boilerplate' where article_id = '{article}' and segment = 2"
    )
    corpus.connection.execute("create or replace temp view segments as select * from own")
    reading.read(corpus)
    assert read_ids == [article]
    assert len(actors.mentions(corpus).query("article_id == @article")) > 0
    counted = corpus.sql("select count(*) as n, count(distinct article_id) as articles from mentions")
    assert counted["articles"].iloc[0] == len(RECORDS)
    assert counted["n"].iloc[0] == len(actors.mentions(corpus))


def test_an_interrupted_reading_keeps_what_was_finished(
    make_corpus: Callable[..., Corpus],
    tmp_path: Path,
    read_ids: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    derived = tmp_path / "d"
    real = article_tables.find

    def stops(article: Any) -> Found:
        if len(read_ids) == 7:
            raise KeyboardInterrupt
        return real(article)

    with monkeypatch.context() as patched:
        patched.setattr(article_tables, "find", stops)
        with pytest.raises(KeyboardInterrupt):
            actors.mentions(make_corpus(RECORDS, derived=derived))
    first = set(read_ids[:5])
    read_ids.clear()
    corpus = make_corpus(RECORDS, derived=derived)
    actors.mentions(corpus)
    assert set(read_ids) == set(corpus.articles["article_id"]) - first
    assert not list(derived.rglob(".writing-*"))
    fresh = make_corpus(RECORDS, derived=tmp_path / "fresh")
    _same(_tables(corpus), _tables(fresh))
    assert _files(derived) == _files(tmp_path / "fresh")


def test_a_damaged_part_is_made_again(
    make_corpus: Callable[..., Corpus], tmp_path: Path, read_ids: list[str]
) -> None:
    derived = tmp_path / "d"
    before = _tables(make_corpus(RECORDS, derived=derived))
    read_ids.clear()
    damaged = next(iter(sorted(derived.glob("actors/*/*/quotations.parquet"))))
    damaged.write_bytes(damaged.read_bytes()[:-7])
    _same(before, _tables(make_corpus(RECORDS, derived=derived)))
    assert 0 < len(read_ids) <= 5


def test_a_table_more_is_one_line(
    make_corpus: Callable[..., Corpus], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rows(found: Found) -> Iterator[tuple[object, ...]]:
        yield found.article.article_id, len(found.mentions), None

    schema = typed(["article_id", "n", "at"], numbers=["n"], offsets=["at"])
    monkeypatch.setitem(article_tables.TABLES, "sizes", ArticleTable(schema, rows))  # type: ignore[arg-type]
    corpus = make_corpus(RECORDS, derived=tmp_path / "d")
    table = actors_table(corpus, "sizes")
    assert table["n"].tolist() == actors.mentions(corpus).groupby("article_id", sort=False).size().tolist()
    assert table["at"].isna().all()
    assert [str(kind) for kind in table.dtypes] == ["str", "int64", "Int64"]
    with pytest.raises(ParameterError, match="sizes"):
        actors_table(corpus, "size")


def test_articles_without_actors_and_no_articles_at_all(
    make_corpus: Callable[..., Corpus], tmp_path: Path
) -> None:
    corpus = make_corpus([{"text": "It rained and rained. Nobody came."}], derived=tmp_path / "d")
    assert [len(table) for table in _tables(corpus)] == [0, 0]
    none = make_corpus(RECORDS, derived=tmp_path / "d", where="outlet = 'Nobody'", allow_empty=True)
    full = make_corpus(RECORDS, derived=tmp_path / "d")
    for empty, table in zip(_tables(none), _tables(full), strict=True):
        assert len(empty) == 0
        assert empty.dtypes.equals(table.dtypes)


def test_the_key_of_a_reading_covers_the_code_that_reads() -> None:
    """Whatever a reading module imports is hashed with it, or cannot change what is found."""
    room = PACKAGE / "actors"
    hashed = [p for p in room.rglob("*.py") if not set(p.relative_to(room).parts) & reading._LATER]
    hashed += [PACKAGE / path for path in reading._ELSEWHERE if path.endswith(".py")]
    # Errors, samples and intervals serve the measures that stand beside what reads; corpus.pages.lines is only a type,
    # and encoding and columns read what a person wrote on outlets, which names of media here do not come from.
    harmless = {"analysis.errors", "analysis.sampling", "analysis.corpus.design", "analysis.corpus.pages.lines",
                "analysis.corpus.identity", "analysis.annotation.pipeline", "analysis.corpus.encoding",
                    "analysis.corpus.metadata.columns"}  # fmt: skip
    for path in hashed:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("analysis."):
                module = str(node.module)
                file = PACKAGE.parent / (module.replace(".", "/") + ".py")
                assert file in hashed or module in harmless, f"{path.name} imports {module}"


def test_an_article_is_let_go_once_it_is_read() -> None:
    # The search for cycles is off while articles are read: one would keep all tokens of a batch.
    article = parse_text(
        "Armenia agreed to leave, said Nikol Pashinyan, who was accused of delay. “We wait,” he said."
    )
    seen = weakref.ref(article)
    on = gc.isenabled()
    gc.disable()
    try:
        tables = article_tables.read_articles([article])
        del article
        assert seen() is None
    finally:
        if on:
            gc.enable()
    assert all(table.num_rows for table in tables.values())

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus.stories import compare, find_stories, pairs_table, sign, stories_table, write_signatures
from analysis.corpus.stories.pairs import CROWD
from analysis.corpus.stories.shingles import copy_words
from analysis.errors import InputError

Record = dict[str, Any]
COLUMNS = ["article_id", "story_id", "copy", "original_id", "containment", "same_outlet"]


def words_of(text: str, start: int, end: int) -> str:
    return " ".join(text.split()[start:end])


def edited(text: str, places: list[int]) -> str:
    words = text.split()
    for place in places:
        words[place] = f"new{place}"
    return " ".join(words)


@pytest.fixture
def found(shelved: Callable) -> Callable[[list[Record]], pd.DataFrame]:
    """Return a function from records to their table of stories, indexed by article."""

    def stories(records: list[Record]) -> pd.DataFrame:
        library = shelved(records)
        table = find_stories(library.connection, signatures=library.signatures)
        assert list(table) == COLUMNS
        return table.set_index("article_id")

    return stories


def oracle(texts: dict[str, str]) -> dict[tuple[str, str], float]:
    """Return all pairs with half of the shorter text, by comparing the words themselves."""
    sets = {}
    for key, text in texts.items():
        words = copy_words(text)
        sets[key] = {tuple(words[i : i + 7]) for i in range(len(words) - 6)}
    out = {}
    for a, b in combinations(sorted(texts), 2):
        smaller = min(len(sets[a]), len(sets[b]))
        if smaller and len(sets[a] & sets[b]) >= smaller / 2:
            out[a, b] = len(sets[a] & sets[b]) / smaller
    return out


def test_kinds_of_copy(found: Callable, invent: Callable) -> None:
    text = invent(1, 200)
    table = found(
        [
            {"id": "first", "outlet": "Post", "date": "2024-03-01", "text": text},
            {"id": "same", "outlet": "Echo", "date": "2024-03-02", "text": text.upper().replace(" ", ", ")},
            {"id": "edit", "outlet": "Post", "date": "2024-03-02", "text": edited(text, [20, 90, 150])},
            {"id": "part", "outlet": "Echo", "date": "2024-03-03", "text": words_of(text, 20, 90)},
            {"id": "else", "outlet": "Echo", "date": "2024-03-03", "text": invent(2, 150)},
        ]
    )
    assert table["copy"].to_dict() == {
        "first": "original",
        "same": "identical",
        "edit": "edited",
        "part": "excerpt",
    }
    assert set(table["original_id"]) == {"first"}
    assert table["story_id"].nunique() == 1
    assert table["containment"].to_dict() == pytest.approx(
        {"first": 1, "same": 1, "edit": (194 - 21) / 194, "part": 1}
    )
    assert table["same_outlet"].to_dict() == {"first": True, "same": False, "edit": True, "part": False}


def test_an_excerpt_may_come_out_before_the_whole(found: Callable, invent: Callable) -> None:
    text = invent(1, 300)
    table = found(
        [
            {"id": "whole", "date": "2024-03-05", "text": text},
            {"id": "flash", "date": "2024-03-04", "text": words_of(text, 0, 60)},
        ]
    )
    assert table["copy"].to_dict() == {"flash": "original", "whole": "excerpt"}


def test_a_digest_of_two_reports_joins_neither(found: Callable, invent: Callable) -> None:
    one, two = invent(1, 150), invent(2, 160)
    records = [
        {"id": "one", "outlet": "Post", "date": "2024-03-01", "text": one},
        {"id": "copy", "outlet": "Echo", "date": "2024-03-01", "text": edited(one, [70])},
        {"id": "two", "outlet": "Post", "date": "2024-03-01", "text": two},
        {"id": "digest", "outlet": "Post", "date": "2024-03-02",
         "text": " ".join([words_of(one, 0, 90), words_of(two, 0, 100), invent(3, 80)])},
    ]  # fmt: skip
    table = found(records)
    assert set(table.index) == {"one", "copy"}
    digest_first = [
        {**record, "date": "2024-02-28" if record["id"] == "digest" else record["date"]} for record in records
    ]
    table = found(digest_first)
    # Printed first, it is the source from which others take excerpts.
    assert set(table[table["original_id"] == "digest"].index) >= {"digest", "two"}


def test_a_live_blog_does_not_chain(found: Callable, invent: Callable) -> None:
    stream = invent(1, 1000)
    states = [words_of(stream, 90 * i, 90 * i + 200) for i in range(8)]
    table = found(
        [{"id": f"d{i}", "date": f"2024-03-0{i + 1}", "text": text} for i, text in enumerate(states)]
    )
    assert all(len(group) <= 2 for _, group in table.groupby("story_id"))
    assert (table["containment"] >= 0.5).all()


def test_a_reprint_next_year_is_a_copy(found: Callable, invent: Callable) -> None:
    text = invent(1, 120)
    table = found(
        [
            {"id": "b", "outlet": "Post", "date": "2025-03-01", "text": text},
            {"id": "a", "outlet": "Post", "date": "2024-03-01", "text": text},
        ]
    )
    assert table["copy"].to_dict() == {"a": "original", "b": "identical"}


def test_a_footer_makes_no_copies(found: Callable, invent: Callable) -> None:
    footer = invent(99, 60)
    articles = [
        {"id": f"a{i}", "outlet": "Post", "date": f"2024-03-{i + 1:02}", "text": f"{invent(i, 120)} {footer}"}
        for i in range(20)
    ]
    assert found(articles).empty


def test_standing_text_that_is_most_of_a_brief_makes_no_copies(shelved: Callable, invent: Callable) -> None:
    background = invent(99, 90)
    briefs = [
        {"id": f"a{i:02}", "outlet": "Post", "date": f"2024-03-{i + 1:02}", "text": f"{invent(i, 70)} {background}"}
        for i in range(15)
    ]  # fmt: skip
    copy = {"id": "copy", "outlet": "Echo", "date": "2024-03-20", "text": edited(briefs[3]["text"], [5])}
    library = shelved([*briefs, copy])
    compared = compare(library.connection, signatures=library.signatures)
    pairs = pairs_table(compared)
    assert len(pairs) == 16 * 15 / 2  # they do share half: the evidence stays
    assert pairs.loc[pairs["linked"], ["article_id", "other_id"]].values.tolist() == [["a03", "copy"]]
    assert set(stories_table(library.connection, compared)["article_id"]) == {"a03", "copy"}


def test_empty_and_tiny_bodies(found: Callable) -> None:
    table = found(
        [
            {"id": "a", "text": ""},
            {"id": "b", "text": ""},
            {"id": "c", "text": "—"},
            {"id": "d", "text": "More follows soon."},
            {"id": "e", "text": "More follows soon"},
            {"id": "f", "text": "More follows soon from us"},
        ]
    )
    assert table["copy"].to_dict() == {"d": "original", "e": "identical"}


def test_other_scripts(found: Callable) -> None:
    def signs(seed: int, n: int) -> str:
        return "".join(chr(random.Random(seed * 1000 + i).randint(0x4E00, 0x9FFF)) for i in range(n))

    def cyrillic(seed: int, n: int) -> str:
        rng = random.Random(seed)
        return " ".join("".join(rng.choices("абвгдежзиклмно", k=5)) for _ in range(n))

    han, other = signs(1, 150), cyrillic(1, 80)
    table = found(
        [
            {"id": "han", "date": "2024-01-01", "text": han},
            {"id": "han2", "date": "2024-01-02", "text": han[:70] + "改" + han[71:]},
            {"id": "cyr", "date": "2024-01-01", "text": other},
            {"id": "cyr2", "date": "2024-01-02", "text": other.upper()},
            {"id": "han3", "date": "2024-01-02", "text": signs(2, 150)},
        ]
    )
    assert table["copy"].to_dict() == {
        "han": "original",
        "han2": "edited",
        "cyr": "original",
        "cyr2": "identical",
    }


@pytest.mark.parametrize(
    ("one", "two", "first"),
    [
        ({"date": ""}, {"date": "2024-01-02"}, "two"),
        ({"date": "2024-01-02", "time": "10:00"}, {"date": "2024-01-02", "time": "09:30"}, "two"),
        ({"date": "2024-01-02"}, {"date": "2024-01-02", "time": "23:00"}, "two"),
        ({"date": "2024-01-02"}, {"date": "2024-01-02"}, "one"),
        ({"date": ""}, {"date": "", "longer": True}, "two"),
        ({"date": "1899-12-31"}, {"date": "1899-12-30"}, "two"),
        ({"date": "0000-99-99"}, {"date": "2024-01-02"}, "two"),
    ],
)
def test_who_is_the_original(found: Callable, invent: Callable, one: Record, two: Record, first: str) -> None:
    text = invent(1, 100)
    records = [
        {"id": key, **meta, "text": text + (" and more of it" if meta.pop("longer", False) else "")}
        for key, meta in (("one", dict(one)), ("two", dict(two)))
    ]
    assert set(found(records)["original_id"]) == {first}


def test_story_id_is_the_hash_of_the_originals_body(shelved: Callable, invent: Callable) -> None:
    text = invent(1, 100)
    body = [("body", 0, len(text))]
    library = shelved(
        [{"id": "a", "text": text, "parts": body, "date": "2024-01-01"},
         {"id": "b", "text": "Headline " + text, "parts": [("headline", 0, 8), ("body", 9, 9 + len(text))]}]
    )  # fmt: skip
    table = find_stories(library.connection, signatures=library.signatures)
    (text_id,) = library.connection.execute(
        "select text_id from all_segments where article_id = 'a'"
    ).fetchone()
    assert set(table["story_id"]) == {"s" + hashlib.sha256(text_id.encode()).hexdigest()[:15]}
    assert table["copy"].tolist() == ["original", "identical"]


def test_a_missing_signature_is_an_error(shelved: Callable, invent: Callable) -> None:
    library = shelved([{"id": "a", "text": invent(1, 50)}, {"id": "b", "text": invent(2, 50)}])
    with pytest.raises(InputError, match="1 articles have no signature, first 'b'"):
        find_stories(library.connection, signatures=library.signatures.slice(0, 1))


def test_signatures_of_other_articles_do_not_matter(
    shelved: Callable, invent: Callable, tmp_path: Path
) -> None:
    text = invent(1, 80)
    library = shelved([{"id": "a", "text": text}, {"id": "b", "text": edited(text, [40])}])
    strangers = sign([("gone", "", text), ("a", "", text)])
    for number, batch in enumerate([strangers, *library.signatures.to_batches()]):
        write_signatures([batch], tmp_path / f"{number}.parquet")
    files = sorted(tmp_path.glob("*.parquet"))
    table = find_stories(library.connection, signatures=files)
    assert table.equals(find_stories(library.connection, signatures=library.signatures))
    assert len(table) == 2


def corpus_of(seed: int, families: int = 8) -> dict[str, str]:
    """Return texts of which many are versions, excerpts and digests of one another."""
    rng = random.Random(seed)
    vocabulary = [f"w{i}" for i in range(400)]
    texts: list[str] = []
    for _ in range(families):
        base = rng.choices(vocabulary, k=rng.randint(8, 250))
        texts.append(" ".join(base))
        for _ in range(rng.randint(0, 4)):
            words = list(base)
            for _ in range(rng.randint(0, max(1, len(words) // 15))):
                words[rng.randrange(len(words))] = rng.choice(vocabulary)
            start = rng.randrange(len(words))
            cut = words[start : start + rng.randint(5, len(words))] if rng.random() < 0.5 else words
            more = rng.choice([[], rng.choices(vocabulary, k=rng.randint(5, 200)), rng.choice(texts).split()])
            texts.append(" ".join(more + cut if rng.random() < 0.5 else cut + more))
    rng.shuffle(texts)
    return {f"a{i:03}": text for i, text in enumerate(texts)}


@settings(max_examples=12)
@given(st.integers(0, 10**6))
def test_pairs_are_those_of_comparing_everything(seed: int) -> None:
    from .conftest import shelve

    texts = corpus_of(seed)
    library = shelve([{"id": key, "text": text} for key, text in texts.items()])
    pairs = pairs_table(compare(library.connection, signatures=library.signatures), every=True)
    found = {tuple(sorted(pair)) for pair in zip(pairs["article_id"], pairs["other_id"], strict=True)}
    expected = oracle(texts)
    short = {pair for pair in found if not all(len(copy_words(texts[key])) > 6 for key in pair)}
    missed = set(expected) - found
    assert found - short <= set(expected)
    # Not guaranteed: a pair that shares scraps only may share no mark. Of 8,777 such pairs none was missed.
    assert not missed
    counted = pairs.dropna(subset=["containment"]).set_index(["article_id", "other_id"])["containment"]
    for (a, b), value in counted.items():
        if (a, b) not in short:
            assert value == pytest.approx(expected[min(a, b), max(a, b)])


@settings(max_examples=8)
@given(st.integers(0, 10**6))
def test_stories_are_stars_and_do_not_depend_on_order(seed: int) -> None:
    from .conftest import shelve

    rng = random.Random(seed)
    days = ["", "2024-01-01", "2024-01-02", "2024-02-03"]
    records = [
        {"id": key, "text": text, "outlet": rng.choice("PQR"), "date": rng.choice(days)}
        for key, text in corpus_of(seed).items()
    ]  # fmt: skip
    tables = []
    for _ in range(2):
        library = shelve(records)
        tables.append(find_stories(library.connection, signatures=library.signatures))
        rng.shuffle(records)
    pd.testing.assert_frame_equal(*tables)
    table = tables[0]
    expected = oracle({record["id"]: record["text"] for record in records})
    for row in table.itertuples():
        pair = tuple(sorted((row.article_id, row.original_id)))
        if row.copy in ("edited", "excerpt"):
            assert row.containment == pytest.approx(expected[pair])
        assert (row.copy == "original") == (row.article_id == row.original_id)
    assert table["article_id"].is_unique
    assert (table.groupby("story_id")["original_id"].nunique() == 1).all()
    assert (table.groupby("story_id").size() > 1).all()


def test_a_crowd_is_compared_with_its_earliest_only(shelved: Callable, invent: Callable) -> None:
    text = invent(1, 300)
    rng = random.Random(1)
    versions = [
        {
            "id": f"v{i:03}",
            "date": f"2024-03-{1 + i // 5:02}",
            "text": edited(text, rng.sample(range(300), 3)),
        }
        for i in range(100)
    ]
    library = shelved(versions)
    compared = compare(library.connection, signatures=library.signatures)
    table = stories_table(library.connection, compared)
    assert compared.pairs.candidates < 100 * CROWD
    assert len(table) == 100
    assert set(table["original_id"]) == {"v000"}
    every = pairs_table(compared, every=True)
    heads = compared.pairs.crowd_of
    in_crowds = sum(n * (n - 1) // 2 for n in np.unique(heads, return_counts=True)[1].tolist())
    assert len(every) >= in_crowds > len(pairs_table(compared))
    texts = {record["id"]: record["text"] for record in versions}
    known = oracle(texts)
    assert all(
        tuple(sorted(pair)) in known for pair in zip(every["article_id"], every["other_id"], strict=True)
    )


def test_one_article_and_none(shelved: Callable, invent: Callable) -> None:
    library = shelved([{"id": "a", "text": invent(1, 50)}])
    assert find_stories(library.connection, signatures=library.signatures).empty
    assert pairs_table(compare(library.connection, signatures=library.signatures)).empty
    empty = duckdb.connect()
    empty.execute("create table all_articles (article_id text, outlet text, date text, time text)")
    empty.execute("create table all_segments (article_id text, segment int, kind text, text_id text)")
    assert find_stories(empty, signatures=pa.Table.from_batches([sign([])])).empty

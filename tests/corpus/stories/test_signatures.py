from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from datasketch import MinHash

from analysis.corpus import Corpus
from analysis.corpus.stories import SIGNATURES, bodies, sign, signatures_in, signatures_of, write_signatures
from analysis.corpus.stories.shingles import copy_words, run_hashes
from analysis.corpus.stories.signatures import BANDS
from analysis.errors import ParameterError


def rows(batches: object) -> list[dict]:
    return pa.Table.from_batches(batches, schema=SIGNATURES).to_pylist()


def test_signature_of_a_text_is_the_same_every_time_and_in_any_company(invent: Callable) -> None:
    texts = [(str(i), f"Title {i}", invent(i, 40 + i)) for i in range(6)]
    together = sign(texts).to_pylist()
    alone = [sign([text]).to_pylist()[0] for text in texts]
    assert together == alone
    assert sign([]).num_rows == 0


def test_runs_are_the_distinct_runs_of_the_text(invent: Callable) -> None:
    text = invent(1, 30) + ". " + invent(1, 30)
    row = sign([("a", "", text)]).to_pylist()[0]
    assert row["runs"] == sorted(set(run_hashes(copy_words(text)).tolist()))
    assert row["words"] == 60
    assert set(row["marks"]) <= set(row["runs"])


def test_texts_without_runs_have_none() -> None:
    for text, words in (("", 0), ("…!", 0), ("six words are not a run", 6)):
        row = sign([("a", "", text)]).to_pylist()[0]
        assert (row["words"], row["runs"], row["marks"], row["bands"]) == (words, [], [], [0] * BANDS)
        assert (row["body"] == 0) == (words == 0)


def test_bands_agree_as_often_as_minhash_says(invent: Callable) -> None:
    one = invent(1, 400)
    words = one.split()
    other = " ".join(words[:300] + invent(2, 100).split())
    first, second = (sign([("a", "", text)]).to_pylist()[0] for text in (one, other))
    sketches = []
    for row in (first, second):
        sketch = MinHash(num_perm=128, scheme="affine32", hashfunc=int)
        sketch.update_batch(row["runs"])
        sketches.append(sketch.hashvalues.reshape(BANDS, -1))
    equal = (sketches[0] == sketches[1]).all(axis=1)
    assert (np.array(first["bands"]) == np.array(second["bands"])).tolist() == equal.tolist()


def test_a_part_and_its_connection_give_the_same_signatures(make_corpus: Callable, invent: Callable) -> None:
    corpus: Corpus = make_corpus(
        [{"outlet": "Post", "title": f"Headline number {i}", "text": f"{invent(i, 30)}.\n\n{invent(i + 50, 25)}."}
         for i in range(7)]
    )  # fmt: skip
    parts = sorted({path.parent for path in (corpus.derived / "corpus").rglob("articles.parquet")})
    known = {row["article_id"]: row for row in rows(signatures_in(corpus.connection))}
    found = {row["article_id"]: row for part in parts for row in rows(signatures_of(part))}
    assert len(known) == 7
    assert {key: found[key] for key in known} == known
    assert all(row["words"] == 55 for row in known.values())


def test_bodies_of_a_part_skip_what_is_no_body(tmp_path: Path) -> None:
    texts = ["Head\nBody one", "Only a caption", "Body two. More."]
    pq.write_table(
        pa.table({"source": ["a"] * 3, "record": [0, 1, 2], "article_id": list("xyz"),
                  "title": ["T", None, ""], "text": texts}),
        tmp_path / "articles.parquet",
    )  # fmt: skip
    pq.write_table(
        pa.table({"source": ["a"] * 5, "record": [0, 0, 1, 2, 2],
                  "kind": ["headline", "body", "caption", "standfirst", "body"],
                  "start": [0, 5, 0, 0, 10], "end": [4, 13, 14, 9, 15]}),
        tmp_path / "segments.parquet",
    )  # fmt: skip
    assert list(bodies.bodies_of_part(tmp_path)) == [
        [("x", "T", "Body one"), ("y", "", ""), ("z", "", "Body two.\n\nMore.")]
    ]
    assert next(iter(bodies.bodies_of_part(tmp_path, kinds=("caption",))))[1] == ("y", "", "Only a caption")
    with pytest.raises(ParameterError, match="Did you mean 'body'"):
        list(bodies.bodies_of_part(tmp_path, kinds=("boddy",)))


def test_workers_change_neither_order_nor_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_corpus: Callable, invent: Callable
) -> None:
    monkeypatch.setattr(bodies, "BATCH", 3)
    corpus: Corpus = make_corpus(
        [{"outlet": "Post", "title": f"T {i}", "text": invent(i + 900, 40)} for i in range(40)]
    )
    (part,) = {
        path.parent
        for path in (corpus.derived / "corpus").rglob("articles.parquet")
        if len(pq.read_table(path)) == 40
    }
    with ThreadPoolExecutor(3) as pool:
        write_signatures(signatures_of(part, executor=pool), tmp_path / "pool.parquet")
    write_signatures(signatures_of(part), tmp_path / "here.parquet")
    assert (tmp_path / "pool.parquet").read_bytes() == (tmp_path / "here.parquet").read_bytes()
    assert pq.read_table(tmp_path / "here.parquet").num_rows == 40

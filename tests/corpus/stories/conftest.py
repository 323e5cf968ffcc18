"""Corpora of invented texts for the search for copies and events."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pytest

from analysis.corpus.stories import signatures_in

_SYLLABLES = [
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "ha",
    "je",
    "ki",
    "lo",
    "mu",
    "na",
    "pe",
    "ri",
    "so",
    "tu",
    "va",
    "we",
    "xi",
    "yo",
    "zu",
]


def prose(seed: int, words: int) -> str:
    """Return words that nobody ever wrote, the same for the same seed."""
    rng = random.Random(seed)
    return " ".join("".join(rng.choices(_SYLLABLES, k=rng.randint(1, 4))) for _ in range(words))


@dataclass
class Library:
    """A connection with the views of a corpus, and the signatures of its articles."""

    connection: duckdb.DuckDBPyConnection
    signatures: pa.Table


def shelve(records: Iterable[dict[str, Any]]) -> Library:
    """Open records (id, text and perhaps outlet, date, time, title, parts) as a corpus."""
    articles, segments = [], []
    for record in records:
        text = record["text"]
        articles.append(
            {"article_id": record["id"], "text": text}
            | {name: record.get(name, "") for name in ("outlet", "date", "time", "title")}
        )
        parts = record.get("parts", [("body", 0, len(text))] if text else [])
        segments += [
            {"article_id": record["id"], "segment": number, "kind": kind, "start": start, "end": end,
             "text_id": f"t{hash_of(text[start:end])}"}
            for number, (kind, start, end) in enumerate(parts)
        ]  # fmt: skip
    connection = duckdb.connect()
    columns = ["article_id", "segment", "kind", "start", "end", "text_id"]
    connection.register("all_articles", pa.Table.from_pandas(pd.DataFrame(articles)))
    connection.register("all_segments", pa.Table.from_pandas(pd.DataFrame(segments, columns=columns)))
    return Library(connection, pa.Table.from_batches(signatures_in(connection)))


def hash_of(text: str) -> str:
    return f"{random.Random(text).getrandbits(96):024x}"


@pytest.fixture
def shelved() -> Callable[[Iterable[dict[str, Any]]], Library]:
    """Return `shelve`."""
    return shelve


@pytest.fixture
def invent() -> Callable[[int, int], str]:
    """Return `prose`."""
    return prose

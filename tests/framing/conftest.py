"""A corpus of a few sentences, with segments set by hand and real annotation."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import duckdb
import pandas as pd
import pytest

from analysis.annotation.pipeline import annotate_texts
from analysis.framing import Codebook, parse_codebook


def _id(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]


class TinyCorpus:
    """The views of a corpus over segments given as (kind, text)."""

    def __init__(self, articles: dict[str, list[tuple[str, str]]]) -> None:
        rows, segments, texts = [], [], {}
        for article_id, parts in articles.items():
            text = ""
            for number, (kind, part) in enumerate(parts):
                text += "\n\n" if text else ""
                texts[_id(part)] = part
                segments.append((article_id, number, kind, len(text), len(text) + len(part), _id(part)))
                text += part
            rows.append((article_id, "Harbour Post", len(text.split()), text))
        self.articles = pd.DataFrame(rows, columns=["article_id", "outlet", "words", "text"])
        self.segments = pd.DataFrame(
            segments, columns=["article_id", "segment", "kind", "start", "end", "text_id"]
        )
        self._connection = duckdb.connect()
        self._connection.register("articles", self.articles)
        self._connection.register("segments", self.segments)
        self._connection.register("tokens", annotate_texts(list(texts.items())))

    def sql(self, query: str, **parameters: object) -> pd.DataFrame:
        return self._connection.execute(query, parameters or None).df()

    def has(self, name: str) -> bool:
        """Say that it is annotated."""
        return name == "tokens"

    def replace_tokens(self, tokens: pd.DataFrame) -> None:
        self._connection.unregister("tokens")
        self._connection.register("tokens", tokens)

    def text(self, row: object) -> str:
        texts = self.articles.set_index("article_id")["text"]
        return texts[row.article_id][row.start : row.end]


@pytest.fixture
def corpus() -> Callable[..., TinyCorpus]:
    """Return a function from texts, or from (kind, text) lists, to a corpus."""

    def make(*articles: str | list[tuple[str, str]]) -> TinyCorpus:
        return TinyCorpus(
            {
                f"a{i}": [("body", parts)] if isinstance(parts, str) else parts
                for i, parts in enumerate(articles)
            }
        )

    return make


def codebook_text(*terms: str, rule: str = "any", more: str = "") -> str:
    """Return a codebook of one frame with one indicator for each list of terms (in YAML flow style)."""
    head = "name: small\nversion: '1'\ntitle: t\ndescription: d\nsource: s\nframes:\n"
    frame = f"  - id: f\n    label: F\n    definition: d\n    functions: [problem]\n    rule: {rule}\n    indicators:\n"
    return (
        head
        + frame
        + "".join(
            f"      - id: i{n}\n        question: q\n{more}        terms: [{list_}]\n"
            for n, list_ in enumerate(terms)
        )
    )


@pytest.fixture
def book() -> Callable[..., Codebook]:
    """Return a function from lists of terms to a codebook."""
    return lambda *terms, **options: parse_codebook(codebook_text(*terms, **options))

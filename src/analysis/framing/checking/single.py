"""One article, or a text from anywhere, as a corpus of one that terms can be matched in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd

from analysis.annotation.pipeline import DEFAULT_MODEL, annotate_texts
from analysis.corpus.identity import text_id
from analysis.errors import ParameterError

if TYPE_CHECKING:
    from analysis.corpus import Corpus

LONGEST = 200_000
"""Characters of the longest text that is parsed for an explanation."""

TEXT = "text"
"""Id of the article that a text without a corpus becomes."""

_GAP = re.compile(r"\n[^\S\n]*\n\s*")


class One:
    """The views of a corpus over a single article."""

    def __init__(self, articles: pd.DataFrame, segments: pd.DataFrame, tokens: Any) -> None:
        self.articles, self.segments = articles, segments
        self._connection = duckdb.connect()
        for name, table in (("articles", articles), ("segments", segments), ("tokens", tokens)):
            self._connection.register(name, table)

    def sql(self, query: str, **parameters: Any) -> pd.DataFrame:
        """Return the answer to a query, as `Corpus.sql`."""
        return self._connection.execute(query, parameters or None).df()

    def has(self, name: str) -> bool:
        """Say that it is annotated."""
        return name in ("articles", "segments", "tokens")

    @property
    def text(self) -> str:
        """The article's text."""
        return str(self.articles["text"].iloc[0])


def one_text(text: str, *, model: str = DEFAULT_MODEL) -> One:
    """Return a text as a corpus of one article; its paragraphs are segments of the body.

    Raises
    ------
    ParameterError
        If there is no text, or more than `LONGEST` characters of it.
    """
    if not text.strip():
        raise ParameterError("there is no text", where="text", remedy="Give a sentence or more.")
    if len(text) > LONGEST:
        raise ParameterError(
            f"the text has {len(text):,} characters", where="text",
            remedy=f"At most {LONGEST:,} can be explained; give one article.",
        )  # fmt: skip
    rows: list[tuple[str, int, str, int, int, str]] = []
    texts, begin = {}, 0
    for end, following in [
        *((gap.start(), gap.end()) for gap in _GAP.finditer(text)),
        (len(text), len(text)),
    ]:
        part = text[begin:end]
        if part.strip():
            texts[text_id(part)] = part
            rows.append((TEXT, len(rows), "body", begin, end, text_id(part)))
        begin = following
    segments = pd.DataFrame(rows, columns=["article_id", "segment", "kind", "start", "end", "text_id"])
    articles = pd.DataFrame({"article_id": [TEXT], "words": [len(text.split())], "text": [text]})
    return One(articles, segments, annotate_texts(list(texts.items()), model=model))


def one_article(corpus: Corpus, article_id: str) -> One:
    """Return one article of a corpus as a corpus of its own.

    Raises
    ------
    ParameterError
        If the corpus has no such article.
    """
    from analysis.annotation import annotate

    annotate(corpus)
    articles = corpus.sql("select * from articles where article_id = $id", id=article_id)
    if articles.empty:
        raise ParameterError(
            f"the corpus has no article {article_id!r}", where="article_id",
            remedy="Ids stand in the column article_id of corpus.articles.",
        )  # fmt: skip
    segments = corpus.sql("select * from segments where article_id = $id", id=article_id)
    tokens = corpus.sql(
        "select * from tokens where text_id in (select text_id from segments where article_id = $id)",
        id=article_id,
    )
    return One(articles, segments, tokens)

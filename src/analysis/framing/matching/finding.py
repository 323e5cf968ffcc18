"""Where the terms of codebooks stand in the texts of a corpus.

Everything is counted in DuckDB, on distinct texts, so that wire copy is matched once however many
articles carry it, and for all codebooks at once; only the hits leave the database, some articles at a
time. The steps are the queries of `analysis.framing.matching.queries`:

1. *lexicon*: which spellings of the texts each word of the codebooks finds;
2. *marked*: the tokens that are such words;
3. *found*: terms whose words stand in a row inside one sentence;
4. *placed*: those whose part of speech and context (near, not near) are right;
5. *longest*: without those inside a longer hit of the same indicator;
6. *judged*: with negation; and at last with sentence and article offsets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

import numpy as np
import pandas as pd

from analysis.annotation import annotate
from analysis.corpus.records import PROSE
from analysis.errors import ParameterError
from analysis.framing.codebooks.model import Codebook
from analysis.framing.codebooks.terms import Pos
from analysis.framing.matching import queries
from analysis.framing.matching.terms import FOCUS, NEGATORS, PREFIX_LETTERS, TermTables, compile_terms

if TYPE_CHECKING:
    from analysis.corpus import Corpus

PART = 2_000_000
"""Marked tokens that are joined to one another in one go: bounds the memory, whatever the size of the corpus."""

ARTICLES = 5_000
"""Articles whose evidence leaves the database in one go."""

ROWS = 100_000
"""Deeds that enter the database in one go."""

BLOCK = 64
"""Tokens of a block: what a window of context is looked up by."""

COLUMNS = (
    "article_id", "start", "end", "sentence_start", "sentence_end", "segment_kind",
    "frame", "indicator", "term", "weight", "negated", "codebook", "place",
)  # fmt: skip
"""Columns of the hits."""

NAMES = ("segment_kind", "frame", "indicator", "term", "codebook", "place")
"""Columns that hold one of a few names."""

PLACES = ("headline", "lead", "body")
"""Where in an article: its headline; the first `LEAD` sentences of its running text; the rest of it, captions too."""

LEAD = 2
"""Sentences of standfirst and body that are the lead."""

RUNNING = ("standfirst", "body")
"""Kinds of segment that are running text."""

_ORDER = ["article_id", "start", "end", "frame", "indicator", "term", "codebook"]


def find_terms(corpus: Corpus, *, codebook: Codebook | Sequence[Codebook]) -> pd.DataFrame:
    """Return every place where a term of a codebook stands in the articles.

    Bylines and boilerplate are no prose and are not searched.

    Parameters
    ----------
    corpus : Corpus
        Annotated on demand.
    codebook : Codebook, or several
        Several are matched in one pass.

    Returns
    -------
    DataFrame
        Columns `COLUMNS`, in order of article and place.

    Raises
    ------
    ParameterError
        If two codebooks have one name.
    """
    parts = [part.astype(dict.fromkeys(NAMES, "str")) for part in find_parts(corpus, codebook=codebook)]
    return pd.concat(parts, ignore_index=True)


def find_parts(
    corpus: Corpus, *, codebook: Codebook | Sequence[Codebook], deeds: pd.DataFrame | None = None
) -> Iterator[pd.DataFrame]:
    """Yield the places of `find_terms` for some articles after others: all of an article's stand in one table.

    The columns `NAMES` are categories, the same in each part. The first table may be empty; there is at
    least one. The temporary tables are gone when the last part has been taken.

    Parameters
    ----------
    corpus, codebook
        As in `find_terms`.
    deeds : DataFrame, optional
        What answers conditions on actors, to be put beside the hits of terms: article_id, start,
        end, codebook, frame, indicator, text (of the condition), weight, negated.
    """
    with marked(corpus, codebook=codebook) as words:
        names = {name: list(words.terms[name]) for name in (*_OF_TERM.values(), "weight")}
        words.by_part(queries.HITS_TABLE, queries.HITS)
        words.run("drop table framing_marked")
        words.run(queries.SPOTS)
        words.run(queries.DEEDS_TABLE)
        if deeds is not None:
            _add_deeds(corpus, deeds, names)
        words.run(queries.BOUNDS)
        yield from _evidence(corpus, names)


@dataclass(frozen=True)
class Marked:
    """The tokens of a corpus that are words of codebooks, as temporary tables; what joins them runs here.

    Attributes
    ----------
    corpus : Corpus
    terms : dict of list
        The terms as parallel lists; a term's number is its place.
    values : dict
        Parameters of the queries.
    """

    corpus: Corpus
    terms: dict[str, list]
    values: dict[str, Any]

    def run(self, query: str, **values: Any) -> pd.DataFrame:
        """Run a query with those of the parameters that it names."""
        known = self.values | values
        return self.corpus.sql(query, **{name: value for name, value in known.items() if f"${name}" in query})

    def by_part(self, table: str, query: str) -> None:
        """Make a table and fill it by a query over some texts after others."""
        self.run(table)
        parts = 1 + int(self.run("select count(*) as n from framing_marked")["n"].iloc[0]) // PART
        for part in range(parts):
            self.run(query, parts=parts, part=part)


@contextmanager
def marked(corpus: Corpus, *, codebook: Codebook | Sequence[Codebook]) -> Iterator[Marked]:
    """Mark the words of codebooks in a corpus; the temporary tables are gone afterwards."""
    books = several(codebook)
    annotate(corpus)
    tables = compile_terms(books)
    words = Marked(corpus, tables.terms, _parameters(tables))
    try:
        for step in (queries.TEXTS, queries.LEXICON, queries.MARKED, queries.ANCHORS):
            words.run(step)
        yield words
    finally:
        for name in queries.TABLES:
            words.run(f"drop table if exists framing_{name}")


def several(codebook: Codebook | Sequence[Codebook]) -> list[Codebook]:
    """Return one or several codebooks as a list whose names differ.

    Raises
    ------
    ParameterError
        If there is none, or two have one name.
    """
    books = [codebook] if isinstance(codebook, Codebook) else list(codebook)
    names = [book.name for book in books]
    double = next((name for i, name in enumerate(names) if name in names[:i]), None)
    if double is not None or not books:
        raise ParameterError(
            f"two codebooks are named {double!r}" if books else "there is no codebook", where="codebook",
            remedy="Give each a name of its own (the key `name` of its file)." if books else "Give at least one.",
        )  # fmt: skip
    return books


def _add_deeds(corpus: Corpus, deeds: pd.DataFrame, names: dict[str, list]) -> None:
    """Put deeds into the database, and what answers they give behind the terms."""
    keys = deeds[[*_OF_TERM.values(), "weight"]]
    number, known = pd.factorize(pd.MultiIndex.from_frame(keys))
    first = len(names["weight"])
    for name, values in zip(keys.columns, zip(*known, strict=True), strict=True) if len(known) else ():
        names[name] += values
    for low in range(0, len(deeds), ROWS):
        rows = deeds.iloc[low : low + ROWS]
        corpus.sql(
            queries.DEEDS, ids=rows["article_id"].tolist(), starts=rows["start"].tolist(), ends=rows["end"].tolist(),
            terms=(number[low : low + ROWS] + first).tolist(), negations=rows["negated"].tolist(),
        )  # fmt: skip


def _evidence(corpus: Corpus, of_term: dict[str, list]) -> Iterator[pd.DataFrame]:
    """Yield the evidence of some articles after others."""
    ids = corpus.sql("select distinct article, article_id from framing_spots order by article")
    names = {name: pd.Categorical(of_term[key]) for name, key in _OF_TERM.items()}
    weight = np.array(of_term["weight"], dtype=float)
    for first in range(0, max(len(ids), 1), ARTICLES):
        rows = corpus.sql(queries.EVIDENCE, kinds=list(PROSE), first=first, last=first + ARTICLES, lead=LEAD)
        term = rows["term"].to_numpy()
        part = pd.DataFrame(
            {
                "article_id": ids["article_id"].to_numpy()[rows["article"].to_numpy(dtype=int)],
                **{name: rows[name].astype("int64") for name in COLUMNS[1:5]},
                "segment_kind": pd.Categorical.from_codes(
                    rows["kind"].to_numpy(dtype=int), pd.Index(list(PROSE))
                ),
                **{name: values[term] for name, values in names.items()},
                "weight": weight[term],
                "negated": rows["negated"].to_numpy(dtype=bool),
                "place": pd.Categorical.from_codes(rows["place"].to_numpy(dtype=int), pd.Index(list(PLACES))),
            }
        ).astype({"article_id": "str"})
        yield part[list(COLUMNS)].sort_values(_ORDER, ignore_index=True)


_OF_TERM = {"frame": "frame", "indicator": "indicator", "term": "text", "codebook": "codebook"}


def _parameters(tables: TermTables) -> dict[str, Any]:
    tags = list(get_args(Pos))
    places = {tag: 1 << (place + 1) for place, tag in enumerate(tags)}
    masks = [sum(places[tag] for tag in pos.split()) for pos in tables.terms["pos"]]
    keys = list(zip(*(tables.terms[name] for name in ("codebook", "frame", "indicator")), strict=True))
    terms = tables.terms | {
        "mask": masks,
        "indicator": pd.factorize(pd.Series(keys, dtype=object))[0].tolist(),
    }
    negators, focus = [tables.word(w, "form") for w in NEGATORS], [tables.word(w, "form") for w in FOCUS]
    groups = {"pat": tables.patterns, "phr": tables.phrases, "trm": terms, "ctx": tables.contexts}
    lists = {
        f"{group}_{name}": values for group, columns in groups.items() for name, values in columns.items()
    }
    return lists | {
        "negators": negators,
        "focus": focus,
        "letters": PREFIX_LETTERS,
        "block": BLOCK,
        "tags": tags,
        "kinds": list(PROSE),
        "running": list(RUNNING),
    }

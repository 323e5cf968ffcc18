"""Running words: the words of every segment in order, as numbers, in DuckDB; read batch by batch into NumPy."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pyarrow as pa

from analysis.corpus import KINDS, PROSE, Corpus
from analysis.corpus.sql import literal
from analysis.corpus.words import sql_words
from analysis.errors import one_of

Array = np.ndarray

SEGMENTS = 100_000
"""Segments read at a time."""

_CHOSEN = 2000
"""Different words by which segments are chosen in DuckDB; with more, all are read."""


@dataclass(frozen=True, eq=False)
class Running:
    """The running words of a corpus. Made by `running_words`.

    Attributes
    ----------
    corpus : Corpus
    table : str
        Name of a table with one row per segment, in order of date, article and
        place: ``place`` (0, 1, …), ``article`` (row of `articles`),
        ``kind, start, "end"`` (characters of the article's text), ``words``
        (list of numbers of words).
    lexicon : array of str
        The form of each number, in alphabetical order.
    articles : array of str
        Article ids in the order of the table.
    lemmas : array of str, optional
        Lemma of each number, where lemma, part of speech and sentence of the
        words are known; see `annotated.tagged_words`.
    """

    corpus: Corpus
    table: str
    lexicon: Array = field(repr=False)
    articles: Array = field(repr=False)
    lemmas: Array | None = field(default=None, repr=False)

    def batches(self, containing: Array | None = None) -> Iterator[Words]:
        """Yield the segments in order, at most `SEGMENTS` at a time.

        Parameters
        ----------
        containing : array of int, optional
            Numbers of words; only segments that hold one of them are of interest.
        """
        where = ""
        if containing is not None and len(containing) <= _CHOSEN:
            codes = ", ".join(str(int(code)) for code in containing)
            where = f"and list_has_any(words, [{codes or '-1'}]::integer[])"
        tags = "" if self.lemmas is None else f"join {self.table}_tags using (place)"
        columns = "place, article, words" + (", lemmas, pos, sentences" if tags else "")
        rows = self.corpus.connection.execute(f"select count(*) from {self.table}").fetchall()
        # Each batch is a query of its own, so that other queries may be asked between two of them.
        for first in range(0, rows[0][0], SEGMENTS):
            table = self.corpus.connection.sql(
                f"select {columns} from {self.table} {tags} where place >= {first} and place < {first + SEGMENTS} "
                f"{where} order by place"
            ).to_arrow_table()
            if table.num_rows:
                yield _words(table)

    def code(self, word: str) -> int:
        """Return the number of a word, or -1 if it does not occur."""
        at = int(np.searchsorted(self.lexicon, word))
        return at if at < len(self.lexicon) and self.lexicon[at] == word else -1

    def totals(self, unit: str = "word", *, weight: Array | None = None) -> Array:
        """Return how often each word (or ``lemma``) occurs, each article counting as `weight` says."""
        names = self.names(unit)
        total = np.zeros(len(names))
        for batch in self.batches():
            weights = None if weight is None else weight[batch.article][batch.segment]
            total += np.bincount(batch.codes(unit), weights=weights, minlength=len(names))
        return total

    def names(self, unit: str) -> Array:
        """Return the words, or lemmas, by number."""
        names = self.lexicon if unit == "word" else self.lemmas
        assert names is not None, "lemmas need tagged words"
        return names


@dataclass(frozen=True, eq=False)
class Words:
    """The words of some segments, one after the other.

    Attributes
    ----------
    place, article : array of int
        One entry per segment.
    edge : array of int
        Where each segment begins among the words, and where the last ends.
    word : array of int
        Number of each word.
    lemma, pos, sentence : array of int, optional
        Of each word, where they are known: number of the lemma, of the part of
        speech in `query.POS`, and of the sentence within the segment.
    """

    place: Array
    article: Array
    edge: Array
    word: Array
    lemma: Array | None = None
    pos: Array | None = None
    sentence: Array | None = None

    def codes(self, unit: str) -> Array:
        """Return the number of each word, or of its lemma."""
        codes = self.word if unit == "word" else self.lemma
        assert codes is not None, "lemmas need tagged words"
        return codes

    @cached_property
    def segment(self) -> Array:
        """For each word the row of its segment."""
        return np.repeat(np.arange(len(self.place)), np.diff(self.edge))


def _words(table: pa.Table) -> Words:
    place, article, *lists = (column.combine_chunks() for column in table.columns)
    edge = lists[0].offsets.to_numpy()
    values = [column.flatten().to_numpy() for column in lists]
    return Words(place.to_numpy(), article.to_numpy(), edge - edge[0], *values)


def running_words(corpus: Corpus, *, kinds: Sequence[str] = PROSE, containing: str = "") -> Running:
    """Write the words of each segment in order, once.

    Parameters
    ----------
    corpus : Corpus
    kinds : sequence of str
        Kinds of segment that are read.
    containing : str
        ASCII letters or digits: as long as the corpus has not been read whole,
        only segments that hold them are read, for one quick look at a rare word.

    Notes
    -----
    The word definition is `analysis.corpus.words`, as for all counts.
    """
    for kind in kinds:
        one_of(kind, KINDS, name="kind of segment")
    name = "running_" + "_".join(sorted(kinds))
    if not exists(corpus, name):
        if containing:
            part = f"{name}_{hashlib.sha256(containing.encode()).hexdigest()[:12]}"
            if not exists(corpus, part):
                _write(corpus, part, kinds, containing)
            return _handle(corpus, part)
        _write(corpus, name, kinds, "")
    return _handle(corpus, name)


def _write(corpus: Corpus, name: str, kinds: Sequence[str], containing: str) -> None:
    run = corpus.connection.execute
    chosen = ", ".join(literal(kind) for kind in kinds)
    narrowed = f"and contains(lower(part), {literal(containing)})" if containing else ""
    run(
        f"create or replace temp table {name}_articles as select row_number() over "
        "(order by date, source, record) - 1 as article, article_id from articles"
    )
    run(
        f"create or replace temp table {name}_raw as "
        f'select article, segment, kind, start, "end", {sql_words("part")} as forms from ('
        'select n.article, s.segment, s.kind, s.start, s."end", '
        'substring(a.text, (s.start + 1)::bigint, (s."end" - s.start)::bigint) as part '
        f"from segments s join articles a using (article_id) join {name}_articles n using (article_id) "
        f"where s.kind in ({chosen})) where true {narrowed}"
    )
    run(
        f"create or replace temp table {name}_lexicon as select row_number() over (order by form) - 1 as code, form "
        f"from (select distinct unnest(forms) as form from {name}_raw)"
    )
    run(f"drop type if exists {name}_form")
    run(f"create type {name}_form as enum (select form from {name}_lexicon order by code)")
    run(
        f"create or replace temp table {name} as select row_number() over (order by article, start, segment) - 1 "
        'as place, article::integer as article, segment, kind, start, "end", '
        f"list_transform(forms, lambda w: enum_code(w::{name}_form)::integer) as words from {name}_raw order by place"
    )
    run(f"drop table {name}_raw")


def _handle(corpus: Corpus, name: str) -> Running:
    lexicon = corpus.sql(f"select form from {name}_lexicon order by code")["form"].to_numpy(dtype=object)
    articles = corpus.sql(f"select article_id from {name}_articles order by article")["article_id"]
    return Running(corpus, name, lexicon, articles.to_numpy(dtype=object))


def exists(corpus: Corpus, name: str) -> bool:
    """Say whether a table has been written."""
    found = corpus.connection.execute(
        "select count(*) from duckdb_tables() where table_name = $name", {"name": name}
    ).fetchall()
    return found != [(0,)]

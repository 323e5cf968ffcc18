"""Running words: the words of every segment in order, as numbers, in DuckDB; read batch by batch into NumPy."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pyarrow as pa

from analysis.corpus import KINDS, PROSE, Corpus
from analysis.corpus.keeping import kept
from analysis.corpus.sql import literal
from analysis.corpus.words import sql_words
from analysis.errors import one_of
from analysis.vocabulary.counting.grams import PAUSE

Array = np.ndarray

MOST_KEPT = 50_000_000
"""Words that are kept in memory once they were read, at some 10 bytes each; more are read again each time."""

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
        ``kind, start, "end"`` (characters of the article's text), ``n``
        (its words), ``items`` (list of numbers of words, -1 where a pause
        stands between them: see `counting.grams.PAUSE`).
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
        """Yield the segments in order: all at once where they are kept, else at most `SEGMENTS` at a time.

        Parameters
        ----------
        containing : array of int, optional
            Numbers of words; only segments that hold one of them are of interest.
        """
        number = self.corpus.connection.execute(f"select sum(n), count(*) from {self.table}").fetchall()
        words, segments = (int(value or 0) for value in number[0])
        if words > MOST_KEPT:
            yield from self._read(segments, containing, size=SEGMENTS)
        else:
            key = ("running words", self.table, self.lemmas is not None)
            yield from kept(self.corpus, key, lambda: list(self._read(segments, None, size=max(segments, 1))))

    def _read(self, segments: int, containing: Array | None, *, size: int) -> Iterator[Words]:
        where = ""
        if containing is not None and len(containing) <= _CHOSEN:
            codes = ", ".join(str(int(code)) for code in containing)
            where = f"and list_has_any(items, [{codes or '-2'}]::integer[])"
        tags = "" if self.lemmas is None else f"join {self.table}_tags using (place)"
        columns = "place, article, items" + (", lemmas, pos, sentences" if tags else "")
        # Each batch is a query of its own, so that other queries may be asked between two of them.
        for first in range(0, segments, size):
            table = self.corpus.connection.sql(
                f"select {columns} from {self.table} {tags} where place >= {first} and place < {first + size} "
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
    pause : array of bool
        Whether each word is parted from the one before it by a pause or a segment's edge.
    lemma, pos, sentence : array of int, optional
        Of each word, where they are known: number of the lemma, of the part of
        speech in `query.POS`, and of the sentence within the segment.
    """

    place: Array
    article: Array
    edge: Array
    word: Array
    pause: Array
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
        return np.repeat(np.arange(len(self.place), dtype=np.int32), np.diff(self.edge))


def _words(table: pa.Table) -> Words:
    place, article, items, *tags = (column.combine_chunks() for column in table.columns)
    edge, item = items.offsets.to_numpy().astype(np.int64), items.flatten().to_numpy()
    edge -= edge[0]
    is_word = item >= 0
    pause = np.concatenate([[True], ~is_word[:-1]])[: len(item)]
    pause[edge[:-1][edge[:-1] < len(item)]] = True
    words_before = np.concatenate([[0], np.cumsum(is_word)])
    values = [column.flatten().to_numpy() for column in tags]
    return Words(
        place.to_numpy(), article.to_numpy(), words_before[edge], item[is_word], pause[is_word], *values
    )


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
    if not corpus.has(name):
        if containing:
            part = f"{name}_{hashlib.sha256(containing.encode()).hexdigest()[:12]}"
            if not corpus.has(part):
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
        f'select article, segment, kind, start, "end", {sql_words("part", others=PAUSE)} as forms from ('
        'select n.article, s.segment, s.kind, s.start, s."end", '
        'substring(a.text, (s.start + 1)::bigint, (s."end" - s.start)::bigint) as part '
        f"from segments s join articles a using (article_id) join {name}_articles n using (article_id) "
        f"where s.kind in ({chosen})) where true {narrowed}"
    )
    # Words first, so that whatever has a number beyond theirs is a pause.
    run(
        f"create temp table {name}_forms as select form, regexp_full_match(form, {literal(PAUSE)}) as pause "
        f"from (select distinct unnest(forms) as form from {name}_raw)"
    )
    run(f"drop type if exists {name}_form")
    run(f"create type {name}_form as enum (select form from {name}_forms order by pause, form)")
    run(
        f"create or replace temp table {name}_lexicon as select row_number() over (order by form) - 1 as code, form "
        f"from {name}_forms where not pause"
    )
    run(f"drop table {name}_forms")
    words = run(f"select count(*) from {name}_lexicon").fetchall()[0][0]
    run(
        f"create or replace temp table {name} as select * exclude (items), "
        f"list_transform(items, lambda code: if(code < {words}, code, -1)) as items, "
        f"len(list_filter(items, lambda code: code < {words})) as n from ("
        "select row_number() over (order by article, start, segment) - 1 as place, article::integer as article, "
        'segment, kind, start, "end", '
        f"list_transform(forms, lambda w: enum_code(w::{name}_form)::integer) as items from {name}_raw) order by place"
    )
    run(f"drop table {name}_raw")


def _handle(corpus: Corpus, name: str) -> Running:
    return Running(corpus, name, *kept(corpus, ("lexicon", name), lambda: _names(corpus, name)))


def _names(corpus: Corpus, name: str) -> tuple[Array, Array]:
    lexicon = corpus.sql(f"select form from {name}_lexicon order by code")["form"].to_numpy(dtype=object)
    articles = corpus.sql(f"select article_id from {name}_articles order by article")["article_id"]
    return lexicon, articles.to_numpy(dtype=object)

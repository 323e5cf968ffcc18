"""Lexical diversity of articles, several measures side by side, each with the length it depends on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.corpus import KINDS, PROSE, Corpus
from analysis.corpus.keeping import kept
from analysis.corpus.sql import literal
from analysis.corpus.words import sql_words
from analysis.errors import EmptySelectionError, ParameterError, one_of
from analysis.vocabulary.averages import group_means, with_groups
from analysis.vocabulary.measures.diversity import every_measure

LEAST_WORDS = 100
"""Words under which MTLD is not to be trusted (McCarthy & Jarvis 2010), and no article is measured."""

MEASURES = ("ttr", "mattr", "mtld", "hdd", "yule_k", "guiraud", "maas", "simpson")
"""Measures of lexical diversity; of `yule_k`, `maas` and `simpson` smaller values are more varied."""

_ROWS = 20_000
_BATCH = 2_000_000

MOST_KEPT = 50_000_000
"""Words that are kept in memory, eight bytes each, so that the next question need not read the texts."""

Texts = tuple[list[str], np.ndarray, np.ndarray]
"""Ids of articles, their words in order as numbers, and where each begins."""
"""Words measured at a time, so that memory does not grow with the corpus."""


def article_diversity(
    corpus: Corpus,
    *,
    kinds: Sequence[str] = PROSE,
    least: int = LEAST_WORDS,
    length: int | None = None,
    window: int = 50,
    threshold: float = 0.72,
    closing: str = "below",
) -> pd.DataFrame:
    """Return the lexical diversity of each article.

    Parameters
    ----------
    corpus : Corpus
    kinds : sequence of str
        Kinds of segment that are read, in the order in which they stand.
    least : int
        Words an article must have; not under `LEAST_WORDS`.
    length : int, optional
        Read only so many words from the start of each article, and leave out
        those that have fewer: then all values are of texts of one length.
    window : int
        Words in the window of MATTR.
    threshold, closing
        Of MTLD; see `measures.diversity.mtld`.

    Returns
    -------
    DataFrame
        One row per article that is long enough: ``article_id, words, types`` and
        the columns `MEASURES`. ``attrs["left_out"]`` names those that are not, with
        their words.

    Raises
    ------
    ParameterError
        If `least` or `length` is under `LEAST_WORDS`, or the window longer than the shortest text.

    Notes
    -----
    Formulas and sources: `analysis.vocabulary.measures.diversity`. All measures
    depend on length to some extent (Bestgen 2023, arXiv 2307.04626), hence the length beside
    them, and `length`. Weights play no part in the value of an article.

    Examples
    --------
    >>> article_diversity(corpus, length=200)  # doctest: +SKIP
    """
    shortest = _shortest(least, length, window)
    options = {"window": window, "threshold": threshold, "closing": closing}
    every = corpus.sql(f"select * from {_measured(corpus, kinds, length, options)} order by article_id")
    enough = every["words"] >= shortest
    table = every[enough].reset_index(drop=True)
    if length is not None:
        table["words"] = length
    short = every[~enough]
    table.attrs["left_out"] = dict(zip(short["article_id"], short["words"].tolist(), strict=True))
    return table


def diversity(
    corpus: Corpus,
    *,
    by: str | None = "outlet",
    kinds: Sequence[str] = PROSE,
    least: int = LEAST_WORDS,
    length: int | None = None,
    window: int = 50,
    threshold: float = 0.72,
    closing: str = "below",
    seed: int = 0,
    resamples: int = 1000,
) -> pd.DataFrame:
    """Return how varied the words of the articles of each group are.

    Parameters
    ----------
    corpus : Corpus
    by : str, optional
        Column of the articles table whose values are the groups; None for all articles together.
    kinds, least, length, window, threshold, closing
        As in `article_diversity`.
    seed, resamples : int
        Of the bootstrap (BCa, 95 %, the article as unit, or what it was drawn as).

    Returns
    -------
    DataFrame
        One row per group and measure, the largest group first: ``group, measure, n`` (articles
        measured), ``mean`` with ``low, high``, ``median``, ``note`` (why there is no
        interval), ``left_out`` (articles of the group that are too short). The measure
        ``words`` is the length of the texts measured. Means and medians are weighted.
        ``attrs["left_out"]`` is as in `article_diversity`;
        ``attrs["length_correlation"]`` is Spearman's correlation of each measure with
        the number of words, over all articles measured (NaN if all are of one length): a
        measure that goes with length compares groups only at equal lengths (`length`).

    Raises
    ------
    EmptySelectionError
        If no article is long enough.
    ParameterError
        As in `article_diversity`, or if there is no column `by`.

    Examples
    --------
    >>> diversity(corpus, by="outlet", length=200)  # doctest: +SKIP
    """
    articles = with_groups(corpus, by=by)
    values = article_diversity(
        corpus, kinds=kinds, least=least, length=length, window=window, threshold=threshold, closing=closing
    )
    left_out = values.attrs["left_out"]
    if values.empty:
        raise EmptySelectionError(
            f"none of {len(articles):,} articles has {_shortest(least, length, window)} words; "
            f"the longest has {max(left_out.values(), default=0):,}",
            remedy="Measures of diversity say nothing about texts so short. Select longer ones.",
        )
    measures = ("words", *MEASURES)
    values.attrs = {}  # pandas copies them, thousands of names, with every step
    table = group_means(values, articles=articles, measures=measures, seed=seed, resamples=resamples)
    table.attrs = {"left_out": left_out, "length_correlation": _with_length(values), "length": length,
                   "window": window, "threshold": threshold, "closing": closing}  # fmt: skip
    return table


def _with_length(values: pd.DataFrame) -> dict[str, float]:
    if values["words"].nunique() < 2:
        return dict.fromkeys(MEASURES, np.nan)
    ranks = values[["words", *MEASURES]].rank()
    return {name: float(ranks["words"].corr(ranks[name])) for name in MEASURES}


def _shortest(least: int, length: int | None, window: int) -> int:
    for name, value in (("least", least), ("length", length)):
        if value is not None and value < LEAST_WORDS:
            raise ParameterError(
                f"{name} = {value} words",
                remedy=f"Use {LEAST_WORDS} or more: MTLD of shorter texts is mostly chance "
                "(McCarthy & Jarvis 2010). The formulas of measures.diversity have no minimum.",
            )
    shortest = max(least, length or 0)
    if not 1 <= window <= shortest:
        raise ParameterError(
            f"window = {window} words, with texts from {shortest} words on",
            remedy=f"Use a window of 1 to {shortest} words, or raise `least`.",
        )
    return shortest


def _measured(corpus: Corpus, kinds: Sequence[str], length: int | None, options: dict[str, Any]) -> str:
    """Measure all articles, once, and return the name of the table; its words are those of the whole article."""
    key = repr((sorted(kinds), length, sorted(options.items())))
    name = f"diversity_{hashlib.sha256(key.encode()).hexdigest()[:16]}"
    if len(corpus.sql("select 1 from duckdb_tables() where table_name = $name", name=name)):
        return name
    tables = []
    for ids, codes, starts in _kept_texts(corpus, kinds):
        found = every_measure(*_cut(codes, starts, length), **options)
        tables.append(pd.DataFrame({"article_id": ids, **found, "words": np.diff(starts)}))
    columns = ["article_id", "words", "types", *MEASURES]
    rows = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=columns)
    rows["article_id"] = rows["article_id"].astype(str)
    corpus.connection.register("_measured", pa.Table.from_pandas(rows[columns], preserve_index=False))
    corpus.connection.execute(
        f"create temp table {name} as select a.article_id, coalesce(m.words, 0)::bigint as words, "
        "m.types::bigint as types, m.* exclude (article_id, words, types) "
        "from articles a left join _measured m using (article_id)"
    )
    corpus.connection.unregister("_measured")
    return name


def _kept_texts(corpus: Corpus, kinds: Sequence[str]) -> Iterable[Texts]:
    """Return the texts as numbers, kept with the corpus unless they are too many."""
    if int(corpus.sql("select coalesce(sum(words), 0)::bigint as n from articles")["n"].iloc[0]) > MOST_KEPT:
        return _texts(corpus, kinds)
    return kept(corpus, ("diversity", *sorted(kinds)), lambda: list(_texts(corpus, kinds)), most=1)


def _texts(corpus: Corpus, kinds: Sequence[str]) -> Iterator[Texts]:
    """Yield ids of articles, their words in order as numbers, and where each begins; some articles at a time."""
    chosen = ", ".join(literal(one_of(kind, KINDS, name="kind of segment")) for kind in kinds)
    part = 'substring(a.text, s.start + 1, s."end" - s.start)'
    reader = corpus.connection.sql(
        f"select s.article_id, {sql_words(part)} as words from segments s join articles a using (article_id) "
        f"where s.kind in ({chosen}) order by s.article_id, s.start"
    ).to_arrow_reader(_ROWS)
    held_back: list[pa.RecordBatch] = []
    held = 0
    for batch in reader:
        held_back.append(batch)
        held += len(batch.column("words").flatten())
        if held >= _BATCH:
            table = pa.Table.from_batches(held_back)
            ids = table.column("article_id").to_numpy()
            # The last article may go on in the next batch.
            whole = int(np.searchsorted(ids, ids[-1]))
            if whole:
                yield _numbered(table.slice(0, whole))
            held_back = table.slice(whole).combine_chunks().to_batches()
            held = sum(len(rest.column("words").flatten()) for rest in held_back)
    if held_back:
        yield _numbered(pa.Table.from_batches(held_back))


def _numbered(table: pa.Table) -> Texts:
    lists = table.column("words").combine_chunks()
    codes = lists.flatten().dictionary_encode().indices.to_numpy().astype(np.int64)
    ids, first = np.unique(table.column("article_id").to_numpy(), return_index=True)
    ends = np.concatenate(([0], np.cumsum(lists.value_lengths().to_numpy())))
    return [str(name) for name in ids], codes, ends[np.append(first, len(lists))]


def _cut(codes: np.ndarray, starts: np.ndarray, length: int | None) -> tuple[np.ndarray, np.ndarray]:
    """Return at most `length` words from the start of each article."""
    if length is None:
        return codes, starts
    size = np.diff(starts)
    place = np.arange(len(codes)) - np.repeat(starts[:-1], size)
    return codes[place < length], np.concatenate(([0], np.cumsum(np.minimum(size, length))))

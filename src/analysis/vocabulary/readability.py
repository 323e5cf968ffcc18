"""Readability of English articles: six formulas, and the lengths of sentences and words they are made of."""

from __future__ import annotations

import re
from collections.abc import Sequence

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.corpus import KINDS, Corpus
from analysis.corpus.cleaning.sentences import sentence_spans
from analysis.corpus.keeping import kept
from analysis.corpus.sql import literal, quiet
from analysis.corpus.words import WORD
from analysis.errors import EmptySelectionError, ParameterError, one_of
from analysis.vocabulary.averages import group_means
from analysis.vocabulary.grouping import with_groups
from analysis.vocabulary.measures import readability as formulas
from analysis.vocabulary.measures.syllables import parts, syllables

MEASURES = ("flesch", "flesch_kincaid", "fog", "smog", "coleman_liau", "ari", "words_per_sentence",
            "syllables_per_word")  # fmt: skip
"""Measures of readability; of `flesch` alone higher values are easier."""

RUNNING_TEXT = ("standfirst", "body")
"""Kinds of segment that hold sentences: headlines and captions mostly hold none."""

NOT_ENGLISH = "not in English, and the formulas are made for English"
FIGURES = "mostly figures, or letters other than Latin ones"

_ALNUM = re.compile(r"[^\W_]")
_ROWS = 5_000
_COUNTS = ("sentences", "words", "lettered", "syllables", "polysyllables", "hard", "characters")
_EMPTY = pa.schema([("article_id", pa.string()), *((name, pa.int64()) for name in _COUNTS)]).empty_table()


def article_readability(
    corpus: Corpus, *, kinds: Sequence[str] = RUNNING_TEXT, least: int = 100
) -> pd.DataFrame:
    """Return the readability of each English article.

    Parameters
    ----------
    corpus : Corpus
    kinds : sequence of str
        Kinds of segment that are read.
    least : int
        Words an article must have; the formulas were made on passages of a hundred.

    Returns
    -------
    DataFrame
        ``article_id, words, sentences``, the columns `MEASURES` (``smog`` is NaN under
        30 sentences). ``attrs["left_out"]`` names the articles that are not
        measured, each with the reason.

    Raises
    ------
    ParameterError
        If `least` is under 1, or there is no such kind of segment.

    Notes
    -----
    Formulas: `analysis.vocabulary.measures.readability`. Words are those of
    `analysis.corpus.words`, sentences those of `corpus.cleaning.sentences`,
    syllables those of `measures.syllables`. Figures count as words, and have
    as many syllables as the other words of their article, as Flesch (1948)
    advises. An article is English if its text was told to be, or is too short to
    tell. Weights play no part in the value of an article.

    Examples
    --------
    >>> article_readability(corpus)  # doctest: +SKIP
    """
    if least < 1:
        raise ParameterError(f"least = {least} words", remedy="Use 1 or more; 100 is the usual passage.")
    counted = kept(corpus, ("readability", *sorted(set(kinds))), lambda: _counted(corpus, kinds))
    rows = (
        corpus.sql("select article_id, language from articles order by 1")
        .merge(counted, how="left")
        .fillna(0)
    )
    reason = np.select(
        [
            ~rows["language"].isin(["en", "und", ""]),
            rows["words"] < least,
            rows["lettered"] * 2 < rows["words"],
        ],
        [NOT_ENGLISH, f"under {least} words", FIGURES],
        "",
    )
    table = _measured(rows[reason == ""].reset_index(drop=True))
    left = pd.Series(reason, index=rows["article_id"])
    table.attrs["left_out"] = left[left != ""].to_dict()
    return table


def readability(
    corpus: Corpus,
    *,
    by: str | None = "outlet",
    kinds: Sequence[str] = RUNNING_TEXT,
    least: int = 100,
    seed: int = 0,
    resamples: int = 1000,
) -> pd.DataFrame:
    """Return how easily the articles of each group read, by six formulas.

    Parameters
    ----------
    corpus : Corpus
    by : str, optional
        Column of the articles table whose values are the groups; None for all articles together.
    kinds, least
        As in `article_readability`.
    seed, resamples : int
        Of the bootstrap (BCa, 95 %, the article as unit, or what it was drawn as).

    Returns
    -------
    DataFrame
        One row per group and measure, the largest group first: ``group, measure, n`` (articles
        measured), ``mean`` with ``low, high``, ``median``, ``note`` (why there is no
        interval), ``left_out`` (articles of the group that are not measured). Means and
        medians are weighted. ``attrs["left_out"]`` is as in `article_readability`.

    Raises
    ------
    EmptySelectionError
        If no article can be measured.

    Notes
    -----
    The formulas see the length of words and sentences and nothing else: not
    order, argument, cohesion, or what readers know. Names that are foreign or long
    (Zaporizhzhia) weigh as much as abstract words, so that differences in
    subject look like differences in style. They compare texts of one language and genre.

    Examples
    --------
    >>> readability(corpus, by="outlet")  # doctest: +SKIP
    """
    articles = with_groups(corpus, by=by)
    values = article_readability(corpus, kinds=kinds, least=least)
    left_out = values.attrs["left_out"]
    if values.empty:
        reasons = pd.Series(left_out, dtype=object).value_counts()
        listed = "; ".join(f"{n:,} are {reason}" for reason, n in reasons.items())
        raise EmptySelectionError(
            f"none of {len(articles):,} articles can be measured: {listed}",
            remedy="Select English articles of running text, or lower `least`.",
        )
    measures = ("words", *MEASURES)
    values.attrs = {}  # pandas copies them, thousands of names, with every step
    table = group_means(values, articles=articles, measures=measures, seed=seed, resamples=resamples)
    table.attrs["left_out"] = left_out
    return table


def _measured(rows: pd.DataFrame) -> pd.DataFrame:
    counts = rows[list(_COUNTS)].astype(float)
    words, sentences, characters = counts["words"], counts["sentences"], counts["characters"]
    # What figures sound like is taken from the words beside them.
    spoken = words / counts["lettered"].replace(0, np.nan)
    sounds = counts["syllables"] * spoken
    return pd.DataFrame(
        {
            "article_id": rows["article_id"],
            "words": rows["words"].astype(int),
            "sentences": rows["sentences"].astype(int),
            "flesch": formulas.flesch(words, sentences, sounds),
            "flesch_kincaid": formulas.flesch_kincaid(words, sentences, sounds),
            "fog": formulas.fog(words, sentences, counts["hard"]),
            "smog": formulas.smog(sentences, counts["polysyllables"]),
            "coleman_liau": formulas.coleman_liau(words, sentences, characters),
            "ari": formulas.ari(words, sentences, characters),
            "words_per_sentence": words / sentences,
            "syllables_per_word": sounds / words,
        }
    )


def _counted(corpus: Corpus, kinds: Sequence[str]) -> pd.DataFrame:
    """Return what the formulas need of each article that has words: ``article_id`` and `_COUNTS`."""
    listed = ", ".join(literal(one_of(kind, KINDS, name="kind of segment")) for kind in kinds)
    batches = corpus.connection.sql(
        'select s.article_id, substring(a.text, s.start + 1, s."end" - s.start) as text '
        f"from segments s join articles a using (article_id) where s.kind in ({listed})"
    ).to_arrow_reader(_ROWS)
    # Rows of the corpus are still being read while words are counted: that needs a database of its own.
    with quiet() as scratch:
        scratch.execute(
            "create table sounds (word varchar, syllables bigint, lettered bigint, hard bigint, characters bigint)"
        )
        counts = pa.concat_tables([_EMPTY, *(_count(scratch, batch) for batch in batches)])
    return counts.to_pandas().groupby("article_id", as_index=False).sum()


def _count(scratch: duckdb.DuckDBPyConnection, batch: pa.RecordBatch) -> pa.Table:
    """Return sums over some segments, by article."""
    # Sentences begin in small letters here, so that a capital is left to names.
    divided = [_lowered(text) for text in batch.column("text").to_pylist()]
    texts = pa.table({"article_id": batch.column("article_id"), "text": [text for text, _ in divided],
                      "sentences": [number for _, number in divided]})  # fmt: skip
    scratch.register("texts", texts)
    pattern = WORD.replace("'", "''")
    scratch.execute(
        "create or replace table said as select article_id, word, count(*) as f from ("
        f"select article_id, unnest(regexp_extract_all(text, '{pattern}')) as word from texts) group by 1, 2"
    )
    new = scratch.execute("select distinct word from said anti join sounds using (word)").fetchall()
    scratch.register("new", _sounds([word for (word,) in new]))
    scratch.execute("insert into sounds select * from new")
    return scratch.sql(
        "with sentences as (select article_id, sum(sentences)::bigint as sentences from texts group by 1), "
        "words as (select article_id, sum(f)::bigint as words, sum(f * lettered)::bigint as lettered, "
        "sum(f * syllables)::bigint as syllables, sum(f * (syllables > 2)::int)::bigint as polysyllables, "
        "sum(f * hard)::bigint as hard, sum(f * characters)::bigint as characters "
        "from said join sounds using (word) group by 1) "
        f"select article_id, {', '.join(_COUNTS)} from sentences join words using (article_id)"
    ).to_arrow_table()


def _lowered(text: str) -> tuple[str, int]:
    pieces, last, number = [], 0, 0
    for start, end in sentence_spans(text):
        found = _ALNUM.search(text, start, end)
        if found:
            number += 1
            pieces += [text[last : found.start()], found.group().lower()]
            last = found.end()
    return "".join([*pieces, text[last:]]), number


def _sounds(words: Sequence[str]) -> pa.Table:
    """Return for each word what it adds to the counts of its text."""
    spoken = [syllables(word) for word in words]
    columns = {
        "syllables": spoken,
        "lettered": [int(number > 0) for number in spoken],
        "hard": [int(number > 2 and is_hard(word)) for word, number in zip(words, spoken, strict=True)],
        "characters": [sum(map(str.isalnum, word)) for word in words],
    }
    numbers = {name: pa.array(values, pa.int64()) for name, values in columns.items()}
    return pa.table({"word": pa.array(words, pa.string()), **numbers})


def is_hard(word: str) -> bool:
    """Say whether Gunning's index counts a word of three syllables or more as hard.

    Parameters
    ----------
    word : str
        As it stands in the text, but in small letters where it begins a sentence.

    Examples
    --------
    >>> [is_hard(word) for word in ("government", "Zaporizhzhia", "well-informed", "reported", "elaborate")]
    [True, False, False, False, True]
    """
    if word[0].isupper():
        return False
    bare = [re.sub(r"e[sd]$", "", part) if len(part) > 3 else part for part in parts(word)]
    return any(syllables(part) > 2 and syllables(bare_part) > 2
               for part, bare_part in zip(parts(word), bare, strict=True))  # fmt: skip

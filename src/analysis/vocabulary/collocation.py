"""Collocation: pairs of neighbouring words that are drawn to each other."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import pandas as pd
from nltk.metrics.association import BigramAssocMeasures

from analysis.corpus import PROSE, Corpus
from analysis.errors import EmptySelectionError, one_of
from analysis.vocabulary.counting import count_pairs, function_words


def _log_dice(n_ii: int, margins: tuple[int, int], n_xx: int) -> float:
    return 14 + math.log2(BigramAssocMeasures.dice(n_ii, margins, n_xx))


MEASURES: dict[str, Callable[[int, tuple[int, int], int], float]] = {
    "log_dice": _log_dice,
    "g2": BigramAssocMeasures.likelihood_ratio,
    "pmi": BigramAssocMeasures.pmi,
    "t": BigramAssocMeasures.student_t,
}
"""Association measures: logDice (Rychlý 2008) on NLTK's Dice, and NLTK's own likelihood ratio, PMI and t."""


def collocations(
    corpus: Corpus,
    *,
    kinds: Sequence[str] = PROSE,
    measure: str = "g2",
    least_f: int = 5,
    least_df: int = 3,
    with_function_words: bool = False,
) -> pd.DataFrame:
    """Return pairs of neighbouring words with their association.

    Parameters
    ----------
    corpus : Corpus
    kinds : sequence of str
        Kinds of segment that are counted.
    measure : str
        Measure to order by: ``g2``, ``log_dice``, ``pmi`` or ``t``. The last two of these favour rare and
        frequent pairs in turn; logDice is comparable between corpora.
    least_f, least_df : int
        Occurrences and articles a pair must have: a pair from one article is
        that article's phrase, not a collocation.
    with_function_words : bool
        Whether pairs with a function word are listed. They always count in the margins.

    Returns
    -------
    DataFrame
        ``first, second, f, df, f_first, f_second, log_dice, g2, pmi, t``,
        strongest first. Margins count the words in first and in second place of
        a pair; no pair reaches across punctuation.

    Raises
    ------
    EmptySelectionError
        If no pair is frequent enough.

    Examples
    --------
    >>> collocations(corpus).head()  # doctest: +SKIP
    """
    one_of(measure, MEASURES, name="measure")
    table = count_pairs(corpus, kinds=kinds)
    rows = corpus.sql(
        f"with pairs as (select p.* from {table} p join articles using (article_id)), "
        "firsts as (select first, sum(f)::bigint as f_first from pairs group by 1), "
        "seconds as (select second, sum(f)::bigint as f_second from pairs group by 1), "
        "listed as (select first, second, sum(f)::bigint as f, count(*)::bigint as df from pairs group by 1, 2 "
        "having sum(f) >= $least_f and count(*) >= $least_df) "
        "select l.*, f_first, f_second, (select sum(f) from pairs)::bigint as n from listed l "
        "join firsts using (first) join seconds using (second) order by first, second",
        least_f=least_f, least_df=least_df,
    )  # fmt: skip
    if not with_function_words:
        rows = rows[~(rows["first"].isin(function_words()) | rows["second"].isin(function_words()))]
    if rows.empty:
        raise EmptySelectionError(
            f"no pair of words occurs {least_f} times in {least_df} of {len(corpus)} articles",
            remedy="Widen the selection (`where`), or lower least_f and least_df.",
        )
    counts = list(rows[["f", "f_first", "f_second", "n"]].itertuples(index=False, name=None))
    for name, function in MEASURES.items():
        rows = rows.assign(**{name: [float(function(f, (x, y), n)) for f, x, y, n in counts]})
    return rows.drop(columns="n").sort_values(
        [measure, "f", "first"], ascending=[False, False, True], ignore_index=True
    )

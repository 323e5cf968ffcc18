"""Collocation: pairs of neighbouring words that are drawn to each other."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import pandas as pd
from nltk.metrics.association import BigramAssocMeasures

from analysis.corpus import PROSE, Corpus
from analysis.errors import EmptySelectionError, one_of
from analysis.vocabulary.counting import count_pairs, counts_plainly, function_words

_STEP = 2.0**20
"""Weighted counts are whole multiples of 1 / _STEP, so that differences of them are exact and never below zero."""


def _log_dice(n_ii: float, margins: tuple[float, float], n_xx: float) -> float:
    return 14 + math.log2(BigramAssocMeasures.dice(n_ii, margins, n_xx))


MEASURES: dict[str, Callable[[float, tuple[float, float], float], float]] = {
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
        Occurrences and articles a pair must have, as read: a pair from one
        article is that article's phrase, not a collocation. Copies of a story
        that share a weight are one article here.
    with_function_words : bool
        Whether pairs with a function word are listed. They always count in the margins.

    Returns
    -------
    DataFrame
        ``first, second, f, df, f_first, f_second, log_dice, g2, pmi, t``,
        strongest first. Margins count the words in first and in second place of
        a pair; no pair reaches across punctuation. The counts are as read;
        where articles have weights, the measures are computed from weighted
        counts, the estimated ones of the whole corpus.

    Raises
    ------
    EmptySelectionError
        If no pair is frequent enough.

    Examples
    --------
    >>> collocations(corpus).head()  # doctest: +SKIP
    """
    one_of(measure, MEASURES, name="measure")
    rows = _counted(corpus, kinds=kinds, least_f=least_f, least_df=least_df)
    if not with_function_words:
        rows = rows[~(rows["first"].isin(function_words()) | rows["second"].isin(function_words()))]
    if rows.empty:
        raise EmptySelectionError(
            f"no pair of words occurs {least_f} times in {least_df} of {len(corpus)} articles",
            remedy="Widen the selection (`where`), or lower least_f and least_df.",
        )
    margins = list(rows[["w", "w_first", "w_second", "w_all"]].itertuples(index=False, name=None))
    for name, function in MEASURES.items():
        rows = rows.assign(**{name: [float(function(f, (x, y), n)) for f, x, y, n in margins]})
    return rows.drop(columns=["w", "w_first", "w_second", "w_all"]).sort_values(
        [measure, "f", "first"], ascending=[False, False, True], ignore_index=True
    )


def _counted(corpus: Corpus, *, kinds: Sequence[str], least_f: int, least_df: int) -> pd.DataFrame:
    """Return the frequent pairs with their counts as read, and as weighted (``w, w_first, w_second, w_all``)."""
    table, plain = count_pairs(corpus, kinds=kinds), counts_plainly(corpus)
    weighted, spread = (
        ("sum(f)::bigint", "count(*)") if plain else ("sum(f * weight)", "count(distinct unit)")
    )
    rows = corpus.sql(
        f"with pairs as (select p.*, a.weight, a.unit from {table} p join articles a using (article_id)), "
        f"firsts as (select first, sum(f)::bigint as f_first, {weighted} as w_first from pairs group by 1), "
        f"seconds as (select second, sum(f)::bigint as f_second, {weighted} as w_second from pairs group by 1), "
        f"listed as (select first, second, sum(f)::bigint as f, count(*)::bigint as df, {weighted} as w "
        f"from pairs group by 1, 2 having sum(f) >= $least_f and {spread} >= $least_df) "
        "select first, second, f, df, f_first, f_second, w, w_first, w_second, "
        f"(select {weighted} from pairs) as w_all from listed "
        "join firsts using (first) join seconds using (second) order by first, second",
        least_f=least_f, least_df=least_df,
    )  # fmt: skip
    if not plain:
        names = ["w", "w_first", "w_second", "w_all"]
        rows[names] = (rows[names] * _STEP).round() / _STEP
        rows["w_first"] = rows[["w", "w_first"]].max(axis=1)
        rows["w_second"] = rows[["w", "w_second"]].max(axis=1)
        rows["w_all"] = rows["w_all"].clip(lower=(rows["w_first"] + rows["w_second"] - rows["w"]).max())
    return rows

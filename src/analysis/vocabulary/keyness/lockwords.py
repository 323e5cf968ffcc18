"""Lockwords: words that groups use alike, shown by a test of equivalence and not by the lack of a difference."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.errors import ParameterError
from analysis.sampling import q_values
from analysis.vocabulary import measures
from analysis.vocabulary.counting import Counts, function_words
from analysis.vocabulary.keyness.groups import grouped
from analysis.vocabulary.keyness.keywords import LEAST_DF, LEAST_F
from analysis.vocabulary.keyness.usage import usages


def lockwords(
    counts: Corpus | Counts,
    *,
    by: str = "outlet",
    group: str | None = None,
    versus: str | None = None,
    unit: str = "article",
    margin: float = 1.25,
    least_f: int = LEAST_F,
    least_df: int = LEAST_DF,
) -> pd.DataFrame:
    """Return the words whose rates are shown to be alike in groups of articles, up to a stated factor.

    Parameters
    ----------
    counts, by, group, versus, unit, least_f, least_df
        As in `keyness`.
    margin : float
        The factor that would matter: rates are alike if neither is this many
        times the other or more. 1.25 is what bioequivalence takes; say in a
        report why yours is right.

    Returns
    -------
    DataFrame
        One row per group and word, by ``p``: ``group, word, f, f_rest, df,
        df_rest, per_million, per_million_rest, log_ratio`` with the 90 % interval
        ``low, high`` that lies within ± log₂(margin) just where p < .05 (Fieller's),
        ``p`` of the hypothesis that the rates differ by the margin or more, ``q``
        (Benjamini–Hochberg within the group), ``lockword`` (q < .05), and
        ``function_word``. ``attrs`` as in `keyness`, and ``margin``.

    Raises
    ------
    ParameterError
        If the margin is no factor above 1, or as in `keyness`.

    Notes
    -----
    Baker (2011) calls lockwords what does not change in frequency. That a
    difference is not significant shows nothing: of a rare word it never is. Two
    one-sided tests (Schuirmann 1987) on the ratio of rates, variance between
    units, answer the question that is asked. Mostly frequent words can be shown
    to be alike; for a rare word the corpus is too small, and it is not listed as one.

    Examples
    --------
    >>> lockwords(corpus, margin=1.5).query("lockword and not function_word")  # doctest: +SKIP
    """
    if not (np.isfinite(margin) and margin > 1):
        raise ParameterError(
            f"margin = {margin}", where="margin", remedy="Give a factor above 1, such as 1.25 or 2."
        )
    groups = grouped(counts, by=by, group=group, versus=versus, unit=unit)
    listed = function_words()
    parts = []
    for usage in usages(groups.counts, groups.articles, least_f=least_f, least_df=least_df):
        first = groups.first
        for name, inside, (one, two) in zip(groups.names, first.T, usage.sides(first), strict=True):
            rates = usage.contrast(inside, (one, two))
            with np.errstate(divide="ignore"):
                low, high = (np.log2(limit) for limit in measures.fieller(rates, level=0.9))
            parts.append(
                pd.DataFrame(
                    {
                        "group": name, "word": usage.words, "f": one.read.astype(int), "f_rest": two.read.astype(int),
                        "df": one.df.astype(int), "df_rest": two.df.astype(int),
                        "per_million": rates.first * 1e6, "per_million_rest": rates.second * 1e6,
                        "log_ratio": measures.log_ratio(
                            one.f, two.f, one.n, two.n, least=(one.least, two.least)
                        ),
                        "low": low, "high": high, "p": measures.equivalence(rates, margin),
                    }
                )
            )  # fmt: skip
    table = pd.concat(parts, ignore_index=True)
    table["q"] = table.groupby("group", sort=False)["p"].transform(lambda p: q_values(p.to_numpy()))
    table["lockword"] = table["q"] < 0.05
    table["function_word"] = table["word"].isin(listed)
    table["place"] = table["group"].map({name: k for k, name in enumerate(groups.names)})
    table = table.sort_values(["place", "p", "word"], ignore_index=True).drop(columns="place")
    table.attrs.update(
        comparison=str(groups), margin=margin, unit=unit, left_out=groups.left_out,
        words=len(table) // len(groups.names),
    )  # fmt: skip
    return table

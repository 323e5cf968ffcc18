"""Which words of a comparison with a reference tell what articles are about."""

from __future__ import annotations

import pandas as pd

from analysis.errors import ParameterError

WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
"""Words that tell when an article was written and not what it is about; never among its keywords."""


def reference_keywords(
    table: pd.DataFrame, *, top: int = 20, least_f: int = 2, least_df: int = 1, most_q: float = 1.0
) -> pd.DataFrame:
    """Return the words used more than in the reference, without function words, weekdays and the outlet's own name.

    Parameters
    ----------
    table : DataFrame
        From `against_reference`.
    top : int
        Rows at most.
    least_f, least_df : int
        Occurrences, and articles, a word must have: what stands once may be chance.
    most_q : float
        Only words with ``q_df`` up to this; words that the reference does not list are not tested and stay.

    Returns
    -------
    DataFrame
        Rows of the table, most distinctive (``g2``) first, with its ``attrs``.

    Examples
    --------
    >>> reference_keywords(against_reference(corpus), least_df=5)  # doctest: +SKIP
    """
    if top < 1 or least_f < 1 or least_df < 1:
        raise ParameterError(
            f"top = {top}, least_f = {least_f}, least_df = {least_df}", remedy="Use whole numbers from 1."
        )
    more = table[(table["log_ratio"] > 0) & ~table["function_word"] & ~table["own_name"]]
    more = more[~more["word"].isin(WEEKDAYS) & (more["f"] >= least_f) & (more["df"] >= least_df)]
    if "q_df" in more and most_q < 1:
        more = more[(more["q_df"] <= most_q) | ~more["listed"]]
    return more.head(top).reset_index(drop=True)

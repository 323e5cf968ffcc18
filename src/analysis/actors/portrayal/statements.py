"""Which rows of the quotations table give an actor words, and how many."""

from __future__ import annotations

import pandas as pd


def stated(quotations: pd.DataFrame) -> pd.Series:
    """Say of each statement whether it was made; not so where it is negated ("declined to comment", "did not say")."""
    return ~quotations["negated"].astype(bool)


def words_given(quotations: pd.DataFrame) -> pd.Series:
    """Return the words of each statement, inside and outside quotation marks."""
    return quotations["words_quoted"] + quotations["words_paraphrased"]

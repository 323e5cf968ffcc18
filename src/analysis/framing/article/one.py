"""What holds for every table of one article: that it is one, and where in it a sentence stands."""

from __future__ import annotations

import pandas as pd

from analysis.errors import EmptySelectionError, ParameterError

PLACES = ("headline", "lead", "body", "caption")
"""Places of an article, in the order in which a reader meets them."""


def the_article(articles: pd.DataFrame, evidence: pd.DataFrame, *, what: str, instead: str) -> pd.Series:
    """Return the row of the one article, or refuse.

    Raises
    ------
    EmptySelectionError
        If there is no article, or more than one.
    ParameterError
        If the evidence is from another article.
    """
    rows = articles.drop_duplicates("article_id")
    if len(rows) != 1:
        count = f"{len(rows):,} articles are" if len(rows) else "no article is"
        raise EmptySelectionError(
            f"{what} reads one article sentence by sentence, and {count} selected", where=what,
            remedy=f"Select one article (`where`), or compare articles with {instead}.",
        )  # fmt: skip
    row = rows.iloc[0]
    other = evidence.loc[evidence["article_id"] != row["article_id"], "article_id"]
    if len(other):
        raise ParameterError(
            f"the evidence has rows of another article, such as {other.iloc[0]!r}", where=what,
            remedy="Give the evidence that was found in the article.",
        )  # fmt: skip
    return row


def place_of(evidence: pd.DataFrame) -> pd.Series:
    """Return for each hit which of `PLACES` it stands in: that of the evidence, captions apart."""
    return evidence["place"].astype(object).mask(evidence["segment_kind"] == "caption", "caption")


def listed(values: pd.Series) -> str:
    """Return the different values that are not empty, in order, as one text."""
    return ", ".join(dict.fromkeys(str(value) for value in values if str(value)))

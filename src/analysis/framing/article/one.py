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


def place_of(starts: pd.Series, kinds: pd.Series, segments: pd.DataFrame) -> pd.Series:
    """Return for each place in the text which of `PLACES` it is.

    The lead is the standfirst and the first paragraph of the body.

    Parameters
    ----------
    starts, kinds : Series
        Offsets into the article's text, and the kind of the segment each stands in.
    segments : DataFrame
        Segments of the article: ``kind, start, end``.
    """
    body = segments[segments["kind"] == "body"]
    first = int(body["end"].iloc[body["start"].to_numpy().argmin()]) if len(body) else -1
    place = kinds.where(kinds.isin(["headline", "caption"]), "body")
    lead = (kinds == "standfirst") | ((kinds == "body") & (starts.astype("int64") < first))
    return place.mask(lead, "lead").astype(object)


def require(table: pd.DataFrame, columns: list[str], *, where: str, remedy: str) -> None:
    """Raise ParameterError unless a table has some columns."""
    missing = [name for name in columns if name not in table.columns]
    if missing:
        raise ParameterError(f"the table has no column {', '.join(missing)}", where=where, remedy=remedy)


def listed(values: pd.Series) -> str:
    """Return the different values that are not empty, in order, as one text."""
    return ", ".join(dict.fromkeys(str(value) for value in values if str(value)))

"""What a methods section says of a corpus: lengths, languages, missing metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from analysis.corpus.corpus import Corpus

METADATA = ("date", "title", "byline", "section", "page", "url")
"""Fields whose absence is counted; the outlet is what they are counted by."""


def lengths(corpus: Corpus, *, by: str = "outlet") -> pd.DataFrame:
    """Return how long the articles of each group are.

    Parameters
    ----------
    corpus : Corpus
    by : str
        Column of the articles table.

    Returns
    -------
    DataFrame
        ``group, articles`` and, in words, ``shortest, p10, p25, median, p75,
        p90, longest``; largest group first.

    Examples
    --------
    >>> lengths(corpus)  # doctest: +SKIP
    """
    name = corpus.column(by)
    at = ", ".join(
        f"quantile_cont(words, {share}) as {label}"
        for share, label in ((0.1, "p10"), (0.25, "p25"), (0.5, "median"), (0.75, "p75"), (0.9, "p90"))
    )
    return corpus.sql(
        f'select {name} as "group", count(*)::bigint as articles, min(words) as shortest, {at}, '
        "max(words) as longest from articles group by 1 order by 2 desc, 1"
    )


def missing_metadata(corpus: Corpus, *, by: str = "outlet") -> pd.DataFrame:
    """Return how many articles of each group lack a field.

    Parameters
    ----------
    corpus : Corpus
    by : str
        Column of the articles table.

    Returns
    -------
    DataFrame
        ``group, field, articles, missing`` and ``share`` (missing of articles,
        0 to 1), for each field of `METADATA`; largest group first.

    Examples
    --------
    >>> missing_metadata(corpus)  # doctest: +SKIP
    """
    name = corpus.column(by)
    counts = ", ".join(f"count(*) filter ({field} = '')::bigint as {field}" for field in METADATA)
    wide = corpus.sql(
        f'select {name} as "group", count(*)::bigint as articles, {counts} from articles group by 1 '
        "order by 2 desc, 1"
    )
    table = wide.melt(id_vars=["group", "articles"], var_name="field", value_name="missing")
    table["share"] = table["missing"] / table["articles"]
    order = {group: place for place, group in enumerate(wide["group"])}
    table["place"] = table["group"].map(order)
    return table.sort_values("place", kind="stable", ignore_index=True)[
        ["group", "field", "articles", "missing", "share"]
    ]


def languages(corpus: Corpus) -> pd.DataFrame:
    """Return the languages of the articles that meet the condition, those set aside among them.

    Returns
    -------
    DataFrame
        ``language`` (ISO 639-1; ``und`` for too little text), ``articles,
        words, share`` (of articles), ``stated_otherwise`` (articles whose
        export or page states another language), ``kept`` (whether they are
        selected); most articles first.

    Examples
    --------
    >>> languages(corpus)  # doctest: +SKIP
    """
    return corpus.sql(
        "with counted as ("
        "select language, count(*)::bigint as articles, sum(words)::bigint as words, "
        "count(*) filter (language <> 'und' and language_stated not in ('', language))::bigint "
        "as stated_otherwise, true as kept "
        "from articles group by 1 union all "
        "select language, articles, words, stated_otherwise, false from other_languages) "
        "select language, articles, words, articles / sum(articles) over () as share, stated_otherwise, kept "
        "from counted order by articles desc, language"
    )

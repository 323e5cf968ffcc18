"""Captions of the style notebook."""

from __future__ import annotations

import pandas as pd

from analysis.corpus import Corpus
from analysis.figures.over_time import LEAST_PERIODS
from analysis.reporting.captions.common import Told, dated, undated

GROWTH_COLUMNS = [
    "group", "articles", "words", "types", "hapax_share", "heaps_beta", "heaps_beta_low", "heaps_beta_high",
    "equal_types", "equal_types_low", "equal_types_high",
]  # fmt: skip
"""What the table of growth shows of `vocabulary.growth`."""

TEMPLATE_COLUMNS = ["group", "phrase", "stories", "days", "share", "stories_elsewhere"]
"""What the table of template phrases shows of `vocabulary.template_phrases`."""

SLOPE_COLUMNS = [
    "word", "articles", "f", "percent", "low", "high", "q", "within_percent", "within_low", "within_high", "within_q",
]  # fmt: skip
"""What the table of slopes shows of `vocabulary.trend_slopes`."""


def diversity(table: pd.DataFrame, corpus: Corpus) -> Told:
    """Say what a figure of lexical diversity shows."""
    length = table.attrs["length"]
    measured = f"the first {length} words of each article" if length else "whole articles, so length matters"
    return {
        "caption": f"Lexical diversity: means over articles with 95 % intervals (BCa, article as unit); {measured}.",
        "alt": _range(table, "mtld", "MTLD"),
        "n": str(corpus),
        "method": f"MATTR over {table.attrs['window']} words; MTLD (McCarthy and Jarvis 2010), a factor closes below "
        f"{table.attrs['threshold']}; HD-D of 42 words.{_short(table)}",
    }


def readability(table: pd.DataFrame, corpus: Corpus) -> Told:
    """Say what a figure of readability shows."""
    return {
        "caption": "Readability: means over English articles of 100 words or more, running text only, with 95 % "
        "intervals (BCa, article as unit). The formulas see the length of words and sentences, not clarity.",
        "alt": _range(table, "flesch", "reading ease"),
        "n": str(corpus),
        "method": _reasons(table),
    }


def similarity(table: pd.DataFrame, corpus: Corpus) -> Told:
    """Say what a heat map of similarity shows."""
    about = table.attrs
    return {
        "caption": f"How far vocabularies differ: Jensen–Shannon divergence of samples of {about['sample_words']:,} "
        "words from each group. Framed: a group compared with itself, the noise floor; in brackets: pairs not told "
        "apart from that noise.",
        "alt": _farthest(table),
        "n": str(corpus),
        "method": _groups(table),
    }


def growth(table: pd.DataFrame, corpus: Corpus) -> Told:
    """Say what curves of vocabulary growth show."""
    return {
        "caption": "Growth of vocabulary: different words expected over all orders of the articles, with a 95 % band "
        "(articles left out in blocks); beside it frequency by rank.",
        "alt": _grown(table),
        "n": str(corpus),
        "method": "Heaps' law by least squares on logarithms over the last tenfold of articles; Zipf and "
        "Mandelbrot's by maximum likelihood.",
    }


def growth_table(table: pd.DataFrame) -> Told:
    """Say what the columns of a table of growth are."""
    return {
        "caption": "Growth of vocabulary, with 95 % intervals.",
        "note": "Share used once: of the different words, those that occur once. Heaps’ β: exponent of Heaps' law. "
        f"Different words at equal size: to be expected in {table.attrs['equal_words']:,} words, in which alone groups "
        "compare.",
    }


def trend(table: pd.DataFrame, corpus: Corpus) -> Told:
    """Say what lines over time show."""
    every = table["every"].iloc[0]
    one = table[table["word"] == table["word"].iloc[0]]
    bands = (
        "with 95 % bands (article as unit); gaps: no articles, or too few for an interval."
        if one["high"].notna().sum() >= LEAST_PERIODS
        else f"without bands: hardly a {every} has articles enough for an interval, and one article moves it far."
    )
    return {
        "caption": f"Occurrences per million words by {every}, {bands} "
        "Dashed: each outlet at its share of all words, so that a change of the mix of outlets does not show.",
        "alt": "; ".join(
            _highest_and_lowest(str(word), rows.sort_values("per_million", kind="stable"), every)
            for word, rows in table.dropna(subset=["per_million"]).groupby("word", sort=False)
        ),
        "n": f"{table.drop_duplicates('period')['articles'].sum():,} dated articles of {corpus}",
        "method": undated(table.attrs["undated"]["articles"]),
    }


def changes(table: pd.DataFrame, corpus: Corpus) -> Told:
    """Say what a decomposition of changes shows."""
    return {
        "caption": "What lies behind each change from the period before: outlets that use the word more or less, and "
        "a change of the mix of outlets (Kitagawa 1955). 95 % intervals, article as unit; no correction for several "
        "periods or words.",
        "alt": _largest_change(table),
        "n": str(corpus),
    }


def _farthest(table: pd.DataFrame) -> str:
    """Name the two groups that are least alike, and the two that are most."""
    pairs = table.dropna(subset=["value"]).sort_values("value", kind="stable")
    if pairs.empty:
        return "No pair of groups can be compared."
    near, far = pairs.iloc[0], pairs.iloc[-1]
    if len(pairs) == 1:
        return f"{far['group']} and {far['other']}: {far['value']:.3f}."
    return (
        f"Least alike are {far['group']} and {far['other']} ({far['value']:.3f}), "
        f"most alike {near['group']} and {near['other']} ({near['value']:.3f})."
    )


def _grown(table: pd.DataFrame) -> str:
    """Say how many different words each group comes to."""
    ends = table.loc[table.groupby("group", sort=False)["articles"].idxmax()]
    told = "; ".join(
        f"{row.group}: {row.types:,.0f} in {row.articles:,} article{'s' * (row.articles != 1)}"
        for row in ends.itertuples()
    )
    return f"Different words at the end of each curve: {told}."


def _highest_and_lowest(word: str, rows: pd.DataFrame, every: str) -> str:
    low, high = rows.iloc[0], rows.iloc[-1]
    return (
        f"“{word}” is highest in {dated(high['period'], every)} ({high['per_million']:,.0f} per million) "
        f"and lowest in {dated(low['period'], every)} ({low['per_million']:,.0f})"
    )


def _largest_change(table: pd.DataFrame) -> str:
    """Describe the largest change and its two parts."""
    known = table.dropna(subset=["change"])
    if known.empty:
        return "No change can be given."
    row = known.iloc[int(known["change"].abs().to_numpy().argmax())]
    return (
        f"Of {len(known)} changes the largest is that of “{row['word']}” in {dated(row['period'], row['every'])}: "
        f"{row['change']:+,.0f} per million, {row['within']:+,.0f} from outlets and {row['mix']:+,.0f} from their mix."
    )


def _range(table: pd.DataFrame, measure: str, name: str) -> str:
    means = table[table["measure"] == measure].dropna(subset=["mean"]).sort_values("mean")
    if means.empty:
        return f"No group has enough articles for {name}."
    low, high = means.iloc[0], means.iloc[-1]
    return f"Mean {name} lies between {low['mean']:.1f} ({low['group']}) and {high['mean']:.1f} ({high['group']})."


def _short(table: pd.DataFrame) -> str:
    """Say how many articles were too short to be measured."""
    n = len(table.attrs["left_out"])
    return f" {n:,} article{' was' if n == 1 else 's were'} too short and left out." if n else ""


def _reasons(table: pd.DataFrame) -> str:
    """Say how many articles were not measured, by reason."""
    reasons = pd.Series(table.attrs["left_out"], dtype=object).value_counts()
    return (
        "Left out: " + "; ".join(f"{n:,} {reason}" for reason, n in reasons.items()) + "."
        if len(reasons)
        else ""
    )


def _groups(table: pd.DataFrame) -> str:
    """Name the groups that were too small."""
    left_out = table.attrs["left_out"]
    return f"Too small and left out: {', '.join(map(str, left_out))}." if left_out else ""

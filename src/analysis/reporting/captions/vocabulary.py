"""Captions of the vocabulary notebook."""

from __future__ import annotations

import pandas as pd

from analysis.reporting.captions.common import Told
from analysis.vocabulary import Counts, function_words
from analysis.vocabulary.keyness import TESTS


def frequencies(table: pd.DataFrame, counts: Counts) -> Told:
    """Say what a figure of frequencies shows."""
    first = table.iloc[0]
    return {
        "caption": f"The most frequent {_what(counts)}, function words left out: occurrences per 1,000 words "
        "(95 % intervals, article as unit), and share of articles.",
        "alt": f"The most frequent is “{first['word']}”: {first['f']:,} times, in {first['share']:.0%} of articles; "
        f"then {_listed(table['word'].iloc[1:], 5)}."
        if len(table) > 1
        else f"“{first['word']}”: {first['f']:,} times, in {first['share']:.0%} of articles.",
        "n": f"{counts.corpus}: {counts}",
    }


def against_reference(table: pd.DataFrame, counts: Counts) -> Told:
    """Say what a comparison with a reference shows.

    Parameters
    ----------
    table : DataFrame
        Rows of `vocabulary.against_reference` with its ``attrs``.
    counts : Counts
    """
    about = table.attrs
    test = (
        f"Nothing is tested: {about['untested']}."
        if about["untested"]
        else "q-values (Benjamini–Hochberg among all words the reference lists) are in the rows behind the figure."
    )
    return {
        "caption": f"Words used more than in other news ({about['reference']}), in order of G² on words, which is "
        "association and no test; bars: 95 % intervals, article as unit; arrows: too rare in the reference to be "
        f"listed. {test}",
        "alt": f"The most distinctive words are {_listed(table['word'], 8)}.",
        "n": f"{about['n']:,} words, {counts.corpus}; {about['outside']:.1%} of the words are not in the reference",
        "method": "The reference is dated (1987 to 2022) and heavy with agency news: topic and time show first.",
    }


def keyness(table: pd.DataFrame, counts: Counts, *, calibration: pd.DataFrame) -> Told:
    """Say what a figure of keywords shows, and how far its procedure can be trusted on this corpus.

    Parameters
    ----------
    table : DataFrame
        From `vocabulary.keywords`.
    counts : Counts
    calibration : DataFrame
        From `vocabulary.calibration`.
    """
    by_group = "; ".join(
        f"{group}: {_listed(rows['word'], 4)}" for group, rows in table.groupby("group", sort=False)
    )
    return {
        "caption": f"Keywords: rate in the group and in {table.attrs['versus']}, with 95 % intervals, "
        f"{table.attrs['unit']} as unit. "
        f"{(table['q'] < 0.05).sum()} of these {len(table)} have q below .05 (Benjamini–Hochberg within the group).",
        "alt": by_group,
        "n": f"{table.attrs['words']:,} {_what(counts)} compared, {counts.corpus}",
        "method": f"Ordered by q of {TESTS[table.attrs['test']]}. {calibration.attrs['note']}",
    }


KEYNESS_COLUMNS = [
    "group", "word", "f", "f_rest", "df", "df_rest", "dp", "log_ratio", "superiority", "p", "q",
]  # fmt: skip
"""What the table of keywords shows of `vocabulary.keyness`."""

ROBUSTNESS_COLUMNS = ["group", "word", "without", "share", "log_ratio_without", "q", "q_without", "survives"]
"""What the table of robustness shows of `vocabulary.robustness`."""

ROBUSTNESS = {
    "caption": "Keywords (q < .05) without the article, the story and the outlet that use each most.",
    "note": "Share: of the word's occurrences in the group that were left out. A story of one article "
    "is listed as that article. A word survives if its rate "
    "is still higher in the group and its new q still below .05.",
}


def keyness_table(table: pd.DataFrame) -> Told:
    """Say what the columns of a table of keywords are, and what was passed over."""
    passed = {
        group: [word for word in words if word not in function_words()]
        for group, words in table.attrs.get("passed_over", {}).items()
    }
    over = "; ".join(f"{group}: {', '.join(words)}" for group, words in passed.items() if words)
    return {
        "caption": "Keywords with frequency, dispersion, effect size and test.",
        "note": "Dispersion (DP): over the group's articles, 0 spread like them, 1 in one place. Log₂ ratio: binary "
        "logarithm of the ratio of rates. Superiority: chance that an article of the group uses the word more than one "
        "of the others." + (f" Passed over, besides function words: {over}." if over else ""),
    }


def article(table: pd.DataFrame) -> Told:
    """Say what the measures of one article beside a reference are.

    Parameters
    ----------
    table : DataFrame
        From `vocabulary.against_reference`, of one article.
    """
    return {
        "caption": f"The article beside the reference's articles of {table.attrs['length']}.",
        "note": "Outside: share of its words that the reference does not list; rarity: mean of −log₁₀ of the share of "
        "reference articles with a word. percentile: share of those articles below the value, from .01 to .99.",
    }


def dispersion(table: pd.DataFrame, counts: Counts) -> Told:
    """Say what a plot of dispersion against frequency shows."""
    return {
        "caption": "Dispersion (DP over articles: 0 spread like the articles, 1 in one place) against frequency; the "
        "line is what words placed at random would have. All measures of dispersion depend on frequency.",
        "alt": f"Of {len(table):,} words {_clumped(table)} lie above the line: they come in clumps.",
        "n": f"{counts.corpus}: {counts}",
        "value": "dp",
    }


def xray(places: pd.DataFrame, counts: Counts) -> Told:
    """Say what a plot of the places of words shows.

    Parameters
    ----------
    places : DataFrame
        From `vocabulary.xray`.
    counts : Counts
    """
    one = len(places.attrs["articles"]) == 1
    along = "along the words of the article" if one else "articles in order of date"
    queries = ", ".join(f"“{query}”" for query in places.attrs["queries"])
    return {
        "caption": f"Where {queries} stands, {along}.",
        "alt": f"{len(places):,} places in {places['article_id'].nunique():,} articles{_densest(places)}.",
        "n": f"{len(places):,} places, {counts.corpus}",
    }


def collocations(table: pd.DataFrame, counts: Counts) -> Told:
    """Say what a figure of collocations, of all neighbours or of a node, shows."""
    node = table.attrs.get("node")
    if node:
        return {
            "caption": f"Words drawn to “{node}”: up to five words on each side, within the paragraph; logDice, with "
            "occurrences. At least 5 occurrences in 3 articles; association, nothing is tested.",
            "alt": f"From strongest to weakest: {_listed(table['collocate'], 8)}.",
            "n": f"{table.attrs['hits']:,} occurrences in {table.attrs['articles']:,} of {counts.corpus}",
        }
    tight = table.sort_values("log_dice", ascending=False, kind="stable")
    return {
        "caption": "Collocations: logDice of neighbouring words, with the number of occurrences.",
        "alt": f"Pairs of highest logDice: {_listed(tight['first'] + ' ' + tight['second'], 5)}.",
        "n": str(counts.corpus),
        "method": "Those with the highest log-likelihood ratio; function words left out; no pair across punctuation.",
    }


def network(table: pd.DataFrame, counts: Counts) -> Told:
    """Say what a network of collocates shows."""
    return {
        "caption": "Collocates of the word, and theirs in turn: the strongest of each by logDice. Wide links are "
        "frequent, dark ones strong. Association; nothing is tested.",
        "alt": f"{len(table)} links; the word's own are {_listed(table['collocate'][table['step'] == 1], 8)}.",
        "n": str(counts.corpus),
    }


def _what(counts: Counts) -> str:
    if counts.n > 1:
        return f"sequences of {counts.n} words"
    return "words" if counts.unit == "word" else "lemmas"


def _clumped(table: pd.DataFrame) -> str:
    """Say how many words are less evenly spread than chance would have it."""
    above = int((table["dp"] > table["dp_chance"]).sum())
    return f"{above:,} ({above / len(table):.0%})" if len(table) else "none"


def _densest(places: pd.DataFrame) -> str:
    """Say how many of the places stand in the article that has most."""
    return f"; at most {places.groupby('article_id').size().max():,} in one article" if len(places) else ""


def _listed(words: pd.Series, most: int) -> str:
    return ", ".join(words.head(most).astype(str))

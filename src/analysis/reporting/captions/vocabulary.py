"""Captions of the vocabulary notebook."""

from __future__ import annotations

import pandas as pd

from analysis.vocabulary import Counts

Told = dict[str, str]

UNIT = "95 % intervals, article as unit"


def frequencies(table: pd.DataFrame, counts: Counts) -> Told:
    """Say what a figure of frequencies shows."""
    first = table.iloc[0]
    return {
        "caption": f"The most frequent {_what(counts)}, function words left out: occurrences per 1,000 words, and "
        "share of articles.",
        "alt": f"The most frequent is “{first['word']}”, in {first['share']:.0%} of articles.",
        "n": f"{counts}; {counts.corpus}",
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
        else "q-values (Benjamini–Hochberg among all words the reference lists) are in the table."
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
        "caption": f"Keywords: rate in the group and in {table.attrs['versus']}, with {UNIT}. "
        f"{(table['q'] < 0.05).sum()} of these {len(table)} have q below .05 (Benjamini–Hochberg within the group).",
        "alt": by_group,
        "n": f"{table.attrs['words']:,} {_what(counts)} compared, {counts.corpus}",
        "method": f"Ordered by q of {table.attrs['test']}. {calibration.attrs['note']}",
    }


def dispersion(table: pd.DataFrame, counts: Counts) -> Told:
    """Say what a plot of dispersion against frequency shows."""
    return {
        "caption": "Dispersion (DP over articles: 0 spread like the articles, 1 in one place) against frequency; the "
        "line is what words placed at random would have. All measures of dispersion depend on frequency.",
        "alt": f"{len(table):,} words; most lie above the line: words come in clumps.",
        "n": f"{counts}; {counts.corpus}",
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
        "alt": f"{len(places):,} places in {places['article_id'].nunique():,} articles.",
        "n": f"{len(places):,} places, {counts.corpus}",
    }


def collocations(table: pd.DataFrame, counts: Counts) -> Told:
    """Say what a figure of collocations, of all neighbours or of a node, shows."""
    node = table.attrs.get("node")
    first = table.iloc[0]
    if node:
        return {
            "caption": f"Words drawn to “{node}”: up to five words on each side, within the paragraph; logDice, with "
            "occurrences. At least 5 occurrences in 3 articles; association, nothing is tested.",
            "alt": f"The strongest is “{first['collocate']}”.",
            "n": f"{table.attrs['hits']:,} occurrences in {table.attrs['articles']:,} of {counts.corpus}",
        }
    return {
        "caption": "Collocations: logDice of neighbouring words, with the number of occurrences.",
        "alt": f"The tightest pair is “{first['first']} {first['second']}”.",
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


def _listed(words: pd.Series, most: int) -> str:
    return ", ".join(words.head(most).astype(str))

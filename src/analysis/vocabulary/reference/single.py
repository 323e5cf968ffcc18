"""What one article's words say beside a reference: keywords, rarest words, and where its measures stand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.errors import EmptySelectionError, ParameterError
from analysis.vocabulary.counting import Counts, article_words, counted
from analysis.vocabulary.reference.comparing import against_reference
from analysis.vocabulary.reference.facts import LENGTHS, LEVELS, MEASURES
from analysis.vocabulary.reference.keywords import reference_keywords
from analysis.vocabulary.reference.stored import Reference, load_reference


@dataclass(frozen=True, eq=False)
class ArticleProfile:
    """One article beside a reference. Made by `article_profile`.

    Attributes
    ----------
    article_id : str
    keywords, rarest, outside : DataFrame
        Rows of `against_reference`: words used more than in the reference, most
        distinctive first, but for function words, weekdays and the outlet's name; the listed
        words that the fewest reference articles have; and the words that the
        reference does not list, mostly names.
    measures : DataFrame
        ``measure, value, reference_median, percentile``: ``words``; ``outside``
        (share of the words that the reference does not list); ``rarity`` (mean
        over its different words, without function words, of −log₁₀ of the share
        of reference articles that have the word); ``function_words`` (share);
        ``letters`` (mean length of a word). ``percentile`` is the share of
        reference articles of the same class of length (for ``words``, of all)
        below the value, from .01 to .99: what lies further out is not told
        apart. It and the median are missing where the reference has no article
        of that length.
    table : DataFrame
        All rows of `against_reference`, with its ``attrs``.
    """

    article_id: str
    keywords: pd.DataFrame
    rarest: pd.DataFrame
    outside: pd.DataFrame
    measures: pd.DataFrame
    table: pd.DataFrame


def article_profile(
    counts: Corpus | Counts,
    *,
    article_id: str = "",
    reference: Reference | str | Path = "news",
    top: int = 15,
    least_f: int = 2,
) -> ArticleProfile:
    """Return the keywords, the rarest words and the measures of one article beside a reference.

    Parameters
    ----------
    counts : Corpus or Counts
        Counts of words (not of pairs).
    article_id : str
        Which article; may be left out if only one is selected.
    reference : Reference, str or Path
        As in `against_reference`; its limits hold here too.
    top : int
        Keywords and rarest words at most.
    least_f : int
        Occurrences a keyword must have: what stands once may be chance.

    Raises
    ------
    ParameterError
        If there is no such article, or several and none is named.
    EmptySelectionError
        If the article has no words.

    Notes
    -----
    Keywords are in order of G², which weighs the size of the difference by how
    often the word was seen. It is no test here: one article has no sampling
    error. Beside it stand ``share_as_often`` and the rates.

    Examples
    --------
    >>> article_profile(corpus).keywords["word"].tolist()  # doctest: +SKIP
    """
    counts = counted(counts)
    known = reference if isinstance(reference, Reference) else load_reference(reference)
    chosen = _chosen(counts, article_id)
    table = against_reference(counts, reference=known, article_id=chosen)
    listed = table[table["listed"] & ~table["function_word"] & ~table["own_name"]]
    return ArticleProfile(
        article_id=chosen,
        keywords=reference_keywords(table, top=top, least_f=least_f),
        rarest=listed.sort_values(["rarity", "f", "word"], ascending=[False, False, True]).head(top)
        .reset_index(drop=True),
        outside=table[~table["listed"]].sort_values(["f", "word"], ascending=[False, True], ignore_index=True),
        measures=_placed(table, known), table=table,
    )  # fmt: skip


def _chosen(counts: Counts, article_id: str) -> str:
    articles = article_words(counts).set_index("article_id")["n"]
    if not article_id and len(articles) != 1:
        raise ParameterError(
            f"{len(articles):,} articles are selected, and none is named", where="article_id",
            remedy="Name one of them, or compare all with against_reference.",
        )  # fmt: skip
    chosen = article_id or str(articles.index[0])
    if chosen not in articles.index:
        raise ParameterError(
            f"{chosen!r} is not among the selected articles", where="article_id",
            remedy="Give an article_id of corpus.articles.",
        )  # fmt: skip
    if articles[chosen] == 0:
        raise EmptySelectionError(
            f"article {chosen!r} has no words", remedy="Look at its segments: all of it was set aside."
        )
    return chosen


def _placed(table: pd.DataFrame, known: Reference) -> pd.DataFrame:
    """Return the measures of an article and where they stand among the articles of the reference."""
    f, content = table["f"].to_numpy(dtype=float), ~table["function_word"].to_numpy()
    rarity = table["rarity"].to_numpy()
    values = {
        "words": f.sum(),
        "outside": f[~table["listed"].to_numpy()].sum() / f.sum(),
        "rarity": rarity[content].mean() if content.any() else np.nan,
        "function_words": f[~content].sum() / f.sum(),
        "letters": float((f * table["word"].str.len()).sum() / f.sum()),
    }
    length = int(np.searchsorted(LENGTHS, f.sum(), side="right"))
    rows = []
    for name in MEASURES:
        levels = known.facts.quantiles[name][-1 if name == "words" else length]
        median, place = (
            (levels[LEVELS.index(0.5)], np.interp(values[name], levels, LEVELS)) if levels else (np.nan,) * 2
        )
        rows.append((name, float(values[name]), median, float(place)))
    return pd.DataFrame(rows, columns=["measure", "value", "reference_median", "percentile"])

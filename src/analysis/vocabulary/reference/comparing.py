"""Keyness of the selected articles, or of a single one, against reference counts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.errors import ParameterError
from analysis.sampling import LEAST, q_values
from analysis.vocabulary import measures
from analysis.vocabulary.counting import Counts, counted, function_words
from analysis.vocabulary.keyness.names import group_names, own_words
from analysis.vocabulary.reference.facts import AT_LEAST, LENGTHS, having
from analysis.vocabulary.reference.moments import Moments, Selection, referred, selected
from analysis.vocabulary.reference.stored import Reference, load_reference

Array = np.ndarray

FEW = 20
"""Articles with a word (or without it) below which their own variance is not trusted alone."""


def against_reference(
    counts: Corpus | Counts,
    *,
    reference: Reference | str | Path = "news",
    article_id: str = "",
    least_f: int = 1,
    least_df: int = 1,
) -> pd.DataFrame:
    """Compare the selected articles, or the only one, with reference counts, word by word.

    Parameters
    ----------
    counts : Corpus or Counts
        A corpus stands for the counts of its words; counts of pairs of words
        are compared with the reference's pairs.
    reference : Reference, str or Path
        ``news`` ships with the package; or the path of a file, see `load_reference`.
    article_id : str
        Only this one of the selected articles.
    least_f, least_df : int
        Occurrences and articles a word must have to be listed (of one article, one).

    Returns
    -------
    DataFrame
        One row per word, most distinctive (``g2``) first:

        - ``f, df`` as read; ``f_reference, df_reference`` (NaN if not listed there);
        - ``per_million, low, high`` and ``per_million_reference, low_reference,
          high_reference``: rates with 95 % intervals, article as unit;
        - ``log_ratio``, ``lrc`` (conservative log ratio, corrected for the
          words compared), ``percent_difference``, ``g2`` (signed): all three on
          tokens, association and no test;
        - ``listed``: whether the reference lists the word. If not, it stands
          there in too few articles or in one outlet only; it is taken to occur
          once in one article fewer than would list it, so that its effect
          sizes are cautious, and it is not tested;
        - ``sources_below, sources``: in how many sources of the reference its
          rate is lower, of how many;
        - ``zipf`` (Zipf scale of the reference), ``rarity`` (−log₁₀ of the share
          of reference articles with the word), ``dp_reference``;
        - several articles: ``p, q`` of the difference of rates, ``share,
          share_expected`` (of articles that have the word; and what the
          reference has in articles of the same lengths), ``p_df, q_df``;
        - one article: ``share_as_often``, the largest share that articles of
          the same class of length with at least this many occurrences can have
          in the reference;
        - ``function_word``; ``own_name`` (the word is part of the name of the
          outlet, if all selected articles are of one).

        ``attrs``: ``reference`` and ``articles`` (in words), ``n`` (words),
        ``outside`` (share of the words not listed), ``untested`` (why there
        are no tests, or empty), ``length`` (class of length of one article).

    Raises
    ------
    EmptySelectionError
        If no word is frequent enough.

    Notes
    -----
    *Rates* are compared by Welch's test on ratio estimators, each side with its
    own cluster-robust variance. Where fewer than `FEW` selected articles have
    the word (or lack it), their variance is at least what the clumping of the
    word in the reference predicts, since so few show none of their own.
    *Articles* are compared by Mantel and Haenszel's test over classes of length,
    only where articles count alike. The q-values (Benjamini–Hochberg) are among
    all words that the reference lists: that a rare word is there at all is a
    selection from these. One article has no sampling error to
    estimate, so it has no p-value: `share_as_often` says how unusual its
    use of a word is. It counts articles with at least the largest stored number
    (`AT_LEAST`) that the word reaches, so the true share is smaller or the same.

    Every difference between the bodies of text shows: topic and time first
    (a reference of 1987 and 2022 knows no later names), then genre and
    national spelling. A difference is not a finding about one outlet's choices.
    Articles that are part of the reference are compared with themselves, too.

    Examples
    --------
    >>> against_reference(corpus).query("not function_word").head(10)  # doctest: +SKIP
    """
    if least_f < 1 or least_df < 1:
        raise ParameterError(
            f"least_f = {least_f}, least_df = {least_df}", remedy="Use whole numbers from 1."
        )
    counts = counted(counts)
    known = reference if isinstance(reference, Reference) else load_reference(reference)
    _comparable(counts, known)
    own = selected(counts, least_f=least_f, least_df=least_df, article_id=article_id)
    other, rows = referred(known, own.words, size=own.size)
    table = _effects(own, other, rows, known)
    table = table.assign(
        **(
            _unusual(own, other, rows)
            if own.length >= 0
            else _tests(own, other, family=known.unit(own.size).listed)
        )
    )
    listed = function_words()
    table["function_word"] = [set(word.split()) <= listed for word in own.words]
    table["own_name"] = _own_names(counts, own, article_id)
    table["order"] = -table["g2"]
    table = table.sort_values(["order", "word"], ignore_index=True).drop(columns="order")
    table.attrs = {
        "reference": str(known), "articles": "1 article" if article_id else str(counts.corpus), "n": own.total,
        "outside": _outside(counts, known, own, article_id), "untested": _untested(own),
        "length": _class_name(own.length) if own.length >= 0 else "",
    }  # fmt: skip
    return table


def _comparable(counts: Counts, known: Reference) -> None:
    if (
        counts.unit != "word"
        or counts.voice != "all"
        or counts.n not in [unit.n for unit in known.facts.units]
    ):
        held = " and ".join({1: "words", 2: "pairs of words"}[unit.n] for unit in known.facts.units)
        raise ParameterError(
            f"counts of {counts} cannot be compared with a reference", where="counts",
            remedy=f"This reference holds {held}, of all voices: use count(corpus) or count(corpus, n=2).",
        )  # fmt: skip
    if set(counts.kinds) != set(known.facts.kinds):
        raise ParameterError(
            f"counts of {', '.join(counts.kinds)} cannot be compared with a reference of "
            f"{', '.join(known.facts.kinds)}", where="counts",
            remedy="Count the same kinds of segment, or build a reference of these.",
        )  # fmt: skip


def _effects(own: Selection, other: Moments, rows: pd.DataFrame, known: Reference) -> pd.DataFrame:
    unit, moments = known.unit(own.size), own.moments
    listed = rows["f"].notna().to_numpy()
    taken_f, taken_df = (np.where(listed, x, max(unit.least_df - 1, 0.5)) for x in (other.f, other.df))
    one = moments.f.sum() / own.read.sum()
    low, high = _interval(moments)
    low_other, high_other = _interval(other)
    by_source = rows[[f"f_source_{i}" for i in range(len(unit.by_source))]].to_numpy()
    sources = np.array(unit.by_source, dtype=float)
    below = (by_source / np.where(sources > 0, sources, np.nan) < moments.rate[:, None]).sum(axis=1)
    return pd.DataFrame(
        {
            "word": own.words, "f": own.read, "df": own.df,
            "f_reference": other.f, "df_reference": other.df,
            "per_million": moments.rate * 1e6, "low": low * 1e6, "high": high * 1e6,
            "per_million_reference": other.rate * 1e6, "low_reference": low_other * 1e6,
            "high_reference": high_other * 1e6,
            "log_ratio": measures.log_ratio(moments.f, taken_f, moments.n, other.n, least=(one, 1.0)),
            "lrc": measures.conservative_log_ratio(
                moments.f, taken_f, moments.n, other.n, words=len(own.words)
            ),
            "percent_difference": measures.percent_difference(moments.f, taken_f, moments.n, other.n),
            "g2": measures.g2(moments.f, taken_f, moments.n, other.n),
            "listed": listed,
            "sources_below": np.where(listed, below, len(sources)), "sources": len(sources),
            "zipf": measures.zipf_scale(taken_f, unit.total, unit.types),
            "rarity": -np.log10(taken_df / known.facts.articles),
            "dp_reference": rows["dp"].to_numpy(),
        }
    )  # fmt: skip


def _interval(m: Moments) -> tuple[Array, Array]:
    return measures.rate_interval(
        m.f, m.ff, m.fn, n=m.n, nn=m.nn, units=m.units if m.units >= LEAST else 0, strata=m.units - m.freedom
    )


def _tests(own: Selection, other: Moments, *, family: int) -> dict[str, Array]:
    """Return the tests of several articles; missing where nothing can be tested."""
    moments, untested = own.moments, np.full(len(own.words), np.nan)
    share = moments.df / moments.articles_by_length.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        by_class = np.where(other.articles_by_length > 0, other.by_length / other.articles_by_length, 0.0)
    expected = by_class @ (moments.articles_by_length / moments.articles_by_length.sum())
    p = p_df = untested
    if moments.units >= LEAST and other.units >= LEAST:
        _, p = measures.welch(
            moments.rate - other.rate, _cautious(moments, other), other.variance,
            freedom=moments.freedom, freedom_other=other.freedom,
        )  # fmt: skip
        if own.simple:
            p_df = measures.mantel_haenszel(
                moments.by_length, moments.articles_by_length, other.by_length, other.articles_by_length
            )
    return {
        "p": p, "q": _adjusted(p, family), "share": share, "share_expected": expected,
        "p_df": p_df, "q_df": _adjusted(p_df, family),
    }  # fmt: skip


def _adjusted(p: Array, family: int) -> Array:
    """Return q-values among all words the reference lists: those never used were looked at too."""
    unseen = np.ones(max(family - int(np.isfinite(p).sum()), 0))
    return q_values(np.concatenate([p, unseen]))[: len(p)]


def _cautious(own: Moments, other: Moments) -> Array:
    """Return the variance of the selected articles' rates; of a word in few of them at least the predicted one."""
    rate = other.rate
    predicted = (rate * own.n + other.clumping(rate) * rate**2 * own.nn) / own.n**2
    few = np.minimum(own.having, own.units - own.having) < FEW
    return np.where(few & (predicted > own.variance), predicted, own.variance)


def _unusual(own: Selection, other: Moments, rows: pd.DataFrame) -> dict[str, Array]:
    """Return the share of reference articles of the same length that use a word as often, at most."""
    reached = np.searchsorted(AT_LEAST, own.read, side="right") - 1
    columns = rows[[having(k, own.length) for k in AT_LEAST]].to_numpy()
    articles = other.articles_by_length[own.length]
    number = columns[np.arange(len(reached)), reached]
    return {"share_as_often": number / articles if articles else np.full(len(reached), np.nan)}


def _own_names(counts: Counts, own: Selection, article_id: str) -> list[bool]:
    """Say which words are part of the name of the only outlet."""
    outlets = counts.corpus.sql(
        "select distinct outlet from articles where $article_id in ('', article_id) and outlet <> ''",
        article_id=article_id,
    )["outlet"]
    if len(outlets) != 1:
        return [False] * len(own.words)
    names = own_words(group_names(counts.corpus, "outlet", str(outlets.iloc[0])))
    return [not names.isdisjoint(word.split()) for word in own.words]


def _outside(counts: Counts, known: Reference, own: Selection, article_id: str) -> float:
    """Return the share of the words of the selected articles that the reference does not list."""
    articles = counts.corpus.sql("select article_id, weight from articles").set_index("article_id")["weight"]
    listed, inside = known.words(own.size).index, 0.0
    for block in counts.blocks():
        weight = articles.loc[block.articles].to_numpy(dtype=float)
        f = np.where(block.articles.isin([article_id]) | (article_id == ""), weight, 0.0) @ block.table
        inside += f[block.words.isin(listed)].sum()
    return float(1 - inside / own.moments.n)


def _untested(own: Selection) -> str:
    if own.length >= 0:
        return "one article shows no variation between articles, so nothing is tested"
    if own.moments.units < LEAST:
        return f"{own.moments.units} articles are too few to test (at least {LEAST})"
    return "" if own.simple else "articles have weights, so shares of articles are not tested"


def _class_name(length: int) -> str:
    """Return a class of article length in words.

    Examples
    --------
    >>> _class_name(0), _class_name(2), _class_name(4)
    ('under 100 words', '200 to 399 words', '800 words or more')
    """
    if length == 0:
        return f"under {LENGTHS[0]} words"
    if length == len(LENGTHS):
        return f"{LENGTHS[-1]} words or more"
    return f"{LENGTHS[length - 1]} to {LENGTHS[length] - 1} words"

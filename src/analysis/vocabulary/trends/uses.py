"""Which words are followed over time, and how often each dated article has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
from scipy import stats

from analysis.corpus.design import units
from analysis.corpus.periods import periods
from analysis.corpus.words import form
from analysis.errors import EmptySelectionError, ParameterError, suggestion
from analysis.sampling import LEAST, Part, Sample
from analysis.vocabulary.counting import Counts, article_words
from analysis.vocabulary.grouping import with_groups
from analysis.vocabulary.running import matching_forms

Array = np.ndarray
Words = str | Sequence[str] | Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Uses:
    """Words of every dated article, and its uses of what is followed.

    Attributes
    ----------
    labels : list of str
        Names of the words or groups of words that are followed.
    matched : dict
        For each label the counted words it stands for.
    sample : Sample
        How all selected articles were drawn.
    place : array of int, shape (n,)
        Where the dated articles stand in the sample.
    n : array, shape (n,)
        Words of each article.
    f : array, shape (n, labels)
    date : DatetimeIndex, length n
    group, outlet : array of int, shape (n,)
        Number of each article's group, and of its outlet.
    groups, outlets : list of str
    undated : dict
        Number of ``articles`` and ``words`` without a date.
    """

    labels: list[str]
    matched: dict[str, list[str]]
    sample: Sample
    place: Array
    n: Array
    f: Array
    date: pd.DatetimeIndex
    group: Array
    outlet: Array
    groups: list[str]
    outlets: list[str]
    undated: dict[str, int]

    def part(self, chosen: Array) -> Part:
        """Return how some of the articles, given as sorted numbers, were drawn."""
        return self.sample.part(self.place[chosen])

    def periods(self, every: str) -> tuple[pd.PeriodIndex, Array]:
        """Return all periods from the first date to the last, and the number of each article's period."""
        whole, own = periods(self.date, every)
        return whole, (own.asi8 - whole[0].ordinal).astype(int)


def uses(counts: Counts, words: Words, *, by: str | None, mix: str | None) -> Uses:
    """Return what is needed of every dated article.

    Raises
    ------
    ParameterError
        If none of the words is used in the selected articles, or a column is none.
    EmptySelectionError
        If no article has a date.
    """
    corpus = counts.corpus
    matched = match(counts, words)
    articles = article_words(counts).sort_values("article_id", ignore_index=True)
    articles["group"] = with_groups(corpus, by=by)["group"]
    articles["outlet"] = with_groups(corpus, by=mix)["group"]
    dates = corpus.sql("select article_id, date from articles order by 1")["date"]
    articles["date"] = pd.to_datetime(dates, format="%Y-%m-%d", errors="coerce")
    sample = Sample.of(units(articles))
    dated = articles["date"].notna() & (articles["n"] > 0)
    own = articles[dated]
    if own.empty:
        raise EmptySelectionError(
            f"none of {len(articles):,} articles has a date",
            remedy="Give dates (columns, header or metadata.csv); see the corpus notebook.",
        )
    group, groups = pd.factorize(own["group"], sort=True)
    outlet, outlets = pd.factorize(own["outlet"], sort=True)
    none = articles[articles["date"].isna()]
    return Uses(
        labels=list(matched), matched=matched, sample=sample, place=sample.ids.get_indexer(pd.Index(own["article_id"])),
        n=own["n"].to_numpy(dtype=float), f=_found(counts, matched, own["article_id"]),
        date=pd.DatetimeIndex(own["date"]), group=group, outlet=outlet, groups=list(groups), outlets=list(outlets),
        undated={"articles": len(none), "words": int(none["n"].sum())},
    )  # fmt: skip


def match(counts: Counts, words: Words) -> dict[str, list[str]]:
    """Return for each label the counted words it stands for.

    Parameters
    ----------
    counts : Counts
    words : str, sequence of str, or mapping
        Words as they are counted, ``*`` for any letters; a mapping names groups of them.

    Examples
    --------
    >>> match(counted(corpus), {"security": ["secur*", "defence"]})  # doctest: +SKIP
    """
    asked = {words: words} if isinstance(words, str) else words
    groups = dict(asked) if isinstance(asked, Mapping) else {word: word for word in asked}
    wanted = {str(label): [term] if isinstance(term, str) else list(term) for label, term in groups.items()}
    if not any(wanted.values()):
        raise ParameterError("there are no words to follow", where="words", remedy="Name one or more.")
    known = counts.corpus.sql(f"select distinct word from {counts.table} order by 1")["word"].to_numpy(
        dtype=object
    )
    found = {
        term: _fitting(term, known) for term in {_plain(term) for terms in wanted.values() for term in terms}
    }
    matched = {
        label: sorted({word for term in terms for word in found[_plain(term)]})
        for label, terms in wanted.items()
    }
    for label, hits in matched.items():
        if not hits:
            terms = ", ".join(repr(term) for term in wanted[label])
            raise EmptySelectionError(
                f"{terms} is not used in the selected articles", where=f"words, {label!r}",
                remedy=f"{suggestion(_plain(wanted[label][0]), known.tolist()) if wanted[label] else ''}"
                "Words are looked up as they are counted; * stands for any letters: secur*.",
            )  # fmt: skip
    return matched


def _plain(term: str) -> str:
    """Return a term as words are counted."""
    plain = " ".join(form(word) for word in term.split())
    if not plain.strip("* "):
        raise ParameterError(
            f"{term!r} holds no word to follow",
            where="words",
            remedy="Write words; * stands for any letters.",
        )
    return plain


def _fitting(term: str, known: Array) -> list[str]:
    """Return the counted words, or sequences of as many words, that a term with stars stands for."""
    terms = term.split()
    parts = [word.split(" ") for word in known]
    able = [i for i, words in enumerate(parts) if len(words) == len(terms)]
    for place, one in enumerate(terms):
        forms, form_of = np.unique(
            np.array([parts[i][place] for i in able], dtype=object), return_inverse=True
        )
        fits = matching_forms((one,), forms)[form_of]
        able = [i for i, wanted in zip(able, fits, strict=True) if wanted]
    return [str(known[i]) for i in able]


def _found(counts: Counts, matched: dict[str, list[str]], ids: pd.Series) -> Array:
    """Return the uses of each label in each article, shape (articles, labels)."""
    pairs = [(label, word) for label, hits in enumerate(matched.values()) for word in hits]
    table = pa.table({"label": [label for label, _ in pairs], "word": [word for _, word in pairs]})
    connection = counts.corpus.connection
    connection.register("_followed", table)
    rows = counts.corpus.sql(
        f"select article_id, label, sum(f)::double as f from {counts.table} join _followed using (word) group by 1, 2"
    )
    connection.unregister("_followed")
    place = pd.Index(ids).get_indexer(pd.Index(rows["article_id"]))
    out = np.zeros((len(ids), len(matched)))
    dated = place >= 0
    out[place[dated], rows["label"].to_numpy()[dated]] = rows["f"].to_numpy()[dated]
    return out


def reach(influence: Array, part: Part) -> Array:
    """Return half the width of 95 % intervals from the articles' influences on estimates.

    The variance is that between units within strata of the sums of influences (linearisation, Cochran
    1977, §6.11; Demnati & Rao 2004); Student's t with units − strata degrees of freedom.

    Parameters
    ----------
    influence : array, shape (n, k)
        Of the part's articles, without their weights.
    part : Part

    Returns
    -------
    array, shape (k,)
        NaN with fewer than `LEAST` units.
    """
    if part.units < LEAST:
        return np.full(influence.shape[1], np.nan)
    sums = part.sums(influence)
    variance = [float(part.products(column, column)) for column in np.ascontiguousarray(sums.T)]
    error = np.sqrt(np.maximum(part.unbiased(np.array(variance)), 0))
    return np.asarray(stats.t.ppf(0.975, part.freedom) * error)

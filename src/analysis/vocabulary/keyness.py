"""Keyness: which words one group of articles uses more than the others, with the article as unit."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.corpus import PROSE, Corpus
from analysis.errors import EmptySelectionError, ParameterError, one_of
from analysis.vocabulary import statistics
from analysis.vocabulary.counting import article_words, count_words, function_words

LEAST_ARTICLES = 5
"""Articles that each side of a comparison needs; with fewer, no test is made."""

COLUMNS = [
    "group", "word", "f", "f_rest", "df", "df_rest", "per_million", "low", "high", "per_million_rest", "low_rest",
    "high_rest", "log_ratio", "percent_difference", "g2", "dp", "superiority", "p", "q", "function_word", "own_name",
]  # fmt: skip


def keyness(
    corpus: Corpus,
    *,
    by: str = "outlet",
    group: str | None = None,
    kinds: Sequence[str] = PROSE,
    least_f: int = 5,
    least_df: int = 3,
) -> pd.DataFrame:
    """Compare each group of articles with all others, word by word.

    Parameters
    ----------
    corpus : Corpus
    by : str
        Column of the articles table whose values are the groups.
    group : str, optional
        Only this group against the rest; otherwise each in turn.
    kinds : sequence of str
        Kinds of segment that are counted.
    least_f, least_df : int
        Occurrences and articles a word must have in the whole selection to be listed.

    Returns
    -------
    DataFrame
        One row per group and word, largest group first, by ``q`` and then by
        distance of ``superiority`` from one half: ``f, df`` and their ``_rest``
        counterparts; rates ``per_million`` with 95 % intervals ``low, high``
        (article as unit); effect sizes ``log_ratio``, ``percent_difference``;
        ``g2`` (signed, on tokens: association, not a test); ``dp`` (dispersion
        over the articles of the group); ``superiority``, ``p``, ``q``
        (Wilcoxon's rank-sum test on the articles' rates, Benjamini–Hochberg
        within the group); ``function_word``; ``own_name`` (the word is part of
        the group's own name, see `is_own_name`). Groups of fewer than
        `LEAST_ARTICLES` articles are left out and listed in ``attrs["left_out"]``.

    Raises
    ------
    EmptySelectionError
        If fewer than two groups remain to compare, or no word is frequent enough.

    Notes
    -----
    Formulas: `analysis.vocabulary.statistics`. Tests on tokens call noise a
    finding (Lijffijt et al. 2016), hence the article as sampling unit.
    """
    if least_f < 1 or least_df < 1:
        raise ParameterError(
            f"least_f = {least_f}, least_df = {least_df}", remedy="Use whole numbers from 1."
        )
    articles = article_words(corpus, kinds=kinds, by=by)
    sizes = articles["group"].value_counts().sort_index()
    large = sizes[sizes >= LEAST_ARTICLES].sort_values(ascending=False, kind="stable")
    if len(sizes) < 2 or large.empty or sizes.sum() - large.max() < LEAST_ARTICLES:
        listed = ", ".join(f"{name!r} ({n})" for name, n in sizes.items())
        raise EmptySelectionError(
            f"keyness by {by} needs {LEAST_ARTICLES} articles in a group and {LEAST_ARTICLES} outside it; "
            f"there are: {listed[:400]}",
            remedy="Widen the selection (`where`), or compare by another column.",
        )
    wanted = [one_of(group, sizes.index, name=by)] if group is not None else list(large.index)
    counts = _Counts(corpus, articles, kinds=kinds, least_f=least_f, least_df=least_df)
    table = pd.concat([_against_rest(counts, name) for name in wanted], ignore_index=True)
    table.attrs["left_out"] = {str(name): int(n) for name, n in sizes.items() if n < LEAST_ARTICLES}
    return table


def keywords(
    table: pd.DataFrame,
    *,
    top: int = 15,
    function_words: bool = False,
    least_df: int = 3,
    most_q: float = 1.0,
) -> pd.DataFrame:
    """Return the first keywords of each group: used more there than elsewhere, its own name left out.

    Parameters
    ----------
    table : DataFrame
        From `keyness`.
    top : int
        Words per group.
    function_words : bool
        Whether function words may be among them.
    least_df : int
        Articles of the group that a word must stand in.
    most_q : float
        Only words with ``q`` up to this.
    """
    more = ~table["own_name"] & (table["superiority"] > 0.5) & (table["log_ratio"] > 0)
    chosen = table[more & (table["df"] >= least_df) & (table["q"] <= most_q)]
    if not function_words:
        chosen = chosen[~chosen["function_word"]]
    return chosen.groupby("group", sort=False).head(top).reset_index(drop=True)


def is_own_name(word: str, group: str) -> bool:
    """Say whether a word is part of a group's name, as an outlet that names itself uses it.

    Examples
    --------
    >>> [is_own_name(word, "abcnews.go.com") for word in ("abc", "abcnews", "war")]
    [True, True, False]
    >>> is_own_name("sentinel", "Caucasus Sentinel")
    True
    """
    parts = re.split(r"[^\w]+", group.lower())
    return any(word == part or (len(word) > 2 and part.startswith(word)) for part in parts if part)


class _Counts:
    """The counts of the listed words as arrays, one entry per word and article that has it."""

    def __init__(
        self, corpus: Corpus, articles: pd.DataFrame, *, kinds: Sequence[str], least_f: int, least_df: int
    ) -> None:
        table = count_words(corpus, kinds=kinds)
        rows = corpus.sql(
            f"with listed as (select word from {table} join articles using (article_id) group by 1 "
            "having sum(f) >= $least_f and count(*) >= $least_df) "
            f"select w.word, w.article_id, w.f from {table} w join articles using (article_id) "
            "join listed using (word) order by 1, 2",
            least_f=least_f, least_df=least_df,
        )  # fmt: skip
        if rows.empty:
            raise EmptySelectionError(
                f"no word occurs {least_f} times in {least_df} articles", remedy="Lower least_f and least_df."
            )
        self.articles = articles.set_index("article_id")
        codes, self.words = pd.factorize(rows["word"])
        self.word = codes
        self.article = self.articles.index.get_indexer(pd.Index(rows["article_id"]))
        self.f = rows["f"].to_numpy(dtype=float)
        self.n = self.articles["n"].to_numpy(dtype=float)
        self.group = self.articles["group"].to_numpy()

    def sums(self, weights: np.ndarray, inside: np.ndarray) -> np.ndarray:
        """Add up weights by word over the entries of some articles."""
        chosen = inside[self.article]
        return np.bincount(self.word[chosen], weights=weights[chosen], minlength=len(self.words))


def _against_rest(counts: _Counts, name: object) -> pd.DataFrame:
    inside = counts.group == name
    first, rest = _side(counts, inside), _side(counts, ~inside)
    superiority, p = statistics.rank_sum(
        counts.word, counts.f / counts.n[counts.article], inside[counts.article],
        n_words=len(counts.words), n_first=int(inside.sum()), n_second=int((~inside).sum()),
    )  # fmt: skip
    n1, n2 = counts.n[inside].sum(), counts.n[~inside].sum()
    listed = function_words()
    table = pd.DataFrame(
        {
            "group": str(name),
            "word": counts.words,
            **first,
            **{f"{key}_rest": value for key, value in rest.items()},
            "log_ratio": statistics.log_ratio(first["f"], rest["f"], n1, n2),
            "percent_difference": statistics.percent_difference(first["f"], rest["f"], n1, n2),
            "g2": statistics.g2(first["f"], rest["f"], n1, n2),
            "dp": _dispersion(counts, inside),
            "superiority": superiority,
            "p": p,
            "q": statistics.q_values(p),
            "function_word": [word in listed for word in counts.words],
            "own_name": [is_own_name(word, str(name)) for word in counts.words],
        }
    )
    table["distance"] = -(table["superiority"] - 0.5).abs()
    return table.sort_values(["q", "distance", "word"], ignore_index=True)[COLUMNS]


def _side(counts: _Counts, inside: np.ndarray) -> dict[str, np.ndarray]:
    f = counts.sums(counts.f, inside)
    n = counts.n[inside]
    low, high = statistics.rate_interval(
        f, counts.sums(counts.f**2, inside), counts.sums(counts.f * counts.n[counts.article], inside),
        n=n.sum(), nn=(n**2).sum(), articles=len(n),
    )  # fmt: skip
    return {
        "f": f.astype(int),
        "df": counts.sums(np.ones_like(counts.f), inside).astype(int),
        "per_million": f / n.sum() * 1e6,
        "low": low * 1e6,
        "high": high * 1e6,
    }


def _dispersion(counts: _Counts, inside: np.ndarray) -> np.ndarray:
    """DP of every word over the articles of a group; the articles without the word by subtraction."""
    f = counts.sums(counts.f, inside)
    share = counts.n / counts.n[inside].sum()
    chosen = inside[counts.article]
    word, article = counts.word[chosen], counts.article[chosen]
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = counts.f[chosen] / f[word]
        present = np.bincount(word, weights=np.abs(observed - share[article]), minlength=len(f))
        absent = 1 - np.bincount(word, weights=share[article], minlength=len(f))
        return np.where(f > 0, (present + absent) / 2, np.nan)

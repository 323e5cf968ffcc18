"""From the arrays of a comparison to the table of keyness."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from analysis.sampling import q_values
from analysis.vocabulary import measures
from analysis.vocabulary.counting import function_words
from analysis.vocabulary.keyness.groups import Groups
from analysis.vocabulary.keyness.names import group_names, own_words
from analysis.vocabulary.keyness.permutation import familywise
from analysis.vocabulary.keyness.usage import Side, Usage
from analysis.vocabulary.keyness.verdicts import Verdict

Array = np.ndarray
Columns = dict[str, Array]

MAIN = [
    "group", "word", "f", "f_rest", "df", "df_rest", "range", "dp", "per_million", "low", "high", "per_million_rest",
    "low_rest", "high_rest", "log_ratio", "log_ratio_low", "log_ratio_high", "g2", "superiority", "p", "q",
    "function_word", "own_name",
]  # fmt: skip
"""Columns that every table of keyness has."""

MORE = [
    "range_rest", "dp_norm", "percent_difference", "odds_ratio", "simple_maths", "lrc", "log_odds", "log_odds_z",
    "g2_two_term", "bic", "g2_df",
]  # fmt: skip
"""Columns that it has with ``measures="all"``."""


def columns(
    usage: Usage, first: Array, sides: list[tuple[Side, Side]], found: Verdict, *, more: bool
) -> Columns:
    """Return the columns of all comparisons, each of shape (words, k).

    Parameters
    ----------
    usage : Usage
    first : array of bool, shape (articles, k)
    sides : list of k pairs of Side
    found : Verdict
    more : bool
        Whether `MORE` is asked for.
    """
    each = [_columns(usage, inside, pair, more=more) for inside, pair in zip(first.T, sides, strict=True)]
    table = {name: np.column_stack([one[name] for one in each]) for name in each[0]}
    dp, smallest = _dispersion(usage, first)
    table |= {"dp": dp} | ({"dp_norm": dp / (1 - smallest)} if more else {})
    return {**table, "superiority": found.superiority, "p": found.p}


def _columns(usage: Usage, first: Array, sides: tuple[Side, Side], *, more: bool) -> Columns:
    one, two = sides
    rates, rates_rest = one.rates(), two.rates()
    low, high = measures.fieller(usage.contrast(first, sides))
    least = one.least, two.least
    cells = one.f, two.f, one.n, two.n
    with np.errstate(divide="ignore"):
        out = {
            "f": one.read, "f_rest": two.read, "df": one.df, "df_rest": two.df, "range": one.share,
            **rates, **{f"{name}_rest": value for name, value in rates_rest.items()},
            "log_ratio": measures.log_ratio(*cells, least=least),
            "log_ratio_low": np.log2(low), "log_ratio_high": np.log2(high), "g2": measures.g2(*cells),
        }  # fmt: skip
    if more:
        out |= {
            "range_rest": two.share,
            "f_weighted": one.f,
            "f_weighted_rest": two.f,
        }
    return out


def further(table: Columns, k: int, sizes: tuple[float, float, int, int], prior_total: float) -> Columns:
    """Return the columns that depend on how many words are compared, for one comparison.

    Parameters
    ----------
    table : dict of arrays, shape (words, k)
    k : int
        Which comparison.
    sizes : (n, n_rest, units, units_rest)
    prior_total : float
        Pseudo-words of the Dirichlet prior.
    """
    n, n_rest, units, units_rest = sizes
    cells = table["f_weighted"][:, k], table["f_weighted_rest"][:, k], n, n_rest
    both = cells[0] + cells[1]
    odds = measures.log_odds(*cells, prior=both * prior_total / (n + n_rest), prior_total=prior_total)
    return {
        "percent_difference": measures.percent_difference(*cells), "odds_ratio": measures.odds_ratio(*cells),
        "simple_maths": measures.simple_maths(*cells),
        "lrc": measures.conservative_log_ratio(*cells, words=len(both)),
        "log_odds": odds.delta, "log_odds_z": odds.z,
        "g2_two_term": measures.g2_two_term(*cells), "bic": measures.bayes_factor(*cells),
        "g2_df": measures.g2(table["range"][:, k] * units, table["range_rest"][:, k] * units_rest, units, units_rest),
    }  # fmt: skip


def _dispersion(usage: Usage, first: Array) -> tuple[Array, Array]:
    """DP of every word over the articles of each group, shape (words, k), and each group's shortest article's share.

    The articles without the word are taken in by subtraction. No article is in two groups.
    """
    size = usage.sample.weight * usage.n
    inside: Array = np.asarray(first.any(axis=1))
    group = np.where(inside, first.argmax(axis=1), 0)
    share = np.where(inside, size / (size @ first)[group], 0.0)
    shape = (len(usage.words), first.shape[1])
    table = usage.table
    word, article, weighted = np.repeat(np.arange(shape[0]), np.diff(table.indptr)), table.indices, table.data
    if not inside.all():
        chosen = inside[article]
        word, article, weighted = word[chosen], article[chosen], weighted[chosen]
    if not usage.sample.plain:
        weighted = weighted * usage.sample.weight[article]
    cell = word * shape[1] + group[article]
    f = np.bincount(cell, weights=weighted, minlength=shape[0] * shape[1])
    apart = np.abs(weighted / f[cell] - share[article]) - share[article]
    dp = (1 + np.bincount(cell, weights=apart, minlength=len(f))) / 2
    smallest = np.array([share[column].min() for column in first.T])
    return np.where(f > 0, dp, np.nan).reshape(shape), smallest


def assemble(
    groups: Groups, words: Array, table: Columns, extra: Callable[[int], Columns] | None
) -> pd.DataFrame:
    """Return the rows of all groups, each by q and then by distance of superiority from one half.

    Parameters
    ----------
    groups : Groups
    words : array of str
    table : dict of arrays, shape (words, k)
    extra : callable, optional
        Further columns of a comparison.
    """
    q = q_values(table["p"])
    flags = _among(words, function_words())
    alphabetical = np.argsort(np.argsort(words.astype(str), kind="stable"))
    parts = []
    for k, name in enumerate(groups.names):
        own = {key: value[:, k] for key, value in table.items()} | (extra(k) if extra else {})
        names = own_words(group_names(groups.counts.corpus, groups.by, name))
        own |= {"q": q[:, k], "function_word": flags, "own_name": _among(words, names)}
        order = np.lexsort((alphabetical, -np.abs(own["superiority"] - 0.5), own["q"]))
        parts.append({"group": np.full(len(words), name, dtype=object), "word": words[order]}
                     | {key: value[order] for key, value in own.items()})  # fmt: skip
    wanted = [*MAIN, *(MORE if extra else []), *(["p_familywise"] if "p_familywise" in parts[0] else [])]
    out = pd.DataFrame({key: np.concatenate([part[key] for part in parts]) for key in wanted})
    whole = ["f", "f_rest", "df", "df_rest"]
    return out.astype(dict.fromkeys(whole, "int64"))


def _among(words: Array, chosen: frozenset[str]) -> Array:
    return np.fromiter((word in chosen for word in words), dtype=bool, count=len(words))


def add_familywise(table: Columns, verdicts: list[Verdict]) -> None:
    """Add p-values that hold for all words of all blocks together, if labels were permuted."""
    if not verdicts[0].permuted:
        return
    out = []
    for k in range(len(verdicts[0].permuted)):
        highest = np.max([one.permuted[k].highest for one in verdicts], axis=0)
        out.append(familywise(np.concatenate([one.permuted[k].z for one in verdicts]), highest))
    table["p_familywise"] = np.column_stack(out)

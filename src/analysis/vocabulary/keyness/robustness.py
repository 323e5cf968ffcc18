"""Whether a keyword survives without the article, the story or the outlet that uses it most."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.corpus.keeping import kept
from analysis.errors import EmptySelectionError, ParameterError, one_of
from analysis.sampling import LEAST
from analysis.vocabulary import measures
from analysis.vocabulary.counting import Counts
from analysis.vocabulary.keyness.groups import Groups, grouped
from analysis.vocabulary.keyness.keywords import LEAST_DF, LEAST_F, keyness, keywords
from analysis.vocabulary.keyness.usage import Usage, usages
from analysis.vocabulary.keyness.verdicts import verdict

Array = np.ndarray

_LEFT_OUT = {"article": "article_id", "story": "story_id", "outlet": "outlet"}


def robustness(
    counts: Corpus | Counts,
    *,
    by: str = "outlet",
    group: str | None = None,
    versus: str | None = None,
    unit: str = "article",
    test: str = "wilcoxon",
    least_f: int = LEAST_F,
    least_df: int = LEAST_DF,
    top: int = 15,
    most_q: float = 0.05,
) -> pd.DataFrame:
    """Compare each group again without the article, the story and the outlet that uses a keyword most.

    Parameters
    ----------
    counts, by, group, versus, unit, test, least_f, least_df
        As in `keyness`; of the tests, the permutation test is not offered here.
    top : int
        Keywords of each group that are looked at (`keywords`).
    most_q : float
        Only keywords with ``q`` up to this are looked at; one survives if its rate is still higher in the
        group, and its new ``q`` at most this.

    Returns
    -------
    DataFrame
        A row for each keyword and what was left out: ``group, word, without``
        (article, story or outlet; outlets only where groups are none), ``name``
        (its id or name), ``articles`` (of the group, left out), ``share`` (of
        the word's occurrences in the group), ``log_ratio, q`` as in `keyness`,
        and the same without it, ``log_ratio_without, p_without, q_without``;
        ``survives``. Where the group would have fewer than five units left,
        nothing can be said: these are missing, and the word does not survive.

    Raises
    ------
    EmptySelectionError
        If no word is a keyword; and as `keyness`.

    Notes
    -----
    Left out is what holds most of the word's occurrences in the group, and from
    the group only: what the others say stays. ``q_without`` puts the new p among
    the p-values of the group's other words.

    Examples
    --------
    >>> robustness(corpus, top=10).query("not survives")  # doctest: +SKIP
    """
    one_of(test, ("wilcoxon", "df", "robust"), name="test")
    if top < 1:
        raise ParameterError(f"top = {top} keywords", where="top", remedy="Use 1 or more.")
    groups = grouped(counts, by=by, group=group, versus=versus, unit=unit)
    options = {"by": by, "group": group, "versus": versus, "unit": unit, "test": test, "least_f": least_f,
               "least_df": least_df}  # fmt: skip
    known = kept(
        groups.counts.corpus, ("robustness", groups.counts.table, *options.values()),
        lambda: _compared(groups.counts, options), most=1,
    )  # fmt: skip
    able = known.keywords[known.keywords["q"] <= most_q]
    chosen = able[able.groupby("group", sort=False).cumcount() < top]
    if chosen.empty:
        raise EmptySelectionError(
            f"no group has a keyword with q up to {most_q}",
            remedy="Nothing needs to survive; or raise most_q.",
        )
    found = [
        row
        for usage in usages(groups.counts, groups.articles, least_f=least_f, least_df=least_df)
        for name, own in chosen.groupby("group", sort=False)
        for row in _without(usage, groups, str(name), own["word"], test)
    ]
    columns = ["group", "word", "without", "name", "articles", "share", "log_ratio_without", "p_without"]
    out = chosen.merge(pd.DataFrame(found, columns=columns), on=["group", "word"], how="inner")
    changed = zip(out["group"], out["p_without"], out["p"], strict=True)
    out["q_without"] = [_q(float(p), float(before), known.p[name]) for name, p, before in changed]
    out["survives"] = (out["log_ratio_without"] > 0) & (out["q_without"] <= most_q)
    out.attrs.update(known.attrs)
    order = [*columns[:6], "log_ratio", "log_ratio_without", "q", "p_without", "q_without", "survives"]
    return out[order]


@dataclass(frozen=True)
class _Compared:
    """What `keyness` found: keywords of each group, the first first, all p-values of each in order, and its notes."""

    keywords: pd.DataFrame
    p: dict[str, Array]
    attrs: dict[Hashable, Any]


def _compared(counts: Counts, options: dict[str, Any]) -> _Compared:
    table = keyness(counts, **options)
    columns = ["group", "word", "log_ratio", "p", "q"]
    rows = keywords(table, top=len(table))[columns].copy()
    attrs, rows.attrs = table.attrs, {}
    p = {str(name): np.sort(own["p"].dropna()) for name, own in table.groupby("group", sort=False)}
    return _Compared(rows, p, attrs)


def _q(p: float, before: float, ordered: Array) -> float:
    """Return the q-value (`sampling.q_values`) of a word whose p changed, all others staying as they were."""
    if np.isnan(p):
        return np.nan
    others = np.delete(ordered, np.searchsorted(ordered, before))
    first = int(np.searchsorted(others, p))
    tail = np.concatenate([[p], others[first:]])
    return float(min((tail * (len(ordered) / np.arange(first + 1, len(ordered) + 1))).min(), 1.0))


def _without(
    usage: Usage, groups: Groups, name: str, words: pd.Series, test: str
) -> Iterator[tuple[object, ...]]:
    """Yield what each word of a group is without the article, story and outlet that use it most."""
    rows = np.flatnonzero(np.isin(usage.words, list(words)))
    if not len(rows):
        return
    some = usage.take(rows)
    inside = groups.articles["group"].to_numpy() == name
    weighted = some.table[:, np.flatnonzero(inside)].toarray() * usage.sample.weight[inside]
    for kind, column in _LEFT_OUT.items():
        if kind == groups.by:
            continue
        code, names = pd.factorize(groups.articles.loc[inside, column])
        held = _sums(weighted, code, len(names))
        top = np.asarray(held.argmax(axis=1)).ravel()
        for key in np.unique(top):
            mine = np.flatnonzero(top == key)
            kept = np.ones(len(inside), dtype=bool)
            kept[np.flatnonzero(inside)[code == key]] = False
            log_ratio, p = _again(some, mine, inside, kept, test)
            left = int((~kept).sum())
            for i, k in enumerate(mine):
                share = held[k, key] / held[k].sum()
                yield name, some.words[k], kind, names[key], left, float(share), log_ratio[i], p[i]


def _sums(weighted: Array, code: Array, number: int) -> Array:
    out = np.zeros((weighted.shape[0], number))
    for k, values in enumerate(weighted):
        out[k] = np.bincount(code, weights=values, minlength=number)
    return out


def _again(usage: Usage, rows: Array, inside: Array, kept: Array, test: str) -> tuple[Array, Array]:
    """Return log ratio and p of some words in the articles that are kept."""
    sample = usage.sample
    if len(np.unique(sample.unit[inside & kept])) < LEAST:
        return np.full(len(rows), np.nan), np.full(len(rows), np.nan)
    places = np.flatnonzero(kept)
    left = Usage(usage.words[rows], usage.table[rows], usage.n, sample).only(places)
    first = inside[places][:, None]
    sides = left.sides(first)
    one, two = sides[0]
    log_ratio = measures.log_ratio(one.f, two.f, one.n, two.n, least=(one.least, two.least))
    return log_ratio, verdict(left, first, sides, test=test).p[:, 0]

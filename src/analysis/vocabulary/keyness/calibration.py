"""How often the chosen procedure calls nothing a finding: the same comparison between random halves."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats

from analysis.corpus import Corpus
from analysis.errors import ParameterError, one_of
from analysis.sampling import LEAST, q_values
from analysis.vocabulary import measures
from analysis.vocabulary.counting import Counts
from analysis.vocabulary.keyness.groups import Groups, grouped
from analysis.vocabulary.keyness.keywords import LEAST_DF, LEAST_F
from analysis.vocabulary.keyness.permutation import PERMUTATIONS
from analysis.vocabulary.keyness.usage import usages
from analysis.vocabulary.keyness.verdicts import TESTS, verdict

Array = np.ndarray

MOST_ARTICLES = 20_000
"""Articles that are split; of larger corpora as many are drawn, and the table says so."""

LEVEL = 0.05
"""Level at which rejections are counted."""


def calibration(
    counts: Corpus | Counts,
    *,
    by: str = "outlet",
    group: str | None = None,
    versus: str | None = None,
    unit: str = "article",
    test: str = "wilcoxon",
    least_f: int = LEAST_F,
    least_df: int = LEAST_DF,
    splits: int = 20,
    sizes: str = "halves",
    permutations: int = PERMUTATIONS,
    seed: int = 1,
) -> pd.DataFrame:
    """Measure how often keyness finds a difference where there is none, on this very corpus.

    The articles that are compared are divided at random, whole units at a
    time and within strata, and the parts are compared as the groups were. Every
    word that then differs is a false alarm.

    Parameters
    ----------
    counts, by, group, versus, unit, test, least_f, least_df, permutations
        As in `keyness`.
    splits : int
        Random divisions.
    sizes : str
        ``"halves"``, or ``"group"``: parts as large as `group` (without one,
        the largest group) and the rest, since the approximations of a test are
        worst for parts of unequal size.
    seed : int
        Of the divisions.

    Returns
    -------
    DataFrame
        A row for the chosen test and one for G² on words, the warning example,
        on the same splits: ``procedure``, ``share`` of words with p < .05 (mean
        over splits; .05 is what is promised) and the ``least`` and ``most`` of any
        split, ``found`` (mean number of words with q < .05; near zero is right),
        ``splits_with_any`` (share of splits with such a word), ``words, splits,
        articles, units``. ``attrs["note"]`` says it in a sentence, for captions.

    Notes
    -----
    At most `MOST_ARTICLES` articles are divided (drawn by unit, seeded); false
    alarms of a test on articles hardly depend on their number, and those of
    tests on words do not become fewer. Random halves of a corpus hold the
    dependence between articles that units do not account for only as far as
    both halves share it: a corpus of few stories needs ``unit="story"``.

    Examples
    --------
    >>> calibration(corpus, by="outlet").attrs["note"]  # doctest: +SKIP
    """
    one_of(sizes, ("halves", "group"), name="sizes")
    one_of(test, TESTS, name="test")
    if splits < 1:
        raise ParameterError(f"splits = {splits}", remedy="Use 1 or more; 20 is usual.")
    groups = grouped(counts, by=by, group=group, versus=versus, unit=unit)
    rng = np.random.default_rng(seed)
    articles, drawn = _drawn(groups, rng)
    part = float(np.mean(articles["group"] == groups.names[0])) if sizes == "group" else 0.5
    first = _splits(articles, part, splits, rng)
    p, p_words, words = [], [], 0
    for usage in usages(groups.counts, articles, least_f=least_f, least_df=least_df):
        sides = usage.sides(first)
        p.append(verdict(usage, first, sides, test=test, permutations=permutations, seed=seed).p)
        g2 = np.column_stack([measures.g2(one.f, two.f, one.n, two.n) for one, two in sides])
        p_words.append(stats.chi2.sf(np.abs(g2), 1))
        words += len(usage.words)
    facts = {"words": words, "splits": splits, "articles": len(articles), "units": articles["unit"].nunique()}
    names = f"{test}, {unit} as unit", "G² on words (not used; a warning)"
    table = pd.DataFrame(
        [
            {"procedure": name, **_rejected(np.concatenate(each)), **facts}
            for name, each in zip(names, (p, p_words), strict=True)
        ]
    )
    table.attrs.update(comparison=str(groups), sizes=sizes, seed=seed, drawn=drawn, note=_note(table, drawn))
    return table


def _rejected(p: Array) -> dict[str, float]:
    share = (p < LEVEL).mean(axis=0)
    found = (q_values(p) < LEVEL).sum(axis=0)
    return {
        "share": float(share.mean()), "least": float(share.min()), "most": float(share.max()),
        "found": float(found.mean()), "splits_with_any": float((found > 0).mean()),
    }  # fmt: skip


def _note(table: pd.DataFrame, drawn: bool) -> str:
    own, words = table.iloc[0], table.iloc[1]
    of = f"{own['articles']:,} articles drawn at random" if drawn else f"all {own['articles']:,} articles"
    return (
        f"On {own['splits']} random splits of {of}, where no word differs, this test finds {own['share']:.1%} of "
        f"{own['words']:,} words at p < .05 (.05 is promised) and {own['found']:.2f} words at q < .05; "
        f"G² on words would find {words['share']:.1%} and {words['found']:,.0f}."
    )


def _drawn(groups: Groups, rng: np.random.Generator) -> tuple[pd.DataFrame, bool]:
    """Return at most `MOST_ARTICLES` articles, whole units, and whether any was left out."""
    articles = groups.articles
    if len(articles) <= MOST_ARTICLES:
        return articles, False
    code = pd.factorize(articles["unit"])[0]
    order = rng.permutation(code.max() + 1)
    size = np.bincount(code)[order]
    chosen = order[np.cumsum(size) <= MOST_ARTICLES]
    return articles[np.isin(code, chosen)].reset_index(drop=True), True


def _splits(articles: pd.DataFrame, part: float, splits: int, rng: np.random.Generator) -> Array:
    """Return for each split whether articles are in the first part: whole units, the same share of each stratum."""
    of_unit = pd.factorize(articles["unit"])[0]
    units = of_unit.max() + 1
    stratum = pd.factorize(articles["stratum"])[0][np.unique(of_unit, return_index=True)[1]]
    least = min(LEAST, units // 2)
    number = int(np.clip(round(part * units), least, units - least))
    labels = np.zeros((units, splits), dtype=bool)
    for k in range(splits):
        # Every so-many-th unit, in an order that is random within strata: each stratum gives its share.
        order = np.lexsort((rng.random(units), stratum))
        steps = np.floor(rng.random() + np.arange(units + 1) * number / units)
        labels[order, k] = np.diff(steps) > 0
    return labels[of_unit]

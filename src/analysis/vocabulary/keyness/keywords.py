"""Keyness: which words one group of articles uses more than the others, with the article as unit."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.errors import ParameterError, one_of
from analysis.vocabulary.counting import Counts
from analysis.vocabulary.keyness.groups import Groups, grouped
from analysis.vocabulary.keyness.permutation import PERMUTATIONS
from analysis.vocabulary.keyness.rubrics import rubrics
from analysis.vocabulary.keyness.table import Columns, add_familywise, assemble, columns, further
from analysis.vocabulary.keyness.usage import usages
from analysis.vocabulary.keyness.verdicts import TESTS, verdict

LEAST_F = 5
LEAST_DF = 5
"""Occurrences and units a word needs to be listed: in fewer than five articles no test can tell it from chance."""


def keyness(
    counts: Corpus | Counts,
    *,
    by: str = "outlet",
    group: str | None = None,
    versus: str | None = None,
    unit: str = "article",
    test: str = "wilcoxon",
    least_f: int = LEAST_F,
    least_df: int = LEAST_DF,
    measures: str = "main",
    permutations: int = PERMUTATIONS,
    seed: int = 1,
) -> pd.DataFrame:
    """Compare groups of articles word by word: each with all others, or one with another.

    Parameters
    ----------
    counts : Corpus or Counts
        A corpus stands for the counts of its words.
    by : str
        Column of the articles table whose values are the groups.
    group : str, optional
        Only this group; otherwise each in turn, the largest first.
    versus : str, optional
        The group it is compared with; otherwise all other articles.
    unit : str
        What varies independently: ``"article"`` (or what the corpus says, where
        copies of a story share a weight), ``"story"`` (copies of a text vary
        together), ``"outlet"`` (for groups that are not outlets, and the claim
        that other outlets would differ, too).
    test : str
        ``"wilcoxon"``, unless there is a reason: does an article of the group
        tend to use the word more? Of all four the least disturbed by single
        articles, and it finds most. ``"df"``, where it only counts whether an
        article has the word (themes, names). ``"robust"``, for a claim on rates per
        million words, in which long articles count more. ``"permutation"``, for
        the same claim without approximations (labels of units are permuted), and
        where ``p_familywise``, valid for all words together, is wanted.
    least_f, least_df : int
        Occurrences and units a word must have in the compared articles to be listed.
    measures : str
        ``"main"`` or ``"all"``: also the measures of `table.MORE`.
    permutations, seed : int
        Of the permutation test.

    Returns
    -------
    DataFrame
        One row per group and word, by ``q`` and then by distance of
        ``superiority`` from one half. Frequency: ``f, df`` (occurrences, and
        articles with the word, as read) and their ``_rest`` counterparts, rates
        ``per_million`` with 95 % intervals ``low, high``. Dispersion over the
        group's articles: ``range`` (share of articles that have it), ``dp``.
        Association: ``log_ratio`` with its 95 % interval ``log_ratio_low,
        log_ratio_high`` (Fieller's, unit as stated, infinite where a rate is not
        distinct from zero), ``g2`` (signed, on words: no test). Test:
        ``superiority`` (chance that an article of the group uses the word more
        than one of the others), ``p``, ``q`` (Benjamini–Hochberg within the
        group). Marks: ``function_word``, ``own_name`` (the group's own, see
        `names.own_words`), ``rubric`` (part of a fixture such as a heading that
        returns, a signature or a brand, see `rubrics.rubrics`). ``measures="all"`` adds ``range_rest, dp_norm,
        percent_difference, odds_ratio, simple_maths, lrc, log_odds, log_odds_z,
        g2_two_term, bic, g2_df``; the permutation test adds ``p_familywise``.
        ``attrs``: ``comparison``, ``versus``, ``test``, ``unit``, ``words`` (compared),
        ``units`` (by group), ``left_out`` (groups too small, with their units).

    Raises
    ------
    EmptySelectionError
        If a side has fewer than five units, or no word is frequent enough.
    ParameterError
        If a name is unknown, or each group would be one unit.

    Notes
    -----
    Formulas: `analysis.vocabulary.measures` and docs/methods.md. Tests on tokens
    call noise a finding (Lijffijt et al. 2016), hence the unit; how often the
    chosen test does on this corpus is measured by `calibration`.

    Where articles were sampled or copies share a weight, everything but ``f``
    and ``df`` is weighted, the unit is what was drawn (also for `least_df`),
    and ``"wilcoxon"`` and ``"df"`` are the design-based rank test of Lumley and
    Scott (`analysis.vocabulary.keyness.ranks`).

    Examples
    --------
    >>> keyness(corpus, group="Harbour Post", versus="Market Wire").head()  # doctest: +SKIP
    """
    _check(least_f, least_df, test, measures, permutations)
    groups = grouped(counts, by=by, group=group, versus=versus, unit=unit)
    first, more = groups.first, measures == "all"
    blocks: list[Columns] = []
    words, verdicts = [], []
    for usage in usages(groups.counts, groups.articles, least_f=least_f, least_df=least_df):
        sides = usage.sides(first)
        found = verdict(usage, first, sides, test=test, permutations=permutations, seed=seed)
        blocks.append(columns(usage, first, sides, found, more=more))
        words.append(usage.words)
        verdicts.append(found)
        # The same for every block of words: words and units of both sides of each comparison.
        sizes = [(one.n, two.n, one.units, two.units) for one, two in sides]
        articles = usage.sample.weight.sum()
    table = {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]}
    add_familywise(table, verdicts)
    # One average article of pseudo-words: as much as is known before anything was read.
    prior = float((sizes[0][0] + sizes[0][1]) / articles)
    extra = (lambda k: further(table, k, sizes[k], prior)) if more else None
    out = assemble(groups, np.concatenate(words), table, extra)
    out["rubric"] = rubrics(groups, out)
    out.attrs.update(_facts(groups, test, len(out) // len(groups.names), [size[2:] for size in sizes]))
    return out


def _check(least_f: int, least_df: int, test: str, measures: str, permutations: int) -> None:
    one_of(test, TESTS, name="test")
    one_of(measures, ("main", "all"), name="measures")
    if least_f < 1 or least_df < 1:
        raise ParameterError(
            f"least_f = {least_f}, least_df = {least_df}", remedy="Use whole numbers from 1."
        )
    if permutations < 1:
        raise ParameterError(f"permutations = {permutations}", remedy="Use 1 or more; 1,000 is usual.")


def _facts(groups: Groups, test: str, words: int, units: list[tuple[int, int]]) -> dict[str, object]:
    return {
        "comparison": str(groups), "versus": groups.versus or "all others", "test": test,
        "unit": groups.unit, "words": words,
        "units": {name: list(size) for name, size in zip(groups.names, units, strict=True)},
        "left_out": groups.left_out,
    }  # fmt: skip


def keywords(
    table: pd.DataFrame,
    *,
    top: int = 15,
    function_words: bool = False,
    rubrics: bool = False,
    least_df: int = 3,
    most_q: float = 1.0,
) -> pd.DataFrame:
    """Return the first keywords of each group: used more there than elsewhere, its own name left out.

    What function words, rubrics and own names were passed over before the last
    keyword of a group is listed in ``attrs["passed_over"]``, by group.

    Parameters
    ----------
    table : DataFrame
        From `keyness`.
    top : int
        Words per group.
    function_words : bool
        Whether function words may be among them.
    rubrics : bool
        Whether words of the group's fixtures may be (headings that return, signatures, brands).
    least_df : int
        Articles of the group that a word must stand in.
    most_q : float
        Only words with ``q`` up to this.
    """
    more = (table["superiority"] > 0.5) & (table["log_ratio"] > 0)
    able = table[more & (table["df"] >= least_df) & (table["q"] <= most_q)]
    passed = (
        able["own_name"] | (able["function_word"] & (not function_words)) | (able["rubric"] & (not rubrics))
    )
    place = (~passed).groupby(able["group"], sort=False).cumsum()
    chosen = able[~passed & (place <= top)].reset_index(drop=True)
    over = able[passed & (place < top)]
    chosen.attrs["passed_over"] = {
        name: list(rows["word"]) for name, rows in over.groupby("group", sort=False)
    }
    return chosen

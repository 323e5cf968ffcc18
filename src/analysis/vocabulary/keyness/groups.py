"""Keyness: which words one group of articles uses more than the others, with the article as unit."""

from __future__ import annotations

import pandas as pd

from analysis.corpus import Corpus
from analysis.errors import EmptySelectionError, ParameterError, one_of
from analysis.sampling import LEAST
from analysis.vocabulary.counting import Counts, article_words, counted
from analysis.vocabulary.keyness.contrast import ArticleCounts, against_rest


def keyness(
    counts: Corpus | Counts,
    *,
    by: str = "outlet",
    group: str | None = None,
    least_f: int = 5,
    least_df: int = 3,
) -> pd.DataFrame:
    """Compare each group of articles with all others, word by word.

    Parameters
    ----------
    counts : Corpus or Counts
        A corpus stands for the counts of its words.
    by : str
        Column of the articles table whose values are the groups.
    group : str, optional
        Only this group against the rest; otherwise each in turn.
    least_f, least_df : int
        Occurrences and articles a word must have in the whole selection to be listed.

    Returns
    -------
    DataFrame
        One row per group and word, largest group first, by ``q`` and then by
        distance of ``superiority`` from one half: ``f, df`` (occurrences, and
        articles with the word, as read) and their ``_rest`` counterparts; rates
        ``per_million`` with 95 % intervals ``low, high`` (article as unit);
        effect sizes ``log_ratio``, ``percent_difference``; ``g2`` (signed, on
        tokens: association, not a test); ``dp`` (dispersion over the articles
        of the group); ``superiority``, ``p``, ``q`` (Wilcoxon's rank-sum test on
        the articles' rates, Benjamini–Hochberg within the group);
        ``function_word``; ``own_name`` (the word is part of the group's own
        name, see `contrast.is_own_name`). Groups of fewer than `LEAST` articles
        are left out and listed in ``attrs["left_out"]``.

    Raises
    ------
    EmptySelectionError
        If fewer than two groups remain to compare, or no word is frequent enough.

    Notes
    -----
    Formulas: `analysis.vocabulary.measures`. Tests on tokens call noise a
    finding (Lijffijt et al. 2016), hence the article as sampling unit.

    Where articles were sampled or copies share a weight, everything but ``f``
    and ``df`` is weighted, the unit is what was drawn (copies of one story are
    one unit, also for `least_df` and `LEAST`), and the test is the
    design-based rank test of Lumley and Scott (`analysis.vocabulary.keyness.ranks`).
    """
    if least_f < 1 or least_df < 1:
        raise ParameterError(
            f"least_f = {least_f}, least_df = {least_df}", remedy="Use whole numbers from 1."
        )
    counts = counted(counts)
    articles = article_words(counts, by=by)
    sizes = articles.groupby("group")["unit"].nunique()
    weights = articles.groupby("group")["weight"].sum()
    large = weights[sizes >= LEAST].sort_values(ascending=False, kind="stable")
    if large.empty or articles["unit"][articles["group"] != large.index[0]].nunique() < LEAST:
        listed = ", ".join(f"{name!r} ({n})" for name, n in sizes.items())
        raise EmptySelectionError(
            f"keyness by {by} needs {LEAST} articles in a group and {LEAST} outside it; "
            f"there are: {listed[:400]}",
            remedy="Widen the selection (`where`), or compare by another column.",
        )
    wanted = [one_of(group, sizes.index, name=by)] if group is not None else list(large.index)
    by_article = ArticleCounts(counts, articles, least_f=least_f, least_df=least_df)
    table = pd.concat([against_rest(by_article, name) for name in wanted], ignore_index=True)
    table.attrs["left_out"] = {str(name): int(n) for name, n in sizes.items() if n < LEAST}
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

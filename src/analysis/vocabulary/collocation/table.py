"""Collocation: words that are drawn to each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.corpus import PROSE, Corpus
from analysis.errors import EmptySelectionError, ParameterError, one_of
from analysis.vocabulary.collocation.links import linked
from analysis.vocabulary.collocation.pairs import neighbours
from analysis.vocabulary.collocation.spans import SENTENCE, Field, collocates, spans
from analysis.vocabulary.measures.association import MEASURES
from analysis.vocabulary.running import parse

SPANS = ("window", "sentence", "dependency")
"""Where a word must stand to be a collocate of a node."""


def collocations(
    corpus: Corpus,
    *,
    node: str | None = None,
    span: str = "window",
    window: int | tuple[int, int] | None = 5,
    unit: str = "word",
    kinds: Sequence[str] = PROSE,
    measure: str = "g2",
    least_f: int = 5,
    least_df: int = 3,
    least_outlets: int = 1,
    most_dp: float = 1.0,
    with_function_words: bool = False,
) -> pd.DataFrame:
    """Return words that are drawn to each other, with their association.

    Without a node: all pairs of neighbouring words. With one: the words near it.

    Parameters
    ----------
    corpus : Corpus
    node : str, optional
        A query as for `concordance`: a word, a phrase, ``[lemma="strike"]``. For
        dependencies, a single lemma.
    span : str
        ``window`` (so many words on each side, within the segment),
        ``sentence`` (the same, within the sentence) or ``dependency``
        (grammatically linked; the corpus is annotated on demand).
    window : int, (int, int) or None
        Words on the left and on the right; None for the whole sentence.
    unit : str
        Whether collocates of a node are counted as ``word`` or ``lemma``
        (annotates on demand); dependencies are always between lemmas.
    kinds : sequence of str
        Kinds of segment that are counted.
    measure : str
        Measure to order by, one of `measures.association.MEASURES`. PMI favours
        rare and t frequent pairs; logDice is comparable between corpora.
    least_f, least_df : int
        Occurrences and articles a pair must have, as read: a pair from one
        article is that article's phrase, not a collocation. Copies of a story
        that share a weight are one article here.
    least_outlets : int
        Outlets a pair must have: what one outlet repeats from article to article is its house style.
    most_dp : float
        Pairs with a larger DP over articles are left out; ``dp_chance`` is what
        a pair of that frequency has if it falls anywhere. Dependencies have no DP.
    with_function_words : bool
        Whether pairs with a function word are listed. They always count in the margins.

    Returns
    -------
    DataFrame
        Strongest first, with the columns ``log_dice, g2, pmi, npmi, mi3, t,
        delta_p`` (from first to second, or from node to collocate),
        ``delta_p_back, log_odds``, before them:

        - without a node ``first, second, f, df, outlets, f_first, f_second,
          dp, dp_chance``: margins count the words in first and in second place of a
          pair; no pair reaches across punctuation.
        - with a node ``collocate, f, df, outlets, f_left, f_right,
          f_collocate, per_thousand, low, high, dp, dp_chance, expected``: ``f`` of its
          occurrences stand in the node's spans, each once however many hits it
          is near to; ``per_thousand`` words of the spans, with a 95 % interval
          (article as unit), against ``expected``, its rate outside the node's
          hits. In ``attrs`` ``hits``, ``articles`` and ``span_words`` of the node.
          Only words that are nearer to the node than chance has it are listed.
        - for dependencies ``relation, collocate, f, df, outlets, f_collocate``: "nsubj"
          where the collocate is the node's subject, "nsubj of" where the node is
          the collocate's; margins are within the relation.

        Counts are as read; where articles have weights, rates and measures are
        computed from weighted counts.

    Raises
    ------
    EmptySelectionError
        If the node does not occur, or nothing is frequent enough.
    ParameterError
        If an option or the node cannot be read.

    Notes
    -----
    The cells of spans are Evert's (2008) for surface cooccurrence: f_x is the
    number of words in the spans, f_y the collocate's occurrences outside the
    hits, n all words outside them. logDice alone takes the hits of the node as f_x.

    Examples
    --------
    >>> collocations(corpus).head()  # doctest: +SKIP
    >>> collocations(corpus, node="sanction*", measure="log_dice")  # doctest: +SKIP
    """
    one_of(measure, MEASURES, name="measure")
    one_of(span, SPANS, name="span")
    one_of(unit, ("word", "lemma"), name="unit")
    limits: dict[str, Any] = {
        "least_f": least_f,
        "least_df": least_df,
        "with_function_words": with_function_words,
    }
    if node is None:
        if span != "window" or unit != "word":
            raise ParameterError(
                "pairs of neighbours have no node", where="node", remedy="Give a node, or leave out span and unit."
            )  # fmt: skip
        rows = neighbours(corpus, kinds=kinds, **limits)
    elif span == "dependency":
        rows = linked(corpus, node, kinds=kinds, **limits)
    else:
        reach = reach_of(window, span)
        field = Field.of(corpus, kinds=kinds, unit=unit, annotated=parse(node).annotated)
        found = spans(field, node, window=reach, by_sentence=span == "sentence")
        if not found.hits.any():
            raise EmptySelectionError(
                f"{node!r} does not occur in {corpus}", where="node",
                remedy="Look for other forms with *, or widen the selection (`where`).",
            )  # fmt: skip
        rows = collocates(field, found, **limits)
        rows.attrs |= {"node": node, "span": span, "window": reach}
    rows = rows[rows["outlets"] >= least_outlets]
    if "dp" in rows.columns:
        rows = rows[rows["dp"] <= most_dp]
    if rows.empty:
        raise EmptySelectionError(
            f"no pair of words occurs {least_f} times in {least_df} of {len(corpus)} articles"
            f"{f' with {node!r}' * (node is not None)}{f' and a DP up to {most_dp:g}' * (most_dp < 1)}",
            remedy="Widen the selection (`where`), or lower least_f and least_df.",
        )
    names = [name for name in ("first", "second", "collocate", "relation") if name in rows.columns]
    return rows.sort_values(
        [measure, "f", *names], ascending=[False, False, *[True] * len(names)], ignore_index=True
    )


def reach_of(window: int | tuple[int, int] | None, span: str) -> tuple[int, int]:
    """Return the words on both sides."""
    if window is None and span == "sentence":
        return SENTENCE, SENTENCE
    sides = window if isinstance(window, tuple) else (window, window)
    whole = all(isinstance(side, int) and 0 <= side <= SENTENCE for side in sides)
    if len(sides) != 2 or not whole or not any(sides):
        raise ParameterError(
            f"window = {window!r} is no number of words", where="window",
            remedy=f"Give a number or two, from 0 to {SENTENCE}; None is for whole sentences (span='sentence').",
        )  # fmt: skip
    return sides[0] or 0, sides[1] or 0

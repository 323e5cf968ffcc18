"""Multiword terms: phrases that stand on their own and hold together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.corpus import PROSE, Corpus
from analysis.corpus.design import units
from analysis.errors import EmptySelectionError, ParameterError
from analysis.vocabulary.counting import function_words
from analysis.vocabulary.phrases.grams import Grams, Text, distinct, recurring, spelled, text_of

Array = np.ndarray

LONGEST = 5
"""Words of the longest phrase."""

JOINTS = frozenset({"of", "and", "for", "in", "the"})
"""Function words that may stand inside a term (*secretary of state*), never at its ends."""

SAYING = frozenset(
    {"said", "say", "says", "saying", "told", "tell", "tells", "telling", "added", "asked", "according"}
)
"""Words of reporting, which stand beside every source and are no part of a term."""

ALONE = 0.1
"""Share of its occurrences that a term must have outside longer terms of the list."""


def phrases(
    corpus: Corpus,
    *,
    kinds: Sequence[str] = PROSE,
    longest: int = LONGEST,
    least_f: int = 5,
    least_df: int = 3,
    least_npmi: float = 0.3,
    least_variety: int = 3,
) -> pd.DataFrame:
    """Return multiword terms, such as *prime minister* or *collective security treaty organisation*.

    Parameters
    ----------
    corpus : Corpus
    kinds : sequence of str
        Kinds of segment that are searched.
    longest : int
        Words of the longest terms, 2 to `LONGEST`.
    least_f, least_df : int
        Occurrences, and articles (copies that share a weight are one), a term must have.
    least_npmi : float
        How well its weakest joint must hold (0: as by chance, 1: never apart).
    least_variety : int
        Different words, pauses being one, that must stand before it, and after it.

    Returns
    -------
    DataFrame
        ``phrase, n`` (words), ``f, df`` (as read), ``f_longer`` (occurrences inside
        longer candidates), ``longer`` (number of these), ``variety``, ``c_value``,
        ``npmi``; highest C-value first. `concordance` shows where a phrase stands.

    Raises
    ------
    EmptySelectionError
        If there is no such phrase.

    Notes
    -----
    *Candidates* are runs of words without punctuation between them, which begin
    and end with a word that has a letter and is no function word, and have none
    inside but `JOINTS`; none of `SAYING` stands in them.

    *C-value* (Frantzi, Ananiadou & Mima 2000, doi:10.1007/s007999900023):
    log₂ n · (f − t / c), where c longer candidates contain the phrase and t are
    its occurrences inside them, each counted once; log₂ n · f if there is none.
    What stands outside longer candidates in less than a tenth of its
    occurrences (`ALONE`) is part of a term and is not listed.

    *variety* is the smaller number of different neighbours on either side
    (accessor variety; Feng, Chen, Deng & Zheng 2004, doi:10.1162/089120104773633394):
    pieces of a paragraph that is repeated word for word always stand between the same words.

    *npmi* is the smallest normalised pointwise mutual information (Bouma 2009)
    over the places where the phrase can be divided in two: ln(f N / (f_left
    f_right)) / −ln(f / N). It parts terms from words that are merely frequent
    neighbours (*said russia*).

    With weighted articles C-value and npmi are computed from weighted counts.

    Examples
    --------
    >>> phrases(corpus).head()  # doctest: +SKIP
    """
    _check(longest, least_f, least_df)
    text = text_of(corpus, kinds=kinds)
    levels = recurring(corpus, text, longest=longest, least_f=least_f, least_df=least_df)
    weight = _weight(text)
    counts = [_weighted(text, grams, weight) for grams in levels]
    whole = float(weight @ np.bincount(text.article, minlength=len(weight)))
    able = _may_join(text)
    npmi = [_weakest(grams, levels, counts, whole) for grams in levels]
    chosen = [
        _candidates(text, grams, able) & (npmi[i] >= least_npmi) & (grams.n > 1)
        for i, grams in enumerate(levels)
    ]
    varied = [_variety(text, grams, own) for grams, own in zip(levels, chosen, strict=True)]
    chosen = [own & (varied[i] >= least_variety) for i, own in enumerate(chosen)]
    if not any(own.any() for own in chosen):
        raise EmptySelectionError(
            f"no phrase occurs {least_f} times in {least_df} of {len(corpus)} articles",
            remedy="Widen the selection (`where`), or lower least_f, least_df and least_npmi.",
        )
    inside, longer = nested(levels, counts, chosen)
    rows = []
    for i, grams in enumerate(levels):
        own = np.flatnonzero(chosen[i] & (counts[i] - inside[i] >= ALONE * counts[i]))
        alone = counts[i] - inside[i] / np.maximum(longer[i], 1)
        columns = {
            "f_longer": inside[i], "longer": longer[i], "variety": varied[i],
            "c_value": np.log2(grams.n) * alone, "npmi": npmi[i],
        }  # fmt: skip
        rows.append(_read(text, grams, own).assign(**{name: x[own] for name, x in columns.items()}))
    table = pd.concat(rows, ignore_index=True)
    return table.sort_values(["c_value", "f", "phrase"], ascending=[False, False, True], ignore_index=True)


def _check(longest: int, least_f: int, least_df: int) -> None:
    if not 2 <= longest <= LONGEST:
        raise ParameterError(f"longest = {longest} words", remedy=f"Use 2 to {LONGEST}.")
    if least_f < 1 or least_df < 1:
        raise ParameterError(
            f"least_f = {least_f}, least_df = {least_df}", remedy="Use whole numbers from 1."
        )


def _weight(text: Text) -> Array:
    return units(text.articles)["weight"].to_numpy(dtype=float)


def _weighted(text: Text, grams: Grams, weight: Array) -> Array:
    if (weight == 1).all():
        return grams.f.astype(float)
    return np.bincount(grams.number, weights=weight[text.article[grams.starts]], minlength=len(grams.f))


def _may_join(text: Text) -> tuple[Array, Array]:
    """Say which words may stand at the ends of a term, and which inside."""
    listed = function_words() | SAYING
    ends = np.array([any(c.isalpha() for c in w) and w not in listed for w in text.lexicon])
    inside = np.array([w not in listed or w in JOINTS for w in text.lexicon])
    return ends, inside


def _candidates(text: Text, grams: Grams, able: tuple[Array, Array]) -> Array:
    words = text.words.word[grams.place[:, None] + np.arange(grams.n)]
    ends, inside = able
    return ends[words[:, 0]] & ends[words[:, -1]] & inside[words[:, 1:-1]].all(axis=1)


def _weakest(grams: Grams, levels: Sequence[Grams], counts: Sequence[Array], whole: float) -> Array:
    """Return the smallest normalised PMI of the two sides over all places of division."""
    f = counts[grams.n - 1]
    least = np.ones(len(f))
    for k in range(1, grams.n):
        left = counts[k - 1][levels[k - 1].at(grams.place)]
        right = counts[grams.n - k - 1][levels[grams.n - k - 1].at(grams.place + k)]
        with np.errstate(divide="ignore", invalid="ignore"):
            npmi = np.log(f * whole / (left * right)) / -np.log(f / whole)
        least = np.minimum(least, np.where(f < whole, npmi, 1.0))
    return least


def nested(
    levels: Sequence[Grams], counts: Sequence[Array], chosen: Sequence[Array]
) -> tuple[list[Array], list[Array]]:
    """Return for each run its occurrences inside longer chosen ones, and the number of these.

    Longest first; a longer run adds only what it has not inside a still longer
    one, so that no occurrence counts twice.
    """
    inside = [np.zeros(len(grams.f)) for grams in levels]
    longer = [np.zeros(len(grams.f), dtype=int) for grams in levels]
    for i in range(len(levels) - 1, 0, -1):
        own = np.flatnonzero(chosen[i])
        alone = counts[i][own] - inside[i][own]
        for j in range(i):
            # A run inside another more than once is one candidate inside one longer candidate.
            size = len(levels[j].f)
            parts = levels[j].at(levels[i].place[own][:, None] + np.arange(i - j + 1))
            keys = np.arange(len(own))[:, None] * size + parts
            outer, inner = np.divmod(np.unique(keys[parts >= 0]), size)
            inside[j] += np.bincount(inner, weights=alone[outer], minlength=size)
            longer[j] += np.bincount(inner, minlength=size)
    return inside, longer


def _read(text: Text, grams: Grams, own: Array) -> pd.DataFrame:
    """Return the words and the counts, as read, of some runs."""
    chosen = np.zeros(len(grams.f), dtype=bool)
    chosen[own] = True
    some = grams.only(chosen)
    df = distinct(some.number, text.article[some.starts], size=len(own))
    return pd.DataFrame({"phrase": spelled(text, grams, own), "n": grams.n, "f": some.f, "df": df})


def _variety(text: Text, grams: Grams, chosen: Array) -> Array:
    """Return of chosen runs the number of different neighbours before or after, whichever is smaller.

    All pauses are one neighbour. Runs that are not chosen have none.
    """
    word, pause = (
        np.concatenate([text.words.word, [0]]),
        np.concatenate([text.words.pause, [True]]),
    )
    some = grams.only(chosen)
    before, after = some.starts, some.starts + grams.n
    beside = (np.where(pause[before], 0, word[before - 1] + 1), np.where(pause[after], 0, word[after] + 1))
    variety = np.zeros(len(grams.f), dtype=int)
    variety[chosen] = np.minimum(*(distinct(some.number, side, size=len(some.f)) for side in beside))
    return variety

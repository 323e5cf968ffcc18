"""Multiword terms: phrases that stand on their own and hold together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.corpus import PROSE, Corpus
from analysis.corpus.design import units
from analysis.errors import EmptySelectionError, ParameterError
from analysis.vocabulary.counting import function_words
from analysis.vocabulary.phrases.grams import Grams, Running, distinct, grow, running_words, spelled

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
    running = running_words(corpus, kinds=kinds)
    levels = list(grow(running, longest=longest, least_f=least_f, least_df=least_df))
    counts = [_weighted(running, grams) for grams in levels]
    whole = _weight(running)[running.word >= 0].sum()
    able = _may_join(running)
    npmi = [_weakest(grams, levels, counts, whole) for grams in levels]
    varied = [_variety(running, grams) for grams in levels]
    chosen = [
        _candidates(running, grams, able)
        & (npmi[i] >= least_npmi)
        & (varied[i] >= least_variety)
        & (grams.n > 1)
        for i, grams in enumerate(levels)
    ]
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
        rows.append(_read(running, grams, own).assign(**{name: x[own] for name, x in columns.items()}))
    table = pd.concat(rows, ignore_index=True)
    return table.sort_values(["c_value", "f", "phrase"], ascending=[False, False, True], ignore_index=True)


def _check(longest: int, least_f: int, least_df: int) -> None:
    if not 2 <= longest <= LONGEST:
        raise ParameterError(f"longest = {longest} words", remedy=f"Use 2 to {LONGEST}.")
    if least_f < 1 or least_df < 1:
        raise ParameterError(
            f"least_f = {least_f}, least_df = {least_df}", remedy="Use whole numbers from 1."
        )


def _weight(running: Running) -> Array:
    weight = units(running.articles)["weight"].to_numpy(dtype=float)
    return np.concatenate([weight, [0.0]])[running.article]


def _weighted(running: Running, grams: Grams) -> Array:
    starts = grams.starts
    return np.bincount(grams.at[starts], weights=_weight(running)[starts], minlength=len(grams.f))


def _may_join(running: Running) -> tuple[Array, Array]:
    """Say which words may stand at the ends of a term, and which inside."""
    listed = function_words() | SAYING
    ends = np.array([any(c.isalpha() for c in w) and w not in listed for w in running.forms])
    inside = np.array([w not in listed or w in JOINTS for w in running.forms])
    return ends, inside


def _candidates(running: Running, grams: Grams, able: tuple[Array, Array]) -> Array:
    words = running.word[grams.place[:, None] + np.arange(grams.n)]
    ends, inside = able
    return ends[words[:, 0]] & ends[words[:, -1]] & inside[words[:, 1:-1]].all(axis=1)


def _weakest(grams: Grams, levels: Sequence[Grams], counts: Sequence[Array], whole: float) -> Array:
    """Return the smallest normalised PMI of the two sides over all places of division."""
    f = counts[grams.n - 1]
    least = np.ones(len(f))
    for k in range(1, grams.n):
        left = counts[k - 1][levels[k - 1].at[grams.place]]
        right = counts[grams.n - k - 1][levels[grams.n - k - 1].at[grams.place + k]]
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
            parts = levels[j].at[levels[i].place[own][:, None] + np.arange(i - j + 1)]
            pairs = np.unique(
                np.column_stack([np.repeat(np.arange(len(own)), parts.shape[1]), parts.ravel()]), axis=0
            )
            pairs = pairs[pairs[:, 1] >= 0]
            np.add.at(inside[j], pairs[:, 1], alone[pairs[:, 0]])
            np.add.at(longer[j], pairs[:, 1], 1)
    return inside, longer


def _read(running: Running, grams: Grams, own: Array) -> pd.DataFrame:
    """Return the words and the counts, as read, of some runs."""
    starts = grams.starts
    df = distinct(grams.at[starts], running.article[starts].astype(np.int64), size=len(grams.f))
    return pd.DataFrame(
        {"phrase": spelled(running, grams, own), "n": grams.n, "f": grams.f[own], "df": df[own]}
    )


def _variety(running: Running, grams: Grams) -> Array:
    """Return the number of different neighbours before or after, whichever is smaller; all pauses are one."""
    starts = grams.starts
    number = grams.at[starts]
    before, after = (
        running.word[starts - 1],
        running.word[np.minimum(starts + grams.n, len(running.word) - 1)],
    )
    sides = [distinct(number, side.astype(np.int64) + 1, size=len(grams.f)) for side in (before, after)]
    return np.minimum(*sides)

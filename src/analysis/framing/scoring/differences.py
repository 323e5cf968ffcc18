"""Whether groups of articles differ in their frames: differences with intervals, and adjusted tests."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.errors import EmptySelectionError, ParameterError, suggestion
from analysis.framing.scoring.drawn import difference, drawn
from analysis.sampling import LEAST, Sample, permuted_difference, q_values

MEASURES = {"share": "present", "rate": "rate"}
"""What is compared, and the column of the scores that each article's value stands in."""

MOST = 6
"""Groups that are compared with one another, largest first, where none are named."""

FEW = "fewer than {least} independent articles in {group}: they do not show how articles vary"
ALIKE = "no article differs from the others of its group: no interval, only the test"


def frame_differences(
    scores: pd.DataFrame,
    *,
    by: str,
    articles: pd.DataFrame,
    groups: Sequence[str] = (),
    seed: int = 0,
    resamples: int = 999,
) -> pd.DataFrame:
    """Return for each frame and pair of groups how their shares and rates differ.

    Parameters
    ----------
    scores : DataFrame
        From `frame_articles`.
    by : str
        Column of `articles` that makes the groups.
    articles : DataFrame
        With ``article_id``, the column `by`, and how the articles were drawn.
    groups : sequence of str
        Groups to compare; the `MOST` largest if empty.
    seed, resamples : int
        Of the test.

    Returns
    -------
    DataFrame
        One row per frame, measure (share of articles, mean rate per 1,000 words) and pair:
        frame, measure, group, other, n, n_other (articles read), value, value_other, difference with low and
        high, p, q, note, validity. ``attrs["groups_left_out"]``: groups that were not compared.

    Raises
    ------
    EmptySelectionError
        If there are fewer than two groups.
    ParameterError
        If a named one does not exist.

    Notes
    -----
    Intervals as in `scoring.drawn.difference`; they are not adjusted. p from exchanging
    articles (units) between the two groups (`sampling.permuted_difference`); q adjusts it for all frames and
    pairs of one measure (Benjamini & Hochberg 1995). Pairs with a group of fewer than
    five units are refused and do not count.
    """
    sample, labels = drawn(articles, by)
    wide = {name: scores.pivot(index="article_id", columns="frame", values=column).sort_index()
            for name, column in MEASURES.items()}  # fmt: skip
    frames = list(pd.unique(scores["frame"]))
    ids = wide["share"].index
    label = labels.reindex(ids).to_numpy()
    chosen, left_out = chosen_groups(label, groups)
    rows = []
    for group, other in combinations(chosen, 2):
        places = np.flatnonzero((label == group) | (label == other))
        own = label[places] == group
        few = next((one for one, is_own in ((group, own), (other, ~own))
                    if len(np.unique(sample.unit[sample.places(ids[places][is_own])])) < LEAST), None)  # fmt: skip
        for measure, table in wide.items():
            values = table[frames].to_numpy(dtype=float)[places]
            found = _compared(
                values, own, sample, ids[places], drawn_again=(resamples if few is None else 0, seed)
            )
            note = FEW.format(least=LEAST, group=few) if few is not None else ""
            rows += [
                {"frame": frame, "measure": measure, "group": group, "other": other, "n": int(own.sum()),
                 "n_other": int((~own).sum()), **{name: column[j] for name, column in found.items()},
                 "note": note or (ALIKE if np.isnan(found["low"][j]) else "")}
                for j, frame in enumerate(frames)
            ]  # fmt: skip
    out = pd.DataFrame(rows)
    # A share lies between 0 and 1, so no difference of two lies beyond one, whatever a limit from a variance says.
    out[["low", "high"]] = out[["low", "high"]].mask(
        out["measure"] == "share", out[["low", "high"]].clip(-1, 1)
    )
    out["q"] = out.groupby("measure")["p"].transform(lambda p: q_values(p.to_numpy(dtype=float)))
    out = out.merge(scores.drop_duplicates("frame")[["frame", "validity"]], on="frame", how="left")
    names = ["frame", "measure", "group", "other", "n", "n_other", "value", "value_other", "difference", "low", "high",
             "p", "q", "note", "validity"]  # fmt: skip
    out = out[names]
    out.attrs["groups_left_out"] = left_out
    return out


def chosen_groups(
    label: np.ndarray, groups: Sequence[str], *, most: int = MOST
) -> tuple[list[str], list[str]]:
    """Return the groups that are compared, largest first, and those that are not.

    Raises
    ------
    EmptySelectionError
        If there are fewer than two.
    ParameterError
        If a named one does not exist.
    """
    sizes = pd.Series(label).value_counts()
    every = sorted(sizes.index, key=lambda name: (-sizes[name], name))
    strange = next((name for name in groups if name not in sizes.index), None)
    if strange is not None:
        raise ParameterError(
            f"there is no group {strange!r}", where="groups",
            remedy=f"{suggestion(strange, every)}Groups: {', '.join(map(str, every[:20]))}.",
        )  # fmt: skip
    chosen = list(dict.fromkeys(groups)) or every[:most]
    if len(chosen) < 2:
        raise EmptySelectionError(
            f"{len(chosen)} group of articles: there is nothing to compare", where="by",
            remedy="Take a column with several values, or widen the selection (`where`).",
        )  # fmt: skip
    return chosen, [name for name in every if name not in chosen]


def _compared(
    values: np.ndarray, own: np.ndarray, sample: Sample, ids: pd.Index, *, drawn_again: tuple[int, int]
) -> dict[str, np.ndarray]:
    """Return means of both groups, difference, limits and p; the last need some resamples (and a seed)."""
    weight = sample.weight[sample.places(ids)]
    means = [np.average(values[one], axis=0, weights=weight[one]) for one in (own, ~own)]
    nothing = np.full(values.shape[1], np.nan)
    low, high, p = nothing, nothing, nothing
    resamples, seed = drawn_again
    if resamples:
        _, low, high = difference(values, own, sample, ids)
        p = permuted_difference(
            values, (~own).astype(int), ids=ids, sample=sample, resamples=resamples, seed=seed
        )
    return {"value": means[0], "value_other": means[1], "difference": means[0] - means[1], "low": low, "high": high,
            "p": p}  # fmt: skip

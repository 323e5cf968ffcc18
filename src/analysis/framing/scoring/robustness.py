"""Whether what is concluded about groups depends on single terms, thresholds and other choices of a codebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.framing.codebooks.model import Codebook
from analysis.framing.scoring.articles import answered, of_codebook
from analysis.framing.scoring.counting import Numbers, least
from analysis.framing.scoring.differences import chosen_groups
from analysis.framing.scoring.drawn import difference, drawn
from analysis.framing.scoring.evidence import counted
from analysis.framing.status import with_status
from analysis.sampling import LEAST, Sample

MEASURES = ("share", "rate", "score")
"""What articles are compared by: whether they show the frame, its hits and its weights per 1,000 words."""

Array = np.ndarray


@dataclass(frozen=True)
class _Articles:
    """The articles that are compared, in order of id."""

    ids: pd.Index
    words: Array
    sample: Sample
    label: Array
    pairs: list[tuple[str, str]]
    groups: list[str]


def robustness(
    evidence: pd.DataFrame,
    *,
    codebook: Codebook,
    articles: pd.DataFrame,
    by: str,
    groups: Sequence[str] = (),
    validity: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return which conclusions about groups hold when a choice of the codebook is changed.

    Parameters
    ----------
    evidence : DataFrame
        From `frames`.
    codebook : Codebook
        The codebook it was found with.
    articles : DataFrame
        With ``article_id, words``, the column `by`, and how the articles were drawn.
    by : str
        Column of `articles` that makes the groups.
    groups : sequence of str
        Groups to compare; the largest four if empty.
    validity : DataFrame, optional
        See `with_status`.

    Returns
    -------
    DataFrame
        One row per conclusion and variant: frame, measure (share, rate or score), conclusion
        ("order", or "A − B"), kind and detail of the variant, value and low, high (of the difference; none for
        an order), said (what the variant says), base (what the codebook as it is says), holds; validity.

    Notes
    -----
    Two kinds of conclusion are put to the test for each frame and measure: the order of the groups, and for each pair
    whether the interval of the difference lies above, below or about 0 (`scoring.drawn.difference`). Variants, each
    changing one thing: without each term and each indicator; every indicator's `min` one less and one more; the
    rule one less and one more; all weights 1; without negated hits; hits in the outlet's own voice only. All come
    from the evidence; a hit that a longer one of its indicator displaced does not come back when that one is dropped.
    Groups with fewer than five units have no part in differences, only in the order.
    """
    own = of_codebook(evidence, codebook, articles)
    own = own[counted(own, [codebook])]
    sample, labels = drawn(articles, by)
    chosen, _ = chosen_groups(labels.to_numpy(), groups, most=4)
    table = articles.drop_duplicates("article_id").set_index("article_id").sort_index()
    rows = Numbers.of(own[own["article_id"].isin(table.index)], codebook, table.index)
    label = labels.reindex(table.index).to_numpy()
    enough = [g for g in chosen if len(np.unique(sample.unit[label == g])) >= LEAST]
    every = _Articles(
        table.index,
        table["words"].to_numpy(dtype=float),
        sample,
        label,
        list(combinations(enough, 2)),
        chosen,
    )
    names = np.array(pd.factorize(own["term"])[1], dtype=object)
    found = []
    for place, frame in enumerate(codebook.frames):
        mine = rows.only(rows.frame == place)
        base = _said(_values(mine, place), every)
        for kind, detail, values in _variants(mine, place, names):
            for key, (said, value, low, high) in _said(values, every).items():
                if kind == "weights" and key[0] != "score":
                    continue
                if kind in ("min", "rule") and key[0] != "share":
                    continue
                found.append((frame.id, *key, kind, detail, value, low, high, said, base[key][0]))
    columns = ["frame", "measure", "conclusion", "kind", "detail", "value", "low", "high", "said", "base"]
    out = pd.DataFrame(found, columns=columns)
    return with_status(out.assign(holds=out["said"] == out["base"]), validity)


def robustness_summary(table: pd.DataFrame) -> pd.DataFrame:
    """Return for each conclusion in how many variants it holds.

    Parameters
    ----------
    table : DataFrame
        From `robustness`.

    Returns
    -------
    DataFrame
        One row per frame, measure and conclusion: frame, measure, conclusion, base, variants, held, summary
        ("holds in 46 of 48 variants"), flipped (kind and detail of those in which it does not hold), validity.
    """
    flips = table[~table["holds"]]
    keys = ["frame", "measure", "conclusion", "base"]
    out = table.groupby(keys, sort=False, as_index=False).agg(
        variants=("holds", "size"), held=("holds", "sum")
    )
    said = (
        flips.assign(text=flips["kind"] + ": " + flips["detail"])
        .groupby(keys, sort=False)["text"]
        .agg("; ".join)
    )
    out = out.merge(said.rename("flipped").reset_index(), on=keys, how="left").fillna({"flipped": ""})
    out["summary"] = [
        f"holds in {held:,} of {n:,} variants" for held, n in zip(out["held"], out["variants"], strict=True)
    ]
    out = out.merge(table.drop_duplicates("frame")[["frame", "validity"]], on="frame", how="left")
    return out[[*keys, "variants", "held", "summary", "flipped", "validity"]]


def _values(
    rows: Numbers, frame: int, *, shift: int = 0, rule: int = 0, equal: bool = False
) -> tuple[Array, Array, Array]:
    """Return for each article whether it shows the frame, its hits, and its weight."""
    places, _, needed = least(rows.codebook)
    yes = answered(rows, places=np.maximum(places + shift, 1))
    inside = rows.frame_of == frame
    present = yes[:, inside].sum(axis=1) >= np.clip(needed[frame] + rule, 1, int(inside.sum()))
    stretches = rows.stretches()
    weight = np.ones(len(stretches.weight)) if equal else stretches.weight
    return present.astype(float), stretches.summed()[:, frame], stretches.summed(weight)[:, frame]


def _variants(
    rows: Numbers, frame: int, names: Array
) -> Iterator[tuple[str, str, tuple[Array, Array, Array]]]:
    """Yield kind and detail of each variant with the values of the articles."""
    book = rows.codebook.frames[frame]
    base = _values(rows, frame)
    shown = [one.id for f in rows.codebook.frames for one in f.indicators]
    for indicator, term in sorted(set(zip(rows.indicator.tolist(), rows.term.tolist(), strict=True))):
        gone = (rows.indicator == indicator) & (rows.term == term)
        yield "without term", f"{shown[indicator]}: {names[term]}", _without(rows, gone, frame, base)
    for indicator in np.unique(rows.indicator).tolist():
        if len(book.indicators) > 1:
            yield (
                "without indicator",
                shown[indicator],
                _without(rows, rows.indicator == indicator, frame, base),
            )
    for shift in (-1, 1):
        if shift > 0 or any(one.min > 1 for one in book.indicators):
            yield "min", f"{shift:+d}".replace("-", "−"), _values(rows, frame, shift=shift)
        if 1 <= book.needed + shift <= len(book.indicators):
            yield "rule", f"{shift:+d}".replace("-", "−"), _values(rows, frame, rule=shift)
    yield "weights", "all 1", _values(rows, frame, equal=True)
    if rows.negated.any():
        yield "without negated", "", _without(rows, rows.negated, frame, base)
    if (rows.voice > 0).any() and book.voice == "any":
        yield "narrator only", "", _values(rows.only(rows.voice == 1), frame)


def _without(
    rows: Numbers, gone: Array, frame: int, base: tuple[Array, Array, Array]
) -> tuple[Array, Array, Array]:
    """Return the values without some rows; only articles that hold one of these are counted again."""
    touched = np.unique(rows.article[gone])
    mine = np.isin(rows.article, touched) & ~gone
    part = rows.only(mine)
    few = Numbers(
        **{**part.__dict__, "ids": rows.ids[touched], "article": np.searchsorted(touched, part.article)}
    )
    out = tuple(one.copy() for one in base)
    for whole, own in zip(out, _values(few, frame), strict=True):
        whole[touched] = own
    return out[0], out[1], out[2]


def _said(
    values: tuple[Array, Array, Array], articles: _Articles
) -> dict[tuple[str, str], tuple[str, float, float, float]]:
    """Return what follows from the values: for each conclusion what is said, the difference and its limits."""
    present, hits, weight = values
    per = 1000 / np.where(articles.words > 0, articles.words, np.inf)
    matrix = np.column_stack([present, hits * per, weight * per])
    weights = articles.sample.weight
    means = {g: np.average(matrix[articles.label == g], axis=0, weights=weights[articles.label == g])
             for g in articles.groups}  # fmt: skip
    out: dict[tuple[str, str], tuple[str, float, float, float]] = {}
    for j, measure in enumerate(MEASURES):
        order = sorted(articles.groups, key=lambda g: (-round(float(means[g][j]), 12), g))
        out[measure, "order"] = (" > ".join(order), np.nan, np.nan, np.nan)
    for group, other in articles.pairs:
        places = np.flatnonzero((articles.label == group) | (articles.label == other))
        found = difference(
            matrix[places], articles.label[places] == group, articles.sample, articles.ids[places]
        )
        for j, measure in enumerate(MEASURES):
            value, low, high = (float(one[j]) for one in found)
            said = "above 0" if low > 0 else "below 0" if high < 0 else "not told from 0"
            out[measure, f"{group} − {other}"] = (said, value, low, high)
    return out

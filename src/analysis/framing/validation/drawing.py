"""Draw what is coded: strata by dictionary score and group, stories once, chances known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.errors import EmptySelectionError, ParameterError
from analysis.framing.codebooks.model import Codebook
from analysis.framing.validation.binding import codebook_label
from analysis.framing.validation.units import KEY, present_frames, text_check
from analysis.sampling import group_labels

NONE = "none"
"""Band of units in which the dictionary finds no frame."""

DESIGN = (
    "row_id", "article_id", "start", "end", "story", "group", "band", "stratum", "stratum_stories",
    "stratum_rows", "copies", "probability", "block", "coders", "check", "codebook",
)  # fmt: skip
"""Columns of a design: who was drawn, and with which chance. No coder sees it."""

LEAST_PER_STRATUM = 3
"""Stories drawn of every stratum that has them: fewer show little of how it varies."""


def draw_sample(
    units: pd.DataFrame,
    *,
    scores: pd.DataFrame,
    articles: pd.DataFrame,
    codebook: Codebook,
    n: int = 200,
    by: str = "outlet",
    coders: Sequence[str] = ("A", "B"),
    overlap: float = 1.0,
    seed: int = 1,
) -> pd.DataFrame:
    """Draw units for coding so that rare frames are covered and every chance of being drawn is known.

    Parameters
    ----------
    units : DataFrame
        From `coding_units`.
    scores : DataFrame
        From `framing.frame_articles`, or of `unit_scores`: article_id (start,
        end), frame, present.
    articles : DataFrame
        article_id, the column `by`, and ``story_id`` where copies are known.
    codebook : Codebook
    n : int
        Units to code, in all.
    by : str
        Column of `articles`; empty for one group.
    coders : sequence of str
        Names of the coders.
    overlap : float
        Share of the units that all coders get, from 0 to 1; the others are dealt out.
    seed : int

    Returns
    -------
    DataFrame
        Columns `DESIGN` and text, in random order. ``band`` is the rarest frame
        that the dictionary finds in the unit, or "none"; strata are bands within
        groups. ``stratum_stories`` and ``stratum_rows`` count stories and units
        of the stratum in the corpus, ``copies`` units of the same story and
        stratum; ``probability`` = drawn / stratum_stories / copies. ``coders``
        are joined by "|".

    Raises
    ------
    EmptySelectionError
        If there is no unit.
    ParameterError
        If an option is out of range.

    Notes
    -----
    Copies of a story in one stratum are drawn once: the story, and then one of its copies at
    random. Of the stories of a stratum √N in proportion to the sum of all √N are
    drawn (power allocation, Bankier 1988, doi:10.1080/00031305.1988.10475556), at
    least three: between equal numbers for each stratum, which suit comparisons,
    and proportional ones, which suit the whole.
    """
    _check(units, n, coders, overlap)
    frame = _frame(units, scores, articles, by)
    rng = np.random.default_rng(seed)
    members = frame.groupby(["stratum", "story"], sort=True).indices
    stories = frame.groupby(["stratum", "story"], sort=True).size().rename("copies").reset_index()
    sizes = stories.groupby("stratum", sort=True).size()
    share = allocate(sizes.to_numpy(), min(n, len(stories)))
    picked = []
    for (stratum, own), k in zip(stories.groupby("stratum", sort=True), share, strict=True):
        chosen = own.iloc[rng.permutation(len(own))[:k]]
        for story, copies in chosen[["story", "copies"]].itertuples(index=False):
            rows = members[stratum, story]
            picked.append((int(rng.choice(rows)), int(copies), len(own), k))
    places = [row[0] for row in picked]
    table = frame.iloc[places].reset_index(drop=True)
    table["copies"], table["stratum_stories"] = [row[1] for row in picked], [row[2] for row in picked]
    table["probability"] = [k / size / copies for _, copies, size, k in picked]
    table["block"], table["coders"] = _deal(table["stratum"].to_numpy(), list(coders), overlap, rng)
    table = table.iloc[rng.permutation(len(table))].reset_index(drop=True)
    table["row_id"] = [f"r{i:0{max(4, len(str(len(table))))}d}" for i in range(1, len(table) + 1)]
    table["check"] = table["text"].map(text_check)
    table["codebook"] = codebook_label(codebook)
    return table[[*DESIGN, "text"]]


def allocate(sizes: np.ndarray, n: int, *, least: int = LEAST_PER_STRATUM) -> np.ndarray:
    """Return how many of n are drawn of strata of these sizes, in proportion to √size, at least `least`.

    Examples
    --------
    >>> allocate(np.array([900, 100, 2]), 50).tolist()
    [36, 12, 2]
    """
    sizes = np.asarray(sizes, dtype=int)
    floor = np.minimum(sizes, least)
    if floor.sum() > n:
        raise ParameterError(
            f"{n} units do not go into {len(sizes)} strata with {least} of each", where="n",
            remedy=f"Draw at least {floor.sum()}, or take a column `by` with fewer groups (or none).",
        )  # fmt: skip
    # The largest multiplier whose rounded numbers do not exceed n; what is left goes to the largest remainders.
    low, high = 0.0, float(n)
    for _ in range(60):
        middle = (low + high) / 2
        total = np.clip(middle * np.sqrt(sizes), floor, sizes).sum()
        low, high = (middle, high) if total <= n else (low, middle)
    exact = np.clip(low * np.sqrt(sizes), floor, sizes)
    out = np.floor(exact + 1e-9).astype(int)
    room = np.flatnonzero(out < sizes)
    first = room[np.argsort(-(exact - out)[room], kind="stable")][: max(n - out.sum(), 0)]
    out[first] += 1
    return out


def _frame(units: pd.DataFrame, scores: pd.DataFrame, articles: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return all units with story, group, band and stratum."""
    present = present_frames(scores)
    keys = list(present.index.names)
    index = pd.MultiIndex.from_frame(units[keys]) if len(keys) > 1 else pd.Index(units[keys[0]])
    if (strange := ~index.isin(present.index)).any():
        raise ParameterError(
            f"{int(strange.sum())} units have no score, such as {index[strange][0]!r}", where="scores",
            remedy="Score the same articles that the units come from.",
        )  # fmt: skip
    own = present.reindex(index)
    rare = list(own.columns[np.argsort(own.sum().to_numpy(), kind="stable")])
    shown = own[rare].to_numpy()
    band = np.where(shown.any(axis=1), np.array(rare, dtype=object)[shown.argmax(axis=1)], NONE)
    labels = group_labels(articles, by)
    known = articles.drop_duplicates("article_id").set_index("article_id")
    story = known["story_id"] if "story_id" in known.columns else pd.Series(known.index, index=known.index)
    out = units[[*KEY, "text"]].assign(
        group=units["article_id"].map(labels).to_numpy(), band=band,
        story=_story(units, story),
    )  # fmt: skip
    out["stratum"] = out["group"] + " / " + out["band"] if by else out["band"]
    out["stratum_rows"] = out.groupby("stratum")["stratum"].transform("size")
    return out


def _story(units: pd.DataFrame, story: pd.Series) -> np.ndarray:
    """Return what is coded once: copies of an article, or the same words in copies of it."""
    of_article = units["article_id"].map(story).astype(str)
    if units["article_id"].is_unique:
        return of_article.to_numpy()
    return (of_article + "#" + units["text"].map(text_check)).to_numpy()


def _deal(
    stratum: np.ndarray, coders: list[str], overlap: float, rng: np.random.Generator
) -> tuple[list[str], list[str]]:
    """Give every coder the shared block and an even part of the rest, within strata in turn."""
    place = np.empty(len(stratum))
    order = np.lexsort((rng.random(len(stratum)), stratum))
    place[order] = np.arange(len(stratum))
    # Every unit at which the running share passes a whole number is shared: even over strata.
    shared = np.floor((place + 1) * overlap + 1e-9) > np.floor(place * overlap + 1e-9)
    own = np.empty(len(stratum), dtype=int)
    alone = np.flatnonzero(~shared)
    own[alone[np.argsort(place[alone])]] = np.arange(len(alone)) % max(len(coders), 1)
    block = [
        "shared" if all_ else coders[i] for all_, i in zip(shared, np.where(shared, 0, own), strict=True)
    ]
    return block, ["|".join(coders) if name == "shared" else name for name in block]


def _check(units: pd.DataFrame, n: int, coders: Sequence[str], overlap: float) -> None:
    if units.empty:
        raise EmptySelectionError("there is nothing to code", remedy="Widen the selection (`where`).")
    if n < 1:
        raise ParameterError(f"n = {n} units", remedy="Give 1 or more.")
    if not 0 <= overlap <= 1:
        raise ParameterError(
            f"overlap = {overlap}", remedy="Give the share of units that all coders get, 0 to 1."
        )
    names = list(coders)
    wrong = [
        name for name in names if not name.strip() or not name.replace("-", "").replace("_", "").isalnum()
    ]
    if not names or wrong or len({name.casefold() for name in names}) < len(names):
        raise ParameterError(
            f"{names!r} are no names of coders", where="coders",
            remedy="Give one or more different names of letters, digits, - and _; they become names of files.",
        )  # fmt: skip

"""Frame by actor by voice: which frames stand in sentences that name whom, against what chance would give."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.errors import require
from analysis.framing.scoring.conditions import NOT_NAMED
from analysis.framing.scoring.drawn import drawn
from analysis.framing.scoring.places import one_codebook
from analysis.framing.scoring.voices import NARRATOR, QUOTED
from analysis.framing.status import with_status
from analysis.sampling import Part, bootstrap

COLUMNS = (
    "frame", "actor_id", "name", "kind", "voice", "articles", "mentions", "observed", "expected", "ratio", "low",
    "high", "note",
)  # fmt: skip
"""Columns of the table of frames and actors, before ``validity``."""

LEAST_ARTICLES, LEAST_EXPECTED = 10, 5.0
"""Articles (units) that name the actor, and mentions expected, below which nothing is said."""

FEW = "{n} articles name the actor, in independent units {units}; at least {least} are needed"
RARE = "{expected:.1f} mentions expected; at least {least:g} are needed"


def frame_actors(
    evidence: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    articles: pd.DataFrame,
    top: int = 10,
    validity: pd.DataFrame | None = None,
    seed: int = 0,
    resamples: int = 1000,
) -> pd.DataFrame:
    """Return how often each frame stands in sentences that name each actor, by voice, beside what chance gives.

    Parameters
    ----------
    evidence : DataFrame
        From `frames`, of one codebook; without quotations there is one voice, the empty one.
    mentions : DataFrame
        From `actors.mentions`: article_id, start, actor_id, name, kind, via.
    articles : DataFrame
        All selected articles: article_id, and how they were drawn.
    top : int
        Actors, those in most articles first.
    validity : DataFrame, optional
        See `with_status`.
    seed, resamples : int
        Of the bootstrap (BCa, the article as unit, or what it was drawn as).

    Returns
    -------
    DataFrame
        One row per frame, actor and voice, columns `COLUMNS`: ``articles`` that name the actor, its ``mentions``,
        ``observed`` mentions in a sentence with a hit of the frame in that voice and ``expected`` ones, all as read;
        the ``ratio`` of the two (weighted) with ``low`` and ``high``; note (why there is no ratio); validity.

    Notes
    -----
    Chance exchanges the mentions of an article: expected are, in each article, the actor's mentions times the share
    of all its mentions, of any actor, that stand in a sentence with the frame in that voice, added up over
    articles. So an article that is all about war says nothing about an actor it names, nor do long sentences,
    which hold more mentions and more hits. Over all actors, observed and expected add up to the same. A ratio of
    2: the frame stands twice as often beside this actor as beside any actor of the same articles. Standing
    beside is no role: the sentence may deny it, or be about another one. Adjectives and picture credits are no
    mentions here. Nothing is said below `LEAST_ARTICLES` units that name the actor and `LEAST_EXPECTED` expected.
    """
    own = one_codebook(evidence, ("sentence_start", "sentence_end"))
    require(
        mentions,
        ("article_id", "start", "actor_id", "name", "kind"),
        what="the mentions have",
        where="mentions",
        remedy="Give the table that actors.mentions makes.",
    )
    sample, labels = drawn(articles)
    named = mentions[mentions["article_id"].isin(labels.index)]
    named = named[~named["via"].isin(NOT_NAMED)] if "via" in named.columns else named
    wide = named.groupby("actor_id")["article_id"].nunique()
    actors = sorted(wide.index, key=lambda one: (-wide[one], one))[:top]
    frames = sorted(set(own["frame"]))
    voices = [one for one in (NARRATOR, QUOTED, "") if (own["voice"] == one).any()]
    carried = _carried(own, named)
    kinds = pd.MultiIndex.from_product([frames, voices], names=["frame", "voice"])
    size = named.groupby("article_id").size()
    share = _counted(carried, kinds, size.index).div(size, axis=0)
    labelled = named.groupby(["actor_id", "name", "kind"]).size().sort_values(ascending=False).reset_index()
    labelled = labelled.drop_duplicates("actor_id").set_index("actor_id")
    rows = []
    for actor in actors:
        each = named[named["actor_id"] == actor].groupby("article_id").size()
        observed = _counted(carried[carried["actor_id"] == actor], kinds, each.index).to_numpy()
        expected = share.loc[each.index].to_numpy() * each.to_numpy()[:, None]
        part = sample.part(sample.places(each.index))
        known = {"actor_id": actor, "name": labelled.loc[actor, "name"], "kind": labelled.loc[actor, "kind"],
                 "articles": len(each), "mentions": int(each.sum())}  # fmt: skip
        found = _ratios(observed, expected, part, seed=seed, resamples=resamples)
        rows += [
            {"frame": frame, "voice": voice, **known, **{name: column[j] for name, column in found.items()}}
            for j, (frame, voice) in enumerate(kinds)
        ]
    out = pd.DataFrame(rows, columns=list(COLUMNS))
    place = {frame: i for i, frame in enumerate(frames)}
    out = out.sort_values("frame", key=lambda f: f.map(place), kind="stable", ignore_index=True)
    return with_status(out, validity)


def _carried(own: pd.DataFrame, named: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each mention and each frame and voice that its sentence carries."""
    held = own[["article_id", "sentence_start", "sentence_end", "frame", "voice"]].drop_duplicates()
    held = held.astype({"sentence_start": "int64", "sentence_end": "int64"})
    spans = (
        held[["article_id", "sentence_start", "sentence_end"]].drop_duplicates().sort_values("sentence_start")
    )
    at = (
        named[["article_id", "start", "actor_id"]]
        .astype({"start": "int64"})
        .sort_values("start", kind="stable")
    )
    inside = pd.merge_asof(at, spans, left_on="start", right_on="sentence_start", by="article_id")
    inside = inside[inside["start"] < inside["sentence_end"]].drop(columns="sentence_end")
    return inside.merge(held.drop(columns="sentence_end"), on=["article_id", "sentence_start"])


def _counted(carried: pd.DataFrame, kinds: pd.MultiIndex, ids: pd.Index) -> pd.DataFrame:
    """Return the number of mentions by article, and by frame and voice."""
    wide = carried.groupby(["article_id", "frame", "voice"]).size().unstack(["frame", "voice"])
    return wide.reindex(columns=kinds).reindex(ids).fillna(0.0)


def _ratios(
    observed: np.ndarray, expected: np.ndarray, part: Part, *, seed: int, resamples: int
) -> dict[str, np.ndarray | list[str]]:
    k = observed.shape[1]
    sums = [one.sum(axis=0) for one in (observed, expected)]
    note = [
        FEW.format(n=len(observed), units=part.units, least=LEAST_ARTICLES) if part.units < LEAST_ARTICLES
        else RARE.format(expected=one, least=LEAST_EXPECTED) if one < LEAST_EXPECTED else ""
        for one in sums[1]
    ]  # fmt: skip
    told = np.array([not one for one in note])
    ratio, low, high = np.full((3, k), np.nan)
    if told.any():
        m = int(told.sum())

        def divided(totals: np.ndarray, _: object) -> np.ndarray:
            with np.errstate(invalid="ignore", divide="ignore"):
                return np.asarray(totals[..., :m] / totals[..., m:])

        values = np.hstack([observed[:, told], expected[:, told]])
        ratio[told], low[told], high[told] = bootstrap(
            values, divided, part=part, resamples=resamples, seed=seed
        )
    return {"observed": sums[0], "expected": sums[1], "ratio": ratio, "low": low, "high": high, "note": note}

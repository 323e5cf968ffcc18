"""Where in an article a frame stands: headline, lead or body."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.errors import ParameterError
from analysis.framing.matching.finding import PLACES
from analysis.framing.scoring.articles import require_evidence
from analysis.framing.scoring.drawn import drawn, shares
from analysis.framing.scoring.sentences import stretches
from analysis.framing.status import with_status
from analysis.sampling import LEAST

COLUMNS = ("group", "frame", "place", "n", "articles", "share", "low", "high", "hits", "of_hits", "note")
"""Columns of the table of places, before ``validity``."""

FEW = "fewer than {least} independent articles: no interval"


def frame_places(
    evidence: pd.DataFrame,
    *,
    articles: pd.DataFrame,
    by: str | None = None,
    validity: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return in what share of articles each frame has a hit in headline, lead and body.

    Parameters
    ----------
    evidence : DataFrame
        From `frames`, of one codebook.
    articles : DataFrame
        All selected articles: article_id, the column `by`, how they were drawn.
    by : str, optional
        Column of `articles` that makes the groups.
    validity : DataFrame, optional
        See `with_status`.

    Returns
    -------
    DataFrame
        One row per group, frame and place, columns `COLUMNS`: n articles of the group, ``articles`` of these with
        a hit there (as read), the weighted ``share`` with ``low`` and ``high`` (`sampling.domain_shares`),
        ``hits`` there (stretches), ``of_hits`` (their share of the frame's hits in the group), note, validity.
        A hit is no present frame: the rule of a frame is about whole articles.

    Raises
    ------
    ParameterError
        If the evidence has no column ``place``, or is of several codebooks.
    """
    own = one_codebook(evidence, ("place",))
    sample, labels = drawn(articles, by)
    rows = stretches(own)
    rows = rows[rows["article_id"].isin(labels.index)]
    counts = (
        rows.groupby(["article_id", "frame", "place"], observed=True)["new"]
        .agg(["sum", "size"])
        .reset_index()
    )
    frames = sorted(set(own["frame"]))
    grid = pd.MultiIndex.from_product([labels.index, frames, PLACES], names=["article_id", "frame", "place"])
    cells = grid.to_frame(index=False).merge(counts, how="left", on=["article_id", "frame", "place"])
    cells = cells.fillna({"sum": 0, "size": 0}).assign(below=1, group=lambda t: t["article_id"].map(labels))
    cells["above"] = (cells["size"] > 0) * 1
    keys = ["group", "frame", "place"]
    out = shares(cells, keys, sample).rename(columns={"articles": "n"})
    sums = cells.groupby(keys, sort=False)[["above", "sum"]].sum().reset_index()
    out = out.merge(sums.rename(columns={"above": "articles", "sum": "hits"}), on=keys)
    total = out.groupby(["group", "frame"])["hits"].transform("sum")
    out["of_hits"] = out["hits"] / total.where(total > 0)
    out["note"] = np.where(out["low"].isna(), FEW.format(least=LEAST), "")
    size = labels.value_counts()
    order = sorted(size.index, key=lambda name: (-size[name], name))
    rank = {name: place for place, name in enumerate(order)}
    out = out.sort_values("group", key=lambda names: names.map(rank), kind="stable", ignore_index=True)
    return with_status(out.astype({"articles": "int64", "hits": "int64"})[list(COLUMNS)], validity)


def one_codebook(evidence: pd.DataFrame, columns: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return the counted evidence of one codebook, names as text.

    Raises
    ------
    ParameterError
        If it is of several codebooks, or a column is missing.
    """
    require_evidence(evidence, ("article_id", "start", "end", "frame", "voice", "weight", *columns))
    names = list(pd.unique(evidence["codebook"])) if "codebook" in evidence.columns else []
    if len(names) > 1:
        raise ParameterError(
            f"the evidence is of {len(names)} codebooks: {', '.join(map(str, names))}", where="evidence",
            remedy="Take the rows of one, such as evidence[evidence['codebook'] == 'generic5'].",
        )  # fmt: skip
    own = evidence[evidence["counted"].astype(bool)] if "counted" in evidence.columns else evidence
    texts = [name for name in ("frame", "indicator", "term", "place", "codebook") if name in own.columns]
    return own.astype(dict.fromkeys(texts, "str"))

"""Who carries which frame: the outlet itself, and those it quotes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.errors import ParameterError
from analysis.framing.scoring.drawn import drawn, shares
from analysis.framing.scoring.places import one_codebook
from analysis.framing.scoring.sentences import stretches
from analysis.framing.scoring.voices import NARRATOR
from analysis.framing.status import with_status
from analysis.sampling import LEAST, Sample

COLUMNS = ("frame", "speaker_id", "name", "hits", "articles", "n", "share", "low", "high", "note")
"""Columns of the table of speakers, before ``validity``."""

UNKNOWN, OTHERS = "(unknown speaker)", "(other speakers)"

ANONYMOUS, ANONYMOUS_NAME = "anonymous", "anonymous sources"
"""Id that `actors.quotations` gives to sources without a name, and what they are called here."""

FEW = "fewer than {least} independent articles with the frame: no interval"


def frame_speakers(
    evidence: pd.DataFrame, *, articles: pd.DataFrame, top: int = 8, validity: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return whose words carry each frame: the narrator's, and those of each speaker.

    Parameters
    ----------
    evidence : DataFrame
        From `frames`, of one codebook, found with quotations.
    articles : DataFrame
        All selected articles: article_id, and how they were drawn.
    top : int
        Speakers shown for each frame, most hits first; the others are one row.
    validity : DataFrame, optional
        See `with_status`.

    Returns
    -------
    DataFrame
        One row per frame and speaker, the narrator (the outlet's own voice) first, columns `COLUMNS`: hits (stretches)
        and ``articles`` with one, as read; n articles with the frame in any voice; the weighted ``share`` of
        the frame's hits with ``low`` and ``high``, which vary between articles (`sampling.domain_shares`).
        A quotation whose speaker has no id is of an unknown speaker.

    Raises
    ------
    ParameterError
        If voices are not told apart.
    """
    own = one_codebook(evidence, ("speaker", "speaker_id"))
    if (own["voice"] == "").any():
        raise ParameterError(
            "the evidence does not tell voices apart", where="frame_speakers",
            remedy="Give `frames` the quotations.",
        )  # fmt: skip
    sample, labels = drawn(articles)
    rows = stretches(own[own["article_id"].isin(labels.index)])
    rows = rows[rows["new"] > 0]
    who = np.where(
        rows["voice"] == NARRATOR, NARRATOR, np.where(rows["speaker_id"] == "", UNKNOWN, rows["speaker_id"])
    )
    rows = rows.assign(who=who)
    named = rows[rows["speaker_id"] != ""].groupby(["speaker_id", "speaker"]).size().reset_index(name="n")
    names = named.sort_values(["n", "speaker"], ascending=[False, True]).drop_duplicates("speaker_id")
    name = names.set_index("speaker_id")["speaker"].to_dict()
    found = [
        _of_frame(mine, sample, top).assign(frame=frame) for frame, mine in rows.groupby("frame", sort=True)
    ]
    if not found:
        return with_status(pd.DataFrame(columns=list(COLUMNS)), validity)
    out = pd.concat(found, ignore_index=True)
    out["note"] = np.where(out["low"].isna(), FEW.format(least=LEAST), "")
    out["name"] = [ANONYMOUS_NAME if one == ANONYMOUS else name.get(one, one) for one in out["who"]]
    return with_status(out.rename(columns={"who": "speaker_id"})[list(COLUMNS)], validity)


def _of_frame(rows: pd.DataFrame, sample: Sample, top: int) -> pd.DataFrame:
    """Return hits, articles and share of each speaker of one frame, by ``who``."""
    apart = [NARRATOR, UNKNOWN]
    size = rows[~rows["who"].isin(apart)]["who"].value_counts()
    kept = sorted(size.index, key=lambda one: (-size[one], one))[:top]
    rows = rows.assign(who=rows["who"].where(rows["who"].isin([*apart, *kept]), OTHERS))
    order = [one for one in (NARRATOR, *kept, OTHERS, UNKNOWN) if (rows["who"] == one).any()]
    wide = rows.groupby(["article_id", "who"]).size().unstack("who", fill_value=0)[order]
    cells = wide.melt(ignore_index=False, var_name="who", value_name="above").reset_index()
    cells["below"] = cells["article_id"].map(wide.sum(axis=1))
    out = shares(cells, ["who"], sample).set_index("who").reindex(order)
    return out.assign(hits=wide.sum(), n=len(wide), articles=(wide > 0).sum()).reset_index()

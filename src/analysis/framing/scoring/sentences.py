"""Frames below the article: sentences and segments, with the words that say so."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.errors import ParameterError
from analysis.framing.scoring.articles import require_evidence


def frame_sentences(evidence: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences that carry a frame, with the words that say so.

    Parameters
    ----------
    evidence : DataFrame
        From `frames`.

    Returns
    -------
    DataFrame
        One row per sentence, frame and voice, in order of the text: article_id,
        start, end (of the sentence), segment_kind, frame, indicators, terms
        (both joined by ", "), hits, weight, negated (hits under negation),
        voice, speaker; counted and codebook, if the evidence has them.
    """
    require_evidence(evidence)
    rows = stretches(evidence.assign(voice=evidence["voice"] + "\0" + evidence["speaker"]))
    more = [name for name in ("counted", "codebook") if name in evidence.columns]
    keys = ["article_id", "sentence_start", "sentence_end", "segment_kind", "frame", "voice", *more]
    table = rows.groupby(keys, as_index=False, sort=True, observed=True).agg(
        indicators=("indicator", _listed), terms=("term", _listed), hits=("new", "sum"),
        weight=("stretch_weight", "sum"), negated=("negated", "sum"),
    )  # fmt: skip
    voices = table["voice"].str.partition("\0") if len(table) else pd.DataFrame({0: [], 2: []}, dtype=object)
    table = table.assign(voice=voices[0], speaker=voices[2])
    table = table[[name for name in table.columns if name not in more] + more]
    return table.rename(columns={"sentence_start": "start", "sentence_end": "end"})


def frame_segments(evidence: pd.DataFrame, *, segments: pd.DataFrame) -> pd.DataFrame:
    """Return the segments (headline, paragraphs …) that carry a frame.

    Parameters
    ----------
    evidence : DataFrame
        From `frames`.
    segments : DataFrame
        ``corpus.segments``: article_id, segment, kind, start, end.

    Returns
    -------
    DataFrame
        One row per segment and frame, in order of the text: article_id, segment, start, end (of the
        segment), segment_kind, frame, sentences (that carry it), hits, hits_narrator, hits_quoted, terms.
        Hits in a voice that may not speak for the frame are left out.

    Raises
    ------
    ParameterError
        If a hit stands in no segment, or a column is missing.
    """
    require_evidence(evidence)
    rows = stretches(evidence[evidence["counted"]] if "counted" in evidence.columns else evidence)
    own = segments[["article_id", "segment", "kind", "start", "end"]].sort_values("start", kind="stable")
    own = own.rename(columns={"start": "segment_start", "end": "segment_end", "kind": "segment_kind"})
    own = own.astype({"segment_start": "int64", "segment_end": "int64"})
    rows = pd.merge_asof(
        rows.drop(columns="segment_kind", errors="ignore").sort_values("start", kind="stable"), own,
        left_on="start", right_on="segment_start", by="article_id",
    )  # fmt: skip
    if (lost := rows["segment_end"].isna() | (rows["end"] > rows["segment_end"])).any():
        raise ParameterError(
            f"{int(lost.sum())} hits stand in no segment, such as one of article {rows['article_id'][lost].iloc[0]!r}",
            where="segments", remedy="Give the segments of the corpus the evidence was found in.",
        )  # fmt: skip
    rows = rows.assign(
        **{f"hits_{v}": rows["new"].where(rows["voice"] == v, 0) for v in ("narrator", "quoted")}
    )
    keys = ["article_id", "segment", "segment_start", "segment_end", "segment_kind", "frame"]
    rows = rows.sort_values(["article_id", "start"], kind="stable")
    table = rows.groupby(keys, as_index=False, sort=True, observed=True).agg(
        sentences=("sentence_start", "nunique"), hits=("new", "sum"), hits_narrator=("hits_narrator", "sum"),
        hits_quoted=("hits_quoted", "sum"), terms=("term", _listed),
    )  # fmt: skip
    table = table.rename(columns={"segment_start": "start", "segment_end": "end"})
    return table.astype({"segment": "int64", "start": "int64", "end": "int64"})


def stretches(evidence: pd.DataFrame) -> pd.DataFrame:
    """Return evidence with the first row of each stretch marked (`new` 1), and given the stretch's largest weight."""
    keys = ["article_id", "frame", "voice", *(["codebook"] if "codebook" in evidence.columns else [])]
    whole = evidence.astype({"start": "int64", "end": "int64", "weight": "float64"})
    rows = whole.sort_values([*keys, "start", "end"], kind="stable", ignore_index=True)
    groups = [rows[key] for key in keys]
    reach = (
        rows.groupby(keys, observed=True)["end"].cummax().groupby(groups, observed=True).shift(fill_value=-1)
    )
    new = (rows["start"] >= reach).to_numpy()
    number = np.cumsum(new)
    largest = rows.groupby(number)["weight"].max().reindex(number).to_numpy()
    return rows.assign(new=new.astype(int), stretch_weight=np.where(new, largest, 0.0))


def _listed(values: pd.Series) -> str:
    return ", ".join(dict.fromkeys(values))

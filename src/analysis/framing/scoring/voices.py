"""Whose words a hit stands in: the outlet's own, or those of somebody quoted."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.errors import require

NARRATOR, QUOTED = "narrator", "quoted"

BATCH = 5_000
"""Articles whose hits are compared with their quotations in one go."""


def with_voice(hits: pd.DataFrame, quotations: pd.DataFrame | None) -> pd.DataFrame:
    """Return hits with the columns `voice`, `speaker` and `speaker_id`.

    A hit is *quoted* when it lies wholly inside the content of a quotation,
    direct or indirect; of nested quotations the innermost speaks. All else is
    the narrator's. Without quotations nothing is known about voices, and
    `voice` is an empty string.

    Parameters
    ----------
    hits : DataFrame
        With ``article_id, start, end``.
    quotations : DataFrame or None
        With ``article_id`` and ``content`` (list of [start, end]); ``speaker``,
        ``speaker_name`` and ``speaker_id`` are used where present.

    Raises
    ------
    ParameterError
        If `quotations` lacks a column it needs.
    """
    out = hits.assign(voice="" if quotations is None else NARRATOR, speaker="", speaker_id="")
    if quotations is None or hits.empty:
        return out
    spans = _content_spans(quotations)
    inner = [_innermost(own, theirs) for own, theirs in _batches(hits, spans)]
    found = pd.concat(inner) if inner else spans.iloc[:0]
    out.loc[found.index, "voice"] = QUOTED
    out.loc[found.index, ["speaker", "speaker_id"]] = found[["speaker", "speaker_id"]].to_numpy()
    return out


def _content_spans(quotations: pd.DataFrame) -> pd.DataFrame:
    """Return one row per content span, with its speaker."""
    require(
        quotations,
        ("article_id", "content"),
        what="the quotations have",
        where="quotations",
        remedy="Give the table that actors.quotations makes.",
    )
    table = pd.DataFrame({"article_id": quotations["article_id"], "content": quotations["content"].map(list)})
    table["speaker"] = _text(quotations, "speaker_name").where(
        lambda s: s != "", _text(quotations, "speaker")
    )
    table["speaker_id"] = _text(quotations, "speaker_id")
    table = table.explode("content").dropna(subset="content").reset_index(drop=True)
    pairs = np.array([(int(span[0]), int(span[1])) for span in table["content"]], dtype=np.int64).reshape(
        -1, 2
    )
    return table.drop(columns="content").assign(span_start=pairs[:, 0], span_end=pairs[:, 1])


def _text(table: pd.DataFrame, name: str) -> pd.Series:
    if name not in table.columns:
        return pd.Series("", index=table.index, dtype=object)
    return table[name].fillna("").astype(str)


def _batches(hits: pd.DataFrame, spans: pd.DataFrame) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """Yield hits and spans of the same articles, so that no join grows with the corpus."""
    ids = pd.unique(hits["article_id"])
    for first in range(0, len(ids), BATCH):
        chosen = set(ids[first : first + BATCH])
        yield hits[hits["article_id"].isin(chosen)], spans[spans["article_id"].isin(chosen)]


def _innermost(hits: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    """Return, by index of the hit, the speaker of the shortest span that holds it."""
    keys = hits[["article_id", "start", "end"]].rename_axis("row").reset_index()
    both = keys.merge(spans, on="article_id")
    both = both[(both["span_start"] <= both["start"]) & (both["end"] <= both["span_end"])]
    length = (both["span_end"] - both["span_start"]).rename("length")
    return (
        both.assign(length=length)
        .sort_values(["row", "length"], kind="stable")
        .drop_duplicates("row")
        .set_index("row")
    )

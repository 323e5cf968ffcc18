"""From plotted rows and their source to places in articles: a bounded list, with the full count of each row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.corpus.periods import EVERY
from analysis.errors import ParameterError
from analysis.reporting.claims.sources import Source
from analysis.reporting.formatting import sha256
from analysis.sampling import group_labels

MOST_OF_POINT = 2_000
"""Places that are listed of one plotted row."""

MOST_OF_FILE = 20_000
"""Places that are listed of one figure; beyond it every row is allowed the same number."""

_BATCH = 1_000
"""Articles whose texts are held at a time."""

ALL = "(all)"
"""Group of all articles beside the groups themselves."""

_NONE = "(none)"


@dataclass(frozen=True)
class Places:
    """The evidence of some plotted rows.

    Attributes
    ----------
    rows : DataFrame
        ``row`` (from 1), ``article_id, start, end, hit_sha256``: the places that are listed.
    counts : Series
        All places of each row, by ``row``; rows without a place are not in it.
    note : str
    """

    rows: pd.DataFrame
    counts: pd.Series
    note: str = ""

    @property
    def kept(self) -> pd.Series:
        """Return the places listed of each row, by ``row``."""
        return self.rows.groupby("row").size()


def resolve(data: pd.DataFrame, source: Source, corpus: Corpus | None) -> Places:
    """Return where each plotted row stands.

    Parameters
    ----------
    data : DataFrame
        The plotted rows.
    source : Source
    corpus : Corpus or None
        Without it, groups and periods are unknown and hits without a text have no hash.

    Raises
    ------
    ParameterError
        If a column that ties evidence to rows is missing, or a place lies outside its article.
    """
    data = plain(data)
    points = _keyed(data.assign(row=np.arange(1, len(data) + 1)), source, "the plotted rows have")
    found = plain(source.find(data, corpus))
    found = _with_context(found, points, source, corpus)
    if "group" in source.on and (points["group"] == ALL).any():
        found = pd.concat([found, found.assign(group=ALL)], ignore_index=True)
    spans = [name for name in ("start", "end", "hit") if name in found.columns]
    found = _keyed(found, source, "the evidence has")
    found = found[["article_id", *source.on, *spans]]
    if source.on:
        joined = points[list(dict.fromkeys(["row", *source.on]))].merge(found, on=list(source.on))
    else:
        joined = points[["row"]].merge(found, how="cross")
    if "start" not in joined.columns:
        joined = joined.drop_duplicates(["row", "article_id"])
    kept = bounded(joined)
    return Places(hashed(kept, corpus), joined.groupby("row").size(), source.note)


def plain(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table without notes on it, which pandas would compare whenever two tables meet."""
    out = table.copy(deep=False)
    out.attrs = {}
    return out


def _keyed(table: pd.DataFrame, source: Source, what: str) -> pd.DataFrame:
    """Return a table with the tying columns as text, so that both sides write a key alike."""
    missing = [key for key in source.on if key not in table.columns]
    if missing:
        raise ParameterError(
            f"{what} no column {', '.join(missing)}", where="evidence of a figure",
            remedy=f"Tie them by columns they share, not by {' '.join(source.on)!r}.",
        )  # fmt: skip
    texts = {
        key: _text(table[key], empty=_NONE if key == "group" else "") for key in source.on if key != "row"
    }
    return table.assign(**texts)


def _text(values: pd.Series, *, empty: str) -> pd.Series:
    return (
        values.astype(object)
        .where(values.notna(), "")
        .astype(str)
        .str.removesuffix(" 00:00:00")
        .replace("", empty)
    )


def _with_context(
    found: pd.DataFrame, points: pd.DataFrame, source: Source, corpus: Corpus | None
) -> pd.DataFrame:
    """Return evidence with group and period of its article, where rows are tied by these and it has none."""
    wanted = [key for key in ("group", "period") if key in source.on and key not in found.columns]
    if not wanted:
        return found
    if corpus is None:
        return found.iloc[:0].assign(**dict.fromkeys(wanted, ""))
    known = corpus.articles.set_index("article_id")
    if "group" in wanted:
        labels = group_labels(known.reset_index(), source.by or None)
        found = found.assign(group=found["article_id"].map(labels))
    if "period" in wanted:
        every = str(points["every" if "every" in points else "unit"].iloc[0]) if len(points) else "day"
        dates = pd.to_datetime(known["date"].replace("", None))
        begins = dates.dt.to_period(EVERY[every]).dt.start_time.dt.strftime("%Y-%m-%d").fillna("")
        found = found.assign(period=found["article_id"].map(begins))
    return found


def bounded(places: pd.DataFrame) -> pd.DataFrame:
    """Return at most `MOST_OF_POINT` places of a row and `MOST_OF_FILE` of all, spread evenly over each row's places.

    Parameters
    ----------
    places : DataFrame
        ``row, article_id`` and perhaps ``start, end``.
    """
    order = [name for name in ("row", "article_id", "start", "end") if name in places.columns]
    places = places.sort_values(order, ignore_index=True)
    sizes = places.groupby("row").size()
    most = quota(sizes.to_numpy())
    at = places.groupby("row").cumcount().to_numpy()
    size = places["row"].map(sizes).to_numpy() if len(places) else np.zeros(0)
    # The k-th of `most` steps through `size` places: a place is kept where the step changes.
    share = np.minimum(most / np.maximum(size, 1), 1.0)
    kept = np.floor((at + 1) * share + 1e-9) > np.floor(at * share + 1e-9)
    return places[kept].reset_index(drop=True)


def quota(sizes: np.ndarray) -> int:
    """Return the places allowed to each row, so that all rows together keep to `MOST_OF_FILE`, but one each.

    Examples
    --------
    >>> quota(np.array([5, 9])), quota(np.array([30_000, 10]))
    (2000, 2000)
    >>> quota(np.full(100, 5_000))
    200
    """
    low, high = 1, MOST_OF_POINT
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if np.minimum(sizes, middle).sum() <= MOST_OF_FILE else (low, middle - 1)
    return low


def hashed(places: pd.DataFrame, corpus: Corpus | None) -> pd.DataFrame:
    """Return places with the hash of what stands there; a row without offsets is its whole article.

    Parameters
    ----------
    places : DataFrame
        ``article_id``, perhaps ``row``, ``start, end``, ``hit``.
    corpus : Corpus or None
        Without it only rows with a ``hit`` get a hash.

    Raises
    ------
    ParameterError
        If a place lies outside its article.

    Notes
    -----
    The hash is the SHA-256 of the text from start to end in UTF-8, with every run of white space as one blank.
    """
    places = places.reset_index(drop=True)
    columns = [
        name
        for name in ("row", "article_id", "start", "end", "hit_sha256")
        if name != "row" or "row" in places
    ]
    if "start" not in places.columns:
        places = places.assign(
            **dict.fromkeys(("start", "end"), pd.array([None] * len(places), dtype="Int64"))
        )
    if corpus is None:
        hits = places["hit"] if "hit" in places.columns else [None] * len(places)
        return places.assign(hit_sha256=["" if hit is None else sha256(str(hit)) for hit in hits])[columns]
    out = {name: np.empty(len(places), dtype=object) for name in ("start", "end", "hit_sha256")}
    for positions, texts in _texts(places["article_id"], corpus):
        memory: dict[tuple[str, int, int], str] = {}
        for i in positions:
            key = str(places.at[i, "article_id"])
            begin, end = _span(places.at[i, "start"], places.at[i, "end"], texts, key)
            if (key, begin, end) not in memory:
                memory[key, begin, end] = sha256(" ".join(texts[key][begin:end].split()))
            out["start"][i], out["end"][i], out["hit_sha256"][i] = begin, end, memory[key, begin, end]
    spans = {name: pd.array(out[name], dtype="Int64") for name in ("start", "end")}
    return places.assign(**spans, hit_sha256=out["hit_sha256"])[columns]


def _texts(ids: pd.Series, corpus: Corpus) -> Iterator[tuple[Iterable[int], dict[str, str]]]:
    """Yield the positions of some articles' rows with the texts of these articles, batch by batch."""
    known = pd.unique(ids)
    where = ids.groupby(ids, sort=False).indices
    for first in range(0, len(known), _BATCH):
        batch = [str(key) for key in known[first : first + _BATCH]]
        rows = corpus.sql(
            "select article_id, text from articles where article_id in (select unnest($ids))", ids=batch
        )
        texts = dict(zip(rows["article_id"], rows["text"], strict=True))
        yield np.concatenate([where[key] for key in batch]), texts


def _span(start: Any, end: Any, texts: dict[str, str], key: str) -> tuple[int, int]:
    text = texts.get(key)
    if text is not None and pd.isna(start):
        return 0, len(text)
    if text is None or not 0 <= int(start) <= int(end) <= len(text):
        raise ParameterError(
            f"article {key!r} has no characters {start} to {end}", where="evidence",
            remedy="Use rows made from this same corpus.",
        )  # fmt: skip
    return int(start), int(end)

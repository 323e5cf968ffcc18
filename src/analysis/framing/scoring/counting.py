"""Evidence as numbers: stretches of text, and which indicators an article answers yes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.framing.codebooks.model import Codebook
from analysis.framing.scoring.voices import NARRATOR, QUOTED

Array = np.ndarray

VOICES = ("", NARRATOR, QUOTED)
"""Voices, unknown first; what else stands in a table of evidence counts as unknown."""


@dataclass(frozen=True)
class Numbers:
    """Evidence of one codebook, as arrays with one entry a row.

    Attributes
    ----------
    ids : Index
        The articles.
    codebook : Codebook
    article, indicator, term, voice, start, end : array of int
        Article as its place among `ids`, indicator among all of the codebook, voice among `VOICES`.
    weight, negated : array
    """

    ids: pd.Index
    codebook: Codebook
    article: Array
    indicator: Array
    term: Array
    voice: Array
    start: Array
    end: Array
    weight: Array
    negated: Array

    @classmethod
    def of(cls, evidence: pd.DataFrame, codebook: Codebook, ids: pd.Index) -> Numbers:
        """Return evidence as numbers; every article, frame and indicator must be known."""
        keys = pd.Index([(frame.id, one.id) for frame in codebook.frames for one in frame.indicators])
        frame = codes(evidence["frame"], pd.Index([one.id for one in codebook.frames]))
        names = pd.Index(list(dict.fromkeys(key[1] for key in keys)))
        table = np.full((len(codebook.frames), len(names)), -1)
        for place, (owner, name) in enumerate(keys):
            table[[one.id for one in codebook.frames].index(owner), names.get_loc(name)] = place
        negated = evidence["negated"] if "negated" in evidence.columns else False
        return cls(
            ids, codebook, codes(evidence["article_id"], ids), table[frame, codes(evidence["indicator"], names)],
            pd.factorize(evidence["term"])[0], np.maximum(codes(evidence["voice"], pd.Index(VOICES)), 0),
            evidence["start"].to_numpy(dtype=np.int64), evidence["end"].to_numpy(dtype=np.int64),
            evidence["weight"].to_numpy(dtype=float), np.broadcast_to(negated, len(evidence)).astype(bool),
        )  # fmt: skip

    def only(self, chosen: Array) -> Numbers:
        """Return some of the rows."""
        names = ("article", "indicator", "term", "voice", "start", "end", "weight", "negated")
        return Numbers(self.ids, self.codebook, **{name: getattr(self, name)[chosen] for name in names})

    @cached_property
    def frame_of(self) -> Array:
        """Frame of each indicator of the codebook, as its place."""
        return np.repeat(
            np.arange(len(self.codebook.frames)), [len(f.indicators) for f in self.codebook.frames]
        )

    @property
    def frame(self) -> Array:
        """Frame of each row, as its place in the codebook."""
        return self.frame_of[self.indicator]

    @property
    def shape(self) -> tuple[int, int]:
        """Numbers of articles and frames."""
        return len(self.ids), len(self.codebook.frames)

    def stretches(self) -> Numbers:
        """Return one row for each stretch, with its largest weight; its term and indicator are those of its first hit.

        Words of one frame in one voice that touch count once, however many terms found them.
        """
        order = np.lexsort((self.end, self.start, self.voice, self.frame, self.article))
        rows = self.only(order)
        if not len(order):
            return rows
        group = (rows.article * self.shape[1] + rows.frame) * len(VOICES) + rows.voice
        fresh = np.concatenate([[True], group[1:] != group[:-1]])
        # Ends never reach into the next group if each lies beyond all of the groups before it.
        lift = np.cumsum(fresh) * (int(rows.end.max()) + 1)
        reach = np.maximum.accumulate(rows.end + lift)
        new = fresh | np.concatenate([[True], rows.start[1:] + lift[1:] >= reach[:-1]])
        first = np.flatnonzero(new)
        out = rows.only(first)
        return Numbers(**{**out.__dict__, "weight": np.maximum.reduceat(rows.weight, first)})

    def summed(self, values: Array | None = None) -> Array:
        """Return sums (of 1, if no values are given) by article and frame, shape `shape`."""
        cell = self.article * self.shape[1] + self.frame
        found = np.bincount(cell, weights=values, minlength=self.shape[0] * self.shape[1])
        return found.reshape(self.shape)

    def tallies(self) -> tuple[Array, Array]:
        """Return in how many places and by how many terms each indicator is answered, shape (articles, indicators)."""
        n = len(self.frame_of)
        cell = self.article * n + self.indicator
        shape = (len(self.ids), n)
        return tuple(_distinct(cell, value, shape) for value in (self.start, self.term))  # type: ignore[return-value]


def _distinct(cell: Array, value: Array, shape: tuple[int, int]) -> Array:
    """Return how many different values each cell has."""
    span = int(value.max(initial=0)) + 1
    pairs = np.unique(cell * span + value)
    return np.bincount(pairs // span, minlength=shape[0] * shape[1]).reshape(shape)


def least(codebook: Codebook) -> tuple[Array, Array, Array]:
    """Return places and terms each indicator needs, and indicators each frame needs."""
    indicators = [one for frame in codebook.frames for one in frame.indicators]
    return (
        np.array([one.min for one in indicators]),
        np.array([one.min_terms for one in indicators]),
        np.array([frame.needed for frame in codebook.frames]),
    )


def codes(values: pd.Series, index: pd.Index) -> Array:
    """Return where values stand in an index, −1 for those that do not.

    Examples
    --------
    >>> codes(pd.Series(["b", "c", "b"]), pd.Index(["a", "b"])).tolist()
    [1, -1, 1]
    """
    if isinstance(values.dtype, pd.CategoricalDtype):
        return np.append(index.get_indexer(values.cat.categories), -1)[values.cat.codes.to_numpy()]
    return index.get_indexer(pd.Index(values))

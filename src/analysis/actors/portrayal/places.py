"""Which mentions stand inside stretches of text, for all articles at once."""

from __future__ import annotations

import numpy as np
import pandas as pd

_LONGEST = np.int64(2**32)
"""Above any offset, so that article and offset make one number."""


class Places:
    """Mentions in order of article and place.

    Parameters
    ----------
    mentions : DataFrame
        With ``article_id`` and ``start``.
    """

    def __init__(self, mentions: pd.DataFrame) -> None:
        self._articles = pd.Index(mentions["article_id"].unique())
        code = self._articles.get_indexer(pd.Index(mentions["article_id"])).astype(np.int64)
        key = code * _LONGEST + mentions["start"].to_numpy(dtype=np.int64)
        order = np.argsort(key, kind="stable")
        self._key, self.rows = key[order], mentions.iloc[order]

    def inside(self, stretches: pd.DataFrame) -> pd.DataFrame:
        """Return the mentions that begin inside each stretch.

        Parameters
        ----------
        stretches : DataFrame
            ``article_id, start, end``.

        Returns
        -------
        DataFrame
            The mentions' rows in order of stretch and place, with the ``stretch``'s position in the table.
        """
        code = self._articles.get_indexer(pd.Index(stretches["article_id"])).astype(np.int64)
        low, high = (
            np.searchsorted(self._key, code * _LONGEST + stretches[end].to_numpy(dtype=np.int64))
            for end in ("start", "end")
        )
        count = np.where(code < 0, 0, np.maximum(high - low, 0))
        stretch = np.repeat(np.arange(len(stretches)), count)
        before = np.repeat(np.cumsum(count) - count, count)
        place = np.arange(len(stretch)) - before + np.repeat(low, count)
        return self.rows.iloc[place].assign(stretch=stretch)

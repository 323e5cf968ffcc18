"""What human coding says about the numbers of a frame: a line that travels with every row."""

from __future__ import annotations

import pandas as pd

UNVALIDATED = "unvalidated"
"""Status of every number that no human coding has been held against."""


def with_status(table: pd.DataFrame, validity: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return a table of frames with the column `validity`.

    Parameters
    ----------
    table : DataFrame
        With a column ``frame``.
    validity : DataFrame, optional
        One row per frame: ``frame, status`` (a line to print). A frame that is
        not in it, and every frame without it, is unvalidated.

    Examples
    --------
    >>> frames = pd.DataFrame({"frame": ["conflict", "morality"]})
    >>> coded = pd.DataFrame({"frame": ["conflict"], "status": ["F1 .66 (.58 to .73), 200 coded"]})
    >>> with_status(frames, coded)["validity"].tolist()
    ['F1 .66 (.58 to .73), 200 coded', 'unvalidated']
    """
    if validity is None:
        return table.assign(validity=UNVALIDATED)
    known = validity.set_index("frame")["status"]
    return table.assign(validity=table["frame"].map(known).fillna(UNVALIDATED).astype(object))

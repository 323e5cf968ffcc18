"""Captions of figures about frames: unit, method and status, from the tables themselves."""

from __future__ import annotations

import pandas as pd

from analysis.framing.status import UNVALIDATED


def status_line(table: pd.DataFrame) -> str:
    """Return what human coding says about the frames of a table, in a sentence.

    Parameters
    ----------
    table : DataFrame
        With a column ``validity``.

    Examples
    --------
    >>> status_line(pd.DataFrame({"frame": ["conflict"], "validity": ["unvalidated"]}))
    'Unvalidated: no coder has checked these figures.'
    """
    known = table.loc[table["validity"] != UNVALIDATED]
    if known.empty:
        return "Unvalidated: no coder has checked these figures."
    if "frame" not in table.columns:
        return "; ".join(known["validity"].unique()) + "."
    lines = known.drop_duplicates("frame")
    told = "; ".join(f"{row.frame}: {row.validity}" for row in lines.itertuples())
    rest = table["frame"].nunique() - len(lines)
    return f"{told}{f'; {rest} more unvalidated' if rest else ''}."


def highest(table: pd.DataFrame, column: str) -> str:
    """Return a sentence on the frame and group with the highest share or rate, for the alternative text."""
    rows = table.dropna(subset=[column])
    if rows.empty:
        return "No value can be given."
    most = rows.sort_values(column, ascending=False, kind="stable").iloc[0]
    value = f"{most[column]:.0%} of articles" if column == "share" else f"{most[column]:.1f} per 1,000 words"
    return f"The highest is {most['frame']} in {most['group']}: {value} (n = {most['n']:,})."

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


def comparison_note(table: pd.DataFrame) -> str:
    """Return what has to stand below a table of differences: status, articles, refusals, what was not compared.

    Parameters
    ----------
    table : DataFrame
        From `framing.frame_differences` or `framing.adjusted_differences`.

    Examples
    --------
    >>> row = {"group": "A", "other": "B", "n": 9, "n_other": 8, "note": "", "validity": "unvalidated"}
    >>> comparison_note(pd.DataFrame([row]))
    'Unvalidated: no coder has checked these figures. Articles: A 9, B 8.'
    """
    parts = [status_line(table)]
    pairs = table.drop_duplicates(["group", "other"])
    if "cells" not in table.columns:
        sizes = dict(zip(pairs["group"], pairs["n"], strict=True)) | dict(
            zip(pairs["other"], pairs["n_other"], strict=True)
        )
        parts.append(f"Articles: {', '.join(f'{name} {n:,}' for name, n in sizes.items())}.")
    else:
        lost = [
            f"{row['left_out']:,} of {row['group']} and {row['left_out_other']:,} of {row['other']}"
            for row in pairs.to_dict("records")
            if row["left_out"] + row["left_out_other"]
        ]
        if lost:
            parts.append(f"Without like in the other group and left out: {'; '.join(lost)}.")
    left = table.attrs.get("groups_left_out", [])
    if left:
        parts.append(f"{len(left):,} smaller groups were not compared.")
    told = table["note"].where(table["note"] != "").value_counts()
    parts += [f"{n:,} of {len(table):,} rows: {note}." for note, n in told.items()]
    return " ".join(parts)

"""Captions of figures about frames: unit, method and status, from the tables themselves."""

from __future__ import annotations

import pandas as pd

from analysis.figures.over_time import LEAST_PERIODS
from analysis.framing.status import UNVALIDATED
from analysis.reporting.captions.common import Told, dated


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
    told = "; ".join(f"{_name(row.frame)}: {row.validity}" for row in lines.itertuples())
    rest = table["frame"].nunique() - len(lines)
    return f"{told}{f'; {rest} more unvalidated' if rest else ''}."


def highest(table: pd.DataFrame, column: str) -> str:
    """Return a sentence on the frame and group with the highest share or rate, for the alternative text."""
    rows = table.dropna(subset=[column])
    if rows.empty:
        return "No value can be given."
    most = rows.sort_values(column, ascending=False, kind="stable").iloc[0]
    value = f"{most[column]:.0%} of articles" if column == "share" else f"{most[column]:.1f} per 1,000 words"
    return f"The highest is {_name(most['frame'])} in {most['group']}: {value} (n = {most['n']:,})."


def in_own_voice(table: pd.DataFrame) -> str:
    """Return how many hits are the outlet's own, and the frame told least in its own voice.

    Parameters
    ----------
    table : DataFrame
        From `framing.voice_split`.
    """
    own = table[table["voice"] == "narrator"]
    told = f"{own['hits'].sum():,} of {table['hits'].sum():,} hits stand in the outlet's own voice."
    frames = own.groupby("frame")[["hits", "total"]].sum()
    frames = frames[frames["total"] > 0]
    if frames.empty:
        return told
    shares = (frames["hits"] / frames["total"]).sort_values(kind="stable")
    return (
        f"{told} Least of {_name(shares.index[0])} ({shares.iloc[0]:.0%}), most of {_name(shares.index[-1])} "
        f"({shares.iloc[-1]:.0%})."
    )


def carriers(table: pd.DataFrame) -> str:
    """Return who carries each frame most beside the outlet's own voice.

    Parameters
    ----------
    table : DataFrame
        From `framing.frame_speakers`.
    """
    others = table[(table["name"] != "narrator") & (table["hits"] > 0)]
    first = others.sort_values(["share", "name"], ascending=[False, True]).drop_duplicates("frame")
    told = "; ".join(f"{_name(row.frame)}: {row.name_} ({row.share:.0%})"
                     for row in first.rename(columns={"name": "name_"}).itertuples())  # fmt: skip
    return (
        f"Beside the outlet's own voice each frame is carried most by: {told}."
        if told
        else "Nobody is quoted with a frame."
    )


def beside_actors(table: pd.DataFrame) -> str:
    """Return which actor stands farthest above and below chance in a frame's sentences.

    Parameters
    ----------
    table : DataFrame
        From `framing.frame_actors`.
    """
    rows = table.dropna(subset=["ratio"]).sort_values("ratio", kind="stable")
    if rows.empty:
        return "No actor is named often enough in sentences with a frame."
    voice = {"narrator": "in the outlet's own voice", "quoted": "in quotations"}
    ends = [
        f"{row['name']} beside {_name(row['frame'])} {voice.get(row['voice'], row['voice'])} ({row['ratio']:.1f} times)"
        for row in (rows.iloc[-1], rows.iloc[0])
    ]
    return f"Most above what chance gives is {ends[0]}, least {ends[1]}."


def timeline(table: pd.DataFrame, *, by: str) -> Told:
    """Say what lines of frames over time show.

    Parameters
    ----------
    table : DataFrame
        From `framing.frame_timeline`.
    by : str
        What the lines are by; empty for all articles together.
    """
    every, first = table["every"].iloc[0], table[table["frame"] == table["frame"].iloc[0]]
    banded = first["share_high"].notna().sum() >= LEAST_PERIODS
    bands = (
        f"with 95 % intervals; {every}s with too few articles for one are left out"
        if banded
        else f"without intervals: hardly a {every} has articles enough for one, and one article moves it far"
    )
    sums = table.groupby(["frame", "period"], sort=True)[["present", "n"]].sum().reset_index()
    most = sums.sort_values(["present", "period"], ascending=[False, True]).drop_duplicates("frame")
    told = "; ".join(
        f"{_name(row.frame)} {dated(row.period, every)} ({row.present:,} of {row.n:,})"
        for row in most.itertuples()
    )
    return {
        "caption": f"Share of articles that show each frame, by {every}"
        f"{f' and {by}' if by else ', all articles together'}, {bands}; upright axes differ. {status_line(table)}",
        "alt": f"The {every} with most articles of each frame: {told}.",
        "method": "1,000 resamples of articles (BCa), exact limits where no or every article shows the frame."
        if banded
        else "",
    }


def grid_cells(table: pd.DataFrame) -> str:
    """Return which cells of the grid are filled, and which were asked about and are empty.

    Parameters
    ----------
    table : DataFrame
        From `framing.entman_grid`.
    """
    told = []
    for state, words in (("named", "Named"), ("too little", "Too few words for a yes"), ("empty", "Empty")):
        rows = table[table["state"] == state]
        frames = [
            f"{label} ({', '.join(part['function'])})" for label, part in rows.groupby("label", sort=False)
        ]
        if frames:
            told.append(f"{words}: {'; '.join(frames)}.")
    return " ".join(told) or "No cell is filled."


def standing(table: pd.DataFrame) -> str:
    """Return at which percentile of a reference each frame of an article stands.

    Parameters
    ----------
    table : DataFrame
        From `framing.percentiles`.
    """
    told = [
        f"{_name(frame)} {' to '.join(dict.fromkeys((f'{low:.0f}', f'{high:.0f}')))}"
        for frame, low, high in table.dropna(subset=["low", "high"])[["frame", "low", "high"]].to_numpy()
    ]
    return f"Percentiles: {'; '.join(told)}." if told else "No frame can be placed in the reference."


def least_steady(table: pd.DataFrame) -> pd.DataFrame:
    """Return conclusions in the order in which they hold in the smallest share of variants.

    Parameters
    ----------
    table : DataFrame
        From `framing.robustness_summary`.
    """
    order = (table["held"] / table["variants"]).sort_values(kind="stable").index
    return table.loc[order].reset_index(drop=True)


def largest_correction(table: pd.DataFrame) -> str:
    """Return where coding moves a dictionary's share most.

    Parameters
    ----------
    table : DataFrame
        From `framing.validation.corrected_shares`.
    """
    rows = table.dropna(subset=["naive", "share"])
    if rows.empty:
        return "No share can be corrected."
    row = rows.iloc[int((rows["share"] - rows["naive"]).abs().to_numpy().argmax())]
    return (
        f"The largest correction is that of {_name(row['frame'])} in {row['group']}: from {row['naive']:.0%} to "
        f"{row['share']:.0%} of articles."
    )


def _name(frame: object) -> str:
    return str(frame).replace("_", " ")


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

"""The Entman grid of one article: which frame names a problem, a cause, a judgement, a remedy, and which does not.

A cell can be without evidence for four reasons, and only the first speaks about
the article: nothing was found; too little was found for a yes; no question of the
codebook is about it; the frame's definition does not have it.
"""

from __future__ import annotations

from typing import Any, get_args

import pandas as pd

from analysis.framing.article.ledger import functions_of
from analysis.framing.article.one import listed, the_article
from analysis.framing.codebooks.model import Codebook, Frame, Function
from analysis.framing.scoring.articles import frame_articles
from analysis.framing.scoring.voices import NARRATOR, QUOTED
from analysis.framing.status import with_status

FUNCTIONS: tuple[str, ...] = get_args(Function)
"""What a frame can do with an issue (Entman 1993), in order of the grid."""

STATES = ("named", "too little", "empty", "not asked", "not defined")
"""What a cell of the grid can be."""

_NOTES = {
    "too little": "Words for a {function} of {label} stand in the text, but too few for a yes.",
    "empty": "No {function} is named for {label} in the words this codebook knows.",
    "not asked": "No question of the codebook is about a {function} of {label}; its absence says nothing.",
    "not defined": "{label} is not defined by a {function}.",
}
_UNSPECIFIC = "Only questions about the frame as a whole answer this."
_RULE = "The frame's rule ({rule}) is not met."


def entman_grid(
    evidence: pd.DataFrame,
    *,
    codebook: Codebook,
    articles: pd.DataFrame,
    validity: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the grid of one article: frames by what they do with the issue, empty cells named.

    Parameters
    ----------
    evidence : DataFrame
        From `frames`.
    codebook : Codebook
        The codebook the evidence was found with.
    articles : DataFrame
        The article: ``article_id, words``.
    validity : DataFrame, optional
        What coding says about each frame; see `with_status`.

    Returns
    -------
    DataFrame
        One row per frame and function, all of them: article_id, frame, label,
        function (problem, cause, judgement, remedy), state (one of `STATES`),
        present (the frame's rule is met), indicators (answered yes), terms,
        hits (places) with narrator and quoted (missing where voices are not
        known), negated, speakers, sentences (number), start, end (of the first
        sentence), note (a sentence on the cell), validity.

    Raises
    ------
    EmptySelectionError
        If there is not exactly one article.
    ParameterError
        If the evidence is from another article or codebook.

    Notes
    -----
    An indicator that names no function counts for all of its frame's (Entman
    1993). A hit counts for each function its indicator is about, so cells of a
    frame do not add up.
    """
    article = the_article(articles, evidence, what="entman_grid", instead="framing.frame_groups")
    scores = frame_articles(evidence, codebook=codebook, articles=articles.drop_duplicates("article_id"))
    scores = scores.set_index("frame")
    known = not (evidence["voice"] == "").any()
    rows = []
    for frame in codebook.frames:
        fired = [name for name in str(scores.at[frame.id, "fired"]).split(", ") if name]
        own = evidence[evidence["frame"] == frame.id]
        about = {i.id: functions_of(codebook, frame.id, i.id) for i in frame.indicators}
        for function in FUNCTIONS:
            asked = [name for name, functions in about.items() if function in functions]
            cell = own[own["indicator"].isin(asked)]
            yes = [name for name in asked if name in fired]
            state = _state(frame, function, asked=asked, yes=yes, found=len(cell) > 0)
            if yes:
                cell = cell[cell["indicator"].isin(yes)]
            row = {"article_id": article["article_id"], "frame": frame.id, "label": frame.label,
                   "function": function, "state": state, "present": bool(scores.at[frame.id, "present"]),
                   "indicators": ", ".join(yes), **_cell(cell, known=known)}  # fmt: skip
            row["note"] = _note(frame, function, state, yes, present=row["present"])
            rows.append(row)
    table = pd.DataFrame(rows)
    whole = dict.fromkeys((NARRATOR, QUOTED, "start", "end"), "Int64")
    return with_status(table.astype(whole), validity)


def empty_cells(grid: pd.DataFrame, *, frames: str = "present") -> list[str]:
    """Return the sentences that name what the article leaves out.

    Parameters
    ----------
    grid : DataFrame
        From `entman_grid`.
    frames : {"present", "all"}
        Frames whose empty cells are named. A frame the article does not use
        leaves all of its cells empty, which is no news.
    """
    rows = grid[grid["state"] == "empty"]
    return (rows[rows["present"]] if frames == "present" else rows)["note"].tolist()


def _state(frame: Frame, function: str, *, asked: list[str], yes: list[str], found: bool) -> str:
    if function not in frame.functions and not asked:
        return "not defined"
    if not asked:
        return "not asked"
    if yes:
        return "named"
    return "too little" if found else "empty"


def _cell(rows: pd.DataFrame, *, known: bool) -> dict[str, Any]:
    rows = rows.sort_values("start", kind="stable")
    places = rows.drop_duplicates(["start", "end"])
    first = rows.iloc[0] if len(rows) else None
    return {
        "terms": listed(rows["term"]),
        "hits": len(places),
        NARRATOR: int((places["voice"] == NARRATOR).sum()) if known else None,
        QUOTED: int((places["voice"] == QUOTED).sum()) if known else None,
        "negated": int(places["negated"].sum()),
        "speakers": listed(rows["speaker"]),
        "sentences": int(rows["sentence_start"].nunique()),
        "start": None if first is None else int(first["sentence_start"]),
        "end": None if first is None else int(first["sentence_end"]),
    }


def _note(frame: Frame, function: str, state: str, yes: list[str], *, present: bool) -> str:
    if state != "named":
        return _NOTES[state].format(function=function, label=frame.label)
    specific = any(function in i.functions for i in frame.indicators if i.id in yes)
    parts = ["" if specific else _UNSPECIFIC, "" if present else _RULE.format(rule=frame.rule)]
    return " ".join(part for part in parts if part)

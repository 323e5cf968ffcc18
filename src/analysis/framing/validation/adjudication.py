"""Where coders differ: a list to decide on, and the codes that follow."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.errors import InputError, ParameterError, one_of
from analysis.framing.codebooks.model import Codebook
from analysis.framing.validation.binding import variables
from analysis.framing.validation.files import read_rows
from analysis.framing.validation.one_sheet import NO, UNCLEAR, YES
from analysis.framing.validation.reading import Codings
from analysis.framing.validation.reliability import frame_codes
from analysis.framing.validation.sheets import inert, write_text, write_xlsx

RULES = ("decided", "majority")
"""What settles a difference: a decision only, or else the answer of most coders."""

UNDECIDED = ("line", "row_id", "variable", "value", "problem")
"""Columns of the list of lines without a decision that can be read."""

_WORDS = {1.0: "yes", 0.0: "no"}


def disagreements(codings: Codings, *, codebook: Codebook, texts: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the rows on which coders differ, their answers side by side.

    Parameters
    ----------
    codings : Codings
    codebook : Codebook
    texts : DataFrame, optional
        row_id, text: to read while deciding.

    Returns
    -------
    DataFrame
        row_id, variable, question, a column for each coder (``coder A``: yes, no or empty),
        decision (empty, to be filled in), remarks, and text if given. Frames only:
        what indicators were answered stays with each coder.
    """
    codes = frame_codes(codings, codebook=codebook)
    span = codes.groupby(["row_id", "variable"])["value"].agg(["min", "max"])
    differ = span[span["min"] < span["max"]].index
    wide = codes.pivot(index=["row_id", "variable"], columns="coder", values="value").loc[differ]
    asked = variables(codebook).set_index("variable")["question"]
    out = wide.index.to_frame(index=False)
    out["question"] = out["variable"].map(asked)
    for coder in wide.columns:
        out[f"coder {coder}"] = wide[coder].map(_WORDS).fillna("").to_numpy()
    out = out.assign(decision="", remarks="")
    if texts is not None:
        out["text"] = out["row_id"].map(texts.set_index("row_id")["text"]).fillna("")
    place = {name: i for i, name in enumerate(asked.index)}
    return out.sort_values(["row_id", "variable"], key=lambda s: s.map(place).fillna(s) if s.name == "variable" else s,
                           kind="stable", ignore_index=True)  # fmt: skip


def write_adjudication(table: pd.DataFrame, folder: str | Path) -> list[Path]:
    """Write the list as ``adjudication.xlsx`` and ``adjudication.csv``; a list that is there is not overwritten.

    Raises
    ------
    ParameterError
        If there is a list already.
    """
    home = Path(folder).expanduser()
    home.mkdir(parents=True, exist_ok=True)
    paths = [home / "adjudication.csv", home / "adjudication.xlsx"]
    there = next((path for path in paths if path.exists()), None)
    if there is not None:
        raise ParameterError("there is a list already", where=str(there), remedy="Move it, or fill it in.")
    question = pd.DataFrame(
        {"variable": ["decision"], "question": ["What does the row show, after discussion?"]}
    )
    write_text(paths[0], table.map(inert).to_csv(index=False, lineterminator="\n"), mark=True)
    write_xlsx(table, paths[1], questions=question)
    return paths


def read_adjudication(path: str | Path, *, codebook: Codebook) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read decisions back.

    Parameters
    ----------
    path : str or Path
        The list as it was filled in; or a folder, of whose ``adjudication.xlsx`` and
        ``.csv`` the one with more decisions is read. Without either nothing is decided.
    codebook : Codebook

    Returns
    -------
    decisions : DataFrame
        row_id, variable, value.
    problems : DataFrame
        line, row_id, variable, value, problem: what was not decided or cannot be read.

    Raises
    ------
    InputError
        If a column is missing.
    """
    if Path(path).is_dir():
        lists = [
            one for one in (Path(path) / "adjudication.xlsx", Path(path) / "adjudication.csv") if one.exists()
        ]
        read = [read_adjudication(one, codebook=codebook) for one in lists]
        nothing = pd.DataFrame(columns=["row_id", "variable", "value"]), pd.DataFrame(columns=list(UNDECIDED))
        return max(read, key=lambda tables: len(tables[0]), default=nothing)
    table = read_rows(path)
    missing = [name for name in ("row_id", "variable", "decision") if name not in table.columns]
    if missing:
        raise InputError(f"the list has no column {', '.join(missing)}", where=Path(path).name)
    known = set(variables(codebook)["variable"])
    words = table["decision"].str.casefold()
    value = words.map(lambda word: 1.0 if word in YES else 0.0 if word in NO else float("nan"))
    double = table.duplicated(["row_id", "variable"], keep=False)
    why = pd.Series("", index=table.index)
    why[value.isna()] = "not an answer: yes or no"
    why[words.eq("") | words.isin(UNCLEAR)] = "not decided"
    why[double] = "stands more than once: none is used"
    why[~table["variable"].isin(known)] = "the codebook has no such frame"
    good = table.loc[why.eq(""), ["row_id", "variable"]].assign(value=value[why.eq("")])
    bad = table.loc[why.ne(""), ["line", "row_id", "variable"]].assign(
        value=table.loc[why.ne(""), "decision"], problem=why[why.ne("")]
    )
    return good.reset_index(drop=True), bad.reset_index(drop=True)


def adjudicated(
    codings: Codings,
    *,
    codebook: Codebook,
    decisions: pd.DataFrame | None = None,
    rule: str = "decided",
    coders: list[str] | None = None,
) -> pd.DataFrame:
    """Return one code for each row and frame, and how it came about.

    Parameters
    ----------
    codings : Codings
    codebook : Codebook
    decisions : DataFrame, optional
        From `read_adjudication`.
    rule : {"decided", "majority"}
        Whether differences without a decision stay open, or follow the majority; a tie stays open.
    coders : list of str, optional
        Whose codes count; all by default. Name the people here where a
        model was added as a coder.

    Returns
    -------
    DataFrame
        row_id, frame, value (NaN while open), coders (who coded it), how
        (decided, agreed, one coder, majority, open).
    """
    one_of(rule, RULES, name="rule")
    codes = frame_codes(codings, codebook=codebook)
    if coders is not None:
        codes = codes[codes["coder"].isin(coders)]
    table = codes.groupby(["row_id", "variable"])["value"].agg(["mean", "size"]).reset_index()
    place = {frame.id: i for i, frame in enumerate(codebook.frames)}
    table = table.sort_values(
        ["variable", "row_id"], key=lambda s: s.map(place) if s.name == "variable" else s
    )
    table = table.reset_index(drop=True)
    value = table["mean"].where(table["mean"].isin([0.0, 1.0]))
    how = (
        pd.Series("agreed", index=table.index)
        .mask(table["size"] == 1, "one coder")
        .mask(value.isna(), "open")
    )
    if rule == "majority":
        most = value.isna() & (table["mean"] != 0.5)
        value, how = value.mask(most, (table["mean"] > 0.5).astype(float)), how.mask(most, "majority")
    if decisions is not None and len(decisions):
        keys = pd.MultiIndex.from_frame(table[["row_id", "variable"]])
        said = decisions.set_index(["row_id", "variable"])["value"].reindex(keys).to_numpy()
        value, how = value.where(pd.isna(said), said), how.where(pd.isna(said), "decided")
    out = table[["row_id", "variable", "size"]].assign(value=value, how=how)
    return out.rename(columns={"variable": "frame", "size": "coders"})[
        ["row_id", "frame", "value", "coders", "how"]
    ]

"""One more coder from any table: another person's file, another program's, a language model's output."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.errors import InputError, suggestion
from analysis.framing.codebooks.model import Codebook
from analysis.framing.validation.binding import variables
from analysis.framing.validation.files import read_rows
from analysis.framing.validation.one_sheet import NO, PROBLEMS, UNCLEAR, YES
from analysis.framing.validation.reading import Codings

_IDS = ("row_id", "article_id")
_VARIABLE = ("variable", "frame", "question", "label")
_VALUE = ("value", "code", "answer", "present", "prediction")


def add_coder(codings: Codings, path: str | Path, *, coder: str, codebook: Codebook) -> Codings:
    """Return the codings with the answers of one more coder.

    Parameters
    ----------
    codings : Codings
        From `read_codings`.
    path : str or Path
        A CSV or spreadsheet. Rows are named by ``row_id`` or ``article_id``. *Wide*: a
        column for each frame (or ``frame.indicator``). *Long*: a column variable
        (or frame) and a column value (or code, answer, present). Probabilities count as
        yes from .5.
    coder : str
        What to call it.
    codebook : Codebook

    Returns
    -------
    Codings
        What cannot be used is listed in ``problems``. The coder is no part of the
        adjudicated codes unless named there: see `adjudicated`.

    Raises
    ------
    InputError
        If the table has none of these columns, or the name is taken.
    """
    if coder in codings.coders:
        raise InputError(f"there is a coder {coder!r} already", where="coder", remedy="Give another name.")
    table, file = read_rows(path), Path(path).name
    known = variables(codebook, ask=codings.ask)["variable"].tolist()
    rows = _long(table, file, known)
    key = next(name for name in _IDS if name in table.columns)
    rows["row_id"] = _row_ids(rows["id"], key, codings.design)
    rows["code"], rows["problem"] = (
        zip(*[_code(cell) for cell in rows["value"]], strict=True) if len(rows) else ([], [])
    )
    strange = ~rows["variable"].isin(known)
    rows.loc[strange, "problem"] = "the codebook has no such question"
    outside = rows["row_id"].isna() & ~strange
    rows.loc[rows["row_id"].isna(), "problem"] = rows["problem"].where(strange, "not in the drawn sample")
    double = rows.duplicated(["row_id", "variable"], keep=False) & rows["problem"].eq("")
    rows.loc[double, "problem"] = "stands more than once: none is used"
    good = rows[rows["problem"].eq("") & rows["code"].notna()]
    codes = pd.DataFrame(
        {
            "row_id": good["row_id"],
            "coder": coder,
            "variable": good["variable"],
            "value": good["code"].astype(float),
        }
    )
    wrong = _listed(rows[rows["problem"].ne("") & ~outside], file, known)
    if outside.any():
        # A table of the whole corpus has mostly rows that nobody drew: one line says so.
        n = rows.loc[outside, "id"].nunique()
        line = dict.fromkeys(PROBLEMS, "") | {
            "file": file, "problem": f"{n} ids are not in the drawn sample", "used": False
        }  # fmt: skip
        wrong = pd.concat([wrong, pd.DataFrame([line], columns=list(PROBLEMS))], ignore_index=True)
    return Codings(
        pd.concat([codings.codes, codes], ignore_index=True),
        pd.concat([codings.problems, wrong], ignore_index=True), codings.design, codings.ask,
    )  # fmt: skip


def _long(table: pd.DataFrame, file: str, known: list[str]) -> pd.DataFrame:
    """Return id, variable, value and line, whichever way the table is laid out."""
    key = next((name for name in _IDS if name in table.columns), None)
    variable = next((name for name in _VARIABLE if name in table.columns and name not in known), None)
    value = next((name for name in _VALUE if name in table.columns and name not in known), None)
    wide = [name for name in table.columns if name in known]
    if key is None or not (wide or (variable and value)):
        missing = (
            "row_id or article_id" if key is None else "columns variable and value, nor one for each frame"
        )
        raise InputError(
            f"the table has no {missing}", where=f"{file}, line 1",
            remedy=f"{suggestion(key or 'row_id', table.columns)}Columns: {', '.join(map(str, table.columns))[:300]}.",
        )  # fmt: skip
    if wide:
        out = table.melt(id_vars=[key, "line"], value_vars=wide, var_name="variable", value_name="value")
    else:
        out = table[[key, "line", variable, value]].rename(columns={variable: "variable", value: "value"})
    return out.rename(columns={key: "id"}).reset_index(drop=True)


def _row_ids(ids: pd.Series, key: str, design: pd.DataFrame) -> pd.Series:
    """Return the row of each id; an article that has several rows cannot be told by its id."""
    if key == "row_id":
        return ids.where(ids.isin(design["row_id"]))
    single = design.drop_duplicates("article_id", keep=False)
    return ids.map(dict(single[["article_id", "row_id"]].itertuples(index=False, name=None)))


def _code(cell: str) -> tuple[float | None, str]:
    word = cell.strip().casefold()
    if word in YES or word in NO:
        return float(word in YES), ""
    if not word or word in UNCLEAR or word == "nan":
        return None, ""
    try:
        number = float(word)
    except ValueError:
        return None, "not an answer"
    return (float(number >= 0.5), "") if 0 <= number <= 1 else (None, "not between 0 and 1")


def _listed(rows: pd.DataFrame, file: str, known: list[str]) -> pd.DataFrame:
    near = [
        suggestion(name, known) if "question" in why else ""
        for name, why in zip(rows["variable"], rows["problem"], strict=True)
    ]
    out = {
        "file": file, "line": rows["line"].astype(str), "row_id": rows["id"], "column": rows["variable"],
        "value": rows["value"].str.slice(0, 80), "problem": rows["problem"],
        "suggestion": [text.strip() for text in near], "used": False,
    }  # fmt: skip
    return pd.DataFrame(out, columns=list(PROBLEMS)).reset_index(drop=True)

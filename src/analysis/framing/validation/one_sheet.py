"""One coder's sheet: its answers, and every row, column and cell that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.errors import InputError, suggestion
from analysis.framing.codebooks.model import Codebook
from analysis.framing.validation.binding import codebook_label, coding_fingerprint, variables
from analysis.framing.validation.units import text_check

YES = frozenset({"yes", "y", "1", "true", "x", "present"})
NO = frozenset({"no", "n", "0", "false", "absent"})
UNCLEAR = frozenset({"unclear", "?", "don't know", "dk", "na", "n/a"})

PROBLEMS = ("file", "line", "row_id", "column", "value", "problem", "suggestion", "used")
"""Columns of the list of problems; ``used`` says whether the answer counts nevertheless."""

_FIXED = {"row_id", "remarks", "codebook", "line", "coder"}


def read_sheet(
    table: pd.DataFrame, path: Path, coder: str, design: pd.DataFrame, codebook: Codebook
) -> tuple[pd.DataFrame, pd.DataFrame, str]:
    """Return the answers of one sheet, what is wrong with it, and what it asks."""
    if "row_id" not in table.columns:
        raise InputError(
            "the sheet has no column row_id", where=f"{path.name}, line 1",
            remedy=f"{suggestion('row_id', table.columns)}Columns: {', '.join(map(str, table.columns))[:300]}.",
        )  # fmt: skip
    ask, asked, wrong = _asked(table, path, codebook)
    wrong += _codebook_problems(table, path, codebook)
    rows, more = _good_rows(table, path, coder, design)
    codes: list[tuple[str, str, str, float]] = []
    for name in asked:
        for row_id, line, cell in zip(rows["row_id"], rows["line"], rows[name], strict=True):
            value, problem = _answer(cell)
            if value is not None:
                codes.append((row_id, coder, name, value))
            elif problem:
                near = suggestion(cell, [*YES, *NO])
                wrong.append(
                    problem_row(
                        path.name,
                        line,
                        row_id,
                        column=name,
                        value=cell,
                        problem=problem,
                        suggestion=near or "Answers: yes, no, unclear.",
                    )
                )
    out = pd.DataFrame(codes, columns=["row_id", "coder", "variable", "value"])
    answered = set(out["row_id"])
    mine = design.loc[[coder in names.split("|") for names in design["coders"]], "row_id"]
    lost = [row for row in mine if row not in set(table["row_id"])]
    wrong += [problem_row(path.name, row_id=row, problem="the row is missing from the sheet") for row in lost]
    empty = [row for row in mine if row in set(rows["row_id"]) and row not in answered]
    if len(empty) > 0:
        shown = ", ".join(empty[:5]) + (f" and {len(empty) - 5} more" if len(empty) > 5 else "")
        wrong.append(problem_row(path.name, row_id=shown, problem=f"{len(empty)} rows have no answer"))
    return out, pd.concat([*wrong, more], ignore_index=True) if wrong else more, ask


def _asked(table: pd.DataFrame, path: Path, codebook: Codebook) -> tuple[str, list[str], list[pd.DataFrame]]:
    """Return what the sheet asks, its columns of answers, and a problem for each column that is missing or strange."""
    known = {ask: variables(codebook, ask=ask)["variable"].tolist() for ask in ("frames", "indicators")}
    found = {ask: [name for name in names if name in table.columns] for ask, names in known.items()}
    ask = max(found, key=lambda kind: len(found[kind]))
    others = [
        str(c)
        for c in table.columns
        if c not in known[ask] and c not in _FIXED and not str(c).startswith("text")
    ]
    if not found[ask]:
        raise InputError(
            f"the sheet asks no question of codebook {codebook.name!r}", where=f"{path.name}, line 1",
            remedy=f"Its columns would be {', '.join(known['frames'])}; found {', '.join(others)[:200]}.",
        )  # fmt: skip
    wrong = [
        problem_row(path.name, 1, column=name, problem="the column is missing: the question counts as not answered")
        for name in known[ask] if name not in table.columns
    ]  # fmt: skip
    wrong += [
        problem_row(path.name, 1, column=name, problem="the codebook has no such question",
                 suggestion=suggestion(name, known[ask]))
        for name in others
    ]  # fmt: skip
    return ask, found[ask], wrong


def _codebook_problems(table: pd.DataFrame, path: Path, codebook: Codebook) -> list[pd.DataFrame]:
    """Say if a sheet was made for other questions or definitions."""
    if "codebook" not in table.columns:
        return [problem_row(path.name, 1, column="codebook", used=True,
                         problem="the column is missing: nothing shows which codebook was coded with")]  # fmt: skip
    now, out = coding_fingerprint(codebook), []
    for label, rows in table.groupby("codebook"):
        if not str(label).endswith(now):
            out.append(problem_row(
                path.name, int(rows["line"].iloc[0]), column="codebook", value=str(label), used=True,
                problem=f"{len(rows)} rows were coded with another codebook than {codebook_label(codebook)}",
                suggestion="Load that codebook, or code again what changed.",
            ))  # fmt: skip
    return out


def _good_rows(
    table: pd.DataFrame, path: Path, coder: str, design: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows whose answers can be used, and a problem for each of the others."""
    checks = dict(design[["row_id", "check"]].itertuples(index=False, name=None))
    mine = {
        row
        for row, names in zip(design["row_id"], design["coders"], strict=True)
        if coder in names.split("|")
    }
    texts = [name for name in table.columns if str(name).startswith("text")]
    wrong = []
    if not texts:
        wrong.append(problem_row(path.name, 1, column="text", used=True,
                              problem="the column is missing: nothing shows that rows fit their numbers"))  # fmt: skip
    bad: list[int] = []
    for i, row in enumerate(table.to_dict("records")):
        key, place = str(row["row_id"]), (path.name, row["line"], row["row_id"])
        if key not in checks:
            near = suggestion(key, checks)
            wrong.append(
                problem_row(
                    *place,
                    column="row_id",
                    value=key,
                    problem="no row of the design has this number",
                    suggestion=near,
                )
            )
            bad.append(i)
        elif texts and text_check("".join(row[name] for name in texts)) != checks[key]:
            wrong.append(problem_row(*place, column=texts[0], value=row[texts[0]][:40],
                                  problem="the text is not the one of this row",
                                  suggestion="Sorted by one column only? Text edited?"))  # fmt: skip
            bad.append(i)
        elif mine and key not in mine:
            wrong.append(
                problem_row(
                    *place,
                    column="row_id",
                    value=key,
                    problem=f"the row was not for coder {coder}",
                    used=True,
                )
            )
    rows = table.drop(index=table.index[bad])
    rows, double = _undouble(rows, path)
    return rows, pd.concat([*wrong, *double], ignore_index=True) if wrong or double else problem_row("")[:0]


def _undouble(rows: pd.DataFrame, path: Path) -> tuple[pd.DataFrame, list[pd.DataFrame]]:
    """Of rows that stand twice keep one if they answer alike, and none if they do not."""
    answers = [name for name in rows.columns if name not in _FIXED and not str(name).startswith("text")]
    wrong, drop = [], []
    for key, same in rows[rows["row_id"].duplicated(keep=False)].groupby("row_id"):
        alike = len(same[answers].drop_duplicates()) == 1
        drop += list(same.index[1:] if alike else same.index)
        lines = ", ".join(str(line) for line in same["line"])
        what = "with the same answers: the first is used" if alike else "with different answers: none is used"
        wrong.append(problem_row(path.name, same["line"].iloc[0], str(key), column="row_id", value=key,
                              problem=f"the row stands on lines {lines} {what}", used=alike))  # fmt: skip
    return rows.drop(index=drop), wrong


def _answer(cell: str) -> tuple[float | None, str]:
    """Return the value of a cell, or why it has none; an empty or unclear one has neither."""
    word = cell.strip().casefold().removesuffix(".0").strip("'\" ")
    if word in YES:
        return 1.0, ""
    if word in NO:
        return 0.0, ""
    return (None, "") if not word or word in UNCLEAR else (None, "not an answer")


def problem_row(file: str, line: object = "", row_id: str = "", **more: object) -> pd.DataFrame:
    """Return one row of the list of problems; `more` are the other columns."""
    row = (
        dict.fromkeys(PROBLEMS, "")
        | {"file": file, "line": str(line), "row_id": row_id, "used": False}
        | more
    )
    row["value"], row["suggestion"] = str(row["value"])[:80], str(row["suggestion"]).strip()
    return pd.DataFrame([row], columns=list(PROBLEMS))

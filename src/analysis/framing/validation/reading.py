"""Read coding sheets back: every answer that can be used, and a list of all that cannot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.errors import InputError, ParameterError, suggestion
from analysis.framing.codebooks.model import Codebook
from analysis.framing.validation.binding import codebook_label, coding_fingerprint, variables
from analysis.framing.validation.drawing import DESIGN
from analysis.framing.validation.files import read_rows
from analysis.framing.validation.units import text_check

YES = frozenset({"yes", "y", "1", "true", "x", "present"})
NO = frozenset({"no", "n", "0", "false", "absent"})
UNCLEAR = frozenset({"unclear", "?", "don't know", "dk", "na", "n/a"})

PROBLEMS = ("file", "line", "row_id", "column", "value", "problem", "suggestion", "used")
"""Columns of the list of problems; ``used`` says whether the answer counts nevertheless."""

_FIXED = {"row_id", "remarks", "codebook", "line", "coder"}


@dataclass(frozen=True)
class Codings:
    """What coders answered.

    Attributes
    ----------
    codes : DataFrame
        row_id, coder, variable, value (1 yes, 0 no); unclear and missing answers have no row.
    problems : DataFrame
        Columns `PROBLEMS`: everything that could not be read, or looks wrong.
    design : DataFrame
        The design the sheets belong to.
    ask : str
        Whether frames or indicators were asked.
    """

    codes: pd.DataFrame
    problems: pd.DataFrame
    design: pd.DataFrame
    ask: str

    @property
    def coders(self) -> list[str]:
        """Names of the coders with an answer, in order."""
        return sorted(self.codes["coder"].unique())


def read_design(path: str | Path) -> pd.DataFrame:
    """Read the design of a drawn sample.

    Raises
    ------
    InputError
        If a column is missing, a row stands twice or a chance is no chance.
    """
    table = read_rows(path)
    missing = [name for name in DESIGN if name not in table.columns]
    if missing:
        raise InputError(
            f"the design has no column {', '.join(missing)}", where=str(path),
            remedy="Take the design.csv that was written with the sheets.",
        )  # fmt: skip
    texts = {
        "article_id",
        "row_id",
        "story",
        "group",
        "band",
        "stratum",
        "block",
        "coders",
        "check",
        "codebook",
    }
    for name in set(DESIGN) - texts:
        table[name] = pd.to_numeric(table[name], errors="coerce")
        if table[name].isna().any() or (table[name] < 0).any():
            line = table["line"][(table[name].isna() | (table[name] < 0)).to_numpy()].iloc[0]
            raise InputError(f"{name} is no number", where=f"{path}, line {line}")
    if not table["probability"].between(0, 1, inclusive="right").all() or not table["row_id"].is_unique:
        raise InputError("a probability is not between 0 and 1, or a row_id stands twice", where=str(path))
    # What was made inert for spreadsheets is what it was again.
    for name in ("group", "stratum", "story"):
        table[name] = table[name].str.replace(r"^'(?=\s*[=+\-@])", "", regex=True)
    return table[list(DESIGN)].astype(
        {"start": int, "end": int, "stratum_stories": int, "stratum_rows": int, "copies": int}
    )


def read_codings(
    sheets: str | Path | Sequence[str | Path], *, codebook: Codebook, design: pd.DataFrame | None = None
) -> Codings:
    """Read the sheets that coders filled in.

    Parameters
    ----------
    sheets : path or list of paths
        A folder with ``design.csv`` and the sheets, or the files themselves; the
        coder's name is the file's. Where a coder has both XLSX and CSV, the one with more
        answers counts. Files whose name ends in "-texts" or begins with "adjudication" are passed over.
    codebook : Codebook
        The one that was coded with.
    design : DataFrame, optional
        From `draw_sample` or `read_design`; by default ``design.csv`` of the folder.

    Returns
    -------
    Codings
        Nothing is dropped silently: each answer that is not used is a row of ``problems``.

    Raises
    ------
    InputError
        If a file is no table, has no column row_id or no question of the codebook.
    ParameterError
        If there is no sheet, or no design.
    """
    paths = _sheets(sheets)
    if design is None:
        home = Path(sheets) if isinstance(sheets, str | Path) else paths[0].parent
        design = read_design((home if home.is_dir() else home.parent) / "design.csv")
    codes, problems, asks = [], [], []
    for coder, files in _by_coder(paths).items():
        tables = [(read_rows(path), path) for path in files]
        read = [(*_read(table, path, coder, design, codebook), path) for table, path in tables]
        own, wrong, ask, _ = max(read, key=lambda one: len(one[0]))
        codes.append(own)
        problems.append(wrong)
        asks.append(ask)
        problems += [
            _problem(path.name, problem=f"has answers too, but fewer than the other sheet of {coder}")
            for got, _, _, path in read if len(got) and got is not own and not _same(got, own)
        ]  # fmt: skip
    if len(set(asks)) > 1:
        raise ParameterError("some sheets ask for frames and others for indicators", where="sheets",
                             remedy="Read them apart.")  # fmt: skip
    table = pd.concat(codes, ignore_index=True)
    wrong = pd.concat([*problems, _of_all(table, design)], ignore_index=True)
    return Codings(table, wrong, design, asks[0])


def _sheets(sheets: str | Path | Sequence[str | Path]) -> list[Path]:
    given = [Path(sheets)] if isinstance(sheets, str | Path) else [Path(path) for path in sheets]
    paths: list[Path] = []
    for path in given:
        inside = sorted(path.iterdir()) if path.is_dir() else [path]
        paths += [
            one for one in inside
            if one.suffix.lower() in {".csv", ".xlsx", ".xls", ".ods"} and one.stem not in {"design", "validity"}
            and not one.stem.startswith(("adjudication", ".", "~"))
        ]  # fmt: skip
    if not paths:
        raise ParameterError(
            f"there is no coding sheet in {', '.join(map(str, given))}", where="sheets",
            remedy="Lay the filled-in sheets there, named as they were written: CODER.xlsx or CODER.csv.",
        )  # fmt: skip
    return paths


def _by_coder(paths: list[Path]) -> dict[str, list[Path]]:
    out: dict[str, list[Path]] = {}
    for path in paths:
        out.setdefault(path.stem, []).append(path)
    return out


def _same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    keys = ["row_id", "variable"]
    both = one.merge(other, on=keys, how="left", suffixes=("", "_other"))
    return bool((both["value"] == both["value_other"]).all())


def _read(
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
                    _problem(
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
    wrong += [_problem(path.name, row_id=row, problem="the row is missing from the sheet") for row in lost]
    empty = [row for row in mine if row in set(rows["row_id"]) and row not in answered]
    if len(empty) > 0:
        shown = ", ".join(empty[:5]) + (f" and {len(empty) - 5} more" if len(empty) > 5 else "")
        wrong.append(_problem(path.name, row_id=shown, problem=f"{len(empty)} rows have no answer"))
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
        _problem(path.name, 1, column=name, problem="the column is missing: the question counts as not answered")
        for name in known[ask] if name not in table.columns
    ]  # fmt: skip
    wrong += [
        _problem(path.name, 1, column=name, problem="the codebook has no such question",
                 suggestion=suggestion(name, known[ask]))
        for name in others
    ]  # fmt: skip
    return ask, found[ask], wrong


def _codebook_problems(table: pd.DataFrame, path: Path, codebook: Codebook) -> list[pd.DataFrame]:
    """Say if a sheet was made for other questions or definitions."""
    if "codebook" not in table.columns:
        return [_problem(path.name, 1, column="codebook", used=True,
                         problem="the column is missing: nothing shows which codebook was coded with")]  # fmt: skip
    now, out = coding_fingerprint(codebook), []
    for label, rows in table.groupby("codebook"):
        if not str(label).endswith(now):
            out.append(_problem(
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
        wrong.append(_problem(path.name, 1, column="text", used=True,
                              problem="the column is missing: nothing shows that rows fit their numbers"))  # fmt: skip
    bad: list[int] = []
    for i, row in enumerate(table.to_dict("records")):
        key, place = str(row["row_id"]), (path.name, row["line"], row["row_id"])
        if key not in checks:
            near = suggestion(key, checks)
            wrong.append(
                _problem(
                    *place,
                    column="row_id",
                    value=key,
                    problem="no row of the design has this number",
                    suggestion=near,
                )
            )
            bad.append(i)
        elif texts and text_check("".join(row[name] for name in texts)) != checks[key]:
            wrong.append(_problem(*place, column=texts[0], value=row[texts[0]][:40],
                                  problem="the text is not the one of this row",
                                  suggestion="Sorted by one column only? Text edited?"))  # fmt: skip
            bad.append(i)
        elif mine and key not in mine:
            wrong.append(
                _problem(
                    *place,
                    column="row_id",
                    value=key,
                    problem=f"the row was not for coder {coder}",
                    used=True,
                )
            )
    rows = table.drop(index=table.index[bad])
    rows, double = _undouble(rows, path)
    return rows, pd.concat([*wrong, *double], ignore_index=True) if wrong or double else _problem("")[:0]


def _undouble(rows: pd.DataFrame, path: Path) -> tuple[pd.DataFrame, list[pd.DataFrame]]:
    """Of rows that stand twice keep one if they answer alike, and none if they do not."""
    answers = [name for name in rows.columns if name not in _FIXED and not str(name).startswith("text")]
    wrong, drop = [], []
    for key, same in rows[rows["row_id"].duplicated(keep=False)].groupby("row_id"):
        alike = len(same[answers].drop_duplicates()) == 1
        drop += list(same.index[1:] if alike else same.index)
        lines = ", ".join(str(line) for line in same["line"])
        what = "with the same answers: the first is used" if alike else "with different answers: none is used"
        wrong.append(_problem(path.name, same["line"].iloc[0], str(key), column="row_id", value=key,
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


def _of_all(codes: pd.DataFrame, design: pd.DataFrame) -> pd.DataFrame:
    """Say what concerns all sheets together."""
    if codes.empty:
        return _problem("all sheets", problem="no sheet holds an answer")
    out = [_problem("")[:0]]
    coders = codes["coder"].unique()
    if len(coders) == 1:
        out.append(
            _problem(
                "all sheets", problem=f"one coder only ({coders[0]}): reliability cannot be known", used=True
            )
        )
    expected = {name for names in design["coders"] for name in names.split("|")}
    for name in sorted(expected - set(coders)):
        out.append(
            _problem("all sheets", problem=f"coder {name} was given rows, but there is no answer of theirs")
        )
    return pd.concat(out, ignore_index=True)


def _problem(file: str, line: object = "", row_id: str = "", **more: object) -> pd.DataFrame:
    """Return one row of the list of problems; `more` are the other columns."""
    row = (
        dict.fromkeys(PROBLEMS, "")
        | {"file": file, "line": str(line), "row_id": row_id, "used": False}
        | more
    )
    row["value"], row["suggestion"] = str(row["value"])[:80], str(row["suggestion"]).strip()
    return pd.DataFrame([row], columns=list(PROBLEMS))

"""Read coding sheets back: every answer that can be used, and a list of all that cannot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.errors import InputError, ParameterError
from analysis.framing.codebooks.model import Codebook
from analysis.framing.validation.drawing import DESIGN
from analysis.framing.validation.files import read_rows
from analysis.framing.validation.one_sheet import problem_row, read_sheet


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
        read = [(*read_sheet(table, path, coder, design, codebook), path) for table, path in tables]
        own, wrong, ask, _ = max(read, key=lambda one: len(one[0]))
        codes.append(own)
        problems.append(wrong)
        asks.append(ask)
        problems += [
            problem_row(path.name, problem=f"has answers too, but fewer than the other sheet of {coder}")
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


def _of_all(codes: pd.DataFrame, design: pd.DataFrame) -> pd.DataFrame:
    """Say what concerns all sheets together."""
    if codes.empty:
        return problem_row("all sheets", problem="no sheet holds an answer")
    out = [problem_row("")[:0]]
    coders = codes["coder"].unique()
    if len(coders) == 1:
        out.append(
            problem_row(
                "all sheets", problem=f"one coder only ({coders[0]}): reliability cannot be known", used=True
            )
        )
    expected = {name for names in design["coders"] for name in names.split("|")}
    for name in sorted(expected - set(coders)):
        out.append(
            problem_row(
                "all sheets", problem=f"coder {name} was given rows, but there is no answer of theirs"
            )
        )
    return pd.concat(out, ignore_index=True)

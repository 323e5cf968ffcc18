"""Coding sheets: one for each coder, as XLSX with drop-downs and as CSV, and the design that no coder sees."""

from __future__ import annotations

import datetime
import os
import zlib
from pathlib import Path

import numpy as np
import pandas as pd
import xlsxwriter

from analysis.errors import ParameterError
from analysis.framing.codebooks.model import Codebook
from analysis.framing.validation.binding import codebook_label, variables
from analysis.framing.validation.drawing import DESIGN
from analysis.framing.validation.instructions import coder_instructions, coder_texts
from analysis.labels import neutralise

ANSWERS = ("yes", "no", "unclear")
"""What a cell of a sheet can say."""

TEXT_CELL = 30_000
"""Characters of text in one cell; a spreadsheet holds 32,767. Longer texts go on in further columns."""

_MADE = datetime.datetime(2000, 1, 1)  # the same sheet has the same bytes whenever it is written


def sheet_rows(design: pd.DataFrame, coder: str, *, codebook: Codebook, ask: str = "frames") -> pd.DataFrame:
    """Return the empty sheet of one coder.

    Parameters
    ----------
    design : DataFrame
        From `draw_sample`.
    coder : str
    codebook : Codebook
    ask : {"frames", "indicators"}

    Returns
    -------
    DataFrame
        row_id, text (and text_2, … for long texts), a column for each question,
        remarks, codebook; in an order of this coder's own. Nothing tells what
        the dictionary found, nor in which stratum a row was drawn.

    Raises
    ------
    ParameterError
        If the design has no such coder.
    """
    mine = design[[coder in names.split("|") for names in design["coders"]]]
    if mine.empty:
        every = sorted({name for names in design["coders"] for name in names.split("|")})
        raise ParameterError(f"no row is for coder {coder!r}", remedy=f"Coders: {', '.join(every)}.")
    rng = np.random.default_rng(zlib.crc32(f"{coder} {''.join(mine['check'])}".encode()))
    mine = mine.iloc[rng.permutation(len(mine))]
    pieces = [_pieces(text) for text in mine["text"]]
    out = pd.DataFrame({"row_id": mine["row_id"].to_numpy()})
    for i in range(max(map(len, pieces))):
        out["text" if i == 0 else f"text_{i + 1}"] = [p[i] if i < len(p) else "" for p in pieces]
    for name in variables(codebook, ask=ask)["variable"]:
        out[name] = ""
    return out.assign(remarks="", codebook=codebook_label(codebook))


def write_sheets(
    design: pd.DataFrame,
    folder: str | Path,
    *,
    codebook: Codebook,
    ask: str = "frames",
    raw: str | Path | None = None,
) -> list[Path]:
    """Write all that coders need, and the design.

    Parameters
    ----------
    design : DataFrame
        From `draw_sample`.
    folder : str or Path
        Made if need be. Sheets that are there are not overwritten.
    codebook : Codebook
    ask : {"frames", "indicators"}
    raw : str or Path, optional
        The raw folder, which is never written to.

    Returns
    -------
    list of Path
        ``design.csv`` (for the researcher), ``instructions.html``, and for each coder
        ``CODER.xlsx``, ``CODER.csv`` (the same; one of them is filled in) and
        ``CODER-texts.html`` to read from.

    Raises
    ------
    ParameterError
        If the folder lies among the raw articles, or holds a design already.
    """
    home = Path(folder).expanduser()
    _writable(home, raw)
    home.mkdir(parents=True, exist_ok=True)
    design_path = home / "design.csv"
    paths = [design_path]
    coders = list(dict.fromkeys(name for names in design["coders"] for name in names.split("|")))
    for coder in sorted(coders):
        rows = sheet_rows(design, coder, codebook=codebook, ask=ask)
        paths += [home / f"{coder}.csv", home / f"{coder}.xlsx", home / f"{coder}-texts.html"]
        write_text(paths[-3], rows.map(inert).to_csv(index=False, lineterminator="\n"), mark=True)
        write_xlsx(rows, paths[-2], questions=variables(codebook, ask=ask))
        texts = design.set_index("row_id").loc[rows["row_id"]].reset_index()
        write_text(paths[-1], coder_texts(texts, title=f"Texts for coder {coder}"))
    paths.insert(1, write_text(home / "instructions.html", coder_instructions(codebook, ask=ask)))
    # The design comes last: a folder with a design is complete.
    write_text(design_path, design[list(DESIGN)].map(inert).to_csv(index=False, lineterminator="\n"))
    return paths


def write_xlsx(
    rows: pd.DataFrame, path: Path, *, questions: pd.DataFrame, answers: tuple[str, ...] = ANSWERS
) -> Path:
    """Write a sheet with locked texts, open cells for answers and a drop-down in each of them.

    Parameters
    ----------
    rows : DataFrame
        From `sheet_rows`, or an adjudication list.
    path : Path
    questions : DataFrame
        variable, question: which columns are answered, and the words shown when a cell is chosen.
    answers : tuple of str

    Notes
    -----
    Every cell is written as text, so that none is a formula. The sheet is
    protected without a password: against accidents, not against intent.
    """
    asked = dict(questions[["variable", "question"]].itertuples(index=False, name=None))
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    part = path.with_name(f".{path.name}.{os.getpid()}")
    book = xlsxwriter.Workbook(str(part), options)
    book.set_properties({"created": _MADE})
    head = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#e6e6e6", "border": 1}
    )
    fixed = book.add_format({"text_wrap": True, "valign": "top"})
    open_ = book.add_format(
        {"text_wrap": True, "valign": "top", "locked": False, "border": 1, "num_format": "@"}
    )
    sheet = book.add_worksheet("coding")
    sheet.protect("", {"sort": True, "autofilter": True, "format_rows": True, "format_columns": True})
    sheet.freeze_panes(1, 1)
    for j, name in enumerate(rows.columns):
        editable = name in asked or name == "remarks"
        sheet.write_string(0, j, str(name), head)
        sheet.set_column(j, j, 70 if str(name).startswith("text") else 24 if name == "remarks" else 16)
        for i, cell in enumerate(rows[name], start=1):
            text = _cell(cell)
            # An empty locked cell would be written as nothing; an open one must stay open.
            if text:
                sheet.write_string(i, j, text, open_ if editable else fixed)
            elif editable:
                sheet.write_blank(i, j, None, open_)
        if name in asked and len(rows):
            sheet.data_validation(1, j, len(rows), j, {
                "validate": "list", "source": list(answers), "input_title": str(name)[:32],
                "input_message": neutralise(asked[name])[:255], "error_title": "Not an answer",
                "error_message": f"Choose {', '.join(answers)}.",
            })  # fmt: skip
    book.close()
    part.replace(path)
    return path


def write_text(path: Path, text: str, *, mark: bool = False) -> Path:
    """Write a file under another name first, so that it is there whole or not at all; `mark` for Excel's sake."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_text(text, encoding="utf-8-sig" if mark else "utf-8")
    part.replace(path)
    return path


def inert(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula.

    Examples
    --------
    >>> inert("=1+1"), inert("- said the mayor"), inert(3)
    ("'=1+1", "'- said the mayor", 3)
    """
    if not isinstance(cell, str):
        return cell
    text = cell.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    return f"'{text}" if text.lstrip()[:1] in {"=", "+", "-", "@"} or text[:1] in {"\t", "\r"} else text


def _cell(cell: object) -> str:
    """Return a cell as text that an XML file can hold, line breaks kept."""
    lines = str(cell).split("\n")
    return "\n".join(neutralise(line) for line in lines)[:32_000]


def _pieces(text: str) -> list[str]:
    return [text[i : i + TEXT_CELL] for i in range(0, max(len(text), 1), TEXT_CELL)]


def _writable(home: Path, raw: str | Path | None) -> None:
    beside = Path(raw).expanduser().resolve() if raw is not None else None
    if beside is not None and beside.is_dir() and home.resolve().is_relative_to(beside):
        raise ParameterError(
            f"{home.name} would be written among the raw articles", where=str(home),
            remedy="Write it elsewhere, such as codings.",
        )  # fmt: skip
    if (home / "design.csv").exists():
        raise ParameterError(
            "the folder holds a design already", where=str(home / "design.csv"),
            remedy="Give a new folder: a design that is overwritten makes its coded sheets worthless.",
        )  # fmt: skip

"""The commands of validation: write coding sheets from a codebook, and read them back."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from analysis.commands.printing import say, terminal_table

if TYPE_CHECKING:
    import pandas as pd

    from analysis.corpus import Corpus
    from analysis.framing import Codebook
    from analysis.framing.validation import Codings


def sheet(
    codebook: Annotated[
        str, typer.Argument(help="Name of a shipped codebook, or path of a file.")
    ] = "generic5",
    *,
    raw: Annotated[str, typer.Option(help="Folder of articles, or one file.")] = "data/raw",
    where: Annotated[str, typer.Option(help="Condition on the articles table.")] = "",
    language: Annotated[str, typer.Option(help="Language of the articles; empty for all.")] = "en",
    out: Annotated[str, typer.Option(help="New folder for sheets and design.")] = "",
    n: Annotated[int, typer.Option(min=1, help="Units to code.")] = 200,
    unit: Annotated[str, typer.Option(help="article, segment or sentence.")] = "article",
    by: Annotated[str, typer.Option(help="Column whose groups are strata; empty for none.")] = "outlet",
    coders: Annotated[str, typer.Option(help="Names, with commas between them.")] = "A,B",
    overlap: Annotated[float, typer.Option(help="Share that all coders get.")] = 1.0,
    ask: Annotated[str, typer.Option(help="frames or indicators.")] = "frames",
    seed: Annotated[int, typer.Option(help="Of the draw.")] = 1,
    debug: Annotated[bool, typer.Option(help="Show tracebacks.")] = False,
) -> None:
    """Draw a stratified sample and write instructions and a coding sheet for each coder."""
    from analysis.corpus import open_corpus
    from analysis.framing import load_codebook
    from analysis.framing.validation.drawing import draw_sample
    from analysis.framing.validation.sheets import write_sheets
    from analysis.framing.validation.units import coding_units

    book = load_codebook(codebook)
    corpus = open_corpus(raw, where=where, language=language)
    units = coding_units(corpus, unit=unit)
    names = [name.strip() for name in coders.split(",") if name.strip()]
    design = draw_sample(
        units, scores=_scores(corpus, book, units if unit != "article" else None), articles=corpus.articles,
        codebook=book, n=n, by=by, coders=names, overlap=overlap, seed=seed,
    )  # fmt: skip
    paths = write_sheets(design, out or f"codings/{book.name}", codebook=book, ask=ask, raw=corpus.raw)
    console = Console()
    strata = (
        design.groupby("stratum").agg(drawn=("row_id", "size"), of=("stratum_stories", "first")).reset_index()
    )
    _print(console, f"{len(design):,} {unit}s of {corpus}", strata)
    for path in paths:
        say(console, str(path))


def validate(
    sheets: Annotated[str, typer.Argument(help="Folder with design.csv and the filled-in sheets.")],
    *,
    codebook: Annotated[str, typer.Option(help="The codebook that was coded with.")] = "generic5",
    raw: Annotated[str, typer.Option(help="Folder of articles, or one file.")] = "data/raw",
    where: Annotated[str, typer.Option(help="Condition on the articles table.")] = "",
    language: Annotated[str, typer.Option(help="Language of the articles; empty for all.")] = "en",
    by: Annotated[str, typer.Option(help="Column whose groups' shares are corrected.")] = "outlet",
    rule: Annotated[
        str, typer.Option(help="Differences without a decision: decided or majority.")
    ] = "decided",
    method: Annotated[str, typer.Option(help="ppi++, ppi, dsl or coded only.")] = "ppi++",
    out: Annotated[str, typer.Option(help="File for the status of each frame.")] = "",
    debug: Annotated[bool, typer.Option(help="Show tracebacks.")] = False,
) -> None:
    """Read coding sheets back: problems, agreement, accuracy, corrected shares; write validity.csv.

    Where coders differ and nothing was decided yet, a list to fill in is written
    beside the sheets (adjudication.xlsx and .csv).
    """
    from analysis.corpus import open_corpus
    from analysis.framing import load_codebook
    from analysis.framing import validation as v

    book, console, home = load_codebook(codebook), Console(), Path(sheets)
    home = home if home.is_dir() else home.parent
    codings = v.read_codings(sheets, codebook=book)
    _print(console, "Problems", codings.problems)
    agreement = v.reliability(codings, codebook=book)
    _print(console, "Agreement of coders", agreement.drop(columns=["frame", "indicator", "note"]))
    corpus = open_corpus(raw, where=where, language=language)
    whole = codings.design["article_id"].is_unique
    units = None if whole else codings.design
    scores = _scores(corpus, book, units)
    codes = v.adjudicated(
        codings, codebook=book, decisions=_decisions(console, codings, book, home), rule=rule
    )
    left = int(codes["value"].isna().sum())
    if left:
        say(
            console,
            f"{left} codes are open, because coders differ and nothing was decided: they are left out.",
        )
    found = v.accuracy(scores, codes=codes, design=codings.design, codings=codings, codebook=book)
    _print(console, "The dictionary against the coders", found.drop(columns="note"))
    for table in (agreement, found):
        for name, note in table.loc[table["note"] != "", ["frame", "note"]].itertuples(index=False):
            say(console, f"{name}: {note}")
    status = v.validity_table(agreement, found, codebook=book, unit="articles" if whole else "passages")
    if whole:
        shares = v.corrected_shares(
            scores, codes=codes, design=codings.design, articles=corpus.articles, by=by, method=method
        )
        brief = shares.drop(
            columns=["validity", "method", "rogan_gladen", "tuning", "coded_share", "coded_low", "coded_high"]
        )
        _print(console, f"Shares, corrected ({method})", brief)
    else:
        say(console, "Shares of articles are corrected where articles were coded, not parts of them.")
    path = v.write_validity(status, out or home / "validity.csv")
    _print(console, f"Status ({path})", status[["frame", "status"]])


def _scores(corpus: Corpus, book: Codebook, units: pd.DataFrame | None) -> pd.DataFrame:
    from analysis import framing
    from analysis.framing.validation.units import unit_scores

    evidence = framing.frames(corpus, codebook=book)
    if units is not None:
        return unit_scores(units, evidence, frames=[frame.id for frame in book.frames])
    return framing.frame_articles(evidence, codebook=book, articles=corpus.articles)


def _decisions(console: Console, codings: Codings, book: Codebook, folder: Path) -> pd.DataFrame:
    """Return what was decided; write the list of differences if there is none yet."""
    from analysis.framing import validation as v

    decisions, undecided = v.read_adjudication(folder, codebook=book)
    table = v.disagreements(codings, codebook=book)
    if decisions.empty and undecided.empty and len(table):
        for path in v.write_adjudication(table, folder):
            say(console, f"{len(table)} differences to decide on: {path}")
    elif len(undecided):
        _print(console, "Not decided", undecided)
    return decisions


def _print(console: Console, title: str, rows: pd.DataFrame) -> None:
    """Print the columns of a table that hold anything, at most sixty rows of it."""
    if rows.empty:
        say(console, f"{title}: none.")
        return
    filled = [not (rows[name].isna() | rows[name].astype(str).eq("")).all() for name in rows.columns]
    shown = rows.loc[:, filled].head(60).astype(object)
    for name in [name for name in shown.columns if f"{name}_low" in shown.columns]:
        cells = zip(
            *(shown.pop(f"{name}{end}") if end else shown[name] for end in ("", "_low", "_high")), strict=True
        )
        shown[name] = [
            _cell(v) + ("" if math.isnan(low) else f" ({_cell(low)}–{_cell(high)})") for v, low, high in cells
        ]
    console.print(terminal_table(title, shown.map(_cell)))
    if len(rows) > len(shown):
        say(console, f"… and {len(rows) - len(shown):,} more rows")


def _cell(cell: object) -> str:
    return ("–" if math.isnan(cell) else f"{cell:.2f}") if isinstance(cell, float) else str(cell)

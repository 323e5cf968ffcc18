"""The report handle of a notebook: shows figures, tables, values and evidence, and writes them.

A notebook opens one handle and hands everything it wants cited to it. By hand, in
JupyterLab, the handle only shows; when a folder is given it also writes each item at
once, so a run needs no closing cell and a broken one leaves a record of how far it came.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from IPython.display import display
from matplotlib.figure import Figure

from analysis.corpus import Corpus
from analysis.errors import RunError, require
from analysis.figures.saving import Trace, figure_bytes, save_figure
from analysis.labels import neutralise
from analysis.reporting.claims.ledger import Evidence
from analysis.reporting.formatting import json_text, number, sha256
from analysis.reporting.headings import heading
from analysis.reporting.names import check_name
from analysis.reporting.runs.provenance import RUN_VARIABLE
from analysis.reporting.showing import outputs, sorting
from analysis.reporting.tables import csv_bytes, latex_table
from analysis.reporting.valuing import Valuing

_LARGEST_SVG = 400_000
"""Bytes above which a page carries the PNG: a picture of very many marks draws slowly as SVG."""


def open_report(
    report_dir: str = "", *, title: str = "", corpus: Corpus | None = None, quote_limit: int = 0
) -> Report:
    """Return the handle a notebook records its results with.

    Parameters
    ----------
    report_dir : str
        Folder to write to. Empty: show here and write nothing.
    title : str
        Title of the report's page; the notebook's first heading when empty.
    corpus : Corpus, optional
        The articles; without it evidence knows no groups, and what stands at a place has no hash.
    quote_limit : int
        Characters of each article that a written report may show; 0: none. By hand all is shown.

    Raises
    ------
    RunError
        If the folder already holds a finished report, which people may have cited,
        or cannot be written to.

    Examples
    --------
    >>> report = open_report()
    >>> report.value("articles", 24, label="Articles read")
    Articles read: 24
    """
    if not report_dir:
        if sorting.in_lab():
            display(sorting.sorting_output())
        return Report(None, title=title, corpus=corpus)
    folder = Path(report_dir).expanduser().absolute()
    if (folder / "run.json").exists():
        raise RunError(
            "the folder holds a finished report",
            where=report_dir,
            remedy="Give another folder as report_dir.",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise RunError(f"the folder cannot be made ({problem.strerror})", where=report_dir) from None
    run_id = os.environ.get(RUN_VARIABLE, "")
    return Report(folder, title=title, run_id=run_id, corpus=corpus, quote_limit=quote_limit)


class Report(Valuing):
    """Records what a notebook found; made by `open_report`."""

    def figure(
        self,
        name: str,
        fig: Figure,
        *,
        data: pd.DataFrame,
        caption: str,
        alt: str,
        n: str | int = "",
        method: str = "",
        evidence: Evidence = None,
        value: str = "",
        status: str = "",
        lines: str = "",
    ) -> None:
        """Show a figure, and write it as SVG, PDF, PNG with its rows and its description.

        Parameters
        ----------
        name : str
            ``fig-`` and a name of small letters, digits and hyphens, unique in the report.
        fig : Figure
        data : DataFrame
            Exactly the plotted rows.
        caption, alt : str
            What the figure shows; and what it shows to someone who cannot see it.
        n : str or int
            Number of units behind the figure, such as ``24`` or ``"24 articles, 4 outlets"``.
        method : str
            How it was computed, in a sentence.
        evidence : Source, DataFrame or str, optional
            Where the plotted rows stand (see `reporting.claims`); rows with ``article_id`` that share columns
            with them; or, in a sentence, why they stand nowhere. Rows that carry a place need none.
        value, status : str
            Column that is drawn, where `claims.points` would take another; validity of what is drawn.
        lines : str
            Names of the ``ev-…`` lists of this report in which its sentences can be read, parted by spaces.

        Raises
        ------
        ParameterError
            If the name is malformed or taken, caption or alternative text is missing, or the evidence cannot
            be tied to the rows.
        """
        self._check(name, "fig", caption=caption, alt=alt, data=data)
        for one in lines.split():
            check_name(one, "ev")
        data, cut = self.quotes.table(data)
        rows = csv_bytes(data)
        trace = Trace(caption, alt, self.run_id, sha256(rows))
        words = outputs.Caption(f"Figure {self._number(name, 'figure')}", caption, _n(n), method)
        files: dict[str, str] = {}
        if self.folder is not None:
            files = self._written(name, fig, rows, trace=trace, n=n, method=method)
            places = self._claims.figure(name, data, evidence, value=value, status=status)
            self._write("claims.csv", self._claims.csv())
            if places is not None:
                files["evidence"] = f"evidence/{name}.csv"
                self._write(files["evidence"], places)
        image, kind = _picture(fig, trace)
        _close(fig)
        output = outputs.figure_output(
            name, image, kind, caption=words, alt=alt, data=data, files=files, lines=lines.split()
        )
        more: dict[str, Any] = {
            "data_sha256": trace.data_hash,
            "status": _statuses(data, status),
            "robustness": None,
        }
        self._record(output, "figure", caption=caption, files=list(files.values()), **more)
        self._say(cut, "cells behind the figure")

    def _written(
        self, name: str, fig: Figure, rows: bytes, *, trace: Trace, n: str | int, method: str
    ) -> dict[str, str]:
        """Write a figure with its rows and its description, and return the files by kind."""
        assert self.folder is not None
        written = save_figure(fig, self.folder / "figures", name, trace=trace)
        about = {"name": name, "caption": neutralise(trace.title), "alt": neutralise(trace.description)}
        about |= {"run": self.run_id, "data_sha256": trace.data_hash}
        self._write(f"figures/{name}.csv", rows)
        self._write(f"figures/{name}.json", json_text({**about, "n": n, "method": method}))
        return {kind: f"figures/{name}.{kind}" for kind in (*written, "csv", "json")}

    def table(
        self, name: str, df: pd.DataFrame, *, caption: str, note: str = "", max_rows: int = 25,
        columns: Sequence[str] | Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        """Show a table, and write it as CSV and LaTeX.

        Parameters
        ----------
        name : str
            ``tbl-`` and a name of small letters, digits and hyphens, unique in the report.
        df : DataFrame
        caption, note : str
        max_rows : int
            Rows shown; the files have all of them.
        columns : sequence or mapping of str, optional
            Columns that are shown, in this order, all when not given; a mapping also says what each is called
            (`headings.heading` where it says nothing). The CSV file has all columns under their own names.

        Raises
        ------
        ParameterError
            If the name is malformed or taken, the caption is missing, or `df` has no such column.
        """
        self._check(name, "tbl", caption=caption, data=df)
        chosen = [str(column) for column in (df.columns if columns is None else columns)]
        require(df, chosen, what="the table has", where=name)
        own = columns if isinstance(columns, Mapping) else {}
        headings = {column: own.get(column) or heading(column) for column in chosen}
        df, cut = self.quotes.table(df)
        shown = df if columns is None else df[chosen]
        files: dict[str, str] = {}
        words = outputs.Caption(f"Table {self._number(name, 'table')}", caption)
        if self.folder is not None:
            files = {"csv": f"tables/{name}.csv", "tex": f"tables/{name}.tex"}
            self._write(files["csv"], csv_bytes(df))
            self._write(
                files["tex"], latex_table(shown, caption=caption, label=name, note=note, headings=headings)
            )
        output = outputs.table_output(
            name, shown, caption=words, note=note, max_rows=max_rows, files=files, headings=headings
        )
        self._record(
            output, "table", caption=caption, files=list(files.values()), columns=list(headings.items())
        )
        self._say(cut, "cells of the table")

    def evidence(self, name: str, lines: pd.DataFrame, *, caption: str, max_rows: int = 20) -> None:
        """Show concordance lines in a list that opens, and write where they stand.

        Parameters
        ----------
        name : str
            ``ev-`` and a name of small letters, digits and hyphens, unique in the report.
        lines : DataFrame
            As `Corpus.kwic` returns: article_id, start, end, left, hit, right, and
            outlet, date, title where known.
        caption : str
        max_rows : int
            Lines shown; the file has the place of every line.

        Notes
        -----
        The file holds offsets and the hash of each hit, no text of an article.
        """
        self._check(name, "ev", caption=caption, data=lines)
        remedy = "Pass rows with article_id, start, end through corpus.kwic first."
        require(
            lines,
            ("article_id", "start", "end", "hit"),
            what="lines of evidence have",
            where=name,
            remedy=remedy,
        )
        files = []
        if self.folder is not None:
            files = [f"evidence/{name}.csv"]
            self._write(files[0], self._claims.lines(lines))
        shown, cut = self.quotes.lines(lines.head(max_rows))
        said = self.quotes.said(f"{cut:,} of these {len(shown):,} lines are cut or withheld") if cut else ""
        output = outputs.evidence_output(name, shown, caption=caption, total=len(lines), note=said)
        self._record(output, "evidence", caption=caption, files=files)

    def _say(self, cut: int, what: str) -> None:
        if cut:
            self.note(self.quotes.said(f"{cut:,} {what} are withheld"))


def _statuses(data: pd.DataFrame, status: str) -> str:
    """Return the validity of what a figure shows: its rows' own, each once."""
    if "validity" not in data.columns:
        return neutralise(status)
    return neutralise("; ".join(dict.fromkeys(str(one) for one in data["validity"].dropna() if str(one))))


def _n(n: str | int) -> str:
    return f"n = {number(n)}" if isinstance(n, int) else str(n)


def _picture(fig: Figure, trace: Trace) -> tuple[bytes, str]:
    vector = figure_bytes(fig, "svg", trace=trace)
    if len(vector) <= _LARGEST_SVG:
        return vector, "svg"
    return figure_bytes(fig, "png", trace=trace, dpi=200), "png"


def _close(fig: Figure) -> None:
    """Forget a figure made with pyplot, which a notebook would otherwise show a second time."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close(fig)

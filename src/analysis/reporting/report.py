"""The report handle of a notebook: shows figures, tables, values and evidence, and writes them.

A notebook opens one handle and hands everything it wants cited to it. By hand, in
JupyterLab, the handle only shows; when a folder is given it also writes each item at
once, so a run needs no closing cell and a broken one leaves a record of how far it came.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from analysis.errors import EmptySelectionError, ParameterError, RunError
from analysis.figures.saving import Trace, figure_bytes, save_figure
from analysis.labels import neutralise
from analysis.reporting.formatting import json_text, jsonable, number, sha256, value_text
from analysis.reporting.names import check_name
from analysis.reporting.record import Record
from analysis.reporting.runs.provenance import RUN_VARIABLE
from analysis.reporting.showing import outputs
from analysis.reporting.showing.annotated import Annotated
from analysis.reporting.tables import csv_bytes, latex_table

_LARGEST_SVG = 400_000
"""Bytes above which a page carries the PNG: a picture of very many marks draws slowly as SVG."""


def open_report(report_dir: str = "", *, title: str = "") -> Report:
    """Return the handle a notebook records its results with.

    Parameters
    ----------
    report_dir : str
        Folder to write to. Empty: show here and write nothing.
    title : str
        Title of the report's page; the notebook's first heading when empty.

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
        return Report(None, title=title)
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
    return Report(folder, title=title, run_id=os.environ.get(RUN_VARIABLE, ""))


class Report(Record):
    """Records what a notebook found; made by `open_report`."""

    def __init__(self, folder: Path | None, *, title: str = "", run_id: str = "") -> None:
        super().__init__(folder, title=title, run_id=run_id)
        self._values: dict[str, dict[str, Any]] = {}

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

        Raises
        ------
        ParameterError
            If the name is malformed or taken, or caption or alternative text is missing.
        """
        self._check(name, "fig", caption=caption, alt=alt, data=data)
        rows = csv_bytes(data)
        trace = Trace(caption, alt, self.run_id, sha256(rows))
        words = outputs.Caption(f"Figure {self._number(name, 'figure')}", caption, _n(n), method)
        files: dict[str, str] = {}
        if self.folder is not None:
            written = save_figure(fig, self.folder / "figures", name, trace=trace)
            about = {
                "name": name,
                "caption": neutralise(caption),
                "alt": neutralise(alt),
                "n": n,
                "method": method,
            }
            self._write(f"figures/{name}.csv", rows)
            self._write(
                f"figures/{name}.json",
                json_text({**about, "run": self.run_id, "data_sha256": trace.data_hash}),
            )
            files = {kind: f"figures/{name}.{kind}" for kind in (*written, "csv", "json")}
        image, kind = _picture(fig, trace)
        _close(fig)
        output = outputs.figure_output(name, image, kind, caption=words, alt=alt, data=data, files=files)
        self._record(output, "figure", caption=caption, files=list(files.values()))

    def table(self, name: str, df: pd.DataFrame, *, caption: str, note: str = "", max_rows: int = 25) -> None:
        """Show a table, and write it as CSV and LaTeX.

        Parameters
        ----------
        name : str
            ``tbl-`` and a name of small letters, digits and hyphens, unique in the report.
        df : DataFrame
        caption, note : str
        max_rows : int
            Rows shown; the files have all of them.
        """
        self._check(name, "tbl", caption=caption, data=df)
        files: dict[str, str] = {}
        words = outputs.Caption(f"Table {self._number(name, 'table')}", caption)
        if self.folder is not None:
            files = {"csv": f"tables/{name}.csv", "tex": f"tables/{name}.tex"}
            self._write(files["csv"], csv_bytes(df))
            self._write(files["tex"], latex_table(df, caption=caption, label=name, note=note))
        output = outputs.table_output(name, df, caption=words, note=note, max_rows=max_rows, files=files)
        self._record(output, "table", caption=caption, files=list(files.values()))

    def value(
        self,
        name: str,
        value: Any,
        *,
        label: str,
        unit: str = "",
        n: str | int | None = None,
        low: float | None = None,
        high: float | None = None,
        evidence: str | None = None,
    ) -> None:
        """Show a number that the text may name, and keep it under its name in ``values.json``.

        Parameters
        ----------
        name : str
            Small letters, digits and hyphens, unique in the report.
        value : number or str
        label : str
            What the number is, as a reader should read it.
        unit : str
            Such as ``"%"`` or ``"per 1,000 words"``.
        n : str or int, optional
            Number of units it rests on.
        low, high : float, optional
            Ends of its interval.
        evidence : str, optional
            Name of the ``ev-…`` list that shows where it comes from.
        """
        self._check(name, "", label=label)
        if evidence is not None:
            check_name(evidence, "ev")
        words = {"label": neutralise(label), "unit": neutralise(unit)}
        entry = jsonable({"value": value, **words, "n": n, "low": low, "high": high, "evidence": evidence})
        entry["text"] = value_text(entry)
        self._values[name] = entry
        if self.folder is not None:
            self._write("values.json", json_text(self._values))
        self._record(outputs.value_output(name, entry), "value", caption=label, files=[], key=name)

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
        needed = [c for c in ("article_id", "start", "end", "hit") if c not in lines.columns]
        if needed:
            raise ParameterError(
                f"lines without {', '.join(needed)} are no evidence", where=name,
                remedy="Pass rows with article_id, start, end through corpus.kwic first.",
            )  # fmt: skip
        files = []
        if self.folder is not None:
            places = lines[["article_id", "start", "end"]].assign(
                hit_sha256=[sha256(str(hit)) for hit in lines["hit"]]
            )
            files = [f"evidence/{name}.csv"]
            self._write(files[0], csv_bytes(places))
        output = outputs.evidence_output(name, lines, caption=caption, max_rows=max_rows)
        self._record(output, "evidence", caption=caption, files=files)

    def paragraph(self, name: str, sentences: str) -> None:
        """Show a paragraph that was written from the data, and keep it as a text file.

        Parameters
        ----------
        name : str
            ``par-`` and a name of small letters, digits and hyphens, unique in the report.
        sentences : str
        """
        self._check(name, "par", paragraph=sentences)
        files = [f"texts/{name}.txt"] if self.folder is not None else []
        for file in files:
            self._write(file, neutralise(sentences) + "\n")
        self._record(outputs.paragraph_output(name, sentences), "paragraph", caption=sentences, files=files)

    def text(self, name: str, text: Annotated, *, caption: str) -> None:
        """Show an article's text with its evidence in it.

        Parameters
        ----------
        name : str
            ``txt-`` and a name of small letters, digits and hyphens, unique in the report.
        text : Annotated
            From `reporting.annotated`, which escaped it; HTML from elsewhere is refused.
        caption : str

        Notes
        -----
        The page shows the whole article. No file of it is written beside the page.
        """
        self._check(name, "txt", caption=caption)
        if not isinstance(text, Annotated):
            raise ParameterError(
                f"{type(text).__name__} is not an annotated text", where=name,
                remedy="Make it with reporting.annotated, which escapes the article.",
            )  # fmt: skip
        self._record(outputs.text_output(name, text, caption=caption), "text", caption=caption, files=[])

    def note(self, sentence: str) -> None:
        """Say, in a sentence, what is not shown and why."""
        name = f"note-{1 + sum(item['kind'] == 'note' for item in self._items.values())}"
        self._record(outputs.note_output(name, sentence), "note", caption=sentence, files=[])

    @contextmanager
    def attempt(self, what: str) -> Iterator[None]:
        """Run a block that too small a selection may refuse, and say so in a sentence instead of a traceback.

        Parameters
        ----------
        what : str
            What the block shows, to open the sentence with.

        Notes
        -----
        Only an `EmptySelectionError` is a refusal; any other error is one and ends the run.
        """
        try:
            yield
        except EmptySelectionError as refusal:
            self.note(f"{what} cannot be shown: {refusal}")


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

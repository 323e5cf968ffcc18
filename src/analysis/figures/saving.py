"""Write a figure as SVG, PDF and PNG: the same bytes for the same figure, and traceable.

Each file carries the id of its run and the hash of its plotted rows in its own
metadata, so that a stray image can be led back to its report.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure
from matplotlib.text import Text

from analysis import __version__
from analysis.errors import one_of
from analysis.figures.theme import themed
from analysis.labels import neutralise

FORMATS = ("svg", "pdf", "png")


@dataclass(frozen=True)
class Trace:
    """What a figure file says about itself.

    Parameters
    ----------
    title, description : str
        Caption and alternative text.
    run_id : str
        Run that made it; empty when drawn by hand.
    data_hash : str
        SHA-256 (hexadecimal) of the plotted rows as CSV.
    """

    title: str = ""
    description: str = ""
    run_id: str = ""
    data_hash: str = ""


def figure_bytes(figure: Figure, kind: str, *, trace: Trace | None = None, dpi: float | None = None) -> bytes:
    """Return a figure as the bytes of a file.

    Parameters
    ----------
    figure : Figure
    kind : {"svg", "pdf", "png"}
    trace : Trace, optional
        What goes into the file's metadata: text keys of a PNG, Dublin Core of an SVG,
        Subject and Keywords of a PDF.
    dpi : float, optional
        Dots per inch of a PNG; 300 if not given.

    Raises
    ------
    ParameterError
        If `kind` is none of the three.

    Notes
    -----
    No file holds the time it was written: the same figure gives the same bytes.

    Examples
    --------
    >>> from analysis.figures.theme import new_figure
    >>> figure, axes = new_figure(height_mm=50)
    >>> figure_bytes(figure, "svg") == figure_bytes(figure, "svg")
    True
    """
    one_of(kind, FORMATS, name="figure format")
    stream = io.BytesIO()
    with themed():
        # Tick labels come into being while drawing: a first pass makes them under our settings,
        # and lets the layout settle before the bytes are made.
        for text in figure.findobj(Text):
            text.set_parse_math(False)  # type: ignore[attr-defined]
        figure.draw_without_rendering()
        options: dict[str, Any] = {} if dpi is None else {"dpi": dpi}
        figure.savefig(stream, format=kind, metadata=_metadata(kind, trace or Trace()), **options)
    return stream.getvalue()


def save_figure(
    figure: Figure,
    folder: str | Path,
    name: str,
    *,
    trace: Trace | None = None,
    kinds: Iterable[str] = FORMATS,
) -> dict[str, Path]:
    """Write ``folder/name.svg``, ``.pdf`` and ``.png`` and return their paths by format."""
    base = Path(folder)
    base.mkdir(parents=True, exist_ok=True)
    written: dict[str, Path] = {}
    for kind in kinds:
        path = base / f"{name}.{kind}"
        path.write_bytes(figure_bytes(figure, kind, trace=trace))
        written[kind] = path
    return written


def _metadata(kind: str, trace: Trace) -> dict[str, Any]:
    maker = f"News Profiles {__version__}"
    title, description = neutralise(trace.title), neutralise(trace.description)
    run, data = neutralise(trace.run_id) or "none", neutralise(trace.data_hash) or "none"
    if kind == "png":
        return {
            "Title": title,
            "Description": description,
            "Run": run,
            "Data-SHA256": data,
            "Software": maker,
        }
    keywords = [f"run:{run}", f"data-sha256:{data}"]
    if kind == "pdf":
        return {
            "Title": title,
            "Subject": description,
            "Keywords": ", ".join(keywords),
            "Creator": maker,
            "CreationDate": None,
        }
    return {
        "Title": title,
        "Description": description,
        "Identifier": keywords[0],
        "Source": keywords[1],
        "Keywords": keywords,
        "Creator": maker,
        "Date": None,
    }

"""``analysis compare``: two runs side by side, as a page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def compare(
    first: Annotated[str, typer.Argument(help="Folder of a report, or its run id.")],
    second: Annotated[str, typer.Argument(help="The other one; differences are second less first.")],
    *,
    reports: Annotated[str, typer.Option(help="Folder of reports that ids are looked up in.")] = "reports",
    out: Annotated[str, typer.Option(help="Page to write; in the folder of reports if not given.")] = "",
    debug: Annotated[bool, typer.Option(help="Show tracebacks.")] = False,
) -> None:
    """Write a page that shows what differs between two runs: inputs, values, figures, rows of tables."""
    from analysis.reporting.pages.comparison import COMPARED, find_run, write_comparison

    folder = Path(reports).expanduser()
    runs = find_run(first, folder), find_run(second, folder)
    ids = "--".join(run.name.rpartition("--")[2] for run in runs)
    slug = runs[1].name.rpartition("--")[0]
    path = Path(out).expanduser() if out else folder / COMPARED / f"{slug}--{ids}.html"
    print(write_comparison(runs[0], runs[1], path))

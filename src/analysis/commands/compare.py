"""``analysis compare``: two runs side by side, as a page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def compare(
    first: Annotated[str, typer.Argument(help="Folder of a report, its slug or its run id.")],
    second: Annotated[str, typer.Argument(help="The other one; differences are second less first.")],
    *,
    reports: Annotated[str, typer.Option(help="Folder of reports they are looked up in.")] = "reports",
    out: Annotated[str, typer.Option(help="Page to write; in the folder of reports if not given.")] = "",
    debug: Annotated[bool, typer.Option(help="Show tracebacks.")] = False,
) -> None:
    """Write a page that shows what differs between two runs: inputs, values, figures, rows of tables."""
    from analysis.reporting.known import Reports
    from analysis.reporting.pages.comparison import COMPARED, page_name, write_comparison

    folder = Path(reports).expanduser()
    known = Reports([folder] if folder.is_dir() else [])
    one, two = known.named(first), known.named(second)
    path = Path(out).expanduser() if out else folder / COMPARED / page_name(one, two)
    print(write_comparison(one.folder, two.folder, path))

"""The command `analysis new`: a study folder to work in."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from analysis.commands.printing import say


def new(
    name: Annotated[str, typer.Argument(help="Folder to make, such as harbour-dispute.")],
    *,
    raw: Annotated[
        str, typer.Option(help="Articles that lie elsewhere; data/raw of the study if not given.")
    ] = "",
    debug: Annotated[bool, typer.Option(help="Show tracebacks.")] = False,
) -> None:
    """Make a study folder: study.toml, data/raw, a codebook to begin with, the notebooks."""
    from analysis.reporting.runs.founding import new_study

    written = new_study(name, raw=raw)
    folder = written[0].parent
    console = Console()
    say(console, f"{folder}: {', '.join(path.name for path in written[:4])}, {len(written) - 4} notebooks")
    articles = raw or f"{name}/data/raw"
    if not raw:
        say(console, f"Put articles into {articles}, then:")
    say(console, f"  analysis corpus --raw {articles}")
    say(console, f"  analysis report --study {name}/study.toml")

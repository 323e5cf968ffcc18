"""The commands of checking: where a file comes from, whether a run holds, whether a manuscript is right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import pandas as pd
import typer
from rich.console import Console

from analysis.commands.printing import say, terminal_table
from analysis.errors import ParameterError

if TYPE_CHECKING:
    from analysis.reporting.checking.checked import Checked
    from analysis.reporting.checking.known import Reports

_FOLDERS = Annotated[
    list[str] | None,
    typer.Option("--reports", metavar="FOLDER", help="Folder of reports; may be given several times."),
]
_AS_JSON = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
_DEBUG = Annotated[bool, typer.Option(help="Show tracebacks.")]


def check(
    manuscripts: Annotated[list[str], typer.Argument(help=".tex, .docx, .qmd or .md files.")],
    *,
    reports: _FOLDERS = None,
    other: Annotated[
        list[str] | None,
        typer.Option(metavar="PATTERN", help="Pictures that come from no run, such as 'logos/*'."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="List matching citations and uncited numbers, too.")
    ] = False,
    strict: Annotated[bool, typer.Option(help="End with 1 for what is fragile or was not read, too.")] = False,
    as_json: _AS_JSON = False,
    debug: _DEBUG = False,
) -> None:
    """Hold every figure and number a manuscript cites against the runs they come from.

    Ends with 0 if all match, 1 if something is stale or untraceable, 2 if the request is wrong.
    """
    from analysis.reporting.checking.checked import check_manuscript
    from analysis.reporting.checking.picturing import Pictures

    paths = [Path(name).expanduser() for name in manuscripts]
    known = _known(reports, paths)
    pictures = Pictures(known)
    checked = [check_manuscript(path, known, pictures=pictures, other=other or ()) for path in paths]
    if as_json:
        _print_json({"reports": len(known), "manuscripts": [one.data() for one in checked]})
    else:
        for one in checked:
            _show_check(one, everything=everything, known=known)
    failed = any(one.wrong or (strict and (one.fragile or one.manuscript.unread)) for one in checked)
    raise typer.Exit(1 if failed else 0)


def _show_check(checked: Checked, *, everything: bool, known: Reports) -> None:
    console = Console()
    rows = [
        {"where": str(finding.place), "typed": finding.typed, "outcome": finding.outcome, "why": finding.says,
         "cites": finding.item}
        for finding in checked.findings
        if everything or finding.outcome != "matching"
    ]  # fmt: skip
    name = checked.manuscript.path.name
    if rows:
        console.print(terminal_table(name, pd.DataFrame(rows)))
    parts = [f"{count} {outcome}" for outcome, count in checked.counts.items()]
    runs = f"{len(known)} report{'s' if len(known) != 1 else ''} known"
    say(console, f"{name}: {len(checked.findings)} citations, {', '.join(parts)} ({runs}).")
    if checked.passed_over:
        say(console, f"pictures from no run, by --other: {checked.passed_over}")
    for place, why in checked.manuscript.unread:
        say(console, f"not read: {place}: {why}")
    numbers = checked.manuscript.numbers
    say(console, f"uncited numbers: {len(numbers)}")
    if everything:
        for number in numbers:
            say(console, f"  {number.place}: {number.typed}   … {number.around} …")


def _known(folders: list[str] | None, near: list[Path]) -> Reports:
    """Return the reports in the folders given, else in the nearest folder ``reports``."""
    from analysis.reporting.checking.known import Reports, default_folders

    places = [Path(folder) for folder in folders] if folders else default_folders(near)
    if not places:
        raise ParameterError(
            "no folder of reports was found", where="--reports", remedy="Name the folder that holds the reports."
        )
    known = Reports(places)
    if not len(known):
        raise ParameterError(
            "the folder holds no finished report", where=str(places[0]), remedy="Name another with --reports."
        )
    return known


def _print_json(value: Any) -> None:
    print(json.dumps(value, indent=1, ensure_ascii=True))

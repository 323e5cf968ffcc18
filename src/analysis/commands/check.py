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
    from analysis.reporting.checking.tracing import Traced
    from analysis.reporting.known import Reports

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
    strict: Annotated[
        bool, typer.Option(help="End with 1 for what is fragile or was not read, too.")
    ] = False,
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
    console, name = Console(), checked.manuscript.path.name
    rows = [
        {"where": finding.place.within(name), "typed": finding.typed, "outcome": finding.outcome, "why": finding.says,
         "cites": finding.item}
        for finding in checked.findings
        if everything or finding.outcome != "matching"
    ]  # fmt: skip
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
    from analysis.reporting.known import Reports, default_folders

    places = [Path(folder) for folder in folders] if folders else default_folders(near)
    if not places:
        raise ParameterError(
            "no folder of reports was found",
            where="--reports",
            remedy="Name the folder that holds the reports.",
        )
    known = Reports(places)
    if not len(known):
        raise ParameterError(
            "the folder holds no finished report", where=str(places[0]), remedy="Name another with --reports."
        )
    return known


def _print_json(value: Any) -> None:
    print(json.dumps(value, indent=1, ensure_ascii=True))


def trace(
    files: Annotated[list[str], typer.Argument(help="Files, or folders of files.")],
    *,
    reports: _FOLDERS = None,
    as_json: _AS_JSON = False,
    debug: _DEBUG = False,
) -> None:
    """Say where pictures, tables and other files come from: run, data, code, parameters.

    Ends with 0 if all were traced, 1 if some were not, 2 if the request is wrong.
    """
    from analysis.reporting.checking.tracing import TRACED, Tracer, files_to_trace

    paths = files_to_trace(files)
    tracer = Tracer(_known(reports, paths))
    found = [one for path in paths for one in tracer.trace(path)]
    if as_json:
        _print_json([one.data() for one in found])
    else:
        console = Console()
        for one in found:
            _show_trace(console, one, brief=len(found) > 10)
        traced = sum(one.outcome == TRACED for one in found)
        say(console, f"{traced} of {len(found)} traced.")
    raise typer.Exit(0 if found and all(one.outcome == TRACED for one in found) else 1)


def _show_trace(console: Console, one: Traced, *, brief: bool) -> None:
    where = f"{one.run}#{one.item}" if one.run and one.item else one.run
    say(console, f"{one.file}: {one.outcome}{f', {where}, {one.status}' if where else ''} ({one.how})")
    if brief:
        return
    for name, value in one.facts.items():
        say(console, f"  {name + ':':15} {_line(value)}")
    if one.outcome != "traced":
        for name, text in one.says.items():
            say(console, f"  the file says {name}: {text}")


def _line(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(
            f"{key} = {item!r}" if isinstance(item, str) else f"{key} = {item}" for key, item in value.items()
        )
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def verify(
    runs: Annotated[list[str], typer.Argument(metavar="RUN…", help="Folder, slug or run id of a report.")],
    *,
    reports: _FOLDERS = None,
    raw: Annotated[str, typer.Option(help="Folder of articles: carry the run out again and compare.")] = "",
    derived: Annotated[str, typer.Option(help="Folder of caches.")] = "",
    notebook_dir: Annotated[str, typer.Option(help="Folder of notebooks.")] = "notebooks",
    files_only: Annotated[
        bool, typer.Option("--files-only", help="Check the folder, carry nothing out.")
    ] = False,
    tolerance: Annotated[
        float, typer.Option(min=0.0, help="Difference of numbers that counts as none.")
    ] = 0.0,
    timeout: Annotated[float | None, typer.Option(help="Seconds allowed for the run.")] = None,
    as_json: _AS_JSON = False,
    debug: _DEBUG = False,
) -> None:
    """Check a report's files, and derive it again from its articles where they are at hand.

    Ends with 0 if all holds, 1 if something differs, 2 if the request is wrong.
    """
    from analysis.reporting.checking.verifying import verify_run

    console, results = Console(), []
    for name in runs:
        folder = Path(name).expanduser()
        known = _known([name] if (folder / "run.json").is_file() else reports, [])
        result = verify_run(
            name, known, raw=raw, derived=derived, notebook_dir=notebook_dir, files_only=files_only,
            tolerance=tolerance, timeout=timeout,
        )  # fmt: skip
        results.append(result)
        if not as_json:
            for line in result.lines():
                say(console, line)
    if as_json:
        _print_json([result.data() for result in results])
    raise typer.Exit(0 if all(result.holds for result in results) else 1)

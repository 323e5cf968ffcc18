"""`analysis cite`: what to paste to cite a figure, a table or a number."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from analysis.commands.printing import say
from analysis.errors import ParameterError, one_of


def cite(
    item: Annotated[
        str, typer.Argument(help="fig-…, tbl-…, a number's name, report, data, software or references.")
    ] = "",
    *,
    run: Annotated[
        list[str] | None, typer.Option(help="Slug of a report, or the beginning of a run id.")
    ] = None,
    reports: Annotated[str, typer.Option(help="Folder of reports.")] = "reports",
    style: Annotated[str, typer.Option(help="latex, quarto, markdown, word, bibtex, csl or text.")] = "latex",
    author: Annotated[str, typer.Option(help="Who answers for the report, for its reference.")] = "",
    title: Annotated[str, typer.Option(help="What the report is called, for its reference.")] = "",
    year: Annotated[str, typer.Option(help="When it was made, for its reference.")] = "",
    variables: Annotated[
        bool, typer.Option("--variables", help="Print all numbers as Quarto's _variables.yml.")
    ] = False,
    pin: Annotated[
        list[Path] | None, typer.Option(help="Manuscript whose run ids are set to the current runs.")
    ] = None,
    debug: Annotated[bool, typer.Option(help="Show tracebacks.")] = False,
) -> None:
    """Print what to paste into a manuscript to cite an item of a report.

    Run it in the manuscript's folder: paths are seen from there. What to paste goes to
    standard output, all else to standard error.
    """
    folder, chosen = Path(reports).expanduser(), run or []
    errors = Console(stderr=True)
    if sum((bool(item), variables, bool(pin))) > 1:
        raise ParameterError(
            "an item, --variables and --pin exclude each other", remedy="Ask for one at a time."
        )
    if pin:
        _pin(pin, folder, errors)
    elif variables:
        _print_variables(folder, chosen)
    elif item:
        one_of(style, _styles(), name="style")
        if len(chosen) > 1:
            raise ParameterError(
                "an item comes from one run", where="--run", remedy="Give --run once, or --variables."
            )
        _print_item(item, folder, "".join(chosen), style, errors, author=author, title=title, year=year)
    else:
        _print_list(folder, chosen)


def _styles() -> tuple[str, ...]:
    from analysis.reporting.citing.pasting import STYLES

    return STYLES


def _print_item(item: str, folder: Path, run: str, style: str, errors: Console, **known: str) -> None:
    from analysis.reporting.citing.choosing import choose
    from analysis.reporting.citing.pasting import needs, paste

    choice = choose(folder, item, run=run)
    base = Path(os.path.relpath(choice.folder)).as_posix()
    say(errors, f"From {choice.report.title}, report {choice.report.folder}")
    if choice.others:
        say(errors, f"Also in {', '.join(choice.others)}; --run chooses.")
    if choice.folder.parent.name == ".superseded":
        say(errors, "This run is superseded: a newer run of the report exists.")
    if hint := needs(choice, style, base):
        say(errors, hint)
    print(paste(choice, style, base, **known))


def _print_variables(folder: Path, runs: list[str]) -> None:
    from analysis.reporting.citing.choosing import choose, find_reports
    from analysis.reporting.citing.markdown import variables

    chosen = [choose(folder, "report", run=run).report for run in runs]
    print(variables(chosen or find_reports(folder).values()), end="")


def _print_list(folder: Path, runs: list[str]) -> None:
    from analysis.labels import clip
    from analysis.reporting.citing.choosing import choose, find_reports

    chosen = [choose(folder, "report", run=run).report for run in runs] or list(find_reports(folder).values())
    lines = []
    for report in chosen:
        lines.append(f"{report.folder}  {report.title}")
        width = max((len(item.name) for item in report.items), default=0)
        for item in report.items:
            shown = f"{item.text}, {item.caption}" if item.kind == "value" else item.caption
            lines.append(f"  {item.name:<{width}}  {clip(shown, 100)}")
    print("\n".join(lines))


def _pin(files: list[Path], folder: Path, errors: Console) -> None:
    from analysis.reporting.citing.choosing import find_reports
    from analysis.reporting.citing.pinning import pin_file

    current, found = find_reports(folder), find_reports(folder, superseded=True)
    for path in files:
        pinned = pin_file(path, found, current.values())
        for before, after in pinned.moved.items():
            say(errors, f"{path}: {before} is now {after}")
        for name in pinned.unknown:
            say(errors, f"{path}: {name} names no report here, and was left")
        if not pinned.moved and not pinned.unknown:
            say(errors, f"{path}: up to date")

"""The command `analysis`: write reports, look into a corpus."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from analysis import __version__
from analysis.commands import check, cite, codebook, compare, new, validation
from analysis.commands.printing import terminal_table
from analysis.errors import AnalysisError, ParameterError

if TYPE_CHECKING:
    from analysis.corpus import Corpus

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""

app = typer.Typer(
    add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None,
    help="Profiles of vocabulary, actors and framing in news articles, as reports that can be cited.",
)  # fmt: skip

app.add_typer(codebook.app, name="codebook")
codebook.app.command("sheet")(validation.sheet)
app.command("validate")(validation.validate)
app.command("new")(new.new)
app.command("cite")(cite.cite)
app.command("check")(check.check)
app.command("trace")(check.trace)
app.command("verify")(check.verify)
app.command("compare")(compare.compare)


def _version(asked: bool) -> None:
    if asked:
        print(f"analysis {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which.")
    ] = False,
) -> None:
    pass


@app.command()
def report(
    *,
    raw: Annotated[str, typer.Option(help="Folder of articles, or one file.")] = "",
    where: Annotated[str, typer.Option(help="Condition, such as \"outlet = 'Harbour Post'\".")] = "",
    by: Annotated[str, typer.Option(help="Column; a report for each of its values.")] = "",
    notebooks: Annotated[str, typer.Option(help="Names or paths, with commas between them.")] = "",
    out: Annotated[str, typer.Option(help="Folder of reports.")] = "",
    workers: Annotated[
        int | None, typer.Option(min=1, help="Runs at a time; all cores if not given.")
    ] = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option("--parameter", "-p", metavar="NAME=VALUE", help="Value of a parameter."),
    ] = None,
    study: Annotated[
        str, typer.Option(help="study.toml that describes the batch; options win over it.")
    ] = "",
    codebook: Annotated[str, typer.Option(help="Codebook file for framing.")] = "",
    notebook_dir: Annotated[str, typer.Option(help="Folder of notebooks.")] = "",
    timeout: Annotated[float | None, typer.Option(help="Seconds allowed for one run.")] = None,
    quote_limit: Annotated[
        int | None,
        typer.Option(min=0, help="Characters of each article's text a report may show; none if not given."),
    ] = None,
    scheduler: Annotated[
        str, typer.Option(help="Dask scheduler that reads and annotates, such as tcp://host:8786.")
    ] = "",
    pdf: Annotated[bool, typer.Option("--pdf", help="Write report.pdf too (extra `pdf`).")] = False,
    debug: Annotated[bool, typer.Option(help="Show tracebacks.")] = False,
) -> None:
    """Run notebooks over a corpus and write their reports.

    Ends with 0 if every run is finished or unchanged, 1 if one failed, 2 if the request is wrong.
    """
    from analysis.reporting.runs.batch import run_study
    from analysis.reporting.runs.display import Display, summary
    from analysis.reporting.runs.study import Study, load_study, merge

    options: dict[str, Any] = {
        "raw": raw, "where": where, "by": by, "out": out, "workers": workers, "codebook": codebook,
        "notebook_dir": notebook_dir, "timeout": timeout, "scheduler": scheduler, "pdf": pdf or None,
        "parameters": _pairs(parameter or []), "quote_limit": quote_limit,
        "notebooks": [name.strip() for name in notebooks.split(",") if name.strip()],
    }  # fmt: skip
    settings = merge(load_study(study) if study else Study(), options)
    display = Display()
    with display:
        batch = run_study(settings, watcher=display)
    summary(batch)
    if batch.failed:
        raise typer.Exit(1)


@app.command()
def corpus(
    *,
    raw: Annotated[str, typer.Option(help="Folder of articles, or one file.")] = "data/raw",
    where: Annotated[str, typer.Option(help="Condition on the articles table.")] = "",
    rejected: Annotated[str, typer.Option(help="CSV file to write the rejected records to.")] = "",
    debug: Annotated[bool, typer.Option(help="Show tracebacks.")] = False,
) -> None:
    """Print what became of every record: articles, duplicates, and what was rejected and why."""
    from analysis.corpus import open_corpus

    found = open_corpus(raw, where=where, allow_empty=not where)
    console = Console()
    _print_ledger(console, found)
    if rejected:
        found.rejected.to_csv(rejected, index=False)
        console.print(f"Rejected records written to {rejected}", markup=False, highlight=False)


@app.command()
def actors(
    *,
    raw: Annotated[str, typer.Option(help="Folder of articles, or one file.")] = "data/raw",
    where: Annotated[str, typer.Option(help="Condition on the articles table.")] = "",
    language: Annotated[str, typer.Option(help="Language of the articles; empty for all.")] = "en",
    out: Annotated[str, typer.Option(help="CSV file to write the register to.")] = "actors.csv",
    actors_list: Annotated[str, typer.Option(help="Own list of actors, instead of own_actors.yaml.")] = "",
    debug: Annotated[bool, typer.Option(help="Show tracebacks.")] = False,
) -> None:
    """Write the register of actors: who is who, every merge with its reason, what to look at.

    Edit it and lay it beside the raw articles as actors.csv: it is read ever after, and never written.
    """
    from analysis.actors import actors_register, register_of, write_register
    from analysis.corpus import open_corpus

    found = open_corpus(raw, where=where, language=language)
    table = actors_register(found, actors_list=actors_list)
    path = write_register(table, out, raw=found.raw)
    console = Console()
    rows = table["row"].value_counts()
    line = (
        f"{rows.get('actor', 0):,} actors in {found}, {rows.get('merged', 0):,} ids merged into them: {path}"
    )
    console.print(line, markup=False, highlight=False, soft_wrap=True)
    look = table.loc[(table["row"] == "actor") & (table["reason"] != ""), ["actor_id", "articles", "reason"]]
    unmatched = register_of(found, actors_list=actors_list).unmatched
    for title, part in (("To look at", look), ("Decisions that matched nothing", unmatched)):
        if len(part):
            console.print(terminal_table(title, part.head(40)))


def _print_ledger(console: Console, found: Corpus) -> None:
    ledger = found.ledger
    shown = ledger if len(ledger) <= 60 else ledger.head(60)
    console.print(terminal_table(f"Corpus {found.raw}", shown))
    if len(shown) < len(ledger):
        console.print(f"… and {len(ledger) - len(shown):,} more files", markup=False, highlight=False)
    totals = ledger[["records", "articles", "duplicates", "rejected"]].sum()
    line = (
        f"{len(ledger):,} files, {totals['records']:,} records: {totals['articles']:,} articles, "
        f"{totals['duplicates']:,} duplicates, {totals['rejected']:,} rejected."
    )
    console.print(line, markup=False, highlight=False)
    if found.where:
        console.print(f"{len(found):,} articles meet {found.where}", markup=False, highlight=False)
    for title, table in (
        ("Rejected", found.rejected),
        ("To look at", found.notices),
        ("Passed over", found.ignored),
    ):
        if len(table):
            console.print(terminal_table(title, table.head(40)))
            if len(table) > 40:
                console.print(f"… and {len(table) - 40:,} more; --rejected FILE writes all", highlight=False)


def _pairs(items: list[str]) -> dict[str, str]:
    pairs = {}
    for item in items:
        name, sign, value = item.partition("=")
        if not sign or not name.strip().isidentifier():
            raise ParameterError(
                f"{item!r} is not NAME=VALUE", where="--parameter", remedy="Write -p least=5."
            )
        pairs[name.strip()] = value
    return pairs


def main() -> None:
    """Run the command; an error the user can put right is one line and exit code 2."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    try:
        code = app(standalone_mode=False)
    except AnalysisError as problem:
        if "--debug" in sys.argv:
            raise
        print(f"analysis: {problem}", file=sys.stderr)
        code = 2
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception as problem:
        code = _unexpected(problem)
    if code == INTERRUPTED:
        print("analysis: interrupted; nothing half written was kept", file=sys.stderr)
    sys.exit(code)


def _unexpected(problem: Exception) -> int:
    show = getattr(problem, "show", None)  # a usage error of the command line itself
    if show is not None:
        show()
        return int(getattr(problem, "exit_code", 2))
    if "--debug" in sys.argv:
        raise problem
    kind = type(problem).__name__
    line = " ".join(str(problem).split())[:300]
    print(f"analysis: {kind}: {line} (an error of the program; --debug shows where)", file=sys.stderr)
    return 2


if __name__ == "__main__":
    main()

"""The commands `analysis codebook …`: look at, check, compare, import codebooks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from analysis.commands.printing import say, terminal_table
from analysis.errors import ParameterError

if TYPE_CHECKING:
    import pandas as pd

    from analysis.corpus import Corpus

app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Look at, check, compare and import codebooks."
)
"""Further commands about codebooks are registered here, by `app.command()`."""

Book = Annotated[str, typer.Argument(help="Name of a shipped codebook, or path of a .yaml file.")]
Raw = Annotated[str, typer.Option(help="Folder of articles, or one file, to hold it against.")]
Where = Annotated[str, typer.Option(help="Condition on the articles table.")]
Sample = Annotated[int, typer.Option(min=0, help="Articles drawn from the folder; 0 for all.")]
Language = Annotated[str, typer.Option(help="Language of the articles; empty for all.")]
Out = Annotated[str, typer.Option(help="CSV file to write the table to.")]
Debug = Annotated[bool, typer.Option(help="Show tracebacks.")]


@app.command(name="list")
def list_(*, debug: Debug = False) -> None:
    """List the codebooks that come with the package."""
    import pandas as pd

    from analysis.framing import load_codebook, shipped_codebooks
    from analysis.framing.codebooks.model import counts

    rows = []
    for name in shipped_codebooks():
        book = load_codebook(name)
        rows.append({"name": name, "version": book.version, "title": book.title, **counts(book)})
    Console().print(terminal_table("Codebooks", pd.DataFrame(rows)))


@app.command()
def show(
    codebook: Book,
    *,
    yaml: Annotated[bool, typer.Option("--yaml", help="Print it as one file, with all it extends.")] = False,
    debug: Debug = False,
) -> None:
    """Show the frames and questions of a codebook."""
    from analysis.framing import codebook_table, fingerprint, load_codebook, to_yaml

    book = load_codebook(codebook)
    if yaml:
        typer.echo(to_yaml(book), nl=False)
        return
    console = Console()
    say(console, f"{book.title}, version {book.version}, {book.name}, {fingerprint(book)}")
    for origin in book.lineage:
        say(console, f"after {origin.name}, version {origin.version}, {origin.fingerprint}: {origin.source}")
    columns = ["frame", "indicator", "question", "fires", "rule", "terms", "examples"]
    console.print(terminal_table("Questions", codebook_table(book)[columns]))


@app.command()
def lint(
    codebook: Book,
    *,
    raw: Raw = "",
    where: Where = "",
    sample: Sample = 0,
    language: Language = "en",
    out: Out = "",
    notes: Annotated[bool, typer.Option(help="Also list what is only worth a look.")] = True,
    debug: Debug = False,
) -> None:
    """List what is wrong, doubtful or missing in a codebook; with --raw also what articles show.

    Ends with 1 if something cannot work as it is written.
    """
    from analysis.framing import lint as lint_codebook
    from analysis.framing import load_codebook

    book = load_codebook(codebook)
    table = lint_codebook(book, _corpus(raw, where, sample, language))
    _write(table, out)
    shown = table if notes else table[table["severity"] != "note"]
    console = Console()
    if len(shown):
        console.print(
            terminal_table(
                f"{book.name}, version {book.version}", shown[["severity", "place", "what", "remedy"]]
            )
        )
    counted = table["severity"].value_counts()
    say(console, ", ".join(f"{counted.get(name, 0)} {name}s" for name in ("error", "warning", "note")))
    if counted.get("error", 0):
        raise typer.Exit(1)


@app.command()
def explain(
    codebook: Book,
    text: Annotated[str, typer.Argument(help="Text file of one article; - for standard input.")] = "",
    *,
    term: Annotated[str, typer.Option(help="Explain a term, or a word that some term may find.")] = "",
    raw: Raw = "",
    article: Annotated[str, typer.Option(help="Id of an article of --raw.")] = "",
    where: Where = "",
    sample: Sample = 0,
    language: Language = "en",
    debug: Debug = False,
) -> None:
    """Say why a codebook finds what it finds: in a text, in an article of --raw, or about one --term."""
    from analysis.framing import explain_term, load_codebook

    book, console = load_codebook(codebook), Console()
    if sum([bool(text), bool(term), bool(article)]) != 1:
        raise ParameterError(
            "one thing can be explained at a time", where="explain",
            remedy="Give a text file, or --term WORD, or --raw FOLDER --article ID.",
        )  # fmt: skip
    if term:
        table = explain_term(book, term, corpus=_corpus(raw, where, sample, language))
        for row in table.to_dict("records"):
            for name, cell in row.items():
                if str(cell):
                    say(console, f"{name:>22}  {cell}")
            say(console, "")
        return
    _explain_text(console, book, text=text, raw=raw, article=article)


def _explain_text(console: Console, book: Any, *, text: str, raw: str, article: str) -> None:
    from analysis.framing import explain as explain_article

    if text:
        found = explain_article(book, _text_of(text))
    else:
        corpus = _corpus(raw, f"article_id = '{article}'" if article.isalnum() else "", 0, "")
        if corpus is None:
            raise ParameterError("an article is of a folder", where="--article", remedy="Give --raw FOLDER.")
        found = explain_article(book, corpus, article_id=article)
    console.print(
        terminal_table("Terms", found.terms[["words", "frame", "indicator", "term", "fate", "reason"]])
    )
    console.print(
        terminal_table("Questions", found.indicators[["frame", "indicator", "answered", "needs", "reason"]])
    )
    console.print(terminal_table("Frames", found.frames[["frame", "rule", "present", "reason"]]))


@app.command()
def diff(
    before: Book,
    after: Book,
    *,
    raw: Raw = "",
    where: Where = "",
    sample: Sample = 0,
    language: Language = "en",
    out: Out = "",
    debug: Debug = False,
) -> None:
    """List what one codebook says otherwise than another; with --raw also in how many articles it matters."""
    from analysis.framing import diff as compare
    from analysis.framing import diff_presence, load_codebook

    old, new, console = load_codebook(before), load_codebook(after), Console()
    table = compare(old, new)
    _write(table, out)
    if len(table):
        console.print(terminal_table(f"From {old.name} {old.version} to {new.name} {new.version}", table))
    say(console, f"{len(table):,} differences")
    corpus = _corpus(raw, where, sample, language)
    if corpus is not None:
        presence = diff_presence(old, new, corpus=corpus)
        shown = presence.assign(changed=presence["changed"].map("{:.1%}".format, na_action="ignore"))
        console.print(
            terminal_table(f"Frames present, by terms alone, in {corpus}", shown.astype(object).fillna(""))
        )


@app.command()
def schema(
    *, out: Annotated[str, typer.Option(help="File to write it to.")] = "", debug: Debug = False
) -> None:
    """Print the JSON Schema of codebook files, for an editor."""
    from analysis.framing.codebooks.schema import schema_text

    if out:
        Path(out).expanduser().write_text(schema_text(), encoding="utf-8", newline="\n")
    else:
        typer.echo(schema_text(), nl=False)


@app.command(name="import")
def import_(
    file: Annotated[str, typer.Argument(help="Dictionary: .yml, .cat, .lc3, .dic, .ykd, .lcd.")],
    out: Annotated[str, typer.Argument(help="Codebook file to write.")],
    *,
    format: Annotated[str, typer.Option(help="Format, where the ending does not tell it.")] = "",
    not_taken: Annotated[str, typer.Option(help="CSV file to write what was not taken to.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    debug: Debug = False,
) -> None:
    """Make a codebook of a dictionary of quanteda, WordStat, Lexicoder, LIWC or Yoshikoder."""
    from analysis.framing import import_dictionary, to_yaml
    from analysis.framing.codebooks.model import counts

    target = Path(out).expanduser()
    if target.exists() and not force:
        raise ParameterError(
            "there is such a file already", where=out, remedy="Give another name, or --force."
        )
    book, left = import_dictionary(file, format=format)
    target.write_text(to_yaml(book), encoding="utf-8", newline="\n")
    _write(left, not_taken)
    console, number = Console(), counts(book)
    say(console, f"{number['terms']:,} terms in {number['frames']:,} frames: {out}")
    if len(left):
        console.print(terminal_table("Not taken", left.head(40)))
        more = f", of which 40 are shown; --not-taken FILE writes all{' (written)' * bool(not_taken)}" * (
            len(left) > 40
        )
        say(console, f"{len(left):,} entries were not taken{more}")


def _corpus(raw: str, where: str, sample: int, language: str) -> Corpus | None:
    if not raw:
        return None
    from analysis.corpus import open_corpus

    return open_corpus(raw, where=where, sample=sample, language=language)


def _text_of(name: str) -> str:
    from analysis.corpus.encoding import decode
    from analysis.framing.checking.single import LONGEST

    most = 4 * LONGEST
    if name == "-":
        return typer.get_text_stream("stdin").read(most)
    path = Path(name).expanduser()
    if not path.is_file():
        raise ParameterError(
            "there is no such file", where=name, remedy="Give a text file, or - for standard input."
        )
    with path.open("rb") as stream:
        return decode(stream.read(most))[0]


def _write(table: pd.DataFrame, name: str) -> None:
    """Write a table as CSV in which no cell is a formula."""
    if name:
        from analysis.reporting.tables import csv_bytes

        Path(name).expanduser().write_bytes(csv_bytes(table))

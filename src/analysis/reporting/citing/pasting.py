"""The text that cites an item, ready to paste."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from analysis.reporting.citing.choosing import Choice
from analysis.reporting.citing.items import Item
from analysis.reporting.citing.markdown import figure_block, markdown, variable
from analysis.reporting.citing.references import asked, bibtex, csl_json, references, sentence
from analysis.reporting.citing.rows import rows_of
from analysis.reporting.citing.tex import figure_environment, needs_characters
from analysis.reporting.formatting import LATEX_CHARACTERS

STYLES = ("latex", "quarto", "markdown", "word", "bibtex", "csl", "text")


def paste(choice: Choice, style: str, base: str, **known: str) -> str:
    """Return what to paste into a manuscript.

    Parameters
    ----------
    choice : Choice
    style : str
        One of `STYLES`.
    base : str
        Path of the report's folder, seen from the manuscript.
    known : str
        Author, title and year of the report, where known.
    """
    kinds = asked(choice.kind)
    if style in ("quarto", "markdown"):
        base = quote(base, safe="/:~")  # a blank or a bracket would end an address of Markdown
    if style == "bibtex":
        return bibtex(choice.report, kinds=kinds, **known).rstrip("\n")
    if style == "csl":
        return csl_json(choice.report, kinds=kinds, **known).rstrip("\n")
    if choice.item is None:
        return _reference(choice, style, **known)
    writer = {"figure": _figure, "table": _table, "value": _value}[choice.kind]
    if style == "text":
        return _in_words(choice, choice.item, **known)
    return writer(choice, choice.item, style, base)


def needs(choice: Choice, style: str, base: str) -> str:
    """Return what a manuscript must load before the paste works; empty if nothing."""
    if style == "latex":
        return {
            "value": rf"Once, in the preamble: \input{{{base}/cite/values.tex}}",
            "figure": r"Needs \usepackage{graphicx}; alt= needs LaTeX of June 2021 or later.",
            "table": r"Needs \usepackage{booktabs}.",
        }.get(choice.kind, f"From the file {base}/cite/references.bib")
    if style == "quarto" and choice.kind == "value":
        command = f"analysis cite --variables --run {choice.report.run8}"
        return f"Needs the report's numbers in _variables.yml, beside _quarto.yml: {command}"
    if style in ("quarto", "markdown") and choice.item is None:
        return f"From the file {base}/cite/citation.csl.json"
    return ""


def _reference(choice: Choice, style: str, **known: str) -> str:
    found = [entry for entry in references(choice.report, **known) if entry.kind in asked(choice.kind)]
    if style == "latex":
        return rf"\cite{{{','.join(entry.key for entry in found)}}}"
    if style in ("quarto", "markdown"):
        return f"[{'; '.join(f'@{entry.key}' for entry in found)}]"
    return "\n".join(map(sentence, found))


def _figure(choice: Choice, item: Item, style: str, base: str) -> str:
    if style == "latex":
        text = figure_environment(item, base)
        return f"{LATEX_CHARACTERS}\n{text}" if needs_characters(text) else text
    if style == "quarto":
        return figure_block(item, base)
    if style == "markdown":
        return f"![{markdown(item.caption)}]({base}/figures/{item.name}.png)"
    lines = [f"Picture: {base}/figures/{item.name}.png", f"Alt text: {item.alt}", f"Caption: {item.caption}"]
    return "\n".join([*lines, f"Link: {base}/index.html#{item.anchor}"])


def _table(choice: Choice, item: Item, style: str, base: str) -> str:
    if style == "latex":
        return rf"\input{{{base}/tables/{item.name}.tex}}"
    if style == "word":
        lines = [f"Table: {base}/cite/report.docx", f"Caption: {item.caption}"]
        return "\n".join([*lines, f"Link: {base}/index.html#{item.anchor}"])
    identity = f" {{#{item.name}}}" if style == "quarto" else ""
    rows = pipe_table(item, choice.folder)
    return f"{rows}\n\n: {markdown(item.caption)}{identity}"


def _value(choice: Choice, item: Item, style: str, base: str) -> str:
    address = f"{base}/index.html#{item.anchor}"
    if style == "latex":
        return rf"\npvalue[{choice.report.run8}]{{{item.name}}}"
    if style == "quarto":
        return f"{{{{< var {variable(choice.report, item)} >}}}}"
    if style == "markdown":
        return f"[{markdown(item.text)}]({address})"
    return f"Text: {item.text}\nLink: {address}"


def _in_words(choice: Choice, item: Item, **known: str) -> str:
    report = references(choice.report, **known)[0]
    if item.kind == "value":
        return f"{item.caption}: {item.text}. In: {sentence(report)}"
    return f"{item.kind.capitalize()} {item.number} ({item.name}) in: {sentence(report)}"


def pipe_table(item: Item, folder: Path) -> str:
    """Return the rows of a table of a report as a table of Markdown."""
    rows = rows_of(item, folder)
    head = [markdown(name) for name in rows.heads]
    rule = ["---:" if at in rows.right else ":---" for at in range(len(head))]
    body = [[markdown(cell) for cell in row] for row in zip(*rows.columns, strict=True)]
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, rule, *body])

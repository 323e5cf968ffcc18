"""What a notebook shows: figures, tables, values, evidence and notes as safe HTML.

Each function returns an `Output`. Its HTML is complete in itself — no script, no
style sheet needed, no colour fixed — so it reads well in JupyterLab, light or dark;
the page of a report adds its style through the ``np-`` classes.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.labels import neutralise
from analysis.reporting.formatting import MARK, escape, interval_text, is_real, number, value_text
from analysis.reporting.showing.annotated import Annotated
from analysis.reporting.showing.robust import Shown
from analysis.reporting.tables import html_table

PREVIEW_ROWS = 20
"""Plotted rows shown below a figure."""

_FILES = {"evidence": "Places", "tex": "LaTeX"}
"""What links to files are called, where not by the format."""

_LONGEST_SIDE, _LONGEST_HIT = 120, 240


@dataclass(frozen=True)
class Output:
    """Something shown in a notebook: HTML that is safe, and the same in plain words."""

    name: str
    html: str
    plain: str

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict, dict]:
        return {"text/html": self.html, "text/plain": self.plain}, {MARK: {"name": self.name}}

    def __repr__(self) -> str:
        return self.plain


@dataclass(frozen=True)
class Caption:
    """Words under a figure or above a table."""

    label: str
    text: str
    n: str = ""
    method: str = ""

    def html(self) -> str:
        """Return the caption as escaped HTML."""
        parts = [f"<strong>{escape(self.label)}.</strong> {escape(self.text)}"]
        small = [part for part in (self.n, self.method) if part]
        if small:
            parts.append(f' <small class="np-method">{escape(_sentences(small))}</small>')
        return "".join(parts)

    def plain(self) -> str:
        """Return the caption as one line of text."""
        return neutralise(f"{self.label}. {_sentences([p for p in (self.text, self.n, self.method) if p])}")


def _sentences(parts: list[str]) -> str:
    return " ".join(
        part if part.rstrip().endswith((".", "?", "!")) else f"{part.rstrip()}." for part in parts
    )


def figure_output(
    name: str,
    image: bytes,
    kind: str,
    *,
    caption: Caption,
    alt: str,
    data: pd.DataFrame,
    files: dict[str, str],
    lines: Sequence[str] = (),
) -> Output:
    """Return a figure with its caption, links to its files and its plotted rows.

    Parameters
    ----------
    name : str
        ``fig-…``, the id of the element.
    image, kind : bytes, {"svg", "png"}
        The picture, put into the page itself.
    caption : Caption
    alt : str
        What a reader who cannot see the picture needs to know.
    data : DataFrame
        The plotted rows.
    files : dict
        Relative address by format; empty when nothing is written.
    lines : sequence of str
        Ids of the lists in which its sentences can be read.
    """
    mime = {"svg": "image/svg+xml", "png": "image/png"}[kind]
    source = f"data:{mime};base64,{base64.b64encode(image).decode('ascii')}"
    html = (
        f'<figure id="{name}" class="np-figure" style="margin:1em 0">'
        f'<div class="np-plot"><img src="{source}" alt="{escape(alt)}"'
        ' style="max-width:100%;height:auto;background:#fff"></div>'
        f'<figcaption style="max-width:46em">{caption.html()}</figcaption>'
        f"{_read(lines)}{_behind(data, files, noun='figure')}</figure>"
    )
    return Output(name, html, f"{caption.plain()} [{neutralise(alt)}]")


def table_output(
    name: str, table: pd.DataFrame, *, caption: Caption, note: str, max_rows: int, files: dict[str, str],
    headings: Mapping[str, str] | None = None,
) -> Output:  # fmt: skip
    """Return a table under its caption, with its note and links to its files."""
    foot = [escape(note)] if note else []
    if len(table) > max_rows:
        rest = " The CSV file has all of them." if files else ""
        foot.append(f"Showing {max_rows:,} of {len(table):,} rows.{rest}")
    if table.empty:
        foot.append("No rows.")
    links = _links(files)
    rows = html_table(table, max_rows=max_rows, headings=headings)
    scrolled = f'<div class="np-scroll" style="overflow-x:auto">{rows}</div>' if len(table) else ""
    html = (
        f'<div id="{name}" class="np-tablebox" style="margin:1em 0">'
        f'<p class="np-caption" style="max-width:46em">{caption.html()}</p>{scrolled}'
        + (f'<p class="np-note-small"><small>{" ".join(foot)}</small></p>' if foot else "")
        + (f'<p class="np-files"><small>{links}</small></p>' if links else "")
        + "</div>"
    )
    plain = table.head(max_rows).to_string(index=False) if not table.empty else "No rows."
    return Output(name, html, caption.plain() + "\n" + "\n".join(map(neutralise, plain.split("\n"))))


def value_output(name: str, entry: dict[str, Any], *, robust: Shown | None = None, file: str = "") -> Output:
    """Return one named number as a line: label, value, interval, n, evidence; and whether its claim holds.

    Parameters
    ----------
    name : str
    entry : dict
        As in ``values.json``.
    robust : Shown, optional
        What is claimed of it, and in which variants that holds.
    file : str
        Address of its places, where it has a file of its own.
    """
    text = value_text(entry)
    details = []
    if interval_text(entry):
        details.append(f"interval {interval_text(entry)}")
    if entry["n"] is not None:
        details.append(f"n = {number(entry['n'])}" if is_real(entry["n"]) else str(entry["n"]))
    details += [entry["status"]] if entry.get("status") else []
    aside = f" ({'; '.join(details)})" if details else ""
    address = file or (f"#{entry['evidence']}" if str(entry["evidence"] or "").startswith("ev-") else "")
    words = "its lines" if address.startswith("#") else "its places"
    link = f' <a href="{escape(address)}">{words}</a>' if address else ""
    html = (
        f'<p id="val-{name}" class="np-value" style="margin:.2em 0"><span>{escape(entry["label"])}:</span> '
        f"<strong>{escape(text)}</strong><small>{escape(aside)}</small>{link}</p>"
    )
    plain = neutralise(f"{entry['label']}: {text}{aside}")
    return Output(
        f"val-{name}", html + (robust.html() if robust else ""), plain + (robust.plain() if robust else "")
    )


def evidence_output(name: str, shown: pd.DataFrame, *, caption: str, total: int, note: str = "") -> Output:
    """Return concordance lines in a list that opens: left context, hit, right context, source.

    Parameters
    ----------
    name : str
    shown : DataFrame
        The lines that are shown.
    caption : str
    total : int
        Lines there are.
    note : str
        What is not shown of them, and why.
    """
    count = f"{total:,} line{'s' if total != 1 else ''}"
    if total > len(shown):
        count = f"{len(shown):,} of {count}"
    rows = [_line(row) for row in shown.to_dict("records")]
    body = (
        f'<ol class="np-kwic" style="padding-left:2.2em">{"".join(rows)}</ol>' if rows else "<p>No line.</p>"
    )
    foot = f'<p class="np-note-small"><small>{escape(note)}</small></p>' if note else ""
    html = (
        f'<details id="{name}" class="np-evidence">'
        f"<summary>{escape(caption)} <small>({count})</small></summary>"
        f"{foot}{body}</details>"
    )
    plain = [f"{neutralise(caption)} ({count})", *([neutralise(note)] if note else [])]
    plain += [
        neutralise(" ".join(str(row.get(k, "")) for k in ("left", "hit", "right")))
        for row in shown.to_dict("records")
    ]
    return Output(name, html, "\n".join(plain))


def _line(row: Mapping[Any, Any]) -> str:
    left = escape(_tail(row.get("left", "")))
    hit, right = (
        escape(row.get("hit", ""), width=_LONGEST_HIT),
        escape(row.get("right", ""), width=_LONGEST_SIDE),
    )
    source = [
        f"<bdi>{escape(row[key], width=100)}</bdi>"
        for key in ("outlet", "date", "title")
        if str(row.get(key) or "")
    ]
    return (
        f'<li><span class="np-words"><span class="np-left"><bdi>{left}</bdi></span> '
        f'<mark class="np-hit" style="font-weight:600"><bdi>{hit}</bdi></mark> '
        f'<span class="np-right"><bdi>{right}</bdi></span></span> '
        f'<small class="np-source">{" · ".join(source)}</small></li>'
    )


def _tail(text: object) -> str:
    """Keep the end of a left context: the words next to the hit."""
    plain = neutralise(text)
    return plain if len(plain) <= _LONGEST_SIDE else "…" + plain[-(_LONGEST_SIDE - 1) :]


def paragraph_output(name: str, sentences: str) -> Output:
    """Return a paragraph written from what was run."""
    return Output(name, f'<p id="{name}" class="np-paragraph">{escape(sentences)}</p>', neutralise(sentences))


def text_output(name: str, text: Annotated, *, caption: str) -> Output:
    """Return an annotated text with its caption above it."""
    html = (
        f'<section id="{name}" class="np-reading" aria-labelledby="{name}-caption">'
        f'<p id="{name}-caption" class="np-caption">{escape(caption)}</p>{text.html}</section>'
    )
    return Output(name, html, f"{neutralise(caption)}\n{text.plain}")


def note_output(name: str, sentence: str) -> Output:
    """Return a sentence that says why something is not shown."""
    html = f'<p id="{name}" class="np-note" role="note"><strong>Not shown:</strong> {escape(sentence)}</p>'
    return Output(name, html, f"Not shown: {neutralise(sentence)}")


def _behind(data: pd.DataFrame, files: dict[str, str], *, noun: str) -> str:
    links = _links(files)
    more = (
        f"<p><small>First {PREVIEW_ROWS} of {len(data):,} rows.</small></p>"
        if len(data) > PREVIEW_ROWS
        else ""
    )
    table = html_table(data, max_rows=PREVIEW_ROWS, classes="np-table np-small")
    files_line = f'<p class="np-files"><small>{links}</small></p>' if links else ""
    return (
        f'<details class="np-data"><summary><small>Rows behind this {noun} ({len(data):,})</small></summary>'
        f'<div class="np-scroll" style="overflow-x:auto">{table}</div>{more}</details>{files_line}'
    )


def _links(files: dict[str, str]) -> str:
    return " · ".join(
        f'<a href="{escape(address)}">{_FILES.get(kind, kind.upper())}</a>' for kind, address in files.items()
    )


def _read(lines: Sequence[str]) -> str:
    """Return links to the lists in which the sentences behind a figure can be read."""
    if not lines:
        return ""
    named = ["its lines"] if len(lines) == 1 else [one[3:].replace("-", " ") for one in lines]
    links = [f'<a href="#{one}">{words}</a>' for one, words in zip(lines, named, strict=True)]
    head = "Read" if len(lines) == 1 else "Read the lines:"
    return f'<p class="np-files np-read"><small>{head} {" · ".join(links)}</small></p>'

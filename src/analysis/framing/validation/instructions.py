"""Pages for coders: what the codebook asks, and the texts in the order in which they are to be read."""

from __future__ import annotations

from html import escape

import pandas as pd

from analysis.framing.codebooks.model import Codebook, Frame
from analysis.framing.validation.binding import codebook_label, variables
from analysis.labels import neutralise

_STYLE = (
    "body{font:1rem/1.5 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#222}"
    "h1,h2,h3{font-family:Helvetica,Arial,sans-serif;line-height:1.2}article{border-top:2px solid #999;margin-top:2rem}"
    "table{border-collapse:collapse}td,th{border:1px solid #999;padding:.3rem .5rem;text-align:left;vertical-align:top}"
    "code{background:#f0f0f0;padding:0 .2rem}"
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_FUNCTIONS = {
    "problem": "it says what the problem is", "cause": "it says who or what brought it about",
    "judgement": "it judges", "remedy": "it says what should be done",
}  # fmt: skip

_RULES = (
    "Code alone. Talk about rows with the other coders only after all have handed in their sheets.",
    "Read the whole text of a row before you answer. Answer from the text, not from what you know.",
    "Choose <code>yes</code>, <code>no</code> or <code>unclear</code> in every white cell."
    " <code>unclear</code> counts as not coded: use it rather than guess, and say why under <em>remarks</em>.",
    "A text may show several frames, or none.",
    "What a quoted source says counts as much as what the journalist says, unless a frame is marked otherwise.",
    "Keep the rows in their order, and change no row's number, text or codebook.",
    "If you sort or filter, select the whole sheet first. A row whose text does not fit its number is not read.",
)


def coder_instructions(codebook: Codebook, *, ask: str = "frames") -> str:
    """Return the instructions for coders as one HTML page, without script or network.

    Parameters
    ----------
    codebook : Codebook
        Definitions, what to include and exclude, examples and the questions of
        its indicators. Terms are not shown: coders are to read, not to search.
    ask : {"frames", "indicators"}
        What the sheet asks; see `variables`.

    Examples
    --------
    >>> from analysis.framing import load_codebook
    >>> page = coder_instructions(load_codebook())
    >>> "Conflict" in page, "<script" in page
    (True, False)
    """
    asked = variables(codebook, ask=ask)
    rules = "".join(f"<li>{rule}</li>" for rule in _RULES)
    rows = "".join(
        f"<tr><td><code>{_text(row.variable)}</code></td><td>{_text(row.question)}</td></tr>"
        for row in asked.itertuples(index=False)
    )
    body = (
        f"<p>{_text(codebook.description)}</p><p>Codebook <code>{_text(codebook_label(codebook))}</code>. "
        f"Source: {_text(codebook.source)}</p><h2>How to code</h2><ol>{rules}</ol>"
        f"<h2>Columns of the sheet</h2><table><tr><th>column</th><th>question</th></tr>{rows}</table>"
        + "".join(_frame(frame, ask) for frame in codebook.frames)
    )
    return _page(f"Instructions for coders: {codebook.title}", body)


def coder_texts(rows: pd.DataFrame, *, title: str) -> str:
    """Return the texts of a coding sheet as one HTML page to read from, in the order of the sheet.

    Parameters
    ----------
    rows : DataFrame
        row_id, text.
    title : str
    """
    parts = []
    for row_id, text in rows[["row_id", "text"]].itertuples(index=False):
        paragraphs = "".join(f"<p>{_text(part)}</p>" for part in str(text).split("\n") if part.strip())
        parts.append(f'<article id="{_text(row_id)}"><h2>{_text(row_id)}</h2>{paragraphs}</article>')
    return _page(title, "".join(parts))


def _frame(frame: Frame, ask: str) -> str:
    parts = [
        f"<h2>{_text(frame.label)} (<code>{_text(frame.id)}</code>)</h2><p>{_text(frame.definition)}</p>"
    ]
    parts.append(f"<p>What the frame does: {'; '.join(_FUNCTIONS[f] for f in frame.functions)}.</p>")
    if frame.voice != "any":
        only = "the journalist's own words" if frame.voice == "narrator" else "the words of quoted sources"
        parts.append(f"<p><strong>Only {only} count.</strong></p>")
    for name, items in (("Include", frame.include), ("Exclude", frame.exclude), ("Examples", frame.examples)):
        if items:
            parts.append(f"<h3>{name}</h3><ul>{''.join(f'<li>{_text(item)}</li>' for item in items)}</ul>")
    questions = "".join(
        f"<li><code>{_text(indicator.id)}</code> {_text(indicator.question)}</li>"
        for indicator in frame.indicators
    )
    n = len(frame.indicators)
    needed = (
        "one is"
        if frame.needed == 1
        else f"all {n} are"
        if frame.needed == n
        else f"at least {frame.needed} are"
    )
    end = (
        f"Answer <code>yes</code> for the frame if {needed} answered yes."
        if ask == "frames"
        else f"The frame counts as present if {needed} answered yes; that is worked out for you."
    )
    return "".join(parts) + f"<h3>Questions</h3><ul>{questions}</ul><p>{end}</p>"


def _page(title: str, body: str) -> str:
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f'<meta name="viewport" content="width=device-width"><title>{_text(title)}</title><style>{_STYLE}</style>'
    )
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body><h1>{_text(title)}</h1>{body}</body></html>\n'


def _text(value: object) -> str:
    return escape(neutralise(value))

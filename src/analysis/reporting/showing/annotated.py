"""The text of one article with its evidence in it: frames, voices, devices, as HTML that is safe and accessible.

The text is cut wherever evidence, a device or a quotation begins or ends, so that
every piece lies wholly inside or outside of each; what overlaps is nested piece by
piece and no tag ever crosses another. Each frame has a colour, a line and a letter;
what is marked is said again in a list below each paragraph, which opens by keyboard.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from string import ascii_uppercase

import pandas as pd

from analysis.labels import clip, neutralise
from analysis.paths import PACKAGE
from analysis.reporting.formatting import escape
from analysis.reporting.showing.spans import Span, checked, devices_in, each, hits, need, of_one, voices

MOST_CHARACTERS = 100_000
"""Characters of an article that are shown; the rest is counted."""

MOST_MARKS = 3_000
"""Hits, devices and quotations that are marked, in order of the text; the rest is counted."""

MOST_PARAGRAPHS = 2_000
"""Paragraphs that are shown."""

MOST_FRAMES = len(ascii_uppercase)
"""Frames that have a letter of their own."""

_COLOURS, _LINES = 5, 5
_LONGEST_NAME = 80
_CLASSES = {
    "standfirst": "np-standfirst",
    "caption": "np-caption-text",
    "boilerplate": "np-aside",
    "byline": "np-aside",
}
_KINDS = {"standfirst": "Standfirst", "caption": "Caption", "byline": "Byline"}


@dataclass(frozen=True)
class Annotated:
    """An annotated text: HTML that `annotated` escaped, and the same in plain words."""

    html: str
    plain: str


@dataclass
class _Marks:
    spans: list[Span]
    labels: Mapping[str, str]
    letters: dict[str, str] = field(default_factory=dict)


def annotated(
    text: str,
    segments: pd.DataFrame,
    evidence: pd.DataFrame,
    *,
    devices: pd.DataFrame | None = None,
    quotations: pd.DataFrame | None = None,
    labels: Mapping[str, str] | None = None,
    language: str = "en",
    level: int = 3,
) -> Annotated:
    """Return an article's text with its evidence marked in it.

    Parameters
    ----------
    text : str
        Text of the article, from which all offsets count.
    segments : DataFrame
        Its segments: ``kind, start, end``.
    evidence : DataFrame
        From `framing.frames`, of this article: start, end, frame, indicator, term, negated, voice,
        speaker; ``validity`` where known.
    devices : DataFrame, optional
        ``start, end, device`` of wording to be outlined.
    quotations : DataFrame, optional
        ``content`` (list of [start, end]) and ``speaker_name`` or ``speaker``.
    labels : mapping, optional
        Names of frames by their ids.
    language : str
        Language of the text (ISO 639-1).
    level : int
        Level of the heading: 1 on a page of its own, 3 inside a report.

    Raises
    ------
    EmptySelectionError
        If the evidence is of more than one article.
    ParameterError
        If a span lies outside of the text, or a column is missing.
    """
    for table in (segments, evidence, devices, quotations):
        of_one(table)
    frames = list(dict.fromkeys(evidence["frame"])) if len(evidence) else []
    order = [name for name in (labels or {}) if name in frames]
    frames = [*order, *(name for name in frames if name not in order)]
    letters = {name: ascii_uppercase[i] if i < MOST_FRAMES else str(i + 1) for i, name in enumerate(frames)}
    spans = checked([*hits(evidence), *devices_in(devices), *voices(quotations)], text)
    marks = _Marks(spans[:MOST_MARKS], labels or {}, letters)
    cut = [f"{len(spans) - MOST_MARKS:,} further marks are not shown."] if len(spans) > MOST_MARKS else []
    if len(text) > MOST_CHARACTERS:
        cut.append(f"The text ends here after {MOST_CHARACTERS:,} of {len(text):,} characters.")
    if len(segments) > MOST_PARAGRAPHS:
        cut.append(f"{len(segments) - MOST_PARAGRAPHS:,} further paragraphs are not shown.")
    parts, plain = _body(text, segments, marks, level=level)
    status = ", ".join(dict.fromkeys(evidence["validity"])) if "validity" in evidence else "unvalidated"
    lang = language if language.isalpha() and len(language) in (2, 3) else "und"
    html = (
        f'<div class="np-annotated"><style>{_css()}</style>{_legend(marks, status)}'
        f'<article lang="{lang}">{"".join(parts)}</article>'
        f"{''.join(f'<p>{escape(line)}</p>' for line in cut)}</div>"
    )
    return Annotated(html, "\n".join([*plain, *cut]))


def annotated_html(
    text: str, segments: pd.DataFrame, evidence: pd.DataFrame, *, title: str = "", **options: object
) -> str:
    """Return an annotated text as a page of its own, without script and without network.

    Parameters
    ----------
    text, segments, evidence, **options
        As for `annotated`.
    title : str
        Title of the page.
    """
    from analysis.reporting.pages.page import POLICY, TEMPLATES

    options = {"level": 1, **options}
    made = annotated(text, segments, evidence, **options)  # type: ignore[arg-type]
    css = (TEMPLATES / "page.css").read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title, width=120) or 'Annotated text'}</title>\n<style>{css}</style>\n</head>\n"
        f'<body class="np-report">\n<main class="np-frame">{made.html}</main>\n</body>\n</html>\n'
    )


def _body(text: str, segments: pd.DataFrame, marks: _Marks, *, level: int) -> tuple[list[str], list[str]]:
    """Return the paragraphs as HTML and in plain words; lines of furniture in a row are folded."""
    parts: list[str] = []
    plain: list[str] = []
    for aside, run in groupby(_paragraphs(segments, text), key=lambda row: row[0] == "boilerplate"):
        rows = list(run)
        made = [_paragraph(text, start, min(end, MOST_CHARACTERS), marks) for _, start, end in rows]
        shown = [
            _wrapped(row[0], body, notes, level=level)
            for row, (body, _, notes) in zip(rows, made, strict=True)
        ]
        lines = f"{len(rows)} line{'s' if len(rows) != 1 else ''} set aside as furniture"
        parts += [f"<details><summary>{lines}</summary>{''.join(shown)}</details>"] if aside else shown
        plain += [said for _, said, _ in made]
    return parts, plain


def _css() -> str:
    return (PACKAGE / "resources" / "templates" / "annotated.css").read_text(encoding="utf-8")


def _paragraphs(segments: pd.DataFrame, text: str) -> list[tuple[str, int, int]]:
    need(segments, ("kind", "start", "end"), "segments")
    ordered = segments.sort_values("start", kind="stable")
    rows = [(str(r.kind), int(r.start), int(r.end)) for r in each(ordered)]
    return [row for row in rows if row[1] < min(MOST_CHARACTERS, len(text))][:MOST_PARAGRAPHS]


def _paragraph(text: str, start: int, end: int, marks: _Marks) -> tuple[str, str, list[str]]:
    """Return a paragraph's HTML, its plain words, and what is said again in the list below it."""
    own = [span for span in marks.spans if span.start < end and span.end > start]
    cuts = sorted({start, end, *(p for s in own for p in (s.start, s.end) if start < p < end)})
    pieces: list[tuple[str, str]] = []
    # Walking along the text with the spans that are open there costs what overlaps, not every span for every piece.
    open_: list[Span] = []
    coming = iter(own)
    following = next(coming, None)
    for left, right in pairwise(cuts):
        open_ = [span for span in open_ if span.end > left]
        while following is not None and following.start <= left:
            open_.append(following)
            following = next(coming, None)
        pieces.append((_speaker(open_), _piece(text[left:right], open_, right, marks)))
    html = [
        _said(name, "".join(h for _, h in run)) for name, run in groupby(pieces, key=lambda piece: piece[0])
    ]
    notes = [_note(span, text, marks) for span in own if span.kind != "voice"]
    return "".join(html), neutralise(text[start:end]), notes


def _piece(words: str, inside: list[Span], right: int, marks: _Marks) -> str:
    """Return one piece of text inside the marks of all spans that hold it."""
    html = escape(words)
    if any(span.kind == "device" for span in inside):
        html = f'<span class="np-device">{html}</span>'
    for frame in dict.fromkeys(span.name for span in inside if span.kind == "frame"):
        place = list(marks.letters).index(frame)
        html = (
            f'<mark class="np-c{place % _COLOURS} np-l{(place + place // _COLOURS) % _LINES}">{html}</mark>'
        )
    ending = [span for span in inside if span.kind == "frame" and span.end == right]
    for frame in dict.fromkeys(span.name for span in ending):
        hidden = f'<span class="np-hidden"> ({_label(frame, marks)})</span>'
        html += f'<span class="np-letter">{marks.letters[frame]}{hidden}</span>'
    return html


def _speaker(inside: list[Span]) -> str:
    """Return who speaks: of nested quotations the innermost."""
    voices = [span for span in inside if span.kind == "voice"]
    return max(voices, key=lambda span: (span.start, -span.end)).name if voices else ""


def _said(speaker: str, html: str) -> str:
    """Return a stretch of one voice, with its speaker named before it and its end marked."""
    if not speaker:
        return html
    return (
        f'<span class="np-who">{escape(speaker, width=_LONGEST_NAME)}:</span><span class="np-said">{html}</span>'
        '<span class="np-end">◂<span class="np-hidden"> end of what is said</span></span>'
    )


def _label(frame: str, marks: _Marks) -> str:
    return escape(marks.labels.get(frame, frame.replace("_", " ").capitalize()), width=_LONGEST_NAME)


def _note(span: Span, text: str, marks: _Marks) -> str:
    words = f"“{escape(clip(text[span.start : span.end], _LONGEST_NAME))}”"
    if span.kind == "device":
        return f"{words}: device, {escape(span.name.replace('_', ' '), width=_LONGEST_NAME)}"
    more = [escape(part, width=160) for part in (span.detail, span.voice) if part]
    more += ["under negation"] if span.negated else []
    return f"{words}: <b>{marks.letters[span.name]}</b> {_label(span.name, marks)} ({'; '.join(more)})"


def _wrapped(kind: str, body: str, notes: list[str], *, level: int) -> str:
    if kind == "headline":
        html = f'<h{level} class="np-headline">{body}</h{level}>'
    else:
        name = f'<small class="np-part">{_KINDS[kind]}</small>' if kind in _KINDS else ""
        html = f'<p class="{_CLASSES.get(kind, "np-body")}">{name}{body}</p>'
    if not notes:
        return html
    count = f"{len(notes)} mark{'s' if len(notes) != 1 else ''} in this paragraph"
    items = "".join(f"<li>{note}</li>" for note in notes)
    return f'{html}<details class="np-marks"><summary>{count}</summary><ul>{items}</ul></details>'


def _legend(marks: _Marks, status: str) -> str:
    items = []
    for place, (frame, letter) in enumerate(marks.letters.items()):
        style = f"np-c{place % _COLOURS} np-l{(place + place // _COLOURS) % _LINES}"
        items.append(
            f'<li><mark class="{style}">{_label(frame, marks)}</mark><span class="np-letter">{letter}</span></li>'
        )
    if any(span.kind == "device" for span in marks.spans):
        items.append('<li><span class="np-device">device</span></li>')
    if any(span.kind == "voice" for span in marks.spans):
        items.append('<li><span class="np-who">speaker:</span><span class="np-said">what is said</span></li>')
    if not items:
        items = ["<li>Nothing is marked.</li>"]
    said = f'<p class="np-status">Marked by a dictionary; status: {escape(status, width=160)}.</p>'
    return f'{said}<ul class="np-legend">{"".join(items)}</ul>'

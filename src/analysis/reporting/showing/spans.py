"""What is marked in an article's text, as spans: hits of frames, devices, what is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.errors import EmptySelectionError, ParameterError, require


@dataclass(frozen=True)
class Span:
    """A stretch of the text and why it is marked."""

    start: int
    end: int
    kind: str
    """frame, device or voice."""
    name: str
    """Frame or device; for a voice, the speaker."""
    detail: str = ""
    voice: str = ""
    negated: bool = False


def of_one(table: pd.DataFrame | None) -> None:
    """Raise EmptySelectionError if rows are of more than one article."""
    if table is not None and "article_id" in table and (n := table["article_id"].nunique()) > 1:
        raise EmptySelectionError(
            f"an annotated text is of one article, and these rows are of {n:,}", where="annotated",
            remedy="Take the rows of one article.",
        )  # fmt: skip


def need(table: pd.DataFrame, columns: tuple[str, ...], what: str) -> None:
    """Raise ParameterError unless a table has some columns."""
    require(table, columns, what=f"the {what} have", where="annotated")


def each(table: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows of a table, with its columns as attributes."""
    yield from table.itertuples(index=False)


def hits(evidence: pd.DataFrame) -> list[Span]:
    """Return the hits of frames."""
    need(evidence, ("start", "end", "frame", "indicator", "term", "negated", "voice", "speaker"), "evidence")
    return [
        Span(int(r.start), int(r.end), "frame", str(r.frame), f"{r.indicator}: {r.term}",
              _voice(str(r.voice), str(r.speaker)), bool(r.negated))
        for r in each(evidence)
    ]  # fmt: skip


def _voice(voice: str, speaker: str) -> str:
    return {"": "", "narrator": "in the outlet's own voice"}.get(
        voice, f"said by {speaker or 'somebody quoted'}"
    )


def devices_in(devices: pd.DataFrame | None) -> list[Span]:
    """Return the places of devices."""
    if devices is None:
        return []
    need(devices, ("start", "end", "device"), "devices")
    return [Span(int(r.start), int(r.end), "device", str(r.device)) for r in each(devices)]


def voices(quotations: pd.DataFrame | None) -> list[Span]:
    """Return what is said, each stretch with its speaker."""
    if quotations is None:
        return []
    need(quotations, ("content",), "quotations")
    spans = []
    for row in quotations.to_dict("records"):
        names = (row.get("speaker_name"), row.get("speaker"))
        name = next((str(n) for n in names if isinstance(n, str) and n), "somebody quoted")
        spans += [Span(int(span[0]), int(span[1]), "voice", name) for span in row["content"]]
    return spans


def checked(spans: list[Span], text: str) -> list[Span]:
    """Return spans in order of the text, the longer first; raise ParameterError if one lies outside."""
    for span in spans:
        if not 0 <= span.start < span.end <= len(text):
            raise ParameterError(
                f"the {span.kind} at {span.start} to {span.end} lies outside of the text of {len(text):,} characters",
                where="annotated", remedy="Give the text that the offsets count from.",
            )  # fmt: skip
    return sorted(spans, key=lambda span: (span.start, -span.end, span.kind, span.name))

"""Which figure of which run a picture is, and whether it still is that figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from pathlib import Path

from analysis.reporting.checking.manuscripts.model import address_of
from analysis.reporting.checking.pictures import (
    Likeness,
    Mark,
    drawing,
    kind_of,
    likeness,
    picture_content,
    pixel_hash,
    read_mark,
)
from analysis.reporting.checking.rows import csv_rows
from analysis.reporting.formatting import sha256
from analysis.reporting.known import KnownRun, Reports
from analysis.reporting.reading import content_of

ALIKE = 0.12
"""Distance of two small pictures below which one may be a resized copy of the other."""

APART = 3.0
"""How many times farther the next figure with other data must be."""


@dataclass(frozen=True)
class Seen:
    """What a picture turned out to be. ``how`` says what tells: bytes, pixels, drawing, metadata or likeness."""

    outcome: str
    run: KnownRun | None
    anchor: str
    says: str
    how: str = ""


class Pictures:
    """The figures of the reports known here, looked into when a picture asks for it."""

    def __init__(self, reports: Reports) -> None:
        self.reports = reports
        self._cells: dict[tuple[str, str], list[Decimal]] = {}
        self._small: list[tuple[KnownRun, str, Likeness]] | None = None

    @cached_property
    def by_bytes(self) -> dict[str, list[tuple[KnownRun, str]]]:
        """Return runs and files for each output of every known run, by its hash; current runs first."""
        found: dict[str, list[tuple[KnownRun, str]]] = {}
        for run in sorted(self.reports, key=lambda run: run.superseded):
            for name, digest in run.outputs.items():
                found.setdefault(digest, []).append((run, name))
        return found

    @cached_property
    def by_pixels(self) -> dict[str, list[tuple[KnownRun, str]]]:
        """Return run and figure for the pixels of each known PNG."""
        found: dict[str, list[tuple[KnownRun, str]]] = {}
        for run, anchor, content in self._figures():
            digest = pixel_hash(content)
            if digest:
                found.setdefault(digest, []).append((run, anchor))
        return found

    def _figures(self) -> Iterator[tuple[KnownRun, str, bytes]]:
        for run in sorted(self.reports, key=lambda run: run.superseded):
            for anchor in run.figure_data:
                file = run.file(f"figures/{anchor}.png")
                content = picture_content(file)
                if content:
                    yield run, anchor, content

    def look(self, content: bytes | None, *, target: str, known_as: str = "") -> Seen:
        """Return what a cited picture is.

        Parameters
        ----------
        content : bytes or None
            The picture; None if there is no such file where the manuscript looks.
        target : str
            Path or address by which it is cited.
        known_as : str
            Name of its file.
        """
        address = address_of(target)
        run = self.reports.find(address.run) if address else None
        if address and run is None and content is None:
            return Seen("untraceable", None, "", f"there is no run {address.run} here")
        if content is None and address and run:
            content = self._from_run(run, address.file)
            if content is None:
                return Seen("untraceable", run, "", f"the run has no file {address.file[:80]}")
        if content is None:
            why = "pictures are not fetched" if "://" in target else "there is no such file"
            return Seen("untraceable", None, "", why)
        seen = self._identify(content, known_as or Path(target).name)
        if run is not None and seen.outcome == "matching" and seen.run is not run:
            other = seen.run.name if seen.run else ""
            return Seen(
                "stale", seen.run, seen.anchor, f"it lies where {run.name} does, but is a picture of {other}"
            )
        return seen

    def _from_run(self, run: KnownRun, name: str) -> bytes | None:
        stem = Path(name)
        tried = [name] if stem.suffix else [f"{name}.{kind}" for kind in ("pdf", "png", "svg")]
        files = (run.file(one) for one in tried)
        return next((content for file in files if (content := picture_content(file))), None)

    def _identify(self, content: bytes, known_as: str) -> Seen:
        mark = read_mark(content)
        if mark.problem:
            return Seen("untraceable", None, "", mark.problem)
        if not mark.run:
            return self._unmarked(content, mark)
        run = self.reports.find(mark.run)
        if run is None:
            return Seen("untraceable", None, "", f"it says run {mark.run}, which is not here")
        anchors = [anchor for anchor, data in run.figure_data.items() if data and data == mark.data]
        if not anchors:
            return Seen(
                "stale", run, "", "it says this run, but was plotted from other rows than any figure of it"
            )
        stem = Path(known_as).stem
        if stem in run.figure_data and stem not in anchors:
            return Seen("stale", run, anchors[0], f"its file is called {stem}, but it is {anchors[0]}")
        return self._intact(content, mark, run, stem if stem in anchors else anchors[0], anchors)

    def _intact(self, content: bytes, mark: Mark, run: KnownRun, anchor: str, anchors: list[str]) -> Seen:
        """Judge whether a picture is still what the run drew, by bytes, then by what is seen."""
        digest = sha256(content)
        for name in dict.fromkeys([anchor, *anchors]):
            if run.outputs.get(f"figures/{name}.{mark.kind}") == digest:
                return Seen("matching", run, name, "the run's own file", "bytes")
        file = run.file(f"figures/{anchor}.{mark.kind}")
        own = picture_content(file)
        if own is None:
            return Seen("untraceable", run, anchor, f"the run has no {anchor}.{mark.kind} to compare it with")
        if mark.kind == "png":
            if pixel_hash(own) == pixel_hash(content) != "":
                return Seen("matching", run, anchor, "compressed anew, the same pixels", "pixels")
            small, whole = likeness(content), likeness(own)
            if small and whole and pixel_size(content) != pixel_size(own) and small.distance(whole) < ALIKE:
                says = "its metadata name the run, but it was resized: it is like the figure, which proves nothing"
                return Seen("untraceable", run, anchor, says, "likeness")
        if mark.kind == "pdf" and drawing(own) == drawing(content) != "":
            return Seen("matching", run, anchor, "saved anew, the same drawing", "drawing")
        return Seen("stale", run, anchor, "its metadata name the run, but the picture was changed since")

    def _unmarked(self, content: bytes, mark: Mark) -> Seen:
        """Judge a picture that names no run: by hand, stripped, or from elsewhere."""
        kind = mark.kind or kind_of(content)
        if mark.data:
            return Seen("untraceable", None, "", "it was drawn by hand, outside a run")
        if not kind:
            return Seen("untraceable", None, "", "it is no picture that can be read")
        found = self.by_pixels.get(pixel_hash(content), []) if kind not in ("pdf", "svg") else []
        if found:
            run, anchor = found[0]
            says = f"its metadata are gone; its pixels are those of {anchor} of {run.name}: put that file in its place"
            return Seen("untraceable", run, anchor, says, "pixels")
        near = self.alike(content)
        if near is not None:
            says = (
                f"it has no metadata; it is like {near[1]} of {near[0].name}, which is likeness and no proof"
            )
            return Seen("untraceable", None, "", says, "likeness")
        return Seen(
            "untraceable", None, "", "it carries no metadata of a run and is like no figure known here"
        )

    def alike(self, content: bytes) -> tuple[KnownRun, str, float] | None:
        """Return the one figure a picture resembles, with the distance; None if none or if others are as near."""
        small = likeness(content)
        if small is None:
            return None
        if self._small is None:
            self._small = [
                (run, anchor, near)
                for run, anchor, own in self._figures()
                if (near := likeness(own)) is not None
            ]
        ranked = sorted(
            (
                (small.distance(near), number, run, anchor)
                for number, (run, anchor, near) in enumerate(self._small)
            ),
            key=lambda row: row[:2],
        )
        if not ranked or ranked[0][0] > ALIKE:
            return None
        distance, _, run, anchor = ranked[0]
        others = [d for d, _, other, name in ranked if other.figure_data[name] != run.figure_data[anchor]]
        if others and others[0] < APART * max(distance, 0.01):
            return None
        return run, anchor, distance

    def rows_hash(self, run: KnownRun, anchor: str) -> str:
        """Return the hash of the rows behind a figure, table or list; empty if there are none."""
        if anchor in run.figure_data:
            return run.figure_data[anchor]
        folder = (
            "tables" if anchor.startswith("tbl-") else "evidence" if anchor.startswith("ev-") else "texts"
        )
        return run.outputs.get(f"{folder}/{anchor}.csv", run.outputs.get(f"{folder}/{anchor}.txt", ""))

    def cells(self, run: KnownRun, anchor: str) -> list[Decimal]:
        """Return the numbers in the rows behind a figure or table."""
        if (run.run, anchor) not in self._cells:
            self._cells[run.run, anchor] = list(_numbers_in(run, anchor))
        return self._cells[run.run, anchor]


def pixel_size(content: bytes) -> tuple[int, int]:
    """Return width and height of a PNG, from its head alone."""
    return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")


def _numbers_in(run: KnownRun, anchor: str) -> Iterator[Decimal]:
    file = run.file(f"{'figures' if anchor.startswith('fig-') else 'tables'}/{anchor}.csv")
    for row in csv_rows(content_of(file) or b""):
        for cell in row:
            try:
                number = Decimal(cell)
            except InvalidOperation:
                continue
            if number.is_finite():
                yield number

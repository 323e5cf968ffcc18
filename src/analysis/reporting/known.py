"""The reports that are known here: found, opened and read, for whoever cites, checks, compares or lists them.

A report folder may come from anywhere. So nothing in it is taken for a run before it has
the form of one, no file of it is read that lies outside, and nothing beyond a limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from analysis.errors import ParameterError, suggestion
from analysis.labels import clip
from analysis.reporting.reading import inside, is_inner, read_record, table
from analysis.reporting.runs.folders import SUPERSEDED

RUN = re.compile(r"[0-9a-f]{12}")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

PDF = "report.pdf"
"""A report on paper: made on request, also later, with the fonts of the machine."""

LEAST_OF_ID = 4
"""Characters of a run id by which a user may name a run; a manuscript gives eight."""

KINDS = {"figure": "fig", "table": "tbl", "value": "val", "evidence": "ev"}

_BEGINNING = re.compile(rf"[0-9a-f]{{{LEAST_OF_ID},12}}")


class KnownRun:
    """One finished report on disk.

    Parameters
    ----------
    folder : Path
    about : dict
        Content of its run.json, as far as it is known.
    superseded : bool
        Whether a newer run of the same slug took its place.
    """

    def __init__(self, folder: Path, about: dict[str, Any], *, superseded: bool = False) -> None:
        self.folder, self.about, self.superseded = folder, about, superseded
        self.run, self.slug = str(about.get("run", "")), str(about.get("slug", ""))

    @property
    def name(self) -> str:
        """Return the name its folder has when nothing was renamed."""
        return f"{self.slug}--{self.run}"

    @property
    def whole(self) -> bool:
        """Whether its page and all files that run.json states are there."""
        files = [self.file(name) for name in self.outputs]
        return "index.html" in self.outputs and all(file is not None and file.is_file() for file in files)

    def means(self, name: str) -> bool:
        """Return whether a slug, a folder's name or the first letters of a run id mean this run."""
        return name in (self.slug, self.name) or (
            _BEGINNING.fullmatch(name) is not None and self.run.startswith(name)
        )

    @cached_property
    def outputs(self) -> dict[str, str]:
        """Return the SHA-256 of each file by its path in the folder, as run.json states it."""
        return {str(name): str(digest) for name, digest in table(self.about, "outputs").items()}

    @cached_property
    def values(self) -> dict[str, dict[str, Any]]:
        """Return the named values."""
        found = self.record("values.json")
        return {name: entry for name, entry in found.items() if isinstance(entry, dict) and "value" in entry}

    @cached_property
    def listed(self) -> list[dict[str, Any]]:
        """Return the items of manifest.json that have a name and a kind, in order."""
        rows = self.record("manifest.json").get("items")
        return [
            row
            for row in (rows if isinstance(rows, list) else [])
            if isinstance(row, dict) and isinstance(row.get("name"), str) and isinstance(row.get("kind"), str)
        ]

    @cached_property
    def items(self) -> dict[str, dict[str, Any]]:
        """Return what the report holds by anchor: fig-…, tbl-…, val-…, ev-…."""
        found = {}
        for row in self.listed:
            name, prefix = row["name"], KINDS.get(row["kind"], "")
            found[name if name.startswith(f"{prefix}-") else f"{prefix}-{name}"] = row
        return {**found, **{f"val-{name}": {"kind": "value", **entry} for name, entry in self.values.items()}}

    @cached_property
    def figure_data(self) -> dict[str, str]:
        """Return the SHA-256 of the plotted rows of each figure."""
        names = [anchor for anchor, item in self.items.items() if item.get("kind") == "figure"]
        return {name: self._data_hash(name) for name in names}

    def _data_hash(self, name: str) -> str:
        stated = self.items[name].get("data_sha256") or self.figure(name).get("data_sha256")
        return str(stated or self.outputs.get(f"figures/{name}.csv", ""))

    def figure(self, name: str) -> dict[str, Any]:
        """Return the description of a figure: its alternative text, n, method and the hash of its rows."""
        return self.record(f"figures/{name}.json")

    def record(self, name: str) -> dict[str, Any]:
        """Return the table in a JSON file of this report, as `read_record` does."""
        file = self.file(name)
        return read_record(file) if file is not None else {}

    def file(self, name: str) -> Path | None:
        """Return the path of a file of this report, or None if that leads out of its folder."""
        return self.folder / name if is_inner(name) and inside(self.folder / name, self.folder) else None


class Reports:
    """All finished reports below some folders, by run id and by slug.

    Parameters
    ----------
    folders : iterable of Path
        Folders of reports, or folders of single reports.

    Raises
    ------
    ParameterError
        If a folder does not exist.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        self.folders = [Path(folder).expanduser() for folder in folders]
        self.runs: dict[str, KnownRun] = {}
        for folder in self.folders:
            if not folder.is_dir():
                raise ParameterError(
                    "there is no such folder of reports",
                    where=str(folder),
                    remedy="Name the folder that holds <slug>--<run id> with --reports.",
                )
            for run in _runs_in(folder):
                if run.run not in self.runs or self.runs[run.run].superseded:
                    self.runs[run.run] = run

    def find(self, run: str) -> KnownRun | None:
        """Return the run with this id, or the only one whose id begins so (at least eight characters)."""
        if run in self.runs:
            return self.runs[run]
        near = [known for name, known in self.runs.items() if len(run) >= 8 and name.startswith(run)]
        return near[0] if len(near) == 1 else None

    def named(self, name: str) -> KnownRun:
        """Return the report a user means: by its folder, wherever it lies, or by what `KnownRun.means` it.

        Of a slug it is the current run.

        Raises
        ------
        ParameterError
            If there is none, or several.
        """
        folder = Path(name).expanduser()
        if (folder / "run.json").is_file():
            return open_run(folder)
        near = [run for run in self if run.means(folder.name)]
        near = [run for run in near if not run.superseded and run.slug == folder.name] or near
        if len(near) == 1:
            return near[0]
        if near:
            raise ParameterError(
                f"{len(near)} reports are meant by {clip(name, 60)!r}: {', '.join(run.name for run in near[:5])}",
                remedy="Give more of the run id, or a report's folder.",
            )
        names = [*(run.name for run in self), *(run.slug for run in self), *self.runs]
        remedy = "Give its folder, slug or run id, and its folder of reports as --reports."
        raise ParameterError(
            f"there is no finished report {clip(folder.name, 60)!r} here",
            remedy=suggestion(folder.name, names) + remedy,
        )

    def current(self, slug: str) -> KnownRun | None:
        """Return the run of a slug that nothing superseded."""
        return next((run for run in self.runs.values() if run.slug == slug and not run.superseded), None)

    def newer(self, run: KnownRun) -> KnownRun | None:
        """Return the run that took another's place, if it was superseded and the newer one is here."""
        return self.current(run.slug) if run.superseded else None

    def __iter__(self) -> Iterator[KnownRun]:
        return iter(self.runs.values())

    def __len__(self) -> int:
        return len(self.runs)


def open_run(folder: Path) -> KnownRun:
    """Return the finished report in a folder.

    Raises
    ------
    ParameterError
        If it holds none.
    """
    run = next(_run(folder, superseded=folder.resolve().parent.name == SUPERSEDED), None)
    if run is None:
        raise ParameterError(
            "the folder holds no finished report",
            where=clip(folder, 200),
            remedy="Name a folder under reports/.",
        )
    return run


def _runs_in(folder: Path) -> Iterator[KnownRun]:
    if (folder / "run.json").is_file():
        yield from _run(folder, superseded=folder.resolve().parent.name == SUPERSEDED)
        return
    for place in (folder, folder / SUPERSEDED):
        for path in sorted(place.glob("*/run.json")):
            yield from _run(path.parent, superseded=place is not folder or folder.name == SUPERSEDED)


def _run(folder: Path, *, superseded: bool) -> Iterator[KnownRun]:
    run = KnownRun(folder, read_record(folder / "run.json"), superseded=superseded)
    if run.about.get("status") == "finished" and RUN.fullmatch(run.run) and SLUG.fullmatch(run.slug):
        yield run


def default_folders(near: Iterable[Path]) -> list[Path]:
    """Return where reports are looked for when none are named: ``reports`` here, else beside or above the files."""
    starts = [Path.cwd(), *(path.resolve().parent for path in near)]
    for start in starts:
        for place in (start, *start.parents):
            if (place / "reports").is_dir():
                return [place / "reports"]
    return []

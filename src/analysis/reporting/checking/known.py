"""The reports that are known here: what a citation is held against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from analysis.errors import ParameterError
from analysis.reporting.runs.folders import SUPERSEDED, read_json

LARGEST_RECORD = 64 * 2**20
"""Bytes of a JSON or CSV file of a report that are read whole."""

KINDS = {"figure": "fig", "table": "tbl", "value": "val", "evidence": "ev"}


class KnownRun:
    """One finished report on disk.

    Parameters
    ----------
    folder : Path
    about : dict
        Content of its run.json.
    superseded : bool
        Whether a newer run of the same slug took its place.
    """

    def __init__(self, folder: Path, about: dict[str, Any], *, superseded: bool) -> None:
        self.folder, self.about, self.superseded = folder, about, superseded
        self.run, self.slug = str(about.get("run", "")), str(about.get("slug", ""))

    @property
    def name(self) -> str:
        """Return the name its folder has when nothing was renamed."""
        return f"{self.slug}--{self.run}"

    @cached_property
    def outputs(self) -> dict[str, str]:
        """Return the SHA-256 of each file by its path in the folder, as run.json states it."""
        found = self.about.get("outputs")
        return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}

    @cached_property
    def values(self) -> dict[str, dict[str, Any]]:
        """Return the named values."""
        found = read_record(self.folder / "values.json")
        return {name: entry for name, entry in found.items() if isinstance(entry, dict) and "value" in entry}

    @cached_property
    def items(self) -> dict[str, dict[str, Any]]:
        """Return what the report holds by anchor: fig-…, tbl-…, val-…, ev-…."""
        rows = read_record(self.folder / "manifest.json").get("items")
        found = {}
        for row in rows if isinstance(rows, list) else []:
            if isinstance(row, dict) and isinstance(row.get("name"), str):
                name, prefix = row["name"], KINDS.get(str(row.get("kind")), "")
                found[name if name.startswith(f"{prefix}-") else f"{prefix}-{name}"] = row
        return {**found, **{f"val-{name}": {"kind": "value", **entry} for name, entry in self.values.items()}}

    @cached_property
    def figure_data(self) -> dict[str, str]:
        """Return the SHA-256 of the plotted rows of each figure."""
        names = [anchor for anchor, item in self.items.items() if item.get("kind") == "figure"]
        return {name: self._data_hash(name) for name in names}

    def _data_hash(self, name: str) -> str:
        stated = self.items[name].get("data_sha256")
        if not stated:
            stated = read_record(self.folder / "figures" / f"{name}.json").get("data_sha256")
        return str(stated or self.outputs.get(f"figures/{name}.csv", ""))

    def file(self, name: str) -> Path | None:
        """Return the path of a file of this report, or None if it has none of that name."""
        return self.folder / name if is_inner(name) and inside(self.folder / name, self.folder) else None


class Reports:
    """All reports below some folders, by run id and by slug.

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


def _runs_in(folder: Path) -> Iterator[KnownRun]:
    if (folder / "run.json").is_file():
        yield from _run(folder, superseded=folder.parent.name == SUPERSEDED)
        return
    for place in (folder, folder / SUPERSEDED):
        for path in sorted(place.glob("*/run.json")):
            if path.parent.name not in (SUPERSEDED, ".failed", ".partial"):
                yield from _run(path.parent, superseded=place is not folder or folder.name == SUPERSEDED)


def _run(folder: Path, *, superseded: bool) -> Iterator[KnownRun]:
    about = read_record(folder / "run.json")
    if about.get("status") == "finished" and isinstance(about.get("run"), str) and about["run"]:
        yield KnownRun(folder, about, superseded=superseded)


def read_record(path: Path) -> dict[str, Any]:
    """Return the table in a JSON file of a report; empty if it is missing, broken or beyond the limit."""
    try:
        if path.stat().st_size > LARGEST_RECORD:
            return {}
        return read_json(path)
    except (OSError, RecursionError):
        return {}


def is_inner(name: str) -> bool:
    """Return whether a name in run.json means a place inside the folder.

    Examples
    --------
    >>> is_inner("figures/fig-a.csv"), is_inner("../secret"), is_inner("/etc/passwd")
    (True, False, False)
    """
    path = PurePosixPath(name)
    return (
        bool(name)
        and not path.is_absolute()
        and ".." not in path.parts
        and "\\" not in name
        and ":" not in name
    )


def inside(path: Path, folder: Path) -> bool:
    """Return whether a path, with all links followed, lies in a folder."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return False


def default_folders(near: Iterable[Path]) -> list[Path]:
    """Return where reports are looked for when none are named: ``reports`` here, else beside or above the files."""
    starts = [Path.cwd(), *(path.resolve().parent for path in near)]
    for start in starts:
        for place in (start, *start.parents):
            if (place / "reports").is_dir():
                return [place / "reports"]
    return []

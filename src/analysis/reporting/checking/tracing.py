"""Where a stray file comes from: run, item, data, code, parameters."""

from __future__ import annotations

import json
import os
import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from analysis.errors import InputError
from analysis.reporting.checking.pictures import LARGEST_PICTURE, Mark, drawing, kind_of, read_mark
from analysis.reporting.checking.picturing import Pictures
from analysis.reporting.checking.rows import STEPS, Prints, prints
from analysis.reporting.formatting import sha256
from analysis.reporting.known import KnownRun, Reports
from analysis.reporting.reading import content_of, stated_run, table

SUFFIXES = (".png", ".svg", ".pdf", ".csv", ".docx", ".jpg", ".jpeg")
"""Files of a folder that are looked at; any file can be named."""

MOST_FILES = 20_000
TRACED, LIKELY, UNKNOWN = "traced", "likely", "unknown"


@dataclass(frozen=True)
class Traced:
    """Where a file comes from.

    Parameters
    ----------
    file : str
        Its path, and the picture inside it.
    outcome : str
        traced; likely, if only likeness or what the file says of itself speaks for it; unknown.
    how : str
        What tells, in words, and how far it is exact.
    run, item : str
        Report and item, such as ``fig-keyness``; empty if unknown.
    status : str
        current, superseded, or unknown here.
    facts : dict
        What the run's record says: notebook, data, code, versions, parameters, item and caption.
    says : dict
        What the file tells of itself.
    """

    file: str
    outcome: str
    how: str
    run: str = ""
    item: str = ""
    status: str = "unknown here"
    facts: dict[str, Any] = field(default_factory=dict)
    says: dict[str, str] = field(default_factory=dict)

    def data(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)


class Tracer:
    """Traces files to the reports known here."""

    def __init__(self, reports: Reports, *, pictures: Pictures | None = None) -> None:
        self.reports = reports
        self.pictures = pictures or Pictures(reports)

    def trace(self, path: Path) -> list[Traced]:
        """Return where a file comes from; of a Word file, where each of its pictures does.

        Raises
        ------
        InputError
            If there is no such file.
        """
        if not path.is_file():
            raise InputError("there is no such file", where=str(path))
        if path.stat().st_size > LARGEST_PICTURE:
            return [
                Traced(str(path), UNKNOWN, f"it has more than {LARGEST_PICTURE:,} bytes and was not read")
            ]
        content = path.read_bytes()
        known = self._by_bytes(content, str(path))
        if known is not None:
            return [known]
        if path.suffix.lower() == ".docx":
            return list(self._word(path))
        if kind_of(content):
            return [self._picture(content, str(path))]
        if path.suffix.lower() in (".csv", ".tsv", ".txt"):
            return [self._rows(content, str(path))]
        return [self._text(content, path)]

    def _by_bytes(self, content: bytes, file: str) -> Traced | None:
        for form in dict.fromkeys((content, content.replace(b"\r\n", b"\n"))):
            found = self.pictures.by_bytes.get(sha256(form))
            if found:
                # Two reports may hold the same rows: the one the file lies in, or is named after, comes first.
                near = sorted(
                    found, key=lambda one: (not _inside(file, *one), Path(one[1]).name != Path(file).name)
                )
                run, name = near[0]
                exact = form is content
                how = "the same bytes" if exact else "not exact: the same text with other line ends"
                traced = self._traced(file, run, Path(name).stem, how, name=name)
                also = [f"{other.name}/{one}" for other, one in near[1:6]]
                return replace(traced, facts={**traced.facts, "also": also}) if also else traced
        return None

    def _traced(
        self, file: str, run: KnownRun, item: str, how: str, *, name: str = "", outcome: str = TRACED,
        says: dict[str, str] | None = None,
    ) -> Traced:  # fmt: skip
        anchor = item if item in run.items else ""
        status = "superseded" if run.superseded else "current"
        newer = self.reports.newer(run)
        facts = {
            **_facts(run, anchor),
            **({"newer run": newer.name} if newer else {}),
            **({"file": name} if name else {}),
        }
        return Traced(file, outcome, how, run.name, anchor or name, status, facts, says or {})

    def _picture(self, content: bytes, file: str) -> Traced:  # noqa: PLR0911
        mark = read_mark(content)
        says = _says(mark)
        if mark.problem:
            return Traced(file, UNKNOWN, mark.problem, says=says)
        if mark.run:
            return self._marked(content, mark, file, says)
        if mark.kind == "pdf":
            found = self._by_drawing.get(drawing(content))
            if found is not None:
                return self._traced(file, *found, "its metadata are gone; the same drawing", says=says)
            return Traced(
                file, UNKNOWN, "it carries no metadata of a run, and draws no figure known here", says=says
            )
        seen = self.pictures.look(content, target=file)
        if seen.how == "pixels" and seen.run is not None:
            return self._traced(
                file, seen.run, seen.anchor, "its metadata are gone; the same pixels", says=says
            )
        near = self.pictures.alike(content) if seen.how == "likeness" else None
        if near is not None:
            how = f"its metadata are gone; like the figure (distance {near[2]:.3f}), which is likeness and no proof"
            return self._traced(file, near[0], near[1], how, outcome=LIKELY, says=says)
        return Traced(file, UNKNOWN, seen.says, says=says)

    def _marked(self, content: bytes, mark: Mark, file: str, says: dict[str, str]) -> Traced:
        run = self.reports.find(mark.run)
        if run is None:
            return Traced(
                file, UNKNOWN, f"it says run {mark.run}, which is not among the reports here", says=says
            )
        seen = self.pictures.look(content, target=file, known_as="")
        if seen.run is None or not seen.anchor:
            return self._traced(
                file, run, "", f"by its metadata only: {seen.says}", outcome=LIKELY, says=says
            )
        if seen.outcome == "matching":
            return self._traced(file, run, seen.anchor, f"by its metadata: {seen.says}", says=says)
        return self._traced(
            file, run, seen.anchor, f"by its metadata only: {seen.says}", outcome=LIKELY, says=says
        )

    @cached_property
    def _by_drawing(self) -> dict[str, tuple[KnownRun, str]]:
        found: dict[str, tuple[KnownRun, str]] = {}
        for run in sorted(self.reports, key=lambda run: not run.superseded):
            for anchor in run.figure_data:
                file = run.file(f"figures/{anchor}.pdf")
                content = content_of(file)
                if content and (digest := drawing(content)):
                    found[digest] = (run, anchor)
        return found

    @cached_property
    def _known_rows(self) -> list[tuple[KnownRun, str, Prints]]:
        found = []
        for run in sorted(self.reports, key=lambda run: run.superseded):
            for name in run.outputs:
                file = run.file(name) if name.endswith(".csv") else None
                content = content_of(file)
                if content is not None:
                    found.append((run, name, prints(content)))
        return found

    def _rows(self, content: bytes, file: str) -> Traced:
        own = prints(content)
        for step, words in STEPS:
            for run, name, known in self._known_rows:
                if getattr(own, step) == getattr(known, step):
                    return self._traced(file, run, Path(name).stem, words, name=name)
        return Traced(file, UNKNOWN, "its rows are those of no figure, table or list known here")

    def _text(self, content: bytes, path: Path) -> Traced:
        """Trace JSON and LaTeX by what they hold, else by the run they name."""
        stated = stated_run(content)
        run = self.reports.find(stated) if stated else None
        says = {"run": stated} if stated else {}
        if path.suffix.lower() in (".json", ".ipynb"):
            held = _parsed(content)
            if isinstance(held, dict) and isinstance(held.get("run"), str):
                run, says = self.reports.find(held["run"]), {"run": held["run"]}
            for known, name in self._parsed_files(path.suffix.lower(), run):
                file = known.file(name)
                own = content_of(file)
                if own is not None and held is not None and _parsed(own) == held:
                    exact = own == content  # run.json states the hashes of all files but its own
                    how = (
                        "the same bytes"
                        if exact
                        else "not exact: the same content, written by another program"
                    )
                    return self._traced(str(path), known, Path(name).stem, how, name=name, says=says)
        if run is not None:
            how = "it names this run, but is no file of it as it was written"
            return self._traced(str(path), run, "", how, outcome=LIKELY, says=says)
        how = (
            f"it says run {says['run']}, which is not among the reports here"
            if says
            else "no file known here"
        )
        return Traced(str(path), UNKNOWN, how, says=says)

    def _parsed_files(self, suffix: str, run: KnownRun | None) -> Iterator[tuple[KnownRun, str]]:
        for known in [run] if run else list(self.reports):
            yield from ((known, name) for name in [*known.outputs, "run.json"] if name.endswith(suffix))

    def _word(self, path: Path) -> Iterator[Traced]:
        from analysis.reporting.checking.manuscripts.word import pictures_in

        found = False
        for name, content in pictures_in(path):
            found = True
            file = f"{path}: {posixpath.basename(name)}"
            yield self._by_bytes(content, file) or self._picture(content, file)
        if not found:
            yield Traced(str(path), UNKNOWN, "it holds no pictures; `analysis check` looks at what it cites")


def _inside(file: str, run: KnownRun, name: str) -> bool:
    return Path(file).resolve() == (run.folder / name).resolve()


def _says(mark: Mark) -> dict[str, str]:
    told = {"run": mark.run, "data": mark.data, "title": mark.title, "made with": mark.maker}
    return {name: text for name, text in told.items() if text}


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _facts(run: KnownRun, anchor: str) -> dict[str, Any]:
    """Return what a run's record says of where it comes from, and of one item."""
    about, inputs = run.about, table(run.about, "inputs")
    notebook = table(about, "notebook")
    facts = {
        "notebook": notebook.get("name", ""), "notebook hash": notebook.get("sha256", ""),
        "corpus": inputs.get("raw", ""), "selection": inputs.get("selection", ""), "articles": inputs.get("articles"),
        "dates": " to ".join(str(inputs[end]) for end in ("first", "last") if inputs.get(end)),
        "fingerprint": inputs.get("fingerprint", ""), "raw files": len(table(inputs, "files")),
        "code": about.get("code", ""),
        "versions": table(about, "versions"), "parameters": table(about, "parameters"), "folder": run.folder.name,
    }  # fmt: skip
    item = run.items.get(anchor)
    if item is not None:
        facts["item"] = f"{item.get('kind', '')} {item.get('number', '')}".strip()
        facts["caption"] = item.get("caption") or item.get("label", "")
        if anchor in run.figure_data:
            facts["data"] = run.figure_data[anchor]
    return {name: value for name, value in facts.items() if value not in ("", None, {})}


def files_to_trace(paths: Iterable[str | Path]) -> list[Path]:
    """Return files as given, and of folders the files that can be traced, in order.

    Raises
    ------
    InputError
        If a path does not exist or holds too many files.
    """
    found: list[Path] = []
    for given in paths:
        path = Path(given).expanduser()
        if not path.exists():
            raise InputError("there is no such file or folder", where=str(given))
        if not path.is_dir():
            found.append(path)
            continue
        for folder, below, names in os.walk(path):
            below.sort()
            found += [Path(folder) / name for name in sorted(names) if Path(name).suffix.lower() in SUFFIXES]
            if len(found) > MOST_FILES:
                raise InputError(
                    f"more than {MOST_FILES:,} files", where=str(given), remedy="Give a smaller folder."
                )
    return found

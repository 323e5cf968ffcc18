"""What can be checked of a report without its corpus: hashes, metadata, and whether its files agree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from analysis.paths import file_hash
from analysis.reporting.checking.pictures import read_mark
from analysis.reporting.checking.rows import csv_rows
from analysis.reporting.formatting import is_real
from analysis.reporting.known import KnownRun
from analysis.reporting.reading import content_of, is_inner, table
from analysis.reporting.runs.provenance import run_id

_HIT = re.compile(r"[0-9a-f]{64}\Z")
_FIGURE_CLAIM = re.compile(r"(fig-[a-z0-9-]+)/(\d{1,9})\Z")


@dataclass(frozen=True)
class Part:
    """One thing that was checked: how many were looked at, and what is wrong with which."""

    what: str
    looked_at: int
    problems: list[str]

    def data(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"what": self.what, "looked_at": self.looked_at, "problems": self.problems}


def check_folder(run: KnownRun) -> list[Part]:
    """Return what was checked of a report folder, with the problems found.

    Parameters
    ----------
    run : KnownRun

    Returns
    -------
    list of Part
        Files and their hashes; run id; figures; values and claims; evidence.
    """
    parts: list[tuple[str, Callable[[KnownRun], Iterator[str | None]]]] = [
        ("files have the hashes run.json states", _files),
        ("no file that run.json does not state", _extra),
        ("the run id follows from what run.json states", _identity),
        ("figures carry the run and the hash of their rows", _figures),
        ("named values agree with claims.csv and manifest.json", _values),
        ("points in claims.csv are rows of their figures", _points),
        ("lists of evidence are well formed", _evidence),
    ]
    out = []
    for what, look in parts:
        found = list(look(run))
        out.append(Part(what, len(found), [problem for problem in found if problem]))
    return out


def _files(run: KnownRun) -> Iterator[str | None]:
    for name, stated in sorted(run.outputs.items()):
        path = run.file(name)
        if path is None:
            yield f"{name[:200]}: not a place inside the folder"
        elif not path.is_file():
            yield f"{name}: missing"
        else:
            yield None if file_hash(path) == stated else f"{name}: changed since the run wrote it"


def _extra(run: KnownRun) -> Iterator[str | None]:
    for path in sorted(run.folder.rglob("*")):
        name = path.relative_to(run.folder).as_posix()
        if path.is_dir() and not path.is_symlink():
            continue
        yield None if name in run.outputs or name == "run.json" else f"{name}: not of this run"


def _identity(run: KnownRun) -> Iterator[str | None]:
    """Work the run id out again; parameters that name files count by content, which the record does not hold."""
    about = run.about
    given, inputs, notebook, versions = (
        table(about, name) for name in ("parameters", "inputs", "notebook", "versions")
    )
    if not all(
        isinstance(about.get(name), dict) for name in ("parameters", "inputs", "notebook", "versions")
    ):
        yield "run.json lacks parameters, inputs, notebook or versions"
        return
    if run.folder.name != run.name:
        yield f"the folder is called {run.folder.name}, the record says {run.name}"
    if any(
        isinstance(value, str) and Path(value).suffix in (".yaml", ".yml", ".csv", ".json")
        for value in given.values()
    ):
        return
    again = run_id(
        given, fingerprint=str(inputs.get("fingerprint", "")), notebook=str(notebook.get("sha256", "")),
        code=str(about.get("code", "")), packages=versions,
    )  # fmt: skip
    yield (
        None
        if again == run.run
        else f"from parameters, articles, notebook, code and versions follows {again}"
    )


def _figures(run: KnownRun) -> Iterator[str | None]:
    for name, stated in run.figure_data.items():
        rows = run.file(f"figures/{name}.csv")
        if rows is None or not rows.is_file():
            yield f"{name}: its rows are missing"
            continue
        yield None if file_hash(rows) == stated else f"{name}: its rows are not those it was plotted from"
        for kind in ("svg", "pdf", "png"):
            content = content_of(run.file(f"figures/{name}.{kind}"))
            if content is None:
                yield f"{name}.{kind}: missing"
                continue
            mark = read_mark(content)
            right = (mark.run, mark.data) == (run.run, stated)
            yield (
                None
                if right
                else f"{name}.{kind}: its metadata say run {mark.run or '–'}, rows {mark.data[:12] or '–'}…"
            )


def claim_rows(run: KnownRun) -> list[dict[str, str]]:
    """Return the rows of claims.csv; none if the report has no such file."""
    rows = csv_rows(content_of(run.file("claims.csv")) or b"")
    return [dict(zip(rows[0], row, strict=False)) for row in rows[1:]] if rows else []


def _values(run: KnownRun) -> Iterator[str | None]:
    claims = {row.get("claim", ""): row for row in claim_rows(run)}
    listed = {a for a, item in run.items.items() if item.get("kind") == "value"}
    for name, entry in run.values.items():
        yield from _variants(run, name, entry)
        if claims:
            row = claims.get(f"val-{name}")
            yield f"{name}: not in claims.csv" if row is None else _disagreement(name, entry, row)
    file = run.folder / "values.json"
    if listed and not file.is_file():
        yield "values.json: missing"
    for claim in claims:
        if claim.startswith("val-") and claim.removeprefix("val-") not in run.values:
            yield f"{claim}: in claims.csv, but no named value"


def _variants(run: KnownRun, name: str, entry: dict[str, Any]) -> Iterator[str | None]:
    """Hold what is said of a headline's robustness against its table of variants."""
    held = table(entry, "robustness")
    if not held.get("table"):
        return
    rows = csv_rows(content_of(run.file(str(held["table"]))) or b"")
    if not rows or "holds" not in rows[0]:
        yield f"{name}: its table of variants is missing"
        return
    at = rows[0].index("holds")
    count = sum(row[at] == "True" for row in rows[1:] if len(row) > at)
    # A claim that does not hold to begin with holds in no variant, whatever they give.
    right = held.get("variants") == len(rows) - 1 and held.get("holds") in (0, count)
    yield None if right else f"{name}: its table has {count} of {len(rows) - 1} variants in which it holds"


def _disagreement(name: str, entry: dict[str, Any], row: dict[str, str]) -> str | None:
    for column in ("value", "low", "high", "unit"):
        stated, known = row.get(column, ""), entry.get(column)
        if column in row and not _same(stated, known):
            return f"{name}: {column} is {known} in values.json, {stated[:60] or 'empty'} in claims.csv"
    robust = entry.get("robustness")
    for column in ("holds", "variants"):
        known = robust.get(column) if isinstance(robust, dict) else None
        if column in row and not _same(row[column], known):
            return f"{name}: {column} is {known} in values.json, {row[column][:60] or 'empty'} in claims.csv"
    return None


def _same(stated: str, known: Any) -> bool:
    if known is None or known == "":
        return stated in ("", "None", "nan")
    if is_real(known):
        try:
            return Decimal(stated) == Decimal(str(known)) or float(stated) == float(known)
        except (InvalidOperation, ValueError):
            return False
    return stated.removeprefix("'") == str(known)


def _points(run: KnownRun) -> Iterator[str | None]:
    rows: dict[str, list[list[str]]] = {}
    for claim in claim_rows(run):
        found = _FIGURE_CLAIM.match(claim.get("claim", ""))
        if not found:
            continue
        name, number = found[1], int(found[2])
        if name not in rows:
            rows[name] = csv_rows(content_of(run.file(f"figures/{name}.csv")) or b"")
        if not 1 <= number < len(rows[name]):
            yield f"{claim['claim']}: {name}.csv has {max(len(rows[name]) - 1, 0)} rows"
            continue
        value = claim.get("value", "")
        right = not value or any(cell == value or _same(cell, _number(value)) for cell in rows[name][number])
        yield None if right else f"{claim['claim']}: no cell of this row is {value[:40]}"


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def _evidence(run: KnownRun) -> Iterator[str | None]:
    for name in sorted(run.outputs):
        if not (name.startswith("evidence/") and name.endswith(".csv") and is_inner(name)):
            continue
        rows = csv_rows(content_of(run.file(name)) or b"")
        head = rows[0] if rows else []
        if [column for column in ("article_id", "start", "end", "hit_sha256") if column not in head]:
            yield f"{name}: no columns article_id, start, end, hit_sha256"
            continue
        start, end, digest = (head.index(column) for column in ("start", "end", "hit_sha256"))
        bad = next(
            (number for number, row in enumerate(rows[1:], 1) if not _is_place(row, start, end, digest)), 0
        )
        yield f"{name}: row {bad} is no place in an article" if bad else None


def _is_place(row: list[str], start: int, end: int, digest: int) -> bool:
    try:
        return 0 <= int(row[start]) <= int(row[end]) and bool(_HIT.match(row[digest]))
    except (ValueError, IndexError):
        return False

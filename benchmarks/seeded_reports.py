"""A small folder of made-up reports, one of them superseded, for manuscripts that cite rightly and wrongly.

Written with the report handle, so that figures, tables and values are in the form every run has;
numbers are invented. Used by `seeded_citations.py` and by the tests of checking.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.figures.theme import new_figure
from analysis.reporting.formatting import json_text, latex, sha256
from analysis.reporting.report import Report
from analysis.reporting.runs.provenance import file_hashes

FRAMING, FRAMING_OLD = "framing--3fb1c0de77a1", "framing--9ae4d2050b6c"
VOCABULARY, ACTORS = "vocabulary--70c5e8d19f24", "actors--b2d94f63a0e8"

Value = tuple[str, Any, str, str, dict[str, Any]]

_INTERVAL = {"n": "1204 articles", "low": 31.6, "high": 36.9}
_FRAMING: list[Value] = [
    ("conflict-share", 34.2, "%", "Articles with the conflict frame", _INTERVAL),
    ("morality-share", 8.372, "%", "Articles with the morality frame", {"n": "1204 articles"}),
    ("articles", 1204, "articles", "Articles read", {}),
    ("outlets", 4, "", "Outlets", {}),
    ("words", 48217, "words", "Words of body text", {}),
    ("change", -3.18, "percentage points", "Change of the conflict frame", {"low": -5.4, "high": -0.9}),
    ("rate", 4.72, "per 1,000 words", "Rate of loaded words", {}),
    ("alpha", 0.713, "", "Agreement of coders (alpha)", {"low": 0.61, "high": 0.8}),
    ("proportion", 0.186, "share", "Share of quotations without a name", {}),
    ("first", "2024-02-23", "", "First day", {}),
    ("top-outlet", "Harbour Post", "", "Outlet with most articles", {}),
    ("fragile-share", 12.9, "%", "Articles with the human interest frame", {"n": 1204}),
]
_OLDER = {"conflict-share": 33.1, "articles": 1187, "words": 47903, "fragile-share": 13.4}
_FRAGILE: dict[str, Any] = {
    "name": "fragile-share",
    "claim": "The share exceeds a tenth.",
    "holds": 31,
    "variants": 48,
}


def write_reports(out: Path) -> Path:
    """Write four reports below `out`, one of them superseded, and return `out`."""
    older = [
        (name, _OLDER.get(name, value), unit, label, rest) for name, value, unit, label, rest in _FRAMING
    ]
    shares, trend = {"conflict": 34.2, "morality": 8.372}, {"May": 31.0, "June": 36.1, "July": 35.4}
    steady = {"Harbour Post": 410.0, "Valley Courier": 301.0}
    figures = {"fig-shares": shares, "fig-trend": trend, "fig-steady": steady}
    _report(out / FRAMING, _FRAMING, figures)
    _report(out / ".superseded" / FRAMING_OLD, older, {**figures, "fig-shares": {**shares, "conflict": 33.1}})
    types: list[Value] = [
        ("types", 2677, "", "Distinct words", {}),
        ("mattr", 0.7124, "", "MATTR, window 50", {"low": 0.7031, "high": 0.7217}),
    ]
    _report(out / VOCABULARY, types, {"fig-keyness": {"frontier": 9.1, "price": 4.4, "council": 3.9}})
    said: list[Value] = [("mentions", 950, "", "Mentions of actors", {})]
    _report(out / ACTORS, said, {"fig-prominence": {"Mayor": 12.0, "Council": 7.0}})
    return out


def _report(folder: Path, values: list[Value], figures: dict[str, dict[str, float]]) -> None:
    slug, _, run = folder.name.partition("--")
    folder.mkdir(parents=True)
    report = Report(folder, title=slug.title(), run_id=run)
    for name, value, unit, label, rest in values:
        if name == _FRAGILE["name"]:
            report.headline(
                name, value, unit=unit, label=label, claim=_FRAGILE["claim"], variants=_variants(), **rest
            )
        else:
            report.value(name, value, unit=unit, label=label, **rest)
    for name, bars in figures.items():
        draw(report, name, bars)
    table = pd.DataFrame({"outlet": ["Harbour Post", "Valley Courier"], "articles": [703, 501]})
    report.table("tbl-outlets", table, caption="Articles of each outlet.")
    _citations(folder, run)
    (folder / "index.html").write_text(f"<title>{slug}</title>", encoding="utf-8")
    about = {
        "slug": slug, "run": run, "status": "finished", "title": slug.title(),
        "notebook": {"name": slug, "sha256": sha256(slug)[:16]}, "parameters": {"raw": "data/raw"},
        "inputs": {"selection": "all articles", "articles": 1204, "fingerprint": sha256(run)[:16], "raw": "data/raw",
                   "files": {}},
        "code": "0123456789ab", "versions": {"news-profiles": "0.1.0"}, "warnings": [],
        "outputs": file_hashes(folder),
    }  # fmt: skip
    (folder / "run.json").write_text(json_text(about), encoding="utf-8")


def draw(report: Report, name: str, bars: dict[str, float]) -> None:
    """Record a figure of a few bars."""
    figure, axes = new_figure(height_mm=40)
    axes.barh(list(bars), list(bars.values()))
    data = pd.DataFrame({"name": list(bars), "value": list(bars.values())})
    report.figure(name, figure, data=data, caption=f"Bars of {name}.", alt=f"{len(bars)} bars.", n=len(bars))


def _variants() -> pd.DataFrame:
    number = range(_FRAGILE["variants"])
    return pd.DataFrame({
        "dimension": "terms", "variant": [f"without term {i}" for i in number], "value": 12.9,
        "holds": [i < _FRAGILE["holds"] for i in number], "note": "",
    })  # fmt: skip


def _citations(folder: Path, run: str) -> None:
    """Write values as LaTeX and as variables of Quarto, in the form a run's own files have."""
    values = json.loads((folder / "values.json").read_text(encoding="utf-8"))
    lines = [
        f"% Made up: report {folder.name}",
        r"\def\npvalue#1#{\np@get{value}{#1}}",
        rf"\def\npcurrent{{{run[:8]}}}",
    ]
    lines += [
        rf"\@namedef{{np/value/{run[:8]}/{name}}}{{{latex(entry['text'])}}}" for name, entry in values.items()
    ]
    place = folder / "cite"
    place.mkdir()
    (place / "values.tex").write_text("\n".join(lines) + "\n", encoding="utf-8")
    variables = {"np": {f"r{run[:8]}": {name: entry["text"] for name, entry in values.items()}}}
    (place / "_variables.yml").write_text(json.dumps(variables, indent=1, ensure_ascii=False), "utf-8")

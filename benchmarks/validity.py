"""Measure precision and recall of the actors tables on human-annotated news, with intervals.

    .venv/bin/python benchmarks/validity.py EVAL --scorer EVAL/score.py [--write] [--tasks quotes,ner,coref,actions]

EVAL is the folder of the evaluation data, outside this repository; `--scorer` its
scorer, whose matching of spans is used. Prints the table for ``docs/validity.md``;
with `--write` also writes ``resources/actors/validity.csv``, from which the package
states its errors. Tasks that are not measured keep the figures they have there.

Intervals are percentiles (95 %) over documents drawn again with replacement. A statement
of a kind (direct, indirect, mixed) is right only where the annotated one is of that kind, so that
precision and recall of a kind share their numerator, as the correction of counts needs it.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import io
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import fit_kinds
import numpy as np
import predict

from analysis.paths import PACKAGE

Document = dict[str, Any]
Share = tuple[str, str, str]
"""Task, subset and measure."""
Cells = Counter[tuple[Share, str]]
"""For each share what is above (``of``) and below (``in``) the line, in one document."""

TARGET = PACKAGE / "resources/actors/validity.csv"
COLUMNS = ("task", "subset", "measure", "value", "low", "high", "n", "data", "date", "command")
COMMAND = "benchmarks/validity.py EVAL --scorer SCORER --write"
HEAD = (
    "# Measured precision and recall of the tables of actors, with 95 % intervals over resampled articles.\n"
    "# Origin: written by benchmarks/validity.py from human-annotated news; numbers only, no text. Licence: MIT.\n"
)
FILES = {
    "quotes": ("quotes/polnear_dev.jsonl", "PolNeAR, development part"),
    "ner": ("ner/worldwide.jsonl.gz", "Worldwide English newswire, cross-validated"),
    "coref": ("coref/gum_news.jsonl", "GUM news"),
    "actions": ("actions/plover.jsonl", "PLOVER example sentences"),
}
FOLDS = 5
"""Folds by article for names, whose weights are learned from the same collection."""
LEAST = 30
"""Items below which a part is not stated."""
LABELS = {"PERSON": "person", "ORGANIZATION": "organisation", "LOCATION": "place"}


def shares(cells: Cells, task: str, subset: str, *, right: float, found: float, there: float) -> None:
    """Add what precision, recall and their ratio are made of."""
    for measure, above, below in (
        ("precision", right, found),
        ("recall", right, there),
        ("ratio", there, found),
    ):
        cells[(task, subset, measure), "of"] += above  # type: ignore[assignment]
        cells[(task, subset, measure), "in"] += below  # type: ignore[assignment]


def quotes(gold: Document, own: Document, scorer: ModuleType) -> Cells:
    """Match the statements of a document by content, then ask for the speaker."""
    cells: Cells = Counter()
    text, there, found = gold["text"], gold["attributions"], own.get("quotations") or []
    a = [scorer.chars(scorer.spans_of(one["content"]), text) for one in there]
    b = [scorer.chars(scorer.spans_of(one["content"]), text) for one in found]
    overlaps = ((len(x & y) / len(x | y), i, j) for i, x in enumerate(a) for j, y in enumerate(b) if x & y)
    match = scorer.greedy(overlaps, 0.5)
    heard = {i for i, j in match.items() if _same_speaker(there[i], found[j], text, scorer)}
    for task, right in (("quotations", set(match)), ("voices", heard)):
        shares(cells, task, "", right=len(right), found=len(found), there=len(there))
        for kind in ("direct", "indirect", "mixed"):
            hits = sum(there[i]["kind"] == found[match[i]]["kind"] == kind for i in right)
            counts = [sum(one["kind"] == kind for one in of) for of in (found, there)]
            shares(cells, task, kind, right=hits, found=counts[0], there=counts[1])
    matched = set(match.values())
    for j, one in enumerate(found):
        for subset in (f"rule:{one['rule']}", f"cue:{one['cue_class']}"):
            cells[("quotations", subset, "precision"), "of"] += j in matched
            cells[("quotations", subset, "precision"), "in"] += 1
    return cells


def _same_speaker(there: Document, found: Document, text: str, scorer: ModuleType) -> bool:
    source = scorer.chars(scorer.spans_of(there["source"]), text)
    said = scorer.chars(scorer.spans_of(found.get("speaker"))[:3], text)
    return bool(source & said) if source else not said


def ner(gold: Document, own: Document, scorer: ModuleType) -> Cells:
    """Count exact spans with the right label."""
    cells: Cells = Counter()
    there, found = (
        {(*scorer.trim(gold["text"], x["start"], x["end"]), x["label"]) for x in of.get("entities") or []}
        for of in (gold, own)
    )
    for label, subset in [*LABELS.items(), ("", "")]:
        a, b = ({x for x in of if (x[2] == label if label else x[2] in LABELS)} for of in (there, found))
        shares(cells, "names", subset, right=len(a & b), found=len(b), there=len(a))
    return cells


def coref(gold: Document, own: Document, scorer: ModuleType) -> Cells:
    """Take B³ sums and pronouns from the scorer's figures for one document."""
    cells: Cells = Counter()
    one = scorer.coref({gold["id"]: gold}, {gold["id"]: own})
    p, f = one["b3_p"], one["b3_f_all"]
    covered = round(one["coverage"] * one["proper"])
    # The scorer states F of precision and of the recall that counts uncovered names, not that recall itself.
    recall = f * p / (2 * p - f) if f else 0.0
    for measure, value, n in (("precision", p, covered), ("recall", recall, one["proper"])):
        cells[("coreference", "", measure), "of"] += value * n
        cells[("coreference", "", measure), "in"] += n
    cells[("pronouns", "", "accuracy"), "of"] += one["pronoun_accuracy"] * one["pronouns"]
    cells[("pronouns", "", "accuracy"), "in"] += one["pronouns"]
    return cells


def actions(gold: Document, own: Document, scorer: ModuleType) -> Cells:
    """Take from the scorer whether the action was found, or found the wrong way round."""
    cells: Cells = Counter()
    one = scorer.actions({gold["id"]: gold}, {gold["id"]: own})
    for measure, name in (("recall", "recall"), ("reversed", "reversed_rate")):
        cells[("actions", "", measure), "of"] += one[name]
        cells[("actions", "", measure), "in"] += 1
    return cells


MEASURES: dict[str, Callable[[Document, Document, ModuleType], Cells]] = {
    "quotes": quotes, "ner": ner, "coref": coref, "actions": actions,
}  # fmt: skip


def resampled(
    documents: list[Cells], *, resamples: int, seed: int = 0
) -> Iterator[tuple[Share, float, float, float, int]]:
    """Yield each share with its interval and what it is a share of."""
    drawn = np.random.default_rng(seed).multinomial(
        len(documents), [1 / len(documents)] * len(documents), size=resamples
    )
    for share in sorted({share for cells in documents for share, _ in cells}):
        above, below = (np.array([cells[share, side] for cells in documents], float) for side in ("of", "in"))
        if below.sum() >= LEAST:
            with np.errstate(invalid="ignore", divide="ignore"):
                values = (drawn @ above) / (drawn @ below)
            low, high = np.nanpercentile(values, [2.5, 97.5])
            yield share, above.sum() / below.sum(), low, high, int(below.sum())


def measured(
    task: str, folder: Path, scorer: ModuleType, *, resamples: int
) -> tuple[list[dict[str, Any]], Document]:
    """Return the rows of a task, and the scorer's own figures on the same predictions."""
    name, data = FILES[task]
    gold = predict.read(folder / name)
    own = {row["id"]: row for row in _predicted(task, gold, folder / name)}
    documents = [MEASURES[task](one, own.get(one["id"], {}), scorer) for one in gold]
    about = {"data": f"{data}, {len(gold)} documents", "date": date.today().isoformat(), "command": COMMAND}
    rows = [
        {"task": share[0], "subset": share[1], "measure": share[2], "value": f"{value:.4f}", "low": f"{low:.4f}",
         "high": f"{high:.4f}", "n": n, **about}
        for share, value, low, high, n in resampled(documents, resamples=resamples)
    ]  # fmt: skip
    return rows, scorer.score(task, gold, list(own.values()))


def _predicted(task: str, gold: list[Document], path: Path) -> Iterator[Document]:
    """Yield what the package finds; names with weights that were not learned from the article itself."""
    if task == "ner":
        return fit_kinds.held_out(gold, list(predict.parsed(gold)), folds=FOLDS)
    return predict.TASKS[task](gold, path)


def checked(task: str, rows: list[dict[str, Any]], official: Document) -> None:
    """Stop where a figure is not the scorer's own."""
    same = {
        "quotes": {("quotations", "precision"): "iou50_p", ("quotations", "recall"): "iou50_r",
                   ("voices", "precision"): "joint_p", ("voices", "recall"): "joint_r"},
        "ner": {("names", "precision"): "p", ("names", "recall"): "r"},
        "coref": {("coreference", "precision"): "b3_p", ("pronouns", "accuracy"): "pronoun_accuracy"},
        "actions": {("actions", "recall"): "recall", ("actions", "reversed"): "reversed_rate"},
    }[task]  # fmt: skip
    values = {(row["task"], row["measure"]): float(row["value"]) for row in rows if not row["subset"]}
    for share, name in same.items():
        assert abs(values[share] - official[name]) < 1e-4, (share, values[share], official[name])


def written(rows: list[dict[str, Any]]) -> str:
    """Return the file of all figures: the new ones, and those of tasks that were not measured now."""
    new = {row["task"] for row in rows}
    if TARGET.exists():
        lines = [line for line in TARGET.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
        rows = [row for row in csv.DictReader(lines) if row["task"] not in new] + rows
    out = io.StringIO()
    table = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    table.writeheader()
    table.writerows(sorted(rows, key=lambda row: (row["task"], row["subset"], row["measure"])))
    return HEAD + out.getvalue()


def markdown(rows: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the lines of the table for docs/validity.md."""
    yield "| task | part | measure | value | 95 % interval | of | data |"
    yield "|---|---|---|---:|---|---:|---|"
    for row in rows:
        value, low, high = (f"{float(row[name]):.3f}".removeprefix("0") for name in ("value", "low", "high"))
        shown = [
            row["task"],
            row["subset"] or "all",
            row["measure"],
            f"**{value}**",
            f"{low}–{high}",
            f"{row['n']:,}",
        ]
        yield f"| {' | '.join(shown)} | {row['data']} |"


def main() -> None:
    """Read the command line, measure, print and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("eval", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--tasks", default=",".join(FILES))
    parser.add_argument("--resamples", type=int, default=2000)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    spec = importlib.util.spec_from_file_location("scorer", options.scorer)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    rows: list[dict[str, Any]] = []
    for task in options.tasks.split(","):
        if task in predict.TASKS and (options.eval / FILES[task][0]).exists():
            own, official = measured(task, options.eval, scorer, resamples=options.resamples)
            checked(task, own, official)
            rows += own
        else:
            print(f"{task}: not measured, the package or the data does not have it yet")
    print("\n".join(markdown(rows)))
    if options.write:
        TARGET.write_text(written(rows), encoding="utf-8")


if __name__ == "__main__":
    main()

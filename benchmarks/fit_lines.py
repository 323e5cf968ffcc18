"""Fit the weights of the line model (`analysis.corpus.pages.model`) and say what it would score on unseen sites.

    .venv/bin/python benchmarks/fit_lines.py PAGES.jsonl.gz [--folds 10] [--no-test] [--write]

PAGES holds pages with `raw`, `body`, `url` and `lang`, as the copypaste gold file does. Folds keep the pages
of a site together, so that the cross-validated figures are those of sites never seen: the second pass is fitted on
odds that models without the page's fold gave, and tested on a fold that neither pass, nor those models, had seen.
Pages made from others (`made_pages`) draw on one fold only. `--write` fits on all pages and writes
`src/analysis/resources/corpus/page_lines.json`.
"""

from __future__ import annotations

import argparse
import difflib
import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from made_pages import Marked, made
from sklearn.ensemble import HistGradientBoostingClassifier

from analysis.corpus.pages.features import features
from analysis.corpus.pages.kinds import kinds_of, plainly_furniture
from analysis.corpus.pages.lines import Line, lines_of
from analysis.corpus.pages.model import Model, article_lines, second_look
from analysis.corpus.pages.traits import Columns, Floats
from analysis.corpus.pages.trees import trees_from

TARGET = Path(__file__).resolve().parents[1] / "src/analysis/resources/corpus/page_lines.json"
WORD = re.compile(r"\w+")
SECOND_LEVEL = frozenset(["ac", "co", "com", "edu", "gov", "net", "or", "org"])
FIRST = {"max_iter": 110, "learning_rate": 0.1, "max_leaf_nodes": 10, "min_samples_leaf": 40, "l2_regularization": 5.0,
         "max_features": 0.25}  # fmt: skip
SECOND = {"max_iter": 120, "learning_rate": 0.06, "max_leaf_nodes": 8, "min_samples_leaf": 60,
          "l2_regularization": 10.0, "max_features": 0.3}  # fmt: skip


@dataclass
class Page(Marked):
    """A page with its article cut by hand."""

    id: str
    site: str
    lang: str
    body: str


@dataclass
class Case:
    """A page, or one made from others of its fold, with what is told of its lines."""

    page: Marked
    fold: int

    @cached_property
    def seen(self) -> Columns:
        """What is told of the lines without a model."""
        return features(self.page.lines)

    @cached_property
    def weight(self) -> Floats:
        """Weigh lines by their words, and each page alike: the score is a mean over pages."""
        weight = np.array([min(line.words, 60) + 3.0 for line in self.page.lines])
        return weight / weight.sum()


def load(path: str) -> list[Page]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [page(json.loads(line)) for line in file]


def page(record: dict[str, Any]) -> Page:
    lines = lines_of(record["raw"])
    marks = np.array(in_body(record["raw"], record["body"], lines), dtype=bool)
    return Page(
        record["raw"], lines, marks, record["id"], site_of(record["url"]), record["lang"], record["body"]
    )


def site_of(url: str) -> str:
    """Return the registered part of an address's host."""
    parts = urlsplit(url).netloc.split(":")[0].split(".")
    return ".".join(
        parts[-3 if len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in SECOND_LEVEL else -2 :]
    )


def in_body(raw: str, body: str, lines: Sequence[Line]) -> list[bool]:
    """Align the words of page and body; a line belongs to the body when half its words do."""
    spans = [(m.group(), m.start()) for m in WORD.finditer(raw)]
    matcher = difflib.SequenceMatcher(None, [word for word, _ in spans], WORD.findall(body), autojunk=False)
    hit = np.zeros(len(spans), dtype=int)
    for at, _, size in matcher.get_matching_blocks():
        if size > 2:
            hit[at : at + size] = 1
    starts = np.array([start for _, start in spans])
    out = []
    for line in lines:
        first, stop = np.searchsorted(starts, [line.start, line.end])
        out.append(bool(stop > first and hit[first:stop].mean() >= 0.5))
    return out


def cases_of(pages: Sequence[Page], folds: int, *, seed: int = 8) -> list[Case]:
    """Return the pages and those made from them."""
    draw = np.random.default_rng(seed)
    number = {p.id: fold_of(p.site, folds) for p in pages}
    out = [Case(p, number[p.id]) for p in pages]
    for one in pages:
        donors = [p for p in pages if number[p.id] == number[one.id] and p is not one] or [one]
        out += [Case(extra, number[one.id]) for extra in made(one, donors, draw)]
    return out


def fold_of(site: str, folds: int) -> int:
    return int(hashlib.sha1(site.encode()).hexdigest(), 16) % folds


def fit(cases: Sequence[Case], extra: Sequence[Columns] | None, settings: dict[str, Any]) -> dict[str, Any]:
    """Return boosted trees as plain lists (`trees_from`), over the features and those given besides."""
    tables = [case.seen | (extra[i] if extra else {}) for i, case in enumerate(cases)]
    names = list(tables[0])
    x = np.vstack([np.column_stack([table[name] for name in names]) for table in tables]).astype(np.float32)
    y = np.concatenate([case.page.article for case in cases])
    weight = np.concatenate([case.weight for case in cases])
    model = HistGradientBoostingClassifier(max_bins=63, early_stopping=False, random_state=1, **settings).fit(
        x, y, sample_weight=weight / weight.mean()
    )
    return exported(model, names)


def exported(model: HistGradientBoostingClassifier, names: list[str]) -> dict[str, Any]:
    """Write scikit-learn's trees as lists, and keep only the names they ask for."""
    trees = [[plain(node) for node in tree.nodes] for (tree,) in model._predictors]
    used = sorted({node[0] for tree in trees for node in tree if len(node) > 1})
    place = {feature: i for i, feature in enumerate(used)}
    for tree in trees:
        for node in tree:
            if len(node) > 1:
                node[0] = place[node[0]]
    start = round(float(model._baseline_prediction.ravel()[0]), 5)
    return {"features": [names[i] for i in used], "start": start, "trees": trees}


def plain(node: np.void) -> list[Any]:
    """Write a node as `analysis.corpus.pages.trees.trees_from` reads it."""
    if node["is_leaf"]:
        return [round(float(node["value"]), 5)]
    return [
        int(node["feature_idx"]),
        float(f"{node['num_threshold']:.6g}"),
        int(node["left"]),
        int(node["right"]),
    ]


def odds_without(cases: Sequence[Case], out: set[int]) -> dict[int, Floats]:
    """Fit the first pass without some folds and return its odds for the cases of these folds, by number of case."""
    trees = trees_from(fit([case for case in cases if case.fold not in out], None, FIRST))
    return {i: trees.evaluate(case.seen) for i, case in enumerate(cases) if case.fold in out}


def second(cases: Sequence[Case], odds: dict[int, Floats]) -> dict[str, Any]:
    kept = sorted(odds)
    looks = [second_look(cases[i].page.lines, odds[i]) for i in kept]
    return fit([cases[i] for i in kept], looks, SECOND)


def cross_validate(cases: Sequence[Case], pages: Sequence[Page], folds: int) -> dict[str, str]:
    """Return the text found on each page by models fitted on the pages of other folds."""
    inner: dict[int, dict[int, Floats]] = {fold: {} for fold in range(folds)}
    for one in range(folds):
        for other in range(one):
            for i, odds in odds_without(cases, {one, other}).items():
                # Odds for a fold count where the test is on the other fold: the model saw neither.
                inner[one if cases[i].fold == other else other][i] = odds
    found: dict[str, str] = {}
    for fold in range(folds):
        first = trees_from(fit([case for case in cases if case.fold != fold], None, FIRST))
        model = Model(first, trees_from(second(cases, inner[fold])))
        found |= {p.id: text_of(p, model) for p in pages if fold_of(p.site, folds) == fold}
        print(f"fold {fold + 1} of {folds}", flush=True)
    return found


def text_of(one: Page, model: Model) -> str:
    """Return the body of a page as the package finds it with a model."""
    kept = [not plainly_furniture(line) for line in one.lines]
    marks = [
        bool(mark) and keep for mark, keep in zip(article_lines(one.lines, model=model), kept, strict=True)
    ]
    kinds = kinds_of(one.lines, article=marks if any(marks) else kept)
    return "\n".join(
        one.raw[x.start : x.end] for x, kind in zip(one.lines, kinds, strict=True) if kind == "body"
    )


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)) if words)


def score(one: Page, text: str) -> tuple[float | None, float]:
    gold, got = shingles(one.body), shingles(text)
    both = sum((gold & got).values())
    return (both / sum(got.values()) if got else None), (both / sum(gold.values()) if gold else 0.0)


def report(pages: Sequence[Page], found: dict[str, str]) -> None:
    scores = {p.id: score(p, found[p.id]) for p in pages}
    groups = {
        "all": pages,
        "en": [p for p in pages if p.lang == "en"],
        "other": [p for p in pages if p.lang != "en"],
    }
    for name, group in groups.items():
        p = float(np.mean([x for x, _ in (scores[one.id] for one in group) if x is not None]))
        r = float(np.mean([scores[one.id][1] for one in group]))
        print(f"{name:6} P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r):.3f} n = {len(group)}")


def write(cases: Sequence[Case], folds: int) -> None:
    """Fit both passes on all pages, the second on odds from models that had not seen the page, and write them."""
    odds: dict[int, Floats] = {}
    for fold in range(folds):
        odds |= odds_without(cases, {fold})
    origin = (
        "Weights of the line model of analysis.corpus.pages.model, fitted by benchmarks/fit_lines.py on the 181 pages "
        "of scrapinghub/article-extraction-benchmark (MIT) as pasted text. Weights only; no text of the pages. "
        "Licence: MIT."
    )
    data = {"origin": origin, "first": fit(cases, None, FIRST), "second": second(cases, odds)}
    TARGET.write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="utf-8")


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("pages")
    options.add_argument("--folds", type=int, default=10)
    options.add_argument("--no-test", action="store_true", help="fit only")
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    pages = load(given.pages)
    cases = cases_of(pages, given.folds)
    if given.write:
        write(cases, given.folds)
    if not given.no_test:
        report(pages, cross_validate(cases, pages, given.folds))


if __name__ == "__main__":
    main()

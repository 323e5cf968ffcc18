"""Fit the weights of the line model (`analysis.corpus.pages.model`) and say what it would score on unseen sites.

    .venv/bin/python benchmarks/fit_lines.py PAGES.jsonl.gz [--folds 10] [--write]

PAGES holds pages with `raw`, `body`, `url` and `lang`, as the copypaste gold file does. Folds keep the pages
of a site together, so that the cross-validated figures are those of sites never seen. `--write` fits on all pages
and writes `src/analysis/resources/corpus/page_lines.json`.
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
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from scipy import sparse
from scipy.optimize import minimize
from scipy.special import expit

from analysis.corpus.pages.features import features
from analysis.corpus.pages.kinds import kinds_of
from analysis.corpus.pages.lines import Line, lines_of
from analysis.corpus.pages.model import Floats

TARGET = Path(__file__).resolve().parents[1] / "src/analysis/resources/corpus/page_lines.json"
WORD = re.compile(r"\w+")
ARTICLE = 1


@dataclass
class Page:
    """A page with its lines, their features and the states they should have."""

    id: str
    site: str
    lang: str
    raw: str
    body: str
    lines: list[Line]
    rows: list[list[str]]
    states: list[int]


def load(path: str) -> list[Page]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [page(json.loads(line)) for line in file]


def page(record: dict[str, Any]) -> Page:
    lines = lines_of(record["raw"])
    marks = in_body(record["raw"], record["body"], lines)
    site = ".".join(urlsplit(record["url"]).netloc.split(".")[-2:])
    return Page(
        record["id"],
        site,
        record["lang"],
        record["raw"],
        record["body"],
        lines,
        features(lines),
        states(marks),
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


def states(marks: Sequence[bool]) -> list[int]:
    where = [i for i, mark in enumerate(marks) if mark]
    if not where:
        return [0] * len(marks)
    first, last = where[0], where[-1]
    return [0 if i < first else 3 if i > last else 1 if mark else 2 for i, mark in enumerate(marks)]


def rejoined(one: Page, kept: Sequence[int]) -> list[Page]:
    """Return a copy of some lines of a page without empty lines between them."""
    lines = lines_of("\n".join(one.raw[one.lines[i].start : one.lines[i].end] for i in kept))
    if len(lines) != len(kept):
        return []
    marks = [one.states[i] == ARTICLE for i in kept]
    return [Page(one.id, one.site, one.lang, "", "", lines, features(lines), states(marks))]


def copies(pages: Sequence[Page], *, seed: int) -> list[Page]:
    """Return copies that teach what else occurs: no empty lines, and only a few lines around the article."""
    draw = np.random.default_rng(seed)
    out = []
    for one in pages:
        where = [i for i, state in enumerate(one.states) if state == ARTICLE]
        if not where:
            continue
        first = max(0, where[0] - int(draw.choice([0, 0, 1, 2, 4, 8, 16])))
        stop = min(len(one.lines), where[-1] + 1 + int(draw.choice([0, 0, 1, 2, 4, 8, 16])))
        kept = [i for i in range(first, stop) if not (draw.random() < 0.5 and one.states[i] == 2)]
        out += rejoined(one, kept) + rejoined(one, range(len(one.lines)))
    return out


def matrix(pages: Sequence[Page], names: dict[str, int]) -> sparse.csr_matrix:
    flat = [[names[f] for f in row if f in names] for p in pages for row in p.rows]
    pointer = np.concatenate([[0], np.cumsum([len(row) for row in flat])])
    index = np.array([f for row in flat for f in row], dtype=int)
    return sparse.csr_matrix((np.ones(len(index)), index, pointer), shape=(len(flat), len(names)))


def importance(page: Page) -> Floats:
    """Weigh lines by their words, and each page alike: the score is a mean over pages."""
    weight = np.array([min(line.words, 60) + 3.0 for line in page.lines])
    return weight / weight.sum()


def fit(pages: Sequence[Page], *, decay: float, seed: int = 0, least: int = 4) -> dict[str, float]:
    """Weighted logistic regression with an L2 penalty; copies teach what clean text looks like."""
    times = Counter(name for p in pages for name in {f for row in p.rows for f in row})
    names = {name: i for i, name in enumerate(sorted(n for n, c in times.items() if c >= least))}
    both = [*pages, *copies(pages, seed=seed)]
    x, y = matrix(both, names), np.array([float(state == ARTICLE) for p in both for state in p.states])
    xt, weight = x.T.tocsr(), np.concatenate([importance(p) for p in both]) / len(both)

    def loss(theta: Floats) -> tuple[float, Floats]:
        score = x @ theta[:-1] + theta[-1]
        wrong = weight * (expit(score) - y)
        value = weight @ (np.logaddexp(0, score) - y * score) + decay * theta[:-1] @ theta[:-1]
        return float(value), np.append(xt @ wrong + 2 * decay * theta[:-1], wrong.sum())

    found = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return {"": float(found[-1])} | {name: float(found[i]) for name, i in names.items()}


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)) if words)


def score(page: Page, text: str) -> tuple[float | None, float]:
    gold, got = shingles(page.body), shingles(text)
    both = sum((gold & got).values())
    return (both / sum(got.values()) if got else None), (both / sum(gold.values()) if gold else 0.0)


def f1(scores: Sequence[tuple[float | None, float]]) -> tuple[float, float, float]:
    p = float(np.mean([x for x, _ in scores if x is not None]))
    r = float(np.mean([x for _, x in scores]))
    return p, r, 2 * p * r / (p + r)


def fold_of(site: str, folds: int) -> int:
    return int(hashlib.sha1(site.encode()).hexdigest(), 16) % folds


def cross_validate(pages: Sequence[Page], folds: int, decay: float) -> dict[str, str]:
    """Return the text found on each page, by weights fitted on the pages of other sites."""
    out: dict[str, str] = {}
    for fold in range(folds):
        weights = fit([p for p in pages if fold_of(p.site, folds) != fold], decay=decay)
        out |= {p.id: text_of(p, weights) for p in pages if fold_of(p.site, folds) == fold}
    return out


def text_of(page: Page, weights: dict[str, float]) -> str:
    kinds = kinds_of(page.lines, weights=weights)
    return "\n".join(
        page.raw[x.start : x.end] for x, kind in zip(page.lines, kinds, strict=True) if kind == "body"
    )


def report(pages: Sequence[Page], found: dict[str, str]) -> None:
    scores = {p.id: score(p, found[p.id]) for p in pages}
    groups = {
        "all": pages,
        "en": [p for p in pages if p.lang == "en"],
        "other": [p for p in pages if p.lang != "en"],
    }
    for name, group in groups.items():
        p, r, f = f1([scores[p.id] for p in group])
        print(f"{name:6} P {p:.3f} R {r:.3f} F1 {f:.3f} n = {len(group)}")


def write(weights: dict[str, float]) -> None:
    origin = (
        "Weights of the line model of analysis.corpus.pages.model, fitted by benchmarks/fit_lines.py on the 181 pages "
        "of scrapinghub/article-extraction-benchmark (MIT) as pasted text. Weights only; no text of the pages. "
        "Licence: MIT."
    )
    kept = {name: round(weight, 3) for name, weight in weights.items() if abs(weight) >= 0.0005}
    rows = ",\n".join(f"  {json.dumps(name)}: {weight}" for name, weight in kept.items())
    TARGET.write_text(
        f'{{\n "origin": {json.dumps(origin)},\n "weights": {{\n{rows}\n }}\n}}\n', encoding="utf-8"
    )


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("pages")
    options.add_argument("--folds", type=int, default=10)
    options.add_argument("--decay", type=float, default=4e-4)
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    pages = load(given.pages)
    if given.folds > 1:
        report(pages, cross_validate(pages, given.folds, given.decay))
    if given.write:
        write(fit(pages, decay=given.decay))


if __name__ == "__main__":
    main()

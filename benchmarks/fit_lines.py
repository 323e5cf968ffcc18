"""Fit the weights of the line model (`analysis.corpus.page_model`) and say what it would score on unseen sites.

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

from analysis.corpus.page_features import features
from analysis.corpus.page_lines import Line, lines_of
from analysis.corpus.page_model import ALLOWED, ARTICLE, Chain, Floats, probabilities

TARGET = Path(__file__).resolve().parents[1] / "src/analysis/resources/corpus/page_lines.json"
WORD = re.compile(r"\w+")


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
    return Page(record["id"], site, record["lang"], record["raw"], record["body"], lines, features(lines), states(marks))


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


def cropped(pages: Sequence[Page], *, seed: int) -> list[Page]:
    """Copies of the pages with only a few lines around the article: a careful paste, or clean text."""
    draw = np.random.default_rng(seed)
    out = []
    for one in pages:
        where = [i for i, state in enumerate(one.states) if state == ARTICLE]
        if not where:
            continue
        first = max(0, where[0] - int(draw.choice([0, 0, 1, 2, 4, 8, 16])))
        stop = min(len(one.lines), where[-1] + 1 + int(draw.choice([0, 0, 1, 2, 4, 8, 16])))
        kept = [i for i in range(first, stop) if not (draw.random() < 0.5 and one.states[i] == 2)]
        lines = lines_of("\n\n".join(one.raw[one.lines[i].start : one.lines[i].end] for i in kept))
        if len(lines) == len(kept):
            marks = [one.states[i] == ARTICLE for i in kept]
            out.append(Page(one.id, one.site, one.lang, "", "", lines, features(lines), states(marks)))
    return out


class Batch:
    """Pages, longest first, for the likelihood of the chain and its gradient."""

    def __init__(self, pages: Sequence[Page], names: dict[str, int]) -> None:
        pages = sorted(pages, key=lambda p: -len(p.lines))
        self.lengths = np.array([len(p.lines) for p in pages])
        flat = [[names[f] for f in row if f in names] for p in pages for row in p.rows]
        pointer = np.concatenate([[0], np.cumsum([len(row) for row in flat])])
        index = np.array([f for row in flat for f in row], dtype=int)
        self.x = sparse.csr_matrix((np.ones(len(index)), index, pointer), shape=(len(flat), len(names)))
        self.xt = self.x.T.tocsr()
        self.n, self.t = len(pages), int(self.lengths.max())
        gold = np.array([state for p in pages for state in p.states])
        self.gold = np.eye(4)[gold]
        starts = np.concatenate([[0], np.cumsum(self.lengths)[:-1]])
        self.starts, self.ends = starts, starts + self.lengths - 1
        # Row numbers of the i-th line of all pages that are that long: always a prefix of the pages.
        self.at = [starts[: int((self.lengths > i).sum())] + i for i in range(self.t)]
        inside = np.ones(len(gold), dtype=bool)
        inside[starts] = False
        later = np.flatnonzero(inside)
        self.gold_steps = np.zeros((4, 4))
        np.add.at(self.gold_steps, (gold[later - 1], gold[later]), 1)

    def loss(self, theta: Floats, f: int, decay: float) -> tuple[float, Floats]:
        """Return the mean negative log-likelihood of the pages with its gradient."""
        w, steps, first, last = unpack(theta, f)
        scores = self.x @ w
        top = scores.max(axis=1, keepdims=True)
        local = np.exp(scores - top)
        moves = np.where(ALLOWED, np.exp(steps), 0.0)
        ahead, scale = np.empty_like(local), np.empty(len(local))
        for i, at in enumerate(self.at):
            step = (np.exp(first) if i == 0 else ahead[at - 1] @ moves) * local[at]
            scale[at] = step.sum(axis=1)
            ahead[at] = step / scale[at][:, None]
        closing = ahead[self.ends] @ np.exp(last)
        back = np.empty_like(local)
        back[self.ends] = np.exp(last) / closing[:, None]
        pair = np.zeros((4, 4))
        for at in reversed(self.at[1:]):
            reached = local[at] * back[at] / scale[at][:, None]
            pair += (ahead[at - 1].T @ reached) * moves
            back[at - 1] = reached @ moves.T
        marginal = ahead * back
        total = np.log(scale).sum() + top.sum() + np.log(closing).sum()
        right = (self.gold * scores).sum() + (self.gold_steps * np.where(ALLOWED, steps, 0)).sum()
        right += self.gold[self.starts].sum(axis=0) @ first + self.gold[self.ends].sum(axis=0) @ last
        wrong = marginal - self.gold
        gradient = pack(
            self.xt @ wrong, np.where(ALLOWED, pair - self.gold_steps, 0.0),
            wrong[self.starts].sum(axis=0), wrong[self.ends].sum(axis=0),
        )  # fmt: skip
        value = float(total - right) + decay * float((theta**2).sum())
        return value / self.n, (gradient + 2 * decay * theta) / self.n


def pack(w: Floats, steps: Floats, first: Floats, last: Floats) -> Floats:
    return np.concatenate([np.asarray(w).ravel(), steps.ravel(), first, last])


def unpack(theta: Floats, f: int) -> tuple[Floats, Floats, Floats, Floats]:
    w, rest = theta[: 4 * f].reshape(f, 4), theta[4 * f :]
    return w, rest[:16].reshape(4, 4), rest[16:20], rest[20:24]


def fit(pages: Sequence[Page], *, decay: float, seed: int = 0, least: int = 4, rounds: int = 150) -> Chain:
    times = Counter(name for p in pages for name in {f for row in p.rows for f in row})
    names = {name: i for i, name in enumerate(sorted(n for n, c in times.items() if c >= least))}
    batch = Batch([*pages, *cropped(pages, seed=seed)], names)
    f = len(names)
    found = minimize(batch.loss, np.zeros(4 * f + 24), args=(f, decay), jac=True, method="L-BFGS-B",
                     options={"maxiter": rounds})  # fmt: skip
    w, steps, first, last = unpack(found.x, f)
    return Chain(first, last, np.where(ALLOWED, steps, -np.inf), names, w)


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


def cross_validate(pages: Sequence[Page], folds: int, decay: float) -> dict[str, Floats]:
    out: dict[str, Floats] = {}
    for fold in range(folds):
        chain = fit([p for p in pages if fold_of(p.site, folds) != fold], decay=decay)
        out |= {p.id: probabilities(chain, p.rows) for p in pages if fold_of(p.site, folds) == fold}
    return out


def report(pages: Sequence[Page], found: dict[str, Floats]) -> None:
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7):
        scores = {p.id: score(p, text_of(p, found[p.id], threshold)) for p in pages}
        english = f1([scores[p.id] for p in pages if p.lang == "en"])
        other = f1([scores[p.id] for p in pages if p.lang != "en"])
        print(threshold, *(" P %.3f R %.3f F %.3f" % x for x in (f1(list(scores.values())), english, other)), sep=" |")


def text_of(page: Page, found: Floats, threshold: float) -> str:
    return "\n".join(page.raw[x.start : x.end] for x, p in zip(page.lines, found, strict=True) if p >= threshold)


def write(chain: Chain) -> None:
    keep = {name: [round(float(x), 3) for x in chain.weights[i]] for name, i in chain.names.items()}
    data = {
        "origin": "Weights of the line model of analysis.corpus.page_model, fitted by benchmarks/fit_lines.py on the 181 pages of "
        "scrapinghub/article-extraction-benchmark (MIT) as pasted text. Weights only; no text of the pages. Licence: MIT.",
        "states": ["before", "article", "interruption", "after"],
        "first": [round(float(x), 3) for x in chain.first],
        "last": [round(float(x), 3) for x in chain.last],
        "steps": [[round(float(x), 3) if ok else 0 for x, ok in zip(a, b, strict=True)] for a, b in zip(chain.steps, ALLOWED, strict=True)],
        "weights": {name: row for name, row in keep.items() if any(row)},
    }
    head = json.dumps({k: v for k, v in data.items() if k != "weights"}, indent=1)[:-2]
    rows = ",\n".join(f"  {json.dumps(name)}: {json.dumps(row)}" for name, row in keep.items() if any(row))
    TARGET.write_text(f'{head},\n "weights": {{\n{rows}\n }}\n}}\n', encoding="utf-8")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("pages")
    options.add_argument("--folds", type=int, default=10)
    options.add_argument("--decay", type=float, default=1.0)
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    pages = load(given.pages)
    if given.folds > 1:
        report(pages, cross_validate(pages, given.folds, given.decay))
    if given.write:
        write(fit(pages, decay=given.decay))


if __name__ == "__main__":
    main()

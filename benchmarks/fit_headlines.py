"""Fit the weights that tell the headline among the lines before an article (`analysis.corpus.pages.headline`).

    .venv/bin/python benchmarks/fit_headlines.py COPYPASTE.jsonl.gz EXTRACTION.jsonl [--write]

The pasted pages carry no headline, but the HTML of the same pages (beside EXTRACTION) does: a line is the headline
if it says what the page's h1 or its title for sharing says. Conditional logistic regression over the candidates of a
page; the cross-validated accuracy keeps the pages of a site together.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import trafilatura
from fit_lines import fold_of
from scipy.optimize import minimize

from analysis.corpus.pages.declared import declared, letters
from analysis.corpus.pages.headline import candidates
from analysis.corpus.pages.kinds import article_marks
from analysis.corpus.pages.lines import lines_of

TARGET = Path(__file__).resolve().parents[1] / "src/analysis/resources/corpus/page_headline.json"
Case = tuple[str, list[dict[str, float]], list[int]]  # site, candidates, which of them are right


def load(pasted: str, pages: str) -> list[Case]:
    with Path(pages).open(encoding="utf-8") as file:
        places = {record["id"]: record for record in map(json.loads, file)}
    out = []
    with gzip.open(pasted, "rt", encoding="utf-8") as file:
        for record in map(json.loads, file):
            packed = (Path(pages).parent / places[record["id"]]["html"]).read_bytes()
            page = gzip.decompress(packed).decode("utf-8", "replace")
            title = letters(declared(trafilatura.load_html(page)).get("title", ""))
            lines = lines_of(record["raw"])
            rows = candidates(lines, article_marks(lines))
            right = [n for n, i in enumerate(rows) if len(title) > 8 and letters(lines[i].text) == title]
            if rows:
                out.append((record["url"].split("/")[2], list(rows.values()), right))
    return out


def fit(cases: Sequence[Case], *, decay: float = 0.5) -> dict[str, float]:
    names = sorted({name for _, rows, _ in cases for row in rows for name in row})
    tables = [
        np.array([[row.get(name, 0.0) for name in names] for row in rows])
        for _, rows, right in cases
        if right
    ]
    rights = [right for _, _, right in cases if right]

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        value, slope = decay * theta @ theta, 2 * decay * theta
        for table, right in zip(tables, rights, strict=True):
            score = np.append(table @ theta, 0.0)  # the last choice is that there is none
            share = np.exp(score - score.max())
            share /= share.sum()
            hit = share[right].sum()
            value -= np.log(hit)
            wanted = np.zeros(len(share))
            wanted[right] = share[right] / hit
            slope += table.T @ (share - wanted)[:-1]
        return value, slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return dict(zip(names, found.tolist(), strict=True))


def right_choice(case: Case, weights: dict[str, float]) -> bool:
    scores = [sum(weights.get(name, 0.0) * value for name, value in row.items()) for row in case[1]]
    best = int(np.argmax(scores))
    return scores[best] > 0 and best in case[2]


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("pasted")
    options.add_argument("pages")
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    cases = load(given.pasted, given.pages)
    usable = [case for case in cases if case[2]]
    hits = 0
    for fold in range(5):
        weights = fit([case for case in usable if fold_of(case[0], 5) != fold])
        hits += sum(right_choice(case, weights) for case in usable if fold_of(case[0], 5) == fold)
    print(
        f"{hits} of {len(usable)} headlines right, cross-validated; {len(cases) - len(usable)} pages have none in reach"
    )
    if given.write:
        origin = (
            "Weights of analysis.corpus.pages.headline, fitted by benchmarks/fit_headlines.py on the 181 pages of "
            "scrapinghub/article-extraction-benchmark (MIT). Weights only; no text of the pages. Licence: MIT."
        )
        kept = {name: round(weight, 3) for name, weight in fit(usable).items()}
        TARGET.write_text(json.dumps({"origin": origin, "weights": kept}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

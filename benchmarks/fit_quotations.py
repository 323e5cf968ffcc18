"""Fit the weights of the quotation rules to annotated articles.

    python benchmarks/fit_quotations.py TRAIN.jsonl.gz [--folds 3] [--out cue_weights.json]
                                        [--errors FILE --sample 100]

TRAIN holds {"id", "text", "attributions": [{"source", "cue", "content", "kind"}]} per line.
A conditional logit: the candidates of one cue compete with each other and with "no statement".
A candidate is right if its content shares at least half of the union with an annotated content
and its speaker overlaps the annotated source. The threshold is the one that is best for the mean of
the F of content and the F of content and speaker together, in cross-validation by article. So are the
scores, of the cue and of all but the content, below which a proposal of a rule is given up: of what is kept and
right, a share of LOST has a lower one.
With --errors, errors drawn from the cross-validated predictions are written to a file to be read; it holds
article text and must lie outside the repository.
"""

from __future__ import annotations

import argparse
import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from sys import intern
from typing import Any

import numpy as np
from predict import parsed, read
from quotation_errors import errors, write_sample
from scipy import sparse
from scipy.optimize import minimize

from analysis.actors.attribution.clauses import Clauses, Span
from analysis.actors.attribution.proposing import candidates
from analysis.actors.attribution.speakers import speaker_span
from analysis.actors.attribution.statements import Candidate
from analysis.actors.attribution.traits import ArticleTraits, early_traits, traits
from analysis.actors.attribution.weighing import MAX_SCORE, choose, compete, ranked

RIDGE, LEAST_COUNT, SMALLEST, LEAST_QUALITY = 5.0, 8, 0.04, 0.3
THRESHOLDS = np.arange(0.16, 0.44, 0.02)
LOST, LEAST_RIGHT = 0.002, 300
"""Share of right statements that may be given up by their cue, and again before their content is known, and the
fewest right statements of a rule with a bound of its own."""

UNCUT = {"quote then cue", "cue then quote", "floating", "signature"}
"""Rules that start from quotation marks, whose proposals are never given up."""

SET_BY_HAND = {"signature": 5.0, "colon lead&named": 0.6, "quoted as": 1.0}
"""Added to the fitted weights of rules too rare to fit. In the training part 5 of 6 signed quotations and
54 of 85 short leads with a name that recurs are right; "quoted him as saying" has no other reading."""


@dataclass
class Weighed:
    """One candidate with its traits and how well it fits the annotation."""

    one: Candidate
    traits: list[str]
    early: tuple[list[str], list[str]]
    """Traits of its cue, and all before its content is known."""
    quality: float
    gold: int
    said: int
    """Number of the annotated content it finds, whoever the speaker."""
    speaker: list[Span]
    cue: Span


def parsed_clauses(articles: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Clauses]]:
    """Yield articles with their clauses; annotated spans are moved to the text as it was cleaned."""
    for article, (_, shift, found) in zip(articles, parsed(articles), strict=True):
        moved = [
            {
                **a,
                **{
                    part: [[s - shift, e - shift] for s, e in a[part] or []]
                    for part in ("source", "cue", "content")
                },
            }
            for a in article["attributions"]
        ]
        yield {**article, "text": article["text"][shift:], "attributions": moved}, Clauses(found)


class Letters:
    """Counts of letters and digits inside spans."""

    def __init__(self, text: str) -> None:
        self.before = np.concatenate([[0], np.cumsum([c.isalnum() for c in text])])

    def size(self, spans: Any) -> int:
        """Return the letters inside spans."""
        return int(sum(self.before[e] - self.before[s] for s, e in spans))

    def shared(self, one: Any, two: Any) -> int:
        """Return the letters inside both."""
        return self.size((max(s, x), min(e, y)) for s, e in one for x, y in two if max(s, x) < min(e, y))


def label(article: dict[str, Any], clauses: Clauses) -> list[Weighed]:
    """Return the candidates of an article with their best overlap among the annotations they name rightly."""
    letters = Letters(article["text"])
    gold = sorted(enumerate(article["attributions"]), key=lambda pair: pair[1]["content"][0][0])
    sizes = [letters.size(a["content"]) for a in article["attributions"]]
    starts = [a["content"][0][0] for _, a in gold]
    out, known = [], ArticleTraits(clauses)
    for one in candidates(clauses):
        speaker = [] if one.subject.head is None else [speaker_span(clauses, one.subject.head)]
        size, best, which = letters.size(one.content), 0.0, -1
        most, said = 0.5, -1
        for j, a in gold[: bisect_left(starts, one.content[-1][1])]:
            shared = letters.shared(one.content, a["content"])
            if not shared:
                continue
            overlap = shared / (size + sizes[j] - shared)
            if overlap >= most:
                most, said = overlap, j
            if bool(a["source"]) != bool(speaker) or (speaker and not letters.shared(speaker, a["source"])):
                continue
            if overlap > best:
                best, which = overlap, j
        quality = 0.0 if best < 0.5 else LEAST_QUALITY + (1 - LEAST_QUALITY) * min(1.0, (best - 0.5) / 0.4)
        cue = clauses.tokens[one.cue].start, clauses.tokens[one.cue].end
        named = [intern(trait) for trait in traits(known, one)]
        of_cue, before = ([intern(trait) for trait in found] for found in early_traits(known, one))
        out.append(Weighed(one, named, (of_cue, before), quality, which, said, speaker, cue))
    return out


def design(articles: list[list[Weighed]], names: dict[str, int]) -> tuple[sparse.csr_matrix, np.ndarray, int]:
    """Return the matrix of traits, the cue each row belongs to, and the number of cues."""
    columns, ends, cues, count = [], [0], [], 0
    for rows in articles:
        seen: dict[int, int] = {}
        for row in rows:
            if row.one.contest not in seen:
                seen[row.one.contest] = count
                count += 1
            cues.append(seen[row.one.contest])
            columns += [names[t] for t in row.traits if t in names]
            ends.append(len(columns))
    matrix = sparse.csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(cues), len(names)))
    return matrix, np.array(cues), count


def fit(articles: list[list[Weighed]]) -> dict[str, float]:
    """Return the weights of all traits that occur often enough."""
    counts = Counter(t for rows in articles for row in rows for t in set(row.traits))
    names = {t: i for i, t in enumerate(sorted(t for t, n in counts.items() if n >= LEAST_COUNT))}
    x, cues, count = design(articles, names)
    xt = x.T.tocsr()
    quality = np.array([row.quality for rows in articles for row in rows])
    said = np.bincount(cues, weights=quality, minlength=count) > 0

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        e = np.exp(np.minimum(x @ w, MAX_SCORE))
        total = 1 + np.bincount(cues, weights=e, minlength=count)
        right = np.bincount(cues, weights=quality * e, minlength=count)
        share = np.where(said[cues], quality * e / np.maximum(right, 1e-300)[cues], 0)
        value = np.log(total).sum() - np.log(np.maximum(right[said], 1e-300)).sum() + 0.5 * RIDGE * w @ w
        return value, xt @ (e / total[cues] - share) + RIDGE * w

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    return {t: round(float(found[i]), 2) for t, i in names.items() if abs(found[i]) >= SMALLEST}


def score(names: list[str], weights: dict[str, float]) -> float:
    """Return the sum of the weights of traits."""
    return sum(weights.get(t, 0) + SET_BY_HAND.get(t, 0) for t in names)


def probabilities(rows: list[Weighed], weights: dict[str, float]) -> list[float]:
    """Return the probability of each candidate of an article, as the package weighs it."""
    scores = [score(row.traits, weights) for row in rows]
    return [chance for chance, _ in compete([(s, row.one) for s, row in zip(scores, rows, strict=True)])]


def chosen_of(rows: list[Weighed], chances: list[float], threshold: float) -> list[tuple[Weighed, float]]:
    """Return what is kept of an article's candidates, with the probabilities they are ranked by."""
    by_id = {id(row.one): row for row in rows}
    scored = ranked(zip(chances, (row.one for row in rows), strict=True))
    chance_of = {id(one): chance for chance, one in scored}
    return [(by_id[id(one)], chance_of[id(one)]) for one in choose(scored, threshold=threshold)]


def least_scores(
    articles: list[list[Weighed]],
    chances: list[list[float]],
    early: list[list[tuple[float, float]]],
    threshold: float,
    step: int,
) -> dict[str, float]:
    """Return for each rule the score at an early step that few of its right statements stay below."""
    found: dict[str, list[float]] = {"": []}
    for rows, chance, scores in zip(articles, chances, early, strict=True):
        score_of = {id(row): score[step] for row, score in zip(rows, scores, strict=True)}
        for row, _ in chosen_of(rows, chance, threshold):
            if row.quality > 0 and row.one.rule not in UNCUT:
                found.setdefault(row.one.rule, []).append(score_of[id(row)])
    for rule in [rule for rule, scores in found.items() if rule and len(scores) < LEAST_RIGHT]:
        found[""] += found.pop(rule)
    return {
        rule: round(float(np.quantile(scores, LOST, method="lower")), 2)
        for rule, scores in sorted(found.items())
    }


def all_errors(
    articles: list[dict[str, Any]], rows: list[list[Weighed]], chances: list[list[float]], threshold: float
) -> list[dict[str, Any]]:
    """Return the errors of cross-validated predictions, before quotations without a cue get a speaker."""
    out = []
    for article, candidates_, chance in zip(articles, rows, chances, strict=True):
        found = [
            {
                "content": row.one.content,
                "speaker": row.speaker,
                "cue": [row.cue],
                "rule": row.one.rule,
                "chance": p,
            }
            for row, p in chosen_of(candidates_, chance, threshold)
        ]
        shared = Letters(article["text"]).shared
        about = {"id": article["id"], "text": article["text"]}
        out += [about | error for error in errors(article["attributions"], found, shared)]
    return out


def mean_f(articles: list[list[Weighed]], chances: list[list[float]], gold: int, threshold: float) -> float:
    """Return the mean of two F: half of the content found, and found with the right speaker."""
    hits = kept = found = 0
    for rows, chance in zip(articles, chances, strict=True):
        chosen = [row for row, _ in chosen_of(rows, chance, threshold)]
        kept += len(chosen)
        hits += len({row.gold for row in chosen if row.quality > 0})
        found += len({row.said for row in chosen if row.said >= 0})
    return (hits + found) / (gold + kept)


def main() -> None:
    """Read the command line, choose a threshold by cross-validation, write the weights."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    ask.add_argument("train", type=Path)
    ask.add_argument("--folds", type=int, default=3)
    ask.add_argument("--out", type=Path, default=Path("src/analysis/resources/actors/cue_weights.json"))
    ask.add_argument("--errors", type=Path, help="file for errors to be read, outside the repository")
    ask.add_argument("--sample", type=int, default=100)
    options = ask.parse_args()
    articles = read(options.train)
    cleaned, rows = [], []
    for article, clauses in parsed_clauses(articles):
        cleaned.append(article)
        rows.append(label(article, clauses))
    chances: list[list[float]] = [[] for _ in rows]
    early: list[list[tuple[float, float]]] = [[] for _ in rows]
    for fold in range(options.folds):
        weights = fit([r for i, r in enumerate(rows) if i % options.folds != fold])
        for i in range(fold, len(rows), options.folds):
            chances[i] = probabilities(rows[i], weights)
            early[i] = [(score(row.early[0], weights), score(row.early[1], weights)) for row in rows[i]]
    gold = sum(len(a["attributions"]) for a in articles)
    tried = {round(float(t), 2): mean_f(rows, chances, gold, float(t)) for t in THRESHOLDS}
    threshold = max(tried, key=lambda t: tried[t])
    print(json.dumps({"cross-validated mean F by threshold": tried, "chosen": threshold}))
    if options.errors:
        found = all_errors(cleaned, rows, chances, threshold)
        write_sample(found, options.errors, number=options.sample)
    of_cue, before_content = (least_scores(rows, chances, early, threshold, step) for step in (0, 1))
    model = {
        "about": "Weights of the quotation rules (benchmarks/fit_quotations.py); words in trait names are lemmas.",
        "origin": f"Fitted to PolNeAR's training part ({len(articles)} articles, {gold} attributions); "
        "the numbers and lemmas only, no article text.",
        "licence": "MIT (the weights); the annotated articles are not part of this project",
        "threshold": threshold,
        "least_of_cue": of_cue,
        "least_before_content": before_content,
        "set_by_hand": SET_BY_HAND,
        "weights": dict(sorted(fit(rows).items())),
    }
    options.out.write_text(json.dumps(model, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""How often chance alone makes an edge: actors put into sentences at random, tested as the package tests them.

    python benchmarks/cooccurrence_calibration.py [--corpora 60]

Prints, for the package's test and for the plain one that takes sentences as independent (hypergeometric
over all sentences of the corpus), the share of pairs with p ≤ .05 and the share of corpora with an edge at q < .05.
"""

from __future__ import annotations

import argparse

import numpy as np
import pandas as pd
from scipy import stats

from analysis.actors import cooccurrence

SUBJECTS = 4
"""Subjects of articles; an actor is mostly named in articles on its own."""


def corpus(rng: np.random.Generator, *, articles: int, actors: int) -> pd.DataFrame:
    """Return mentions in articles of very different length; in each an actor's sentences are drawn freely."""
    rows = []
    home = rng.integers(0, SUBJECTS, size=actors)
    for article in range(articles):
        sentences = int(np.clip(rng.lognormal(3.0, 0.8), 4, 400))
        near = np.where(home == rng.integers(0, SUBJECTS), 0.6, 0.08)
        for actor in np.flatnonzero(rng.random(actors) < near):
            times = 1 + int(rng.binomial(sentences - 1, rng.beta(1, 8)))
            rows += [(f"{article:04d}", int(s), f"x{actor:03d}") for s in rng.permutation(sentences)[:times]]
    table = pd.DataFrame(rows, columns=["article_id", "sentence", "actor_id"])
    table = table.assign(paragraph=table["sentence"], name=table["actor_id"], kind="person", via="name")
    return table.assign(start=np.arange(len(table)), end=np.arange(len(table)) + 1)


def plain(pairs: pd.DataFrame) -> np.ndarray:
    """Return p of pairs if every sentence of the corpus were a draw of its own."""
    return np.asarray(
        stats.hypergeom.sf(pairs["count"] - 1, pairs["units"], pairs["count_a"], pairs["count_b"])
    )


def main() -> None:
    """Print both tests' rates of false positives."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=int, default=60)
    rng = np.random.default_rng(1)
    found: dict[str, list[np.ndarray]] = {"articles": [], "sentences": []}
    for _ in range(parser.parse_args().corpora):
        pairs = cooccurrence(corpus(rng, articles=80, actors=30), least=1, top=None)
        pairs = pairs[pairs["p"].notna()]
        found["articles"].append(pairs["p"].to_numpy())
        found["sentences"].append(plain(pairs))
    for name, draws in found.items():
        every = np.concatenate(draws)
        edges = [bool((stats.false_discovery_control(p) < 0.05).any()) for p in draws]
        print(
            f"{name} as unit: {len(every):,} pairs, p <= .05 in {np.mean(every <= 0.05):.3f}, p <= .01 in "
            f"{np.mean(every <= 0.01):.4f}; a false edge (q < .05) in {np.mean(edges):.3f} of {len(draws)} corpora"
        )


if __name__ == "__main__":
    main()

"""Measure how often comparison with a reference calls noise a finding.

    .venv/bin/python benchmarks/reference_calibration.py CORPUS [--splits 5] [--articles 0]

The articles of a collection are halved at random; a reference is built from one
half and the other half, or so many articles of it, is compared with it. The true
difference is zero. Prints the share of words with p < .05 for both tests, and
beside them G² on tokens at its .05 level, over words with at least 20 occurrences.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from analysis.corpus import open_corpus
from analysis.vocabulary.reference import against_reference, build_reference


def main() -> None:
    """Read the command line and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--splits", type=int, default=5)
    parser.add_argument("--articles", type=int, default=0, help="of the second half; 0 for all")
    options = parser.parse_args()
    rows = []
    for split in range(options.splits):
        halves = [f"md5(article_id || '{split}') {sign} '8'" for sign in ("<", ">=")]
        reference = build_reference(open_corpus(options.corpus, where=halves[0], stories="once"))
        corpus = open_corpus(options.corpus, where=halves[1], stories="once", sample=options.articles)
        # A sample of equal weights is compared as it is; counting each article once keeps the second test.
        if options.articles:
            chosen = ", ".join(f"'{key}'" for key in corpus.articles["article_id"])
            corpus = open_corpus(options.corpus, where=f"article_id in ({chosen})")
        table = against_reference(corpus, reference=reference)
        seen = table[table["listed"] & (table["f"] + table["f_reference"] >= 20)]
        rows.append(
            (
                (seen["p"] < 0.05).mean(), (seen["p_df"] < 0.05).mean(), (seen["g2"].abs() > 3.84).mean(),
                (seen["q"] < 0.05).sum(), (seen["q_df"] < 0.05).sum(), len(seen),
            )
        )  # fmt: skip
        print(f"split {split}: {len(corpus):,} articles", *(f"{x:.4g}" for x in rows[-1]), flush=True)
    p, p_df, g2, q, q_df, words = np.mean(rows, axis=0)
    print(f"{words:,.0f} words; p < .05: rates {p:.2%}, articles {p_df:.2%}, G² on tokens {g2:.2%}")
    print(f"q < .05, words: rates {q:.2f}, articles {q_df:.2f}")


if __name__ == "__main__":
    main()

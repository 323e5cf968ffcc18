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

from analysis.corpus import open_corpus
from analysis.paths import PACKAGE, file_hash
from analysis.vocabulary import count
from analysis.vocabulary.reference import Reference, build_reference
from analysis.vocabulary.reference.facts import AT_LEAST, LENGTHS
from analysis.vocabulary.reference.stored import SHIPPED

LEAST_DF = 5
LEAST_DF_PAIRS = 10
LEAST_OUTLETS = 2


def built(raw: Path, derived: Path | None) -> Reference:
    """Return the reference of all collections in a folder, each named after its file."""
    corpus = open_corpus(raw, stories="once", language="en", derived=derived)
    print(corpus)
    made = build_reference(
        corpus, pairs=count(corpus, n=2), name="news", by="source",
        least_df=LEAST_DF, least_outlets=LEAST_OUTLETS, least_df_pairs=LEAST_DF_PAIRS,
    )  # fmt: skip
    named = tuple(s.model_copy(update={"name": s.name.split(".")[0]}) for s in made.facts.sources)
    return Reference(made.facts.model_copy(update={"sources": named}), made.table)


SHEET = """# Reference news: data sheet

Licence: these counts are facts about the articles and hold no text; like the rest of the package, MIT. The articles
remain their publishers' and are not part of the package. Written by `benchmarks/build_reference.py` together with
`{file}` (sha256 {sha256}).

**What it is.** Counts of words and of pairs of neighbouring words in {articles:,} English news articles
({words:,} words), so that a single article, or a small corpus, can be compared with what is usual in news.

## Sources

| collection | articles | words | outlets | dates | origin (public repository) | licence status of the texts |
|---|---:|---:|---:|---|---|---|
{sources}

Copies of a story, within and between collections, were counted once (the earliest). Articles in other languages
were left out. Dates are as the collections state them; `bbc2225` states none (BBC, 2004 and 2005, by its authors).

## What is counted

Headlines, standfirsts, captions and body text, in the definition of a word of `analysis.corpus.words`; bylines and
furniture are set aside as `analysis.corpus` does it. Pairs do not reach across punctuation.

| unit | running | different | listed | share of running that is listed | stands in at least |
|---|---:|---:|---:|---:|---|
{units}

For each listed unit: `f`, `df`, the sums of f² and of f times the article's words (from which rates have intervals
with the article as unit), DP over articles, number of outlets, f and df in each collection, and how many articles
have it at least {at_least} times, in classes of article length (from {lengths} words). Beside these, totals, and
quantiles of five measures of single articles. What is rarer than the thresholds is in the totals only: rare
strings say little and may name private people or identify a text.

## Limits

- **Dated and skewed.** {largest_share:.0%} of the articles are agency reports of 1987, many of them notices of a few
  lines about earnings and markets; {second_words:.0%} of the words are on Ukraine and Russia in 2022. A word is
  often key because of its topic or year. `sources_below` says in how many of the collections a word is rarer, and
  counts by collection show what comes from one of them.
- **Few outlets** (see the table). British and American spelling are mixed. Few tabloids, hardly any local press,
  and hardly any outlet outside Europe and North America.
- **House codes are not listed.** Words of one outlet only (`mln`, `dlrs`) are in the totals, not in the list, so
  "not listed" means: in fewer articles than the threshold, or in one outlet only.
- **Articles differ in length** by three orders of magnitude; compare shares of articles only within classes of length.
- **Furniture** that cleaning does not find is in the counts.
- An article that is in these collections is compared with itself, too.
"""

ORIGINS = {
    "reuters21578": ("wuodar/reuters_text_classification (Reuters-21578)", "Reuters/CGC; research use"),
    "ukraine2022": ("r2nery/ukraine-media (four fifths of it)", "texts their publishers'"),
    "bbc2225": ("fhamborg/Giveme5W1H (BBC, Greene & Cunningham 2006)", "BBC's; research use"),
    "g5w1h": ("fhamborg/Giveme5W1H (half of its events)", "Apache-2.0 (repository)"),
    "basil": ("launchnlp/BASIL (half of its events)", "none stated"),
}
"""Where the collections come from, and the licence status of their texts."""


def sheet(reference: Reference, sha256: str) -> str:
    """Return the data sheet, with every number from the reference itself."""
    facts, words = reference.facts, reference.unit(1)
    sources = "\n".join(
        f"| `{s.name}` | {s.articles:,} | {n:,} | {s.outlets} | "
        f"{f'{s.first} to {s.last}' if s.first else 'not stated'} | {' | '.join(ORIGINS[s.name])} |"
        for s, n in zip(facts.sources, words.by_source, strict=True)
    )  # fmt: skip
    units = "\n".join(
        f"| {'words' if u.n == 1 else 'pairs of words'} | {u.total:,} | {u.types:,} | {u.listed:,} | "
        f"{u.listed_total / u.total:.1%} | {u.least_df} articles of {u.least_outlets} outlets |"
        for u in facts.units
    )
    return SHEET.format(
        file=SHIPPED["news"].rpartition("/")[2], sha256=sha256, articles=facts.articles, words=words.total,
        sources=sources, units=units, at_least=", ".join(map(str, AT_LEAST)), lengths=", ".join(map(str, LENGTHS)),
        largest_share=facts.sources[0].articles / facts.articles, second_words=words.by_source[1] / words.total,
    )  # fmt: skip


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
        shipped.with_suffix(".md").write_text(sheet(reference, file_hash(again)), encoding="utf-8")


if __name__ == "__main__":
    main()

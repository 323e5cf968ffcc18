"""Build the reference distributions of frames that ship with the package, and their data sheet.

    .venv/bin/python benchmarks/build_framing_reference.py CORPORA [--check]

CORPORA is a folder of news collections (JSON lines). A random sample of each
(all of a small one), English only, copies once per story, is scored with every
shipped codebook by its terms. Nothing is written but quantiles of rates by
length of article. The same files give the same bytes; --check builds again and
compares with what is shipped, and writes nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from analysis.corpus import Corpus, open_corpus
from analysis.framing import (
    device_articles,
    devices,
    fingerprint,
    frame_articles,
    frames,
    load_codebook,
    shipped_codebooks,
)
from analysis.framing.reference.quantiles import LEAST_ARTICLES, LENGTHS, length_class, quantile_table
from analysis.framing.reference.standing import DEVICES, devices_fingerprint
from analysis.paths import PACKAGE, file_hash

SAMPLED = {
    "ukraine2022.jsonl.gz": 400,
    "basil.jsonl": 0,
    "g5w1h.jsonl": 0,
    "bbc2225.jsonl.gz": 400,
    "reuters21578.jsonl.gz": 400,
}
"""Collections, and how many articles are drawn of each; 0: all."""

SEED = 3
SHIPPED = PACKAGE / "resources" / "framing" / "reference.csv"

HEAD = "# Quantiles of rates of frames in news; licence MIT; origin and limits: reference.md\n"


def scorers(corpora: list[Corpus]) -> Iterator[pd.DataFrame]:
    """Yield the quantiles of each set of measures: a table of article x measure -> rate for each."""
    for name in shipped_codebooks():
        book = load_codebook(name)
        heard = book.worded()
        tables = [
            frame_articles(frames(corpus, codebook=heard), codebook=heard, articles=corpus.articles)
            for corpus in corpora
        ]
        yield quantile_table(
            pd.concat(tables),
            measure="frame",
            name=book.name,
            version=book.version,
            fingerprint=fingerprint(book),
        )
    rates = [device_articles(devices(corpus), articles=corpus.articles) for corpus in corpora]
    yield quantile_table(
        pd.concat(rates), measure="device", name=DEVICES, version="1", fingerprint=devices_fingerprint()
    )


SHEET = """# Reference of framing: data sheet

Licence: quantiles are facts about the articles and hold no text; like the rest of the package, MIT. The articles
remain their publishers' and are not part of the package. Written by `benchmarks/build_framing_reference.py` together
with `reference.csv` (sha256 {sha256}).

**What it is.** How densely the terms of each frame of each shipped codebook stand in {articles:,} English news
articles ({words:,} words): quantiles of the rate (hits per 1,000 words) by length of article, so that one article's
rates can be placed. It says what is usual in these collections, not what is right.

| collection | articles | words | outlets | dates |
|---|---:|---:|---:|---|
{sources}

Drawn at random (seed {seed}): {drawn}.
Copies of a story within a collection count once (the earliest); only English. Their origins are in the data sheet of
the reference counts of vocabulary.

| length of article, in words | articles |
|---|---:|
{lengths}

| codebook | version | fingerprint | frames |
|---|---|---|---:|
{codebooks}

## How it was made

`frame_articles` on the evidence of the terms alone: voices are not told apart and conditions on actors find nothing.
Bylines and furniture are not searched. Quantiles at every percent are inverses of the distribution function: each is a
rate that occurs. `zero` is the share of articles without a hit. Classes of fewer than {least} articles are left out. A
codebook whose wording has changed has another fingerprint, and is refused instead of compared.

## Limits

- **A convenience sample**: BBC of 2004 and 2005, agency reports of 1987, 14 outlets on Ukraine in 2022, American
  political news, and events of 2016 to 2018. A percentile depends on that mix as much as on the article.
- **Length and genre go together**: short articles are mostly agency reports of 1987.
- **Topic is not frame.** An article on war stands high on conflict because of its topic.
- Most frames have no hit in most articles. Then a percentile is an interval, and a single hit may stand high.
"""


def sheet(corpora: dict[str, Corpus], table: pd.DataFrame, sha256: str) -> str:
    """Return the data sheet, with every number from what was read."""
    lines, every = [], []
    for name, corpus in corpora.items():
        own = corpus.articles
        every.append(own["words"])
        dates = sorted(date[:10] for date in own["date"].fillna("").astype(str) if date)
        span = f"{dates[0]} to {dates[-1]}" if dates else "not stated"
        lines.append(
            f"| `{name.split('.')[0]}` | {len(own):,} | {own['words'].sum():,} | {own['outlet'].nunique()} | {span} |"
        )
    words = pd.concat(every, ignore_index=True)
    sizes = length_class(words).value_counts()
    books = table.groupby(["set", "version", "fingerprint"])["measure"].nunique().reset_index()
    return SHEET.format(
        sha256=sha256, articles=len(words), words=int(words.sum()), sources="\n".join(lines), seed=SEED,
        drawn=", ".join(f"`{name.split('.')[0]}` {n or 'all'}" for name, n in SAMPLED.items()), least=LEAST_ARTICLES,
        lengths="\n".join(f"| from {least} | {int(sizes.get(least, 0)):,} |" for least in LENGTHS),
        codebooks="\n".join(f"| `{r[0]}` | {r[1]} | `{r[2]}` | {r[3]} |" for r in books.itertuples(index=False)),
    )  # fmt: skip


def main() -> None:
    """Read the command line, build, write or compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    corpora = {
        name: open_corpus(options.corpora / name, sample=n, seed=SEED, language="en", stories="once")
        for name, n in SAMPLED.items()
    }
    table = pd.concat(list(scorers(list(corpora.values()))), ignore_index=True)
    made = (HEAD + table.to_csv(index=False, lineterminator="\n")).encode()
    print(f"{len(table):,} distributions, {len(made):,} bytes")
    if options.check:
        same = SHIPPED.exists() and made == SHIPPED.read_bytes()
        print("the same as shipped" if same else "NOT the same as shipped")
        raise SystemExit(not same)
    SHIPPED.write_bytes(made)
    SHIPPED.with_suffix(".md").write_text(sheet(corpora, table, file_hash(SHIPPED)), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Compare the framing of the three largest outlets of a collection, as a methods section would have to.

    .venv/bin/python benchmarks/outlet_comparison.py CORPUS [--codebook generic5] [--sample 200] [--seed 3]

The rule is stated before anything is scored. Outlets: the three with most English articles, a story
counted once. Time: the days on which all three publish, from the latest first to the earliest last one.
Articles: a random sample of each outlet; for events, all articles on an event that two of the three cover.
Measures: share of articles that show a frame and hits per 1,000 words, with intervals; differences with
q; the same inside cells of length and month; the same inside events; what each lacks of the others' events;
how many variants of the codebook say the same. Prints numbers only, no text.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

from analysis import framing
from analysis.corpus import Corpus, open_corpus
from analysis.errors import EmptySelectionError

OUTLETS = 3


def design(path: Path) -> tuple[list[str], str, pd.DataFrame]:
    """Return the outlets, the condition that selects them in their common time, and all of their articles in it."""
    every = open_corpus(path, language="en", stories="once").articles
    outlets = every["outlet"].value_counts().index[:OUTLETS].tolist()
    own = every[every["outlet"].isin(outlets) & every["date"].notna()]
    day = own["date"].astype(str).str.slice(0, 10)
    span = day.groupby(own["outlet"]).agg(["min", "max"])
    first, last = span["min"].max(), span["max"].min()
    print(
        f"Outlets: {', '.join(f'{name} {n:,}' for name, n in every['outlet'].value_counts().head(6).items())}, ..."
    )
    print(f"Compared: {', '.join(outlets)}, {first} to {last}")
    names = ", ".join("'" + name.replace("'", "''") + "'" for name in outlets)
    return (
        outlets,
        f"outlet in ({names}) and date >= '{first}' and date <= '{last}'",
        own[day.between(first, last)],
    )


def show(title: str, table: pd.DataFrame, columns: list[str]) -> None:
    """Print some columns of a table, numbers to three digits."""
    print(f"\n{title}")
    print(table[columns].to_string(index=False, float_format=lambda value: f"{value:.3f}", na_rep="refused"))
    for note, n in table["note"][table["note"] != ""].value_counts().items():
        print(f"  {n} rows: {note}")


def compare(corpus: Corpus, book: framing.Codebook, outlets: list[str]) -> None:
    """Print shares, differences, adjusted differences and robustness of a corpus by outlet."""
    articles = corpus.articles
    evidence = framing.frames(corpus, codebook=book)
    scores = framing.frame_articles(evidence, codebook=book, articles=articles)
    groups = framing.frame_groups(scores, by="outlet", articles=articles)
    about = articles.groupby("outlet")["words"].agg(["size", "median"])
    print(
        "Articles and median words: "
        + ", ".join(f"{r.Index} {r.size}, {r.median:.0f}" for r in about.itertuples())
    )
    show("Shares and rates, BCa over articles", groups, [
        "group", "frame", "n", "present", "share", "share_low", "share_high", "rate", "rate_low", "rate_high",
        "validity",
    ])  # fmt: skip
    apart = framing.frame_differences(scores, by="outlet", articles=articles, groups=outlets)
    shown = ["frame", "measure", "group", "other", "difference", "low", "high", "q", "validity"]
    show(f"Differences, q over {len(apart) // 2} tests of a measure", apart, shown)
    matched = framing.adjusted_differences(
        scores, by="outlet", articles=framing.alike(articles), within=["length", "month"], groups=outlets
    )
    with_cells = [
        "frame",
        "measure",
        "group",
        "n",
        "other",
        "n_other",
        "cells",
        "difference",
        "adjusted",
        "low",
        "high",
        "q",
    ]
    show("Within length and month", matched, with_cells)
    steady = framing.robustness(evidence, codebook=book, articles=articles, by="outlet", groups=outlets)
    summary = framing.robustness_summary(steady).assign(note="")
    show(
        "Robustness",
        summary[summary["conclusion"] != "order"],
        ["frame", "measure", "conclusion", "base", "summary"],
    )


def events(corpus: Corpus, book: framing.Codebook, outlets: list[str]) -> None:
    """Print differences inside events, the event as unit, and what is left out of them."""
    articles = corpus.articles
    evidence = framing.frames(corpus, codebook=book)
    scores = framing.frame_articles(evidence, codebook=book, articles=articles)
    matched = framing.adjusted_differences(
        scores, by="outlet", articles=articles, within=["event_id"], unit="cell", groups=outlets
    )
    columns = ["frame", "measure", "group", "n", "other", "n_other", "cells", "adjusted", "low", "high", "q"]
    show("Within events, the event as unit", matched, columns)
    try:
        lacking = framing.omissions(scores, articles=articles)
        show(
            "Omissions", lacking, ["outlet", "frame", "events", "expected", "omitted", "share", "low", "high"]
        )
    except EmptySelectionError as refused:
        print(f"\nOmissions: {refused}")


def main() -> None:
    """Read the command line, state the design, compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--codebook", default="generic5")
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--seed", type=int, default=3)
    options = parser.parse_args()
    book = framing.load_codebook(options.codebook)
    outlets, where, own = design(options.corpus)
    print(f"Codebook {book.name} {book.version} ({framing.fingerprint(book)}), by its terms; unvalidated")
    compare(
        open_corpus(
            options.corpus,
            where=where,
            sample=options.sample,
            sample_by="outlet",
            seed=options.seed,
            language="en",
            stories="once",
        ),
        book,
        outlets,
    )
    on_events = own[own["event_id"].fillna("") != ""]
    shared = on_events.groupby("event_id")["outlet"].nunique()
    ids = ", ".join(f"'{one}'" for one in shared.index[shared > 1])
    print(
        f"\nEvents in the common time: {(shared > 1).sum()} covered by two of the three, {(shared > 2).sum()} by all"
    )
    if ids:
        events(
            open_corpus(
                options.corpus, where=f"{where} and event_id in ({ids})", language="en", stories="once"
            ),
            book,
            outlets,
        )


if __name__ == "__main__":
    main()

"""Measure how fast raw text becomes articles, and web pages against bare trafilatura.

    .venv/bin/python benchmarks/reading_speed.py [--corpus CORPUS.jsonl.gz] [--html FOLDER] [--rounds 5]

CORPUS is JSON lines with `text` and any of `title`, `date`, `outlet`, `section`: each goes through
`analysis.corpus.building.build`, as a row of an export does. FOLDER holds pages (`*.html`, `*.html.gz`), which go
through `analysis.corpus.pages.extraction.extract_html` and `trafilatura.extract` in turn, in one process. Time is
processor time, so that another program on the machine changes it little; the ratio is the median of the rounds.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import trafilatura

from analysis.corpus import building
from analysis.corpus.cleaning.segmentation import segment
from analysis.corpus.encoding import decode
from analysis.corpus.pages.extraction import extract_html
from analysis.corpus.records import Record
from analysis.errors import InputError

Item = TypeVar("Item")
FIELDS = ("title", "date", "outlet", "section", "byline", "url")


def records(path: Path, most: int) -> list[Record]:
    """Return the texts of a corpus as rows of an export."""
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as file
    ):
        rows = [json.loads(line) for line, _ in zip(file, range(most), strict=False)]
    return [
        Record(path.name, i, text=row["text"], metadata={name: str(row.get(name) or "") for name in FIELDS})
        for i, row in enumerate(rows)
    ]


def pages(folder: Path) -> list[str]:
    found = []
    for path in sorted([*folder.glob("*.html"), *folder.glob("*.html.gz")]):
        data = path.read_bytes()
        found.append(decode(gzip.decompress(data) if path.suffix == ".gz" else data)[0])
    return found


def spent(work: Callable[[list[Item]], None], items: list[Item]) -> float:
    start = time.process_time()
    work(items)
    return time.process_time() - start


def bare(found: Iterable[str]) -> None:
    for page in found:
        trafilatura.extract(page)


def extracted(found: Iterable[str]) -> None:
    for page in found:
        with suppress(InputError):
            extract_html(page)


def built(rows: Iterable[Record]) -> None:
    for row in rows:
        building.build(row, given={})


def segmented(rows: Iterable[Record]) -> None:
    for row in rows:
        segment(row.text, title=row.metadata["title"])


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--corpus", type=Path, action="append", default=[])
    options.add_argument("--html", type=Path)
    options.add_argument("--most", type=int, default=2000, help="articles of a corpus")
    options.add_argument("--rounds", type=int, default=5)
    given = options.parse_args()
    for path in given.corpus:
        rows = records(path, given.most)
        built(rows[:50])  # the first ones load patterns and word lists
        whole = statistics.median(spent(built, rows) for _ in range(given.rounds))
        part = statistics.median(spent(segmented, rows) for _ in range(given.rounds))
        words = statistics.mean(len(row.text.split()) for row in rows)
        print(
            f"{path.name}: {len(rows)} articles of {words:.0f} words, "
            f"{len(rows) / whole:,.0f} built per second and core, {1000 * whole / len(rows):.3f} ms each, "
            f"of it {1000 * part / len(rows):.3f} ms to find what is what"
        )
    if given.html:
        found = pages(given.html)
        extracted(found[:20])
        ratios = []
        for _ in range(given.rounds):
            peer = spent(bare, found)
            ratios.append(spent(extracted, found) / peer)
        print(
            f"{len(found)} pages: processor time against bare trafilatura {statistics.median(ratios):.2f} "
            f"({', '.join(f'{ratio:.2f}' for ratio in sorted(ratios))})"
        )


if __name__ == "__main__":
    main()

"""How fast dates, outlets and languages are read, and how often the language is right.

    .venv/bin/python benchmarks/metadata.py [GOLD ...]

Dates and outlets are timed on values made here. Each GOLD is a file of JSON
lines, perhaps gzipped, with the article in ``text`` or ``body`` and, where it
is known, its language in ``lang`` (``en`` or ``other``); without it the articles
are taken to be English. Seconds are of the processor, of the first reading of each value.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from analysis.corpus.metadata.dates import iso_date
from analysis.corpus.metadata.languages import identify
from analysis.corpus.metadata.outlets import canonical, load_outlets
from analysis.corpus.metadata.times import day_and_time

FORMS = {
    "ISO day": "%Y-%m-%d",
    "ISO time": "%Y-%m-%dT%H:%M:%S+02:00",
    "Nexis": "%B %d, %Y %A %I:%M %p GMT",
    "Factiva": "%d %B %Y",
    "RFC 822": "%a, %d %b %Y %H:%M:%S GMT",
    "Reuters": "%d-%b-%Y %H:%M:%S.79",
    "page": "Published: %d %b %Y, %H:%M",
    "numbers": "%d.%m.%Y %H:%M",
}
NUMBER = 30_000


def rate(function: Callable[[str], Any], values: Iterable[str]) -> float:
    """Return how many values a second a function takes."""
    values = list(dict.fromkeys(values))
    start = time.process_time()
    for value in values:
        function(value)
    return len(values) / (time.process_time() - start)


def dates() -> None:
    draw = random.Random(1)
    moments = [datetime(1980, 1, 1) + timedelta(seconds=draw.randrange(10**9)) for _ in range(NUMBER)]
    iso_date("9. Januar 1993")  # loads the month names of all languages, once in a process
    for name, form in FORMS.items():
        values = [moment.strftime(form) for moment in moments]
        both = rate(day_and_time, values[: NUMBER // 2])
        print(
            f"{name:10} {rate(iso_date, values[NUMBER // 2 :]):>10,.0f} days/s {both:>10,.0f} days with times/s"
        )


def outlets() -> None:
    draw = random.Random(1)
    table = load_outlets()
    aliases = table["alias"].tolist()
    names = {
        f"{draw.choice(aliases)} ({draw.choice(['London', 'Online', 'Kenya', str(i)])})"
        for i in range(60_000)
    }
    names |= {f"www.site{i}.co.uk" for i in range(100_000 - len(names))}
    start = time.process_time()
    found = canonical(sorted(names), table=table)
    print(f"outlets: {len(found):,} distinct names in {time.process_time() - start:.1f} s")


def languages(path: Path) -> None:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        rows = [json.loads(line) for line in stream if line.strip()]
    identify("Die Fähre fährt wieder, und der Hafen hofft auf pünktliche Schiffe.")  # loads the model
    start = time.process_time()
    found = [identify(row.get("text") or row["body"]) for row in rows]
    seconds = time.process_time() - start
    right = sum(
        (code == "en") == (row.get("lang", "en") == "en") for code, row in zip(found, rows, strict=True)
    )
    print(
        f"{path.name}: {right:,} of {len(rows):,} right, {seconds / len(rows) * 1000:.3f} ms an article, "
        f"found {dict(Counter(found).most_common())}"
    )


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("gold", nargs="*", type=Path)
    options = arguments.parse_args()
    dates()
    outlets()
    for path in options.gold:
        languages(path)


if __name__ == "__main__":
    main()

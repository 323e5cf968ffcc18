"""Say how much of texts that hold nothing but an article the package takes for something else.

    .venv/bin/python benchmarks/clean_texts.py CORPUS.jsonl [CORPUS.jsonl.gz …] [--most 1500]

Each CORPUS holds JSON lines with `text`, and perhaps `title`. A text goes through `segmented` as a row of an export
does; printed is the share of its words in headline, standfirst and body, and what became of the others.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from pathlib import Path

from analysis.corpus import words
from analysis.corpus.building import segmented
from analysis.corpus.records import Record

KEPT = ("headline", "standfirst", "body")


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("corpora", type=Path, nargs="+")
    options.add_argument("--most", type=int, default=1500)
    given = options.parse_args()
    for path in given.corpora:
        with (
            gzip.open(path, "rt", encoding="utf-8")
            if path.suffix == ".gz"
            else path.open(encoding="utf-8") as file
        ):
            rows = [json.loads(line) for line, _ in zip(file, range(given.most), strict=False)]
        found: Counter[str] = Counter()
        for row in rows:
            page = segmented(
                Record(path.name, 0, text=row["text"], metadata={"title": row.get("title") or ""})
            )
            for part in page.segments:
                found[part.kind] += words.count([page.text[part.start : part.end]])
        total = found.total()
        lost = ", ".join(f"{kind} {n / total:.4f}" for kind, n in found.most_common() if kind not in KEPT)
        kept = sum(found[kind] for kind in KEPT) / total
        print(
            f"{path.name}: {len(rows)} texts, {kept:.4f} of {total:,} words kept; {lost or 'nothing else'}",
            flush=True,
        )


if __name__ == "__main__":
    main()

"""What opening a corpus costs as it grows: seconds of each step and peak memory.

    .venv/bin/python benchmarks/corpus_scale.py INPUT [--articles 10000,100000] [--workers 2]
        [--scheduler tcp://…] [--keyness]

INPUT is a file of articles (JSON lines, perhaps gzipped). For each number a
corpus is resampled from it: articles drawn with replacement, every twentieth
word of a copy changed at random, dates spread over a year, so that copies are
near and not identical, each printed by one of ten outlets. A process of its own
opens it from nothing, and again; with --keyness another one counts its words and
compares the outlets. Peak memory is the largest resident size of that process and
of its workers.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path


def resampled(source: Path, target: Path, *, articles: int, seed: int = 1) -> None:
    """Write a corpus of resampled articles."""
    opener = gzip.open if source.suffix == ".gz" else open
    with opener(source, "rt", encoding="utf-8") as stream:
        known = [json.loads(line) for line in stream if line.strip()]
    chance = random.Random(seed)
    with target.open("w", encoding="utf-8") as stream:
        for number in range(articles):
            article = chance.choice(known)
            words = article["text"].split(" ")
            for place in range(chance.randrange(20), len(words), 20):
                words[place] = f"w{chance.randrange(10**6)}"
            day = date(2022, 1, 1) + timedelta(days=chance.randrange(365))
            stream.write(
                json.dumps({**article, "title": f"{article.get('title') or 'Untitled'} {number}",
                            "outlet": f"Outlet {chance.randrange(10)}", "date": day.isoformat(),
                            "text": " ".join(words)}) + "\n"
            )  # fmt: skip


def opened(raw: Path, derived: Path, *, workers: int, scheduler: str) -> None:
    """Open a corpus twice in this process and print what it took."""
    from analysis.corpus import open_corpus

    steps: dict[str, float] = {}

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            name, *_, seconds = record.args  # type: ignore[misc]
            steps.setdefault(str(name), round(float(seconds), 1))  # type: ignore[arg-type]

    logging.getLogger("analysis").addHandler(Keep())
    logging.getLogger("analysis").setLevel(logging.INFO)
    seconds = []
    for _ in range(2):
        start = time.monotonic()
        articles = len(open_corpus(raw, derived=derived, workers=workers, scheduler=scheduler))
        seconds.append(round(time.monotonic() - start, 1))
    peak = _peak("opening")
    print(json.dumps({"articles": articles, "articles_per_second": round(articles / seconds[0]), "seconds": seconds[0],
                      "steps": steps, "again": seconds[1], "peak_mb": peak}))  # fmt: skip


def compared(raw: Path, derived: Path, *, workers: int) -> None:
    """Count the words of a corpus that was opened before, compare its outlets twice, and print what it took."""
    # Of a million articles the words that `resampled` invents would be nine in ten.
    from analysis import vocabulary
    from analysis.corpus import open_corpus
    from analysis.vocabulary.keyness.keywords import LEAST_F

    corpus = open_corpus(raw, derived=derived, workers=workers)
    least = 30 if len(corpus) > 500_000 else LEAST_F
    seconds = []
    start = time.monotonic()
    counts = vocabulary.count(corpus)
    seconds.append(round(time.monotonic() - start, 1))
    for _ in range(2):
        start = time.monotonic()
        words = vocabulary.keyness(counts, by="outlet", least_f=least).attrs["words"]
        seconds.append(round(time.monotonic() - start, 1))
    print(json.dumps({"counting": seconds[0], "keyness by outlet": seconds[1], "again": seconds[2],
                      "words_compared": words, "peak_mb": _peak("counting")}))  # fmt: skip


def _peak(process: str) -> dict[str, int]:
    kinds = ((process, resource.RUSAGE_SELF), ("worker", resource.RUSAGE_CHILDREN))
    return {who: resource.getrusage(kind).ru_maxrss // 1024 for who, kind in kinds}


def main() -> None:
    """Read the command line; measure each size in a process of its own."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("input", type=Path)
    parser.add_argument("--articles", default="10000,100000")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--scheduler", default="")
    parser.add_argument("--opened", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--keyness", action="store_true")
    parser.add_argument("--compared", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.compared:
        compared(options.input, options.compared, workers=options.workers)
        return
    if options.opened:
        opened(options.input, options.opened, workers=options.workers, scheduler=options.scheduler)
        return
    for articles in map(int, options.articles.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            raw = Path(folder) / "raw"
            raw.mkdir()
            resampled(options.input, raw / "articles.jsonl", articles=articles)
            derived = str(Path(folder) / "derived")
            common = [sys.executable, __file__, str(raw), "--workers", str(options.workers)]
            steps = [["--opened", derived, "--scheduler", options.scheduler]]
            steps += [["--compared", derived]] if options.keyness else []
            for step in steps:
                done = subprocess.run([*common, *step], check=True, capture_output=True, text=True)
                print(done.stdout.strip(), flush=True)


if __name__ == "__main__":
    main()

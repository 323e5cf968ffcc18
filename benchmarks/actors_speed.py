"""What the actors tables cost beside the parser, and how that grows.

    .venv/bin/python benchmarks/actors_speed.py INPUT [--parsed 200] [--articles 500,1000,2000] [--workers 2]

INPUT is a raw file or folder; it is annotated into the derived folder if it is not yet. First,
processor seconds an article of the parser and of each later step, in one process. Then corpora
resampled from INPUT: articles drawn with replacement, every twentieth word of a copy another one
of the same length in text and tokens, so that nothing need be parsed again and no article is a copy of
another. A process of its own makes all tables of each corpus from its annotated texts, and again. Prints Markdown.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import string
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
from annotation_speed import bare, distinct_texts

from analysis.actors import find_mentions, find_nested, find_quotations, reading
from analysis.actors.article_tables import TABLES, Found
from analysis.actors.frames import table_of
from analysis.annotation import annotate, cache
from analysis.annotation.batches import batches
from analysis.annotation.pipeline import BATCH, TOKENS, fingerprint, load_model
from analysis.corpus import Corpus, open_corpus
from analysis.corpus.identity import text_id

PART = 4000


def steps(corpus: Corpus) -> Iterator[tuple[str, float]]:
    """Yield each step with its processor seconds an article."""
    annotate(corpus, progress=False)
    load_model(corpus.model)("Warm up.")
    yield "parser", bare(distinct_texts(corpus), corpus.model, BATCH) / len(corpus)
    corpus.connection.execute("create temp table chosen as select article_id, source, record from articles")
    took: Counter[str] = Counter()
    clock = time.process_time

    def timed(name: str, since: float) -> float:
        took[name] += clock() - since  # type: ignore[assignment]
        return clock()

    since = clock()
    for batch in batches(corpus, "chosen"):
        since = timed("finding texts", since)
        # As a worker does it: a batch's tables are made before the search for cycles is on again.
        with reading._without_collector():
            rows: dict[str, list] = {name: [] for name in TABLES}
            for article in batch.parsed():
                since = timed("tokens", since)
                mentions = find_mentions(article)
                since = timed("mentions", since)
                nested = find_nested(article, mentions)
                since = timed("names inside names", since)
                found = Found(article, mentions, find_quotations(article), nested)
                again = timed("quotations", since)
                for name, table in TABLES.items():
                    rows[name] += table.rows(found)
                    again = timed(f"rows of {name}", again)
                since = clock()
            for name, table in TABLES.items():
                table_of(rows[name], table.schema)
            del rows, article, mentions, nested, found
            since = timed("tables", since)
    yield from ((name, seconds / len(corpus)) for name, seconds in took.items())


def resampled(corpus: Corpus, raw: Path, derived: Path, *, articles: int, seed: int = 1) -> None:
    """Write a corpus of changed copies, and the annotation of their texts."""
    known = list(_sources(corpus))
    chance = random.Random(seed)
    raw.mkdir(parents=True)
    done: dict[str, list[dict]] = {}
    with (raw / "articles.jsonl").open("w", encoding="utf-8") as stream:
        for number in range(articles):
            text, segments = chance.choice(known)
            letters = list(text)
            for start, end, tokens in segments:
                changed = [_changed(row, letters, start, chance) for row in tokens]
                done[text_id("".join(letters[start:end]))] = changed
            record = {
                "outlet": f"Outlet {number % 10}",
                "date": f"2022-{1 + number % 12:02}-01",
                "text": "".join(letters),
            }
            stream.write(json.dumps(record) + "\n")
            if len(done) >= PART:
                _keep(done, derived, corpus.model)
                done = {}
    _keep(done, derived, corpus.model)


def _sources(corpus: Corpus) -> Iterator[tuple[str, list[tuple[int, int, list[dict]]]]]:
    """Yield the texts of a corpus with their segments and the tokens of each."""
    tokens: dict[str, list[dict]] = {}
    for row in (
        corpus.connection.sql("select * from tokens order by text_id, token").to_arrow_table().to_pylist()
    ):
        tokens.setdefault(row["text_id"], []).append(row)
    segments = corpus.segments
    own = segments[segments["text_id"].isin(tokens.keys())].groupby("article_id")
    for article_id, text in corpus.articles[["article_id", "text"]].itertuples(index=False):
        if article_id in own.groups:
            rows = own.get_group(article_id)[["start", "end", "text_id"]].itertuples(index=False)
            yield text, [(int(start), int(end), tokens[key]) for start, end, key in rows]


def _changed(row: dict, letters: list[str], shift: int, chance: random.Random) -> dict:
    """Return a token, every twentieth common word as another one of its length, in the text as well."""
    if (
        row["pos"] not in {"NOUN", "ADJ"}
        or not row["text"].islower()
        or not row["text"].isalpha()
        or chance.random() > 0.2
    ):
        return row
    word = "".join(chance.choices(string.ascii_lowercase, k=len(row["text"])))
    letters[shift + row["start"] : shift + row["end"]] = word
    return {**row, "text": word, "lemma": word}


def _keep(done: dict[str, list[dict]], derived: Path, model: str) -> None:
    columns: dict[str, list] = {name: [] for name in TOKENS.names}
    for key, rows in done.items():
        for row in rows:
            for name in TOKENS.names:
                columns[name].append(key if name == "text_id" else row[name])
    cache._write_part(
        derived / "annotation" / fingerprint(model), [(list(done), pa.table(columns, schema=TOKENS))]
    )


def peak() -> int:
    """Return the largest resident size of this process in megabytes; what its parent had is not counted."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


def read(raw: str, derived: str, workers: int) -> None:
    """Make all tables in this process and its workers, and print what it took."""
    corpus = open_corpus(raw, derived=derived, workers=workers)
    annotate(corpus, progress=False)
    opened = peak()
    begun, busy = time.monotonic(), time.process_time()
    reading.read(corpus)
    seconds = time.monotonic() - begun
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = time.process_time() - busy + children.ru_utime + children.ru_stime
    whole = peak()
    begun = time.monotonic()
    rows = {name: len(reading.actors_table(corpus, name)) for name in TABLES}
    print(json.dumps({
        "articles": len(corpus), "seconds": seconds, "processor": processor, "asked": time.monotonic() - begun,
        "opened": opened, "whole": whole, "worker": children.ru_maxrss // 1024, "tables": peak(), "rows": rows,
    }))  # fmt: skip


def growth(corpus: Corpus, sizes: list[int], *, workers: int) -> Iterator[str]:
    """Yield the lines of the table of growing corpora."""
    yield ("| articles | wall s | processor s | ms an article | tables asked for, s | rows "
           "| MB: opened, reading, a worker, with tables |")  # fmt: skip
    yield "|---:|---:|---:|---:|---:|---|---|"
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            raw, derived = Path(folder) / "raw", Path(folder) / "derived"
            resampled(corpus, raw, derived, articles=size)
            command = [sys.executable, __file__, "--read", str(raw), str(derived), "--workers", str(workers)]
            subprocess.run(
                [sys.executable, "-c", f"from analysis.corpus import open_corpus; open_corpus({str(raw)!r}, "
                 f"derived={str(derived)!r})"], check=True)  # fmt: skip
            one = json.loads(
                subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
            )
        rows = ", ".join(f"{n:,} {name}" for name, n in one["rows"].items())
        memory = ", ".join(str(one[name]) for name in ("opened", "whole", "worker", "tables"))
        shown = [
            f"{one['articles']:,}", f"{one['seconds']:.1f}", f"{one['processor']:.1f}",
            f"{1000 * one['processor'] / one['articles']:.1f}", f"{one['asked']:.1f}", rows, memory,
        ]  # fmt: skip
        yield f"| {' | '.join(shown)} |"


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("input", type=Path, nargs="?")
    parser.add_argument("--parsed", type=int, default=200)
    parser.add_argument("--articles", default="500,1000,2000")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--read", nargs=2, metavar=("RAW", "DERIVED"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read:
        read(options.read[0], options.read[1], options.workers)
        return
    corpus = open_corpus(options.input, workers=1, where=f"record < {options.parsed}")
    found = list(steps(corpus))
    parser_seconds = found[0][1]
    print(f"{len(corpus)} articles, {corpus.articles['words'].mean():.0f} words on average\n")
    print("| step | ms an article | of the parser |\n|---|---:|---:|")
    for name, seconds in [*found, ("after the parser", sum(seconds for _, seconds in found[1:]))]:
        print(f"| {name} | {1000 * seconds:.2f} | {seconds / parser_seconds:.1%} |")
    print()
    sizes = [int(size) for size in options.articles.split(",") if size]
    for line in growth(corpus, sizes, workers=options.workers):
        print(line, flush=True)


if __name__ == "__main__":
    main()

"""How long the search for copies takes and what memory it needs, for corpora of growing size.

    .venv/bin/python benchmarks/duplicates_speed.py INPUT… [--articles 20000 100000] [--workers 2]

INPUT are JSON lines of articles (``id, outlet, date, title, text``), perhaps
gzipped. A size up to the number of articles given is drawn from them as they
are. A larger one holds all of them, and resampled ones: the text of a random
article with about one word in a hundred replaced, printed by a random outlet.
Each size runs in a process of its own. Writing the parts is not timed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import random
import resource
import shutil
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.corpus import stories
from analysis.corpus.metadata.dates import iso_date

SEED = 20220224
PART = 50_000
GROUP = 2000
EDITS = 0.01
ARTICLES = pa.schema(
    [(name, pa.string()) for name in ("source", "article_id", "title", "outlet", "date", "time", "text")]
    + [("record", pa.int64())]
)
SEGMENTS = pa.schema(
    [(name, pa.string()) for name in ("source", "article_id", "kind")]
    + [(name, pa.int64()) for name in ("record", "start", "end")]
)


def read(paths: list[Path]) -> list[dict[str, Any]]:
    """Read the articles of some files of JSON lines."""
    documents = []
    for path in paths:
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as stream:
            documents += [json.loads(line) for line in stream if line.strip()]
    return documents


def drawn(documents: list[dict[str, Any]], articles: int) -> Iterator[dict[str, str]]:
    """Yield articles: real ones while there are any, then edited reprints of random ones."""
    rng = random.Random(SEED)
    order = rng.sample(range(len(documents)), min(articles, len(documents)))
    outlets = sorted({document.get("outlet") or "" for document in documents})
    vocabulary = documents[0]["text"].split()
    for number in range(articles):
        real = number < len(order)
        document = documents[order[number] if real else rng.randrange(len(documents))]
        text, outlet = document["text"], document.get("outlet") or ""
        if not real:
            words = text.split(" ")
            for place in rng.sample(range(len(words)), max(1, round(EDITS * len(words)))):
                words[place] = rng.choice(vocabulary)
            text, outlet = " ".join(words), rng.choice(outlets)
        date = iso_date(document.get("date") or "")
        title = document.get("title") or ""
        yield {"article_id": f"{number:016x}", "title": title, "outlet": outlet, "date": date, "time": "",
               "text": text}  # fmt: skip


def parts(documents: list[dict[str, Any]], articles: int, folder: Path) -> Iterator[tuple[Path, pa.Table]]:
    """Write the articles as parts of a corpus, one at a time; give each with its table without texts."""
    rows = drawn(documents, articles)
    for start in range(0, articles, PART):
        folder.mkdir()
        known = []
        with (
            pq.ParquetWriter(folder / "articles.parquet", ARTICLES) as texts,
            pq.ParquetWriter(folder / "segments.parquet", SEGMENTS) as segments,
        ):
            stop = min(start + PART, articles)
            for first in range(start, stop, GROUP):
                group: list[dict[str, Any]] = [
                    {**next(rows), "source": "all.jsonl", "record": record, "kind": "body", "start": 0}
                    for record in range(first, min(first + GROUP, stop))
                ]
                table = pa.Table.from_pylist(group, schema=ARTICLES)
                texts.write_table(table)
                ends = [{**row, "end": len(row["text"])} for row in group]
                segments.write_table(pa.Table.from_pylist(ends, schema=SEGMENTS))
                known.append(table.drop_columns(["text", "source", "record"]))
        yield folder, pa.concat_tables(known)
        shutil.rmtree(folder)


def measure(inputs: list[Path], articles: int, workers: int) -> dict[str, object]:
    """Return what the search over one corpus takes."""
    documents = read(inputs)
    before = peak_mb(resource.RUSAGE_SELF)
    spawn = multiprocessing.get_context("spawn")  # a fork would count this process' memory as its own
    with tempfile.TemporaryDirectory() as name, ProcessPoolExecutor(workers, mp_context=spawn) as pool:
        base = Path(name)
        files, tables, signing = [], [], 0.0
        for number, (part, table) in enumerate(parts(documents, articles, base / "part")):
            files.append(base / f"{number}.parquet")
            start = time.perf_counter()
            stories.write_signatures(stories.signatures_of(part, executor=pool), files[-1])
            signing += time.perf_counter() - start
            tables.append(table)
        connection = duckdb.connect()
        connection.register("all_articles", pa.concat_tables(tables))
        connection.execute(
            "create view all_segments as select article_id, 0 as segment, 'body' as kind, 0 as start, "
            "article_id as text_id from all_articles"
        )
        disk = sum(path.stat().st_size for path in files)
        start = time.perf_counter()
        compared = stories.compare(connection, signatures=files, scratch=base)
        table = stories.stories_table(connection, compared)
        searching = time.perf_counter() - start
        peak = peak_mb(resource.RUSAGE_SELF)
        start = time.perf_counter()
        events = stories.find_events(connection, signatures=files, stories=table, scratch=base)
        grouping = time.perf_counter() - start
    return {
        "articles": articles,
        "real": min(articles, len(documents)),
        "seconds": round(signing + searching, 1),
        "signing_seconds": round(signing, 1),
        "searching_seconds": round(searching, 1),
        "articles_per_second": round(articles / (signing + searching)),
        "signature_bytes_per_article": disk // articles,
        "peak_memory_mb": peak,
        "of_that_before_start_mb": before,
        "peak_memory_of_a_worker_mb": peak_mb(resource.RUSAGE_CHILDREN),
        "candidates": compared.pairs.candidates,
        "pairs": len(compared.pairs.first),
        "lists_left_out": compared.pairs.lists_left_out,
        "articles_in_stories": len(table),
        "stories": int(table["story_id"].nunique()),
        "events_seconds": round(grouping, 1),
        "events_of_several": int((events["event_id"].value_counts() > 1).sum()),
        "peak_memory_with_events_mb": peak_mb(resource.RUSAGE_SELF),
    }


def peak_mb(who: int) -> int:
    """Return the most memory a process has had resident, in MiB."""
    return resource.getrusage(who).ru_maxrss // 1024


def main() -> None:
    """Read the command line, measure each size, print one JSON object a size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("input", type=Path, nargs="+")
    parser.add_argument("--articles", type=int, nargs="+", default=[20_000, 100_000])
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    for articles in options.articles:
        # Not a pool: its processes may have no children of their own.
        context = multiprocessing.get_context("spawn")
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(target=_send, args=(sender, options.input, articles, options.workers))
        process.start()
        sender.close()
        print(json.dumps(receiver.recv(), indent=1), flush=True)
        process.join()


def _send(sender: Any, inputs: list[Path], articles: int, workers: int) -> None:
    sender.send(measure(inputs, articles, workers))


if __name__ == "__main__":
    main()

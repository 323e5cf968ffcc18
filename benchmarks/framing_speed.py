"""What scoring frames costs after annotation, as a corpus grows: seconds, processor seconds, peak memory.

    .venv/bin/python benchmarks/framing_speed.py INPUT [--articles 1000,10000,100000] [--sample 200]

INPUT is a raw file or folder; of it a sample is annotated, if it is not yet. For each size a corpus is made
of copies of that sample in which every fifth noun or adjective is another word of the same length, so
that no text is a copy of another and each is matched; its tables lie in Parquet files as annotation leaves
them. A process of its own scores it with three codebooks (generic5, and twice the same under other names)
and counts the evidence. Prints Markdown.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from analysis.annotation import annotate
from analysis.corpus import Corpus, open_corpus
from analysis.framing import Codebook, frame_scores, load_codebook

STEP = 20
"""Copies of the sample in one file."""

WORDS = 200_000
"""Different words that stand for the changed ones: so many has a large corpus."""

_CHANGED = f"""
case when pos in ('NOUN', 'ADJ') and regexp_full_match(text, '[a-z]{{4,}}') and hash(text_id, token, copy) % 5 = 0
     then left(translate(md5((hash(text_id, token, copy, 1) % {WORDS})::varchar), '0123456789', 'ghijklmnop')
               || 'zyxwvutsrqponmlkjihgfedcba', length(text)) end
"""


def copied(corpus: Corpus, folder: Path, articles: int) -> None:
    """Write the tables of a corpus of changed copies."""
    annotate(corpus, progress=False)
    # The connection of a corpus reads and writes no files but its own.
    connection, size = duckdb.connect(), len(corpus)
    for name in ("articles", "segments", "tokens"):
        (folder / name).mkdir(parents=True)
        connection.register(name, corpus.connection.sql(f"select * from {name}").to_arrow_table())
    connection.execute(
        "create or replace temp table numbered as select article_id, words, row_number() over (order by article_id) "
        "- 1 as number from articles"
    )
    for first in range(0, -(-articles // size), STEP):
        copies = (
            f"(select range as copy from range({first}, {min(first + STEP, -(-articles // size))})) "
            f"join numbered on copy * {size} + number < {articles}"
        )
        own = "md5(article_id || copy)[:20] as article_id"
        queries = {
            "articles": f"select {own}, words from {copies}",
            "segments": f'select {own}, segment, kind, start, "end", md5(text_id || copy)[:24] as text_id '
            f"from {copies} join segments using (article_id)",
            "tokens": "select * exclude (copy, word) replace (coalesce(word, text) as text, "
            "coalesce(word, lemma) as lemma) from (select t.* replace (md5(t.text_id || copy)[:24] as text_id), "
            f"copy, {_CHANGED} as word from (select distinct text_id, copy from {copies} join segments using "
            "(article_id)) join tokens t using (text_id)) order by text_id, token",
        }
        for name, query in queries.items():
            connection.execute(f"copy ({query}) to '{folder / name / f'{first:05}.parquet'}'")


def opened(folder: Path) -> Corpus:
    """Return the corpus that `copied` wrote."""
    connection = duckdb.connect()
    connection.execute("set enable_progress_bar = false")
    connection.execute(f"set temp_directory = '{folder / 'spill'}'")
    for name in ("articles", "segments", "tokens"):
        connection.execute(f"create view {name} as select * from '{folder / name}/*.parquet'")
    return Corpus(folder, "", folder, "", 1, connection)


def three() -> list[Codebook]:
    """Return three codebooks with the same terms under different names."""
    book = load_codebook("generic5")
    return [book, *(book.model_copy(update={"name": f"generic5_{name}"}) for name in ("second", "third"))]


def scored(folder: Path) -> None:
    """Score a corpus in this process and print what it took."""
    corpus = opened(folder)
    articles = corpus.sql("select article_id, words from articles order by article_id")
    begun, busy = time.monotonic(), time.process_time()
    scores = frame_scores(corpus, codebook=three(), articles=articles)
    seconds, processor = time.monotonic() - begun, time.process_time() - busy
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(json.dumps({
        "articles": len(articles), "words": int(articles["words"].sum()), "scores": len(scores),
        "hits": int(scores["hits"].sum()), "seconds": seconds, "processor": processor,
        "peak": int(status.split("VmHWM:")[1].split()[0]) // 1024,
    }))  # fmt: skip


def main() -> None:
    """Read the command line; measure each size in a process of its own."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("input", type=Path, nargs="?")
    parser.add_argument("--articles", default="1000,10000,100000")
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--scored", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.scored:
        scored(options.scored)
        return
    corpus = open_corpus(options.input, sample=options.sample, seed=3, language="en")
    print("| articles | words | hits | wall s | processor s | ms an article | peak MB |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    for size in map(int, options.articles.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            copied(corpus, Path(folder), size)
            done = subprocess.run(
                [sys.executable, __file__, "--scored", folder], check=True, capture_output=True, text=True
            )
        one = json.loads(done.stdout.splitlines()[-1])
        print(
            f"| {one['articles']:,} | {one['words']:,} | {one['hits']:,} | {one['seconds']:.1f} "
            f"| {one['processor']:.1f} | {1000 * one['processor'] / one['articles']:.2f} | {one['peak']:,} |",
            flush=True,
        )


if __name__ == "__main__":
    main()

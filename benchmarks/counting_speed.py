"""What counting costs, beside scikit-learn's CountVectorizer in the same run, and how it grows.

    .venv/bin/python benchmarks/counting_speed.py INPUT [--articles 0,100000] [--most-beside 100000] [--workers 2]

INPUT is a file of articles (JSON lines, perhaps gzipped). 0 articles are those
of the file; for any other number a corpus is resampled from it: articles drawn
with replacement, every twentieth word of a copy made up. Counting and keyness
begin with the parts that opening leaves on disk. Each size is measured in a
process of its own, and each peer in another: peak memory is the largest
resident size of that process. CountVectorizer gets the same texts and this
project's words as its analyzer; that both count the same is checked, word by
word, before a ratio is printed.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from analysis.corpus import PROSE, Corpus, open_corpus
from analysis.corpus.metadata.outlets import load_outlets
from analysis.corpus.reading import ARTICLES, SEGMENTS
from analysis.corpus.selection import connect, select
from analysis.corpus.store import Table
from analysis.vocabulary import count, frequencies

PART = 16_000
"""Articles in a part, about as many as opening puts into one."""

ROWS = 500
"""Articles written at a time."""

Article = tuple[str, list[tuple[str, str]]]


def read(source: Path) -> list[Article]:
    """Return the outlet and the segments (kind, text) of the articles of a file, cleaned as any corpus is."""
    with tempfile.TemporaryDirectory() as folder:
        rows = open_corpus(source, derived=folder).sql(
            "select any_value(outlet) as outlet, list(kind order by segment) as kinds, "
            'list(substring(text, start + 1, "end" - start) order by segment) as texts '
            "from articles join segments using (article_id) group by article_id order by article_id"
        )
    return [
        (outlet, list(zip(kinds, texts, strict=True)))
        for outlet, kinds, texts in rows.itertuples(index=False)
    ]


def resampled(known: list[Article], articles: int, *, seed: int = 1) -> Iterator[Article]:
    """Yield the articles as they are (0), or so many drawn with replacement, every twentieth word made up."""
    if not articles:
        yield from known
        return
    chance = random.Random(seed)
    for _ in range(articles):
        outlet, segments = chance.choice(known)
        out = []
        for kind, text in segments:
            words = text.split(" ")
            for place in range(chance.randrange(20), len(words), 20):
                words[place] = f"w{chance.randrange(10**6)}"
            out.append((kind, " ".join(words)))
        yield outlet, out


def write_parts(drawn: Iterator[Article], home: Path) -> list[Path]:
    """Write articles as the parts that opening a corpus leaves on disk."""
    folders: list[Path] = []
    waiting: list[tuple[int, Article]] = []
    for number, article in enumerate(drawn):
        waiting.append((number, article))
        if len(waiting) == PART:
            folders.append(_write_part(waiting, home))
            waiting = []
    return [*folders, _write_part(waiting, home)] if waiting else folders


def _write_part(rows: list[tuple[int, Article]], home: Path) -> Path:
    folder = home / "cleaned" / f"{rows[0][0]:09d}"
    folder.mkdir(parents=True)
    with (
        Table(folder / "articles.parquet", ARTICLES) as articles,
        Table(folder / "segments.parquet", SEGMENTS) as segments,
        Table(folder / "remarks.parquet", pa.schema([("source", pa.string())])),
    ):
        for first in range(0, len(rows), ROWS):
            made = [_rows(number, article) for number, article in rows[first : first + ROWS]]
            articles.add(pa.Table.from_pylist([article for article, _ in made], schema=ARTICLES))
            segments.add(pa.Table.from_pylist([row for _, own in made for row in own], schema=SEGMENTS))
    return folder


def _rows(number: int, article: Article) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    outlet, parts = article
    place = {"source": "resampled", "record": number, "article_id": f"{number:012x}"}
    segments, start = [], 0
    for segment, (kind, text) in enumerate(parts):
        end = start + len(text)
        segments.append(
            {**place, "segment": segment, "kind": kind, "start": start, "end": end, "text_id": ""}
        )
        start = end + 2
    text = "\n\n".join(text for _, text in parts)
    return {**place, "outlet": outlet, "date": "2022-03-01", "language": "en", "text": text}, segments


def opened(folders: list[Path], home: Path, *, workers: int) -> Corpus:
    """Return a corpus over the parts."""
    connection = connect(folders, allowed=[home], outlets=load_outlets(None))
    select(connection, "")
    parts = tuple((folder, folder) for folder in folders)
    return Corpus(home, "", home, "", workers, connection, parts=parts)


def measured(folders: list[Path], home: Path, workers: int, *, kept: Path | None) -> dict[str, Any]:
    """Count, compare the outlets, count again; keep the totals of words if asked to."""
    corpus, took = opened(folders, home, workers=workers), {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        start, used = time.perf_counter(), time.process_time()
        result = work()
        took[name] = round(time.perf_counter() - start, 2)
        took[f"{name}_processor"] = round(time.process_time() - used, 2)
        return result

    counts = timed("count", lambda: count(corpus))
    took["count_peak_mb"] = peak_mb()
    table = timed("by_outlet", lambda: frequencies(counts, by="outlet", least=5))
    took["cells"] = timed(
        "blocks", lambda: sum(block.table.nnz for block in counts.blocks(least_f=5, least_df=3))
    )
    took["peak_mb"] = peak_mb()
    again = opened(folders, home, workers=workers)
    timed("count_again", lambda: count(again))
    if kept:
        _totals(corpus.sql(f"select article_id, word, f from {counts.table}"), kept)
    words = int(corpus.sql(f"select sum(n) as n from {counts.table}_articles")["n"].iloc[0])
    disk = sum(path.stat().st_size for path in (home / "counts").rglob("*.parquet"))
    return {**took, "rows_by_outlet": len(table), "words": words, "kept_mb": disk >> 20}


def peer(folders: list[Path], kept: Path | None) -> dict[str, Any]:
    """Count the same texts with CountVectorizer and this project's words."""
    from sklearn.feature_extraction.text import CountVectorizer

    from analysis.corpus.words import _ANY, form

    kinds = ", ".join(f"'{kind}'" for kind in PROSE)
    segments, articles = (f"read_parquet({[str(f / f'{name}.parquet') for f in folders]})"
                          for name in ("segments", "articles"))  # fmt: skip
    texts = (
        duckdb.connect()
        .sql(
            'select a.article_id, string_agg(substring(a.text, s.start + 1, s."end" - s.start), chr(10) '
            f"order by s.segment) as text from {segments} s join {articles} a using (article_id) "
            f"where s.kind in ({kinds}) group by 1 order by 1"
        )
        .df()
    )

    def analyzer(text: str) -> list[str]:
        return [form(word) for word in _ANY.findall(text)]

    start, used = time.perf_counter(), time.process_time()
    vectorizer = CountVectorizer(analyzer=analyzer)
    matrix = vectorizer.fit_transform(texts["text"])
    took = {"sklearn": round(time.perf_counter() - start, 2), "sklearn_processor": round(time.process_time() - used, 2),
            "sklearn_peak_mb": peak_mb()}  # fmt: skip
    if kept:
        entries = matrix.tocoo()
        names = vectorizer.get_feature_names_out()
        _totals(pd.DataFrame({"article_id": texts["article_id"].to_numpy()[entries.row],
                              "word": names[entries.col], "f": entries.data}), kept)  # fmt: skip
    return took


def _totals(table: pd.DataFrame, path: Path) -> None:
    """Keep every count in one order, so that two files can be compared."""
    table.astype({"f": "int64"}).sort_values(["article_id", "word"], ignore_index=True).to_parquet(path)


def peak_mb() -> int:
    """Return the most memory this process has had resident, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def apart(work: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
    """Return what a function returns in a process of its own."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(sender, work, arguments, options))
    process.start()
    sender.close()
    result = receiver.recv()
    process.join()
    return result


def _send(sender: Any, work: Callable[..., Any], arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
    sender.send(work(*arguments, **options))


def main() -> None:
    """Read the command line, measure each size, print one JSON object a size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("input", type=Path)
    parser.add_argument("--articles", default="0,100000")
    parser.add_argument(
        "--most-beside", type=int, default=100_000, help="articles up to which the peer counts too"
    )
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    known = read(options.input)
    for articles in map(int, options.articles.split(",")):
        with tempfile.TemporaryDirectory() as name:
            home = Path(name)
            folders = write_parts(resampled(known, articles), home)
            beside = articles <= options.most_beside
            small = articles <= 20_000
            files = [home / "own.parquet", home / "peer.parquet"] if small else [None, None]
            took = apart(measured, folders, home, options.workers, kept=files[0])
            if beside:
                took |= apart(peer, folders, files[1])
                took["times_as_fast"] = round(took["sklearn"] / took["count"], 2)
            if small and files[0] and files[1]:
                took["the_same"] = pd.read_parquet(files[0]).equals(pd.read_parquet(files[1]))
            print(json.dumps({"articles": articles or len(known), **took}), flush=True)


if __name__ == "__main__":
    main()

"""What keyness takes once words are counted: first and repeated runs, permutations, calibration, a million articles.

    .venv/bin/python benchmarks/keyness_speed.py INPUT [--articles 20000] [--permuted 10000] [--peer SRC] [--only …]

INPUT is a raw file or folder with outlets. Each number of articles is resampled
from it (articles drawn with replacement, each copy under an id of its own), as
counts: nothing is read or counted again. ``--peer`` names the folder ``src`` of
another checkout of this package; its keyness runs on the same counts, in a
process of its own. Prints one JSON object; seconds are of processor time, then
of the clock. Peak memory is that of the process that measured.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from analysis import vocabulary
from analysis.corpus import open_corpus
from analysis.vocabulary import Counts, count


def resampled(counts: Counts, articles: int, seed: int = 1) -> Counts:
    """Return the counts of as many articles drawn with replacement; 0 leaves them as they are.

    The connection's `articles` are the drawn ones afterwards: earlier counts are no longer asked.
    """
    if not articles:
        return counts
    connection, table = counts.corpus.connection, f"drawn_words_{articles}"
    connection.execute(
        "create temp table if not exists known as select *, row_number() over (order by article_id) as place "
        "from articles"
    )
    known = connection.execute("select count(*) from known").fetchone()
    connection.execute(f"select setseed({seed / 1000})")
    for query in (
        "create or replace temp table drawn as select printf('%08d', i) as article_id, "
        f"1 + floor(random() * {known[0] if known else 0})::bigint as place from range({articles}) t(i)",
        f"create or replace temp table drawn_articles_{articles} as select d.article_id, d.article_id as unit, "
        "d.article_id as story_id, k.* exclude (article_id, place, unit, story_id) "
        "from drawn d join known k using (place)",
        f"create or replace temp table {table} as select d.article_id, w.word, w.f from drawn d "
        f"join known k using (place) join {counts.table} w on w.article_id = k.article_id",
        f"create or replace temp view articles as select * from drawn_articles_{articles}",
    ):
        connection.execute(query)
    return dataclasses.replace(counts, corpus=dataclasses.replace(counts.corpus), table=table)


def timed(run: Callable[[], Any]) -> tuple[float, float]:
    """Return seconds of processor time and of the clock."""
    processor, clock = time.process_time(), time.perf_counter()
    run()
    return round(time.process_time() - processor, 2), round(time.perf_counter() - clock, 2)


def measure(counts: Counts, own: Counts, *, peer: bool, permuted: int) -> dict[str, Any]:
    """Return what each question takes."""
    out: dict[str, Any] = {"keyness_first": timed(lambda: vocabulary.keyness(counts))}
    out["keyness_again"] = timed(lambda: vocabulary.keyness(counts))
    if peer:
        return out
    out["keyness_other_threshold"] = timed(lambda: vocabulary.keyness(counts, least_f=10, least_df=6))
    out["keyness_all_measures"] = timed(lambda: vocabulary.keyness(counts, measures="all"))
    out["keyness_robust"] = timed(lambda: vocabulary.keyness(counts, test="robust"))
    out["calibration"] = timed(lambda: vocabulary.calibration(counts))
    out["robustness"] = timed(lambda: vocabulary.robustness(counts))
    if permuted:
        sample = resampled(own, permuted)
        largest = sample.corpus.sql("select outlet from articles group by 1 order by count(*) desc limit 1")
        name = str(largest["outlet"].iloc[0])
        run = lambda: vocabulary.keyness(sample, group=name, test="permutation", permutations=1000)  # noqa: E731
        out["permutations_1000"] = {"articles": permuted, "first": timed(run), "again": timed(run)}
    return out


def measured(options: argparse.Namespace, derived: Path) -> dict[str, Any]:
    """Return all that was asked for."""
    own = count(open_corpus(options.input, derived=derived, workers=1))
    result: dict[str, Any] = {"articles": options.articles or len(own.corpus)}
    counts = resampled(own, options.articles)
    result |= measure(counts, own, peer=options.as_peer or options.only_keyness, permuted=options.permuted)
    result["peak_memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if options.peer:
        command = [
            sys.executable,
            __file__,
            str(options.input),
            "--articles",
            str(options.articles),
            "--as-peer",
        ]
        environment = {**os.environ, "PYTHONPATH": str(options.peer)}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        result["peer"] = json.loads(done.stdout)
    return result


def main() -> None:
    """Read the command line, measure, print one JSON object."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("input", type=Path)
    parser.add_argument("--articles", type=int, default=20_000, help="0: those of the corpus itself")
    parser.add_argument("--permuted", type=int, default=10_000, help="0: leave permutations out")
    parser.add_argument("--peer", type=Path)
    parser.add_argument("--as-peer", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--only-keyness", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as derived:  # another checkout may lay out its caches differently
        print(json.dumps(measured(options, Path(derived)), indent=1))


if __name__ == "__main__":
    main()

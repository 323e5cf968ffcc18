"""How much annotating adds to the bare parser, and what a second run costs.

    .venv/bin/python benchmarks/annotation_speed.py INPUT [--articles 200] [--rounds 3]

INPUT is a raw file or folder. Bare `nlp.pipe` and this package annotate the same
distinct texts with the same model in turn, in one process; the figure is the
median of the ratios of processor time. Peak memory is that of the process.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import tempfile
import time
from pathlib import Path

from analysis.annotation import annotate
from analysis.annotation.pipeline import BATCH, flat, load_model
from analysis.corpus import Corpus, open_corpus
from analysis.corpus.records import PROSE


def distinct_texts(corpus: Corpus) -> list[str]:
    """Return the texts that will be annotated, shortest first as the package takes them."""
    rows = corpus.sql(
        'select any_value(substring(a.text, s.start + 1, s."end" - s.start)) as part from segments s '
        "join articles a using (article_id) where s.kind in (select unnest($kinds)) "
        "group by s.text_id order by length(part), s.text_id",
        kinds=list(PROSE),
    )
    return [flat(part) for part in rows["part"]]


def bare(texts: list[str], model: str) -> float:
    """Return the processor seconds of the parser alone."""
    nlp = load_model(model)
    start = time.process_time()
    tokens = sum(len(doc) for doc in nlp.pipe(texts, batch_size=BATCH))
    assert tokens > 0
    return time.process_time() - start


def ours(raw: Path, where: str) -> tuple[float, float]:
    """Return the processor seconds of a first and of a second run from the raw files to tokens."""
    with tempfile.TemporaryDirectory() as derived:
        open_corpus(raw, where=where, derived=derived, workers=1)  # reading is not what is measured
        seconds = []
        for _ in range(2):
            corpus = open_corpus(raw, where=where, derived=derived, workers=1)
            start = time.process_time()
            annotate(corpus, progress=False)
            assert corpus.sql("select count(*) as n from tokens")["n"].iloc[0] > 0
            seconds.append(time.process_time() - start)
        return seconds[0], seconds[1]


def main() -> None:
    """Read the command line, measure, print one JSON object."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("input", type=Path)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    where = f"record < {options.articles}"
    with tempfile.TemporaryDirectory() as derived:
        corpus = open_corpus(options.input, where=where, derived=derived, workers=1)
        texts, articles = distinct_texts(corpus), len(corpus)
    load_model(corpus.model)("Warm up.")
    ratios, again = [], []
    for _ in range(options.rounds):
        alone = bare(texts, corpus.model)
        first, second = ours(options.input, where)
        ratios.append(first / alone)
        again.append(second / first)
    print(
        json.dumps(
            {
                "articles": articles,
                "distinct_texts": len(texts),
                "ratio_to_bare_pipe": round(statistics.median(ratios), 3),
                "ratios": [round(ratio, 3) for ratio in ratios],
                "second_run_of_first": round(statistics.median(again), 4),
                "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()

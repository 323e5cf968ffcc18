"""How much annotating adds to the bare parser, and what a second run costs.

    .venv/bin/python benchmarks/annotation_speed.py INPUT [--articles 200] [--rounds 3]

INPUT is a raw file or folder. In turn, in one process, with the same model:

- bare `nlp.pipe` over the whole texts of the articles, as a user without this
  package would run it;
- bare `nlp.pipe` over the distinct texts, tuned as this package tunes it;
- this package, from the opened corpus to the tokens table on disk;
- this package's later tables (mentions, quotations with speakers) on top.

Figures are medians over the rounds, of processor time. Peak memory is that of
the process.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import tempfile
import time
from pathlib import Path

from analysis import actors
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


def bare(texts: list[str], model: str, batch: int | None = None) -> float:
    """Return the processor seconds of the parser alone; the model's own batch size if none is given."""
    nlp = load_model(model)
    start = time.process_time()
    tokens = sum(len(doc) for doc in nlp.pipe(texts, batch_size=batch))
    assert tokens > 0
    return time.process_time() - start


def ours(raw: Path, where: str) -> tuple[float, float, float]:
    """Return the processor seconds of a first run to tokens, a second one, and the later tables."""
    with tempfile.TemporaryDirectory() as derived:
        open_corpus(raw, where=where, derived=derived, workers=1)  # reading is not what is measured
        seconds = []
        for _ in range(2):
            corpus = open_corpus(raw, where=where, derived=derived, workers=1)
            start = time.process_time()
            annotate(corpus, progress=False)
            assert corpus.sql("select count(*) as n from tokens")["n"].iloc[0] > 0
            seconds.append(time.process_time() - start)
        start = time.process_time()
        assert len(actors.mentions(corpus)) > 0
        assert len(actors.quotations(corpus)) > 0
        return seconds[0], seconds[1], time.process_time() - start


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
        texts, whole = distinct_texts(corpus), corpus.articles["text"].tolist()
    load_model(corpus.model)("Warm up.")
    rows = []
    for _ in range(options.rounds):
        naive, alone = bare(whole, corpus.model), bare(texts, corpus.model, BATCH)
        first, second, later = ours(options.input, where)
        rows.append((naive, alone, first, second, later))
    naive, alone, first, second, later = (statistics.median(column) for column in zip(*rows, strict=True))
    print(
        json.dumps(
            {
                "articles": len(whole),
                "distinct_texts": len(texts),
                "articles_per_second_bare_pipe": round(len(whole) / naive, 1),
                "articles_per_second_package": round(len(whole) / first, 1),
                "articles_per_second_package_with_later_tables": round(len(whole) / (first + later), 1),
                "time_to_bare_pipe_on_articles": round(first / naive, 3),
                "time_to_bare_pipe_on_articles_with_later_tables": round((first + later) / naive, 3),
                "time_to_bare_pipe_on_distinct_texts": round(first / alone, 3),
                "later_tables_of_bare_pipe": round(later / alone, 3),
                "second_run_of_first": round(second / first, 4),
                "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()

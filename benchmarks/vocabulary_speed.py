"""What every measure of the vocabulary room takes once words are counted: a first call, and one with a changed option.

    .venv/bin/python benchmarks/vocabulary_speed.py CORPUS... [--word said] [--other oil] [--phrase …] [--only NAME...]

CORPUS are raw files or folders, opened together as one corpus of articles with outlets; what is derived from them
goes to a folder that is deleted afterwards. Prints a Markdown table: seconds of processor time, then of the clock,
of the first call of each measure and of the same measure asked again otherwise, as in a changed notebook cell.
Measures share what is kept of a corpus, so that a first call here may find some of it made; their order is that of
the notebook.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from analysis import vocabulary as room
from analysis.corpus import Corpus, open_corpus
from analysis.errors import AnalysisError
from analysis.vocabulary import Counts

Call = Callable[[], Any]


def measures(counts: Counts, word: str, other: str, phrase: str) -> Iterator[tuple[str, Call, Call]]:
    """Yield the name of each measure, its first call, and the changed one."""
    corpus = counts.corpus
    yield "frequencies", lambda: room.frequencies(counts), lambda: room.frequencies(counts, by="outlet")
    yield "keyness", lambda: room.keyness(counts), lambda: room.keyness(counts, least_f=10, least_df=6)
    yield "calibration", lambda: room.calibration(counts), lambda: room.calibration(counts, seed=2)
    yield "robustness", lambda: room.robustness(counts), lambda: room.robustness(counts, top=10)
    yield (
        "against_reference",
        lambda: room.against_reference(counts),
        lambda: room.against_reference(counts, least_f=5, least_df=3),
    )
    yield "similarity", lambda: room.similarity(counts), lambda: room.similarity(counts, seed=2)
    yield (
        "collocations, all pairs",
        lambda: room.collocations(corpus),
        lambda: room.collocations(corpus, least_f=10),
    )
    yield (
        f"collocations of *{word}*",
        lambda: room.collocations(corpus, node=word),
        lambda: room.collocations(corpus, node=word, window=3),
    )
    yield (
        f"collocation_network of *{other}*",
        lambda: room.collocation_network(corpus, other),
        lambda: room.collocation_network(corpus, other, top=10),
    )
    yield (
        f"concordance of *{phrase}*",
        lambda: room.concordance(corpus, phrase),
        lambda: room.concordance(corpus, phrase, sort="right1"),
    )
    yield (
        f"occurrences of *{word}*",
        lambda: room.occurrences(corpus, word),
        lambda: room.occurrences(corpus, word, by="outlet"),
    )
    yield (
        "xray of three queries",
        lambda: room.xray(corpus, [other, "war", "peace"]),
        lambda: room.xray(corpus, [word, other, "president"]),
    )
    yield "dispersion", lambda: room.dispersion(counts), lambda: room.dispersion(counts, least_f=10)
    yield "diversity", lambda: room.diversity(corpus), lambda: room.diversity(corpus, window=30)
    yield "readability", lambda: room.readability(corpus), lambda: room.readability(corpus, least=200)
    yield "growth", lambda: room.growth(counts), lambda: room.growth(counts, seed=1)
    yield "growth_curve", lambda: room.growth_curve(counts), lambda: room.growth_curve(counts, points=20)
    yield "trend", lambda: room.trend(counts, [word]), lambda: room.trend(counts, [word, other])
    yield (
        "trend_changes",
        lambda: room.trend_changes(counts, [word]),
        lambda: room.trend_changes(counts, [word, other]),
    )
    yield "phrases", lambda: room.phrases(corpus), lambda: room.phrases(corpus, least_npmi=0.4, least_f=10)
    yield (
        "template_phrases",
        lambda: room.template_phrases(corpus),
        lambda: room.template_phrases(corpus, least_stories=15),
    )


def timed(run: Call) -> str:
    """Return the cells of a call: seconds of processor time and of the clock, or why there is no answer."""
    processor, clock = time.process_time(), time.perf_counter()
    try:
        run()
    except AnalysisError as error:
        return f"{type(error).__name__}: {str(error)[:60]} | "
    return f"{time.process_time() - processor:.2f} | {time.perf_counter() - clock:.2f}"


def opened(inputs: list[Path], home: Path) -> Corpus:
    """Open some raw files or folders as one corpus."""
    raw = home / "raw"
    raw.mkdir()
    for number, path in enumerate(inputs):
        (raw / f"{number}_{path.name}").symlink_to(path.resolve(), target_is_directory=path.is_dir())
    return open_corpus(raw if len(inputs) > 1 else inputs[0], derived=home / "derived")


def main() -> None:
    """Read the command line, measure, print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("inputs", type=Path, nargs="+", metavar="CORPUS")
    parser.add_argument("--word", default="said", help="a very frequent word")
    parser.add_argument("--other", default="oil", help="a frequent word of the topic")
    parser.add_argument("--phrase", default="oil {0,2} prices")
    parser.add_argument("--only", nargs="+", default=[], help="measures, by the beginning of their names")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus = opened(options.inputs, Path(folder))
        print(f"counting (processor | clock): {timed(lambda: room.count(corpus))}", flush=True)
        counts = room.count(corpus)
        words = int(room.article_words(counts)["n"].sum())
        print(f"\n{len(corpus):,} articles, {words:,} words; seconds.\n")
        print("| measure | first call: processor | clock | changed option: processor | clock |")
        print("|---|---|---|---|---|")
        for name, first, again in measures(counts, options.word, options.other, options.phrase):
            if not options.only or name.startswith(tuple(options.only)):
                print(f"| {name} | {timed(first)} | {timed(again)} |", flush=True)


if __name__ == "__main__":
    main()

"""The words of one part of a corpus, counted once and kept beside the part.

A tally is a folder of three tables. Words and articles go by small numbers, so
that a million articles can be grouped, joined and kept without carrying text:

- ``articles``: ``row`` (number in the part), ``source, record``, and for each
  of `PLACES` how many words it has there;
- ``words``: ``id`` (number in the order of the alphabet), ``word``;
- ``counts``: ``id, row``, and for each of `PLACES` how often the word stands
  there, in order of word and article; ``prose`` is the sum over what is journalism.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import duckdb

from analysis import parallel
from analysis.corpus import PROSE, Corpus
from analysis.corpus.sql import literal, quiet
from analysis.corpus.store import name_of, part, whole
from analysis.paths import code_hash
from analysis.progress import step
from analysis.vocabulary.counting.grams import sql_grams
from analysis.vocabulary.counting.places import PLACES, placed, places

MEMORY = "1GB"
"""What counting a part may hold in memory; the rest goes to disk."""

_CODE = ["corpus/words.py", *(f"vocabulary/counting/{name}.py" for name in ("grams", "places", "tallies"))]


def tallies(corpus: Corpus, *, n: int) -> list[Path]:
    """Return for each part of a corpus the folder of its tally, made where it is not there yet.

    Parameters
    ----------
    corpus : Corpus
    n : int
        Words in a sequence; 1 for single words.
    """
    # Upper and lower case, and what is a letter, are the database's.
    code = (code_hash(_CODE), duckdb.__version__, n)
    folders = [cleaned.parent.parent / "counts" / name_of(cleaned.name, *code) for _, cleaned in corpus.parts]
    missing = [
        (*paths, folder) for paths, folder in zip(corpus.parts, folders, strict=True) if whole(folder) is None
    ]
    if missing:
        # DuckDB spreads the articles of a part over the cores itself; only a cluster needs processes.
        with (
            parallel.executor(1, scheduler=corpus.scheduler) as pool,
            step("Counting", total=len(missing), unit="parts") as bar,
        ):
            for _ in parallel.ordered(pool, partial(_tally, n=n, threads=corpus.workers), missing):
                bar.update()
    return folders


def _tally(task: tuple[Path, Path, Path], *, n: int, threads: int) -> Path:
    read, cleaned, target = task
    return part(target.parent, target.name, partial(_make, read=read, cleaned=cleaned, n=n, threads=threads))


def _make(folder: Path, *, read: Path, cleaned: Path, n: int, threads: int) -> None:
    with quiet() as connection:
        for setting in _settings(cleaned.parent.parent, threads):
            connection.execute(setting)
        for statement in _statements(folder, read=read, cleaned=cleaned, n=n):
            connection.execute(statement)


def _settings(home: Path, threads: int) -> Iterator[str]:
    yield f"set temp_directory = {literal(str(home / 'spill'))}"
    yield f"set memory_limit = '{MEMORY}'"
    yield f"set threads = {max(1, int(threads))}"


def _statements(folder: Path, *, read: Path, cleaned: Path, n: int) -> Iterator[str]:
    articles = f"read_parquet({literal(str(read / 'articles.parquet'))}, file_row_number = true)"
    segments = placed(f"read_parquet({literal(str(cleaned / 'segments.parquet'))})", keys="source, record")
    # A list a record: the texts stay on the side of the join that is divided among the cores.
    cuts = (
        'select source, record, list(struct_pack(place := place, first := start + 1, size := "end" - start)) as cuts '
        f"from ({segments}) group by 1, 2"
    )
    pieces = (
        "select number, cut.place as place, substring(text, cut.first, cut.size) as text from ("
        f"select a.file_row_number as number, a.text, unnest(c.cuts) as cut from {articles} a "
        f"join ({cuts}) c using (source, record))"
    )
    each = ", ".join(f"(count(*) filter (place = '{place}'))::integer as {place}" for place in PLACES)
    yield (
        f"create temp table found as select number::integer as row, word, {each} from "
        f"(select number, place, unnest({sql_grams('text', n=n)}) as word from ({pieces})) group by number, word"
    )
    yield (
        "create temp table vocabulary as select (row_number() over (order by word) - 1)::integer as id, word "
        "from (select distinct word from found)"
    )
    summed = ", ".join(f"coalesce(sum({place}), 0)::bigint as {place}" for place in PLACES)
    prose = " + ".join(places(PROSE))
    yield _copy(
        f"select a.file_row_number::integer as row, a.source, a.record, f.* exclude (row) from {articles} a "
        f"left join (select row, {summed} from found group by 1) f on f.row = a.file_row_number order by 1",
        folder / "articles.parquet",
    )
    yield _copy("select id, word from vocabulary order by id", folder / "words.parquet")
    yield _copy(
        f"select v.id, f.row, ({prose})::integer as prose, {', '.join(f'f.{place}' for place in PLACES)} "
        "from found f join vocabulary v using (word) order by 1, 2",
        folder / "counts.parquet",
    )


def _copy(query: str, path: Path) -> str:
    return f"copy ({query}) to {literal(str(path))} (format parquet, compression zstd)"

"""Show what cleaning sets aside in a collection, outlet by outlet, and what it takes.

    .venv/bin/python benchmarks/furniture_check.py INPUT [--top 5] [--words download,playlist] [--sample 150]

INPUT is a file of articles (JSON lines, perhaps gzipped) or a raw folder. Prints
for each outlet the share of words set aside by the rules for single texts and by
what is learned over its articles, the furniture learned most often, how often
given words stand in prose before and after, and a sample of what was marked, to
be read: one line each, drawn over articles with a seed. Nothing is written.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from analysis.corpus import covering, reading, selection
from analysis.corpus.cleaning.furniture import Cleaned, clean, load_overrules, overlay
from analysis.corpus.cleaning.units import FILE
from analysis.corpus.metadata.outlets import load_outlets
from analysis.corpus.raw import raw_files
from analysis.corpus.records import PROSE
from analysis.corpus.words import count, words
from analysis.parallel import Inline

_PROSE = ", ".join(f"'{kind}'" for kind in PROSE)
_TEXT = 'substring(a.text, g."start" + 1, g."end" - g."start")'


def opened(source: Path, folder: Path) -> tuple[duckdb.DuckDBPyConnection, Cleaned]:
    """Read and clean a collection; print what each step takes."""
    raw = source
    if source.is_file():
        raw = folder / "raw"
        raw.mkdir()
        shutil.copy(source, raw)
    files, _ = raw_files(raw, cache=folder)
    parts = folder / "parts"
    start = time.process_time()
    reading.read(files, parts, pool=Inline())
    read = time.process_time() - start
    placed = covering.current(files, parts, tables=reading.SCHEMAS)
    start = time.process_time()
    cleaned = clean(placed, folder=folder / "cleaned", overrules=load_overrules(raw))
    first = time.process_time() - start
    start = time.process_time()
    clean(placed, folder=folder / "again")
    again = time.process_time() - start
    connection = selection.connect(placed, allowed=[folder], outlets=load_outlets())
    overlay(connection, cleaned.folders)
    articles = connection.execute("select count(*) from raw_articles").fetchone()
    sentences = sum(pq.read_metadata(part / FILE).num_rows for part in placed)
    print(f"{articles[0] if articles else 0:,} articles, {sentences:,} sentences; processor seconds:")
    print(f"  reading {read:.1f}, finding sentences {first - again:.1f}, learning and marking {again:.1f}")
    return connection, cleaned


def show_outlets(connection: duckdb.DuckDBPyConnection) -> None:
    """Print the share of words that single texts and the corpus show to be furniture."""
    rows = connection.execute(
        f"""
        select a.outlet, g.kind, {_TEXT}, exists (
            select 1 from read_segments r where r.source = g.source and r.record = g.record
            and r.kind in ({_PROSE}) and r."start" <= g."start" and r."end" >= g."end")
        from raw_segments g join raw_articles a using (source, record)
        """
    ).fetchall()
    sums: dict[str, list[int]] = {}
    for outlet, kind, text, once_prose in rows:
        own = sums.setdefault(outlet, [0, 0, 0])
        n = count([text])
        own[0] += n
        own[2 if once_prose else 1] += n * (kind == "boilerplate")
    print(f"\n{'outlet':24} {'words':>10} {'by rule':>8} {'learned':>8}")
    for outlet, (all_words, rule, learned) in sorted(sums.items(), key=lambda item: -item[1][0]):
        print(f"{outlet:24.24} {all_words:10,} {rule / all_words:8.2%} {learned / all_words:8.2%}")


def show_furniture(cleaned: Cleaned, top: int) -> None:
    """Print the units learned in most articles of each outlet."""
    shown: dict[str, int] = {}
    print("\nlearned furniture (articles, share, kind, points)")
    for row in pq.read_table(cleaned.furniture).to_pylist():
        shown[row["outlet"]] = shown.get(row["outlet"], 0) + 1
        if shown[row["outlet"]] <= top:
            print(
                f"{row['outlet'] or '(all)':20.20} {row['articles']:6} {row['share']:6.1%} {row['kind']:9} "
                f"{row['score']:4.1f}  {row['text'][:100]}"
            )


def show_words(connection: duckdb.DuckDBPyConnection, wanted: list[str]) -> None:
    """Print in how many articles of each outlet words stand in any text, and in prose."""
    rows = connection.execute(
        f"select a.outlet, a.article_id, g.kind, {_TEXT} "
        "from raw_segments g join raw_articles a using (source, record)"
    ).fetchall()
    found: dict[tuple[str, str], tuple[set[str], set[str]]] = {}
    for outlet, article, kind, text in rows:
        low = text.lower()
        present = set(words(text)).intersection(wanted) if any(word in low for word in wanted) else ()
        for word in present:
            everywhere, prose = found.setdefault((word, outlet), (set(), set()))
            everywhere.add(article)
            if kind in PROSE:
                prose.add(article)
    print("\nword                 outlet                 articles with it before, after")
    for (word, outlet), (everywhere, prose) in sorted(found.items(), key=lambda item: -len(item[1][0])):
        print(f"{word:20} {outlet:22} {len(everywhere):6} {len(prose):6}")


def show_sample(connection: duckdb.DuckDBPyConnection, number: int, seed: int) -> None:
    """Print marked units, one an article, outlets in proportion to the articles with any."""
    rows = connection.execute(
        f"""
        select outlet, text, before, after from (
            select a.outlet, {_TEXT} as text,
                   substring(a.text, greatest(g."start" - 40, 0) + 1, least(g."start", 40)) as before,
                   substring(a.text, g."end" + 1, 40) as after, hash(a.article_id || g.segment || {seed}) as draw
            from raw_segments g join raw_articles a using (source, record) where g.kind = 'boilerplate'
            qualify row_number() over (partition by a.article_id order by draw) = 1)
        order by draw limit {number}
        """
    ).fetchall()
    print(f"\n{len(rows)} marked units to read: [what is set aside] between what stands beside it")
    for outlet, text, before, after in rows:
        print(
            f"{outlet:16.16} …{' '.join(before.split())} [{' '.join(text.split())}] {' '.join(after.split())}…"
        )


def main() -> None:
    """Read the command line and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("input", type=Path)
    parser.add_argument("--top", type=int, default=5)
    parser.add_argument("--words", default="")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        connection, cleaned = opened(options.input, Path(folder))
        show_outlets(connection)
        show_furniture(cleaned, options.top)
        if options.words:
            show_words(connection, options.words.lower().split(","))
        if options.sample:
            show_sample(connection, options.sample, options.seed)


if __name__ == "__main__":
    main()

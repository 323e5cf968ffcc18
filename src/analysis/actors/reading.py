"""The actors tables of a corpus: read once, in several processes, and kept.

Whoever asks for one of the tables mostly asks for the others: speakers are
mentions. So an article is read once for all of them (`article_tables`). What was
found is kept on disk under a key of the article's wording and segments, in a
folder named by the model and by the code that reads; so a run that was killed
loses the batches in hand, an article that a selection leaves out is not read,
and another selection or weighting reads nothing again.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis import parallel
from analysis.actors.article_tables import TABLES, read_articles
from analysis.actors.frames import frame_of
from analysis.actors.naming.gazetteer import Gazetteer, gazetteer, in_force, using
from analysis.annotation.batches import ARTICLES, Batch, batches
from analysis.annotation.pipeline import fingerprint
from analysis.corpus import store
from analysis.corpus.keeping import kept
from analysis.corpus.sql import literal
from analysis.errors import one_of
from analysis.paths import PACKAGE, code_hash
from analysis.progress import step

if TYPE_CHECKING:
    from analysis.corpus import Corpus

_ELSEWHERE = [
    "annotation/articles.py",
    "annotation/parse.py",
    "corpus/pages/captions.py",
    "corpus/metadata/outlets.py",
    "corpus/metadata/outlet_names.py",
    "resources/corpus/outlets.csv",
]
"""Code outside this room that what is found depends on."""

_LATER = {
    "__init__.py",
    "networks",
    "portrayal",
    "prominence.py",
    "reading.py",
    "register",
    "validity.py",
    "validity.csv",
}
"""Code and data of this room that what is found in an article does not depend on."""

_PART_OF = r"regexp_extract(filename, '([^/\\]+)[/\\][^/\\]+$', 1)"


def actors_table(corpus: Corpus, name: str) -> pd.DataFrame:
    """Return one of the tables of `article_tables.TABLES`, in order of article and place, actors of each article apart.

    Parameters
    ----------
    corpus : Corpus
        Annotated on demand.
    name : str

    Raises
    ------
    ParameterError
        If there is no such table.
    """
    one_of(name, list(TABLES), name="actors table")
    # What one caller changes in a shallow copy, pandas does not change in the other.
    key = (f"table of {name}", gazetteer().mark)
    return kept(corpus, key, lambda: _table(corpus, name)).copy(deep=False)


def read(corpus: Corpus) -> None:
    """Read the selected articles that no run has read before.

    Afterwards `corpus.sql` knows a view for each table of `article_tables.TABLES`, of that name,
    for corpora whose tables outgrow memory.

    Parameters
    ----------
    corpus : Corpus
        Annotated on demand, with its own number of workers.

    Examples
    --------
    >>> read(corpus)  # doctest: +SKIP
    >>> corpus.sql("select kind, count(*) as n from mentions group by 1")  # doctest: +SKIP
    """
    if corpus.has(_shown()):
        return
    folder = _folder(corpus)
    _key(corpus)
    missing = _find_missing(corpus, folder)
    if missing:
        workers = max(1, min(corpus.workers, missing // ARTICLES))
        with (
            parallel.executor(workers, scheduler=corpus.scheduler) as pool,
            step("Reading actors", total=missing, unit="articles") as bar,
        ):
            for done in parallel.ordered(
                pool, partial(_read, folder=folder, known=in_force()), _tasks(corpus)
            ):
                bar.update(done)
    _show(corpus, folder)


def _folder(corpus: Corpus) -> Path:
    """Return where the tables lie that this code makes with the corpus' model and the names in force."""
    return corpus.derived / "actors" / f"{_made_by(corpus.model)}{gazetteer().mark}"


def _shown() -> str:
    """Name the table of the articles that were read with the names in force."""
    return f"actors_read{gazetteer().mark}"


@lru_cache(maxsize=4)
def _made_by(model: str) -> str:
    """Name the folder of what this code finds with a model."""
    own = (
        path.relative_to(PACKAGE).as_posix()
        for room in (PACKAGE / "actors", PACKAGE / "resources" / "actors")
        for path in room.iterdir()
        if path.name not in _LATER
    )
    return store.name_of(fingerprint(model), code_hash([*own, *_ELSEWHERE]))[:12]


def _key(corpus: Corpus) -> None:
    """Give each selected article a key that changes with anything a table may take from it.

    Its id stands for outlet, date, title and wording; its segments for the exact text and what was set aside.
    """
    corpus.connection.execute(
        "create or replace temp table actors_keys as with cut as (select article_id, "
        "string_agg(concat_ws(' ', kind, start, \"end\", text_id), ';' order by segment) as parts "
        "from segments group by 1) select a.article_id, a.source, a.record, "
        "md5(concat_ws('|', a.article_id, c.parts)) as key from articles a left join cut c using (article_id)"
    )


def _known(folder: Path) -> str:
    """Return a query for the articles that were read and the part that holds each."""
    files = [literal(str(part / "articles.parquet")) for part, _ in store.parts(folder)]
    if not files:
        return "select '' as key, '' as part where false"
    return f"select key, min({_PART_OF}) as part from read_parquet([{', '.join(files)}], filename = true) group by 1"


def _find_missing(corpus: Corpus, folder: Path) -> int:
    """Write the articles that were not read to a table, and return how many there are."""
    run = corpus.connection.execute
    run(
        f"create or replace temp table actors_missing as from actors_keys anti join ({_known(folder)}) using (key)"
    )
    found = run("select count(*) from actors_missing").fetchone()
    return int(found[0]) if found else 0


def _tasks(corpus: Corpus) -> Iterator[tuple[Batch, list[str]]]:
    """Yield the missing articles with their keys."""
    for batch in batches(corpus, "actors_missing"):
        ids = [article_id for article_id, *_ in batch.articles]
        found = corpus.connection.execute(
            "select article_id, key from actors_missing where article_id in (select unnest($ids))",
            {"ids": ids},
        ).fetchall()
        keys = dict(found)
        yield batch, [keys[article_id] for article_id in ids]


def _read(task: tuple[Batch, list[str]], *, folder: Path, known: Gazetteer | None) -> int:
    """Read a batch of articles into a part with the names that are in force, and return how many that were."""
    batch, keys = task

    def make(target: Path) -> None:
        ids = [article_id for article_id, *_ in batch.articles]
        pq.write_table(
            pa.table({"key": keys, "article_id": ids}), target / "articles.parquet", compression="zstd"
        )
        with _without_collector(), using(known):
            tables = read_articles(batch.parsed())
        for name, table in tables.items():
            pq.write_table(table, target / f"{name}.parquet", compression="zstd")

    store.part(folder, store.name_of(*keys), make)
    return len(keys)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Leave out the search for cycles, of which a reading makes none: over many tokens it takes a sixth of the time."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def _show(corpus: Corpus, folder: Path) -> None:
    """Create the table ``actors_read`` (article_id, part, place) and the view of each table."""
    run = corpus.connection.execute
    run(
        f"create or replace temp table {_shown()} as select a.article_id, k.part, "
        "row_number() over (order by a.source, a.record) as place "
        f"from actors_keys a join ({_known(folder)}) k using (key)"
    )
    run("drop table actors_keys")
    run("drop table actors_missing")
    for name, table in TABLES.items():
        columns = ", ".join(f't."{column}"' for column in table.schema.names)
        run(f"create or replace temp view {name} as select {columns} from {_rows(corpus, folder, name)}")


def _rows(corpus: Corpus, folder: Path, name: str) -> str:
    """Return what follows ``from`` in a query over the rows of a table, ``t``, and where their article is, ``k``."""
    used = corpus.connection.execute(f"select distinct part from {_shown()} order by 1").fetchall()
    if not used:
        # Nothing is selected.
        corpus.connection.register(f"_no_{name}", TABLES[name].schema.empty_table())
        return f"(select *, 0 as file_row_number from _no_{name}) t, (select 0 as place) k"
    files = ", ".join(literal(str(folder / part / f"{name}.parquet")) for (part,) in used)
    return (
        f"read_parquet([{files}], filename = true, file_row_number = true) t join {_shown()} k "
        f"on k.article_id = t.article_id and k.part = {_PART_OF}"
    )


def _table(corpus: Corpus, name: str) -> pd.DataFrame:
    read(corpus)
    schema = TABLES[name].schema
    folder = _folder(corpus)
    columns = ", ".join(f't."{column}"' for column in schema.names)
    query = f"select {columns} from {_rows(corpus, folder, name)} order by k.place, t.file_row_number"
    return frame_of(corpus.connection.sql(query).to_arrow_table(), schema)

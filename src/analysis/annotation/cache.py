"""Annotate what is missing, keep it, and show it to queries as the view `tokens`."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import nullcontext
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
from tqdm import tqdm

from analysis.annotation.articles import assemble, columns_by_text
from analysis.annotation.parse import ParsedArticle, ParsedSegment
from analysis.annotation.pipeline import TOKENS, annotate_texts, fingerprint
from analysis.corpus.records import PROSE
from analysis.corpus.selection import literal
from analysis.corpus.store import new_part, parts, write_manifest

if TYPE_CHECKING:
    from analysis.corpus import Corpus

PART = 4000
"""Distinct texts in a part: what a killed run loses at most."""

TASK = 1000
"""Distinct texts that a worker takes at a time."""

_KINDS = ", ".join(literal(kind) for kind in PROSE)


def annotate(corpus: Corpus, *, workers: int | None = None, progress: bool = True) -> None:
    """Annotate the distinct texts of a corpus that no run has annotated before.

    Afterwards `corpus.sql` knows the view ``tokens`` (columns of
    `pipeline.TOKENS`; offsets count within the distinct text, so join
    ``segments`` on ``text_id`` and add ``segments.start``). A corpus that is
    annotated already costs a look at the list of its texts.

    Parameters
    ----------
    corpus : Corpus
    workers : int, optional
        Processes; the corpus' own number if not given.
    progress : bool
        Show a bar on standard error while there is something to do.

    Raises
    ------
    ModelError
        If the corpus' language model is not installed.

    Examples
    --------
    >>> annotate(corpus)  # doctest: +SKIP
    >>> corpus.sql("select lemma, count(*) as f from tokens group by 1 order by 2 desc")  # doctest: +SKIP
    """
    if _has_view(corpus):
        return
    store = corpus.derived / "annotation" / fingerprint(corpus.model)
    missing = _missing(corpus, store)
    if missing:
        _annotate_missing(corpus, missing, store, workers=workers or corpus.workers, progress=progress)
    _create_view(corpus, store)


def parsed_articles(corpus: Corpus, *, batch: int = 200) -> Iterator[ParsedArticle]:
    """Yield the selected articles with their tokens, in order of file and record.

    Parameters
    ----------
    corpus : Corpus
        Annotated on demand.
    batch : int
        Articles held in memory at a time.
    """
    annotate(corpus)
    rows = corpus.sql("select article_id, text from articles order by source, record")
    for first in range(0, len(rows), batch):
        chunk = rows.iloc[first : first + batch]
        ids = chunk["article_id"].tolist()
        spans = corpus.sql(
            f'select article_id, kind, start, "end", text_id from segments '
            f"where kind in ({_KINDS}) and article_id in (select unnest($ids)) order by article_id, segment",
            ids=ids,
        )
        tokens = _tokens_of(corpus, spans["text_id"].unique().tolist())
        by_article = dict(list(spans.groupby("article_id")))
        for article_id, text in chunk.itertuples(index=False):
            own = by_article.get(article_id)
            parts_of = (
                own[["kind", "start", "end", "text_id"]].itertuples(index=False) if own is not None else ()
            )
            segments = [
                (ParsedSegment(kind, int(start), int(end)), tokens[key]) for kind, start, end, key in parts_of
            ]
            yield assemble(article_id, text, segments)


def _tokens_of(corpus: Corpus, text_ids: list[str]) -> dict[str, dict[str, list]]:
    names = ", ".join(f't."{name}"' for name in TOKENS.names)
    table = corpus.connection.sql(
        f"select {names} from tokens t where t.text_id in (select unnest($ids)) order by t.text_id, t.token",
        params={"ids": text_ids},
    ).to_arrow_table()
    empty: dict[str, list] = {name: [] for name in TOKENS.names}
    found = columns_by_text(table)
    return {key: found.get(key, empty) for key in text_ids}


def _has_view(corpus: Corpus) -> bool:
    found = corpus.connection.execute(
        "select count(*) from duckdb_views() where view_name = 'tokens'"
    ).fetchone()
    return found != (0,)


def _known(store: Path) -> dict[str, str]:
    """Return for each annotated text the part that holds it."""
    known: dict[str, str] = {}
    for folder, _ in parts(store):
        for key in pq.read_table(folder / "texts.parquet").column("text_id").to_pylist():
            known.setdefault(key, folder.name)
    return known


def _missing(corpus: Corpus, store: Path) -> list[str]:
    known = _known(store)
    wanted = corpus.connection.execute(
        f"select distinct text_id from segments where kind in ({_KINDS}) order by 1"
    ).fetchall()
    return [key for (key,) in wanted if key not in known]


def _texts(corpus: Corpus, keys: Sequence[str]) -> list[tuple[str, str]]:
    return corpus.connection.execute(
        'select s.text_id, any_value(substring(a.text, s.start + 1, s."end" - s.start)) '
        "from segments s join articles a using (article_id) where s.text_id in (select unnest($keys)) "
        'group by 1 order by length(any_value(substring(a.text, s.start + 1, s."end" - s.start))), 1',
        {"keys": list(keys)},
    ).fetchall()


def _annotate_missing(
    corpus: Corpus, missing: list[str], store: Path, *, workers: int, progress: bool
) -> None:
    workers = max(1, min(workers, -(-len(missing) // TASK)))
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn")) if workers > 1 else nullcontext()
    with (
        pool as executor,
        tqdm(
            total=len(missing), desc="Annotating", unit=" texts", disable=not (progress and _watched())
        ) as bar,
    ):
        for first in range(0, len(missing), PART):
            keys = missing[first : first + PART]
            texts = _texts(corpus, keys)
            tables = _run(executor, texts, corpus.model, bar)
            name = hashlib.sha256("".join(keys).encode()).hexdigest()[:24]
            with new_part(store, name) as folder:
                table = pa.concat_tables(tables) if tables else TOKENS.empty_table()
                pq.write_table(table, folder / "tokens.parquet", compression="zstd")
                pq.write_table(pa.table({"text_id": keys}), folder / "texts.parquet")
                write_manifest(folder, {"texts": len(keys)})


def _watched() -> bool:
    """Tell whether somebody sees the bar: a terminal or a notebook, not a log file."""
    return sys.stderr.isatty() or "ipykernel" in sys.modules


def _run(executor: Executor | None, texts: list[tuple[str, str]], model: str, bar: tqdm) -> list[pa.Table]:
    tasks = [texts[i : i + TASK] for i in range(0, len(texts), TASK)]
    if executor is None:
        return list(_ticking((annotate_texts(task, model=model) for task in tasks), tasks, bar))
    futures: list[Future[pa.Table]] = [executor.submit(annotate_texts, task, model=model) for task in tasks]
    return list(_ticking((future.result() for future in futures), tasks, bar))


def _ticking(tables: Iterable[pa.Table], tasks: list[list[tuple[str, str]]], bar: tqdm) -> Iterator[pa.Table]:
    for table, task in zip(tables, tasks, strict=True):
        bar.update(len(task))
        yield table


def _create_view(corpus: Corpus, store: Path) -> None:
    known = _known(store)
    wanted = [
        key
        for (key,) in corpus.connection.execute(
            f"select distinct text_id from segments where kind in ({_KINDS})"
        ).fetchall()
    ]
    corpus.connection.register(
        "_texts", pa.table({"text_id": wanted, "part": [known[key] for key in wanted]})
    )
    corpus.connection.execute("create temp table annotated as select * from _texts")
    paths = ", ".join(
        literal(str(store / part / "tokens.parquet")) for part in sorted({known[k] for k in wanted})
    )
    names = ", ".join(f't."{name}"' for name in TOKENS.names)
    part_of = r"regexp_extract(t.filename, '([^/\\]+)[/\\][^/\\]+$', 1)"
    corpus.connection.execute(
        f"create temp view tokens as select {names} from read_parquet([{paths}], filename = true) t "
        f"join annotated k on k.text_id = t.text_id and k.part = {part_of}"
    )

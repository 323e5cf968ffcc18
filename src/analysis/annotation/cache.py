"""Annotate what is missing, keep it, and show it to queries as the view `tokens`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
from tqdm import tqdm

from analysis import parallel
from analysis.annotation.articles import COLUMNS, EMPTY, assemble, columns_by_text
from analysis.annotation.parse import ParsedArticle, ParsedSegment
from analysis.annotation.pipeline import TOKENS, annotate_texts, fingerprint
from analysis.corpus.records import PROSE
from analysis.corpus.sql import literal
from analysis.corpus.store import new_part, parts
from analysis.progress import step

if TYPE_CHECKING:
    from analysis.corpus import Corpus

PART = 4000
"""Distinct texts in a part: what a killed run loses at most."""

TASK = 1000
"""Distinct texts that a worker takes at a time."""

_GROUP = 20_000
"""Tokens that are read together: who wants a few texts of a part reads some of its tokens."""

Piece = tuple[int, tuple[list[str], pa.Table]]

_PART_OF = r"regexp_extract(filename, '([^/\\]+)[/\\][^/\\]+$', 1)"
PARSED = ", ".join(literal(kind) for kind in PROSE)
"""Kinds of segments that are annotated, as a query lists them."""


def store_of(corpus: Corpus) -> Path:
    """Return the folder that holds the parts annotated with a corpus' model."""
    return corpus.derived / "annotation" / fingerprint(corpus.model)


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
    if corpus.has("tokens"):
        return
    store = store_of(corpus)
    missing = _find_missing(corpus, store)
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
            f"where kind in ({PARSED}) and article_id in (select unnest($ids)) order by article_id, segment",
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


def _tokens_of(corpus: Corpus, text_ids: list[str]) -> dict[str, Mapping[str, list]]:
    names = ", ".join(f't."{name}"' for name in ("text_id", *COLUMNS))
    table = corpus.connection.sql(
        f"select {names} from tokens t where t.text_id in (select unnest($ids)) order by t.text_id, t.token",
        params={"ids": text_ids},
    ).to_arrow_table()
    found = columns_by_text(table)
    return {key: found.get(key, EMPTY) for key in text_ids}


def _known(store: Path) -> str:
    """Return a query for the annotated texts and the part that holds each."""
    files = [literal(str(folder / "texts.parquet")) for folder, _ in parts(store)]
    if not files:
        return "select '' as text_id, '' as part where false"
    return (
        f"select text_id, min({_PART_OF}) as part from read_parquet([{', '.join(files)}], filename = true) "
        "group by 1"
    )


def _find_missing(corpus: Corpus, store: Path) -> int:
    """Write the texts that are not annotated to a table, numbered, and return how many there are.

    They are numbered as they first appear, so that the texts of an article lie in one part or two,
    and reading some articles opens few parts.
    """
    corpus.connection.execute(
        "create or replace temp table missing as select text_id, row_number() over (order by first) - 1 as place "
        "from (select s.text_id, min((a.source, a.record, s.segment)) as first from segments s "
        f"join articles a using (article_id) where s.kind in ({PARSED}) group by 1) s "
        f"where not exists (select 1 from ({_known(store)}) k where k.text_id = s.text_id)"
    )
    found = corpus.connection.execute("select count(*) from missing").fetchone()
    return int(found[0]) if found else 0


def _texts(corpus: Corpus, first: int) -> list[tuple[str, str]]:
    """Return the texts of a part, short ones first: texts of one length make the fullest batches."""
    return corpus.connection.execute(
        "with wanted as (select text_id from missing where place >= $first and place < $last), "
        'one as (select s.text_id, min_by(struct_pack(a := s.article_id, b := s.start, e := s."end"), '
        "(s.article_id, s.start)) as p from segments s join wanted using (text_id) group by 1) "
        "select one.text_id, substring(a.text, p.b + 1, p.e - p.b) as text "
        "from one join articles a on a.article_id = p.a order by length(text), text_id",
        {"first": first, "last": first + PART},
    ).fetchall()


def _annotate_missing(corpus: Corpus, missing: int, store: Path, *, workers: int, progress: bool) -> None:
    workers = max(1, min(workers, -(-missing // TASK)))
    with (
        parallel.executor(workers, scheduler=corpus.scheduler) as pool,
        step("Annotating", total=missing, unit="texts", show=progress) as bar,
    ):
        # Tasks run on across the edge of a part, so that no worker waits for the last one of it.
        tasks = _tasks(corpus, missing)
        done = parallel.ordered(pool, _carry_out, tasks)
        for _, pieces in groupby(done, key=lambda item: item[0]):
            _write_part(store, [piece for _, piece in _ticking(pieces, bar)])


def _tasks(corpus: Corpus, missing: int) -> Iterator[tuple[int, list[tuple[str, str]], str]]:
    for first in range(0, missing, PART):
        texts = _texts(corpus, first)
        for i in range(0, len(texts), TASK):
            yield first, texts[i : i + TASK], corpus.model


def _carry_out(task: tuple[int, list[tuple[str, str]], str]) -> tuple[int, tuple[list[str], pa.Table]]:
    first, texts, model = task
    return first, ([text_id for text_id, _ in texts], annotate_texts(texts, model=model))


def _write_part(store: Path, pieces: list[tuple[list[str], pa.Table]]) -> None:
    keys = sorted(key for own, _ in pieces for key in own)
    name = hashlib.sha256("".join(keys).encode()).hexdigest()[:24]
    with new_part(store, name, texts=len(keys)) as folder:
        tokens = pa.concat_tables([table for _, table in pieces])
        pq.write_table(tokens, folder / "tokens.parquet", compression="zstd", row_group_size=_GROUP)
        pq.write_table(pa.table({"text_id": keys}), folder / "texts.parquet")


def _ticking(pieces: Iterable[Piece], bar: tqdm) -> Iterator[Piece]:
    for piece in pieces:
        bar.update(len(piece[1][0]))
        yield piece


def _create_view(corpus: Corpus, store: Path) -> None:
    corpus.connection.execute(
        f"create or replace temp table annotated as select k.text_id, k.part from ({_known(store)}) k "
        f"where k.text_id in (select text_id from segments where kind in ({PARSED}))"
    )
    used = corpus.connection.execute("select distinct part from annotated order by 1").fetchall()
    names = ", ".join(f't."{name}"' for name in TOKENS.names)
    if not used:
        corpus.connection.register("_no_tokens", TOKENS.empty_table())
        corpus.connection.execute("create temp view tokens as select * from _no_tokens")
        return
    paths = ", ".join(literal(str(store / part / "tokens.parquet")) for (part,) in used)
    corpus.connection.execute(
        f"create temp view tokens as select {names} from read_parquet([{paths}], filename = true) t "
        f"join annotated k on k.text_id = t.text_id and k.part = {_PART_OF}"
    )

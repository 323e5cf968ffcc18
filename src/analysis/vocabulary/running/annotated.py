"""Lemma, part of speech and sentence of running words, from the annotation of their segments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from analysis.annotation import annotate
from analysis.corpus import PROSE, Corpus
from analysis.corpus.keeping import kept
from analysis.corpus.sql import literal
from analysis.corpus.words import word_spans
from analysis.vocabulary.lemmas import sql_lemma
from analysis.vocabulary.running.query import POS
from analysis.vocabulary.running.stream import Running, running_words

Array = np.ndarray

_BATCH = 40_000
"""Segments whose tokens are held at a time."""

_TAGS = pa.schema(
    {"place": pa.int64(), "lemmas": pa.list_(pa.int32()), "pos": pa.list_(pa.uint8()),
     "sentences": pa.list_(pa.int32())}
)  # fmt: skip


def tagged_words(corpus: Corpus, *, kinds: Sequence[str] = PROSE) -> Running:
    """Return running words with lemma, part of speech and sentence; the corpus is annotated on demand.

    Notes
    -----
    Words are the package's own, as everywhere. A word takes lemma and part of
    speech from the first token of the parser within it ("don't": do, AUX); one
    with a hyphen or ampersand inside that the parser divides keeps its form as
    lemma and takes the part of speech of its last token.
    """
    annotate(corpus)
    running = running_words(corpus, kinds=kinds)
    if not corpus.has(f"{running.table}_tags"):
        _write(running)
    return replace(
        running, lemmas=kept(corpus, ("lemmas", running.table), lambda: _lemmas(corpus, running.table))
    )


def _lemmas(corpus: Corpus, name: str) -> Array:
    return corpus.sql(f"select lemma from {name}_lemmas order by code")["lemma"].to_numpy(dtype=object)


def _write(running: Running) -> None:
    corpus, name = running.corpus, running.table
    run = corpus.connection.execute
    run(
        f"create or replace temp table {name}_texts as select r.place, s.text_id, "
        "list_filter(r.items, lambda code: code >= 0) as words, "
        'substring(a.text, (s.start + 1)::bigint, (s."end" - s.start)::bigint) as part '
        f"from {name} r join {name}_articles n using (article) join segments s "
        "on s.article_id = n.article_id and s.segment = r.segment join articles a on a.article_id = n.article_id"
    )
    run(
        f"create or replace temp table {name}_lemmas as select row_number() over (order by lemma) - 1 as code, lemma "
        f"from (select distinct {sql_lemma('t')} as lemma from tokens t "
        f"union select form from {name}_lexicon where regexp_matches(form, '[-&]'))"
    )
    corpus.connection.register("_tags", _TAGS.empty_table())
    run(f"create or replace temp table {name}_new as select * from _tags")
    corpus.connection.unregister("_tags")
    lemmas = _lemmas(corpus, name)
    joined = np.array([any(mark in form for mark in "-&") for form in running.lexicon], dtype=bool)
    own = np.full(len(running.lexicon), -1, dtype=np.int64)
    own[joined] = np.searchsorted(lemmas, running.lexicon[joined])
    segments = corpus.sql(f"select count(*) as n from {name}_texts")["n"].iloc[0]
    for first in range(0, int(segments), _BATCH):
        corpus.connection.register("_tags", _batch(corpus, name, first, own))
        run(f"insert into {name}_new select * from _tags")
        corpus.connection.unregister("_tags")
    run(f"drop table {name}_texts")
    run(f"alter table {name}_new rename to {name}_tags")


def _batch(corpus: Corpus, name: str, first: int, own: Array) -> pa.Table:
    """Return the tags of some segments; words and tokens meet by where they stand in all texts put together."""
    chosen = f"place >= {first} and place < {first + _BATCH}"
    texts = corpus.sql(f"select place, part, words, text_id from {name}_texts where {chosen} order by place")
    base = np.concatenate([[0], np.cumsum(texts["part"].str.len().to_numpy(dtype=np.int64) + 1)])
    spans = [word_spans(part) for part in texts["part"]]
    edge = np.concatenate([[0], np.cumsum([len(own_spans) for own_spans in spans])]).astype(np.int32)
    flat = np.array([span for own_spans in spans for span in own_spans], dtype=np.int64).reshape(-1, 2)
    start, end = (flat + np.repeat(base[:-1], np.diff(edge))[:, None]).T
    parts = ", ".join(literal(pos) for pos in POS)
    tokens = corpus.sql(
        f"select x.place, t.start, l.code as lemma, coalesce(list_position([{parts}], t.pos), {len(POS)}) - 1 as pos, "
        f"t.sentence from tokens t join {name}_texts x using (text_id) join {name}_lemmas l "
        f"on l.lemma = {sql_lemma('t')} where {chosen} order by x.place, t.start"
    )
    row = np.searchsorted(texts["place"].to_numpy(), tokens["place"].to_numpy())
    where = base[row] + tokens["start"].to_numpy()
    lemma, pos, sentence = (tokens[column].to_numpy() for column in ("lemma", "pos", "sentence"))
    here = np.maximum(np.searchsorted(where, start, side="right") - 1, 0)
    last = np.maximum(np.searchsorted(where, end, side="left") - 1, here)
    word = np.array([code for words in texts["words"] for code in words], dtype=np.int64)
    apart = (last > here) & (own[word] >= 0)
    columns = [
        np.where(apart, own[word], lemma[here]).astype(np.int32),
        np.where(apart, pos[last], pos[here]).astype(np.uint8),
        sentence[here].astype(np.int32),
    ]
    lists = [pa.ListArray.from_arrays(edge, pa.array(values)) for values in columns]
    return pa.Table.from_arrays([pa.array(texts["place"].to_numpy()), *lists], schema=_TAGS)

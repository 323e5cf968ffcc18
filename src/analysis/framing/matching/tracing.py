"""Every place where the words of a term stand, and what became of it.

`finding` keeps the hits; this looks at the same steps from the side of what was
found, so that a codebook can be explained and checked by what really decided.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.framing.codebooks.model import Codebook
from analysis.framing.codebooks.terms import term_words
from analysis.framing.matching import queries
from analysis.framing.matching.finding import Marked, marked

if TYPE_CHECKING:
    from analysis.corpus import Corpus

FATES = ("kept", "part of speech", "not near", "near what excludes it", "inside a longer hit", "negated")
"""What can become of the words of a term: they count, or the first step that set them aside."""

COLUMNS = (
    "article_id", "start", "end", "sentence_start", "sentence_end", "segment_kind",
    "number", "frame", "indicator", "term", "weight", "pos", "negated", "fate",
)  # fmt: skip
"""Columns of `trace_terms`."""


def trace_terms(corpus: Corpus, *, codebook: Codebook) -> pd.DataFrame:
    """Return every place where the words of a term stand, and what became of it.

    Parameters
    ----------
    corpus : Corpus
        Annotated on demand. Made for few articles: every place is a row.
    codebook : Codebook

    Returns
    -------
    DataFrame
        article_id, start, end, sentence_start, sentence_end, segment_kind,
        number (of the term in the codebook), frame, indicator, term, weight,
        pos (of one word), negated, fate (one of `FATES`).
    """
    with _stood(corpus, codebook) as words:
        rows = words.run(_ROWS)
    number = rows["number"].to_numpy(dtype=int)
    for name, source in (
        ("frame", "frame"),
        ("indicator", "indicator"),
        ("term", "text"),
        ("weight", "weight"),
    ):
        rows[name] = np.array(words.terms[source], dtype=float if name == "weight" else object)[number]
    tags = np.array(["", *words.values["tags"]], dtype=object)
    rows["pos"] = tags[rows["pos"].to_numpy(dtype=int)]
    return rows[list(COLUMNS)].sort_values(["article_id", "start", "end", "number"], ignore_index=True)


def count_fates(corpus: Corpus, *, codebook: Codebook) -> pd.DataFrame:
    """Return how often each term met each fate: ``number, fate, hits``, counted in the database."""
    with _stood(corpus, codebook) as words:
        return words.run(_COUNTS)


def count_forms(corpus: Corpus, *, codebook: Codebook) -> pd.DataFrame:
    """Return which words the single words with a wildcard found: ``number, form, hits``, most frequent first."""
    terms = [term for frame in codebook.frames for i in frame.indicators for term in i.terms]
    wild = [n for n, term in enumerate(terms) if term.term.endswith("*") and len(term_words(term.term)) == 1]
    with _stood(corpus, codebook) as words:
        return words.run(_FORMS, wild=wild)


@contextmanager
def _stood(corpus: Corpus, codebook: Codebook) -> Iterator[Marked]:
    with marked(corpus, codebook=codebook) as words:
        words.by_part(queries.STOOD_TABLE, queries.STOOD)
        yield words


_ROWS = """
with spoken as (
    select x.text_id, s.* from framing_stood s join framing_texts x using ("text")
),
sentences as (
    select w.text_id, w.sentence, min(w."start") as "start", max(w."end") as "end"
    from tokens w join (select distinct text_id, sentence from spoken) using (text_id, sentence)
    group by w.text_id, w.sentence
)
select g.article_id, g."start" + j."start" as "start", g."start" + j."end" as "end",
       g."start" + s."start" as sentence_start, g."start" + s."end" as sentence_end, g.kind as segment_kind,
       j.number, j.pos, j.negated, j.fate
from spoken j join sentences s using (text_id, sentence) join segments g on g.text_id = j.text_id
where g.kind in (select unnest($kinds::varchar[]))
"""

_COUNTS = """
select s.number, s.fate, count(*) as hits
from framing_stood s join framing_texts x using ("text") join segments g on g.text_id = x.text_id
where g.kind in (select unnest($kinds::varchar[])) group by 1, 2 order by 1, 2
"""

_FORMS = """
select s.number, replace(lower(w."text"), '’', '''') as form, count(*) as hits
from framing_stood s join framing_texts x using ("text")
join tokens w on w.text_id = x.text_id and w.token = s.first
join segments g on g.text_id = x.text_id
where s.fate = 'kept' and s.number in (select unnest($wild::int[]))
  and g.kind in (select unnest($kinds::varchar[]))
group by 1, 2 order by 1, 3 desc, 2
"""

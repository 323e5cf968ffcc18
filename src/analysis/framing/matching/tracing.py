"""Every place where the words of a term stand, and what became of it.

`finding` keeps the hits; this looks at the same steps from the side of what was
found, so that a codebook can be explained and checked by what really decided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.framing.codebooks.model import Codebook
from analysis.framing.codebooks.terms import term_words
from analysis.framing.matching.finding import answers

if TYPE_CHECKING:
    from analysis.corpus import Corpus

FATES = ("kept", "part of speech", "not near", "near what excludes it", "inside a longer hit", "negated")
"""What can become of the words of a term: they count, or the first step that set them aside."""


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
    rows = answers(corpus, codebook=codebook, output=_STOOD + _ROWS)
    return rows.sort_values(["article_id", "start", "end", "number"], ignore_index=True)


def count_fates(corpus: Corpus, *, codebook: Codebook) -> pd.DataFrame:
    """Return how often each term met each fate: ``number, fate, hits``, counted in the database."""
    rows = answers(corpus, codebook=codebook, output=_STOOD + _COUNTS)
    return rows.groupby(["number", "fate"])["hits"].sum().reset_index()


def count_forms(corpus: Corpus, *, codebook: Codebook) -> pd.DataFrame:
    """Return which words the single words with a wildcard found: ``number, form, hits``, most frequent first."""
    terms = [term for frame in codebook.frames for i in frame.indicators for term in i.terms]
    wild = [n for n, term in enumerate(terms) if term.term.endswith("*") and len(term_words(term.term)) == 1]
    rows = answers(corpus, codebook=codebook, output=_STOOD + _FORMS, wild=wild)
    table = rows.groupby(["number", "form"])["hits"].sum().reset_index()
    return table.sort_values(["number", "hits", "form"], ascending=[True, False, True], ignore_index=True)


_STOOD = """
stood as materialized (
    select f.term as number, t.frame, t.indicator, t.text as term, t.weight, f.text_id, f.sentence, f.first,
           f."start", f."end", f.pos, coalesce(h.hit in (select hit from negated), false) as negated,
           case when h.hit is null then 'part of speech'
                when t.near and h.hit not in (select hit from contexted where wanted) then 'not near'
                when t.not_near and h.hit in (select hit from contexted where not wanted) then 'near what excludes it'
                when h.hit not in (select hit from longest) then 'inside a longer hit'
                when t.drop_negated and h.hit in (select hit from negated) then 'negated'
                else 'kept' end as fate
    from found f join terms t on t.term = f.term
    left join hits h on h.term = f.term and h.text_id = f.text_id and h.first = f.first and h.last = f.last
)
"""

_ROWS = """,
sentences as (
    select w.text_id, w.sentence, min(w."start") as "start", max(w."end") as "end"
    from words w join (select distinct text_id, sentence from stood) h using (text_id, sentence)
    group by w.text_id, w.sentence
)
select g.article_id, g."start" + j."start" as "start", g."start" + j."end" as "end",
       g."start" + s."start" as sentence_start, g."start" + s."end" as sentence_end, g.kind as segment_kind,
       j.number, j.frame, j.indicator, j.term, j.weight, j.pos, j.negated, j.fate
from stood j join sentences s using (text_id, sentence) join segments g on g.text_id = j.text_id
where g.kind in (select unnest($kinds::varchar[]))
"""

_COUNTS = """
select j.number, j.fate, count(*) as hits from stood j join segments g on g.text_id = j.text_id
where g.kind in (select unnest($kinds::varchar[])) group by 1, 2
"""

_FORMS = """
select j.number, w.form, count(*) as hits
from stood j join words w on w.text_id = j.text_id and w.token = j.first
join segments g on g.text_id = j.text_id
where j.fate = 'kept' and j.number in (select unnest($wild::int[]))
  and g.kind in (select unnest($kinds::varchar[]))
group by 1, 2
"""

"""Where the terms of a codebook stand in the texts: one query over the tokens.

Everything is counted in DuckDB, on distinct texts, so that wire copy is matched
once however many articles carry it; only the hits leave the database. The
steps, each one named part of the query:

1. *lexicon*: which words of the texts each word of the codebook finds;
2. *marked*: the tokens that are such words;
3. *found*: terms whose words stand in a row inside one sentence;
4. *placed*: those whose part of speech and context (near, not near) are right;
5. *longest*: without those inside a longer hit of the same indicator;
6. *judged*: with negation; and at last with sentence and article offsets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.annotation import annotate
from analysis.corpus.records import PROSE
from analysis.framing.codebooks.model import Codebook
from analysis.framing.codebooks.terms import LONGEST_PHRASE
from analysis.framing.matching.terms import FOCUS, NEGATORS, PREFIX_LETTERS, TermTables, compile_terms

if TYPE_CHECKING:
    from analysis.corpus import Corpus

PART = 250_000
"""Distinct texts matched in one go: bounds the memory, whatever the size of the corpus."""

BLOCK = 64
"""Tokens of a block: what a window of context is looked up by."""

REACH = 2 * LONGEST_PHRASE
"""Tokens that the longest phrase can begin before another hit inside it, hyphens counted."""

COLUMNS = (
    "article_id", "start", "end", "sentence_start", "sentence_end", "segment_kind",
    "frame", "indicator", "term", "weight", "negated",
)  # fmt: skip


def find_terms(corpus: Corpus, *, codebook: Codebook) -> pd.DataFrame:
    """Return every place where a term of a codebook stands in the articles.

    Bylines and boilerplate are no prose and are not searched.

    Parameters
    ----------
    corpus : Corpus
        Annotated on demand.
    codebook : Codebook

    Returns
    -------
    DataFrame
        Columns `COLUMNS`, in order of article and place.
    """
    rows = answers(corpus, codebook=codebook, output=_OUTPUT)
    order = ["article_id", "start", "end", "frame", "indicator", "term"]
    return rows[list(COLUMNS)].sort_values(order, ignore_index=True)


def answers(corpus: Corpus, *, codebook: Codebook, output: str, **parameters: Any) -> pd.DataFrame:
    """Return what a query says of the matching of a codebook's terms, over all parts of the corpus.

    Parameters
    ----------
    output : str
        SQL after the steps of this module, of which it may name each.
    **parameters
        Values for its own parameters.
    """
    annotate(corpus)
    kinds = list(PROSE)
    texts = corpus.sql(
        "select count(distinct text_id) as n from segments where kind in (select unnest($kinds))", kinds=kinds
    )
    parts = 1 + (int(texts["n"].iloc[0]) - 1) // PART if len(texts) else 1
    values = _parameters(compile_terms(codebook)) | {"kinds": kinds, "parts": max(parts, 1)} | parameters
    query = f"with {_STEPS}{output}"
    tables = [corpus.sql(query, **values, part=part) for part in range(max(parts, 1))]
    return pd.concat(tables, ignore_index=True) if len(tables) > 1 else tables[0]


def _parameters(tables: TermTables) -> dict[str, Any]:
    negators, focus = [tables.word(w, "form") for w in NEGATORS], [tables.word(w, "form") for w in FOCUS]
    groups = {"pat": tables.patterns, "phr": tables.phrases, "trm": tables.terms, "ctx": tables.contexts}
    lists = {
        f"{group}_{name}": values for group, columns in groups.items() for name, values in columns.items()
    }
    return lists | {
        "negators": negators,
        "focus": focus,
        "letters": PREFIX_LETTERS,
        "block": BLOCK,
        "reach": REACH,
    }


def _table(group: str, **types: str) -> str:
    """Return a select that turns parallel list parameters into rows."""
    columns = (f'unnest(${group}_{name}::{kind}[]) as "{name}"' for name, kind in types.items())
    return "select " + ", ".join(columns)


_INPUT = f"""
patterns as materialized ({_table("pat", word="int", kind="varchar", key="varchar")}),
phrases as materialized ({_table("phr", term="int", variant="int", place="int", word="int", length="int")}),
terms as materialized ({
    _table(
        "trm",
        term="int",
        frame="varchar",
        indicator="varchar",
        text="varchar",
        weight="double",
        pos="varchar",
        drop_negated="bool",
        span="int",
        near="bool",
        not_near="bool",
    )
}),
contexts as materialized ({_table("ctx", term="int", wanted="bool", word="int")}),
texts as materialized (
    select distinct text_id from segments
    where kind in (select unnest($kinds::varchar[])) and hash(text_id) % $parts = $part
),
words as (
    select text_id, sentence, token, "start", "end", pos, dep, head,
           replace(lower(text), '’', '''') as form, lower(lemma) as lemma
    from tokens where text_id in (select text_id from texts)
),
"""

_LEXICON = """
vocabulary as materialized (select distinct form, lemma, pos = 'PROPN' as proper from words),
lexicon as materialized (
    select v.*, p.word from vocabulary v join patterns p on p.kind = 'form' and p.key = v.form
    union select v.*, p.word from vocabulary v join patterns p on p.kind = 'lemma' and p.key = v.lemma
    union select v.*, p.word from vocabulary v join patterns p on p.kind = 'inflected' and p.key = v.form and v.proper
    union select v.*, p.word from vocabulary v join patterns p
        on p.kind = 'prefix' and left(p.key, 3) = left(v.form, 3) and starts_with(v.form, p.key)
        and length(v.form) <= length(p.key) + $letters
),
marked as materialized (
    select w.text_id, w.sentence, w.token, w."start", w."end", w.pos, w.dep, w.head, l.word
    from words w join lexicon l on w.form = l.form and w.lemma = l.lemma and (w.pos = 'PROPN') = l.proper
),
"""

_FOUND = """
expected as materialized (
    select p.term, p.variant, p.length, p.word, a.text_id, a.sentence, a.token as first, a.token + p.place as token
    from phrases f
    join marked a on f.place = 0 and a.word = f.word
    join phrases p on p.term = f.term and p.variant = f.variant
),
found as (
    select e.term, e.text_id, e.sentence, e.first, e.first + e.length - 1 as last,
           min(m."start") as "start", max(m."end") as "end", any_value(m.pos) as pos
    from expected e join marked m
    on m.text_id = e.text_id and m.token = e.token and m.word = e.word and m.sentence = e.sentence
    group by e.term, e.variant, e.length, e.text_id, e.sentence, e.first
    having count(*) = e.length
),
hits as materialized (
    select row_number() over () as hit, h.*, t.* exclude (term, pos)
    from found h join terms t using (term)
    where t.pos = '' or list_contains(string_split(t.pos, ' '), h.pos)
),
"""

# Every join below is on equal tokens or blocks of tokens, so that its cost grows with the length of a
# sentence and not with its square: a list of names can be one sentence of thousands of words.
_PLACED = """
windows as (
    select hit, term, text_id, sentence, first, last, first - span as low, last + span as high,
           unnest(range((first - span) // $block, (last + span) // $block + 1)) as block
    from hits where near or not_near
),
contexted as (
    select distinct h.hit, c.wanted from windows h
    join contexts c on c.term = h.term
    join marked m on m.text_id = h.text_id and m.token // $block = h.block and m.word = c.word
    where m.sentence = h.sentence and m.token between h.low and h.high and m.token not between h.first and h.last
),
placed as materialized (
    select * from hits
    where (not near or hit in (select hit from contexted where wanted))
      and (not not_near or hit not in (select hit from contexted where not wanted))
),
starts as (select *, unnest(range(first - $reach, first + 1)) as other from placed),
longest as materialized (
    select * from placed where hit not in (
        select h.hit from starts h
        join placed o on o.text_id = h.text_id and o.first = h.other and o.frame = h.frame and o.indicator = h.indicator
        where o.last >= h.last and o.sentence = h.sentence
          and (o.last - o.first > h.last - h.first
               or (o.last - o.first = h.last - h.first and (o.weight, -o.term) > (h.weight, -h.term)))
    )
),
"""

_NEGATION = """
negators as materialized (
    select n.* from marked n anti join marked f
    on f.text_id = n.text_id and f.token = n.token + 1 and f.word in (select unnest($focus::int[]))
    where n.word in (select unnest($negators::int[]))
),
governed as (select distinct text_id, head from negators where dep = 'neg'),
own as (select hit, text_id, first, last, unnest(range(first, last + 1)) as token from longest),
before as (select hit, text_id, sentence, unnest(range(first - 3, first)) as token from longest),
negated as (
    -- "did not attack"
    select h.hit from own h join governed n on n.text_id = h.text_id and n.head = h.token
    union
    -- "is not a crisis"
    select h.hit from own h
    join marked m on m.text_id = h.text_id and m.token = h.token and m.dep in ('attr', 'acomp', 'oprd')
    join governed n on n.text_id = h.text_id and n.head = m.head
    where m.head not between h.first and h.last
    union
    -- "no attack", "without any loss"
    select h.hit from before h join negators n
    on n.text_id = h.text_id and n.token = h.token and n.sentence = h.sentence and n.dep <> 'neg'
),
judged as (select *, hit in (select hit from negated) as negated from longest),
"""

_OUTPUT = """
sentences as (
    select w.text_id, w.sentence, min(w."start") as "start", max(w."end") as "end"
    from words w join (select distinct text_id, sentence from longest) h using (text_id, sentence)
    group by w.text_id, w.sentence
)
select g.article_id, g."start" + j."start" as "start", g."start" + j."end" as "end",
       g."start" + s."start" as sentence_start, g."start" + s."end" as sentence_end,
       g.kind as segment_kind, j.frame, j.indicator, j.text as term, j.weight, j.negated
from judged j
join sentences s using (text_id, sentence)
join segments g on g.text_id = j.text_id
where g.kind in (select unnest($kinds::varchar[])) and not (j.drop_negated and j.negated)
"""

_STEPS = f"{_INPUT}{_LEXICON}{_FOUND}{_PLACED}{_NEGATION}"

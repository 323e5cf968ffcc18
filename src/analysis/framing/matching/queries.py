"""The steps of finding terms as queries, each of which leaves one temporary table.

What reads all tokens (`LEXICON`, `MARKED`, `BOUNDS`) streams them and keeps little: words of the codebooks,
as numbers. What joins these to one another (`HITS`) takes some texts at a time (`$part` of `$parts`).
Every join is on equal tokens or blocks of tokens, so that its cost grows with the length of a sentence and
not with its square: a list of names can be one sentence of thousands of words.
"""

from __future__ import annotations

TABLES = ("texts", "lexicon", "marked", "anchors", "hits", "deeds", "spots", "bounds", "stood")
"""Temporary tables, as ``framing_`` and these names."""


def unnested(group: str, **types: str) -> str:
    """Return a select that turns parallel list parameters into rows."""
    columns = (f'unnest(${group}_{name}::{kind}[]) as "{name}"' for name, kind in types.items())
    return "select " + ", ".join(columns)


_PATTERNS = unnested("pat", word="int", kind="varchar", key="varchar")
_PHRASES = unnested("phr", term="int", variant="int", place="int", word="int", length="int")
_TERMS = unnested(
    "trm", term="int", indicator="int", weight="double", mask="int", drop_negated="bool", span="int",
    near="bool", not_near="bool",
)  # fmt: skip
_CONTEXTS = unnested("ctx", term="int", wanted="bool", word="int")

TEXTS = """
create or replace temp table framing_texts as
select text_id, (row_number() over () - 1)::integer as "text"
from (select distinct text_id from segments where kind in (select unnest($kinds::varchar[])))
"""

# Distinct spellings are compared with the patterns, not tokens: there are a thousand times fewer.
LEXICON = f"""
create or replace temp table framing_lexicon as
with patterns as materialized ({_PATTERNS}),
spellings as (select distinct "text", lemma, pos = 'PROPN' as proper from tokens),
vocabulary as materialized (
    select *, replace(lower("text"), '’', '''') as form, lower(lemma) as low from spellings
)
select v."text", v.lemma, v.proper, p.word from vocabulary v join patterns p on p.kind = 'form' and p.key = v.form
union
select v."text", v.lemma, v.proper, p.word from vocabulary v join patterns p on p.kind = 'lemma' and p.key = v.low
union
select v."text", v.lemma, v.proper, p.word from vocabulary v
    join patterns p on p.kind = 'inflected' and p.key = v.form and v.proper
union
select v."text", v.lemma, v.proper, p.word from vocabulary v
    join patterns p on p.kind = 'prefix' and left(p.key, 3) = left(v.form, 3) and starts_with(v.form, p.key)
    and length(v.form) <= length(p.key) + $letters
"""

MARKED = """
create or replace temp table framing_marked as
select x."text", w.sentence::integer as sentence, w.token::integer as token, w."start"::integer as "start",
       w."end"::integer as "end", w.head::integer as head, l.word::integer as word,
       coalesce(list_position($tags::varchar[], w.pos), 0)::utinyint as pos,
       (case when w.dep = 'neg' then 1 when w.dep in ('attr', 'acomp', 'oprd') then 2 else 0 end)::utinyint as dep
from tokens w
join framing_lexicon l on w."text" = l."text" and w.lemma = l.lemma and (w.pos = 'PROPN') = l.proper
join framing_texts x on x.text_id = w.text_id
"""

# A phrase is looked for where its rarest word stands: "the elderly" at "elderly".
ANCHORS = f"""
create or replace temp table framing_anchors as
with phrases as ({_PHRASES}), counted as (select word, count(*) as n from framing_marked group by word)
select p.*, row_number() over (partition by term, variant order by coalesce(n, 0), place) = 1 as anchor
from phrases p left join counted using (word)
"""

HITS_TABLE = """
create or replace temp table framing_hits
("text" integer, sentence integer, "start" integer, "end" integer, term integer, negated bool)
"""

_FOUND = f"""
marked as materialized (select * from framing_marked where "text" % $parts = $part),
terms as materialized ({_TERMS}),
contexts as materialized ({_CONTEXTS}),
expected as materialized (
    select p.term, p.variant, p.length, p.word, a."text", a.sentence, a.token - f.place as first,
           a.token - f.place + p.place as token
    from framing_anchors f
    join marked a on f.anchor and f.length > 1 and a.word = f.word
    join framing_anchors p on p.term = f.term and p.variant = f.variant
),
found as (
    select term, "text", sentence, token as first, token as last, "start", "end", pos
    from framing_anchors join marked using (word) where length = 1
    union all
    select e.term, e."text", e.sentence, e.first, e.first + e.length - 1, min(m."start"), max(m."end"), 0
    from expected e join marked m
    on m."text" = e."text" and m.token = e.token and m.word = e.word and m.sentence = e.sentence
    group by e.term, e.variant, e.length, e."text", e.sentence, e.first
    having count(*) = e.length
),
hits as materialized (
    select row_number() over () as hit, h.*, t.* exclude (term, mask)
    from found h join terms t using (term) where t.mask = 0 or (t.mask >> h.pos) & 1 = 1
),
"""

_PLACED = """
windows as (
    select hit, term, "text", sentence, first, last, first - span as low, last + span as high,
           unnest(range((first - span) // $block, (last + span) // $block + 1)) as block
    from hits where near or not_near
),
contexted as (
    select distinct h.hit, c.wanted from windows h
    join contexts c on c.term = h.term
    join marked m on m."text" = h."text" and m.token // $block = h.block and m.word = c.word
    where m.sentence = h.sentence and m.token between h.low and h.high and m.token not between h.first and h.last
),
placed as (
    select * from hits
    where (not near or hit in (select hit from contexted where wanted))
      and (not not_near or hit not in (select hit from contexted where not wanted))
),
-- In this order a hit stands after every longer one, or heavier one of its length, that holds it.
reached as (
    select *, max(last) over (
        partition by "text", sentence, indicator order by first, last desc, weight desc, term
        rows between unbounded preceding and 1 preceding) as reach
    from placed
),
longest as materialized (select * from reached where reach is null or reach < last),
"""

_NEGATED = """
negators as materialized (
    select n.* from marked n anti join marked f
    on f."text" = n."text" and f.token = n.token + 1 and f.word in (select unnest($focus::int[]))
    where n.word in (select unnest($negators::int[]))
),
governed as (select distinct "text", head, token from negators where dep = 1),
own as (select hit, "text", first, last, unnest(range(first, last + 1)) as token from longest),
before as (select hit, "text", sentence, unnest(range(first - 3, first)) as token from longest),
negated as (
    -- "did not attack"; a term that is itself "do not attack" means what it says
    select h.hit from own h join governed n on n."text" = h."text" and n.head = h.token
    where n.token not between h.first and h.last
    union
    -- "is not a crisis"
    select h.hit from own h
    join marked m on m."text" = h."text" and m.token = h.token and m.dep = 2
    join governed n on n."text" = h."text" and n.head = m.head
    where m.head not between h.first and h.last and n.token not between h.first and h.last
    union
    -- "no attack", "without any loss"
    select h.hit from before h join negators n
    on n."text" = h."text" and n.token = h.token and n.sentence = h.sentence and n.dep <> 1
),
judged as (select *, hit in (select hit from negated) as negated from longest)
"""

HITS = f"""
insert into framing_hits
with {_FOUND}{_PLACED}{_NEGATED}
select "text", sentence, "start", "end", term, negated from judged where not (drop_negated and negated)
"""

STOOD_TABLE = """
create or replace temp table framing_stood
("text" integer, sentence integer, first integer, "start" integer, "end" integer, number integer, pos utinyint,
 negated bool, fate varchar)
"""

# The same steps from the side of what was found: which of them set it aside.
STOOD = f"""
insert into framing_stood
with {_FOUND}{_PLACED}{_NEGATED}
select f."text", f.sentence, f.first, f."start", f."end", f.term, f.pos,
       coalesce(h.hit in (select hit from negated), false),
       case when h.hit is null then 'part of speech'
            when t.near and h.hit not in (select hit from contexted where wanted) then 'not near'
            when t.not_near and h.hit in (select hit from contexted where not wanted) then 'near what excludes it'
            when h.hit not in (select hit from longest) then 'inside a longer hit'
            when t.drop_negated and h.hit in (select hit from negated) then 'negated'
            else 'kept' end
from found f join terms t on t.term = f.term
left join hits h on h.term = f.term and h."text" = f."text" and h.first = f.first and h.last = f.last
"""

# What actors do and say is found in articles and not in texts; where it stands in these is looked up.
DEEDS_TABLE = """
create or replace temp table framing_deeds
(article_id varchar, "start" integer, "end" integer, term integer, negated bool)
"""

DEEDS = """
insert into framing_deeds select unnest($ids::varchar[]), unnest($starts::integer[]), unnest($ends::integer[]),
                                 unnest($terms::integer[]), unnest($negations::bool[])
"""

SPOTS = """
create or replace temp table framing_spots as
select dense_rank() over (order by article_id) - 1 as article, article_id, kind, "start", "end", x."text",
       case when list_contains($running::varchar[], kind)
            then sum(list_contains($running::varchar[], kind)::integer) over (partition by article_id order by "start")
            end as paragraph
from segments join framing_texts x using (text_id) where kind in (select unnest($kinds::varchar[]))
"""

# The sentences that hold a hit, all of those with deeds, and those of the first paragraph of running text.
BOUNDS = """
create or replace temp table framing_bounds as
with held as (select distinct "text", sentence from framing_hits),
whole as (
    select distinct g."text" from framing_spots g join framing_deeds d
    on d.article_id = g.article_id and d."start" >= g."start" and d."start" < g."end"
    union select "text" from framing_spots where paragraph = 1
),
texts as (select * from framing_texts where "text" in (select "text" from held union select "text" from whole))
select x."text", w.sentence, min(w."start") as "start", max(w."end") as "end"
from tokens w join texts x on x.text_id = w.text_id
where x."text" in (select "text" from whole) or (x."text", w.sentence) in (select ("text", sentence) from held)
group by x."text", w.sentence
"""

EVIDENCE = """
with spots as materialized (select * from framing_spots where article >= $first and article < $last),
spoken as (
    select g.article, g."start" + h."start" as "start", g."start" + h."end" as "end", g."text", h.sentence,
           g."start" as shift, g.kind, g.paragraph, h.term, h.negated
    from spots g join framing_hits h using ("text")
),
placed as (
    select g.article, d."start", d."end", g."text", d."start" - g."start" as within, g."start" as shift, g.kind,
           g.paragraph, d.term, d.negated
    from spots g join framing_deeds d
    on d.article_id = g.article_id and d."start" >= g."start" and d."start" < g."end"
),
done as (
    select p.article, p."start", p."end", p."text", b.sentence, p.shift, p.kind, p.paragraph, p.term, p.negated
    from placed p asof join framing_bounds b on b."text" = p."text" and p.within >= b."start"
),
first as (
    select g.article, count(*) as sentences
    from spots g join framing_bounds b using ("text") where g.paragraph = 1 group by g.article
)
select h.article, h."start", h."end", h.shift + b."start" as sentence_start, h.shift + b."end" as sentence_end,
       list_position($kinds::varchar[], h.kind) - 1 as kind, h.term, h.negated,
       (case when h.kind = 'headline' then 0
             when h.paragraph = 1 and h.sentence < $lead then 1
             when h.paragraph = 2 and h.sentence < $lead - f.sentences then 1 else 2 end)::integer as place
from (select * from spoken union all select * from done) h
join framing_bounds b on b."text" = h."text" and b.sentence = h.sentence
left join first f on f.article = h.article
"""

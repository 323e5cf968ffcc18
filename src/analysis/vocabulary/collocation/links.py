"""Grammatical links of a word: its heads and dependents, each in its relation."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.annotation import annotate
from analysis.corpus import KINDS, Corpus
from analysis.corpus.sql import literal
from analysis.errors import ParameterError, one_of
from analysis.vocabulary.counting import function_words
from analysis.vocabulary.lemmas import sql_lemma
from analysis.vocabulary.measures.association import MEASURES
from analysis.vocabulary.running import matching_forms, parse

_NO_LINKS = (
    "ROOT",
    "punct",
    "",
    "dep",
    "det",
    "aux",
    "auxpass",
    "case",
    "mark",
    "cc",
    "prep",
    "agent",
    "expl",
)
"""Labels of the parser that lead to no content word; prepositions are looked through."""


def count_links(corpus: Corpus, *, kinds: Sequence[str]) -> str:
    """Count grammatical links by article, once, and return the name of the table.

    Returns
    -------
    str
        Name of a table ``article_id, relation, head, dependent, f``, both ends as
        lemmas. What a preposition links is linked to what it hangs on, the
        preposition being part of the relation: ``prep_on``.
    """
    for kind in kinds:
        one_of(kind, KINDS, name="kind of segment")
    annotate(corpus)
    name = "links_" + "_".join(sorted(kinds))
    listed, without = (", ".join(map(literal, values)) for values in (kinds, _NO_LINKS))
    corpus.connection.execute(
        f"create temp table if not exists {name} as with t as (select * from tokens), links as ("
        f"select d.text_id, d.dep as relation, {sql_lemma('h')} as head, {sql_lemma('d')} as dependent from t d "
        "join t h on h.text_id = d.text_id and h.token = d.head where d.dep <> 'pobj' and d.head <> d.token "
        f"and d.dep not in ({without}) "
        f"union all select d.text_id, 'prep_' || lower(p.text), {sql_lemma('h')}, {sql_lemma('d')} from t d "
        "join t p on p.text_id = d.text_id and p.token = d.head and p.dep in ('prep', 'agent') "
        "join t h on h.text_id = d.text_id and h.token = p.head where d.dep = 'pobj' and p.head <> p.token) "
        "select article_id, relation, head, dependent, count(*) as f from links "
        f"join segments using (text_id) where kind in ({listed}) "
        "and regexp_matches(head, '[\\p{L}\\p{N}]') and regexp_matches(dependent, '[\\p{L}\\p{N}]') "
        "group by all order by all"
    )
    return name


def linked(
    corpus: Corpus, node: str, *, kinds: Sequence[str], least_f: int, least_df: int, with_function_words: bool
) -> pd.DataFrame:
    """Return what a lemma is linked to, by relation, with the association within the relation; in no order.

    Notes
    -----
    For a relation R: ``f`` is how often node and collocate are linked by R,
    the margins are all links of the node, and all of the collocate, at their
    end of R, and n is the number of all links by R (Rychlý 2008).
    """
    table = count_links(corpus, kinds=kinds)
    lemmas = corpus.sql(f"select head as lemma from {table} union select dependent from {table} order by 1")
    names = lemmas["lemma"].to_numpy(dtype=object)
    nodes = names[matching_forms(_patterns(node), names)].tolist()
    weighted = "sum(f * weight)"
    parts = []
    for own, other, shown in (("head", "dependent", "relation"), ("dependent", "head", "relation || ' of'")):
        parts.append(
            corpus.sql(
                f"with l as (select k.*, weight, unit, outlet, list_contains($nodes, {own}) as mine from {table} k "
                "join articles using (article_id)), "
                f"alls as (select relation, {weighted} as n, {weighted} filter (mine) as f_x from l group by 1), "
                f"others as (select relation, {other} as collocate, {weighted} as f_y from l group by 1, 2), "
                f"found as (select relation, {other} as collocate, sum(f)::bigint as f, "
                f"count(distinct article_id) as df, count(distinct outlet) as outlets, {weighted} as w from l "
                "where mine group by 1, 2 "
                "having sum(f) >= $least_f and count(distinct unit) >= $least_df) "
                f"select {shown} as relation, collocate, f, df, outlets, w, f_x, f_y, n from found "
                "join alls using (relation) join others using (relation, collocate) order by 1, 2",
                nodes=nodes, least_f=least_f, least_df=least_df,
            )
        )  # fmt: skip
    rows = pd.concat(parts, ignore_index=True)
    if not with_function_words:
        rows = rows[~rows["collocate"].isin(function_words())]
    counts = [rows[name].to_numpy(dtype=float) for name in ("w", "f_x", "f_y", "n")]
    rows = rows.assign(
        f_collocate=rows["f_y"], **{name: np.asarray(of(*counts)) for name, of in MEASURES.items()}
    )
    rows = rows.drop(columns=["w", "f_x", "f_y", "n"])
    rows.attrs = {"node": node, "lemmas": nodes}
    return rows


def _patterns(node: str) -> tuple[str, ...]:
    readings = parse(node).readings
    conditions = [condition for reading in readings for element in reading for condition in element]
    single = all(len(reading) == 1 and len(reading[0]) == 1 for reading in readings)
    if not single or any(c.attribute == "pos" or c.negated for c in conditions):
        raise ParameterError(
            f"{node!r} is not one lemma", where="node",
            remedy="Grammatical links are those of single lemmas: 'strike', 'strik*' or 'strike | walkout'.",
        )  # fmt: skip
    return tuple(value for condition in conditions for value in condition.values)

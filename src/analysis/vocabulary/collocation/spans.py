"""Collocates of a node: the words in its spans, set against all other words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.corpus import Corpus
from analysis.corpus.design import units
from analysis.sampling import Sample
from analysis.vocabulary import measures
from analysis.vocabulary.counting import function_words
from analysis.vocabulary.measures.association import MEASURES, log_dice
from analysis.vocabulary.running import (
    Matcher,
    Running,
    around,
    parse,
    running_words,
    sentences,
    tagged_words,
)

Array = np.ndarray

SENTENCE = 200
"""Words on each side that stand for the whole of a sentence."""


@dataclass(frozen=True, eq=False)
class Field:
    """All running words of a corpus, in which the spans of nodes are looked up; each article with its weight.

    Attributes
    ----------
    running : Running
    unit : str
        Whether collocates are counted as ``word`` or ``lemma``.
    sample : Sample
        How the articles were drawn.
    at : array of int
        Place in `sample` of each article of `running`.
    total : array
        Weighted frequency of each word (or lemma).
    outlet : array of int
        Number of each article's outlet, in the order of `sample`.
    """

    running: Running
    unit: str
    sample: Sample
    at: Array
    total: Array
    outlet: Array

    @classmethod
    def of(cls, corpus: Corpus, *, kinds: Sequence[str], unit: str, annotated: bool) -> Field:
        """Return the field of a corpus."""
        read = tagged_words if annotated or unit == "lemma" else running_words
        running = read(corpus, kinds=kinds)
        articles = corpus.sql("select article_id, outlet, weight, stratum, unit from articles order by 1")
        sample = Sample.of(units(articles))
        at = sample.ids.get_indexer(pd.Index(running.articles))
        weight = None if (sample.weight == 1).all() else sample.weight[at]
        return cls(
            running,
            unit,
            sample,
            at,
            running.totals(unit, weight=weight),
            pd.factorize(articles["outlet"])[0],
        )


@dataclass(frozen=True, eq=False)
class Spans:
    """The words in the spans of one node.

    Attributes
    ----------
    hits : array
        Hits of the node by article of the sample.
    size : array
        Words in its spans by article.
    article, code, f : array
        How often each word stands in the spans of an article; sparse.
    left, right : array
        How often each word stands before, and after, a hit.
    own : array
        Weighted frequency of each word inside the hits themselves.
    """

    hits: Array
    size: Array
    article: Array
    code: Array
    f: Array
    left: Array
    right: Array
    own: Array


def spans(field: Field, node: str, *, window: tuple[int, int], by_sentence: bool) -> Spans:
    """Return the words in the spans of a node, each counted once however many hits it is near to."""
    running, number = field.running, len(field.total)
    articles = len(field.at)
    hit_count, size = np.zeros(articles), np.zeros(articles)
    left, right, own = np.zeros(number), np.zeros(number), np.zeros(number)
    found = [sparse.csr_array((articles, number))]
    for hits in Matcher(parse(node), running):
        words = hits.words
        codes = words.codes(field.unit)
        near, at = around(hits, *window, within=sentences(running, hits) if by_sentence else None)
        covered = np.zeros(len(codes) + 1, dtype=np.int8)
        # Hits do not overlap, so a word is inside one or none.
        covered[hits.first] += 1
        covered[hits.last] -= 1
        inside = np.cumsum(covered[:-1], dtype=np.int8) > 0
        for beside, chosen in ((left, at < hits.first[near]), (right, at >= hits.last[near])):
            np.add(beside, np.bincount(codes[_marked(at[chosen], inside)], minlength=number), out=beside)
        there, within = _marked(at, inside), np.flatnonzero(inside)
        article, owner, first = (
            field.at[words.article[words.segment[places]]] for places in (there, within, hits.first)
        )
        hit_count += np.bincount(first, minlength=articles)
        size += np.bincount(article, minlength=articles)
        own += np.bincount(codes[within], weights=field.sample.weight[owner], minlength=number)
        entries = (np.ones(len(there)), (article, codes[there]))
        found.append(sparse.csr_array(sparse.coo_array(entries, shape=(articles, number))))
    table = sum(found[1:], start=found[0]) if len(found) != 2 else found[1]
    article, code = table.nonzero()
    return Spans(hit_count, size, article, code, table.data, left, right, own)


def _marked(places: Array, without: Array) -> Array:
    """Return the different places, in order, that are not among others."""
    marked = np.zeros(len(without), dtype=bool)
    marked[places] = True
    return np.flatnonzero(marked & ~without)


def collocates(
    field: Field, found: Spans, *, least_f: int, least_df: int, with_function_words: bool
) -> pd.DataFrame:
    """Return the words that stand in the spans often and widely enough, with their association; in no order."""
    sample, names = field.sample, field.running.names(field.unit)
    number = len(names)
    as_read = np.bincount(found.code, weights=found.f, minlength=number)
    df = np.bincount(found.code, minlength=number)
    outlets, spread = (_groups(found, group, number) for group in (field.outlet, sample.unit))
    listed = (as_read >= least_f) & (spread >= least_df)
    if not with_function_words:
        without = function_words()
        listed[[code for code in np.flatnonzero(listed).tolist() if names[code] in without]] = False
    codes = np.flatnonzero(listed)
    kept = listed[found.code]
    table = sparse.csr_array(
        (found.f[kept], (np.searchsorted(codes, found.code[kept]), found.article[kept])),
        shape=(len(codes), len(sample.ids)),
    )
    weight = sample.weight
    f, f_x = table @ weight, float(weight @ found.size)
    f_y, n = np.maximum((field.total - found.own)[codes], f), float(field.total.sum() - found.own.sum())
    hits = float(weight @ found.hits)
    rows = pd.DataFrame(
        {
            "collocate": names[codes], "f": as_read[codes].astype(int), "df": df[codes], "outlets": outlets[codes],
            "f_left": found.left[codes].astype(int), "f_right": found.right[codes].astype(int),
            "f_collocate": f_y, **_rates(sample, table, found.size), "expected": f_y / n * 1000,
            **{name: function(f, f_x, f_y, n) for name, function in MEASURES.items()},
        }
    )  # fmt: skip
    # A hit has a word or has it not: what stands twice in the span of one must not make Dice exceed 1.
    rows["log_dice"] = log_dice(np.minimum(f, hits), hits, f_y)
    # What stands near the node no more often than elsewhere is not drawn to it.
    rows = rows[rows["pmi"] > 0]
    rows.attrs = {
        "hits": int(found.hits.sum()), "articles": int((found.hits > 0).sum()), "span_words": int(found.size.sum()),
    }  # fmt: skip
    return rows


def _groups(found: Spans, group: Array, number: int) -> Array:
    """Return for each word in how many groups of articles it stands in a span."""
    step = np.int64(group.max(initial=0) + 1)
    return np.bincount(pd.unique(found.code * step + group[found.article]) // step, minlength=number)


def _rates(sample: Sample, table: sparse.csr_array, size: Array) -> dict[str, Array]:
    """Return rates per 1,000 words of the spans with intervals, and dispersion over the articles with a span."""
    here = np.flatnonzero(size > 0)
    if len(here) == 0:
        return {name: np.zeros(0) for name in ("per_thousand", "low", "high", "dp", "dp_chance")}
    part = sample.part(here)
    n = np.asarray(part.sums(size[here]))
    by_unit = sparse.csr_array(table[:, here] if part.plain else table[:, here] @ part.gather.T)
    f = np.asarray(by_unit.sum(axis=1)).ravel()
    low, high = measures.rate_interval(
        f, part.squares(by_unit), part.products(by_unit, n), n=n.sum(), nn=float(part.products(n, n)),
        units=part.units, strata=part.strata,
    )  # fmt: skip
    return {
        "per_thousand": f / n.sum() * 1000, "low": low * 1000, "high": high * 1000,
        "dp": measures.dp(by_unit, n), "dp_chance": measures.dp_by_chance(f, n[n > 0]),
    }  # fmt: skip

"""Checks of a codebook against the articles it is meant for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.framing.checking.findings import Entry, Finding, Severity, entries, questions
from analysis.framing.codebooks.model import Codebook
from analysis.framing.matching.tracing import FATES, count_fates, count_forms
from analysis.framing.scoring import frame_articles, frames
from analysis.lines import Place

if TYPE_CHECKING:
    from analysis.corpus import Corpus

FEW_HITS = 10
"""Hits below which a share of them is not judged."""

FEW_ARTICLES = 20
"""Articles below which *never* and *always* mean nothing."""

MOSTLY = 0.5
"""Share of a term's hits under negation, in captions or in repeated texts from which it is reported."""

ALONE = 0.4
"""Share of a frame's hits that one term may carry."""

ALWAYS = 0.8
"""Share of articles with a yes from which a question tells them no longer apart."""

MANY_FORMS = 8
"""Different words a wildcard may find before they are listed."""

REPEATED = 5
"""Articles in which the very same paragraph makes it look like boilerplate."""


def corpus_findings(
    codebook: Codebook, corpus: Corpus, *, evidence: pd.DataFrame | None = None
) -> list[Finding]:
    """Return what the articles of a corpus show about a codebook."""
    terms = entries(codebook)
    fates = count_fates(corpus, codebook=codebook).pivot(index="number", columns="fate", values="hits")
    fates = fates.reindex(index=range(len(terms)), columns=list(FATES)).fillna(0).astype(int)
    if evidence is None:
        codebook = codebook.worded()
        evidence = frames(corpus, codebook=codebook)
    articles = corpus.articles
    return [
        *_absent(terms, fates, len(articles)),
        *_deciding(terms, fates),
        *_where(terms, evidence, corpus),
        *_alone(codebook, evidence),
        *_wildcards(terms, count_forms(corpus, codebook=codebook)),
        *_answers(codebook, frame_articles(evidence, codebook=codebook, articles=articles)),
    ]


def _absent(terms: list[Entry], fates: pd.DataFrame, articles: int) -> Iterator[Finding]:
    absent: dict[Place, list[Entry]] = defaultdict(list)
    for number, entry in enumerate(terms):
        row = fates.loc[number]
        stands = int(row.to_numpy().sum())
        if stands == 0:
            absent[entry.path[:4]].append(entry)
        elif row["kept"] == 0:
            why = ", ".join(f"{n:,} {fate}" for fate, n in row.items() if n)
            what = f"{entry.term.term!r} was found {stands:,} × and never counts: {why}"
            doubtful = stands >= FEW_HITS and row["inside a longer hit"] < stands
            severity: Severity = "warning" if doubtful else "note"
            yield Finding(
                severity, "never counts", entry.path, what, "Widen what it asks for, or leave it out."
            )
    for path, missing in absent.items():
        # A long list is always partly absent from few articles: one line for each question is enough.
        own = len(missing[0].indicator.terms)
        names = ", ".join(repr(entry.term.term) for entry in missing)
        what = f"{len(missing)} of {own} terms of {missing[0].owner} stand in none of {articles:,} articles: {names}"
        place = missing[0].path if len(missing) == 1 else path
        severity = "warning" if len(missing) == own else "note"
        yield Finding(
            severity, "absent", place, what, "Look at spelling and base forms; keep what is only rare."
        )


def _deciding(terms: list[Entry], fates: pd.DataFrame) -> Iterator[Finding]:
    for number, entry in enumerate(terms):
        row, term = fates.loc[number], entry.term
        passed = row.sum() - row["part of speech"]
        if passed < FEW_HITS:
            continue
        conditions = (("near", term.near, "not near"), ("not_near", term.not_near, "near what excludes it"))
        for key, words, fate in conditions:
            if words and row[fate] == 0:
                what = f"{key!r} of {term.term!r} never decided: all {passed:,} places met it"
                yield Finding(
                    "note", "never decides", entry.path, what, "Leave it out, or change its words or window."
                )


def _where(terms: list[Entry], evidence: pd.DataFrame, corpus: Corpus) -> Iterator[Finding]:
    keys = ["frame", "indicator", "term"]
    paths = {(e.frame.id, e.indicator.id, e.term.term): e.path for e in terms}
    counted = evidence.assign(
        caption=evidence["segment_kind"] == "caption", again=_repeated(evidence, corpus)
    )
    table = counted.groupby(keys).agg(
        hits=("start", "size"), negated=("negated", "sum"), caption=("caption", "sum"), again=("again", "sum")
    )
    for key, row in table[table["hits"] >= FEW_HITS].iterrows():
        if key not in paths:
            continue
        for column, where, remedy in (
            ("negated", "under negation", "Say negated: drop, or ask whether it speaks for the frame at all."),
            ("caption", "in captions", "Is it the article that says so?"),
            ("again", f"in texts that {REPEATED} or more articles carry", "Is it boilerplate that was not set aside?"),
        ):  # fmt: skip
            if row[column] > MOSTLY * row["hits"]:
                what = f"{row[column]:,} of {row['hits']:,} hits of {key[2]!r} stand {where}"
                yield Finding("warning", "where it stands", paths[key], what, remedy)


def _repeated(evidence: pd.DataFrame, corpus: Corpus) -> np.ndarray:
    """Tell which hits stand in a text that several articles carry, word for word."""
    texts = corpus.sql(
        'select s.article_id, s."start" as begin, t.n as articles from segments s join '
        "(select text_id, count(distinct article_id) as n from segments group by 1 having count(distinct article_id) "
        f">= {REPEATED}) t using (text_id) order by 2"
    )
    if texts.empty or evidence.empty:
        return np.zeros(len(evidence), dtype=bool)
    segments = corpus.sql('select article_id, "start" as begin, "end" as finish from segments order by 2')
    hits = evidence[["article_id", "start"]].assign(row=range(len(evidence))).sort_values("start")
    found = pd.merge_asof(hits, segments, left_on="start", right_on="begin", by="article_id")
    marked = found.merge(texts, on=["article_id", "begin"], how="left").sort_values("row")
    return marked["articles"].notna().to_numpy()


def _alone(codebook: Codebook, evidence: pd.DataFrame) -> Iterator[Finding]:
    for f, frame in enumerate(codebook.frames):
        own = evidence[evidence["frame"] == frame.id]
        if len(own) < FEW_HITS or len({t.term for i in frame.indicators for t in i.terms}) < 3:
            continue
        counted = own["term"].value_counts()
        if counted.iloc[0] > ALONE * len(own):
            what = (
                f"{counted.index[0]!r} carries {counted.iloc[0] / len(own):.0%} of the {len(own):,} hits "
                f"of frame {frame.id!r}"
            )
            yield Finding("warning", "carried by one term", ("frames", f), what,
                          "Read its lines: the frame says what it says. Narrow it, lower its weight.")  # fmt: skip


def _wildcards(terms: list[Entry], forms: pd.DataFrame) -> Iterator[Finding]:
    for number in forms["number"].unique():
        rows = forms[forms["number"] == number]
        if len(rows) > MANY_FORMS:
            shown = ", ".join(f"{r.form} {r.hits:,}" for r in rows.head(30).itertuples())
            more = f" and {len(rows) - 30} more" if len(rows) > 30 else ""
            entry = terms[number]
            what = f"{entry.term.term!r} finds {len(rows)} different words: {shown}{more}"
            yield Finding(
                "note", "wildcard", entry.path, what, "Read them; write out the ones that are meant."
            )


def _answers(codebook: Codebook, scores: pd.DataFrame) -> Iterator[Finding]:
    n = scores["article_id"].nunique()
    if n < FEW_ARTICLES:
        yield Finding("note", "never answered", (), f"{n} articles are too few to say what is never or always found",
                      f"Give {FEW_ARTICLES} or more.")  # fmt: skip
        return
    fired = scores.assign(indicator=scores["fired"].str.split(", ")).explode("indicator")
    counted = fired.groupby(["frame", "indicator"]).size()
    for frame, indicator, path in questions(codebook):
        yes = int(counted.get((frame.id, indicator.id), 0))
        asked = f"the question {frame.id}.{indicator.id}"
        if yes == 0 and not indicator.actors:
            yield Finding("warning", "never answered", path, f"{asked} is answered yes in none of {n:,} articles",
                          "Lower min or min_terms, or add terms; a frame that needs it is never present.")  # fmt: skip
        elif yes > ALWAYS * n:
            yield Finding("warning", "always answered", path, f"{asked} is answered yes in {yes:,} of {n:,} articles",
                          "It tells articles no longer apart: raise min or min_terms, or drop wide terms.")  # fmt: skip
    shown = scores.groupby("frame")["present"].sum()
    for f, frame in enumerate(codebook.frames):
        if shown.get(frame.id, 0) > ALWAYS * n:
            what = f"frame {frame.id!r} is present in {shown[frame.id]:,} of {n:,} articles"
            yield Finding(
                "warning", "always answered", ("frames", f), what, "Ask more of it: a stricter rule."
            )

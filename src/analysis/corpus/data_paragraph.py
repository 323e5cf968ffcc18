"""The paragraph on data that a methods section needs, written from what was read and selected."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
from babel import Locale
from babel.dates import format_date

from analysis import __version__
from analysis.corpus.description import languages, missing_metadata
from analysis.corpus.design import LANGUAGE_UNKNOWN
from analysis.corpus.records import PROSE
from analysis.corpus.sql import literal
from analysis.corpus.words import sql_words

if TYPE_CHECKING:
    from analysis.corpus.corpus import Corpus

MOST_NAMED = 6
"""Outlets, formats, languages or reasons that are named; of more the rest is counted."""


def data_paragraph(corpus: Corpus) -> str:
    """Return, in sentences, what the selected articles are and how they came to be.

    Every number in it is that of a table of the corpus notebook.

    Parameters
    ----------
    corpus : Corpus

    Returns
    -------
    str
        Plain text, one paragraph.

    Examples
    --------
    >>> print(data_paragraph(corpus))  # doctest: +SKIP
    """
    sentences = [
        _what(corpus),
        _origin(corpus),
        _languages(corpus),
        _cleaning(corpus),
        _stories(corpus),
        _design(corpus),
        _missing(corpus),
        f"Read, cleaned and counted with News Profiles {__version__}.",
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _what(corpus: Corpus) -> str:
    row = corpus.sql(
        "select count(*) as n, sum(words)::bigint as words, min(nullif(date, '')) as first, "
        "max(nullif(date, '')) as last from articles"
    ).iloc[0]
    outlets = corpus.sql(
        "select outlet, count(*) as n from articles where outlet <> '' group by 1 order by 2 desc, 1"
    )
    unnamed = int(row["n"]) - int(outlets["n"].sum())
    sources = f"of {_counted(len(outlets), 'outlet')} ({_listed(outlets)})" if len(outlets) else ""
    nameless = f"{_counted(unnamed, 'article')} of no stated outlet" if unnamed and len(outlets) else ""
    between = ""
    if pd.notna(row["first"]):
        first, last = _day(row["first"]), _day(row["last"])
        between = f"dated {first}" if first == last else f"dated between {first} and {last}"
    parts = ", ".join(filter(None, [sources, nameless, between]))
    chosen = f" under the condition {corpus.where}" if corpus.where else ""
    return (
        f"The data are {_counted(int(row['n']), 'article')}{chosen} ({int(row['words']):,} words of headline, "
        f"standfirst, caption and body text){' ' if parts else ''}{parts}."
    )


def _origin(corpus: Corpus) -> str:
    ledger = corpus.ledger
    endings = (
        ledger["source"].str.lower().str.replace(r"\.gz$", "", regex=True).str.extract(r"\.([^./]+)$")[0]
    )
    formats = endings.fillna("no ending").str.upper().value_counts().reset_index()
    total = ledger[["records", "articles", "duplicates", "rejected"]].sum()
    fates = [f"{int(total['articles']):,} became {'an article' if total['articles'] == 1 else 'articles'}"]
    if total["duplicates"]:
        fates.append(f"{int(total['duplicates']):,} repeated an article in outlet, date, title and text")
    if total["rejected"]:
        reasons = (
            corpus.rejected["reason"].str.replace(r"\d[\d,.]*", "…", regex=True).value_counts().reset_index()
        )
        verb = "was" if total["rejected"] == 1 else "were"
        fates.append(f"{int(total['rejected']):,} {verb} rejected ({_listed(reasons)})")
    return (
        f"They come from {_counted(len(ledger), 'file')} ({_listed(formats)}) with "
        f"{_counted(int(total['records']), 'record')}, of which {_and(fates)}."
    )


def _languages(corpus: Corpus) -> str:
    table = languages(corpus)
    kept, aside = table[table["kept"]], table[~table["kept"]]
    named = _listed(kept.assign(language=kept["language"].map(_language))[["language", "articles"]])
    sentence = f"The language of each article was identified from its text: {named}."
    if len(aside):
        sentence += (
            f" {_counted(int(aside['articles'].sum()), 'article')} in other languages "
            f"({_listed(aside.assign(language=aside['language'].map(_language))[['language', 'articles']])}) "
            f"{'was' if aside['articles'].sum() == 1 else 'were'} set aside."
        )
    return sentence


def _cleaning(corpus: Corpus) -> str:
    prose = ", ".join(literal(kind) for kind in PROSE)
    row = corpus.sql(
        'with parts as (select s.kind, substring(a.text, s.start + 1, s."end" - s.start) as part '
        "from segments s join articles a using (article_id)) "
        f"select sum(len({sql_words('part')})) as words, "
        f"sum(len({sql_words('part')})) filter (kind not in ({prose})) as aside from parts"
    ).iloc[0]
    share = float(row["aside"] or 0) / max(1.0, float(row["words"] or 0))
    return f"Page furniture, bylines and credits make up {share:.1%} of the words of their texts and are not counted."


def _stories(corpus: Corpus) -> str:
    row = corpus.sql(
        "with sizes as (select story_id, count(*) as n, count(distinct outlet) as outlets from articles group by 1) "
        "select count(*) as stories, sum(n) filter (n > 1) as copies, sum(n) filter (outlets > 1) as across from sizes"
    ).iloc[0]
    copies = 0 if pd.isna(row["copies"]) else int(row["copies"])
    if not copies:
        return "No article shares half of the seven-word sequences of another, so none was taken for a copy."
    across = 0 if pd.isna(row["across"]) else int(row["across"])
    return (
        "Articles that share at least half of the shorter one's distinct seven-word sequences were taken for copies "
        f"of one story: {copies:,} articles ({copies / len(corpus):.0%}) have a copy among the selected, {across:,} of "
        f"them in another outlet; all articles tell {int(row['stories']):,} stories."
    )


def _design(corpus: Corpus) -> str:
    design = corpus.design
    sentences = {
        "published": "Every article counts as published.",
        "once": "Of each story only the first article counts.",
        "weighted": "The copies of a story share one weight.",
    }
    said = sentences[design.stories]
    if design.sample:
        strata = corpus.strata
        drawn, whole = int(strata["drawn"].sum()), int(strata["articles"].sum())
        each = f" of each {design.sample_by}" if design.sample_by else ""
        verb = "was" if design.sample == 1 else "were"
        said += (
            f" At most {_counted(design.sample, 'article')}{each} {verb} drawn at random (seed {design.seed}): "
            f"{drawn:,} of {whole:,}; figures are weighted up to all of them, and intervals account for the draw."
        )
    return said


def _missing(corpus: Corpus) -> str:
    table = missing_metadata(corpus)
    total = table.groupby("field", sort=False)["missing"].sum()
    lacking = [
        f"{_counted(int(total[field]), 'article')} {'states' if total[field] == 1 else 'state'} no {field}"
        for field in ("date", "byline")
        if total[field]
    ]
    return f"{_and(lacking)}." if lacking else "Every article states a date and a byline."


def _listed(table: pd.DataFrame) -> str:
    """Return the first rows of (name, number) in words."""
    rows = [f"{name} {int(n):,}" for name, n in table.head(MOST_NAMED).itertuples(index=False)]
    rest = len(table) - MOST_NAMED
    return ", ".join(rows) + (f" and {rest:,} more" if rest > 0 else "")


def _counted(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'s' * (n != 1)}"


def _and(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _language(code: str) -> str:
    if code in ("", LANGUAGE_UNKNOWN):
        return "too short to tell"
    return str(Locale("en").languages.get(code, code))


def _day(value: str) -> str:
    return str(format_date(date.fromisoformat(value), "d MMMM y", locale="en"))

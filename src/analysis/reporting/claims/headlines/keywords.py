"""Headlines of vocabulary: the most frequent word, and the first keyword of the largest groups."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from analysis import vocabulary
from analysis.corpus import Corpus
from analysis.errors import EmptySelectionError, ModelError
from analysis.reporting.claims.robustness import Said, vary
from analysis.reporting.claims.selections import each, selections
from analysis.reporting.claims.wording import words
from analysis.vocabulary import Counts
from analysis.vocabulary.running import tagged_words

TOP = 10
"""Place up to which a word is called one of a group's first keywords."""

MOST_Q = 0.05
"""q-value up to which a keyword is one."""

MOST_LEMMAS = 100
"""Articles up to which lemmas are tried unasked: they need the annotation, which vocabulary does without."""

Setting = tuple[str, str, Callable[[], Said]]


def of_keywords(
    counts: Counts, keywords: pd.DataFrame, *, by: str, groups: int = 2, lemmas: bool = False
) -> list[dict[str, Any]]:
    """Return headlines about words, for `Report.headlines`.

    Parameters
    ----------
    counts : Counts
        What was counted.
    keywords : DataFrame
        From `vocabulary.keywords`.
    by : str
        Column of the articles table whose values the groups are.
    groups : int
        Groups whose first keyword is a headline.
    lemmas : bool
        Whether lemmas are a variant whatever it costs; else up to `MOST_LEMMAS` articles.
    """
    chosen = selections(counts.corpus)
    lemmas = lemmas or len(counts.corpus) <= MOST_LEMMAS
    found = [_first_word(counts, chosen, lemmas)]
    for number, group in enumerate(pd.unique(keywords["group"])[:groups], start=1):
        found.append(
            _keyword(
                counts,
                keywords[keywords["group"] == group].iloc[0],
                by,
                number=number,
                chosen=chosen,
                lemmas=lemmas,
            )
        )
    return found


def _first_word(counts: Counts, chosen: list[Any], lemmas: bool) -> dict[str, Any]:
    function = vocabulary.function_words()

    def content(other: Counts) -> pd.DataFrame:
        table = vocabulary.frequencies(other)
        return table[~table["word"].isin(function)]

    base = content(counts).iloc[0]

    def same(other: Counts, name: str) -> Said:
        table = content(other)
        own = table.loc[table["word"] == name, "per_million"]
        return table["word"].iloc[0], len(own) > 0 and bool(own.iloc[0] >= table["per_million"].max())

    word = str(base["word"])
    settings: list[Setting] = list(each(chosen, lambda corpus: same(_like(counts, corpus), word)))
    settings += [
        (kind, what, partial(same, other, name)) for kind, what, other, name in _counted(counts, word, lemmas)
    ]
    return {
        "name": "first-word", "value": float(base["per_million"]), "low": base["low"], "high": base["high"],
        "unit": "per million words", "n": len(counts.corpus), "label": f"Most frequent content word: “{word}”",
        "claim": f"No word is more frequent than “{word}”, function words left out.", "variants": vary(settings),
        "evidence": words(unit=counts.unit).of(word=[word]), "figure": "fig-frequencies",
    }  # fmt: skip


def _keyword(
    counts: Counts, row: pd.Series, by: str, *, number: int, chosen: list[Any], lemmas: bool
) -> dict[str, Any]:
    word, group = str(row["word"]), str(row["group"])

    def among(other: Counts, name: str, *, function_words: bool = False, **options: Any) -> Said:
        table = vocabulary.keyness(other, by=by, group=group, measures="main", **options)
        first = vocabulary.keywords(table, top=TOP, function_words=function_words, most_q=MOST_Q)
        place = first[first["word"] == name]
        value = table.loc[table["word"] == name, "log_ratio"]
        return (float(value.iloc[0]) if len(value) else None), len(place) > 0

    about = (group,) if by == "outlet" else ()
    settings: list[Setting] = list(
        each(chosen, lambda corpus: among(_like(counts, corpus), word), about=about)
    )
    settings += [
        (kind, what, partial(among, other, name))
        for kind, what, other, name in _counted(counts, word, lemmas)
    ]
    settings.append(
        ("stop words", "function words may be keywords", partial(among, counts, word, function_words=True))
    )
    for test, said in (("df", "articles with the word"), ("robust", "mean rates")):
        settings.append(("test", said, partial(among, counts, word, test=test)))
    settings.append(("threshold", "ten occurrences", partial(among, counts, word, least_f=10)))
    settings.append(("threshold", "ten articles", partial(among, counts, word, least_df=10)))
    variants = pd.concat([vary(settings), _without(counts, word, group, by)], ignore_index=True)
    return {
        "name": f"keyword-{number}", "value": float(row["log_ratio"]), "unit": "log₂ ratio of rates",
        "low": row["log_ratio_low"], "high": row["log_ratio_high"], "n": len(counts.corpus),
        "label": f"First keyword of {group}: “{word}”",
        "claim": f"“{word}” is among the first ten keywords of {group} (q up to .05).",
        "base": bool(row["q"] <= MOST_Q), "variants": variants, "figure": "fig-keyness",
        "evidence": words("group word", by=by, unit=counts.unit).of(group=[group], word=[word]),
    }  # fmt: skip


def _like(counts: Counts, corpus: Corpus) -> Counts:
    return vocabulary.count(corpus, unit=counts.unit, n=counts.n, kinds=counts.kinds)


def _counted(counts: Counts, word: str, lemmas: bool) -> Iterator[tuple[str, str, Counts, str]]:
    """Yield the same articles counted otherwise: dimension, variant, counts, and what the word is there."""
    corpus = counts.corpus
    body = vocabulary.count(corpus, unit=counts.unit, n=counts.n, kinds=("body",))
    yield "parts of articles", "running text only", body, word
    if lemmas and corpus.design.language == "en" and counts.n == 1 and counts.unit != "lemma_pos":
        other = "lemma" if counts.unit == "word" else "word"
        try:
            table = vocabulary.count(corpus, unit=other)
        except ModelError:  # vocabulary does without a model, and so do its headlines
            return
        name = _lemma(corpus, word) if other == "lemma" else word
        yield "word definition", "lemmas" if other == "lemma" else "word forms", table, name


def _lemma(corpus: Corpus, word: str) -> str:
    """Return the lemma that a word has most often, the first in order of the alphabet where several do."""
    running = tagged_words(corpus)
    code = running.code(word)
    total = np.zeros(len(running.names("lemma")))
    for batch in running.batches():
        total += np.bincount(batch.codes("lemma")[batch.word == code], minlength=len(total))
    return str(running.names("lemma")[int(total.argmax())])


def _without(counts: Counts, word: str, group: str, by: str) -> pd.DataFrame:
    """Return the variants without the article and the story that use the word most."""
    try:
        table = vocabulary.robustness(counts, by=by, group=group, top=TOP)
    except EmptySelectionError:
        return pd.DataFrame(columns=["dimension", "variant", "value", "holds", "note"])
    own = table[(table["word"] == word) & table["without"].isin(["article", "story"])]
    return pd.DataFrame({
        "dimension": "heaviest user", "variant": [f"without its {one}" for one in own["without"]],
        "value": own["log_ratio_without"].to_numpy(), "holds": own["survives"].to_numpy(dtype=bool), "note": "",
    })  # fmt: skip

"""Who speaks: quotations joined with actors, and the words given to each speaker."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import takewhile

import numpy as np
import pandas as pd

from analysis.actors.attribution.finding import (
    COLUMNS,
    OFFSETS,
    Quotation,
    find_quotations,
    quotation_row,
)
from analysis.actors.coreference.pronouns import SEX, quoted
from analysis.actors.frames import frame, typed
from analysis.actors.mentions import find_mentions
from analysis.actors.naming.gazetteer import words
from analysis.actors.tables import actor_ids
from analysis.actors.types import ASIDE, Mention
from analysis.annotation.parse import ParsedArticle, Token
from analysis.corpus.design import units
from analysis.errors import ParameterError
from analysis.sampling import Sample, group_labels, ratio_interval

ANONYMOUS = "anonymous"
"""``speaker_id`` of sources without a name: "officials", "a resident"."""

_LEAD = re.compile(
    r"^(?:(?:the|a|an|some|one|two|several|many|other|another|these|those|his|her|their|its)\s+(?!of\b))+",
    re.I,
)
_PREFERENCE = {"person": 0, "organisation": 1, "state": 2, "group": 3, "place": 4}


VOICE_SCHEMA = typed(
    (
        *COLUMNS,
        "speaker_id",
        "speaker_name",
        "speaker_kind",
        "affiliation",
        "words_quoted",
        "words_paraphrased",
    ),
    offsets=OFFSETS,
    numbers=("words_quoted", "words_paraphrased"),
    flags=("negated",),
    spans=("content",),
)
"""Columns of the quotations table with speakers."""


def voices_table(articles: Iterable[ParsedArticle]) -> pd.DataFrame:
    """Return the attributed statements of parsed articles; columns as in `reading.quotations`.

    Examples
    --------
    >>> from analysis.annotation.articles import parse_text
    >>> table = voices_table([parse_text("Armenia will leave, Nikol Pashinyan said. Officials said it would stay.")])
    >>> table[["speaker_id", "speaker_name"]].values.tolist()
    [['person:nikol-pashinyan', 'Nikol Pashinyan'], ['anonymous', 'officials']]
    """
    return frame(
        (
            row
            for article in articles
            for row in voice_rows(article, find_mentions(article), find_quotations(article))
        ),
        VOICE_SCHEMA,
    )


def voice_rows(
    article: ParsedArticle, found: list[Mention], quotations: Iterable[Quotation]
) -> Iterator[tuple[object, ...]]:
    """Yield a row of the quotations table for each attributed statement of an article, with its speaker."""
    ids, inside = actor_ids(article.article_id, found), quoted(article.tokens)
    for one in quotations:
        yield (
            *quotation_row(article, one),
            *_voice(article, one, found, ids),
            *_counted(article, one.content, inside),
        )


def _voice(
    article: ParsedArticle, one: Quotation, found: list[Mention], ids: dict[int, str]
) -> tuple[str, str, str, str]:
    """Return id, name and kind of the speaker, and the actor an anonymous one belongs to."""
    spans = [span for span in (one.speaker, one.antecedent) if span]
    for span in spans:
        known = _speaker(article, span, found)
        if known is not None:
            return ids[known.cluster], known.name, known.kind, ""
    # "He" without a known antecedent names nobody; "officials" is a source without a name.
    for span in reversed(spans):
        if any(m.kind == "place" and m.start <= span[0] and span[1] <= m.end for m in found):
            continue
        text = _LEAD.sub("", " ".join(article.text[span[0] : span[1]].split())).strip(" ,.;:'’\"“”")
        if (
            text
            and text.lower() not in SEX
            and text.lower() not in {"it", "they", "i", "we", "you", "who", "that"}
        ):
            near = [m for m in found if span[0] <= m.start and m.end <= span[1] and m.via != "pronoun"]
            name = _decapitalised(text, article.between(*span))
            return ANONYMOUS, name, ANONYMOUS, near[0].name if near else ""
    return "", "", "", ""


def _decapitalised(text: str, tokens: list[Token]) -> str:
    """Write a source in small letters as inside a sentence, unless it begins with a name."""
    first = text.split(maxsplit=1)[0]
    opening = next((token for token in tokens if first.startswith(token.text)), None)
    is_name = opening is not None and (opening.pos == "PROPN" or bool(opening.entity))
    return text if is_name or (first.isupper() and len(first) > 1) else text[:1].lower() + text[1:]


def _speaker(article: ParsedArticle, span: tuple[int, int], found: list[Mention]) -> Mention | None:
    """Return the mention at the head of a speaker's words, or in apposition to it.

    In "the Armenian prime minister, Nikol Pashinyan" that is Pashinyan; in "a
    Kremlin spokesman" it is nobody, the source is anonymous.
    """
    tokens = [token for token in article.between(*span) if token.text.strip()]
    if not tokens:
        return None
    numbers = {token.index for token in tokens}
    heads = {token.index for token in tokens if token.head not in numbers or token.head == token.index}
    # "Pashinyan's comments suggest": words are their author's.
    heads |= {
        child
        for head in heads
        for child in article.children[head]
        if article.tokens[child].dep == "poss" and article.tokens[head].lemma.lower() in words("sayings")
    }
    # The apposition may lie outside the words the quotation gives: "the minister | , Ararat Mirzoyan,".
    heads |= {
        child for head in heads for child in article.children[head] if article.tokens[child].dep == "appos"
    }
    first = bisect_left(found, min(article.tokens[i].start for i in heads), key=lambda m: m.end)
    last = max(article.tokens[i].end for i in heads)
    # A place does not speak (a seat of power that does is a state by now): "she", from Stepanakert, is no Stepanakert.
    named = takewhile(lambda m: m.start < last, found[first:])
    near = [m for m in named if m.via not in ASIDE and m.kind != "place"]
    at_head = [m for m in near if any(m.start <= article.tokens[i].start < m.end for i in heads)]
    return min(at_head, key=lambda m: (_PREFERENCE[m.kind], m.start), default=None)


def _counted(
    article: ParsedArticle, content: Iterable[tuple[int, int]], inside: list[bool]
) -> tuple[int, int]:
    """Count the words of the content that stand inside, and outside, quotation marks."""
    counts = [0, 0]
    for start, end in content:
        for token in article.between(start, end):
            counts[inside[token.index]] += token.text.isalnum() or any(map(str.isalnum, token.text))
    return counts[True], counts[False]


def voice_shares(
    quotations: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    by: str | None = None,
    seed: int = 0,
    resamples: int = 1000,
) -> pd.DataFrame:
    """Return how many words each speaker is given, quoted and paraphrased.

    Parameters
    ----------
    quotations : DataFrame
        From `quotations`.
    articles : DataFrame, optional
        With ``article_id``, the column `by`, and how the articles were drawn
        (weight, stratum, unit). Needed to compare groups, and wherever articles
        were sampled or copies share a weight; without it each article counts once.
    by : str, optional
        Column of `articles` that makes the groups.
    seed, resamples : int
        Of the bootstrap (percentile, 95 %, the article as unit, or what it was drawn as).

    Returns
    -------
    DataFrame
        One row per group and speaker: group (with `by`), speaker_id, name, kind,
        quotations, articles, words_quoted, words_paraphrased, words (all as
        read), and their weighted share of all attributed words of the group with
        share_low and share_high (missing below five units). Where articles have
        weights, ``words_quoted_estimated`` and ``words_paraphrased_estimated``
        are the words of the whole corpus. All anonymous sources are one speaker;
        statements without a source are ``(no source)``.

    Raises
    ------
    ParameterError
        If `articles` is missing or has no column `by`.
    """
    table = quotations.assign(
        speaker_id=quotations["speaker_id"].replace("", "none"),
        words=quotations["words_quoted"] + quotations["words_paraphrased"],
    )
    named = {ANONYMOUS: "anonymous sources", "none": "(no source)"}
    table["name"] = table["speaker_id"].map(named).fillna(table["speaker_name"])
    table["kind"] = table["speaker_kind"].replace("", "none")
    if by is not None and articles is None:
        raise ParameterError(
            "groups need the articles", where="voice_shares", remedy="Give articles=corpus.articles."
        )
    drawn = articles if articles is not None else table[["article_id"]]
    table = table[table["article_id"].isin(drawn["article_id"])]
    table["group"] = table["article_id"].map(group_labels(drawn, by)) if by else ""
    sample = Sample.of(units(drawn))
    parts = [
        _shares(own, group, sample, seed=seed, resamples=resamples)
        for group, own in table.groupby("group", sort=True)
    ]
    out = pd.concat(parts, ignore_index=True) if parts else _shares(table, "", sample, seed=seed, resamples=1)
    return out if by is not None else out.drop(columns="group")


def _shares(table: pd.DataFrame, group: object, sample: Sample, *, seed: int, resamples: int) -> pd.DataFrame:
    weight = pd.Series(sample.weight, index=sample.ids)
    spoken = ["words_quoted", "words_paraphrased"]
    by_speaker = table.groupby("speaker_id", sort=True)
    out = pd.DataFrame(
        {
            "group": group,
            "name": by_speaker["name"].first(),
            "kind": by_speaker["kind"].first(),
            "quotations": by_speaker.size(),
            "articles": by_speaker["article_id"].nunique(),
            **{c: by_speaker[c].sum() for c in (*spoken, "words")},
        }
    )
    counted = table.groupby(["article_id", "speaker_id"])["words"].sum().reset_index()
    weighted = counted["words"] * counted["article_id"].map(weight).astype(float)
    out["share"] = weighted.groupby(counted["speaker_id"]).sum() / (float(weighted.sum()) or 1.0)
    limits = ratio_interval(
        counted["article_id"], counted["speaker_id"], counted["words"].to_numpy(dtype=float),
        table.groupby("article_id")["words"].sum(),
        columns=out.index, seed=seed, resamples=resamples, sample=sample,
    )  # fmt: skip
    out["share_low"], out["share_high"] = limits if len(out) else (np.nan, np.nan)
    if (weight != 1).any():
        estimated = table[spoken].mul(table["article_id"].map(weight).astype(float), axis=0)
        sums = estimated.groupby(table["speaker_id"]).sum()
        out[[f"{name}_estimated" for name in spoken]] = sums.reindex(out.index)
    out = out.reset_index().sort_values(["share", "speaker_id"], ascending=[False, True], ignore_index=True)
    return out[["group", *(c for c in out.columns if c != "group")]]

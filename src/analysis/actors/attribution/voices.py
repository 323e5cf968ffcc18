"""Who speaks: quotations joined with actors, and the words given to each speaker."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import takewhile
from typing import Any

import numpy as np
import pandas as pd

from analysis.actors.attribution.finding import quotations_table
from analysis.actors.coreference.pronouns import SEX, quoted
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


def voices_table(articles: Iterable[ParsedArticle]) -> pd.DataFrame:
    """Return the attributed statements of parsed articles; columns as in `reading.quotations`.

    Examples
    --------
    >>> from analysis.annotation.articles import parse_text
    >>> table = voices_table([parse_text("Armenia will leave, Nikol Pashinyan said. Officials said it would stay.")])
    >>> table[["speaker_id", "speaker_name"]].values.tolist()
    [['person:nikol-pashinyan', 'Nikol Pashinyan'], ['anonymous', 'officials']]
    """
    return joined(voices_of(article, find_mentions(article)) for article in articles)


def joined(tables: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return tables of attributed statements as one; an empty one with its columns if there is none."""
    filled = [table for table in tables if len(table)]
    if not filled:
        return voices_of(ParsedArticle("", ""), [])
    return pd.concat(filled, ignore_index=True)


def voices_of(article: ParsedArticle, found: list[Mention]) -> pd.DataFrame:
    """Return the attributed statements of an article whose mentions are found already."""
    table = quotations_table([article])
    ids, inside = actor_ids(article.article_id, found), quoted(article.tokens)
    own = [_voice(article, row, found, ids, inside) for row in table.to_dict("records")]
    columns = [
        "speaker_id",
        "speaker_name",
        "speaker_kind",
        "affiliation",
        "words_quoted",
        "words_paraphrased",
    ]
    added = pd.DataFrame(own, columns=columns, index=table.index)
    return pd.concat([table, added.astype({"words_quoted": "int64", "words_paraphrased": "int64"})], axis=1)


def _voice(
    article: ParsedArticle, row: dict[Any, Any], found: list[Mention], ids: dict[int, str], inside: list[bool]
) -> tuple[object, ...]:
    spans = [_span(row, "speaker"), _span(row, "antecedent")]
    words = [
        _counted(article, row["content"], inside, True),
        _counted(article, row["content"], inside, False),
    ]
    for span in filter(None, spans):
        one = _speaker(article, span, found)
        if one is not None:
            return (ids[one.cluster], one.name, one.kind, "", *words)
    # "He" without a known antecedent names nobody; "officials" is a source without a name.
    for span in filter(None, reversed(spans)):
        if any(m.kind == "place" and m.start <= span[0] and span[1] <= m.end for m in found):
            continue
        text = _LEAD.sub("", " ".join(article.text[span[0] : span[1]].split())).strip(" ,.;:'’\"“”")
        if (
            text
            and text.lower() not in SEX
            and text.lower() not in {"it", "they", "i", "we", "you", "who", "that"}
        ):
            near = [m for m in found if span[0] <= m.start and m.end <= span[1] and m.via != "pronoun"]
            return (
                ANONYMOUS,
                _decapitalised(text, article.between(*span)),
                ANONYMOUS,
                near[0].name if near else "",
                *words,
            )
    return ("", "", "", "", *words)


def _decapitalised(text: str, tokens: list[Token]) -> str:
    """Write a source in small letters as inside a sentence, unless it begins with a name."""
    first = text.split(maxsplit=1)[0]
    opening = next((token for token in tokens if first.startswith(token.text)), None)
    is_name = opening is not None and (opening.pos == "PROPN" or bool(opening.entity))
    return text if is_name or (first.isupper() and len(first) > 1) else text[:1].lower() + text[1:]


def _span(row: dict[Any, Any], name: str) -> tuple[int, int] | None:
    start, end = row[f"{name}_start"], row[f"{name}_end"]
    return None if pd.isna(start) or pd.isna(end) else (int(start), int(end))


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


def _counted(article: ParsedArticle, content: Iterable[Iterable[int]], inside: list[bool], want: bool) -> int:
    """Count the words of the content that stand inside (or outside) quotation marks."""
    return sum(
        inside[token.index] == want and any(c.isalnum() for c in token.text)
        for start, end in content
        for token in article.between(start, end)
    )


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

"""Scare quotes: a few words in quotation marks that nobody is said to have said.

Marks around few words do many things. Set aside are those that attribute (a cue, a verb of calling
before them), that name (titles, names, words spoken of as words), that hold an utterance or a cited
judgement, and those around several words without a word of distance ("so-called") before them: mostly
somebody said these. What remains are marks by which a writer keeps a distance. Headlines are left
out: what stands in marks there is mostly attributed in the text below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.corpus.records import PROSE
from analysis.errors import require

if TYPE_CHECKING:
    from analysis.corpus import Corpus

MOST_WORDS = 4
"""Words that scare quotes hold."""

ARTICLES = 5_000
"""Articles whose text leaves the database in one go."""

# A mark opens after a space, a bracket or a dash and closes before what is no letter; an apostrophe does neither.
_SPAN = re.compile(
    r"""(?<![^\s(\[—–/-])(?:
        ["“„«](?=[^\s"“”„«»])(?P<double>[^"“”„«»\n]{1,2000})(?<=\S)["”“»]
      | ['‘‚](?=[^\s'‘’‚])(?P<single>(?:[^'‘’‚"“”\n]|(?<=\w)['’](?=\w)){1,2000})(?<=\S)['’]
    )(?!\w)""",
    re.VERBOSE,
)
_INNER = re.compile(
    r"""(?<![^\s(\[—–/-])["“'‘](?=[^\s"“”'‘’])(?P<inner>(?:[^"“”'‘’\n]|(?<=\w)['’](?=\w)){1,80})(?<=\S)["”'’](?!\w)"""
)
_WORD = re.compile(r"\w[\w'’.&-]*")
# What stands before marks that attribute or that speak of a word as a word.
_NAMED = re.compile(
    r"""\b(?:call(?:ed|s|ing)?|dub(?:bed|s)|label(?:led|ed|s|ling|ing)?|brand(?:ed|s|ing)|term(?:ed|s)?|nicknamed?
        |describ(?:ed?|es|ing)|refer(?:red|s|ring)?|denounc(?:ed?|es|ing)|condemn(?:ed|s|ing)?|accus(?:ed?|es|ing)
        |titled|entitled|code-?named|named|known|reads?|reading|sa(?:y|ys|id|ying)|meaning|means|translat(?:ed?|es)
        |words?|terms?|phrases?|slogans?|hashtags?|chant(?:ed|s|ing)?|shout(?:ed|s|ing)?|marked|hailed|deemed
        |warn(?:ed|s|ing)?|quot(?:ed?|es|ing)|according)\b[^.;!?"“”]{0,40}$""",
    re.VERBOSE | re.IGNORECASE,
)
_BEFORE = 60
"""Characters before a mark in which a verb of calling is looked for."""

# "It was 'a disaster'": a predicate in marks is mostly somebody's judgement cited; so is one of several in a row.
_PREDICATE = re.compile(
    r"""(?:\b(?:is|are|was|were|be|been|being|am|becom(?:e|es|ing)|became|feels?|felt|seem(?:s|ed)?|look(?:s|ed)?
        |remain(?:s|ed)?|as|that|because|why|how|to|not)|[”"’'][,;]?(?:\s+(?:and|or|but))?)\s+$""",
    re.VERBOSE | re.IGNORECASE,
)
# Several words in marks are mostly cited; they count where a word before them keeps the distance.
_DISTANCE = re.compile(
    r"\b(?:so[- ]called|self-(?:styled|proclaimed|described)|(?:supposed|alleged|purported|ostensibl[ey])(?:ly)?)"
    r"(?:\s+\w+){0,1}\s+$",
    re.IGNORECASE,
)
_VOTES = frozenset(("yes", "no", "aye", "nay", "yea", "present"))
_CLAUSE = re.compile(r"\b(?:i|he|she|it|we|they|you|there)\b|n['’]t\b", re.IGNORECASE)
"""Words that make what stands in marks a piece of speech."""


def scare_quotes(corpus: Corpus, *, quotations: pd.DataFrame) -> pd.DataFrame:
    """Return short quoted spans that are nobody's quotation, no name and no utterance.

    Parameters
    ----------
    corpus : Corpus
    quotations : DataFrame
        From `actors.quotations`: article_id, start, end, cue.

    Returns
    -------
    DataFrame
        article_id, start, end (with the marks), group (word, phrase), term (the words).

    Raises
    ------
    ParameterError
        If `quotations` lacks a column.
    """
    require(
        quotations,
        ("article_id", "start", "end", "cue"),
        what="the quotations have",
        where="quotations",
        remedy="Give the table that actors.quotations makes.",
    )
    attributed = quotations[quotations["cue"] != ""]
    # The whole of a quotation and not its content alone: words of a speaker also stand beside what is taken for it.
    said = {
        str(key): own[["start", "end"]].to_numpy(dtype=int)
        for key, own in attributed.groupby("article_id", sort=False)
    }
    rows = [
        (article_id, first + start, first + end, "word" if words == 1 else "phrase", term)
        for article_id, first, text in _prose(corpus)
        for start, end, words, term, nested in quoted_words(text)
        if nested or not _inside(said.get(article_id), first + start, first + end)
    ]
    return pd.DataFrame(rows, columns=["article_id", "start", "end", "group", "term"])


def quoted_words(text: str) -> Iterator[tuple[int, int, int, str, bool]]:
    """Yield the short quoted spans of a paragraph that neither name, attribute nor hold an utterance.

    Yields
    ------
    tuple
        Start and end (with the marks), number of words, the words, and whether it stands in a longer quotation.

    Examples
    --------
    >>> [found[3] for found in quoted_words('The “experts” met. He read “War and Peace”, called “dull”.')]
    ['experts']
    """
    for span in _SPAN.finditer(text):
        inside = span["double"] if span["double"] is not None else span["single"]
        if len(_WORD.findall(inside)) <= MOST_WORDS:
            yield from _kept(text, span.start(), span.end(), inside, nested=False)
            continue
        for inner in _INNER.finditer(text, span.start() + 1, span.end() - 1):
            yield from _kept(text, inner.start(), inner.end(), inner["inner"], nested=True)


def _kept(
    text: str, start: int, end: int, inside: str, *, nested: bool
) -> Iterator[tuple[int, int, int, str, bool]]:
    term = inside.rstrip(",.;:").strip()
    words = len(_WORD.findall(term))
    utterance = not term or not term[0].islower() or term[-1] in "!?…-"
    before = text[max(0, start - _BEFORE) : start]
    if utterance or not 1 <= words <= MOST_WORDS or _CLAUSE.search(term):
        return
    distant = bool(_DISTANCE.search(before))
    if not distant and (words > 1 or _NAMED.search(before) or _PREDICATE.search(before)):
        return
    if term.lower() not in _VOTES:
        yield start, end, words, term.lower(), nested


def _prose(corpus: Corpus) -> Iterator[tuple[str, int, str]]:
    """Yield article_id, start and text of each paragraph of prose with a quotation mark in its article."""
    ids = corpus.sql(
        "select article_id from articles where regexp_matches(text, $marks) order by article_id",
        marks="[\"“„«'‘‚]",
    )["article_id"].tolist()  # fmt: skip
    for first in range(0, len(ids), ARTICLES):
        own = ids[first : first + ARTICLES]
        texts = corpus.sql(
            "select article_id, text from articles where article_id in (select unnest($ids::varchar[]))",
            ids=own,
        )
        text = dict(zip(texts["article_id"], texts["text"], strict=True))
        segments = corpus.sql(
            'select article_id, "start", "end" from segments where article_id in (select unnest($ids::varchar[])) '
            "and kind in (select unnest($kinds::varchar[])) order by article_id, segment",
            ids=own, kinds=[kind for kind in PROSE if kind != "headline"],
        )  # fmt: skip
        for article_id, start, end in segments.itertuples(index=False, name=None):
            yield str(article_id), int(start), text[article_id][int(start) : int(end)]


def _inside(spans: np.ndarray | None, start: int, end: int) -> bool:
    return spans is not None and bool(((spans[:, 0] < end) & (start < spans[:, 1])).any())

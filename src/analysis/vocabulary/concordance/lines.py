"""Concordance: every place where a word or phrase stands, with its context."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import regex

from analysis.corpus import PROSE, Corpus
from analysis.corpus.words import form, word_spans
from analysis.errors import ParameterError

_LONGEST = 20


def concordance(
    corpus: Corpus,
    query: str,
    *,
    kinds: Sequence[str] = PROSE,
    width: int = 60,
    sample: int | None = None,
    seed: int = 1,
) -> pd.DataFrame:
    """Return every place where a word or phrase is used.

    Parameters
    ----------
    corpus : Corpus
    query : str
        Words as they are counted (upper and lower case are the same); ``*``
        stands for any run of letters within a word: ``secur* guarantee*``.
    kinds : sequence of str
        Kinds of segment that are searched.
    width : int
        Characters of context on each side.
    sample : int, optional
        Draw so many lines at random; the number of all lines is in ``attrs["total"]``.
    seed : int
        Seed of the draw.

    Returns
    -------
    DataFrame
        ``article_id, start, end, kind, left, hit, right, outlet, date, title``
        in order of date, article and place.

    Raises
    ------
    ParameterError
        If the query has no word.

    Examples
    --------
    >>> concordance(corpus, "security guarantee*")  # doctest: +SKIP
    """
    patterns = _patterns(query)
    rows = pd.DataFrame(
        [
            (key, base + start, base + end, kind)
            for key, kind, base, text in _candidates(corpus, query, kinds)
            for start, end in _matches(text, patterns)
        ],
        columns=["article_id", "start", "end", "kind"],
    )
    total = len(rows)
    if sample is not None and total > sample:
        rows = rows.sample(sample, random_state=seed).sort_index(ignore_index=True)
    lines = corpus.kwic(rows, width=width)
    lines.attrs["total"] = total
    return lines


def _patterns(query: str) -> list[regex.Pattern[str]]:
    # The star is kept as a letter while the query is split into words.
    parts = [regex.escape(form(part)).replace(regex.escape("*"), ".*") for part in query.split()]
    if not parts or all(part in ("", ".*") for part in parts):
        raise ParameterError(
            f"{query!r} holds no word to look for",
            where="query",
            remedy="Write words; * stands for any letters.",
        )
    if len(parts) > _LONGEST:
        raise ParameterError(
            f"the query has {len(parts)} words", where="query", remedy=f"Use at most {_LONGEST}."
        )
    return [regex.compile(part, regex.DOTALL) for part in parts]


def _candidates(corpus: Corpus, query: str, kinds: Sequence[str]) -> list[tuple[str, str, int, str]]:
    """Return the segments that hold the query's longest literal part at all; DuckDB does this out of core."""
    literal = max(
        form(query.replace("’", "'")).replace("*", " ").replace("'", " ").split(), key=len, default=""
    )
    return corpus.connection.execute(
        'select s.article_id, s.kind, s.start, substring(a.text, s.start + 1, s."end" - s.start) as part '
        "from segments s join articles a using (article_id) where s.kind in (select unnest($kinds)) "
        "and contains(lower(part), $literal) order by a.date, a.source, a.record, s.start",
        {"kinds": list(kinds), "literal": literal},
    ).fetchall()


def _matches(text: str, patterns: list[regex.Pattern[str]]) -> list[tuple[int, int]]:
    spans = word_spans(text)
    forms = [form(text[start:end]) for start, end in spans]
    size = len(patterns)
    return [
        (spans[i][0], spans[i + size - 1][1])
        for i in range(len(spans) - size + 1)
        if all(pattern.fullmatch(forms[i + k]) for k, pattern in enumerate(patterns))
    ]

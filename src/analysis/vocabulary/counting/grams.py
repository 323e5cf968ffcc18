"""Words and sequences of neighbouring words as DuckDB expressions."""

from __future__ import annotations

from analysis.corpus.sql import literal
from analysis.corpus.words import sql_words
from analysis.errors import ParameterError

LONGEST = 5
"""Words in the longest sequence that is counted."""

PAUSE = r'[.!?;:,…"“”„«»()\[\]\n–—|•/]'
"""What no sequence of words reaches across: a stop, bracket, dash, line break or quotation mark."""


def length(n: int) -> int:
    """Return the number of words in a sequence, or raise if none so long is counted."""
    if isinstance(n, bool) or not isinstance(n, int) or not 1 <= n <= LONGEST:
        raise ParameterError(
            f"n = {n!r} words in a sequence",
            where="n",
            remedy=f"Give a whole number from 1 (single words) to {LONGEST}.",
        )
    return n


def sql_grams(text: str, *, n: int) -> str:
    """Return a DuckDB expression for the list of word forms of a text, or of its sequences of n words.

    The words of a sequence are joined by one space; none reaches across a `PAUSE`.
    """
    if n == 1:
        return sql_words(text)
    pause = literal(PAUSE)
    listed = (
        f"list_transform({sql_words(text, others=PAUSE)}, "
        f"lambda w: case when regexp_full_match(w, {pause}) then chr(10) else w end)"
    )
    return sql_sequences(listed, n=n)


def sql_sequences(listed: str, *, n: int) -> str:
    """Return a DuckDB expression for the sequences of n items in a list, in which a line break stands for a pause."""
    joined = f"string_split(array_to_string({listed}, ' '), chr(10))"
    runs = f"list_transform({joined}, lambda run: string_split(trim(run), ' '))"
    if n == 1:
        return f"list_filter(flatten({runs}), lambda w: w <> '')"
    # A run that is too short has no range to go over.
    return (
        f"flatten(list_transform({runs}, lambda run: list_transform(range(1, len(run) - {n - 2}), "
        f"lambda i: array_to_string(run[i : i + {n - 1}], ' '))))"
    )

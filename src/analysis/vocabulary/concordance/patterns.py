"""Regular expressions over article text that cannot hang: bounded when compiled and while they run."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Sequence

import pandas as pd
import regex

from analysis.corpus import KINDS, Corpus
from analysis.errors import ParameterError, one_of

LONGEST = 1000
"""Characters of a pattern."""

TEXT_SECONDS = 2.0
"""Time for one segment; a pattern that takes longer tries the same letters in too many ways."""

MOST_HITS = 2_000_000
"""Hits after which a pattern is no question any more."""

_REPEAT = regex.compile(r"\{\s*(\d+)")
_MOST_STEPS = 200_000
_BATCH = 20_000

Segment = tuple[str, str, int, str]


def compiled(pattern: str) -> regex.Pattern[str]:
    r"""Return a pattern made ready, or refuse it.

    Raises
    ------
    ParameterError
        If it is none, is empty, too long, or repeats repeats too often to be held in memory.

    Examples
    --------
    >>> compiled(r"\bNATO\b").findall("NATO, nato")
    ['NATO']
    """
    if not pattern.strip():
        raise ParameterError("the pattern is empty", where="query", remedy="Write a regular expression.")
    if len(pattern) > LONGEST:
        raise ParameterError(
            f"the pattern has {len(pattern):,} characters", where="query", remedy=f"Use at most {LONGEST:,}."
        )
    # The engine writes out what must repeat; nested repeats multiply, whatever stands between them.
    steps = len(pattern) * math.prod(max(int(number), 1) for number in _REPEAT.findall(pattern))
    if steps > _MOST_STEPS:
        raise ParameterError(
            f"the repeats of {pattern[:60]!r} multiply to {steps:.0e} steps", where="query",
            remedy="Use smaller numbers in braces.",
        )  # fmt: skip
    try:
        return regex.compile(pattern)
    except regex.error as error:
        raise ParameterError(
            f"{pattern[:60]!r} is no regular expression ({error})",
            where="query",
            remedy="Escape signs that stand for themselves with a backslash.",
        ) from error
    except (RecursionError, MemoryError, OverflowError, ValueError, TypeError, KeyError) as error:
        raise ParameterError(
            f"{pattern[:60]!r} cannot be compiled ({type(error).__name__})", where="query", remedy="Simplify it."
        ) from error  # fmt: skip


def find(corpus: Corpus, pattern: str, *, kinds: Sequence[str], seconds: float) -> pd.DataFrame:
    """Return where a regular expression fits, within segments; empty fits do not count.

    Parameters
    ----------
    corpus : Corpus
    pattern : str
        As the `regex` library reads it; upper and lower case differ unless it begins with ``(?i)``.
    kinds : sequence of str
    seconds : float
        Time for all texts.

    Returns
    -------
    DataFrame
        ``article_id, start, end, kind`` in order of date, article and place.

    Raises
    ------
    ParameterError
        If the pattern is refused (see `compiled`), or takes too long.
    """
    wanted = compiled(pattern)
    for kind in kinds:
        one_of(kind, KINDS, name="kind of segment")
    rows: list[tuple[str, int, int, str]] = []
    until = time.monotonic() + seconds
    for key, kind, base, text in _segments(corpus, kinds):
        left = until - time.monotonic()
        if left <= 0:
            raise _too_slow(
                pattern, f"all texts in {seconds:g} seconds", "Give it more `seconds`, narrow `where`"
            )
        try:
            for match in wanted.finditer(text, timeout=min(left, TEXT_SECONDS)):
                if match.end() > match.start():
                    rows.append((key, base + match.start(), base + match.end(), kind))
        except TimeoutError as error:
            what = f"a text of {len(text):,} characters in {min(left, TEXT_SECONDS):.1f} seconds"
            raise _too_slow(pattern, what, "Do not repeat what repeats, as in (a+)+") from error
        if len(rows) > MOST_HITS:
            raise ParameterError(
                f"{pattern[:60]!r} fits more than {MOST_HITS:,} times", where="query", remedy="Ask for something rarer."
            )  # fmt: skip
    return pd.DataFrame(rows, columns=["article_id", "start", "end", "kind"])


def _too_slow(pattern: str, what: str, remedy: str) -> ParameterError:
    return ParameterError(
        f"the pattern {pattern[:60]!r} cannot be tried on {what}", where="query",
        remedy=f"{remedy}, or use a query of words, which is always fast.",
    )  # fmt: skip


def _segments(corpus: Corpus, kinds: Sequence[str]) -> Iterable[Segment]:
    reader = corpus.connection.execute(
        "select s.article_id, s.kind, s.start, "
        'substring(a.text, (s.start + 1)::bigint, (s."end" - s.start)::bigint) as part '
        "from segments s join articles a using (article_id) where s.kind in (select unnest($kinds)) "
        "order by a.date, a.source, a.record, s.start",
        {"kinds": list(kinds)},
    )
    try:
        while rows := reader.fetchmany(_BATCH):
            yield from rows
    finally:
        # A pattern may be given up half way; the connection must not wait for the rest.
        corpus.connection.execute("select 1").fetchall()

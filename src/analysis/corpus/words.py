"""What a word is: one definition, with offsets in Python and in bulk in DuckDB.

A word is a run of letters and digits, with single apostrophes, hyphens or
ampersands inside it, or points and commas between digits ("45-year-old",
"don't", "AT&T", "8.3", "100,000"), or single letters each with a point
("U.S."). Its *form* for counting is in lower case,
with a straight apostrophe (also for ’ and the ´ of old agency copy) and without a possessive ending, so that
"Armenia’s" counts as "armenia".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import regex
from nltk.tokenize import RegexpTokenizer

_RUN = r"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*"
WORD = rf"\p{{Nd}}+(?:[.,]\p{{Nd}}+)+|\p{{L}}\.(?:\p{{L}}\.)+(?:['’´]s)?|{_RUN}(?:['’´\-‑&]{_RUN})*"
"""The pattern of a word, as NLTK's tokenizer and DuckDB's functions both read it."""

_POSSESSIVE = re.compile(r"(?<=.)'s$", re.S)
_TOKENIZER = RegexpTokenizer(WORD)
# To count needs no offsets, and the pattern no time limit, which costs NLTK's tokenizer most of its time: no part of
# it can match one string in two ways. The same pattern for text of ASCII alone is twice as fast again.
_ANY = regex.compile(WORD)
_ASCII = re.compile(
    r"[0-9]+(?:[.,][0-9]+)+|[A-Za-z]\.(?:[A-Za-z]\.)+(?:'s)?|[A-Za-z0-9]+(?:['\-&][A-Za-z0-9]+)*"
)


def word_spans(text: str) -> list[tuple[int, int]]:
    """Return the character offsets of the words of a text, end exclusive.

    Examples
    --------
    >>> word_spans("Armenia’s 45-year-old pact")
    [(0, 9), (10, 21), (22, 26)]
    """
    return list(_TOKENIZER.span_tokenize(text))


def form(word: str) -> str:
    """Return the form a word is counted under.

    Examples
    --------
    >>> form("Armenia’s"), form("U.S.'s"), form("NATO")
    ('armenia', 'u.s.', 'nato')
    """
    return _POSSESSIVE.sub("", _lower(word).replace("’", "'").replace("´", "'").replace("‑", "-"))


def _lower(word: str) -> str:
    # One letter to one letter, as DuckDB does it: Python's lower() makes two of the Turkish dotted capital.
    return word.lower() if word.isascii() else "".join(c.lower()[0] for c in word)


def words(text: str) -> list[str]:
    """Return the forms of the words of a text, in order.

    Examples
    --------
    >>> words("Moscow's 8.3 % — and Yerevan")
    ['moscow', '8.3', 'and', 'yerevan']
    """
    return [form(text[start:end]) for start, end in word_spans(text)]


def sql_words(column: str, *, others: str = "") -> str:
    """Return a DuckDB expression for the list of word forms of a text column.

    It gives what `words` gives for each text. `others` is a pattern for
    anything else that shall be in the list, such as punctuation.
    """
    lowered = f"replace(replace(replace(lower({column}), '’', ''''), '´', ''''), '‑', '-')"
    pattern = (f"{WORD}|{others}" if others else WORD).replace("'", "''")
    # A pattern for the possessive ending would cost a third of the time.
    return f"list_transform(regexp_extract_all({lowered}, '{pattern}'), lambda w: if(w like '_%''s', left(w, -2), w))"


def count(texts: Iterable[str]) -> int:
    """Return how many words some texts have together.

    Examples
    --------
    >>> count(["Armenia’s 45-year-old pact", "8.3 %"])
    4
    """
    return sum(len((_ASCII if text.isascii() else _ANY).findall(text)) for text in texts)

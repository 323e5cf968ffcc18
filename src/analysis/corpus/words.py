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
from collections.abc import Iterable, Iterator

import regex

_RUN = r"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*"
WORD = rf"\p{{Nd}}+(?:[.,]\p{{Nd}}+)+|\p{{L}}\.(?:\p{{L}}\.)+(?:['’´]s)?|{_RUN}(?:['’´\-‑&]{_RUN})*"
"""The pattern of a word, as the `regex` package, NLTK's tokenizers and DuckDB's functions all read it."""

_POSSESSIVE = re.compile(r"(?<=.)'s$", re.S)
# No time limit, which would cost most of the time: no part of the pattern can match one string in two ways.
_ANY = regex.compile(WORD)
# Most words need no pattern to be counted, only to be told from what is between them: see `_runs`.
_USUAL = (("’", "'"), ("´", "'"), ("‑", "-"), *((sign, " ") for sign in "“”‘–—"))
_CLASSES = bytes(
    ord("a") if chr(code).isalnum() else ord("-") if chr(code) in "'-&" else ord(" ") for code in range(128)
) + bytes(128)
_ODD = re.compile(r"[.,\x80-\U0010ffff](?:(?<=[^.,])|(?<=[0-9].)[0-9]|(?<=[A-Za-z].)[A-Za-z]\.)")
_ODD_SHARE = 0.02


def word_spans(text: str) -> list[tuple[int, int]]:
    """Return the character offsets of the words of a text, end exclusive.

    Examples
    --------
    >>> word_spans("Armenia’s 45-year-old pact")
    [(0, 9), (10, 21), (22, 26)]
    """
    return [match.span() for match in _ANY.finditer(text)]


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
    text = "\n".join(texts)
    if not text.isascii():
        for sign, same in _USUAL:
            text = text.replace(sign, same)
        if len(text.encode("ascii", "ignore")) < (1 - _ODD_SHARE) * len(text):
            return len(_ANY.findall(text))
    odd = " ".join(_odd(text))
    return _runs(text) - _runs(odd) + len(_ANY.findall(odd))


def _odd(text: str) -> Iterator[str]:
    """Yield what stands between spaces and holds a point or comma inside a word, or a sign beyond ASCII."""
    at = 0
    while found := _ODD.search(text, at):
        start = text.rfind(" ", at, found.start()) + 1 or at
        at = text.find(" ", found.end())
        yield text[start:at] if at >= 0 else text[start:]
        if at < 0:
            return


def _runs(text: str) -> int:
    """Count words of letters, digits and single signs inside them: where a run begins that no sign joins to another."""
    signs = b" " + text.encode("ascii", "replace").translate(_CLASSES)
    return signs.count(b" a") + signs.count(b" -a") + signs.count(b"--a")

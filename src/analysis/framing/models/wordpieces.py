"""Word pieces of a text, as models of the BERT family read it.

A text is put in lower case without accents and cut at blanks and punctuation;
a word the vocabulary lacks is cut into its longest known pieces from the left.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

UNKNOWN, OPENING, CLOSING = "[UNK]", "[CLS]", "[SEP]"
LONGEST_WORD = 100
"""Characters above which a word is unknown; bounds the work a single word can cause."""

# Blocks of ideographs, each of which is a word of its own.
_IDEOGRAPHS = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2FA1F), (0xF900, 0xFAFF))


def pieces(text: str, vocabulary: Mapping[str, int]) -> list[int]:
    """Return the numbers of a text's word pieces, without the marks around it.

    Parameters
    ----------
    text : str
    vocabulary : mapping of str to int
        Pieces inside a word begin with ``##``.

    Examples
    --------
    >>> known = {"[UNK]": 0, "peace": 1, "keep": 2, "##er": 3, "##s": 4, ".": 5}
    >>> pieces("Peace keepers.", known)
    [1, 2, 3, 4, 5]
    >>> pieces("peacé war", known)
    [1, 0]
    """
    unknown = vocabulary[UNKNOWN]
    found: list[int] = []
    for word in _words(text):
        found += _cut(word, vocabulary, unknown)
    return found


def _words(text: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFD", text.lower())
    return iter("".join(_apart(character) for character in plain).split())


@lru_cache(maxsize=65_536)
def _apart(character: str) -> str:
    """Return a character, set apart if it is a word by itself, as a blank, or as nothing."""
    kind, code = unicodedata.category(character), ord(character)
    if character in "\t\n\r" or kind == "Zs":
        return " "
    if kind == "Mn" or code in (0, 0xFFFD) or kind in ("Cc", "Cf"):
        return ""
    # Signs such as $ + < ^ ` | ~ are punctuation to these models, though not to Unicode.
    sign = kind.startswith("P") or (33 <= code <= 126 and not character.isalnum())
    alone = sign or any(first <= code <= last for first, last in _IDEOGRAPHS)
    return f" {character} " if alone else character


def _cut(word: str, vocabulary: Mapping[str, int], unknown: int) -> list[int]:
    if len(word) > LONGEST_WORD:
        return [unknown]
    found, start = [], 0
    while start < len(word):
        lead = "##" if start else ""
        end = next((e for e in range(len(word), start, -1) if lead + word[start:e] in vocabulary), 0)
        if not end:
            return [unknown]
        found.append(vocabulary[lead + word[start:end]])
        start = end
    return found

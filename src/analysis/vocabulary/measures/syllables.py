"""How many syllables an English word has: rules on its letters, and a list of common words that break them.

The rules count groups of vowel letters, take away the silent ones and add those
that two neighbouring vowels make. They and the list were fitted on words of
the CMU Pronouncing Dictionary; `benchmarks/syllable_counts.py` measures them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from analysis.corpus.words import form
from analysis.paths import PACKAGE

LONGEST = 60
"""Letters of a part of a word that are read; no English word has more, and hostile text may."""

_PARTS = re.compile(r"[^a-z']+")
_VOWELS = re.compile(r"[aeiouy]+")
_GLIDE = re.compile(r"^y(?=[aeiou])|(?<=[aeiou])y(?=[aeiou])|(?<=q)u")
# A vowel letter must stand before a silent e, ed or es: "me" and "led" are spoken.
_SILENT_END = re.compile(
    r"[aeiouy].*(?:[^aeiouy](?<![^aeiouylr]l)(?<![^aeiouyr]r)e"
    r"|[^aeiouytd](?<![^aeiouylr]l)ed"
    r"|[^aeiouysxzgc](?<![cs]h)(?<![^aeiouylr]l)(?<![^aeiouyr]r)es)$"
)
_ENDINGS = (
    "ments?|ly|less|ness|ful|fully|m[ae]n|land|side|work|wards?|days?|times?|town|ty|holds?|where|spread|owners?|"
    "makers?|keepers?|book|lines?|stone|wom[ae]n|person|people"
)
_SILENT_INSIDE = re.compile(
    "|".join(
        [
            rf"(?<=[^aeiouy])(?<![^aeiouylr]l)e(?=(?:{_ENDINGS})$)",
            r"(?<=\bsom)e(?=[bdhotw])", r"(?<=\bev)e(?=ry)", r"(?<=\bhom)e(?=[bcflmst])", r"(?<=\bhous)e(?=[bhkmpw])",
            r"(?<=\bfor)e(?=[cfghlmt])", r"(?<=\blif)e(?=[bglst])", r"(?<=\bshar)e(?=[hw])", r"(?<=\bsid)e(?=[klsw])",
            r"(?<=\bwhol)e(?=s[ae])", r"(?<=\btak)e(?=[ao])", r"(?<=ic)a(?=lly$)",
        ]
    )
)  # fmt: skip
_TWO_VOWELS = re.compile(
    "|".join(
        [
            r"(?<=.)(?<![ctsg])i(?=[au])", r"(?<=.)(?<![ctsglnx])i(?=o(?!u))", r"(?<![ctsgx])i(?=ous)",
            r"(?<=[ct])i(?=at[ei])", r"i(?=et|enc)", r"(?<=[^aeiouy][^aeiouy])i(?=er)(?!iers?$)",
            r"e(?=o(?!u|ns?$|rg))", r"(?<=[^gq])u(?=a)", r"(?<=[^gq])u(?=o)(?!uoy)", r"[oeyu](?=ing)",
            r"(?<!r)[aeouy](?=ism)", r"(?<=[^aeiouyhst])o(?=e[mt])",
            r"(?<=[aeiouy].)e(?=a(?:ns?|s)?$)", r"(?<=[aeiouy]..)e(?=a(?:ns?|s)?$)", r"(?<=cr)e(?=at(?!ure))",
            r"\bre(?=im|op|or|act|us|ass|all|el(?!s?$))", r"\bmc(?=[^aeiouyhk])", r"s(?=ms?$)", r"th(?=ms?$)",
            r"\bco(?=op(?!s?$)|or)",
        ]
    )
)  # fmt: skip
_FINAL_ACUTE = re.compile("e\u0301$")
_DIAERESIS = re.compile("(?<=[aeiou])([aeiou])\u0308")
_NOT = re.compile(r"(?<=[^aeiour])n't$")
_WILL = re.compile(r"(?<=[^aeiouy])'(?=(?:ll|ve)$)")


def syllables(word: str) -> int:
    """Return the number of syllables of an English word; 0 if it has no Latin letter.

    Parts joined by a hyphen are counted apart; a part without a vowel letter is
    spelt out (``NHS``, ``U.S.``); figures are not counted.

    Examples
    --------
    >>> [syllables(word) for word in ("cat", "negotiations", "people", "didn't", "NHS", "well-known", "café", "1918")]
    [1, 5, 2, 2, 3, 2, 2, 0]
    """
    return sum(_part(part) for part in parts(word))


def parts(word: str) -> list[str]:
    """Return the parts of a word that are joined by hyphens or the like, in plain small Latin letters.

    Examples
    --------
    >>> parts("Séoul-based"), parts("19")
    (['seoul', 'based'], [])
    """
    plain = form(word)
    if not plain.isascii():
        # A final é is spoken, a vowel with a diaeresis is one of its own; no other accent changes the count.
        plain = _FINAL_ACUTE.sub("ey", unicodedata.normalize("NFD", plain))
        plain = _DIAERESIS.sub(r"w\1", plain)
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return [part[:LONGEST] for part in _PARTS.split(plain) if part.strip("'")]


@lru_cache(maxsize=200_000)
def _part(part: str) -> int:
    listed = exceptions().get(part)
    if listed is not None:
        return listed
    part = _WILL.sub("e", _NOT.sub("ent", part)).replace("'", "")
    if not _VOWELS.search(part):
        return len(part) + 2 * part.count("w")  # each letter by its name, "double u"
    part = _GLIDE.sub("w", part)
    found = len(_VOWELS.findall(part)) + len(_TWO_VOWELS.findall(part))
    return max(1, found - len(_SILENT_INSIDE.findall(part)) - (_SILENT_END.search(part) is not None))


@lru_cache(maxsize=1)
def exceptions() -> dict[str, int]:
    """Return the words whose syllables the rules miscount, with their number."""
    text = (PACKAGE / "resources/vocabulary/syllables.txt").read_text(encoding="utf-8")
    lines = (line.split(":") for line in text.splitlines() if line and not line.startswith("#"))
    return {word: int(number) for number, words in lines for word in words.split()}

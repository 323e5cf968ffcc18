"""Names of months and weekdays, in the languages news is dated in.

The names come from the Unicode CLDR (`babel`), wide and abbreviated, as they
stand in a date ("5 марта") and alone ("март"); a short list adds forms that
newspapers and databases print and CLDR does not have. They are looked up
without case, dots and accents, so "FÉVR." and "fevr" are the same.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from babel import Locale

LOCALES = (
    "en", "en_GB", "de", "de_AT", "fr", "es", "es_MX", "pt", "pt_PT", "it", "nl", "ca", "gl", "sv", "da", "nb", "nn",
    "fi", "is", "et", "lv", "lt", "pl", "cs", "sk", "sl", "hr", "sr", "sr_Latn", "bs", "mk", "sq", "bg", "ro", "hu",
    "el", "tr", "az", "ru", "uk", "be", "kk", "uz", "ka", "hy", "ar", "ar_LB", "ar_DZ", "ar_MA", "fa", "ur", "he",
    "hi", "bn", "ta", "id", "ms", "sw", "af", "cy",
)  # fmt: skip
"""Locales whose month names are known."""

_ENGLISH = (
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
)
ENGLISH_MONTHS = {name: i for line in _ENGLISH for i, name in enumerate(line.split(), start=1)} | {"sept": 9}
"""English month names in lower case: the common case, known before anything is loaded."""

_MORE = {
    "mrz": 3, "jänner": 1, "feber": 2, "juni": 6, "juli": 7, "setiembre": 9, "set": 9, "avr": 4,
    "fev": 2, "dez": 12, "mart": 3, "juin": 6, "juil": 7,
}  # fmt: skip
"""Forms met in exports that CLDR lacks."""

_WEEKDAYS = ("monday tuesday wednesday thursday friday saturday sunday", "mon tue wed thu fri sat sun")
ENGLISH_WEEKDAYS = {
    name: i for line in _WEEKDAYS for i, name in enumerate(line.split())
} | {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}  # fmt: skip


_SIGNS = (
    {ord(c): str(unicodedata.digit(c)) for c in map(chr, range(0x80, 0x20000)) if c.isdecimal()}
    | dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\u200e\u200f\u3000\t\n\r"), " ")
    | dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
    | {ord("’"): "'", ord("،"): ",", ord("，"): ",", ord("／"): "/", ord("．"): ".", ord("："): ":"}
)


def plain_signs(text: str) -> str:
    """Return a text of the same length with ASCII digits, spaces, dashes and apostrophes.

    Examples
    --------
    >>> plain_signs("١ مارس ٢٠٢٢")
    '1 مارس 2022'
    """
    return text.translate(_SIGNS)


def month_of(word: str, *, language: str = "") -> int:
    """Return the number of the month a word names, or 0.

    Parameters
    ----------
    word : str
        One name; case, dots and accents do not matter.
    language : str
        ISO 639-1 code of the language the word stands in. It decides about the
        few words that are different months in two languages (Polish and Czech
        *listopad* is November, Croatian *listopad* October); without it they are none.

    Examples
    --------
    >>> month_of("Sept."), month_of("февраля"), month_of("Fevr"), month_of("soon")
    (9, 2, 2, 0)
    >>> month_of("listopada"), month_of("listopada", language="pl"), month_of("listopada", language="hr")
    (0, 11, 10)
    """
    name = word.lower().rstrip(".")
    return ENGLISH_MONTHS.get(name) or _resolved(_folded(name), language)


def weekday_of(word: str) -> int | None:
    """Return the weekday a word names, Monday being 0, or nothing.

    Abbreviations are known in English only: in other languages they are
    common words, such as *do* and *so* in German.

    Examples
    --------
    >>> weekday_of("Wed"), weekday_of("Sonntag"), weekday_of("sol"), weekday_of("March")
    (2, 6, None, None)
    """
    name = word.lower().rstrip(".")
    if name in ENGLISH_WEEKDAYS:
        return ENGLISH_WEEKDAYS[name]
    meanings = _weekdays().get(_folded(name), set())
    return next(iter(meanings)) if len(meanings) == 1 else None


def _resolved(name: str, language: str) -> int:
    meanings = _months().get(name, {})
    if len(set(meanings.values())) > 1 and language in meanings:
        return meanings[language]
    return next(iter(meanings.values())) if len(set(meanings.values())) == 1 else 0


def _folded(name: str) -> str:
    if name.isascii():
        return name
    marks = unicodedata.normalize("NFKD", name.casefold())
    # Only the accents of alphabets: the vowel signs of Indian scripts tell names apart.
    plain = "".join(c for c in marks if not "\u0300" <= c <= "\u036f")
    return plain.replace("ı", "i").rstrip(".׳॰")


@lru_cache(maxsize=1)
def _months() -> dict[str, dict[str, int]]:
    """Return for each folded name the month it is in each language that has it."""
    found: dict[str, dict[str, int]] = {_folded(name): {"": month} for name, month in _MORE.items()}
    for locale in LOCALES:
        language = locale[:2]
        for month, name in _names(locale, "months"):
            for form in (name, "ב" + name) if language == "he" else (name,):
                found.setdefault(_folded(form.lower().rstrip(".")), {}).setdefault(language, int(month))
    return {name: meanings for name, meanings in found.items() if not name.isdigit()}


@lru_cache(maxsize=1)
def _weekdays() -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for locale in LOCALES:
        for day, name in _names(locale, "days", widths=("wide",)):
            found.setdefault(_folded(name.lower().rstrip(".")), set()).add(int(day))
    return found


def _names(
    locale: str, what: str, *, widths: Iterable[str] = ("wide", "abbreviated")
) -> Iterator[tuple[int, str]]:
    contexts = getattr(Locale.parse(locale), what)
    for context in ("format", "stand-alone"):
        for width in widths:
            yield from contexts[context][width].items()

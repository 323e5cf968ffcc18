"""The language of an article: what its text is in, and what its source says it is in.

The text decides. Ordinary English is known by its small words; all else goes to
the naive Bayes model of byte n-grams of Lui & Baldwin (2012), "langid.py", in
the port `py3langid`, slice by slice, so that of a text in two languages the
larger part counts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from babel import Locale
from babel.core import get_global

from analysis.corpus.metadata.outlet_names import normal_form

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNDETERMINED = "und"
"""Code of a text too short, or with too few words, to tell its language (ISO 639-2)."""

SLICES = 8
"""Slices of a text that are looked at, evenly from its first to its last character."""

SHORTEST_SLICE, LONGEST_SLICE = 100, 250
"""Characters of a slice."""

LEAST_LETTERS = 20
"""Letters below which no language is told; a Chinese, Japanese or Korean character counts as three."""

LEAST_CERTAIN = 0.5
"""Probability, among the languages the model knows, below which a slice tells nothing."""

_ENGLISH = frozenset({
    "about", "after", "also", "and", "are", "at", "be", "been", "but", "by", "can", "could", "for", "from",
    "had", "has", "have", "he", "his", "if", "into", "it", "its", "more", "not", "on", "or", "said", "she",
    "than", "that", "the", "their", "there", "they", "this", "we", "were", "what", "when", "which", "who",
    "will", "with", "would", "you",
})  # fmt: skip
# Small words of English that no other language of resources/corpus/function_words.yaml has.
_ENGLISH_SHARE, _ENGLISH_WORDS, _ASCII_SHARE = 0.15, 5, 0.9
_WRITTEN_IN = (
    "en", "de", "fr", "es", "it", "pt", "nl", "ru", "pl", "tr", "uk", "sv", "da", "nb", "cs", "ar", "zh", "ja",
)  # fmt: skip
_NOT_NEWS = frozenset({"an", "eo", "la", "sa", "vo", "wa"})  # languages of the model that only mislead here
_FAMILIES = ("id ms jv", "no nn da", "hr bs sr", "cs sk", "pt gl", "fa ps", "zu xh", "kk ky", "es ast ext an")
_CLOSE = {code: family.split()[0] for family in _FAMILIES for code in family.split()}
"""Languages a slice is too short to tell apart; which of them it is, all slices say together."""
_SAME = {"nb": "no", "nn": "no", "cmn": "zh", "yue": "zh", "fil": "tl", "mo": "ro", "sh": "sr", "bhs": "bs"}


def identify(text: str) -> str:
    """Return the language most of a text is in.

    Parameters
    ----------
    text : str
        The body of an article, without furniture. Of a long one, slices are looked at.

    Returns
    -------
    str
        ISO 639-1 code, or ``"und"`` if the text is too short to tell or has hardly any words.

    Notes
    -----
    M. Lui and T. Baldwin (2012), "langid.py: An off-the-shelf language
    identification tool", Proceedings of the ACL 2012 System Demonstrations, 25–30.

    Examples
    --------
    >>> identify("The ferry between the islands is back, and the port said that it will be on time.")
    'en'
    >>> identify("Die Fähre zwischen den Inseln fährt wieder, und der Hafen hofft auf pünktliche Schiffe.")
    'de'
    >>> identify("Tor!")
    'und'
    """
    slices = _slices(text)
    if _is_english(" ".join(slices)):
        return "en"
    language = _by_model(slices)
    return _SAME.get(language, language)


@lru_cache(maxsize=4096)
def language_code(stated: str) -> str:
    """Return the ISO 639-1 code of a language as a page or database states it; what is no language stays as it is.

    Of several languages the first is meant. Names are known in the languages databases are used in.

    Examples
    --------
    >>> [language_code(name) for name in ("English", "en-GB", "eng", "Englisch", "inglés; francés", "Runes")]
    ['en', 'en', 'en', 'en', 'en', 'Runes']
    """
    name = stated.strip()
    if not name:
        return ""
    first = re.split(r"[;,/|(\[]", name)[0].strip()[:60]
    code = re.split(r"[-_]", first.lower())[0]
    if re.fullmatch(r"[a-z]{2,3}", code):
        code = get_global("language_aliases").get(code, code)
        if code in Locale("en").languages:
            return _SAME.get(code, code)
    return _language_names().get(normal_form(first), name)


def _slices(text: str) -> list[str]:
    size = min(LONGEST_SLICE, max(SHORTEST_SLICE, len(text) // SLICES + 1))
    if len(text) <= size * SLICES:
        return [text[i : i + size] for i in range(0, len(text), size)]
    step = (len(text) - size) / (SLICES - 1)
    return [text[int(i * step) : int(i * step) + size] for i in range(SLICES)]


def _paragraphs(piece: str) -> list[str]:
    """Return the longer paragraphs of a slice, or the slice: languages change where paragraphs do."""
    return [part for part in piece.split("\n") if len(part) >= SHORTEST_SLICE // 2] or [piece]


def _is_english(sample: str) -> bool:
    words = sample.lower().split()
    found = list(filter(_ENGLISH.__contains__, words))
    if len(found) < max(_ENGLISH_WORDS, _ENGLISH_SHARE * len(words)) or len(set(found)) < _ENGLISH_WORDS - 1:
        return False
    return len(sample.encode("ascii", "ignore")) >= _ASCII_SHARE * len(sample)


def _letters(text: str) -> int:
    return sum(3 if character > "\u2fff" else 1 for character in text if character.isalpha())


def _family(piece: str) -> tuple[str, float]:
    """Return the likeliest group of close languages of a slice, and how likely it is."""
    ranked = _model().rank(piece)
    family = _CLOSE.get(ranked[0][0], ranked[0][0])
    return family, sum(likely for code, likely in ranked[:10] if _CLOSE.get(code, code) == family)


def _by_model(slices: Sequence[str]) -> str:
    """Return the language of most letters; close languages are told apart by all slices together."""
    pieces: dict[str, list[str]] = defaultdict(list)
    weights: dict[str, float] = defaultdict(float)
    total = 0
    for piece in (part for one in slices for part in _paragraphs(one)):
        if (letters := _letters(piece)) >= LEAST_LETTERS:
            total += letters
            family, certain = _family(piece)
            if certain >= LEAST_CERTAIN:
                pieces[family].append(piece)
                weights[family] += letters * certain
    if not total:
        return UNDETERMINED
    best = max(weights, key=lambda family: (weights[family], family), default=UNDETERMINED)
    if weights.get(best, 0) * 2 < total:
        # Columns of figures and names: a slice of them says nothing, all of them may.
        language, certain = _model().classify(" ".join(slices))
        return str(language) if certain >= LEAST_CERTAIN else UNDETERMINED
    return next(code for code, _ in _model().rank(" ".join(pieces[best])) if _CLOSE.get(code, code) == best)


@lru_cache(maxsize=1)
def _model() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # takes a second, and English needs none

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages([code for code in model.labels if len(code) == 2 and code not in _NOT_NEWS])
    return model


@lru_cache(maxsize=1)
def _language_names() -> dict[str, str]:
    """Return the code of each language by its name, in several languages."""
    found: dict[str, str] = {}
    for written_in in _WRITTEN_IN:
        for code, name in Locale(written_in).languages.items():
            if len(code) <= 3:
                found.setdefault(normal_form(str(name)), _SAME.get(code, code))
    return found

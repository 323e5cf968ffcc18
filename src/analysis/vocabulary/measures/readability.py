"""Readability formulas for English, on counts of a text or arrays of them; none of these knows of corpora.

Each is a regression of the 1940s to 1970s on the length of words and of
sentences. They say how long these are, on a scale of school years or ease,
and not whether a text is well ordered, well argued or known to its reader.
"""

from __future__ import annotations

from typing import Any

import numpy as np

LEAST_SENTENCES = 30
"""Sentences SMOG was made for: ten each from beginning, middle and end of a text (McLaughlin 1969)."""


def flesch(words: Any, sentences: Any, syllables: Any) -> Any:
    """Return Flesch's reading ease, 206.835 − 1.015 words/sentence − 84.6 syllables/word; higher is easier.

    Flesch (1948), doi:10.1037/h0057532.

    Parameters
    ----------
    words, sentences, syllables : number or array

    Examples
    --------
    >>> round(flesch(6, 1, 6), 3)  # The cat sat on the mat.
    116.145
    """
    return 206.835 - 1.015 * (words / sentences) - 84.6 * (syllables / words)


def flesch_kincaid(words: Any, sentences: Any, syllables: Any) -> Any:
    """Return the Flesch–Kincaid grade, .39 words/sentence + 11.8 syllables/word − 15.59, in US school years.

    Kincaid, Fishburne, Rogers and Chissom (1975), Research Branch Report 8-75.

    Examples
    --------
    >>> round(flesch_kincaid(6, 1, 6), 2)
    -1.45
    """
    return 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59


def fog(words: Any, sentences: Any, hard: Any) -> Any:
    """Return Gunning's fog index, .4 (words/sentence + 100 hard words/words), in US school years.

    Gunning (1952). Hard words have three syllables or more and are neither
    names, nor compounds of short words, nor made long by *-ed* or *-es*.

    Examples
    --------
    >>> round(fog(100, 5, 10), 6)
    12.0
    """
    return 0.4 * (words / sentences + 100 * (hard / words))


def smog(sentences: Any, polysyllables: Any) -> Any:
    """Return SMOG, 3.1291 + 1.043 √(30 polysyllables/sentences), in US school years.

    McLaughlin (1969). Made for 30 sentences; NaN for fewer.

    Examples
    --------
    >>> round(float(smog(30, 100)), 4), float(smog(29, 100))
    (13.5591, nan)
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        grade = 3.1291 + 1.043 * np.sqrt(polysyllables * 30 / np.asarray(sentences, dtype=float))
    return np.where(np.asarray(sentences) >= LEAST_SENTENCES, grade, np.nan)


def coleman_liau(words: Any, sentences: Any, characters: Any) -> Any:
    """Return the Coleman–Liau index, 5.88 characters/word − 29.6 sentences/word − 15.8, in US school years.

    Coleman and Liau (1975), doi:10.1037/h0076540; characters are letters and digits.

    Examples
    --------
    >>> round(coleman_liau(100, 5, 470), 3)
    10.356
    """
    return 5.88 * (characters / words) - 29.6 * (sentences / words) - 15.8


def ari(words: Any, sentences: Any, characters: Any) -> Any:
    """Return the automated readability index, 4.71 characters/word + .5 words/sentence − 21.43, in US school years.

    Smith and Senter (1967), AMRL-TR-66-220; characters are letters and digits.

    Examples
    --------
    >>> round(ari(100, 5, 470), 3)
    10.707
    """
    return 4.71 * (characters / words) + 0.5 * (words / sentences) - 21.43

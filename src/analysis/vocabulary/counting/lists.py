"""Lists of words that ship with the package."""

from __future__ import annotations

from functools import lru_cache

from analysis.paths import PACKAGE


@lru_cache(maxsize=1)
def function_words() -> frozenset[str]:
    """Return the English function words that ship with the package, in lower case.

    Examples
    --------
    >>> "the" in function_words(), "treaty" in function_words()
    (True, False)
    """
    text = (PACKAGE / "resources/vocabulary/function_words.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())

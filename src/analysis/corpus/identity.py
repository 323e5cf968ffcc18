"""Ids that depend on content alone, so that two people with the same files get the same ids."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def article_id(outlet: str, date: str, title: str, text: str) -> str:
    """Return the id of an article: a hash of its origin and content, not of its file's name.

    Examples
    --------
    >>> article_id("Harbour Post", "2024-06-12", "Title", "A  text") == article_id(
    ...     "Harbour Post", "2024-06-12", "Title", "A text")
    True
    """
    return _hash("\x1f".join(map(_single_spaced, (outlet, date, title, text))))[:16]


def _single_spaced(text: str) -> str:
    """Put one space for all white space between words."""
    lines = text.replace("\n", " ")
    # All white space but a space counts as unprintable: most texts need not be taken apart into words.
    if not lines.isprintable():
        return " ".join(text.split())
    while "  " in lines:
        lines = lines.replace("  ", " ")
    return lines.strip(" ")


def text_id(text: str) -> str:
    """Return the id of a distinct text: the same words have the same id in every corpus.

    Examples
    --------
    >>> len(text_id("Armenia left."))
    24
    """
    return _hash(text)[:24]


def fingerprint(ids: Iterable[str]) -> str:
    """Return the id of a set of articles, whatever their order.

    Examples
    --------
    >>> fingerprint(["a", "b"]) == fingerprint(["b", "a"])
    True
    """
    return _hash("\n".join(sorted(ids)))[:16]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

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
    # split() takes the same signs for white space as a pattern does, and is faster.
    parts = [" ".join(part.split()) for part in (outlet, date, title, text)]
    return _hash("\x1f".join(parts))[:16]


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

"""What was worked out for a corpus, kept in memory so that the next question on it answers at once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from analysis.corpus.corpus import Corpus

Value = TypeVar("Value")
Key = tuple[Hashable, ...]

_KEPT: WeakKeyDictionary[Corpus, dict[Key, Any]] = WeakKeyDictionary()


def kept(corpus: Corpus, key: Key, make: Callable[[], Value], *, most: int = 4) -> Value:
    """Return what is kept under a key, made first where it is not there; it is forgotten with the corpus.

    Parameters
    ----------
    corpus : Corpus
    key : tuple
        What it is, by name, and of what.
    make : function
        What it makes must not hold the corpus, or both would stay for ever.
    most : int
        Values of one name that are kept; the one asked for longest ago goes first.
    """
    values = _KEPT.setdefault(corpus, {})
    value: Value = values.pop(key) if key in values else make()
    values[key] = value
    of_name = [known for known in values if known[0] == key[0]]
    for known in of_name[: max(len(of_name) - most, 0)]:
        del values[known]
    return value


def known(corpus: Corpus, key: Key) -> bool:
    """Say whether something is kept under a key, so that what is missing can be made together."""
    return key in _KEPT.get(corpus, {})

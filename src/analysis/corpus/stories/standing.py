"""Standing text: what an outlet prints again and again under different articles.

A paragraph of background that a newsroom puts under every report on a subject is
shared text, and two short reports may consist of it by half. They are not copies
of one another. A copy is printed on a few days; standing text day after day.
"""

from __future__ import annotations

import numpy as np

from analysis.corpus.stories.order import Order
from analysis.corpus.stories.runsets import RunSets
from analysis.corpus.stories.shingles import Hashes, Ints

DAYS = 10
"""Days of one outlet on which a run of seven words must have been printed to be standing text."""

_AT_ONCE = 20_000_000


def standing_runs(order: Order, sets: RunSets, first: Ints, second: Ints, *, days: int = DAYS) -> Hashes:
    """Return the runs that one outlet printed on many days, in ascending order.

    Only texts in many pairs, and their partners, are looked at. That is enough: if
    standing text makes half of an article, all others with the same standing text
    form pairs with it.

    Parameters
    ----------
    order : Order
    sets : RunSets
        The runs of the texts.
    first, second : ndarray
        Texts of the pairs.
    days : int
        Days of one outlet; an undated article counts as a day of its own.
    """
    partners = np.bincount(np.concatenate([first, second]), minlength=len(order))
    many = (partners[first] >= days - 1) | (partners[second] >= days - 1)
    texts = np.unique(np.concatenate([first[many], second[many]]))
    pieces = 1 + int(sets.sizes[texts].sum()) // _AT_ONCE
    # The outlet in the upper half, the day in the lower; an undated article has a number no day has.
    day = np.where(order.day[texts] >= 0, order.day[texts], (1 << 31) - 1 - np.arange(len(texts)))
    printed = (order.outlet[texts] << 32) | day
    found = [np.empty(0, np.uint32)]
    for piece in range(pieces):
        found.append(_frequent(sets, texts, printed, part=(piece, pieces), days=days))
    return np.unique(np.concatenate(found))


def _frequent(sets: RunSets, texts: Ints, printed: Ints, *, part: tuple[int, int], days: int) -> Hashes:
    """Return the frequent runs among one part of all: those with a certain remainder."""
    piece, pieces = part
    runs, where = [np.empty(0, np.uint32)], [np.empty(0, np.int64)]
    for text, place in zip(texts.tolist(), printed.tolist(), strict=True):
        own = sets.get(text)
        own = own[own % np.uint32(pieces) == piece]
        runs.append(own)
        where.append(np.full(len(own), place))
    key, place = np.concatenate(runs), np.concatenate(where)
    order = np.lexsort((place, key))
    key, place = key[order], place[order]
    new = np.ones(len(key), dtype=np.bool_)
    new[1:] = (key[1:] != key[:-1]) | (place[1:] != place[:-1])
    key, outlet = key[new], place[new] >> 32
    starts = np.flatnonzero(
        np.concatenate([[True], (key[1:] != key[:-1]) | (outlet[1:] != outlet[:-1])])[: len(key)]
    )
    return key[starts[np.diff(np.append(starts, len(key))) >= days]]

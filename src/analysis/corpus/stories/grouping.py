"""From pairs of texts that share words to stories: which texts are copies of one original.

Pairs chain: a round-up holds two reports, a live blog of Friday holds half of
Thursday's and shares nothing with Monday's. Joining whatever is connected would
make one story of them all. A story here is a star: each of its texts forms a
pair with the original itself.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.corpus.stories.pairs import HALF
from analysis.corpus.stories.shingles import Ints

MANY_HELD = 30
"""Earlier texts inside one from which it is a round-up without looking further."""


@dataclass(frozen=True)
class Links:
    """Pairs of texts, by number in order of date.

    Attributes
    ----------
    first, second : ndarray
        The texts; `first` came out earlier.
    shared : ndarray
        Distinct runs of seven words they share, standing text left out.
    size_first, size_second : ndarray
        Distinct runs of each, standing text left out.
    """

    first: Ints
    second: Ints
    shared: Ints
    size_first: Ints
    size_second: Ints

    def versions(self) -> npt.NDArray[np.bool_]:
        """Whether the longer text, too, is shared by half: two versions of one text."""
        return self.shared >= HALF * np.maximum(self.size_first, self.size_second)


def stories(links: Links, *, day: Ints) -> dict[int, int]:
    """Return for each text that is in a story with others its original.

    1. *Versions.* In order of date, a text joins the earlier original of which
       it is a version (half of the longer text shared), the most alike if there
       are several.
    2. *Round-ups* are set apart: texts that hold the larger part of two others
       that came out no later and have nothing to do with one another. What they
       hold is a pair, and evidence, but no link.
    3. *Excerpts.* An original of which the larger part stands in a longer one
       joins it, the one that holds most of it, if every text of the two stories
       forms a pair with the earliest of them all.

    Parameters
    ----------
    links : Links
    day : ndarray
        Day of each text, -1 if it has none.

    Returns
    -------
    dict
        Text → original; the original is the earliest of its story and among the keys.
    """
    pairs = set(zip(links.first.tolist(), links.second.tolist(), strict=True))
    leader = _versions(links)
    members: dict[int, list[int]] = defaultdict(list)
    for text, original in leader.items():
        members[original].append(text)
    original_of = {original: original for original in members}
    for short, long in _excerpts(links, leader, pairs, day):
        one, other = original_of[short], original_of[long]
        if one == other:
            continue
        original = min(one, other)
        together = members[one] + members[other]
        if all(text == original or (original, text) in pairs for text in together):
            del members[one], members[other]
            members[original] = together
            for text in together:
                original_of[text] = original
    return {text: original for original, texts in members.items() if len(texts) > 1 for text in texts}


def _versions(links: Links) -> dict[int, int]:
    """Return the leader of each text: the earlier leader it is a version of, or itself."""
    rows = np.flatnonzero(links.versions())
    likeness = links.shared[rows] / np.maximum(links.size_first[rows], links.size_second[rows])
    rows = rows[np.lexsort((links.first[rows], -likeness, links.second[rows]))]
    leader: dict[int, int] = {text: text for text in np.unique([links.first, links.second]).tolist()}
    followed = -1
    for first, second in zip(links.first[rows].tolist(), links.second[rows].tolist(), strict=True):
        if second != followed and leader[first] == first:
            leader[second] = first
            followed = second
    return leader


def _excerpts(
    links: Links, leader: dict[int, int], pairs: set[tuple[int, int]], day: Ints
) -> list[tuple[int, int]]:
    """Return for each leader that stands in a longer one, round-ups left out, which one; in order of date."""
    rows = np.flatnonzero(~links.versions())
    first_is_short = links.size_first[rows] <= links.size_second[rows]
    short = np.where(first_is_short, links.first[rows], links.second[rows])
    long = np.where(first_is_short, links.second[rows], links.first[rows])
    share = links.shared[rows] / np.maximum(np.minimum(links.size_first[rows], links.size_second[rows]), 1)
    held: dict[int, list[int]] = defaultdict(list)
    for one, other in zip(short.tolist(), long.tolist(), strict=True):
        if day[one] <= day[other] or day[other] < 0:
            held[other].append(one)
    round_ups = {text for text, holds in held.items() if _is_round_up(holds, leader, pairs)}
    best: dict[int, tuple[float, int]] = {}
    for one, other, part in zip(short.tolist(), long.tolist(), share.tolist(), strict=True):
        if leader[one] == one and leader[other] == other and other not in round_ups:
            best[one] = max(best.get(one, (0.0, 0)), (part, -other))
    return [(one, -other) for one, (_, other) in sorted(best.items())]


def _is_round_up(holds: list[int], leader: dict[int, int], pairs: set[tuple[int, int]]) -> bool:
    """Whether among the texts that one holds are two of different stories that are no pair."""
    if len({leader[text] for text in holds}) > MANY_HELD:
        return True
    return any(
        leader[one] != leader[other] and (one, other) not in pairs and (other, one) not in pairs
        for place, one in enumerate(holds)
        for other in holds[:place]
    )

"""What is counted, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.vocabulary.counting.counts import Counts

_UNITS = {"word": "words", "lemma": "lemmas", "lemma_pos": "lemmas with their part of speech"}
_PLACES = {"headline": "headlines", "standfirst": "standfirsts", "caption": "captions", "body": "body",
           "byline": "bylines", "boilerplate": "furniture", "lead": "leads"}  # fmt: skip


def described(counts: Counts) -> str:
    """Return what is counted in words, as captions state it.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> described(SimpleNamespace(unit="lemma", n=1, kinds=("headline", "body"), voice="narrator", least_df=1,
    ...                           quoted=("direct", "mixed", "indirect")))
    'lemmas in headlines and body, words inside quotations left out'
    """
    unit = _UNITS[counts.unit]
    parts = [unit if counts.n == 1 else f"sequences of {counts.n} {unit}"]
    parts[0] += f" in {_and([_PLACES[kind] for kind in counts.kinds])}"
    if counts.voice != "all":
        kinds = "" if len(counts.quoted) == 3 else f"{_and(counts.quoted)} "
        parts.append(
            f"words inside {kinds}quotations left out"
            if counts.voice == "narrator"
            else f"only words inside {kinds}quotations"
        )
    if counts.least_df > 1:
        parts.append(f"those in fewer than {counts.least_df} articles left out")
    return ", ".join(parts)


def _and(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))

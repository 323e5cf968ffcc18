"""Weigh candidate statements and keep those that are likely attributions.

A candidate's traits add up to a score (`weights`); the scores of all candidates of one cue become
probabilities of being an attribution with the right speaker.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from math import exp

from analysis.actors.attribution.clauses import Span, length_of, shared_length
from analysis.actors.attribution.statements import Candidate
from analysis.actors.attribution.traits import ArticleTraits
from analysis.actors.attribution.weights import weights

SAME = 0.35
"""Two contents are rivals if they share more than this part of their union."""

WITHIN, OWN_STATEMENT = 0.5, 0.9
"""Share of the shorter of two contents from which it stands in the longer, and the least probability at
which both are statements and not one the words of the other."""

LONGER = 0.2
"""Power of its length by which a longer content goes before a shorter one that is as likely."""

ALIKE = 0.5
"""Contents of one cue that share this part of their union say much the same."""

SAME_WORDS, OTHER_SPEAKER = 0.8, 0.5
"""Overlap from which two contents count as the same; what another speaker's candidate lends."""

MAX_ALIKE, LEAST_LENT = 12, 0.01
"""Most candidates of a cue that are compared, and the least probability of one."""

DIGITS = 9
"""Digits of a probability that tell which candidate is better."""

MAX_SCORE = 40.0
"""Scores are cut here so that their exponentials stay finite."""


def weigh(known: ArticleTraits, found: Iterable[Candidate]) -> list[tuple[float, Candidate]]:
    """Return candidates with their probabilities, best first.

    The candidates of one cue compete with each other and with there being no statement
    (a conditional logit): p = exp(s) / (1 + sum of exp(s) over the cue's candidates).

    Parameters
    ----------
    known : ArticleTraits
    found : iterable of Candidate

    Returns
    -------
    list of (float, Candidate)
    """
    model = weights()
    return ranked(compete([(model.score(known, one), one) for one in found]))


def compete(scored: Sequence[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    """Turn the scores of all candidates into probabilities, cue by cue."""
    odds = [exp(min(score, MAX_SCORE)) for score, _ in scored]
    total: dict[int, float] = {}
    for value, (_, one) in zip(odds, scored, strict=True):
        total[one.contest] = total.get(one.contest, 1.0) + value
    return [(value / total[one.contest], one) for value, (_, one) in zip(odds, scored, strict=True)]


def ranked(scored: Iterable[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    """Return candidates best first, each backed by those of its cue that say much the same.

    Where the end of a content is uncertain, several candidates that differ by a phrase share one
    statement's probability; a candidate's own share would then be too small for a statement that is
    certain. So each is given the probability that a statement much like it is right: others of its
    cue lend theirs, in full from an overlap of `SAME_WORDS`, and in part where the speaker differs.

    Parameters
    ----------
    scored : iterable of (probability, Candidate)
    """
    by_cue: dict[int, list[tuple[float, Candidate]]] = {}
    for chance, one in scored:
        by_cue.setdefault(one.contest, []).append((chance, one))
    out: list[tuple[float, Candidate]] = []
    for rivals in by_cue.values():
        rivals.sort(key=lambda pair: -pair[0])
        likely = [pair for pair in rivals[:MAX_ALIKE] if pair[0] >= LEAST_LENT]
        out += [(chance + _lent(one, likely), one) for chance, one in likely]
        out += rivals[len(likely) :]
    # Two that lend each other all they have are equal but for rounding, which must not decide.
    return sorted(out, key=lambda pair: (-round(pair[0], DIGITS), pair[1].content))


def _lent(one: Candidate, likely: Iterable[tuple[float, Candidate]]) -> float:
    """Return what the other candidates of a cue add to the probability of one."""
    total = 0.0
    for chance, other in likely:
        if other is one:
            continue
        share = overlap(one.content, other.content)
        if share >= ALIKE:
            near = min(1.0, (share - ALIKE + 0.1) / (SAME_WORDS - ALIKE + 0.1))
            total += chance * near * (1.0 if other.subject.head == one.subject.head else OTHER_SPEAKER)
    return total


def choose(scored: Iterable[tuple[float, Candidate]], *, threshold: float | None = None) -> list[Candidate]:
    """Keep the best candidate of each cue and of each content, above a threshold.

    What somebody says is full of "I want" and "we believe", which are part of the statement; a statement
    inside another must be nearly certain, or a named speaker's ("The agency reported that Pashinyan had said ...").

    Parameters
    ----------
    scored : iterable of (probability, Candidate)
        Best first.
    threshold : float, optional
        Least probability; the fitted one if not given.
    """
    least = weights().threshold if threshold is None else threshold
    kept: list[Candidate] = []
    contests: set[int] = set()
    buckets: dict[int, list[tuple[float, Candidate]]] = {}
    likely = takewhile(lambda pair: pair[0] >= least, scored)
    for chance, one in sorted(likely, key=_precedence):
        if one.contest in contests or any(_rivals(chance, one, *other) for other in _near(buckets, one)):
            continue
        kept.append(one)
        contests.add(one.contest)
        for bucket in _buckets(one):
            buckets.setdefault(bucket, []).append((chance, one))
    return kept


def _precedence(scored: tuple[float, Candidate]) -> float:
    chance, one = scored
    return -round(chance * length_of(one.content) ** LONGER, DIGITS)


def _rivals(chance: float, one: Candidate, other_chance: float, other: Candidate) -> bool:
    """Tell whether a candidate cannot stand beside one that is kept."""
    shared = shared_length(one.content, other.content)
    if not shared:
        return False
    sizes = length_of(one.content), length_of(other.content)
    if shared > SAME * (sum(sizes) - shared):
        return True
    inner = one if sizes[0] < sizes[1] else other
    return not inner.told and min(chance, other_chance) < OWN_STATEMENT and shared > WITHIN * min(sizes)


def _buckets(one: Candidate) -> set[int]:
    return {k for start, end in one.content for k in range(start >> 10, (end >> 10) + 1)}


def _near(
    buckets: dict[int, list[tuple[float, Candidate]]], one: Candidate
) -> Iterator[tuple[float, Candidate]]:
    for bucket in _buckets(one):
        yield from buckets.get(bucket, ())


def overlap(one: Sequence[Span], two: Sequence[Span]) -> float:
    """Return intersection over union of two contents, in characters.

    Examples
    --------
    >>> overlap([(0, 4)], [(2, 6)])
    0.3333333333333333
    """
    shared = shared_length(one, two)
    total = length_of(one) + length_of(two) - shared
    return shared / total if total else 0.0

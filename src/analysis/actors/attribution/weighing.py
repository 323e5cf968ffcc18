"""Weigh candidate statements and keep those that are likely attributions.

A candidate's traits (rule, cue lemma and class, voice, kind of subject, quotation marks, ...)
add up to a score; the scores of all candidates of one cue become probabilities of being an
attribution with the right speaker. The weights are learned offline by
``benchmarks/fit_quotations.py`` and shipped as a table of numbers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat, starmap, takewhile
from math import exp

from analysis.actors.attribution.clauses import Clauses, Span, length_of, shared_length
from analysis.actors.attribution.mark_rules import mark_candidates
from analysis.actors.attribution.other_rules import (
    according_candidates,
    adjective_candidates,
    adverb_candidates,
    colon_candidates,
    noun_candidates,
)
from analysis.actors.attribution.speakers import Subject, others
from analysis.actors.attribution.statements import Candidate
from analysis.actors.attribution.traits import ArticleTraits, Traits, subject_kind, weighed_as
from analysis.actors.attribution.verb_rules import verb_candidates
from analysis.actors.naming.gazetteer import resource

SAME = 0.35
"""Two contents are rivals if they share more than this part of their union."""

WITHIN, OWN_STATEMENT = 0.5, 0.9
"""Share of the shorter of two contents from which it stands in the longer, and the least probability at
which both are statements and not one the words of the other."""

_TELLING = {"clause", "tail", "parenthetical", "quote then cue", "cue then quote"}
_NAMES = {"PERSON", "ORG", "GPE", "NORP", "name"}

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


_NOTHING = repeat(0.0)


def candidates(clauses: Clauses) -> list[Candidate]:
    """Return every candidate of an article; equal contents of one cue and speaker are one candidate."""
    found: dict[tuple[object, ...], Candidate] = {}
    for one in _with_other_speakers(clauses, _all(clauses)):
        content = one.content
        if not (
            clauses.letters(*content[0]) if len(content) == 1 else any(starmap(clauses.letters, content))
        ):
            continue
        key = (one.contest, one.subject.head, content)
        known = found.get(key)
        if known is None:
            found[key] = one
        else:
            known.others |= {one.rule}
            known.traits += tuple(f"{one.rule}:{trait}" for trait in one.traits)
    for one in found.values():
        one.told = _told(clauses, one)
    return list(found.values())


def _told(clauses: Clauses, one: Candidate) -> bool:
    """Tell whether a name beside a verb of speech makes a candidate somebody's statement wherever it stands."""
    if one.rule not in _TELLING or one.subject.via not in ("own", "agent"):
        return False
    cue = clauses.tokens[one.cue]
    speech = clauses.lexicon.class_of(cue.lemma, cue.pos) in ("neutral", "assertive")
    return speech and subject_kind(clauses, one.subject) in _NAMES


def _with_other_speakers(clauses: Clauses, found: Iterable[Candidate]) -> Iterator[Candidate]:
    memory: dict[tuple[int, int | None], list[Subject]] = {}
    for one in found:
        yield one
        if one.rule in ("colon lead", "signature"):
            continue
        key = (one.cue, one.subject.head)
        if key not in memory:
            memory[key] = others(clauses, one.cue, one.subject)
        for subject in memory[key]:
            yield Candidate(one.content, one.cue, subject, one.rule, one.traits, one.head)


def _all(clauses: Clauses) -> Iterator[Candidate]:
    """Yield what the rules propose; each starts from words of one sort."""
    yield from mark_candidates(clauses)
    for token in clauses.tokens:
        i = token.index
        if token.pos in ("VERB", "AUX"):
            yield from verb_candidates(clauses, i)
        if token.pos in ("NOUN", "PROPN"):
            yield from noun_candidates(clauses, i)
        elif token.pos == "ADJ" or token.dep == "acomp":
            yield from adjective_candidates(clauses, i)
        elif token.pos == "ADV":
            yield from adverb_candidates(clauses, i)
        if token.text == ":":
            yield from colon_candidates(clauses, i)
        elif token.text.lower() in ("according", "per"):
            yield from according_candidates(clauses, i)


@dataclass(frozen=True, slots=True)
class Model:
    """Learned weights of traits.

    Attributes
    ----------
    weights : mapping of str to float
        By name, such as ``"cue say"`` and ``"clause&say"``.
    joined : mapping of str to mapping of str to float
        The same by what stands before the "&": of each rule, and of each lemma.
    threshold : float
        Least probability of a statement.
    """

    weights: Mapping[str, float]
    joined: Mapping[str, Mapping[str, float]]
    threshold: float

    def score(self, known: ArticleTraits, one: Candidate) -> float:
        """Return the sum of the weights of a candidate's traits."""
        key = weighed_as(one), known.clauses.tokens[one.cue].lemma.lower()
        total = 0.0
        for part in known.of(one):
            weight = part.weights.get(key)
            if weight is None:
                weight = part.weights[key] = self._sum(part, *key)
            total += weight
        return total

    def _sum(self, part: Traits, rule: str, lemma: str) -> float:
        total = sum(map(self.weights.get, part.alone, _NOTHING))
        of_rule = self.joined.get(rule)
        if of_rule is not None:
            total += sum(map(of_rule.get, part.with_rule, _NOTHING))
        of_cue = self.joined.get(lemma) if part.with_cue else None
        return total if of_cue is None else total + sum(map(of_cue.get, part.with_cue, _NOTHING))


@lru_cache(maxsize=1)
def _model() -> Model:
    raw = json.loads(resource("cue_weights.json"))
    weights: dict[str, float] = {**raw["weights"]}
    for trait, value in raw["set_by_hand"].items():
        weights[trait] = weights.get(trait, 0.0) + value
    joined: dict[str, dict[str, float]] = {}
    for trait, value in weights.items():
        first, _, rest = trait.partition("&")
        joined.setdefault(first, {})[rest] = value
    return Model(weights, joined, raw["threshold"])


def weigh(clauses: Clauses, found: Iterable[Candidate]) -> list[tuple[float, Candidate]]:
    """Return candidates with their probabilities, best first.

    The candidates of one cue compete with each other and with there being no statement
    (a conditional logit): p = exp(s) / (1 + sum of exp(s) over the cue's candidates).

    Parameters
    ----------
    clauses : Clauses
    found : iterable of Candidate

    Returns
    -------
    list of (float, Candidate)
    """
    model, known = _model(), ArticleTraits(clauses)
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
    least = _model().threshold if threshold is None else threshold
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

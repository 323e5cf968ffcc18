"""Learned weights of what candidate statements are weighed by.

A candidate's traits (rule, cue lemma and class, voice, kind of subject, quotation marks, ...)
add up to a score. The weights are learned offline by ``benchmarks/fit_quotations.py`` and shipped
as a table of numbers, and so are the scores below which a proposal is not worth finding its content for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat

from analysis.actors.attribution.speakers import Subject
from analysis.actors.attribution.statements import Candidate, Proposal
from analysis.actors.attribution.traits import ArticleTraits, Traits, weighed_as
from analysis.actors.naming.gazetteer import resource

_NOTHING = repeat(0.0)
_NO_WEIGHTS: Mapping[str, float] = {}


@dataclass(frozen=True, slots=True)
class Weights:
    """Learned weights of traits.

    Attributes
    ----------
    weights : mapping of str to float
        By name, such as ``"cue say"`` and ``"clause&say"``.
    joined : mapping of str to mapping of str to float
        The same by what stands before the "&": of each rule, and of each lemma.
    threshold : float
        Least probability of a statement.
    least_of_cue, least_before_content : mapping of str to float
        For each rule the least score of a cue, and of all but the content, from which a proposal is
        looked at; "" for the rarer rules together.
    """

    weights: Mapping[str, float]
    joined: Mapping[str, Mapping[str, float]]
    threshold: float
    least_of_cue: Mapping[str, float]
    least_before_content: Mapping[str, float]

    def score(self, known: ArticleTraits, one: Candidate) -> float:
        """Return the sum of the weights of a candidate's traits."""
        rule, lemma = weighed_as(one), known.lemmas[one.cue]
        if one.early is None:
            return self._total(known.of(one), rule, lemma)
        return self._total((known.of_content(one),), rule, lemma, one.early)

    def promise(self, known: ArticleTraits, one: Candidate | Proposal) -> float | None:
        """Return the score of a proposal's cue; None if it is no statement, by its cue alone.

        Hardly any is whose score is low; what costs time is to learn more of all.
        """
        least = self.least_of_cue
        score = self._total(known.of_cue(one), weighed_as(one), known.lemmas[one.cue])
        return score if score >= (least[one.rule] if one.rule in least else least[""]) else None

    def may_say(
        self, known: ArticleTraits, one: Candidate | Proposal, subject: Subject, promise: float
    ) -> float | None:
        """Return the score of a proposal with a speaker, before its content is known; None if too low."""
        least = self.least_before_content
        parts = known.of_ends(one, subject)
        score = self._total(parts, weighed_as(one), known.lemmas[one.cue], promise)
        return score if score >= (least[one.rule] if one.rule in least else least[""]) else None

    def _total(self, parts: Iterable[Traits], rule: str, lemma: str, total: float = 0.0) -> float:
        for part in parts:
            weight = part.of_rule.get(rule)
            if weight is None:
                weight = part.of_rule[rule] = self._with_rule(part, rule)
            if part.with_cue:
                more = part.of_cue.get(lemma)
                if more is None:
                    of_cue = self.joined.get(lemma, _NO_WEIGHTS)
                    more = part.of_cue[lemma] = sum(map(of_cue.get, part.with_cue, _NOTHING))
                weight += more
            total += weight
        return total

    def _with_rule(self, part: Traits, rule: str) -> float:
        of_rule = self.joined.get(rule, _NO_WEIGHTS)
        alone = sum(map(self.weights.get, part.alone, _NOTHING))
        return alone + sum(map(of_rule.get, part.with_rule, _NOTHING))


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Return the weights that ship."""
    raw = json.loads(resource("cue_weights.json"))
    alone: dict[str, float] = {**raw["weights"]}
    for trait, value in raw["set_by_hand"].items():
        alone[trait] = alone.get(trait, 0.0) + value
    joined: dict[str, dict[str, float]] = {}
    for trait, value in alone.items():
        first, _, rest = trait.partition("&")
        joined.setdefault(first, {})[rest] = value
    return Weights(alone, joined, raw["threshold"], raw["least_of_cue"], raw["least_before_content"])

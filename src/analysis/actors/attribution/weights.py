"""Learned weights of what candidate statements are weighed by.

A candidate's traits (rule, cue lemma and class, voice, kind of subject, quotation marks, ...)
add up to a score. The weights are learned offline by ``benchmarks/fit_quotations.py`` and shipped
as a table of numbers, and so are the scores below which a proposal is not worth finding its content for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat

from analysis.actors.attribution.speakers import Subject
from analysis.actors.attribution.statements import Candidate, Proposal
from analysis.actors.attribution.traits import ArticleTraits, Traits, weighed_as
from analysis.actors.naming.gazetteer import resource

_NOTHING = repeat(0.0)


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
        return self._total(known.of(one), weighed_as(one), known.lemmas[one.cue])

    def promises(self, known: ArticleTraits, one: Proposal) -> bool:
        """Tell whether a proposal may turn out as a statement, by its cue alone.

        Hardly any does whose score is low; what costs time is to learn more of all.
        """
        least = self.least_of_cue
        score = self._total(known.of_cue(one), weighed_as(one), known.lemmas[one.cue])
        return score >= (least[one.rule] if one.rule in least else least[""])

    def may_say(self, known: ArticleTraits, one: Proposal, subject: Subject) -> bool:
        """Tell whether a proposal may turn out as a statement of a speaker, before its content is known."""
        least = self.least_before_content
        parts = known.before_content(one, subject)
        score = self._total(parts, weighed_as(one), known.lemmas[one.cue])
        return score >= (least[one.rule] if one.rule in least else least[""])

    def _total(self, parts: tuple[Traits, ...], rule: str, lemma: str) -> float:
        key, total = (rule, lemma), 0.0
        for part in parts:
            weight = part.weights.get(key)
            if weight is None:
                weight = part.weights[key] = self._sum(part, rule, lemma)
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

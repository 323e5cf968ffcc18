"""Candidate statements of an article: what the rules propose, each with its possible speakers and its content."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import starmap

from analysis.actors.attribution.clauses import Clauses
from analysis.actors.attribution.mark_rules import mark_candidates
from analysis.actors.attribution.other_rules import (
    according_candidates,
    adjective_candidates,
    adverb_candidates,
    colon_candidates,
    noun_candidates,
)
from analysis.actors.attribution.speakers import Subject, others
from analysis.actors.attribution.statements import Candidate, Proposal
from analysis.actors.attribution.traits import ArticleTraits, subject_kind
from analysis.actors.attribution.verb_rules import verb_candidates
from analysis.actors.attribution.weights import weights

_VERBS, _NOUNS = frozenset({"VERB", "AUX"}), frozenset({"NOUN", "PROPN"})
_OPENING = frozenset({":", "according", "per"})
_TELLING = {"clause", "tail", "parenthetical", "quote then cue", "cue then quote"}
_NAMES = {"PERSON", "ORG", "GPE", "NORP", "name"}


def candidates(clauses: Clauses, *, known: ArticleTraits | None = None) -> list[Candidate]:
    """Return the candidates of an article; equal contents of one cue and speaker are one candidate.

    Parameters
    ----------
    clauses : Clauses
    known : ArticleTraits, optional
        If given, proposals that hardly ever win, whatever their content, are left out
        (`Weights.promise`, `Weights.may_say`).
    """
    found: dict[tuple[object, ...], Candidate] = {}
    for proposal, subjects in _with_speakers(clauses, known):
        content = proposal.content if isinstance(proposal, Candidate) else proposal.content_in(clauses)
        if not any(starmap(clauses.letters, content)):
            continue
        for subject, early in subjects:
            one = Candidate(
                content, proposal.cue, subject, proposal.rule, proposal.traits, proposal.head, early=early
            )
            key = (one.contest, subject.head, content)
            same = found.setdefault(key, one)
            if same is not one:
                same.others |= {one.rule}
                same.early = None
                same.traits += tuple(f"{one.rule}:{trait}" for trait in one.traits)
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


def _with_speakers(
    clauses: Clauses, known: ArticleTraits | None
) -> Iterator[tuple[Candidate | Proposal, list[tuple[Subject, float | None]]]]:
    """Yield what the rules propose with its possible speakers, the rule's own first, and the scores of both."""
    memory: dict[tuple[int, int | None], list[Subject]] = {}
    model = weights()
    for one in _all(clauses):
        # What stands in quotation marks is always looked at: it may be left without a speaker.
        doubted = known if isinstance(one, Proposal) else None
        score = 0.0 if doubted is None else model.promise(doubted, one)
        if score is None:
            continue
        subjects = [one.subject]
        if one.rule not in ("colon lead", "signature"):
            key = (one.cue, one.subject.head)
            further = memory.get(key)
            if further is None:
                further = memory[key] = others(clauses, one.cue, one.subject)
            subjects += further
        if doubted is None:
            yield one, [(subject, None) for subject in subjects]
            continue
        scored = [(subject, model.may_say(doubted, one, subject, score)) for subject in subjects]
        likely = [pair for pair in scored if pair[1] is not None]
        if likely:
            yield one, likely


def _all(clauses: Clauses) -> Iterator[Candidate | Proposal]:
    """Yield what the rules propose; each starts from words of one sort."""
    yield from mark_candidates(clauses)
    nouns, lemmas, lowered = clauses.lexicon.nouns, clauses.article.lemmas, clauses.article.lowered
    for token in clauses.tokens:
        i, pos = token.index, token.pos
        if pos in _VERBS:
            yield from verb_candidates(clauses, i)
        if pos in _NOUNS:
            if lemmas[i] in nouns:
                yield from noun_candidates(clauses, i)
        elif pos == "ADJ" or token.dep == "acomp":
            yield from adjective_candidates(clauses, i)
        elif pos == "ADV":
            yield from adverb_candidates(clauses, i)
        if lowered[i] in _OPENING:
            rule = colon_candidates if token.text == ":" else according_candidates
            yield from rule(clauses, i)

"""Speech that was refused: who declined to comment, would not say, did not respond, could not be reached."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.actors.attribution.clauses import Clauses, Range
from analysis.actors.attribution.speakers import Subject, subject_of
from analysis.actors.attribution.statements import Candidate

RULE = "refusal"
"""Rule of the statements made here."""

_OBJECTIVE = {"provide", "give", "share", "address", "detail"}
_UNWILLING = {"will", "would", "wo"}
_NO_COMMENT = re.compile(
    r"\W*(?:(?:i|we|i've|we've|i’ve|we’ve) (?:have |got )?)?no (?:further )?comments?\W*", re.I
)
_HELPERS = {"neg", "aux", "auxpass", "advmod"}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal to speak: the verb that refuses, all its verbs, who refuses, and its words."""

    cue: int
    verbs: frozenset[int]
    subject: Subject
    words: Range


def refusals(clauses: Clauses) -> Iterator[Refusal]:
    """Yield the refusals to speak that an article reports, in order.

    Examples
    --------
    >>> from analysis.annotation.articles import parse_text
    >>> clauses = Clauses(parse_text("The ministry declined to comment on the report."))
    >>> [(one.cue, one.words) for one in refusals(clauses)]
    [(2, (3, 8))]
    """
    for token in clauses.tokens:
        verb = None
        if token.pos in ("VERB", "AUX"):
            if token.dep not in ("aux", "auxpass"):
                verb = _refused(clauses, token.index)
        elif token.pos == "NOUN" and token.lemma.lower() == "comment":
            verb = _without_comment(clauses, token.index)
        elif token.pos == "ADJ" and token.lemma.lower() in ("unavailable", "available"):
            verb = _unavailable(clauses, token.index)
        if verb is not None:
            yield _refusal(clauses, token.index, verb)


def _refused(clauses: Clauses, verb: int) -> int | None:
    """Return the verb that tells what was not said: "declined to comment", "would not say"."""
    lexicon, tokens = clauses.lexicon, clauses.tokens
    lemma = tokens[verb].lemma.lower()
    if lemma in lexicon.refusing:
        inner = clauses.child(verb, "xcomp")
        return (
            inner if inner is not None and not clauses.passive(inner) and _withheld(clauses, inner) else None
        )
    if not clauses.has_negator(verb):
        return None
    helpers = {tokens[i].text.lower() for i in clauses.children[verb] if tokens[i].dep == "aux"}
    if clauses.passive(verb):
        return verb if lemma == "reach" and helpers & {"could", "can"} else None
    if helpers & _UNWILLING and tokens[verb].dep not in ("advcl", "relcl"):
        # "It would not say much for the plan" is nobody's silence: only persons and bodies refuse.
        subject = clauses.own_subject(verb)
        return (
            verb
            if subject is not None and tokens[subject].lemma != "it" and _withheld(clauses, verb)
            else None
        )
    if helpers & {"did", "do", "does", "had", "has", "have"} and lemma in lexicon.unanswered:
        return verb if _about_questions(clauses, verb) else None
    return None


def _withheld(clauses: Clauses, verb: int) -> bool:
    """Tell verbs of speech, and "give details", from "give evidence" and "give up"."""
    lemma = clauses.tokens[verb].lemma.lower()
    if lemma not in clauses.lexicon.withheld:
        return False
    return lemma not in _OBJECTIVE or _about_speech(clauses, verb)


def _about_speech(clauses: Clauses, verb: int) -> bool:
    thing = clauses.child(verb, "dobj")
    return thing is not None and clauses.tokens[thing].lemma.lower() in clauses.lexicon.withheld_nouns


def _about_questions(clauses: Clauses, verb: int) -> bool:
    """Tell "did not respond to a request" from "did not respond to treatment"."""
    tokens = clauses.tokens
    lemma = tokens[verb].lemma.lower()
    if lemma in ("answer", "return"):
        return _about_speech(clauses, verb)
    to = next(
        (i for i in clauses.children[verb] if tokens[i].dep == "prep" and tokens[i].lemma in ("to", "on")),
        None,
    )
    if to is None:
        return tokens[verb].dep in ("ROOT", "conj", "ccomp", "relcl")
    thing = clauses.child(to, "pobj")
    if thing is None or lemma == "comment":
        return lemma == "comment"
    return tokens[thing].lemma.lower() in clauses.lexicon.withheld_nouns or bool(tokens[thing].entity)


def _without_comment(clauses: Clauses, noun: int) -> int | None:
    """Return the verb of "had no comment", "offered no comment"."""
    tokens = clauses.tokens
    verb = tokens[noun].head
    no = any(tokens[i].text.lower() == "no" for i in clauses.children[noun])
    if (
        no
        and tokens[noun].dep == "dobj"
        and tokens[verb].lemma in ("have", "offer", "give", "make", "provide", "issue")
    ):
        return verb
    return None


def _unavailable(clauses: Clauses, adjective: int) -> int | None:
    """Return the copula of "was unavailable for comment", "was not available for comment"."""
    tokens = clauses.tokens
    verb = tokens[adjective].head
    purpose = clauses.child(adjective, "prep")
    if tokens[verb].lemma != "be" or purpose is None or tokens[purpose].lemma != "for":
        return None
    thing = clauses.child(purpose, "pobj")
    if thing is None or tokens[thing].lemma not in ("comment", "interview"):
        return None
    negated = clauses.has_negator(verb) or clauses.has_negator(adjective)
    return verb if negated != (tokens[adjective].lemma == "unavailable") else None


def _refusal(clauses: Clauses, word: int, verb: int) -> Refusal:
    """Gather a refusal's words: its helpers, the verb, and what follows up to the next clause."""
    tokens = clauses.tokens
    outer = word if tokens[word].pos in ("VERB", "AUX") else verb
    subject = subject_of(clauses, outer)
    if subject.head is None:
        patient = clauses.child(outer, "nsubjpass")
        subject = subject if patient is None else Subject(patient, "passive")
    # "declined to comment on it": the refusing verb is the cue, what follows is what it keeps back.
    top = verb if tokens[verb].dep == "xcomp" and outer != verb else outer
    first = min([top, *(i for i in clauses.children[top] if i < top and tokens[i].dep in _HELPERS)])
    last = max(outer, verb, word) + 1
    for part in dict.fromkeys((outer, verb)):
        for i in clauses.children[part]:
            if i > part and tokens[i].dep not in ("advcl", "conj", "cc", "punct", "parataxis"):
                last = max(last, clauses.right[i])
    return Refusal(outer, frozenset((outer, verb, word)), subject, (first, last))


def refused_statements(clauses: Clauses, kept: Iterable[Candidate]) -> tuple[list[Candidate], set[int]]:
    """Return the statements of an article with its refusals, and the cues that are refusals.

    A refusal takes the place of what was found with one of its verbs for a cue; its content is what
    was kept back ("to comment on the report"), or the words of the refusal itself.

    Parameters
    ----------
    clauses : Clauses
    kept : iterable of Candidate
    """
    found = {
        one.cue: one
        for one in refusals(clauses)
        if one.subject.head is not None and clauses.quoted[one.cue] < 0
    }
    taken = {verb for one in found.values() for verb in one.verbs}
    out = [one for one in kept if one.cue not in taken]
    for one in found.values():
        content = tuple(clauses.spans([one.words]))
        if content:
            out.append(Candidate(content, one.cue, one.subject, RULE))
    return out, set(found)


def is_no_comment(text: str) -> bool:
    """Tell whether a content is nothing but "no comment".

    Examples
    --------
    >>> is_no_comment("“No comment,”"), is_no_comment("“No comment was needed,”")
    (True, False)
    """
    return _NO_COMMENT.fullmatch(text) is not None

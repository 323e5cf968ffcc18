"""Rules that start from a noun, an adjective, an adverb, "according to" or a colon."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.actors.attribution.clauses import Clauses
from analysis.actors.attribution.speakers import NOBODY, Subject, noun_speaker
from analysis.actors.attribution.statements import Proposal

_CONTENT_PREPOSITIONS = {
    "for",
    "of",
    "about",
    "on",
    "to",
    "against",
    "over",
    "with",
    "in",
    "that",
    "from",
    "at",
    "as",
}
_ADJECTIVE_ROLES = {"acomp", "ROOT", "conj", "amod", "oprd", "acl", "advcl"}
_COPULAS = {"be", "feel", "seem", "become", "remain", "appear", "sound", "get", "stay", "look"}
MAX_LEAD = 12
"""Most tokens before the colon of a lead such as "Pashinyan: ..."."""


def noun_candidates(clauses: Clauses, noun: int) -> Iterator[Proposal]:
    """Yield what a speech or thought noun reports: "their claim that ...", "his call for ..."."""
    token = clauses.tokens[noun]
    if not clauses.lexicon.class_of(token.lemma, "NOUN"):
        return
    subject = noun_speaker(clauses, noun)
    for i in clauses.children[noun]:
        child = clauses.tokens[i]
        if i < noun:
            continue
        if child.dep in ("acl", "ccomp", "xcomp", "relcl", "advcl"):
            yield Proposal(
                [clauses.range_of(i)],
                cue=noun,
                subject=subject,
                rule="noun clause",
                traits=(child.dep, child.tag),
                head=i,
            )
        elif child.dep == "prep" and child.lemma in _CONTENT_PREPOSITIONS:
            yield from _after_preposition(clauses, noun, i, subject, "noun preposition")
    yield from _noun_copula(clauses, noun, subject)


def _noun_copula(clauses: Clauses, noun: int, subject: Subject) -> Iterator[Proposal]:
    """Yield "the idea is that ...", "their aim is to ..."."""
    token = clauses.tokens[noun]
    head = token.head
    if token.dep != "nsubj" or clauses.tokens[head].lemma != "be":
        return
    for i in clauses.children[head]:
        if i > head and clauses.tokens[i].dep in ("ccomp", "xcomp", "advcl"):
            yield Proposal([clauses.range_of(i)], cue=noun, subject=subject, rule="noun copula", head=i)


def adjective_candidates(clauses: Clauses, adjective: int) -> Iterator[Proposal]:
    """Yield "they are confident that ...", "she was critical of ..."."""
    token = clauses.tokens[adjective]
    if token.pos not in ("ADJ", "VERB") or token.dep not in _ADJECTIVE_ROLES:
        return
    subject = _adjective_subject(clauses, adjective)
    for i in clauses.children[adjective]:
        child = clauses.tokens[i]
        if i > adjective and child.dep in ("ccomp", "xcomp", "advcl"):
            yield Proposal(
            [clauses.range_of(i)], cue=adjective, subject=subject, rule="adjective clause",
                traits=(child.dep,), head=i,
            )  # fmt: skip
        elif i > adjective and child.dep == "prep":
            yield from _after_preposition(clauses, adjective, i, subject, "adjective preposition")


def _adjective_subject(clauses: Clauses, adjective: int) -> Subject:
    token = clauses.tokens[adjective]
    if token.dep in ("amod", "acl"):
        return Subject(token.head, "noun")
    if token.dep in ("acomp", "oprd") and clauses.tokens[token.head].lemma in _COPULAS:
        above = clauses.child(token.head, "nsubj")
        if above is not None and clauses.tokens[above].text.lower() not in ("it", "there"):
            return Subject(above, "own")
    return NOBODY


def _after_preposition(
    clauses: Clauses, cue: int, preposition: int, subject: Subject, rule: str
) -> Iterator[Proposal]:
    """Yield what a preposition of a noun or an adjective governs."""
    for j in clauses.children[preposition]:
        if clauses.tokens[j].dep in ("pobj", "pcomp"):
            yield Proposal(
            [clauses.range_of(j)], cue=cue, subject=subject, rule=rule,
                traits=("p:" + clauses.tokens[preposition].lemma,), head=j,
            )  # fmt: skip


def according_candidates(clauses: Clauses, word: int) -> Iterator[Proposal]:
    """Yield the sentence or clause that "according to X" or "per X" hangs on."""
    token = clauses.tokens[word]
    source = _according_source(clauses, word)
    if source is None or token.head == word:
        return
    top = token.head
    own = clauses.range_of(word)
    for _ in range(6):
        if clauses.tokens[top].pos in ("VERB", "AUX") or clauses.tokens[top].head == top:
            break
        top = clauses.tokens[top].head
    sentence = clauses.sentence_of(word)
    ranges = {"clause": clauses.range_of(top), "sentence": sentence}
    for name, part in ranges.items():
        yield Proposal(
            [part],
            cue=word,
            subject=Subject(source, "own"),
            rule="according to",
            without=[own],
            traits=(name, "same" if part == sentence else "inside"),
            head=top,
        )


def _according_source(clauses: Clauses, word: int) -> int | None:
    if clauses.tokens[word].text.lower() == "per":
        return clauses.child(word, "pobj")
    to = clauses.child(word, "prep")
    if to is not None:
        return clauses.child(to, "pobj")
    return clauses.child(word, "pobj")


def adverb_candidates(clauses: Clauses, word: int) -> Iterator[Proposal]:
    """Yield the clause that "reportedly" or "allegedly" stands in."""
    token = clauses.tokens[word]
    if token.text.lower() not in clauses.lexicon.adverbs:
        return
    head = token.head
    yield Proposal(
        [clauses.range_of(head)],
        cue=word,
        rule="adverb",
        without=[(word, word + 1)],
        traits=(token.text.lower(),),
        head=head,
    )


def colon_candidates(clauses: Clauses, colon: int) -> Iterator[Proposal]:
    """Yield "Pashinyan: ..." at the start of a paragraph, and what follows "he put it this way:"."""
    tokens = clauses.tokens
    token = tokens[colon]
    if colon == 0:
        return
    segment = clauses.article.segments[token.segment]
    first = colon
    while first > 0 and tokens[first - 1].segment == token.segment and colon - first <= MAX_LEAD:
        first -= 1
    if tokens[first].start > segment.start and (first == 0 or tokens[first - 1].segment == token.segment):
        return
    names = [i for i in range(first, colon) if tokens[i].pos in ("PROPN", "NOUN", "PRON")]
    if not names or any(tokens[i].pos == "VERB" for i in range(first, colon)):
        return
    last = colon + 1
    while last < len(tokens) and tokens[last].segment == token.segment:
        last += 1
    sentence = clauses.sentence_of(min(colon + 1, len(tokens) - 1))[1]
    head = next((i for i in reversed(names) if not first <= tokens[i].head < i), names[-1])
    size = "short" if colon - first <= 4 else "long"
    capital = "capitals" if tokens[names[0]].text.isupper() else "plain"
    known = clauses.named_elsewhere(head)
    for name, end in (("paragraph", last), ("sentence", sentence)):
        if name == "sentence" and end >= last:
            continue
        yield Proposal(
            [(colon + 1, end)],
            cue=colon,
            subject=Subject(head, "surface"),
            rule="colon lead",
            traits=(name, size, capital, tokens[head].entity[2:], "named" if known else "new"),
            head=min(colon + 1, end - 1),
        )

"""Rules that start from a verb: clauses, infinitives, objects, parentheticals, passives."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.actors.attribution.bounds import contents
from analysis.actors.attribution.clauses import Clauses, Range
from analysis.actors.attribution.speakers import NOBODY, Subject, subject_of
from analysis.actors.attribution.statements import Proposal

_NEVER = {
    "be",
    "do",
    "'s",
    "’s",
    "can",
    "could",
    "may",
    "might",
    "shall",
    "should",
    "will",
    "would",
    "must",
    "'ll",
}
_COMPLEMENTS = {"dobj", "oprd", "prep", "xcomp", "ccomp", "acl", "attr", "acomp", "pcomp", "dep", "advcl"}
_CLAUSES = {"ccomp": "clause", "xcomp": "infinitive"}
_RAISING = {"seem", "appear", "look", "sound", "prove", "tend", "happen"}
_HANGING = {"parataxis", "ccomp", "advcl", "conj", "dep", "relcl", "appos", "intj"}
_NUMBER_OF_OBJECTS = 4


def verb_candidates(clauses: Clauses, verb: int) -> Iterator[Proposal]:
    """Yield what a verb may report, by each rule that fits.

    Parameters
    ----------
    clauses : Clauses
    verb : int
        Token index of a verb.
    """
    token = clauses.tokens[verb]
    if token.dep in ("aux", "auxpass") or token.lemma in _NEVER:
        return
    if _quoted_as_saying(clauses, verb):
        return
    subject = subject_of(clauses, verb)
    yield from _complements(clauses, verb, subject)
    if clauses.passive(verb) or (token.tag == "VBN" and token.dep in ("advcl", "acl", "relcl")):
        # "was asked", "is convinced": the grammatical subject may be the source.
        patient = clauses.child(verb, "nsubjpass")
        if patient is not None and subject.head is None:
            yield from _complements(clauses, verb, Subject(patient, "passive"))
        yield from _passive(clauses, verb, subject)
    if token.head == verb:
        yield from _tail(clauses, verb, subject)
    elif token.dep in _HANGING:
        yield from _parenthetical(clauses, verb, subject)
    if token.dep == "relcl":
        yield from _relative(clauses, verb, subject)
    elif token.dep == "acl":
        yield from _participle(clauses, verb)
    if token.lemma in _RAISING:
        yield from _raising(clauses, verb)


def _quoted_as_saying(clauses: Clauses, verb: int) -> bool:
    """Tell "quoted him as saying", where the second verb is the cue and the object speaks."""
    for i in clauses.children[verb]:
        if clauses.tokens[i].lemma == "as" and clauses.tokens[i].dep == "prep":
            below = clauses.child(i, "pcomp")
            return below is not None and clauses.child(below, "ccomp", "dobj") is not None
    return False


def _complements(clauses: Clauses, verb: int, subject: Subject) -> Iterator[Proposal]:
    """Yield clause, infinitive, object, preposition and predicate, each alone and the object with what follows."""
    tokens = clauses.tokens
    cut: list[Range] = []
    objects: list[int] = []
    for i in clauses.children[verb]:
        dep, side = tokens[i].dep, "after" if i > verb else "before"
        if dep in _CLAUSES:
            cut = cut or _own_words(clauses, verb)
            for part, bounds in contents(clauses, verb, i):
                yield Proposal(
            [part], cue=verb, subject=subject, rule=_CLAUSES[dep], without=cut,
                    traits=(side, *bounds), head=i,
                )  # fmt: skip
        elif i > verb and dep in ("dobj", "oprd", "attr", "acomp", "advcl", "acl", "dep", "pcomp"):
            rule = {"dobj": "object", "advcl": "adverbial"}.get(dep, "predicate")
            for part, bounds in contents(clauses, verb, i) if dep == "dobj" else [(clauses.range_of(i), ())]:
                yield Proposal([part], cue=verb, subject=subject, rule=rule, traits=bounds, head=i)
        elif i > verb and dep in ("prep", "prt"):
            yield from _prepositional(clauses, verb, i, subject)
        if i > verb and dep in _COMPLEMENTS:
            objects.append(i)
    yield from _object_and_rest(clauses, verb, subject, objects)


def _own_words(clauses: Clauses, verb: int) -> list[Range]:
    """Ranges of the cue and its subject where a broken parse has content run across them."""
    out = [(verb, verb + 1)]
    subject = clauses.own_subject(verb)
    if subject is not None:
        out.append(clauses.range_of(subject))
    return sorted(out)


def _prepositional(clauses: Clauses, verb: int, prep: int, subject: Subject) -> Iterator[Proposal]:
    """Yield "call for X", "accuse of doing X", "point out X"."""
    tokens = clauses.tokens
    for i in clauses.children[prep]:
        # "out of X": the second preposition governs.
        inner = tokens[i].dep == "prep"
        for j in clauses.children[i] if inner else (i,):
            if tokens[j].dep in ("pobj", "pcomp"):
                yield Proposal(
                    [clauses.range_of(j)],
                    cue=verb,
                    subject=subject,
                    rule="preposition",
                    traits=("p:" + tokens[i if inner else prep].lemma, tokens[j].dep),
                    head=j,
                )


def _object_and_rest(clauses: Clauses, verb: int, subject: Subject, objects: list[int]) -> Iterator[Proposal]:
    """Yield the object together with the complements behind it: "called him a traitor", "accused her of lying"."""
    tokens = clauses.tokens
    if len(objects) < 2:
        return
    first = objects[0]
    if tokens[first].dep not in ("dobj", "prep", "oprd", "attr", "acomp"):
        return
    start = clauses.left[first]
    for last in objects[1:_NUMBER_OF_OBJECTS]:
        if tokens[first].dep == "prep" and tokens[last].dep == "ccomp":
            # "said in March that ...": the month is the reporter's.
            continue
        yield Proposal(
            [(start, clauses.right[last])],
            cue=verb,
            subject=subject,
            rule="object and rest",
            traits=(
                tokens[first].dep + "+" + tokens[last].dep,
                "p:" + tokens[last].lemma if tokens[last].dep == "prep" else "",
            ),
            head=first,
        )


def _parenthetical(clauses: Clauses, verb: int, subject: Subject) -> Iterator[Proposal]:
    """Yield "..., officials said, ...": the cue hangs below its content."""
    tokens = clauses.tokens
    token = tokens[verb]
    head = token.head
    if clauses.child(verb, "ccomp", "dobj", "xcomp") is not None and token.dep != "parataxis":
        return
    as_clause = any(
        tokens[i].lemma == "as" and tokens[i].dep in ("mark", "advmod") for i in clauses.children[verb]
    )
    if subject.via not in ("own", "agent") and not as_clause:
        return
    first, last = clauses.range_of(head)
    yield Proposal(
        [(first, last)],
        cue=verb,
        subject=subject,
        rule="as-clause" if as_clause else "parenthetical",
        without=[clauses.range_of(verb)],
        traits=(token.dep, "after" if verb < head else "before"),
        head=head,
    )


def _tail(clauses: Clauses, verb: int, subject: Subject) -> Iterator[Proposal]:
    """Yield "..., officials said." where the parse does not hang what was said on its cue."""
    tokens = clauses.tokens
    if subject.via != "own" or subject.head is None:
        return
    if clauses.child(verb, "ccomp", "dobj", "xcomp") is not None:
        return
    first, _ = clauses.range_of(verb)
    before, _ = clauses.range_of(subject.head)
    if not first + 1 < before <= verb or tokens[before - 1].text != ",":
        return
    yield Proposal([(first, before - 1)], cue=verb, subject=subject, rule="tail", traits=("before",))


def _relative(clauses: Clauses, verb: int, subject: Subject) -> Iterator[Proposal]:
    """Yield "the plan he announced": the content is what the relative clause hangs on."""
    token = clauses.tokens[verb]
    if clauses.child(verb, "ccomp") is not None or subject.via != "own":
        return
    head = token.head
    if subject.head is not None and clauses.tokens[subject.head].tag in ("WP", "WDT"):
        return
    yield Proposal(
        [(clauses.left[head], verb)],
        cue=verb,
        subject=subject,
        rule="relative",
        without=[clauses.range_of(verb)],
        head=head,
    )


def _participle(clauses: Clauses, verb: int) -> Iterator[Proposal]:
    """Yield "a plan announced by the ministry"."""
    token = clauses.tokens[verb]
    if token.tag != "VBN":
        return
    agent = clauses.agent(verb)
    head = token.head
    yield Proposal(
        [(clauses.left[head], verb)],
        cue=verb,
        rule="participle",
        subject=NOBODY if agent is None else Subject(agent, "agent"),
        head=head,
    )


def _passive(clauses: Clauses, verb: int, subject: Subject) -> Iterator[Proposal]:
    """Yield "the plan was announced", "he is expected to resign"."""
    patient = clauses.child(verb, "nsubjpass")
    if patient is None:
        return
    if clauses.tokens[patient].lemma == "it" and clauses.child(verb, "ccomp") is not None:
        return
    ranges = [clauses.range_of(patient)]
    yield Proposal(ranges, cue=verb, subject=subject, rule="passive subject", head=patient)
    for i in clauses.children[verb]:
        if i > verb and clauses.tokens[i].dep in ("xcomp", "oprd", "prep", "ccomp", "advcl"):
            yield Proposal(
                [*ranges, clauses.range_of(i)],
                cue=verb,
                subject=subject,
                rule="passive and rest",
                head=i,
                traits=(clauses.tokens[i].dep, "p:" + clauses.tokens[i].lemma),
            )


def _raising(clauses: Clauses, verb: int) -> Iterator[Proposal]:
    """Yield "he seems to know": content on both sides, no source."""
    subject = clauses.own_subject(verb)
    rest = clauses.child(verb, "xcomp", "oprd", "acomp", "ccomp", "attr")
    if subject is None or rest is None:
        return
    yield Proposal(
        [clauses.range_of(subject), clauses.range_of(rest)],
        cue=verb,
        rule="raising",
        traits=(clauses.tokens[rest].dep,),
        head=rest,
    )

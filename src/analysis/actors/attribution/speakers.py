"""Who speaks: the subject of a cue, and the words that name the speaker."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.actors.attribution.clauses import Clauses, Range, Span
from analysis.annotation.parse import SUBJECTS, Token

MAX_CLIMB = 7
"""Steps up the tree in search of an inherited subject."""

MAX_LOOK = 40
"""How many tokens back a speaker is sought where a cue governs no subject."""

_UP = {
    "advcl",
    "pcomp",
    "prep",
    "ccomp",
    "dobj",
    "pobj",
    "attr",
    "oprd",
    "appos",
    "parataxis",
    "dep",
    "acomp",
    "conj",
    "xcomp",
    "acl",
    "relcl",
}
_LEFT_PARTS = {"det", "amod", "compound", "poss", "nummod", "nmod", "predet", "quantmod", "case"}
_NP_STARTS = {"PROPN", "NOUN", "PRON", "DET", "NUM", "ADJ"}


@dataclass(frozen=True, slots=True)
class Subject:
    """A speaker found in the parse.

    Attributes
    ----------
    head : int or None
        Token that heads the speaker's noun phrase; None if the source is absent.
    via : str
        How it was found: own, passive, agent, inherited, outer, control, noun, surface, nearby, none;
        of a medium also cited, relayed.
    """

    head: int | None
    via: str


NOBODY = Subject(None, "none")


def subject_of(clauses: Clauses, verb: int) -> Subject:
    """Return who performs a verb, climbing through coordination, control and participles.

    Parameters
    ----------
    clauses : Clauses
    verb : int
        Token index of the cue.

    Examples
    --------
    >>> from analysis.annotation.articles import parse_text
    >>> clauses = Clauses(parse_text("Grigoryan left the room, saying that he was tired."))
    >>> clauses.tokens[subject_of(clauses, 5).head].text
    'Grigoryan'
    """
    own = clauses.own_subject(verb)
    if own is not None:
        return _real(clauses, own, "own")
    if clauses.passive(verb):
        agent = clauses.agent(verb)
        return NOBODY if agent is None else Subject(agent, "agent")
    return _inherited(clauses, verb)


def _inherited(clauses: Clauses, verb: int) -> Subject:
    """Climb from a verb without a subject to the first word above it that has one."""
    tokens, at = clauses.tokens, verb
    for _ in range(MAX_CLIMB):
        token, head = tokens[at], tokens[at].head
        if head == at:
            break
        if at == verb and token.tag == "VBN" and token.dep == "acl":
            agent = clauses.agent(at)
            return NOBODY if agent is None else Subject(agent, "agent")
        if token.dep in ("acl", "relcl") and not _speech_noun(clauses, head):
            return Subject(head, "noun")
        if token.dep not in _UP:
            break
        found = _controller(clauses, at, head) or _above(clauses, at, head)
        if found is not None:
            return found
        at = head
    return NOBODY


def _controller(clauses: Clauses, at: int, head: int) -> Subject | None:
    """Return the object that acts: "urged them to say", "quoted the minister as saying"."""
    token = clauses.tokens[at]
    if token.dep in ("xcomp", "ccomp") and token.pos != "ADJ":
        controller = clauses.child(head, "dobj", "dative")
    elif token.lemma == "as" and token.dep == "prep":
        controller = clauses.child(head, "dobj")
    else:
        return None
    return Subject(controller, "control") if controller is not None and controller < at else None


def _above(clauses: Clauses, at: int, head: int) -> Subject | None:
    """Return the possessor of a noun above, or the subject of a verb above."""
    owner = clauses.child(head, "poss") if clauses.tokens[head].pos == "NOUN" else None
    if owner is not None:
        return Subject(owner, "inherited")
    above = clauses.child(head, *SUBJECTS)
    return _real(clauses, above, "inherited") if above is not None and above != at else None


def _speech_noun(clauses: Clauses, noun: int) -> bool:
    return clauses.lexicon.class_of(clauses.tokens[noun].lemma, "NOUN") not in ("", "evidential")


def _real(clauses: Clauses, subject: int, via: str) -> Subject:
    """Drop the subjects that nobody is: "it was reported", "there is concern"."""
    token = clauses.tokens[subject]
    if token.dep == "expl" or token.lemma == "there":
        return NOBODY
    return Subject(subject, via)


def others(clauses: Clauses, cue: int, subject: Subject) -> list[Subject]:
    """Return further possible speakers of a cue that governs no subject itself.

    An inherited subject may be nobody's statement; where none was found, the nearest
    subject or name before the cue is tried, since the parse breaks at long appositions.

    Parameters
    ----------
    clauses : Clauses
    cue : int
        Token index of the cue.
    subject : Subject
        The speaker already found.
    """
    if subject.via in ("own", "agent", "passive", "surface"):
        return []
    tokens = clauses.tokens
    if subject.via == "control" and tokens[tokens[cue].head].lemma == "as":
        # "quoted him as saying": nobody else can have said it.
        return []
    if subject.head is not None:
        outer = _outer(clauses, cue) if subject.via == "inherited" else None
        return [NOBODY] if outer is None or outer.head == subject.head else [NOBODY, outer]
    first = clauses.sentence_of(cue)[0]
    for i in range(cue - 1, max(first, cue - MAX_LOOK) - 1, -1):
        if clauses.quoted[i] == clauses.quoted[cue] and _may_speak(tokens[i], tokens[i + 1]):
            return [Subject(i, "nearby")]
    return []


def _outer(clauses: Clauses, cue: int) -> Subject | None:
    """Return who says the clause that an inherited subject stands in.

    "He said the vote was unfair and called for another": the parse may join the second verb to either.
    """
    tokens, at = clauses.tokens, cue
    for _ in range(MAX_CLIMB):
        head = tokens[at].head
        if head == at:
            return None
        if at != cue and tokens[at].dep == "ccomp":
            above = clauses.own_subject(head)
            if above is not None and above != at and clauses.lexicon.class_of(tokens[head].lemma):
                found = _real(clauses, above, "outer")
                return None if found.head is None else found
        at = head
    return None


def _may_speak(token: Token, following: Token) -> bool:
    if token.dep in SUBJECTS or (token.dep == "ROOT" and token.pos in ("NOUN", "PROPN")):
        return True
    return (
        token.pos == "PROPN"
        and following.pos != "PROPN"
        and token.dep in ("dep", "appos", "npadvmod", "compound")
    )


def noun_speaker(clauses: Clauses, noun: int) -> Subject:
    """Return whose statement a noun is: its possessor, its by- or from-phrase, or the subject over it."""
    owner = clauses.child(noun, "poss")
    if owner is not None:
        return Subject(owner, "own")
    for i in clauses.children[noun]:
        if clauses.tokens[i].dep in ("prep", "agent") and clauses.tokens[i].lemma in ("by", "from", "among"):
            source = clauses.child(i, "pobj")
            if source is not None:
                return Subject(source, "agent")
    token = clauses.tokens[noun]
    if token.dep in ("dobj", "pobj", "attr", "conj"):
        return _inherited(clauses, noun)
    return NOBODY


def beside(clauses: Clauses, verb: int, limits: Range) -> Subject:
    """Return the noun phrase next to a verb, for when the parse around quotation marks is broken."""
    tokens = clauses.tokens
    after = verb + 1
    if after < limits[1] and tokens[after].pos in ("PROPN", "PRON") and clauses.quoted[after] < 0:
        return Subject(_phrase_head(clauses, after, limits[1]), "surface")
    before = verb - 1
    while before >= limits[0] and tokens[before].pos in ("ADV", "AUX", "PART"):
        before -= 1
    if before >= limits[0] and tokens[before].pos in ("PROPN", "PRON", "NOUN") and clauses.quoted[before] < 0:
        return Subject(before, "surface")
    if after < limits[1] and tokens[after].pos in _NP_STARTS and clauses.quoted[after] < 0:
        return Subject(_phrase_head(clauses, after, limits[1]), "surface")
    return NOBODY


def _phrase_head(clauses: Clauses, first: int, end: int) -> int:
    tokens = clauses.tokens
    last = first
    while (
        last + 1 < end
        and tokens[last + 1].pos in ("PROPN", "NOUN", "ADJ", "NUM")
        and tokens[last].pos != "PRON"
    ):
        last += 1
    return last


def speaker_span(clauses: Clauses, head: int) -> Span:
    """Return the words that name a speaker: the noun phrase without clauses and appositions behind it.

    Examples
    --------
    >>> from analysis.annotation.articles import parse_text
    >>> text = "The minister of defence, who resigned, said it was over."
    >>> clauses = Clauses(parse_text(text))
    >>> start, end = speaker_span(clauses, 1)
    >>> text[start:end]
    'The minister of defence'
    """
    tokens, quoted = clauses.tokens, clauses.quoted[head]
    first = head
    for i in clauses.children[head]:
        if i < head and tokens[i].dep in _LEFT_PARTS:
            first = min(first, clauses.left[i])
    last = head + 1
    for i in clauses.children[head]:
        part = tokens[i].dep
        if i < last or (part == "case" and i == last):
            continue
        if (part == "prep" and tokens[i].lemma in ("of", "for", "at", "in", "from", "with")) or part in (
            "cc",
            "conj",
        ):
            end = clauses.right[i]
            if part == "prep" and tokens[i].index != last:
                break
            last = max(last, end)
        elif tokens[i].text != ",":
            break
    first = max(first, head - 12)
    last = min(last, head + 16)
    while first < head and (clauses.quoted[first] != quoted or tokens[first].pos in ("PUNCT", "SPACE")):
        first += 1
    last = next(
        (i for i in range(head + 1, last) if clauses.quoted[i] != quoted or _ends_phrase(clauses, i)), last
    )
    while last > head + 1 and tokens[last - 1].pos in ("PUNCT", "CCONJ", "SPACE", "ADP"):
        last -= 1
    return tokens[first].start, tokens[last - 1].end


def _ends_phrase(clauses: Clauses, index: int) -> bool:
    token = clauses.tokens[index]
    return token.dep in ("relcl", "acl", "appos") or (
        token.pos == "VERB" and token.dep not in ("amod", "compound")
    )

"""What a candidate statement is weighed by: named traits of its cue, speaker and content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.actors.attribution.clauses import Clauses, Span
from analysis.actors.attribution.content_traits import ContentTraits, Traits, cue_class, head_traits
from analysis.actors.attribution.speakers import Subject
from analysis.actors.attribution.statements import Candidate, Proposal
from analysis.actors.naming.gazetteer import words

_LIKE = {"tail": "clause"}
_NONE: frozenset[str] = frozenset()
_MARKED = {True: "cue quoted True", False: "cue quoted False"}


class ArticleTraits:
    """The traits of an article's candidates; what several candidates share is found once.

    Parameters
    ----------
    clauses : Clauses

    Examples
    --------
    >>> from analysis.actors.attribution.speakers import Subject
    >>> from analysis.annotation.articles import parse_text
    >>> clauses = Clauses(parse_text("Officials said the talks failed."))
    >>> one = Candidate(((15, 31),), 1, Subject(0, "own"), "clause", head=4)
    >>> [part.with_rule[0] for part in ArticleTraits(clauses).of(one)]
    ['say', 'cue quoted False', 'who plural', 'head VBD True', 'long 1']
    """

    def __init__(self, clauses: Clauses) -> None:
        self.clauses = clauses
        self.lemmas = [token.lemma.lower() for token in clauses.tokens]
        self._cues: dict[int, Traits] = {}
        self._speakers: dict[tuple[int, int | None, str], Traits] = {}
        self._heads: dict[tuple[int, int | None], Traits] = {}
        self._contents: dict[tuple[int, int | None, tuple[Span, ...]], Traits] = {}
        self._own: dict[tuple[str, tuple[str, ...], frozenset[str], bool], Traits] = {}
        self._of_content = ContentTraits(clauses)

    def of(self, one: Candidate) -> tuple[Traits, ...]:
        """Return the traits of a candidate's cue, its own, its speaker's, its content's head's and its content's."""
        what = one.cue, one.head, one.content
        content = self._contents.get(what)
        if content is None:
            content = self._contents[what] = self._of_content.of(one)
        return *self.before_content(one, one.subject, one.others), content

    def before_content(
        self, one: Candidate | Proposal, subject: Subject, others: frozenset[str] = _NONE
    ) -> tuple[Traits, Traits, Traits, Traits]:
        """Return all traits but those of the content, of a proposal with one of its possible speakers."""
        number = one.cue
        who = number, subject.head, subject.via
        speaker = self._speakers.get(who)
        if speaker is None:
            speaker = self._speakers[who] = _speaker_traits(self.clauses, number, subject)
        what = number, one.head
        head = self._heads.get(what)
        if head is None:
            head = self._heads[what] = head_traits(self.clauses, number, one.head)
        return *self.of_cue(one, others), speaker, head

    def of_cue(self, one: Candidate | Proposal, others: frozenset[str] = _NONE) -> tuple[Traits, Traits]:
        """Return the traits of a proposal's cue, and its own, whoever the speaker."""
        number = one.cue
        cue = self._cues.get(number)
        if cue is None:
            cue = self._cues[number] = _cue_traits(self.clauses, number)
        # Where a whole transcript is set in marks, its leads are as good as bare ones.
        inside = self.clauses.quoted[number] >= 0 and one.rule != "colon lead"
        how = one.rule, one.traits, others, inside
        own = self._own.get(how)
        if own is None:
            own = self._own[how] = _own_traits(one, others, inside)
        return cue, own


def traits(known: ArticleTraits, one: Candidate) -> list[str]:
    """Return the names of what a candidate is weighed by.

    Parameters
    ----------
    known : ArticleTraits
    one : Candidate

    Returns
    -------
    list of str
        Names such as ``"clause&say"``; lemmas are the only words in them.
    """
    return _names(known.of(one), weighed_as(one), known.lemmas[one.cue])


def early_traits(known: ArticleTraits, one: Candidate) -> tuple[list[str], list[str]]:
    """Return the names of what a candidate was weighed by when its rule proposed it; see `traits`.

    First those of its cue, whoever the speaker, then all that are known before its content.
    """
    told = tuple(t for t in one.traits if not any(t.startswith(f"{rule}:") for rule in one.others))
    first = replace(one, traits=told, others=_NONE)
    rule, lemma = weighed_as(one), known.lemmas[one.cue]
    of_cue, before_content = known.of_cue(first), known.before_content(first, one.subject)
    return _names(of_cue, rule, lemma), _names(before_content, rule, lemma)


def _names(parts: Sequence[Traits], rule: str, lemma: str) -> list[str]:
    out = [name for part in parts for name in part.alone]
    out += [f"{rule}&{name}" for part in parts for name in part.with_rule]
    return out + [f"{lemma}&{name}" for part in parts for name in part.with_cue]


def weighed_as(one: Candidate | Proposal) -> str:
    """Return the rule whose weights a candidate shares: "..., officials said." is a clause, however parsed."""
    return _LIKE.get(one.rule, one.rule)


def _own_traits(one: Candidate | Proposal, others: frozenset[str], inside: bool) -> Traits:
    """Return the rules that propose a candidate, and what they know of it."""
    rule = weighed_as(one)
    out = Traits(["bias", rule, _MARKED[inside]], [_MARKED[inside]])
    if rule != one.rule:
        out.alone.append(one.rule)
    if others or rule != one.rule:
        out.alone += [f"also {name}" for name in sorted(others | {one.rule}) if name != rule]
    for trait in one.traits:
        if trait:
            out.with_rule.append(trait)
            if trait.startswith("p:"):
                out.with_cue.append(trait)
    return out


def _cue_traits(clauses: Clauses, cue: int) -> Traits:
    """Tell the cue and how it stands: its class, its helpers, what is above it."""
    token = clauses.tokens[cue]
    lemma, group = token.lemma.lower(), cue_class(clauses, token)
    out = Traits(
        [f"cue {lemma}", f"class {group}", f"{token.tag}&class {group}"],
        [lemma, f"class {group}", token.tag, f"dep {token.dep}"],
    )
    if clauses.negated(cue):
        out.alone += ["negated", f"{group}&negated"]
    for i in clauses.children[cue]:
        below = clauses.tokens[i]
        if below.dep in ("aux", "auxpass"):
            out.alone.append(f"aux {below.lemma}")
            if below.tag == "MD":
                out.alone.append("modal")
                out.with_rule.append("modal")
        elif below.dep == "mark":
            out.alone.append(f"mark {below.lemma.lower()}")
    particle = clauses.child(cue, "prt")
    if particle is not None:
        # "kick off", "point out": a verb of its own.
        out.alone.append(f"cue {lemma} {clauses.tokens[particle].lemma.lower()}")
    # "He refused to say" is another thing than "he said".
    head = clauses.tokens[token.head]
    if head.index != cue:
        above = clauses.lexicon.class_of(head.lemma, head.pos) or head.pos
        out.alone.append(f"under {above} {token.dep}")
        out.with_rule.append(f"under {above}")
    return out


def _speaker_traits(clauses: Clauses, cue: int, subject: Subject) -> Traits:
    """Tell who speaks, how the speaker was found, and how well that suits the cue."""
    token = clauses.tokens[cue]
    kind, via = f"who {subject_kind(clauses, subject)}", f"via {subject.via}"
    group = cue_class(clauses, token)
    out = Traits([kind, via, f"{group}&{kind}"], [kind, via], [via])
    if subject.head is not None:
        who = clauses.tokens[subject.head]
        if who.pos == "NOUN":
            lemma = who.lemma.lower()
            sort = "speaker person" if lemma in words("person_nouns") else "speaker thing"
            out.alone += [f"speaker {lemma}", f"{group}&{sort}"]
            out.with_rule.append(sort)
        if token.sentence != who.sentence:
            out.alone.append("speaker elsewhere")
    if subject.via == "control" and token.head != cue and clauses.tokens[token.head].lemma == "as":
        out.alone.append("quoted as")
    return out


def subject_kind(clauses: Clauses, subject: Subject) -> str:
    """Return what heads the speaker: a pronoun, an entity label, a plural or single noun, or nothing."""
    if subject.head is None:
        return "nobody"
    token = clauses.tokens[subject.head]
    if token.pos == "PRON":
        return token.text.lower()
    if token.entity:
        return token.entity[2:]
    if token.pos == "PROPN":
        return "name"
    return "plural" if token.tag == "NNS" else "noun"

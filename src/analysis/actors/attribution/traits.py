"""What a candidate statement is weighed by: named traits of its cue, speaker and content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from analysis.actors.attribution.clauses import Clauses, Span
from analysis.actors.attribution.content_traits import KEPT, ContentTraits, Traits, cue_class, head_traits
from analysis.actors.attribution.speakers import Subject
from analysis.actors.attribution.statements import Candidate, Proposal
from analysis.actors.naming.gazetteer import words

_LIKE = {"tail": "clause"}
_NONE: frozenset[str] = frozenset()
_HELPERS = frozenset({"aux", "auxpass", "mark"})
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
        self.lemmas = clauses.article.lemmas
        self._cues: dict[int, Traits] = {}
        self._speakers: dict[tuple[int, int | None, str], Traits] = {}
        self._heads: dict[tuple[int, int | None], Traits] = {}
        self._contents: dict[tuple[int, int | None, tuple[Span, ...]], Traits] = {}
        self._of_content = ContentTraits(clauses)

    def of(self, one: Candidate) -> tuple[Traits, ...]:
        """Return the traits of a candidate's cue, its own, its speaker's, its content's head's and its content's."""
        return *self.of_cue(one, one.others), *self.of_ends(one, one.subject), self.of_content(one)

    def of_content(self, one: Candidate) -> Traits:
        """Return the traits of a candidate's content."""
        what = one.cue, one.head, one.content
        content = self._contents.get(what)
        if content is None:
            content = self._contents[what] = self._of_content.of(one)
        return content

    def of_ends(self, one: Candidate | Proposal, subject: Subject) -> tuple[Traits, Traits]:
        """Return the traits of one of a proposal's possible speakers, and of what heads its content."""
        number = one.cue
        who = number, subject.head, subject.via
        speaker = self._speakers.get(who)
        if speaker is None:
            speaker = self._speakers[who] = _speaker_traits(self.clauses, number, subject)
        what = number, one.head
        head = self._heads.get(what)
        if head is None:
            head = self._heads[what] = head_traits(self.clauses, number, one.head)
        return speaker, head

    def of_cue(self, one: Candidate | Proposal, others: frozenset[str] = _NONE) -> tuple[Traits, Traits]:
        """Return the traits of a proposal's cue, and its own, whoever the speaker."""
        number = one.cue
        cue = self._cues.get(number)
        if cue is None:
            cue = self._cues[number] = _cue_traits(self.clauses, number)
        # Where a whole transcript is set in marks, its leads are as good as bare ones.
        inside = self.clauses.quoted[number] >= 0 and one.rule != "colon lead"
        return cue, _own_traits(one.rule, one.traits, others, inside)


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
    of_cue = known.of_cue(first)
    before_content = *of_cue, *known.of_ends(first, one.subject)
    return _names(of_cue, rule, lemma), _names(before_content, rule, lemma)


def _names(parts: Sequence[Traits], rule: str, lemma: str) -> list[str]:
    out = [name for part in parts for name in part.alone]
    out += [f"{rule}&{name}" for part in parts for name in part.with_rule]
    return out + [f"{lemma}&{name}" for part in parts for name in part.with_cue]


def weighed_as(one: Candidate | Proposal) -> str:
    """Return the rule whose weights a candidate shares: "..., officials said." is a clause, however parsed."""
    return _LIKE.get(one.rule, one.rule)


@lru_cache(maxsize=KEPT)
def _own_traits(own: str, told: tuple[str, ...], others: frozenset[str], inside: bool) -> Traits:
    """Return the rules that propose a candidate, and what its own tells of it."""
    rule = _LIKE.get(own, own)
    out = Traits(["bias", rule, _MARKED[inside]], [_MARKED[inside]])
    if rule != own:
        out.alone.append(own)
    if others or rule != own:
        out.alone += [f"also {name}" for name in sorted(others | {own}) if name != rule]
    for trait in told:
        if trait:
            out.with_rule.append(trait)
            if trait.startswith("p:"):
                out.with_cue.append(trait)
    return out


def _cue_traits(clauses: Clauses, cue: int) -> Traits:
    """Tell the cue and how it stands: its class, its helpers, what is above it."""
    tokens = clauses.tokens
    token = tokens[cue]
    below = [tokens[i] for i in clauses.children[cue]]
    helpers = [(one.lemma, one.tag == "MD", one.dep) for one in below if one.dep in _HELPERS]
    particle = clauses.child(cue, "prt")
    # "He refused to say" is another thing than "he said".
    head = tokens[token.head]
    above = "" if head.index == cue else clauses.lexicon.class_of(head.lemma, head.pos) or head.pos
    how = token.lemma.lower(), cue_class(token), token.tag, token.dep, clauses.negated(cue)
    return _standing(how, tuple(helpers), None if particle is None else tokens[particle].lemma.lower(), above)


@lru_cache(maxsize=KEPT)
def _standing(
    how: tuple[str, str, str, str, bool],
    helpers: tuple[tuple[str, bool, str], ...],
    particle: str | None,
    above: str,
) -> Traits:
    lemma, group, tag, dep, negated = how
    out = Traits(
        [f"cue {lemma}", f"class {group}", f"{tag}&class {group}"],
        [lemma, f"class {group}", tag, f"dep {dep}"],
    )
    if negated:
        out.alone += ["negated", f"{group}&negated"]
    for helper, modal, dep_of in helpers:
        if dep_of == "mark":
            out.alone.append(f"mark {helper.lower()}")
            continue
        out.alone.append(f"aux {helper}")
        if modal:
            out.alone.append("modal")
            out.with_rule.append("modal")
    if particle is not None:
        # "kick off", "point out": a verb of its own.
        out.alone.append(f"cue {lemma} {particle}")
    if above:
        out.alone.append(f"under {above} {dep}")
        out.with_rule.append(f"under {above}")
    return out


def _speaker_traits(clauses: Clauses, cue: int, subject: Subject) -> Traits:
    """Tell who speaks, how the speaker was found, and how well that suits the cue."""
    token = clauses.tokens[cue]
    noun, elsewhere = None, False
    if subject.head is not None:
        who = clauses.tokens[subject.head]
        noun = who.lemma.lower() if who.pos == "NOUN" else None
        elsewhere = token.sentence != who.sentence
    quoted_as = subject.via == "control" and token.head != cue and clauses.tokens[token.head].lemma == "as"
    kind = subject_kind(clauses, subject)
    how = kind, subject.via, cue_class(token)
    return _speaking(how, noun, elsewhere, quoted_as)


@lru_cache(maxsize=KEPT)
def _speaking(how: tuple[str, str, str], noun: str | None, elsewhere: bool, quoted_as: bool) -> Traits:
    kind, via, group = how
    kind, via = f"who {kind}", f"via {via}"
    out = Traits([kind, via, f"{group}&{kind}"], [kind, via], [via])
    if noun is not None:
        sort = "speaker person" if noun in words("person_nouns") else "speaker thing"
        out.alone += [f"speaker {noun}", f"{group}&{sort}"]
        out.with_rule.append(sort)
    if elsewhere:
        out.alone.append("speaker elsewhere")
    if quoted_as:
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

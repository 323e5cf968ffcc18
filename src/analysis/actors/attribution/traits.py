"""What a candidate statement is weighed by: named traits of its cue, speaker and content."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from analysis.actors.attribution.bounds import opening
from analysis.actors.attribution.clauses import Clauses, Span, length_of
from analysis.actors.attribution.speakers import Subject
from analysis.actors.attribution.statements import Candidate
from analysis.actors.naming.gazetteer import words
from analysis.annotation.parse import Token

_OPENERS = {
    "that",
    "to",
    "if",
    "whether",
    "how",
    "what",
    "why",
    "who",
    "which",
    "where",
    "when",
    "because",
    "it",
    "this",
    "these",
    "those",
    "there",
    "he",
    "she",
    "they",
    "we",
    "i",
    "you",
    "a",
    "an",
    "the",
    "no",
    "not",
}
_LIKE = {"tail": "clause"}
_COMPLEMENTS = {"ccomp", "dobj", "xcomp", "prep", "advcl"}
_LENGTHS = (2, 4, 7, 12, 20, 40, 80)
_MARKED = {True: "cue quoted True", False: "cue quoted False"}


@dataclass(slots=True)
class Traits:
    """Some traits of a candidate: of its cue, its speaker, its content, or its own.

    Attributes
    ----------
    alone : list of str
        Weighed as they are.
    with_rule, with_cue : list of str
        Weighed together with the candidate's rule, and with its cue's lemma.
    weight : float or None
        What `alone` and `with_cue` add to a score, once that is known.
    """

    alone: list[str] = field(default_factory=list)
    with_rule: list[str] = field(default_factory=list)
    with_cue: list[str] = field(default_factory=list)
    weight: float | None = None


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
    ['say', 'who plural', 'long 1', 'cue quoted False']
    """

    def __init__(self, clauses: Clauses) -> None:
        self.clauses = clauses
        self._cues: dict[int, Traits] = {}
        self._speakers: dict[tuple[int, Subject], Traits] = {}
        self._contents: dict[tuple[int, int | None, tuple[Span, ...]], Traits] = {}
        self._places: dict[int, str] = {}

    def of(self, one: Candidate) -> tuple[Traits, Traits, Traits, Traits]:
        """Return the traits of a candidate's cue, speaker and content, and its own."""
        cue = self._cues.get(one.cue)
        if cue is None:
            cue = self._cues[one.cue] = _cue_traits(self.clauses, one.cue)
        speaker = self._speakers.get((one.cue, one.subject))
        if speaker is None:
            speaker = self._speakers[one.cue, one.subject] = _speaker_traits(
                self.clauses, one.cue, one.subject
            )
        key = one.cue, one.head, one.content
        content = self._contents.get(key)
        if content is None:
            content = self._contents[key] = self._content_traits(one)
        return cue, speaker, content, _own_traits(self.clauses, one)

    def _content_traits(self, one: Candidate) -> Traits:
        clauses = self.clauses
        size = f"long {bisect_left(_LENGTHS, length_of(one.content) / 6)}"
        share = quoted_share(clauses, one.content)
        marks = "marks no" if share < 0.02 else "marks part" if share <= 0.9 else "marks all"
        out = Traits([size, marks, f"parts {min(len(one.content), 3)}"], [size, marks])
        first = clauses.article.token_at(one.content[0][0])
        if first is not None:
            word = first.text.lower()
            opener = f"opens {word if word in _OPENERS else first.pos}"
            out.alone.append(opener)
            out.with_rule.append(opener)
        if one.head is not None:
            _head_traits(clauses, one, one.head, out)
            _bounds_traits(clauses, one, one.head, out.with_rule)
            if first is not None:
                out.alone.append(self._place(first.segment))
        _side_traits(clauses, one, out.with_rule)
        return out

    def _place(self, number: int) -> str:
        """Tell leads and headline-like paragraphs from the rest."""
        if number not in self._places:
            segment = self.clauses.article.segments[number]
            closed = self.clauses.text[segment.start : segment.end].rstrip("\"'”’ ")[-1:] in ".?!"
            where = "top" if number == 0 else "lead" if number < 3 else "body"
            self._places[number] = f"place {where} {'closed' if closed else 'open'}"
        return self._places[number]


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
    parts, lemma = known.of(one), known.clauses.tokens[one.cue].lemma.lower()
    out = [name for part in parts for name in part.alone]
    out += [f"{weighed_as(one)}&{name}" for part in parts for name in part.with_rule]
    return out + [f"{lemma}&{name}" for part in parts for name in part.with_cue]


def weighed_as(one: Candidate) -> str:
    """Return the rule whose weights a candidate shares: "..., officials said." is a clause, however parsed."""
    return _LIKE.get(one.rule, one.rule)


def _own_traits(clauses: Clauses, one: Candidate) -> Traits:
    """Return the rules that propose a candidate, and what they know of it."""
    # Where a whole transcript is set in marks, its leads are as good as bare ones.
    inside = _MARKED[clauses.quoted[one.cue] >= 0 and one.rule != "colon lead"]
    rule = weighed_as(one)
    out = Traits(["bias", rule, inside], [inside])
    if rule != one.rule:
        out.alone.append(one.rule)
    if one.others or rule != one.rule:
        out.alone += [f"also {name}" for name in sorted(one.others | {one.rule}) if name != rule]
    for trait in one.traits:
        if trait:
            out.with_rule.append(trait)
            if trait.startswith("p:"):
                out.with_cue.append(trait)
    return out


def _cue_traits(clauses: Clauses, cue: int) -> Traits:
    """Tell the cue and how it stands: its class, its helpers, what is above it."""
    token = clauses.tokens[cue]
    lemma, group = token.lemma.lower(), _class(clauses, token)
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


def _class(clauses: Clauses, cue: Token) -> str:
    return clauses.lexicon.class_of(cue.lemma.lower(), cue.pos) or "unlisted"


def _speaker_traits(clauses: Clauses, cue: int, subject: Subject) -> Traits:
    """Tell who speaks, how the speaker was found, and how well that suits the cue."""
    token = clauses.tokens[cue]
    kind, via = f"who {subject_kind(clauses, subject)}", f"via {subject.via}"
    group = _class(clauses, token)
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


def _head_traits(clauses: Clauses, one: Candidate, index: int, out: Traits) -> None:
    """Tell what heads the content."""
    head = clauses.tokens[index]
    own = clauses.child(index, "nsubj", "nsubjpass", "expl") is not None
    sort = f"of {_sort(head)}"
    out.with_rule += [f"head {head.tag} {own}", f"heads {head.dep}", sort]
    out.with_cue.append(sort)
    if head.pos in ("NOUN", "PRON"):
        noun = head.lemma.lower()
        out.alone.append(f"content {noun}")
        if head.pos == "NOUN":
            cue = clauses.tokens[one.cue]
            out.alone.append(f"{cue.lemma.lower()}+{noun}")
            # "Made a promise", "voiced concern": a noun of speech tells what the verb does.
            spoken = clauses.lexicon.class_of(head.lemma, "NOUN")
            if spoken:
                out.with_rule.append(f"of speech {spoken}")
                out.alone.append(f"{_class(clauses, cue)}&of speech {spoken}")


def _bounds_traits(clauses: Clauses, one: Candidate, head: int, out: list[str]) -> None:
    """Tell what the content ends with and what it leaves out behind it."""
    tokens = clauses.tokens
    start, end = one.content[-1]
    _following_traits(clauses, start, end, out)
    for i in reversed(clauses.children[head]):
        if i <= head:
            break
        if start <= tokens[i].start < end and tokens[i].pos != "PUNCT":
            first = clauses.left[i]
            comma = first > 0 and tokens[first - 1].text == ","
            out.append(f"tail {tokens[i].dep} {'comma' if comma else ''}")
            out.append(f"tail {tokens[i].dep} {opening(clauses, i)}")
            break
    for i in clauses.children[one.cue]:
        if i > one.cue and tokens[i].dep in _COMPLEMENTS and tokens[i].start >= end:
            out.append(f"leaves {tokens[i].dep}")


def _following_traits(clauses: Clauses, start: int, end: int, out: list[str]) -> None:
    """Tell what stands behind a content, and whether the content was cut off there."""
    tokens = clauses.tokens
    last = bisect_left(clauses.article.starts, end)
    if last >= len(tokens) or tokens[last].sentence != tokens[last - 1].sentence:
        out.append("to the end")
        return
    following = tokens[last]
    inside = start <= tokens[following.head].start < end
    out.append(f"before {following.pos} {'cut' if inside else ''}")
    if following.pos in ("PUNCT", "CCONJ"):
        out.append(f"before {following.text}")
    if following.text == ",":
        after = tokens[last + 1] if last + 1 < len(tokens) else following
        out.append(f"before , {after.pos}")


def _sort(head: Token) -> str:
    """Return what a content is about: an entity's label, a person, a thing, or a part of speech."""
    if head.entity:
        return head.entity[2:]
    if head.pos == "NOUN":
        return "person" if head.lemma.lower() in words("person_nouns") else "thing"
    return head.pos


def _side_traits(clauses: Clauses, one: Candidate, out: list[str]) -> None:
    """Tell on which side of the cue the content stands, and how far from it."""
    start, end = one.content[0][0], one.content[-1][1]
    cue = clauses.tokens[one.cue]
    if start < cue.start < end:
        out.append("around")
        return
    before = cue.start >= end
    first, last = (end, cue.start) if before else (cue.end, start)
    out += ["before" if before else "after", f"far {min(max(0, last - first) // 8, 6)}"]
    if clauses.text.find(",", first, last) >= 0:
        out.append("comma")


def quoted_share(clauses: Clauses, content: Iterable[Span]) -> float:
    """Return the share of letters and digits of a content that stand inside quotation marks."""
    inside = total = 0
    for start, end in content:
        total += clauses.letters(start, end)
        k = bisect_left(clauses.all_ends, start + 1)
        while k < len(clauses.all_marks) and clauses.all_marks[k].start < end:
            mark = clauses.all_marks[k]
            inside += clauses.letters(max(start, mark.start), min(end, mark.end))
            k += 1
    return inside / total if total else 0.0

"""What a candidate statement is weighed by: named traits of its cue, speaker and content."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from analysis.actors.attribution.bounds import opening
from analysis.actors.attribution.clauses import Clauses, Span, length_of
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


def traits(clauses: Clauses, one: Candidate) -> list[str]:
    """Return what a candidate is weighed by, as named traits.

    Parameters
    ----------
    clauses : Clauses
    one : Candidate

    Returns
    -------
    list of str
        Traits such as ``"clause&say"``; lemmas are the only words in them.
    """
    rule = weighed_as(one)
    out = ["bias", rule, *(f"also {name}" for name in sorted(one.rules) if name != rule)]
    out += [f"{rule}&{trait}" for trait in one.traits if trait]
    if rule != one.rule:
        out.append(one.rule)
    kind = subject_kind(clauses, one)
    out += [f"who {kind}", f"{rule}&who {kind}", f"via {one.subject.via}", f"{rule}&via {one.subject.via}"]
    out += _cue_traits(clauses, one, kind)
    out += _content_traits(clauses, one)
    out += _above_traits(clauses, one)
    return out


def weighed_as(one: Candidate) -> str:
    """Return the rule whose weights a candidate shares: "..., officials said." is a clause, however parsed."""
    return _LIKE.get(one.rule, one.rule)


def subject_kind(clauses: Clauses, one: Candidate) -> str:
    """Return what heads the speaker: a pronoun, an entity label, a plural or single noun, or nothing."""
    if one.subject.head is None:
        return "nobody"
    token = clauses.tokens[one.subject.head]
    if token.pos == "PRON":
        return token.text.lower()
    if token.entity:
        return token.entity[2:]
    if token.pos == "PROPN":
        return "name"
    return "plural" if token.tag == "NNS" else "noun"


def _cue_traits(clauses: Clauses, one: Candidate, kind: str) -> list[str]:
    token = clauses.tokens[one.cue]
    lemma = token.lemma.lower()
    group = clauses.lexicon.class_of(lemma, token.pos) or "unlisted"
    rule = weighed_as(one)
    out = [
        f"cue {lemma}",
        f"{rule}&{lemma}",
        f"class {group}",
        f"{rule}&class {group}",
        f"{group}&who {kind}",
        f"{rule}&{token.tag}",
        f"{token.tag}&class {group}",
        f"{rule}&dep {token.dep}",
        f"{lemma}&via {one.subject.via}",
    ]
    out += [f"{lemma}&{trait}" for trait in one.traits if trait.startswith("p:")]
    if one.subject.head is not None:
        who = clauses.tokens[one.subject.head]
        if who.pos == "NOUN":
            sort = "person" if who.lemma.lower() in words("person_nouns") else "thing"
            out += [f"speaker {who.lemma.lower()}", f"{rule}&speaker {sort}", f"{group}&speaker {sort}"]
        if token.sentence != who.sentence:
            out += ["speaker elsewhere"]
    # Where a whole transcript is set in marks, its leads are as good as bare ones.
    inside = clauses.quoted[token.index] >= 0 and rule != "colon lead"
    out += [f"cue quoted {inside}", f"{rule}&cue quoted {inside}"]
    if clauses.negated(token.index):
        out += ["negated", f"{group}&negated"]
    for i in clauses.children[token.index]:
        if clauses.tokens[i].dep in ("aux", "auxpass"):
            out.append(f"aux {clauses.tokens[i].lemma}")
            if clauses.tokens[i].tag == "MD":
                out += ["modal", f"{rule}&modal"]
        elif clauses.tokens[i].dep == "mark":
            out.append(f"mark {clauses.tokens[i].lemma.lower()}")
        elif clauses.tokens[i].dep == "prt":
            # "Kick off", "point out": a verb of its own.
            out.append(f"cue {lemma} {clauses.tokens[i].lemma.lower()}")
    return out


def _content_traits(clauses: Clauses, one: Candidate) -> list[str]:
    rule = weighed_as(one)
    size = bisect_left(_LENGTHS, length_of(one.content) / 6)
    share = quoted_share(clauses, one.content)
    marks = "no" if share < 0.02 else "part" if share <= 0.9 else "all"
    out = [
        f"long {size}",
        f"{rule}&long {size}",
        f"marks {marks}",
        f"{rule}&marks {marks}",
        f"parts {min(len(one.content), 3)}",
    ]
    first = clauses.article.token_at(one.content[0][0])
    if first is not None:
        word = first.text.lower()
        opener = word if word in _OPENERS else first.pos
        out += [f"opens {opener}", f"{rule}&opens {opener}"]
    if one.head is not None:
        head = clauses.tokens[one.head]
        own = clauses.child(one.head, "nsubj", "nsubjpass", "expl") is not None
        out += [f"{rule}&head {head.tag} {own}", f"{rule}&heads {head.dep}"]
        if head.pos in ("NOUN", "PRON"):
            out.append(f"content {head.lemma.lower()}")
        out += _bounds_traits(clauses, one, head)
        out += [] if first is None else _place_traits(clauses, first)
    return out + _side_traits(clauses, one)


def _bounds_traits(clauses: Clauses, one: Candidate, head: Token) -> list[str]:
    """Tell what heads the content, what it ends with and what it leaves out behind it."""
    rule, tokens = weighed_as(one), clauses.tokens
    lemma = tokens[one.cue].lemma.lower()
    out = [f"{rule}&of {_sort(head)}", f"{lemma}&of {_sort(head)}"]
    if head.pos == "NOUN":
        out.append(f"{lemma}+{head.lemma.lower()}")
        # "Made a promise", "voiced concern": a noun of speech tells what the verb does.
        spoken = clauses.lexicon.class_of(head.lemma, "NOUN")
        if spoken:
            group = clauses.lexicon.class_of(lemma, tokens[one.cue].pos) or "unlisted"
            out += [f"{rule}&of speech {spoken}", f"{group}&of speech {spoken}"]
    start, end = one.content[-1]
    out += _following_traits(clauses, rule, start, end)
    below = clauses.children[head.index]
    inside = [i for i in below if i > head.index and start <= tokens[i].start < end]
    tail = next((i for i in reversed(inside) if tokens[i].pos != "PUNCT"), None)
    if tail is not None:
        first = clauses.left[tail]
        comma = first > 0 and tokens[first - 1].text == ","
        out.append(f"{rule}&tail {tokens[tail].dep} {'comma' if comma else ''}")
        out.append(f"{rule}&tail {tokens[tail].dep} {opening(clauses, tail)}")
    for i in clauses.children[one.cue]:
        if i > one.cue and tokens[i].dep in _COMPLEMENTS and tokens[i].start >= end:
            out.append(f"{rule}&leaves {tokens[i].dep}")
    return out


def _following_traits(clauses: Clauses, rule: str, start: int, end: int) -> list[str]:
    """Tell what stands behind a content, and whether the content was cut off there."""
    tokens = clauses.tokens
    last = bisect_left(clauses.article.starts, end)
    if last >= len(tokens) or tokens[last].sentence != tokens[last - 1].sentence:
        return [f"{rule}&to the end"]
    following = tokens[last]
    inside = start <= tokens[following.head].start < end
    out = [f"{rule}&before {following.pos} {'cut' if inside else ''}"]
    if following.pos in ("PUNCT", "CCONJ"):
        out.append(f"{rule}&before {following.text}")
    if following.text == ",":
        after = tokens[last + 1] if last + 1 < len(tokens) else following
        out.append(f"{rule}&before , {after.pos}")
    return out


def _sort(head: Token) -> str:
    """Return what a content is about: an entity's label, a person, a thing, or a part of speech."""
    if head.entity:
        return head.entity[2:]
    if head.pos == "NOUN":
        return "person" if head.lemma.lower() in words("person_nouns") else "thing"
    return head.pos


def _above_traits(clauses: Clauses, one: Candidate) -> list[str]:
    """Tell what stands above the cue: "he refused to say" is another thing than "he said"."""
    cue = clauses.tokens[one.cue]
    head = clauses.tokens[cue.head]
    if head.index == cue.index:
        return []
    group = clauses.lexicon.class_of(head.lemma, head.pos) or head.pos
    out = [f"under {group} {cue.dep}", f"{weighed_as(one)}&under {group}"]
    return [*out, "quoted as"] if head.lemma == "as" and one.subject.via == "control" else out


def _side_traits(clauses: Clauses, one: Candidate) -> list[str]:
    """Tell on which side of the cue the content stands, and how far from it."""
    rule = weighed_as(one)
    start, end = one.content[0][0], one.content[-1][1]
    cue = clauses.tokens[one.cue]
    if start < cue.start < end:
        return [f"{rule}&around"]
    before = cue.start >= end
    out = [f"{rule}&{'before' if before else 'after'}"]
    between = clauses.text[end : cue.start] if before else clauses.text[cue.end : start]
    out.append(f"{rule}&far {min(len(between) // 8, 6)}")
    return [*out, f"{rule}&comma"] if "," in between else out


def _place_traits(clauses: Clauses, first: Token) -> list[str]:
    """Tell leads and headline-like paragraphs from the rest."""
    segment = clauses.article.segments[first.segment]
    closed = clauses.text[segment.start : segment.end].rstrip("\"'”’ ")[-1:] in ".?!"
    where = "top" if first.segment == 0 else "lead" if first.segment < 3 else "body"
    return [f"place {where} {'closed' if closed else 'open'}"]


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

"""Candidate statements, and how their content follows the quotation marks it touches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.actors.attribution.clauses import Clauses, Range, Span, merge_spans
from analysis.actors.attribution.speakers import NOBODY, Subject

MAX_GAP = 400
"""Longest text between two quotations that may belong to one statement, in characters."""

MAX_BLANK = 40
"""Widest white space between two paragraphs of one quotation, in characters."""

MAX_CHAIN = 200
"""Most quotations joined into one statement."""


@dataclass(slots=True)
class Candidate:
    """A possible attributed statement, before it is weighed.

    Attributes
    ----------
    content : tuple of (int, int)
        Character spans, in order and disjoint.
    cue : int
        Token index of the cue's head.
    subject : Subject
    rule : str
        Name of the rule that proposes it.
    traits : tuple of str
        What else the rule knows, for weighing.
    head : int or None
        Token that heads the content.
    others : frozenset of str
        Further rules that proposed this content for this cue.
    early : float or None
        Sum of the weights of all but its content, if no more than one rule proposed it.
    told : bool
        True if a verb of speech and a name beside it make it somebody's statement wherever it stands.
    """

    content: tuple[Span, ...]
    cue: int
    subject: Subject
    rule: str
    traits: tuple[str, ...] = ()
    head: int | None = None
    others: frozenset[str] = frozenset()
    told: bool = False
    early: float | None = None

    @property
    def contest(self) -> int:
        """Number shared by the candidates of which at most one can be right: those of one cue.

        A quotation that stands alone borrows the verb of the sentence above, which may
        well introduce another statement; it competes apart.
        """
        return -1 - self.cue if self.rule == "floating" else self.cue


@dataclass(slots=True)
class Proposal:
    """What a rule over the parse proposes, before its content is cut to the quotation marks it touches.

    Attributes
    ----------
    ranges : sequence of (int, int)
        Token ranges of the content.
    cue, subject, rule, traits, head
        As in `Candidate`.
    without : sequence of (int, int)
        Token ranges that are no part of the content.
    """

    ranges: Sequence[Range]
    cue: int
    rule: str
    subject: Subject = NOBODY
    without: Sequence[Range] = ()
    traits: tuple[str, ...] = ()
    head: int | None = None

    def content_in(self, clauses: Clauses) -> tuple[Span, ...]:
        """Return the character spans of the content, none if nothing is left."""
        spans = clauses.spans(self.ranges, without=self.without)
        return fit_to_marks(clauses, spans, cue=self.cue, subject=self.subject)


def fit_to_marks(clauses: Clauses, spans: Iterable[Span], *, cue: int, subject: Subject) -> tuple[Span, ...]:
    """Clip content to the quotation its cue stands in, else extend it over the quotations it touches.

    Parameters
    ----------
    clauses : Clauses
    spans : iterable of (start, end)
    cue : int
        Token index of the cue.
    subject : Subject

    Returns
    -------
    tuple of (start, end)
        In order, disjoint.
    """
    parts = merge_spans(spans)
    if not parts:
        return ()
    around = clauses.quoted[cue]
    if around >= 0:
        mark = clauses.marks[around]
        return tuple(
            (max(s, mark.start), min(e, mark.end)) for s, e in parts if s < mark.end and mark.start < e
        )
    own = -1 if subject.head is None else clauses.quoted[subject.head]
    touched = [k for k in clauses.marks_in(parts) if k != own]
    if touched:
        touched += chained(clauses, touched[-1], cue)
    return closed_up(clauses, [*parts, *(clauses.marks[k].span for k in touched)])


def closed_up(clauses: Clauses, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Join spans with nothing but white space between them: the paragraphs of one quotation.

    Parameters
    ----------
    clauses : Clauses
    spans : iterable of (start, end)
    """
    parts = merge_spans(spans)
    if len(parts) == 1:
        return parts
    out: list[Span] = []
    for start, end in parts:
        if out and start - out[-1][1] <= MAX_BLANK and not clauses.text[out[-1][1] : start].strip():
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return tuple(out)


def chained(clauses: Clauses, number: int, cue: int) -> list[int]:
    """Return the quotations that go on with a given one: after its cue, or in the next paragraph.

    Parameters
    ----------
    clauses : Clauses
    number : int
        Number of a quotation in ``clauses.marks``.
    cue : int
        Token index of the cue; a quotation after the cue's sentence is joined if it stands next.
    """
    marks, text = clauses.marks, clauses.text
    out: list[int] = []
    k = number
    while k + 1 < len(marks) and len(out) < MAX_CHAIN:
        one, two = marks[k], marks[k + 1]
        if two.paragraph != one.paragraph:
            if not one.continues or two.paragraph != one.paragraph + 1:
                break
        elif not _same_statement(
            clauses, k, cue, text[one.end : two.start] if two.start - one.end < MAX_GAP else None
        ):
            break
        out.append(k + 1)
        k += 1
    return out


def _same_statement(clauses: Clauses, k: int, cue: int, gap: str | None) -> bool:
    """Tell whether the next quotation of a paragraph belongs to the one before it."""
    if gap is None:
        return False
    one, two = clauses.marks[k], clauses.marks[k + 1]
    if not gap.strip(" \u00a0,.…–—-"):
        return True
    if not one.end <= clauses.tokens[cue].start < two.start:
        return False
    last = gap.rstrip()[-1:]
    if last != ".":
        return last in set(",:;—–-")
    inner = clauses.text[two.start : two.end].rstrip("\"'”’»")
    # A comma inside the closing mark announces another "he said".
    return len(inner.split()) >= 3 and not (inner.endswith(",") and two.closed)

"""Where a content ends: as the parse has it, without its loose ends, or with the rest of the sentence.

A parser errs most often at commas: it hangs what the reporter adds below the words of the source,
or cuts the second half of what the source said off. So a content is proposed with several ends,
and the weights decide.
"""

from __future__ import annotations

from collections.abc import Iterator

from analysis.actors.attribution.clauses import Clauses, Range

MAX_STEPS = 6
"""Steps down the last phrases of a content in search of a clause that may be the reporter's."""

MAX_CUTS = 2
"""Most loose ends that are cut off, one after the other."""

_LOOSE = {"advcl", "conj", "relcl", "appos", "acl", "parataxis", "npadvmod", "prep"}
_ASIDES = {"relcl", "appos", "advcl"}
_CLOSED = {"SCONJ", "ADP", "PRON", "CCONJ", "DET", "PART"}
_PAUSES = {",", "(", "—", "–", "-", ";", "--"}


def contents(clauses: Clauses, verb: int, head: int) -> Iterator[tuple[Range, tuple[str, ...]]]:
    """Yield the ranges that a content may cover, with what tells them apart.

    Parameters
    ----------
    clauses : Clauses
    verb, head : int
        Tokens of the cue and of the content's head.

    Examples
    --------
    >>> from analysis.annotation.articles import parse_text
    >>> clauses = Clauses(parse_text("She said the road was closed, which surprised nobody."))
    >>> [part for part, _ in contents(clauses, 1, 4)]
    [(2, 10), (2, 6)]
    """
    first, last = clauses.range_of(head)
    yield (first, last), ()
    yield from _shorter(clauses, head)
    yield from _without_aside(clauses, head)
    if clauses.tokens[head].dep != "ccomp":
        return
    end = clauses.sentence_of(verb)[1]
    while end > last and clauses.tokens[end - 1].pos in ("PUNCT", "SPACE"):
        end -= 1
    if verb < first < last < end:
        yield (first, end), ("long " + clauses.tokens[last].pos,)


def _shorter(clauses: Clauses, head: int) -> Iterator[tuple[Range, tuple[str, ...]]]:
    """Yield a content without the clause or phrase at its end, and without the one before that."""
    tokens, cuts = clauses.tokens, 0
    for i in reversed(clauses.children[head]):
        at, dep = clauses.left[i], tokens[i].dep
        if at <= head or cuts == MAX_CUTS:
            return
        pause = tokens[at - 1].text in _PAUSES or tokens[at - 1].dep == "cc"
        if dep not in _LOOSE or not (pause or dep in ("advcl", "relcl")):
            continue
        while at - 1 > head and (tokens[at - 1].pos == "PUNCT" or tokens[at - 1].dep == "cc"):
            at -= 1
        # What the cut part opens with: "while" and "after" mostly begin the reporter's words.
        how = f"cut {dep} {opening(clauses, i)}"
        yield (clauses.left[head], at), (f"cut {dep} comma" if pause else f"cut {dep}", how)
        cuts += 1


def _without_aside(clauses: Clauses, head: int) -> Iterator[tuple[Range, tuple[str, ...]]]:
    """Yield a content without the clause behind a comma that its last phrase ends with: "..., which would ..."."""
    tokens, at = clauses.tokens, head
    for depth in range(MAX_STEPS):
        below = [i for i in clauses.children[at] if i > at and tokens[i].pos != "PUNCT"]
        if not below:
            return
        at = below[-1]
        first, dep = clauses.left[at], tokens[at].dep
        if depth and dep in _ASIDES and first - 1 > head and tokens[first - 1].text in _PAUSES:
            yield (clauses.left[head], first - 1), (f"aside {dep}", f"aside {dep} {opening(clauses, at)}")
            return


def opening(clauses: Clauses, part: int) -> str:
    """Return how a phrase or clause opens: "while", "if", "because", or the tag of another word.

    A condition or a reason is mostly the source's, a time or a contrast the reporter's.
    """
    first = clauses.tokens[clauses.left[part]]
    return first.lemma.lower() if first.pos in _CLOSED else first.tag

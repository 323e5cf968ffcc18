"""Which terms find what other terms find: told from the words alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from analysis.framing.codebooks.terms import Term, term_words
from analysis.framing.matching.terms import PREFIX_LETTERS, inflections


def word_covers(wide: str, narrow: str, *, lemma: bool) -> bool:
    """Tell whether one word of a term finds all that another one finds.

    Parameters
    ----------
    wide, narrow : str
        Words as `term_words` cuts them; either may end in ``*``.
    lemma : bool
        Whether `wide` is a base form, which finds its inflections.

    Examples
    --------
    >>> word_covers("econom*", "economy", lemma=True), word_covers("strike", "strikes", lemma=True)
    (True, True)
    >>> word_covers("strike", "strikes", lemma=False), word_covers("economy", "econom*", lemma=True)
    (False, False)
    """
    if wide.endswith("*"):
        stem, other = wide[:-1], narrow.rstrip("*")
        # A narrower wildcard may reach further than the wider one does; it hardly matters in real words.
        return other.startswith(stem) and len(other) <= len(stem) + PREFIX_LETTERS
    return wide == narrow or (lemma and narrow in inflections(wide))


def covers(wide: Term, narrow: Term, *, inflected: bool = True) -> bool:
    """Tell whether a term finds every place that another one finds, and is no stricter.

    Parameters
    ----------
    inflected : bool
        Take a regular inflection for a form of its base form. Where the tagger
        sees a word of its own (*disputed* as an adjective) it is not.

    Examples
    --------
    >>> covers(Term(term="trade war"), Term(term="trade wars", match="form"))
    True
    >>> covers(Term(term="war", near=("trade",)), Term(term="wars"))
    False
    """
    if wide.near or wide.not_near or wide.negated == "drop":
        same = (wide.near, wide.not_near, wide.negated) == (narrow.near, narrow.not_near, narrow.negated)
        if not same or wide.window < narrow.window:
            return False
    if wide.pos and not (narrow.pos and set(narrow.pos) <= set(wide.pos)):
        return False
    ours, theirs = term_words(wide.term), term_words(narrow.term)
    if len(ours) != len(theirs):
        return False
    # A form never finds what a base form finds, except itself.
    if wide.match == "form" and narrow.match == "lemma" and not all(word.endswith("*") for word in ours):
        return False
    return all(
        word_covers(a, b, lemma=inflected and wide.match == "lemma")
        for a, b in zip(ours, theirs, strict=True)
    )


def covered_pairs(terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Return (wide, narrow) for every two terms of which one finds all that the other finds.

    Two terms that find the same are one pair, the first as the wide one. Only
    terms with as many words whose first word begins alike are compared, and of
    these the first `LARGEST_BLOCK`, so that no dictionary costs the square of its length.
    """
    out = []
    for block in _blocks(terms):
        for a in block[:LARGEST_BLOCK]:
            out += [
                (a, b)
                for b in block[:LARGEST_BLOCK]
                if a != b and covers(terms[a], terms[b]) and not (b < a and covers(terms[b], terms[a]))
            ]
    return sorted(out)


def uncompared(terms: Sequence[Term]) -> int:
    """Return how many terms `covered_pairs` leaves out, because too many begin alike."""
    return sum(max(0, len(block) - LARGEST_BLOCK) for block in _blocks(terms))


def _blocks(terms: Sequence[Term]) -> list[list[int]]:
    blocks: dict[tuple[int, str], list[int]] = defaultdict(list)
    for number, term in enumerate(terms):
        words = term_words(term.term)
        blocks[len(words), words[0][:3]].append(number)
    return list(blocks.values())


LARGEST_BLOCK = 400
"""Terms that begin with the same three letters and are compared with each other; real lists have far fewer."""


def finders(words: str, terms: Sequence[Term]) -> list[int]:
    """Return the numbers of the terms that find some words as they stand.

    Examples
    --------
    >>> finders("accusing", [Term(term="accuse"), Term(term="war")])
    [0]
    """
    cut = words.split()
    return [
        number
        for number, term in enumerate(terms)
        if len(own := term_words(term.term)) == len(cut)
        and all(word_covers(a, b, lemma=term.match == "lemma") for a, b in zip(own, cut, strict=True))
    ]

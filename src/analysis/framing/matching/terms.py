"""Terms of a codebook as small tables of words, ready to be joined to the tokens.

The word is the unit of the join: each distinct word of the codebook gets a
number and the patterns that find it; each term becomes one or more sequences of
such numbers (a phrase may be written with hyphens at any of its gaps).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from analysis.framing.codebooks.model import Codebook
from analysis.framing.codebooks.terms import Term, term_words

NEGATORS = ("not", "n't", "no", "never", "without", "neither", "nor", "hardly", "barely")
"""Words that negate what they govern or precede."""

FOCUS = ("only", "just", "merely", "simply", "mention", "doubt")
"""Words after a negator that undo the negation: "not only", "no doubt"."""

PREFIX_LETTERS = 12
"""Letters that a wildcard stands for, at most."""

_TERM_COLUMNS = (
    "term",
    "codebook",
    "frame",
    "indicator",
    "text",
    "weight",
    "pos",
    "drop_negated",
    "span",
    "near",
    "not_near",
)


@dataclass
class TermTables:
    """Columns of the term tables, as parallel lists.

    Attributes
    ----------
    patterns : dict of list
        ``word, kind, key``: how each word is found. ``kind`` is ``lemma``,
        ``form``, ``inflected`` (forms that only count on proper nouns, where the
        lemmatiser leaves inflections alone) or ``prefix``.
    phrases : dict of list
        ``term, variant, place, word, length``: the words of each term in order;
        place 0 is the first word.
    terms : dict of list
        ``term, codebook, frame, indicator, text, weight, pos, drop_negated, span, near, not_near``.
    contexts : dict of list
        ``term, wanted, word``: words near which a term must, or must not, stand.
    """

    patterns: dict[str, list] = field(default_factory=lambda: {"word": [], "kind": [], "key": []})
    phrases: dict[str, list] = field(
        default_factory=lambda: {"term": [], "variant": [], "place": [], "word": [], "length": []}
    )
    terms: dict[str, list] = field(default_factory=lambda: {name: [] for name in _TERM_COLUMNS})
    contexts: dict[str, list] = field(default_factory=lambda: {"term": [], "wanted": [], "word": []})
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    def word(self, word: str, match: str) -> int:
        """Return the number of a word, adding its patterns if it is new."""
        if (word, match) not in self._numbers:
            number = self._numbers[word, match] = len(self._numbers)
            for kind, key in _patterns(word, match):
                _add(self.patterns, word=number, kind=kind, key=key)
        return self._numbers[word, match]


def compile_terms(codebooks: Codebook | Sequence[Codebook]) -> TermTables:
    """Return the term tables of one codebook, or of several that are looked for together.

    Examples
    --------
    >>> from analysis.framing import load_codebook
    >>> tables = compile_terms(load_codebook("generic5"))
    >>> len(tables.terms["term"]) == sum(len(i.terms) for f in load_codebook().frames for i in f.indicators)
    True
    """
    tables = TermTables()
    for book in [codebooks] if isinstance(codebooks, Codebook) else codebooks:
        for frame in book.frames:
            for indicator in frame.indicators:
                for term in indicator.terms:
                    _add_term(tables, term, book.name, frame.id, indicator.id)
    return tables


def _add_term(tables: TermTables, term: Term, codebook: str, frame: str, indicator: str) -> None:
    number = len(tables.terms["term"])
    _add(
        tables.terms, term=number, codebook=codebook, frame=frame, indicator=indicator, text=term.term,
        weight=term.weight, pos=" ".join(term.pos), drop_negated=term.negated == "drop", span=term.window,
        near=bool(term.near), not_near=bool(term.not_near),
    )  # fmt: skip
    for variant, words in enumerate(_spellings(term_words(term.term))):
        for place, word in enumerate(words):
            _add(
                tables.phrases, term=number, variant=variant, place=place,
                word=tables.word(word, "form" if word == "-" else term.match), length=len(words),
            )  # fmt: skip
    for wanted, context in ((True, term.near), (False, term.not_near)):
        for word in context:
            (single,) = term_words(word)
            _add(tables.contexts, term=number, wanted=wanted, word=tables.word(single, term.match))


def _spellings(words: list[str]) -> Iterator[list[str]]:
    """Yield a phrase with and without a hyphen at each gap between full words."""
    gaps = [("", "-") if not word.startswith("'") and word != "n't" else ("",) for word in words[1:]]
    for hyphens in product(*gaps):
        out = words[:1]
        for hyphen, word in zip(hyphens, words[1:], strict=True):
            out = [*out, hyphen, word] if hyphen else [*out, word]
        yield out


def _patterns(word: str, match: str) -> Iterator[tuple[str, str]]:
    if word.endswith("*"):
        yield "prefix", word[:-1]
        return
    yield "form", word
    if match == "lemma":
        yield "lemma", word
        yield from (("inflected", form) for form in inflections(word))


def inflections(word: str) -> list[str]:
    """Return regular inflections of a base form, for words in headlines with capitals.

    A tagger takes "Strikes" in such a headline for a name and leaves it as it is.

    Examples
    --------
    >>> inflections("levy")
    ['levied', 'levies', 'levying', 'levys']
    """
    if not word.isalpha() or len(word) < 3:
        return []
    forms = {word + "s", word + "ing", word + "ed"}
    if word[-1] == "y" and word[-2] not in "aeiou":
        forms = {word + "s", word + "ing", word[:-1] + "ies", word[:-1] + "ied"}
    elif word[-1] == "e":
        forms = {word + "s", word + "d", word[:-1] + "ing"}
    elif word.endswith(("s", "x", "z", "ch", "sh")):
        forms = {word + "es", word + "ing", word + "ed"}
    elif word[-1] not in "aeiouwxy" and word[-2] in "aeiou" and word[-3] not in "aeiou":
        forms |= {word + word[-1] + "ing", word + word[-1] + "ed"}
    return sorted(forms)


def _add(columns: dict[str, list], **row: object) -> None:
    for name, value in row.items():
        columns[name].append(value)

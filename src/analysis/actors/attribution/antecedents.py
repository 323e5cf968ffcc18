"""Whom a pronoun that speaks stands for: number, gender, recency."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.actors.attribution.clauses import Clauses, Span
from analysis.actors.attribution.speakers import MAX_CLIMB, speaker_span
from analysis.actors.coreference.unnamed import unnamed_persons
from analysis.actors.naming.forms import gender, titles
from analysis.actors.naming.gazetteer import gender_of_nouns

MAX_BACK = 40
"""Mentions looked back at for an antecedent."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A possible antecedent, with what is known about its number and gender."""

    start: int
    first: int
    last: int
    kind: str
    gender: str
    subject: bool


PRONOUNS = {
    "he": "he",
    "she": "she",
    "they": "they",
    "it": "it",
    "who": "who",
    "which": "who",
    "that": "who",
    "his": "he",
    "her": "she",
    "their": "they",
    "its": "it",
    "him": "he",
    "them": "they",
    "himself": "he",
    "herself": "she",
}
"""Pronouns that can be resolved, by the class they agree with."""


_ROLES = {"nsubj", "nsubjpass", "pobj", "dobj"}
_SEX = {"he": "m", "she": "f"}


class Antecedents:
    """Persons and bodies of an article, to be asked for the antecedent of a pronoun.

    Number, gender and recency decide, and among candidates of one sentence the subject;
    gender is known from titles, role words, given names, and a full name passes it on to
    the surname alone.

    Examples
    --------
    >>> from analysis.annotation.articles import parse_text
    >>> article = parse_text("Mr. Petrosyan met Ms. Davtyan. He said she was late.")
    >>> start, end = Antecedents(Clauses(article)).resolve(6)
    >>> article.text[start:end]
    'Petrosyan'
    """

    def __init__(self, clauses: Clauses) -> None:
        self.clauses = clauses
        self.named = list(self._named())
        self._starts = [name.start for name in self.named]

    def _named(self) -> Iterator[_Named]:
        tokens = self.clauses.tokens
        known: dict[str, str] = {}
        taken = {first: (first, last, label) for first, last, label in self.clauses.article.entities()}
        unnamed = set(unnamed_persons(self.clauses.article))
        apart = unnamed.union(taken)
        for token in [token for token in tokens if token.tag == "NNS" or token.index in apart]:
            i = token.index
            if i in taken and taken[i][2] in ("PERSON", "ORG", "GPE", "NORP"):
                first, last, label = taken[i]
                sex = ""
                if label == "PERSON":
                    surname = tokens[last - 1].text
                    sex = self._gender(first, last) or known.get(surname, "")
                    known[surname] = known.get(surname) or sex
                head = next((k for k in range(first, last) if not first <= tokens[k].head < last), last - 1)
                yield _Named(token.start, first, last, label, sex, tokens[head].dep.startswith("nsubj"))
            elif i in unnamed:
                sex = gender_of_nouns().get(token.lemma.lower(), "")
                yield _Named(token.start, i, i + 1, "UNNAMED", sex, True)
            elif token.tag == "NNS" and not token.entity and token.dep in _ROLES:
                yield _Named(token.start, i, i + 1, "PLURAL", "", token.dep.startswith("nsubj"))

    def _gender(self, first: int, last: int) -> str:
        """Return the gender that a title, a role word beside the name or the given name tells."""
        tokens = self.clauses.tokens
        nouns = gender_of_nouns()
        for i in (first - 1, first):
            word = tokens[i].text.lower().rstrip(".") if i >= 0 else ""
            if sex := titles().get((word,)) or nouns.get(word, ""):
                return sex
        for i in self.clauses.children[last - 1]:
            if tokens[i].dep == "appos" and (sex := nouns.get(tokens[i].lemma.lower(), "")):
                return sex
        return gender(tokens[first].text) if last - first > 1 else ""

    def resolve(self, pronoun: int) -> Span | None:
        """Return the span of the mention a pronoun stands for, or None."""
        clauses, tokens = self.clauses, self.clauses.tokens
        token = tokens[pronoun]
        form = PRONOUNS.get(token.text.lower())
        if form is None:
            return None
        if form == "who":
            return self._relative(pronoun)
        inside = clauses.quoted[pronoun]
        best: tuple[float, _Named] | None = None
        at = bisect_left(self._starts, token.start) - 1
        for k in range(at, max(-1, at - MAX_BACK), -1):
            name = self.named[k]
            if not _agrees(form, name) or (
                clauses.quoted[name.first] >= 0 and clauses.quoted[name.first] != inside
            ):
                continue
            score = float(tokens[name.first].sentence - token.sentence)
            score -= (0.0 if name.subject else 1.2) + (
                0.6 if form in _SEX and name.gender != _SEX[form] else 0
            )
            if best is None or score > best[0]:
                best = (score, name)
        if best is not None and best[1].kind == "UNNAMED":
            return speaker_span(clauses, best[1].first)
        return None if best is None else (tokens[best[1].first].start, tokens[best[1].last - 1].end)

    def _relative(self, pronoun: int) -> Span | None:
        clauses, at = self.clauses, pronoun
        for _ in range(MAX_CLIMB):
            token = clauses.tokens[at]
            if token.dep == "relcl":
                return speaker_span(clauses, token.head)
            if token.head == at:
                return None
            at = token.head
        return None


def _agrees(form: str, name: _Named) -> bool:
    if form in _SEX:
        return name.kind in ("PERSON", "UNNAMED") and name.gender in ("", "u", _SEX[form])
    if form == "they":
        return name.kind in ("PLURAL", "ORG", "NORP")
    return name.kind in ("ORG", "GPE")

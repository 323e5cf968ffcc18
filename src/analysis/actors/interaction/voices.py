"""Whose words an action stands in: the speaker of the quotation around it."""

from __future__ import annotations

from bisect import bisect_left

from analysis.actors.attribution.finding import Quotation
from analysis.actors.attribution.voices import ANONYMOUS
from analysis.actors.interaction.parties import Parties
from analysis.actors.types import ASIDE, Mention
from analysis.annotation.parse import ParsedArticle

NARRATOR = ("", "")
"""Speaker id and name where the article itself speaks."""

_DETERMINERS = frozenset({"the", "a", "an", "some", "this", "that", "these", "those"})


class Voices:
    """The speakers of an article's tokens.

    Parameters
    ----------
    article : ParsedArticle
    parties : Parties
    quotations : list of Quotation
    ids : dict of int to str
        Actor id of each cluster of mentions.
    """

    def __init__(
        self, article: ParsedArticle, parties: Parties, quotations: list[Quotation], ids: dict[int, str]
    ) -> None:
        self.tokens = article.tokens
        self.parties = parties
        self.ids = ids
        self._starts = [token.start for token in self.tokens]
        self._of_token: dict[int, Quotation] = {}
        # The innermost quotation decides: shorter contents are written over longer ones.
        spans = [(end - start, start, end, one) for one in quotations for start, end in one.content]
        for _, start, end, one in sorted(spans, key=lambda span: (-span[0], span[1])):
            for i in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
                self._of_token[i] = one
        self._speakers: dict[int, tuple[str, str, Mention | None]] = {}

    def speaker(self, token: int) -> tuple[str, str]:
        """Return id and name of who says what a token stands in; `NARRATOR` outside quotations."""
        one = self._of_token.get(token)
        return NARRATOR if one is None else self._speaker(one)[:2]

    def first_person(self, token: int) -> Mention | None:
        """Return the actor who says "I" at a token."""
        one = self._of_token.get(token)
        return None if one is None else self._speaker(one)[2]

    def _speaker(self, one: Quotation) -> tuple[str, str, Mention | None]:
        key = id(one)
        if key not in self._speakers:
            self._speakers[key] = self._find(one)
        return self._speakers[key]

    def _find(self, one: Quotation) -> tuple[str, str, Mention | None]:
        spans = [span for span in (one.speaker, one.antecedent) if span is not None]
        for start, end in spans:
            mention = self._named(start, end)
            if mention is not None:
                return self.ids[mention.cluster], mention.name, mention
        for start, end in reversed(spans):
            words = [token for token in self._between(start, end) if token.text.strip()]
            while words and words[0].text.lower() in _DETERMINERS:
                words = words[1:]
            if words and not all(token.pos == "PRON" for token in words):
                name = " ".join(token.text for token in words)[:120]
                return ANONYMOUS, name, None
        return (*NARRATOR, None)

    def _between(self, start: int, end: int) -> list:
        return self.tokens[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _named(self, start: int, end: int) -> Mention | None:
        """Return the actor at the head of a speaker's words or in apposition to it, a person before a body."""
        words = self._between(start, end)
        numbers = {token.index for token in words}
        heads = [token.index for token in words if token.head not in numbers or token.head == token.index]
        heads += [i for head in heads for i in self.parties.children[head] if self.tokens[i].dep == "appos"]
        found = [self.parties.at[i] for i in heads]
        named = [m for m in found if m is not None and m.via not in ASIDE and m.kind != "place"]
        return min(named, key=lambda m: (m.kind != "person", m.start), default=None)

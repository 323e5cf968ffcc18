"""Whose words an action stands in: the speaker of the quotation around it."""

from __future__ import annotations

from bisect import bisect_left

from analysis.actors.attribution.finding import Quotation
from analysis.actors.attribution.sources import source_of, speaking
from analysis.actors.types import Mention
from analysis.annotation.parse import ParsedArticle

NARRATOR = ("", "")
"""Speaker id and name where the article itself speaks."""


class Voices:
    """The speakers of an article's tokens.

    Parameters
    ----------
    article : ParsedArticle
    mentions : list of Mention
        In the order of the text.
    quotations : list of Quotation
    ids : dict of int to str
        Actor id of each cluster of mentions.
    """

    def __init__(
        self,
        article: ParsedArticle,
        mentions: list[Mention],
        quotations: list[Quotation],
        ids: dict[int, str],
    ) -> None:
        self.article, self.mentions, self.ids = article, mentions, ids
        starts = article.starts
        self._of_token: dict[int, Quotation] = {}
        # The innermost quotation decides: shorter contents are written over longer ones.
        spans = [(end - start, start, end, one) for one in quotations for start, end in one.content]
        for _, start, end, one in sorted(spans, key=lambda span: (-span[0], span[1])):
            for i in range(bisect_left(starts, start), bisect_left(starts, end)):
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
        speaker, name, *_ = source_of(self.article, one, self.mentions, self.ids)
        spans = [span for span in (one.speaker, one.antecedent) if span is not None]
        known = (speaking(self.article, span, self.mentions) for span in spans)
        return speaker, name, next((mention for mention in known if mention is not None), None)

"""An article with its mentions, as the rules of roles see it: which token belongs to whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.actors.coreference.pronouns import quoted
from analysis.actors.description.lexicon import may_head, role_kind, singular
from analysis.actors.naming.gazetteer import gazetteer
from analysis.actors.scene import ArticleScene, Named
from analysis.actors.types import ASIDE, Mention
from analysis.annotation.parse import ParsedArticle, Token

BODIES, LANDS = frozenset({"organisation", "group"}), frozenset({"state", "place"})
"""Kinds of actors that people belong to, and that people are from."""

_DATES = ("DATE", "TIME")
_BARS = frozenset(',.;:()[]"“”')
_HEADS = frozenset({"NOUN", "PROPN", "ADJ"})
_REACH = 6


@dataclass(frozen=True, slots=True)
class Role:
    """What an article says somebody or something is.

    Attributes
    ----------
    start, end : int
        Character offsets of the role's words, end exclusive.
    cluster : int
        Number of the actor inside the article, as in its mentions.
    name, kind : str
        Of the actor.
    mention_start, mention_end : int
        Offsets of the mention that the words belong to.
    role : str
        The words in one form: small letters, without determiners and "former",
        without the state or organisation given in `of`.
    role_kind : str
        One of `lexicon.ROLE_KINDS`.
    former : bool
        Whether the words say that it is over.
    of : int
        Number of the actor that an office, a tie or a nationality belongs to, or -1.
    of_name : str
        Its name, or an empty string.
    rule : str
        The construction that says it.
    quoted : bool
        Whether the words stand inside quotation marks, so that not the outlet says them.
    """

    start: int
    end: int
    cluster: int
    name: str
    kind: str
    mention_start: int
    mention_end: int
    role: str
    role_kind: str
    former: bool
    of: int
    of_name: str
    rule: str
    quoted: bool


class Scene(ArticleScene):
    """A parsed article with its mentions, in sentences and inside quotation marks or outside.

    Parameters
    ----------
    article : ParsedArticle
    mentions : sequence of Mention
        Of this article, in order.

    Attributes
    ----------
    inside : list of bool
        Whether a token stands inside quotation marks.
    """

    def __init__(self, article: ParsedArticle, mentions: Sequence[Mention]) -> None:
        super().__init__(article, mentions)
        self.inside = quoted(self.tokens)

    def near(self, i: int, j: int) -> bool:
        """Tell whether two tokens exist and stand in one sentence."""
        inside = 0 <= i < len(self.tokens) and 0 <= j < len(self.tokens)
        return inside and self.tokens[i].sentence == self.tokens[j].sentence

    def glued(self, i: int) -> bool:
        """Tell whether no space stands between a token and the next."""
        return i + 1 < len(self.tokens) and self.tokens[i].end == self.tokens[i + 1].start

    def head_of(self, named: Named) -> Token:
        """Return the token of a mention that governs the others."""
        for i in range(named.last - 1, named.first - 1, -1):
            if not named.first <= self.tokens[i].head < named.last:
                return self.tokens[i]
        return self.tokens[named.last - 1]

    def dated(self, i: int) -> bool:
        """Tell whether a token is part of a date."""
        return self.tokens[i].entity[2:] in _DATES

    def kind_at(self, i: int, kind: str) -> str:
        """Return the kind of role that the words up to a token say of an actor, or nothing."""
        tokens = self.tokens
        token = tokens[i]
        if token.pos not in _HEADS or not may_head(token.text) or self._in_name(i):
            return ""
        floor, sentence = max(0, i - _REACH), token.sentence
        first = i
        while first > floor:
            before = tokens[first - 1]
            if before.sentence != sentence or before.text in _BARS:
                break
            first -= 1
        words = self.article.text[tokens[first].start : token.end].lower().split()
        # "editor-in-chief" is one word where it stands, five tokens in the parse.
        whole = role_kind((*words[:-1], singular(words[-1])), kind)
        return whole or role_kind((singular(token.text),), kind)

    def _in_name(self, i: int) -> bool:
        """Tell whether a token is inside a name, but for titles that a name of an institution ends with."""
        named = self.who(i)
        return named is not None and named.mention.via not in {"title", "description"}

    def actors(self) -> Iterator[Named]:
        """Yield the mentions that a role can stand beside: all but pronouns, adjectives and credits."""
        for named in self.named:
            if named.mention.via not in {"pronoun", *ASIDE}:
                yield named

    def also_named(self, i: int) -> int:
        """Return a mention of the state or place that a token alone names, or -1: "US" inside a longer name."""
        entry = gazetteer().entry(self.tokens[i].text)
        return self._by_name.get(entry.state or entry.name, -1) if entry is not None else -1

    @cached_property
    def _by_name(self) -> dict[str, int]:
        return {named.mention.name: k for k, named in enumerate(self.named)}

"""A parsed article as the rules about actions ask for it: dependents by label, lemmas put right, mentions by token."""

from __future__ import annotations

from bisect import bisect_left

from analysis.actors.interaction.lexicon import action_lexicon
from analysis.actors.naming.gazetteer import words
from analysis.actors.types import ASIDE, Mention
from analysis.annotation.parse import ParsedArticle

TIMES = frozenset({"DATE", "TIME", "CARDINAL", "PERCENT", "MONEY", "QUANTITY", "ORDINAL"})
"""The tagger's labels of dates and amounts."""


class Scene:
    """An article with its mentions.

    Parameters
    ----------
    article : ParsedArticle
    mentions : list of Mention

    Attributes
    ----------
    tokens, children : list
        As in `ParsedArticle`.
    lemmas : list of str
        In small letters, the lemmatiser's known errors put right.
    at : list of (Mention or None)
        For each token the mention it lies in.
    lexicon : ActionLexicon
    persons, sayings : frozenset of str
        Nouns for persons; for what is said or written.
    """

    def __init__(self, article: ParsedArticle, mentions: list[Mention]) -> None:
        self.tokens = article.tokens
        self.children = article.children
        self.lexicon = action_lexicon()
        self.persons, self.sayings = words("person_nouns"), words("sayings") | self.lexicon.documents
        wrong = self.lexicon.lemmas
        self.lemmas = [wrong.get(token.lemma.lower(), token.lemma.lower()) for token in self.tokens]
        self.at = _mentions_of_tokens(article, mentions)
        self._first = _first_children(article)
        self._names = _names(mentions)
        self._starts = [token.start for token in self.tokens]

    def child(self, index: int, *deps: str) -> int | None:
        """Return the first dependent with one of the labels."""
        first = self._first[index]
        if first is None:
            return None
        return min((first[dep] for dep in deps if dep in first), default=None)

    def antecedent_of(self, head: int, pronoun: Mention) -> Mention:
        """Return the actor's name before a pronoun in its sentence, else the pronoun itself."""
        names = self._names.get(pronoun.cluster, [])
        k = bisect_left(names, pronoun.start, key=lambda m: m.start) - 1
        if k < 0:
            return pronoun
        # A pronoun and its name are tokens of one sentence when no sentence begins between them.
        first = bisect_left(self._starts, names[k].start)
        same = first < len(self.tokens) and self.tokens[first].sentence == self.tokens[head].sentence
        return names[k] if same else pronoun

    def against(self, index: int) -> bool:
        """Tell whether "anti-" stands before a word: "anti-Russia sanctions"."""
        before = [token.text.lower() for token in self.tokens[max(0, index - 2) : index + 1]]
        return before[:2] == ["anti", "-"] or before[-1].startswith("anti-")

    def measure(self, head: int) -> bool:
        """Tell whether a head is a date or an amount, which is no patient."""
        return self.tokens[head].entity[2:] in TIMES


def _first_children(article: ParsedArticle) -> list[dict[str, int] | None]:
    """Return for each token its first dependent of each label."""
    out: list[dict[str, int] | None] = [None] * len(article.tokens)
    for token in article.tokens:
        if token.head != token.index:
            first = out[token.head]
            if first is None:
                out[token.head] = {token.dep: token.index}
            else:
                first.setdefault(token.dep, token.index)
    return out


def _names(mentions: list[Mention]) -> dict[int, list[Mention]]:
    """Return the mentions of each actor by name, in order."""
    out: dict[int, list[Mention]] = {}
    for one in sorted(mentions, key=lambda m: m.start):
        if one.via != "pronoun" and one.via not in ASIDE:
            out.setdefault(one.cluster, []).append(one)
    return out


def _mentions_of_tokens(article: ParsedArticle, mentions: list[Mention]) -> list[Mention | None]:
    """Return for each token the mention it lies in."""
    out: list[Mention | None] = [None] * len(article.tokens)
    k = 0
    ordered = sorted(mentions, key=lambda m: (m.start, m.end))
    for token in article.tokens:
        while k < len(ordered) and ordered[k].end <= token.start:
            k += 1
        if k < len(ordered) and ordered[k].start < token.end:
            out[token.index] = ordered[k]
    return out

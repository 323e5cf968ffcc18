"""A parsed article as the rules about actions ask for it: lemmas put right, and whom pronouns stand for."""

from __future__ import annotations

from bisect import bisect_left

from analysis.actors.interaction.lexicon import action_lexicon
from analysis.actors.naming.gazetteer import words
from analysis.actors.scene import ArticleScene
from analysis.actors.types import ASIDE, Mention
from analysis.annotation.parse import ParsedArticle

TIMES = frozenset({"DATE", "TIME", "CARDINAL", "PERCENT", "MONEY", "QUANTITY", "ORDINAL"})
"""The tagger's labels of dates and amounts."""


class Scene(ArticleScene):
    """An article with its mentions and the words of action.

    Parameters
    ----------
    article : ParsedArticle
    mentions : list of Mention

    Attributes
    ----------
    lemmas : list of str
        In small letters, the lemmatiser's known errors put right.
    mentioned : list of (Mention or None)
        For each token the mention it lies in.
    lexicon : ActionLexicon
    persons, sayings : frozenset of str
        Nouns for persons; for what is said or written.
    """

    def __init__(self, article: ParsedArticle, mentions: list[Mention]) -> None:
        super().__init__(article, mentions)
        self.lexicon = action_lexicon()
        self.persons, self.sayings = words("person_nouns"), words("sayings") | self.lexicon.documents
        wrong = self.lexicon.lemmas
        self.lemmas = [wrong.get(lemma, lemma) for lemma in article.lemmas]
        self.mentioned = [None if k < 0 else self.named[k].mention for k in self.at]
        self._names = _names(mentions)

    def antecedent_of(self, head: int, pronoun: Mention) -> Mention:
        """Return the actor's name before a pronoun in its sentence, else the pronoun itself."""
        names = self._names.get(pronoun.cluster, [])
        k = bisect_left(names, pronoun.start, key=lambda m: m.start) - 1
        if k < 0:
            return pronoun
        token = self.article.token_at(names[k].start)
        return names[k] if token is not None and token.sentence == self.tokens[head].sentence else pronoun

    def against(self, index: int) -> bool:
        """Tell whether "anti-" stands before a word: "anti-Russia sanctions"."""
        before = [token.text.lower() for token in self.tokens[max(0, index - 2) : index + 1]]
        return before[:2] == ["anti", "-"] or before[-1].startswith("anti-")

    def measure(self, head: int) -> bool:
        """Tell whether a head is a date or an amount, which is no patient."""
        return self.tokens[head].entity[2:] in TIMES


def _names(mentions: list[Mention]) -> dict[int, list[Mention]]:
    """Return the mentions of each actor by name, in order."""
    out: dict[int, list[Mention]] = {}
    for one in mentions:
        if one.via != "pronoun" and one.via not in ASIDE:
            out.setdefault(one.cluster, []).append(one)
    return out

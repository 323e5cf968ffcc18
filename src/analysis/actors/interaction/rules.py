"""What rules about actions share: an article's parties, and the subjects of its verbs."""

from __future__ import annotations

from analysis.actors.interaction.subjects import Subjects


class Rules:
    """Rules over one article.

    Parameters
    ----------
    subjects : Subjects
        With the parties of the article.
    """

    def __init__(self, subjects: Subjects) -> None:
        self.subjects = subjects
        self.parties = subjects.parties
        self.tokens = subjects.tokens
        self.children = subjects.children
        self.child = subjects.child
        self.lemmas = self.parties.lemmas
        self.lexicon = subjects.lexicon

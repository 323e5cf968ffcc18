"""Persons without a name: "a nurse", "the farmer". Pronouns may mean them rather than someone named."""

from __future__ import annotations

from analysis.actors.naming.forms import title_ends
from analysis.actors.naming.gazetteer import words
from analysis.annotation.parse import SUBJECTS, ParsedArticle, Token

_INDEFINITE = frozenset({"a", "an", "another", "one", "some"})


def unnamed_persons(article: ParsedArticle) -> list[int]:
    """Return the tokens that head a subject for one person without a name, in order.

    An office with a definite article ("the minister") is left out: it mostly
    means the one who was named before.

    Examples
    --------
    >>> from analysis.annotation.articles import parse_text
    >>> article = parse_text("Nikol Pashinyan left. A nurse from Martuni waited. The minister returned.")
    >>> [article.tokens[i].text for i in unnamed_persons(article)]
    ['nurse']
    """
    subjects = [token for token in article.tokens if token.tag == "NN" and token.dep in SUBJECTS]
    return [token.index for token in subjects if _is_unnamed(article, token)]


def _is_unnamed(article: ParsedArticle, token: Token) -> bool:
    if token.entity:
        return False
    lemma = token.lemma.lower()
    if lemma not in words("person_nouns"):
        return False
    below = [article.tokens[i] for i in article.children[token.index]]
    # "Her husband and editor, Vahe Manukyan," too.
    below += [article.tokens[i] for t in below if t.dep == "conj" for i in article.children[t.index]]
    # "The farmer, Ani Petrosyan," has a name.
    if any(child.dep == "appos" and child.pos == "PROPN" for child in below):
        return False
    indefinite = any(child.dep in ("det", "nummod") and child.text.lower() in _INDEFINITE for child in below)
    return indefinite or lemma not in title_ends()

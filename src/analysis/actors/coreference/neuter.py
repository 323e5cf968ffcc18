"""Pronouns of states, organisations and groups: "NATO said it would keep its troops".

Only the surest case is resolved: the pronoun belongs to the clause of the actor, or to what
the actor says or plans, and no other noun stands between them that it could mean.
"""

from __future__ import annotations

from collections.abc import Mapping

from analysis.actors.naming.gazetteer import words
from analysis.annotation.parse import SUBJECTS, ParsedArticle, Token

_ONE = frozenset({"it", "its", "itself"})
_MANY = frozenset({"they", "them", "their", "theirs", "themselves"})
_NOUNS = {True: frozenset({"NNS", "NNPS"}), False: frozenset({"NN", "NNP"})}
_ASIDE = frozenset({"npadvmod", "compound", "amod", "nummod", "quantmod"})
_UP = 6


def resolve_neuter(article: ParsedArticle, subjects: Mapping[int, tuple[int, str]]) -> list[tuple[int, int]]:
    """Return tokens of pronouns with the number of the actor each stands for.

    Parameters
    ----------
    article : ParsedArticle
    subjects : mapping of int to (int, str)
        Number and kind of each state, organisation or group by the last token of its name.

    Examples
    --------
    >>> from analysis.annotation.articles import parse_text
    >>> article = parse_text("NATO said it would keep its troops in the east.")
    >>> resolve_neuter(article, {0: (7, "organisation")})
    [(2, 7), (5, 7)]
    """
    known = dict(subjects)
    out = []
    for token in article.tokens:
        if token.pos not in {"PRON", "DET"}:
            continue
        word = token.text.lower()
        if word not in _ONE | _MANY or _expletive(article, token):
            continue
        owner = _subject(article, token)
        if owner is None or owner not in known:
            continue
        number, kind = known[owner]
        if (word in _MANY) == (kind == "group") and not _between(article, owner, token, many=word in _MANY):
            out.append((token.index, number))
            known[token.index] = number, kind
    return out


def _subject(article: ParsedArticle, pronoun: Token) -> int | None:
    """Return the nearest subject before a pronoun that governs its clause."""
    tokens, at = article.tokens, pronoun
    if pronoun.dep in SUBJECTS:
        clause = tokens[pronoun.head]
        at = tokens[clause.head]
        told = clause.dep == "ccomp" and at.lemma in words("speech_verbs") | words("acting_verbs")
        return _subject_of(article, at, pronoun) if told else None
    if pronoun.dep != "poss" and pronoun.text.lower() not in {"itself", "themselves"}:
        return None
    for _ in range(_UP):
        at = tokens[at.head]
        found = _subject_of(article, at, pronoun) if at.pos in {"VERB", "AUX"} else None
        ends = at.head == at.index or (
            at.pos in {"VERB", "AUX"} and at.dep not in {"xcomp", "conj", "aux", "advcl", "pcomp"}
        )
        if found is not None or ends:
            return found
    return None


def _subject_of(article: ParsedArticle, verb: Token, pronoun: Token) -> int | None:
    below = [article.tokens[i] for i in article.children[verb.index]]
    return next((t.index for t in below if t.dep in SUBJECTS and t.index < pronoun.index), None)


def _between(article: ParsedArticle, owner: int, pronoun: Token, *, many: bool) -> bool:
    """Tell whether another noun between an actor and a pronoun could be what the pronoun means."""
    if pronoun.index - owner > 25:
        return True
    near = article.tokens[owner + 1 : pronoun.index]
    return any(t.tag in _NOUNS[many] and t.dep not in _ASIDE for t in near)


def _expletive(article: ParsedArticle, token: Token) -> bool:
    """Tell whether "it" only fills the place of a clause: "it is clear that", "it seems"."""
    if token.text.lower() != "it":
        return False
    verb = article.tokens[token.head]
    clausal = any(
        article.tokens[i].dep in {"ccomp", "xcomp", "csubj", "acomp", "attr"}
        for i in article.children[verb.index]
    )
    return verb.lemma in {"be", "seem", "appear", "take", "become", "happen", "rain", "snow"} and clausal

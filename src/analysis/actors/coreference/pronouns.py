"""Third-person pronouns of one person, and the first person inside a quotation."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from analysis.actors.coreference.first_person import first_person
from analysis.actors.coreference.unnamed import unnamed_persons
from analysis.actors.naming.gazetteer import gender_of_nouns
from analysis.annotation.parse import SUBJECTS, ParsedArticle, Token

SEX = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip
"""Pronouns that are resolved, and the gender they tell."""

_OPEN, _CLOSE, _EITHER = frozenset("“«„"), frozenset("”»"), frozenset('"')
_MARKS = _OPEN | _CLOSE | _EITHER | {"``", "''"}
_WINDOW = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person is mentioned by name: first and last token of the name and the person's number."""

    first: int
    token: int
    number: int


@dataclass(frozen=True, slots=True)
class Resolved:
    """A pronoun (token index), whose it is, and by which rule."""

    token: int
    number: int
    rule: str


_UNKNOWN = 0.8
"""Salience of a person without a name whose sex the noun does not tell: less than a known one's, more than none,
so that one sentence nearer wins over a name."""

_LEAST = 0.0
"""Salience below which a person without a name is no rival."""


def resolve(article: ParsedArticle, places: Sequence[Place], sexes: Sequence[set[str]]) -> list[Resolved]:
    """Find the person each pronoun stands for.

    Candidates are persons named or already referred to in the same sentence
    or up to three before it. Gender must not conflict; then nearness,
    subjects over other roles, and parallel roles decide (after the preferences
    of Lappin and Leass 1994). A person already called "she" is not "he" later.
    Where a person without a name ("a nurse") is nearer, the pronoun is left alone.

    Parameters
    ----------
    article : ParsedArticle
    places : sequence of Place
        Mentions of persons by name, in order.
    sexes : sequence of set of str
        For each person the genders that titles and names tell.
    """
    inside = quoted(article.tokens)
    known = [set(sex) if len(sex) == 1 else set() for sex in sexes]
    _by_noun(article, places, known)
    out: list[Resolved] = []
    recent: list[Place] = []
    queue = list(places)
    named = {i for place in places for i in range(place.first, place.token + 1)}
    unnamed = [i for i in unnamed_persons(article) if i not in named]
    rivals: list[tuple[int, str]] = []
    nouns = gender_of_nouns()
    for token in article.tokens:
        if token.pos not in {"PRON", "DET"}:
            continue
        sex = SEX.get(token.text.lower())
        if sex is None:
            continue
        while queue and queue[0].first <= token.index:
            recent.append(queue.pop(0))
        while unnamed and unnamed[0] <= token.index:
            rivals.append((unnamed[0], nouns.get(article.tokens[unnamed.pop(0)].lemma.lower(), "")))
        found, score = _best(article, token, recent, known, inside)
        if _rival(article, token, rivals, inside) > score:
            rivals.append((token.index, sex))
            continue
        if found is None:
            found = _coming(article, token, sex, queue, known)
        if found is not None:
            known[found] = known[found] or {sex}
            out.append(Resolved(token.index, found, "pronoun"))
            recent.append(Place(token.index, token.index, found))
    who = {place.token: place.number for place in places} | {r.token: r.number for r in out}
    spans = [(place.first, place.token, place.number) for place in places]
    spoken = [Resolved(i, number, "speaker") for i, number in first_person(article, who, spans, inside)]
    return sorted(out + spoken, key=lambda r: r.token)


def quoted(tokens: Sequence[Token]) -> list[bool]:
    """Tell for each token whether it stands inside quotation marks; marks pair inside a segment."""
    inside, open_, since = [False] * len(tokens), False, 0
    for token in [token for token in tokens if token.text in _MARKS]:
        if open_:
            open_ = _fill(inside, tokens, since, token.index)
        since = token.index
        if token.text in _OPEN or (token.text == "``" and not open_):
            open_ = True
        elif token.text in _CLOSE or token.text == "''":
            open_ = False
        elif token.text in _EITHER:
            open_ = not open_
    if open_:
        _fill(inside, tokens, since, len(tokens))
    return inside


def _fill(inside: list[bool], tokens: Sequence[Token], first: int, last: int) -> bool:
    """Mark tokens up to the end of their segment; tell whether the quotation is still open after them."""
    segment = tokens[first].segment
    goes_on = last < len(tokens) and tokens[last].segment == segment
    end = last if goes_on else bisect_right(tokens, segment, first, last, key=attrgetter("segment"))
    inside[first:end] = [True] * (end - first)
    return goes_on


def _by_noun(article: ParsedArticle, places: Sequence[Place], known: list[set[str]]) -> None:
    """Learn gender from appositions and copulas: "Ruth Ndege, a mother of three"."""
    nouns = gender_of_nouns()
    for place in places:
        for child in article.children[place.token]:
            noun = article.tokens[child]
            if noun.dep == "appos" and noun.lemma.lower() in nouns and not known[place.number]:
                known[place.number] = {nouns[noun.lemma.lower()]}


def _best(
    article: ParsedArticle, pronoun: Token, recent: list[Place], known: list[set[str]], inside: list[bool]
) -> tuple[int | None, float]:
    """Return the most salient person whose gender fits, and how salient it is."""
    scores: dict[int, float] = {}
    sex = SEX[pronoun.text.lower()]
    for place in reversed(recent[-30:]):
        token = article.tokens[place.token]
        distance = pronoun.sentence - token.sentence
        if distance > _WINDOW or pronoun.index - place.token > 150:
            break
        if known[place.number] and sex not in known[place.number]:
            continue
        if _bound(pronoun, token) or (inside[token.index] and not inside[pronoun.index]):
            continue
        score = _salience(pronoun, _whole(article, token), distance) + (1.5 if known[place.number] else 0)
        scores[place.number] = max(scores.get(place.number, -9.0), score) + 0.2
    best = max(scores, key=lambda n: scores[n]) if scores else None
    return best, (scores[best] if best is not None else _LEAST)


def _rival(
    article: ParsedArticle, pronoun: Token, rivals: list[tuple[int, str]], inside: list[bool]
) -> float:
    """Return how salient the best person without a name is for a pronoun."""
    best = _LEAST
    for index, sex in reversed(rivals[-10:]):
        token = article.tokens[index]
        distance = pronoun.sentence - token.sentence
        if distance > _WINDOW:
            break
        conflict = sex and sex != SEX[pronoun.text.lower()]
        if conflict or _bound(pronoun, token) or (inside[index] and not inside[pronoun.index]):
            continue
        best = max(best, _salience(pronoun, token, distance) + (1.5 if sex else _UNKNOWN))
    return best


def _whole(article: ParsedArticle, token: Token) -> Token:
    """Return the head of the phrase a name is an apposition in: "her brother, Vahe Manukyan, said"."""
    for _ in range(2):
        if token.dep != "appos":
            break
        token = article.tokens[token.head]
    return token


def _salience(pronoun: Token, token: Token, distance: int) -> float:
    score = 4.0 - 1.2 * distance
    if token.dep in SUBJECTS:
        score += 1.5
    elif token.dep == "poss":
        score -= 0.5
    if token.dep == pronoun.dep:
        score += 0.5
    if token.segment != pronoun.segment:
        score -= 0.3
    if distance == 0:
        score -= min(1.0, (pronoun.index - token.index) / 40)
    return score


def _bound(pronoun: Token, token: Token) -> bool:
    """Tell whether grammar forbids one person in both places: "Anna praised her"."""
    if pronoun.text.lower().endswith("self") or pronoun.dep == "poss":
        return False
    same_clause = pronoun.head == token.head
    return same_clause and pronoun.sentence == token.sentence and pronoun.dep != token.dep


def _coming(
    article: ParsedArticle, pronoun: Token, sex: str, queue: list[Place], known: list[set[str]]
) -> int | None:
    """Return the person named right after: "After her return, Ms Petrosyan spoke"."""
    for place in queue[:1]:
        near = article.tokens[place.token].sentence == pronoun.sentence
        if near and pronoun.dep == "poss" and (not known[place.number] or sex in known[place.number]):
            return place.number
    return None

"""Titles and descriptions that stand for an actor named before: "the prime minister", "the alliance".

Precision comes first. A description means an actor only if the article gives exactly
one actor that office or kind before it: two presidents make "the president" nobody's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.actors.coreference.aliases import Clusters
from analysis.actors.naming.gazetteer import Entry, words
from analysis.actors.naming.spans import Span, is_adjective
from analysis.annotation.parse import SUBJECTS, ParsedArticle, Token

_FAR = 4
"""Sentences after the last mention of an organisation within which "the company" may mean it."""
_SINGULAR = frozenset({"NN", "NNP"})
_OTHERWISE = frozenset({"pm", "minister"})
"""Words that `_noun` takes for "prime minister"."""
_OF_OFFICE = frozenset({"prime"})
_PLACES = SUBJECTS | {"dobj", "pobj"}
_ALIKE = {
    "premier": "prime minister",
    "organization": "organisation",
    "programme": "program",
    "centre": "center",
}


@dataclass(frozen=True, slots=True)
class Described:
    """A description (tokens ``[first, last)``), its actor's number, way (title, description) and rule."""

    first: int
    last: int
    number: int
    via: str
    rule: str


@dataclass(frozen=True, slots=True)
class _Known:
    """What an article calls an actor: head noun, words before it, state, from which token on.

    ``lasting`` is what holds wherever the article says it: an office, a noun of the name itself.
    """

    number: int
    noun: str
    before: frozenset[str]
    state: str
    since: int
    lasting: bool = True


def describe(article: ParsedArticle, spans: Sequence[Span], found: Clusters) -> list[Described]:
    """Return the titles and descriptions of an article that stand for one of its named actors.

    Parameters
    ----------
    article : ParsedArticle
    spans : sequence of Span
        The article's names in order.
    found : Clusters
        Whose they are.
    """
    taken = {i for span in spans for i in range(span.first, span.last)}
    named = {span.last - 1 for span in spans}
    entries = {i: span.entry for span in spans for i in range(span.first, span.last) if span.entry}
    called = _called(article, spans, found, entries)
    strangers = _strangers(article, taken)
    out: list[Described] = []
    latest: dict[int, int] = {}
    queue = sorted((span.first, number) for span, number in zip(spans, found.number, strict=True))
    at = 0
    lowered, heads = article.lowered, {*called, *_ALIKE, *_OTHERWISE}
    for token in [one for one in article.tokens if one.tag in _SINGULAR and lowered[one.index] in heads]:
        noun = _noun(article, token)
        if not noun or noun not in called or token.index in taken or not _stands_alone(article, token, named):
            continue
        while at < len(queue) and queue[at][0] <= token.index:
            latest[queue[at][1]] = article.tokens[queue[at][0]].sentence
            at += 1
        first = _start(article, token)
        if first is None or first in taken:
            continue
        if 0 <= strangers.get(noun, -1) < token.index and not _qualities(article, token.index, entries)[1]:
            continue
        one = _meant(article, token, first, called[noun], entries)
        if one is None:
            continue
        number, person = one.number, found.actors[one.number].kind == "person"
        if one.lasting or token.sentence - latest.get(number, -99) <= _FAR:
            latest[number] = token.sentence
            via = "title" if person else "description"
            out.append(Described(first, token.index + 1, number, via, f"{via}, {noun}"))
    return out


def _noun(article: ParsedArticle, token: Token) -> str:
    """Return the head noun of a title or description in small letters, "prime minister" as one."""
    if token.tag not in _SINGULAR or not token.text[:1].isalpha():
        return ""
    word = "prime minister" if token.text == "PM" else token.text.lower()
    if word == "minister" and token.index and article.tokens[token.index - 1].text.lower() == "prime":
        word = "prime minister"
    return _ALIKE.get(word, word)


def _is_office(noun: str) -> bool:
    """Tell whether a noun is an office one can be called by: "minister", "prime minister"."""
    return noun.rpartition(" ")[2] in words("offices")


def _called(
    article: ParsedArticle, spans: Sequence[Span], found: Clusters, entries: dict[int, Entry]
) -> dict[str, list[_Known]]:
    """Return what the article calls its actors, by head noun."""
    out: dict[str, list[_Known]] = defaultdict(list)
    for span, number in zip(spans, found.number, strict=True):
        kind = found.actors[number].kind
        if kind == "person":
            for known in _offices_of(article, span, number, entries):
                out[known.noun].append(known)
                if known.state and known.noun in words("heads_of_state") and not known.before:
                    out["leader"].append(known)
        elif kind == "organisation":
            lasting, near = _nouns_of(article, span, found.actors[number].names)
            for noun in lasting | near:
                known = _Known(number, noun, frozenset(), "", span.last, noun in lasting)
                out[_ALIKE.get(noun, noun)].append(known)
    return out


def _offices_of(
    article: ParsedArticle, span: Span, number: int, entries: dict[int, Entry]
) -> Iterator[_Known]:
    """Yield the offices that title, apposition or "is the" give a person at one place."""
    tokens = article.tokens
    heads = [span.first - 1] if span.titled else []
    for i in article.children[span.last - 1]:
        if tokens[i].dep == "appos":
            heads.append(i)
    own = tokens[span.last - 1]
    if own.dep == "appos":
        heads.append(own.head)
    verb = tokens[own.head]
    if own.dep == "nsubj" and verb.lemma == "be":
        heads += [i for i in article.children[verb.index] if tokens[i].dep == "attr"]
    for i in heads:
        noun = _noun(article, tokens[i])
        if _is_office(noun):
            before, state = _qualities(article, i, entries)
            yield _Known(number, noun, before, state, max(span.last, i + 1))


def _nouns_of(article: ParsedArticle, span: Span, names: dict[str, int]) -> tuple[set[str], set[str]]:
    """Return common nouns an organisation may go by: of its name or role, and of an apposition."""
    tokens = article.tokens
    out: set[str] = set()
    entry = span.entry
    if entry is not None and entry.role == "alliance":
        out |= words("alliance_nouns")
    body = [entry.name] if entry is not None and entry.role == "institution" else []
    for name in (*names, *body):
        parts = name.split()
        heads = [part for part in (parts[-1].strip("."), parts[0]) if part in words("organisation_heads")]
        out |= {part.lower() for part in heads[:1]} & words("described_organisations")
        if parts[-1].strip(".").lower() in words("legal_forms"):
            out |= {"company", "firm"}
    near = [tokens[i] for i in article.children[span.last - 1] if tokens[i].dep in {"appos", "compound"}]
    if span.first and tokens[span.first - 1].pos == "NOUN":
        near.append(tokens[span.first - 1])
    if tokens[span.last - 1].dep == "appos":
        near.append(tokens[tokens[span.last - 1].head])
    beside = {t.text.lower() for t in near if t.tag == "NN"} & words("described_organisations")
    if beside & {"company", "firm"}:
        beside |= {"company", "firm"}
    return out, beside - out


def _qualities(article: ParsedArticle, head: int, entries: dict[int, Entry]) -> tuple[frozenset[str], str]:
    """Return the words that narrow an office ("foreign", "former") and the state it belongs to."""
    tokens, state = article.tokens, ""
    before = set()
    narrow, i = words("office_qualities"), head - 1
    while i >= 0 and head - i < 7 and tokens[i].sentence == tokens[head].sentence:
        word = tokens[i].text.lower()
        entry = entries.get(i)
        if entry is not None and entry.state and (is_adjective(entry) or entry.kind == "state"):
            state = state or entry.state
        elif word in narrow:
            before.add(word)
        elif word not in {"prime", "-", "'s", "’s"}:
            break
        i -= 1
    for child in article.children[head]:
        if tokens[child].text == "of":
            for below in article.children[child]:
                entry = entries.get(below)
                state = state or (entry.state if entry is not None else "")
    return frozenset(before), state


def _stands_alone(article: ParsedArticle, token: Token, named: set[int]) -> bool:
    """Tell whether a noun is a phrase of its own: no part of a longer noun, no apposition to a name."""
    tokens = article.tokens
    after = tokens[token.index + 1] if token.index + 1 < len(tokens) else None
    if token.dep in {"compound", "amod", "nmod", "appos", "attr", "oprd"}:
        return False
    if after is not None and after.sentence == token.sentence:
        if (after.text[:1].isupper() and after.pos == "PROPN") or after.text in {"-", "/"}:
            return False
        if after.text.lower() in {"general", "elect", "designate"} or after.tag in {"NN", "NNS"}:
            return False
    below = [tokens[i] for i in article.children[token.index]]
    if any(
        t.dep in {"appos", "conj", "relcl", "nummod"} and (t.index in named or t.dep != "conj") for t in below
    ):
        return False
    return not any(t.dep == "prep" and t.text.lower() != "of" and t.index == token.index + 1 for t in below)


def _start(article: ParsedArticle, token: Token) -> int | None:
    """Return where the phrase begins: at "the", in a headline without; None if it has another determiner or none."""
    tokens = article.tokens
    before = [i for i in article.children[token.index] if i < token.index]
    for i in before:
        if tokens[i].text.lower() == "the" and token.index - i < 6:
            return i
    owned = any(tokens[i].dep in {"det", "poss"} for i in before)
    return token.index if not owned and _in_headline(article, token) else None


def _in_headline(article: ParsedArticle, token: Token) -> bool:
    """Tell whether a word stands in the headline, which knows what the article goes on to say."""
    return article.segments[token.segment].kind == "headline"


def _meant(
    article: ParsedArticle,
    token: Token,
    first: int,
    known: list[_Known],
    entries: dict[int, Entry],
) -> _Known | None:
    """Return the one actor a description can mean, as it is known."""
    before, state = _qualities(article, token.index, entries)
    noun = _noun(article, token)
    office = _is_office(noun)
    if office and _something_else(article, token, first, entries):
        return None
    if not office and not _plain(article, first, token):
        return None
    if office and not state and _of_somebody(article, token):
        return None
    fits = {
        one.number: one
        for one in sorted(known, key=lambda one: one.lasting)
        if (one.since <= first or (office and _in_headline(article, token)))
        and one.state == (state or one.state)
        and _narrows(before, one)
        # Whoever heads a state is its leader, but not "the leader" of whatever the article is about.
        and (state or noun != "leader" or one.noun == noun)
    }
    return next(iter(fits.values())) if len(fits) == 1 else None


def _something_else(article: ParsedArticle, token: Token, first: int, entries: dict[int, Entry]) -> bool:
    """Tell whether a noun or a quotation mark makes an office another: "the first social media president"."""
    return any(
        (
            t.pos in {"NOUN", "PROPN"}
            and t.index not in entries
            and t.text.lower() not in _OF_OFFICE | words("office_qualities")
        )
        or t.tag in {"``", "''"}
        for t in article.tokens[first + 1 : token.index]
    )


def _narrows(before: frozenset[str], one: _Known) -> bool:
    """Tell whether the words before a description fit an office: "the minister" any, "the former" only a former."""
    apart = words("office_apart")
    return before <= one.before and (before & apart) == (one.before & apart)


def _plain(article: ParsedArticle, first: int, token: Token) -> bool:
    """Tell whether nothing stands between "the" and the noun, and nothing after it narrows it."""
    below = [article.tokens[i] for i in article.children[token.index]]
    return token.index - first == 1 and not any(t.dep in {"prep", "acl", "relcl"} for t in below)


def _of_somebody(article: ParsedArticle, token: Token) -> bool:
    """Tell whether "of ..." says whose office it is."""
    return any(article.tokens[i].text == "of" for i in article.children[token.index])


def _strangers(article: ParsedArticle, taken: set[int]) -> dict[str, int]:
    """Return by noun where the article first speaks of an unnamed one: "a court in Minsk"."""
    out: dict[str, int] = {}
    for token in [token for token in article.tokens if token.tag == "NN" and token.dep in _PLACES]:
        if token.index not in taken:
            below = [article.tokens[i] for i in article.children[token.index]]
            if any(t.text.lower() in {"a", "an", "another"} for t in below) and not any(
                t.dep == "appos" for t in below
            ):
                out.setdefault(_noun(article, token), token.index)
    return out

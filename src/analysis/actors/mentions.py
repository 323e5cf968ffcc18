"""Every reference to an actor in one article: names, pronouns, seats of power, demonyms."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.actors.coreference.aliases import Clusters, cluster
from analysis.actors.coreference.descriptions import Described, describe
from analysis.actors.coreference.neuter import resolve_neuter
from analysis.actors.coreference.pronouns import Place, resolve
from analysis.actors.naming.credits import credits
from analysis.actors.naming.forms import is_acronym
from analysis.actors.naming.gazetteer import gazetteer, words
from analysis.actors.naming.institutions import with_institutions
from analysis.actors.naming.kinds import assign_kinds
from analysis.actors.naming.search import name_spans, repeats
from analysis.actors.naming.spans import Span, is_adjective, text_of
from analysis.actors.types import Mention
from analysis.annotation.parse import ParsedArticle, Token


def find_mentions(article: ParsedArticle) -> list[Mention]:
    """Find who an article speaks of, and where.

    Parameters
    ----------
    article : ParsedArticle

    Returns
    -------
    list of Mention
        In order of position, without overlap. ``cluster`` numbers the article's
        actors by first appearance.

    Notes
    -----
    The tagger's names are corrected by the gazetteer, by titles and verbs of
    speaking around them and by the rule of one kind per name and article; then
    aliases are joined and pronouns resolved. Time grows linearly with the text.

    Examples
    --------
    >>> from analysis.annotation.articles import parse_text
    >>> article = parse_text("Prime Minister Nikol Pashinyan spoke in Yerevan. He left the CSTO open.")
    >>> [(article.text[m.start:m.end], m.kind, m.via, m.cluster) for m in find_mentions(article)]
    [('Nikol Pashinyan', 'person', 'name', 0), ('Yerevan', 'place', 'name', 1), \
('He', 'person', 'pronoun', 0), ('CSTO', 'organisation', 'acronym', 2)]
    """
    spans = name_spans(article)
    spans, kinds = repeats(article, spans, assign_kinds(article, spans))
    spans, kinds = with_institutions(article, spans, kinds)
    under = credits(article)
    for i, span in enumerate(spans):
        if kinds[i] == "facility":
            kinds[i], span.rule = "place", "facility"
        if kinds[i] in {"place", "organisation"} and _acts(article.tokens, span):
            _stand_for_state(span)
            kinds[i] = span.entry.kind if span.entry else kinds[i]
    names = [text_of(article, span) for span in spans]
    found = cluster(article, spans, kinds, names)
    called = [actor.name for actor in found.actors]

    def mention(first: int, last: int, number: int, via: str, rule: str) -> Mention:
        start, end = article.tokens[first].start, article.tokens[last - 1].end
        while end - start > 1 and article.text[end - 1] in "-–—":
            end -= 1
        return Mention(start, end, found.actors[number].kind, via, rule, number, called[number])

    out = []
    for span, name, number, rule in zip(spans, names, found.number, found.rule, strict=True):
        via = _via(span, name, article.tokens[span.last - 1], under)
        out.append(mention(span.first, span.last, number, via, f"{span.rule}, {rule}"))
    again = describe(article, spans, found)
    out += [mention(one.first, one.last, one.number, one.via, one.rule) for one in again]
    for token, number, rule in _pronouns(article, spans, found, again):
        out.append(mention(token, token + 1, number, "pronoun", rule))
    return sorted(out, key=lambda m: (m.start, m.end))


def _acts(tokens: list[Token], span: Span) -> bool:
    """Tell whether a capital or seat of power acts, speaks, decides, or stands among states.

    "Moscow warned", "Moscow's position", "talks between Moscow and Kyiv" mean the
    state; "in Moscow", "to Moscow" mean the place.
    """
    entry = span.entry
    if entry is None or entry.role not in {"capital", "seat"} or gazetteer().entry(entry.state) is None:
        return False
    return _political(tokens, tokens[span.last - 1], span.first)


def _political(tokens: list[Token], token: Token, first: int) -> bool:
    head = tokens[token.head]
    if token.dep == "nsubj":
        return head.pos in {"VERB", "AUX"} and head.lemma in words("acting_verbs")
    if token.dep == "conj" and head.index != token.index and head.index < first:
        known = gazetteer().entry(head.text)
        like = known is not None and known.role in {"capital", "seat", "state"}
        return like and _political(tokens, head, head.index)
    if token.dep == "poss":
        return head.lemma.lower() in words("political_nouns")
    if token.dep == "pobj" and head.text.lower() in {"with", "between", "against", "by"}:
        owner = tokens[head.head]
        if head.text.lower() == "by":
            return head.dep == "agent"
        return owner.lemma.lower() in words("political_nouns") or owner.lemma in words("acting_verbs")
    return False


def _stand_for_state(span: Span) -> None:
    """Point a seat of power at its state."""
    assert span.entry is not None
    span.entry, span.rule, span.careful = gazetteer().entry(span.entry.state), "metonym", False


def _via(span: Span, name: str, last: Token, under: list[tuple[int, int]]) -> str:
    if any(start <= last.start < end for start, end in under):
        return "credit"
    # "A Western official" says of what kind, not who; "Westerners" are people.
    people = span.entry is not None and span.entry.role == "people"
    if is_adjective(span.entry) or (people and last.pos == "ADJ"):
        return "demonym"
    if span.rule == "metonym":
        return "metonym"
    if name.islower():
        return "description"  # "the defence ministry": known by its state, written as no name
    return "acronym" if is_acronym(name) else "name"


def _pronouns(
    article: ParsedArticle, spans: list[Span], found: Clusters, again: list[Described]
) -> Iterator[tuple[int, int, str]]:
    """Yield the tokens of pronouns with actor and rule: of the article's persons, and the surest of other actors."""
    places = [
        Place(span.first, span.last - 1, number)
        for span, number in zip(spans, found.number, strict=True)
        if found.actors[number].kind == "person"
    ]
    places += [Place(one.first, one.last - 1, one.number) for one in again if one.via == "title"]
    places.sort(key=lambda place: place.first)
    subjects = {
        span.last - 1: (number, found.actors[number].kind)
        for span, number in zip(spans, found.number, strict=True)
        if not is_adjective(span.entry) and found.actors[number].kind in {"state", "organisation", "group"}
    }
    subjects |= {
        one.last - 1: (one.number, found.actors[one.number].kind) for one in again if one.via == "description"
    }
    for token, number in resolve_neuter(article, subjects):
        yield token, number, "pronoun, subject"
    for hit in resolve(article, places, [actor.sexes for actor in found.actors]):
        yield hit.token, hit.number, hit.rule

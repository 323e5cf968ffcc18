"""All names of an article: tagged, known, defined, untagged, repeated."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.actors.naming.bounds import person_bounds, tagged
from analysis.actors.naming.definitions import definitions
from analysis.actors.naming.forms import title_length, titles
from analysis.actors.naming.gazetteer import gazetteer, words
from analysis.actors.naming.known import by_given_name, joined, known_names
from analysis.actors.naming.spans import BREAK, Span, is_name, sentence_floor, text_of
from analysis.annotation.parse import ParsedArticle, Token

_FORMS = 20
"""Full names with one first word that are looked for; news has fewer."""


def name_spans(article: ParsedArticle) -> list[Span]:
    """Return the names of an article in order, without overlap, before they have kinds."""
    hits = gazetteer().find(article)
    taken = [False] * len(article.tokens)
    spans: list[Span] = []
    for span in (
        *definitions(article),
        *joined(article, hits),
        *by_given_name(article, hits),
        *_longest(tagged(article)),
        *known_names(article, hits),
    ):
        if any(taken[span.first : span.last]):
            continue
        taken[span.first : span.last] = [True] * (span.last - span.first)
        spans.append(span)
    spans += _untagged(article, taken)
    spans = _cut(article, _rejoined(article, sorted(spans, key=lambda span: span.first)))
    known = {(hit.first, hit.last): hit for hit in hits}
    for span in spans:
        hit = known.get((span.first, span.last))
        if hit:
            span.entry, span.careful = hit.entry, hit.careful
        floor = sentence_floor(article, span.first)
        span.titled, span.sex = title_length(article.tokens, span.first, floor=floor)
    return spans


def _longest(spans: Iterator[Span]) -> list[Span]:
    """Return spans with the longest first: "Czech Senate" before "Czech"."""
    return sorted(spans, key=lambda span: span.first - span.last)


def _rejoined(article: ParsedArticle, spans: list[Span]) -> list[Span]:
    """Put persons together again where the tagger cut a name that it found whole elsewhere in the article."""
    tokens = article.tokens
    whole: dict[str, set[tuple[str, ...]]] = {}
    for span in spans:
        if span.last - span.first > 1 and span.label == "PERSON":
            words_of = tuple(token.text for token in tokens[span.first : span.last])
            # Bounded, as a hostile text may repeat one first name with thousands of others.
            forms = whole.setdefault(words_of[0], set())
            if len(forms) < _FORMS:
                forms.add(words_of)
    out: list[Span] = []
    for span in spans:
        if out and span.first < out[-1].last:
            continue
        name = tokens[span.first].text
        for full in whole.get(name, ()) if span.last - span.first == 1 else ():
            last = span.first + len(full)
            if tuple(token.text for token in tokens[span.first : last]) == full:
                out.append(Span(span.first, last, "PERSON", span.rule))
                break
        else:
            out.append(span)
    return out


def _cut(article: ParsedArticle, spans: list[Span]) -> list[Span]:
    """Cut names that run on in a headline where every word has a capital: "Ann Lee Praised Bo Ek".

    What is cut is a person's name that the text below has without the rest.
    """
    tokens = article.tokens
    kinds = [segment.kind for segment in article.segments]
    below = {
        tuple(token.text for token in tokens[span.first : span.last])
        for span in spans
        if span.last - span.first > 1 and kinds[tokens[span.first].segment] != "headline"
    }
    out: list[Span] = []
    for span in spans:
        at = span.first
        while span.last - at > 2 and kinds[tokens[at].segment] == "headline" and span.last - span.first < 12:
            size = next((n for n in (4, 3, 2) if tuple(t.text for t in tokens[at : at + n]) in below), 0)
            if size and at + size <= span.last:
                out.append(Span(at, at + size, "PERSON", span.rule))
            at += size or 1
        if not out or out[-1].first < span.first:
            out.append(span)
        elif tuple(t.text for t in tokens[at : span.last]) in below:
            out.append(Span(at, span.last, "PERSON", span.rule))
    return out


def _untagged(article: ParsedArticle, taken: list[bool]) -> Iterator[Span]:
    """Yield capitalised names the tagger left out, to be kept only if the article supports a kind."""
    tokens, i = article.tokens, 0
    while i < len(tokens):
        if taken[i] or not _capital(tokens, i):
            i += 1
            continue
        j = i + 1
        while j < len(tokens) and not taken[j] and _goes_on(article, j):
            j += 1
        size, _ = title_length(tokens, j, floor=i)
        if size == j - i:
            i = j
            continue
        a, b = person_bounds(tokens, i, j)
        if a < b and is_name(article, a, b):
            yield Span(a, b, "", "untagged")
        i = j


def _capital(tokens: list[Token], i: int) -> bool:
    token = tokens[i]
    return token.pos == "PROPN" and token.text[:1].isupper() and not token.entity


def _goes_on(article: ParsedArticle, j: int) -> bool:
    tokens = article.tokens
    same = tokens[j].sentence == tokens[j - 1].sentence
    return same and _capital(tokens, j) and not BREAK.search(article.text, tokens[j - 1].end, tokens[j].start)


def repeats(article: ParsedArticle, spans: list[Span], kinds: list[str]) -> tuple[list[Span], list[str]]:
    """Add the places where a name of the article stands untagged, and a person's surname alone.

    A word that the article also writes with a small letter is no repeat.
    """
    tokens = article.tokens
    taken = [False] * len(tokens)
    for first, end in gazetteer().barred(article):
        taken[first:end] = [True] * (end - first)
    known: dict[str, tuple[str, Span]] = {}
    for span, kind in zip(spans, kinds, strict=True):
        if kind != "other":
            taken[span.first : span.last] = [True] * (span.last - span.first)
            if span.entry is None or kind == "organisation":
                known.setdefault(text_of(article, span), (kind, span))
            surname = tokens[span.last - 1].text
            if kind == "person" and span.last - span.first > 1 and not _no_surname(surname):
                known.setdefault(surname, (kind, Span(span.first, span.last, "", "surname")))
    written = {token.text for token in tokens}
    starts: dict[str, list[list[str]]] = {}
    for name in sorted(known, key=len, reverse=True):
        parts = name.split()
        low = name.lower()
        small = low.islower() and low in written
        if len(name) > 2 and not (len(parts) == 1 and (small or name in words("not_names"))):
            starts.setdefault(parts[0], []).append(parts)
    added, added_kinds = [], []
    for i in [token.index for token in tokens if token.text in starts]:
        for parts in starts[tokens[i].text]:
            last = i + len(parts)
            if last <= len(tokens) and not any(taken[i:last]) and [t.text for t in tokens[i:last]] == parts:
                kind, source = known[" ".join(parts)]
                if len(parts) == 1 and _named_beside(tokens, i):
                    continue
                titled, sex = title_length(tokens, i, floor=sentence_floor(article, i))
                added.append(Span(i, last, "", "repeat", source.entry, source.careful, titled, sex))
                added_kinds.append(kind)
                taken[i:last] = [True] * len(parts)
                break
    kept = [(s, k) for s, k in zip(spans, kinds, strict=True) if k != "other"] + list(
        zip(added, added_kinds, strict=True)
    )
    kept.sort(key=lambda pair: pair[0].first)
    return [s for s, _ in kept], [k for _, k in kept]


def _no_surname(word: str) -> bool:
    return word.strip(".") in words("name_suffixes") or (word.lower(),) in titles()


def _named_beside(tokens: list[Token], i: int) -> bool:
    """Tell whether a word stands in a longer capitalised name that is something else."""
    token = tokens[i]
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is not None and _joins(token, after) and after.start <= token.end + 1:
        return True
    before = tokens[i - 1] if i else None
    if before is None or not _joins(token, before) or token.start > before.end + 1:
        return False
    return title_length(tokens, i, floor=max(0, i - 4))[0] == 0


def _joins(token: Token, other: Token) -> bool:
    same = other.sentence == token.sentence and other.segment == token.segment
    return same and other.text[:1].isupper() and other.pos in {"PROPN", "ADJ", "NOUN"}

"""What kind a name is by its traits: words in and around it, the tagger's labels, the votes of rules.

A multinomial logit whose weights `benchmarks/fit_kinds.py` learns and
``resources/actors/kind_weights.json`` holds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from analysis.actors.naming.forms import is_acronym, is_initial
from analysis.actors.naming.gazetteer import given_names, resource, words
from analysis.actors.naming.spans import Span
from analysis.annotation.parse import ParsedArticle, Token

KINDS = ("person", "organisation", "place", "facility", "group", "other")
"""What a name can be; a facility is a place that was built, ``other`` is no actor."""

_MOST = 12
"""Occurrences of one name that are looked at; the first say enough, and time stays linear."""
_DIGIT = re.compile(r"\d")
_EXTREME = 4.0


def traits(
    article: ParsedArticle, name: str, spans: Sequence[Span], votes: Mapping[str, float]
) -> dict[str, float]:
    """Return what tells the kind of a name, each trait with its weight from 0 to 1.

    Parameters
    ----------
    article : ParsedArticle
    name : str
        As written at the first of its places.
    spans : sequence of Span
        All its places in the article.
    votes : mapping of str to float
        What the rules of `kinds` say, by kind.
    """
    out: dict[str, float] = dict.fromkeys(_form_of(name), 1.0)
    near = spans[:_MOST]
    share = 1.0 / len(near)
    for span in near:
        for trait in set(_around(article, span)):
            out[trait] = out.get(trait, 0.0) + share
    for kind, n in votes.items():
        if kind and n:
            out[f"votes:{kind}"] = max(-1.0, min(1.0, n / _EXTREME))
            if n > _EXTREME:
                out[f"sure:{kind}"] = min(1.0, (n - _EXTREME) / _EXTREME)
    best = max(sorted(votes), key=lambda k: votes[k], default="")
    out[f"best:{best if votes.get(best, 0) > 0 else ''}"] = 1.0
    out["times:1" if len(spans) == 1 else "times:2" if len(spans) < 4 else "times:4"] = 1.0
    return out


@lru_cache(maxsize=20_000)
def _form_of(name: str) -> tuple[str, ...]:
    return tuple(_form(name))


def _form(name: str) -> Iterable[str]:
    """Yield traits of the name itself."""
    parts = name.split()
    first, last = parts[0], parts[-1]
    yield "bias"
    yield f"parts:{min(4, len(parts))}"
    yield f"first:{first}"
    yield f"last:{last.strip('.').lower()}"
    yield f"ends:{last[-3:].lower()}"
    yield f"ends:{last[-2:].lower()}"
    yield f"begins:{first[:2]}"
    if is_acronym(name):
        yield f"acronym:{min(6, len(name))}"
    elif len(name) > 2 and name.isupper():
        yield "capitals"
    if len(parts) == 1 and any(c.isupper() for c in name[1:]) and not name.isupper():
        yield "camel"
    if _DIGIT.search(name):
        yield "digit"
    if first.strip(".") in given_names():
        yield "given first" if len(parts) > 1 else "given alone"
    if any(is_initial(part) for part in parts):
        yield "initial"
    if "-" in name:
        yield "hyphen"
    for part in parts[1:]:
        if part in {"of", "for", "and", "&", "de", "in", "the", "'s", "’s"}:
            yield f"inside:{part}"
    for heads in ("organisation_heads", "place_heads", "facility_heads", "other_heads"):
        if last.strip(".") in words(heads):
            yield f"{heads}:last"
        elif any(part in words(heads) for part in parts[:-1]):
            yield f"{heads}:within"


def _around(article: ParsedArticle, span: Span) -> Iterable[str]:
    """Yield traits of one place where the name stands."""
    tokens = article.tokens
    head = tokens[span.last - 1]
    yield f"label:{span.label}"
    yield f"rule:{span.rule}"
    yield f"pos:{head.pos}"
    if span.first == article.sentences[head.sentence][0]:
        # A sentence's first word has a capital anyway.
        yield f"opens:{head.pos}:{min(2, span.last - span.first)}"
    if span.titled:
        yield "titled"
    before, after = _word(tokens, span.first - 1, head), _word(tokens, span.last, head)
    yield f"before:{before}"
    yield f"after:{after}"
    if before == "the":
        yield f"before the:{_word(tokens, span.first - 2, head)}"
    if after in {",", "(", "'s", "’s"}:
        yield f"after {after}:{_word(tokens, span.last + 1, head)}"
    if before in {",", "and", "or"}:
        yield f"before {before}:{_kind_of_word(tokens, span.first - 2)}"
    top = tokens[head.head]
    if head.dep in {"nsubj", "nsubjpass", "dobj", "conj", "appos"}:
        yield f"{head.dep}:{top.lemma.lower()}"
    elif head.dep in {"compound", "poss", "nmod", "amod"} and top.index >= span.last:
        yield f"of:{top.lemma.lower()}"
    elif head.dep == "pobj":
        yield f"under:{top.lemma.lower()} {tokens[top.head].lemma.lower()}"
        yield f"under:{top.lemma.lower()}"
    else:
        yield f"dep:{head.dep}"
    for i in article.children[head.index]:
        child = tokens[i]
        if child.dep in {"appos", "relcl"}:
            yield f"{child.dep} by:{child.lemma.lower()}"
        elif child.dep in {"compound", "amod"} and i < span.first:
            yield f"by:{child.lemma.lower()}"


def _word(tokens: list[Token], i: int, near: Token) -> str:
    if not 0 <= i < len(tokens) or tokens[i].segment != near.segment or tokens[i].sentence != near.sentence:
        return "|"
    word = tokens[i].text
    if word[:1].isupper() and i and tokens[i].pos == "PROPN":
        return tokens[i].entity[2:] or "Capital"
    return "0" if word[:1].isdigit() else word.lower()


def _kind_of_word(tokens: list[Token], i: int) -> str:
    return (tokens[i].entity[2:] or tokens[i].pos) if i >= 0 else "|"


@lru_cache(maxsize=1)
def _model() -> dict[str, tuple[float, ...]]:
    raw = json.loads(resource("kind_weights.json"))
    return {trait: tuple(row) for trait, row in raw["weights"].items()}


def weigh(found: Mapping[str, float]) -> dict[str, float]:
    """Return the score of each kind for the traits of one name; the highest is the likeliest."""
    model = _model()
    sums = [0.0] * len(KINDS)
    for trait, value in found.items():
        row = model.get(trait)
        if row is not None:
            sums = [total + value * weight for total, weight in zip(sums, row, strict=True)]
    return dict(zip(KINDS, sums, strict=True))

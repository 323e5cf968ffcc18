"""What kind of actor a name is: one article, one kind per name, by all the evidence in it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from analysis.actors.naming.forms import is_acronym, is_initial, plain
from analysis.actors.naming.gazetteer import Entry, gazetteer, given_names, words
from analysis.actors.naming.search import name_spans
from analysis.actors.naming.spans import Span, text_of
from analysis.actors.naming.weighing import traits, weigh
from analysis.annotation.parse import ParsedArticle, Token

_VOTES = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "NORP": "group",
    "FAC": "other", "PRODUCT": "other", "EVENT": "other", "WORK_OF_ART": "other", "LAW": "other",
}  # fmt: skip
# Endings of surnames: Armenian, Georgian, Ukrainian, Russian, Polish, Azerbaijani, Serbian, Greek, Nordic.
_SURNAME = re.compile(
    r"^[A-Z].{2,}(?:yan|[dt]ze|shvili|enko|chuk|[sc]k(?:yy?|iy?|aya)|[lmnrtdk]ov|[lmnrtdky]ev|[oe]va|wicz|[ou]vich|evich|"
    r"o[gğ]lu|zade|ić|vić|poulos|akis|sson|ssen|nen)$"
)
_AGE = re.compile(r"\d{1,2}$")
Evidence = Counter[str]


def assign_kinds(article: ParsedArticle, spans: list[Span]) -> list[str]:
    """Return the kind of each span: one of `types.KINDS`, ``facility``, or ``other`` for no actor.

    Evidence is pooled over all places where the same name stands. What the gazetteer
    knows for sure is decided by rules: its entry, the tagger's labels, titles and verbs
    of speaking around the name, its make-up. Everything else is weighed by what was
    learned from annotated news, the votes of the rules among it.
    """
    keys = [plain(text_of(article, span)) for span in spans]
    votes = _votes(article, spans)
    learned = {key: _likeliest(found) for key, found, _ in _described(article, spans, keys, votes)}
    persons = _parts({key for key, kind in learned.items() if " " in key and kind == "person"})
    for key in [key for key, kind in learned.items() if kind == "organisation"]:
        firm = _without_form(key)
        if learned.get(firm, key) in {"other", "place", "facility", "person"}:
            learned[firm] = "organisation"
    out = []
    for span, key in zip(spans, keys, strict=True):
        if _sure(span):
            out.append(_as_known(span, _best(votes[key])))
            continue
        kind = learned[key]
        if " " not in key and kind in {"other", "organisation", "place"} and key in persons:
            kind = "person"
        out.append(_as_known(span, kind))
    return out


def described(article: ParsedArticle) -> Iterator[tuple[dict[str, float], list[Span]]]:
    """Yield traits and places of each name of an article that the weights decide on; to learn them."""
    spans = name_spans(article)
    keys = [plain(text_of(article, span)) for span in spans]
    for _, found, own in _described(article, spans, keys, _votes(article, spans)):
        yield found, own


def _sure(span: Span) -> bool:
    """Tell whether the gazetteer knows a name that is nothing else."""
    return span.entry is not None and not span.careful


def _described(
    article: ParsedArticle, spans: list[Span], keys: list[str], votes: dict[str, Evidence]
) -> Iterator[tuple[str, dict[str, float], list[Span]]]:
    places: dict[str, list[Span]] = defaultdict(list)
    for span, key in zip(spans, keys, strict=True):
        if not _sure(span):
            places[key].append(span)
    for key, own in places.items():
        yield key, traits(article, text_of(article, own[0]), own, votes[key]), own


def _without_form(name: str) -> str:
    """Return a company's plain name without its legal form; itself if it has none."""
    parts = name.split()
    while len(parts) > 1 and parts[-1].strip(".") in words("legal_forms"):
        parts.pop()
    return " ".join(parts)


def _likeliest(found: dict[str, float]) -> str:
    scores = weigh(found)
    # No building is called by a given name and something that is no building.
    if "given first" in found and not any(trait.endswith("_heads:last") for trait in found):
        del scores["facility"]
    return max(scores, key=lambda kind: scores[kind])


def _votes(article: ParsedArticle, spans: list[Span]) -> dict[str, Evidence]:
    """Return what rules say about each name: by kind, the more the surer."""
    names = [text_of(article, span) for span in spans]
    pooled: dict[str, Evidence] = defaultdict(Counter)
    for span, name in zip(spans, names, strict=True):
        _context(article, span, pooled[plain(name)])
    labels: dict[str, Evidence] = defaultdict(Counter)
    for span, name in zip(spans, names, strict=True):
        labels[plain(name)][_VOTES.get(span.label, "")] += 1
    made = {plain(name): name for name in reversed(names)}
    for key, name in made.items():
        pooled[key] = _capped(pooled[key]) + _shares(labels[key])
        pooled[key].update(_make_up(name, sum(labels[key].values())))
    for name, span in {name: span for span, name in zip(spans, names, strict=True) if span.entry}.items():
        _known(pooled[plain(name)], span, name)
    persons = _parts({key for key, votes in pooled.items() if " " in key and _best(votes) == "person"})
    for key, votes in pooled.items():
        if " " not in key and key in persons:
            votes["person"] += 4
    return pooled


def _shares(labels: Evidence) -> Evidence:
    """Turn the tagger's labels of one name into three votes, fewer if it often left the name out."""
    total = sum(labels.values())
    tagged = total - labels[""]
    weight = 3 * min(1.0, 0.5 + tagged / total)
    return Counter({k: weight * n / tagged for k, n in labels.items() if k and tagged})  # type: ignore[misc]


def _capped(votes: Evidence) -> Evidence:
    """Let no context outweigh everything else just because a name is frequent."""
    out: Evidence = Counter()
    for kind, n in votes.items():
        out[kind] = max(-3, min(n, 3))
    return out


def _best(votes: Evidence) -> str:
    kind = max(sorted(votes), key=lambda k: votes[k], default="other")
    return kind if votes.get(kind, 0) > 0 else "other"


def _as_known(span: Span, kind: str) -> str:
    """Return the kind of the gazetteer's entry where it agrees: a state is a place as well."""
    entry = span.entry
    if entry is not None and (entry.role in {"adjective", "people"} or _told(entry) == kind):
        return entry.kind
    return kind


def _told(entry: Entry) -> str:
    """Return the kind that a gazetteer's entry tells: a state is a place among names."""
    return "place" if entry.kind == "state" else entry.kind


def _parts(names: set[str]) -> set[str]:
    """Return the words of persons' names that may stand for them alone."""
    return {part for name in names for part in re.split(r"[\s\-]+", name) if len(part) > 2}


def _known(votes: Evidence, span: Span, name: str) -> None:
    """Count a gazetteer entry; one that is also a given name or a common word only tips the scales."""
    assert span.entry is not None
    votes[_told(span.entry)] += (1.5 if name in given_names() else 3.5) if span.careful else 8  # type: ignore[assignment]


@lru_cache(maxsize=20_000)
def _make_up(name: str, times: int) -> Evidence:
    """Return what the words of a name tell; not to be changed."""
    votes: Evidence = Counter()
    parts = name.split()
    given = given_names()
    if any(part in {"of", "for", "and", "&"} for part in parts[1:]):
        votes.update(person=-3, organisation=1)
    if re.search(r"\d", name):
        votes.update(person=-3, other=1)
    if len(parts) > 1 and parts[0].strip(".") in given and all(p[:1].isupper() for p in parts[-1:]):
        votes["person"] += 2
    elif (len(parts) > 1 and is_initial(parts[0])) or (len(parts) == 1 and name in given):
        votes["person"] += 1
    elif _SURNAME.search(parts[-1]):
        votes["person"] += 2
    elif is_acronym(name):
        votes.update(person=-2)
        votes["organisation"] += 1 if times < 2 else 2
        votes["other"] += 6 if name in words("not_acronyms") else 0
    votes.update(_heads(parts))
    return votes


def _heads(parts: list[str]) -> Evidence:
    """Return what head words such as Ministry, River or Treaty tell."""
    votes: Evidence = Counter()
    last = parts[-1].strip(".")
    if " ".join(parts) in words("institutions"):
        votes["organisation"] += 4
    elif len(parts) > 1 and last in words("organisation_heads"):
        votes["organisation"] += 4
        votes["person"] -= 2
    elif len(parts) > 1 and last in words("place_heads"):
        votes["place"] += 2
        votes["person"] -= 2
    elif (
        (len(parts) > 1 and last in words("facility_heads"))
        or last in words("other_heads")
        or any(p in words("other_heads") and q in {"of", "on", "for"} for p, q in pairwise(parts))
    ):
        votes["other"] += 4
    elif len(parts) > 2 and parts[1] in {"of", "for"} and parts[0] in words("organisation_heads"):
        votes["organisation"] += 4
    elif len(parts) > 2 and parts[1] == "of" and parts[0] in words("place_heads"):
        votes["place"] += 3
    return votes


def _context(article: ParsedArticle, span: Span, votes: Evidence) -> None:
    """Count what one occurrence tells: label, title, verb, preposition, age."""
    tokens = article.tokens
    if span.rule == "definition":
        votes["organisation"] += 3
    if span.titled:
        votes["person"] += 2
    _neighbours(tokens, span, votes)
    before = tokens[span.first - 1].text.lower() if span.first else ""
    after = tokens[span.last].text if span.last < len(tokens) else ""
    if before == "(" and after == ")":
        votes["organisation"] += 1.5  # type: ignore[assignment]
        votes["person"] -= 1
    if before in {"in", "near", "across", "throughout"} and after not in {"'s", "’s", "’", "'"}:
        votes["place"] += 1
        votes["person"] -= 1
    elif before == "the":
        votes["person"] -= 1
    if span.last + 1 < len(tokens) and tokens[span.last].text == ",":
        after = tokens[span.last + 1].text
        if _AGE.match(after) or after in {"who", "whose"}:
            votes["person"] += 2
    elif span.last < len(tokens) and tokens[span.last].text == "who":
        votes["person"] += 1


def _neighbours(tokens: list[Token], span: Span, votes: Evidence) -> None:
    """Count what the verb and the common nouns beside a name tell."""
    head = tokens[span.last - 1]
    verb = tokens[head.head]
    if head.dep == "nsubj" and verb.lemma in words("speech_verbs"):
        votes["person"] += 1
    before = tokens[span.first - 1].text if span.first else ""
    after = tokens[span.last].text if span.last < len(tokens) else ""
    if after in words("place_nouns") or (
        before == "of" and span.first > 1 and tokens[span.first - 2].text in words("place_nouns")
    ):
        votes["place"] += 2
        votes["person"] -= 1
    if before in words("organisation_nouns") or after.lower() in words("organisation_owned"):
        votes["organisation"] += 2
        votes["person"] -= 1
    if after == "," and span.last + 1 < len(tokens):
        entry = gazetteer().entry(tokens[span.last + 1].text)
        if entry is not None and entry.role in {"state", "territory"} and before != ",":
            votes["place"] += 1

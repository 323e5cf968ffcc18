"""Names inside longer names as references to actors: "Chicago" in "University of Chicago".

They are kept apart from `mentions.find_mentions`: a nested name neither acts nor
speaks, and who stands inside another's name does not stand beside it. So they are
rows of the table of mentions with ``via="nested"``, and nothing else is built on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.actors.naming.gazetteer import gazetteer, words
from analysis.actors.naming.nested import Inner, Known, Whole, inner_names
from analysis.actors.naming.spans import BREAK, KEPT, is_adjective, is_name
from analysis.actors.scene import ArticleScene
from analysis.actors.types import NESTED, Mention
from analysis.annotation.parse import ParsedArticle, Token

_NAMED = frozenset({"name", "acronym", "metonym"})


def find_nested(article: ParsedArticle, mentions: Sequence[Mention]) -> list[Mention]:
    """Find the names that stand inside longer names.

    Parameters
    ----------
    article : ParsedArticle
    mentions : sequence of Mention
        Of this article, from `mentions.find_mentions`.

    Returns
    -------
    list of Mention
        In order of position, without overlap among themselves, with ``via="nested"``. Each lies inside a
        mention, or inside a longer name that is no mention because it is no actor ("the Ukraine War").
        ``cluster`` is that of the article's actor of this name; actors that stand nowhere else get
        numbers after those of `mentions`.

    Notes
    -----
    Known are names of the gazetteer and the article's own names; the make-up of the longer name
    tells further places ("Shrewsbury Town Council") and persons ("Leigh Block Museum"). Names of persons
    and known places are not looked into, and no part of a name that is another form of the
    whole is one ("Ford" in "Ford Motor Company").

    Examples
    --------
    >>> from analysis.actors.mentions import find_mentions
    >>> from analysis.annotation.articles import parse_text
    >>> article = parse_text("He studied at the University of Chicago.")
    >>> for one in find_nested(article, find_mentions(article)):
    ...     print(article.text[one.start : one.end], one.kind, one.via)
    Chicago place nested
    """
    numbers: dict[tuple[str, str], int] = {}
    for one in mentions:
        numbers.setdefault((one.name, one.kind), one.cluster)
    fresh = 1 + max((one.cluster for one in mentions), default=-1)
    called, met = _called(article, mentions), frozenset(numbers)
    out = []
    for whole in _wholes(article, ArticleScene(article, mentions)):
        for inner in inner_names(article.tokens, whole, called, met):
            if not is_name(article, inner.first, inner.last):
                continue
            start, end = article.tokens[inner.first].start, article.tokens[inner.last - 1].end
            actor = _who(article.text[start:end], inner)
            if inner.known is None and actor not in numbers:
                numbers[actor], fresh = fresh, fresh + 1
            cluster = numbers[actor] if inner.known is None else inner.known.cluster
            if cluster != whole.cluster:
                out.append(Mention(start, end, actor[1], NESTED, f"nested, {inner.rule}", cluster, actor[0]))
    return sorted(out, key=lambda one: one.start)


def _who(text: str, inner: Inner) -> tuple[str, str]:
    """Return name and kind of the actor that a nested name means."""
    if inner.known is not None:
        return inner.known.name, inner.known.kind
    if inner.entry is None:
        return " ".join(text.split()), inner.kind
    entry = inner.entry
    return (entry.state if is_adjective(entry) else entry.name), entry.kind


def _called(article: ParsedArticle, mentions: Sequence[Mention]) -> dict[str, Known]:
    """Return whom the article calls what: names as written, surnames where they are one person's."""
    out: dict[str, Known] = {}
    # A seat of power that once stands for its state is first of all the place.
    for one in sorted(mentions, key=lambda one: one.via == "metonym"):
        if one.via in _NAMED:
            text = " ".join(article.text[one.start : one.end].split())
            out.setdefault(text, Known(one.cluster, one.kind, one.name))
    surnames: dict[str, set[Known]] = {}
    for text, known in out.items():
        if (
            known.kind == "person"
            and " " in text
            and (last := text.split()[-1]) not in words("name_suffixes")
        ):
            surnames.setdefault(last, set()).add(known)
    for last, bearers in surnames.items():
        if len(bearers) == 1:
            out.setdefault(last, next(iter(bearers)))
    return out


def _wholes(article: ParsedArticle, scene: ArticleScene) -> Iterator[Whole]:
    """Yield the longer names: mentions of several words, and names that are no mention."""
    for named in scene.named:
        one = named.mention
        if named.last - named.first < 2 or one.via not in _NAMED or one.kind in {"person", "state"}:
            continue
        entry = gazetteer().entry(article.text[one.start : one.end])
        if entry is None or entry.kind not in {"place", "state"}:
            facility = one.rule.startswith("facility")
            yield Whole(named.first, named.last, "facility" if facility else one.kind, one.cluster)
    yield from _unmentioned(article, scene)


def _unmentioned(article: ParsedArticle, scene: ArticleScene) -> Iterator[Whole]:
    """Yield runs of the tagger's names and capitalised names that no mention covers: "the Ukraine War"."""
    tokens, at = article.tokens, scene.at
    # Most words are none: they are passed over in one sweep.
    names = [t.index for t in tokens if (t.pos == "PROPN" or t.entity) and at[t.index] < 0 and _is_named(t)]
    k = 0
    while k < len(names):
        first = k
        while k + 1 < len(names) and names[k + 1] == names[k] + 1 and _adjoin(article, names[k]):
            k += 1
        k += 1
        if k - first > 1:
            first, last = names[first], names[k - 1] + 1
            if sum(token.text[:1].isupper() for token in tokens[first:last] if token.pos != "DET") > 1:
                yield Whole(first + (tokens[first].pos == "DET"), last)


def _is_named(token: Token) -> bool:
    """Tell whether a token may be part of a name that is no person's."""
    label = token.entity[2:]
    return label != "PERSON" and (label in KEPT or (token.pos == "PROPN" and token.text[:1].isupper()))


def _adjoin(article: ParsedArticle, i: int) -> bool:
    """Tell whether a token and the next stand together in one sentence."""
    one, two = article.tokens[i], article.tokens[i + 1]
    near = one.sentence == two.sentence and two.start <= one.end + 1
    return near and not BREAK.search(article.text, one.end, two.start)

"""Mentions, actors and quotations of a corpus as tables."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import pandas as pd

from analysis.actors.frames import frame, typed
from analysis.actors.mentions import find_mentions
from analysis.actors.naming.forms import plain
from analysis.actors.naming.gazetteer import gazetteer, words
from analysis.actors.naming.spans import bare
from analysis.actors.nested import find_nested
from analysis.actors.types import ASIDE, NESTED, Mention
from analysis.annotation.parse import ParsedArticle

MENTIONS = (
    "article_id", "start", "end", "actor_id", "name", "kind", "via", "rule",
    "words", "segment", "paragraph", "sentence", "position",
)  # fmt: skip
"""Columns of the mentions table."""

MENTION_SCHEMA = typed(MENTIONS, numbers=("start", "end", "paragraph", "sentence"), shares=("position",))

_LONGEST_ID = 80


def mentions_table(articles: Iterable[ParsedArticle]) -> pd.DataFrame:
    """Return the mentions of parsed articles; columns as in `actors.mentions`.

    Examples
    --------
    >>> from analysis.annotation.articles import parse_text
    >>> table = mentions_table([parse_text("Moscow warned Armenia.")])
    >>> table[["actor_id", "via", "words"]].values.tolist()
    [['state:russia', 'metonym', 'Moscow'], ['state:armenia', 'name', 'Armenia']]
    """

    def rows() -> Iterator[tuple[object, ...]]:
        for article in articles:
            found = find_mentions(article)
            yield from mention_rows(article, found, find_nested(article, found))

    return frame(rows(), MENTION_SCHEMA)


def mention_rows(
    article: ParsedArticle, mentions: Sequence[Mention], nested: Sequence[Mention] = ()
) -> Iterator[tuple[object, ...]]:
    """Yield a row of the mentions table for each mention of an article, a longer name before those inside it."""
    found = sorted((*mentions, *nested), key=lambda one: (one.start, -one.end))
    ids = actor_ids(article.article_id, found)
    length = max(1, len(article.text))
    for one in found:
        token = article.token_at(one.start)
        paragraph = token.segment if token else 0
        yield (
            article.article_id, one.start, one.end, ids[one.cluster], one.name, one.kind, one.via, one.rule,
            " ".join(article.text[one.start : one.end].split()), article.segments[paragraph].kind, paragraph,
            token.sentence if token else 0, one.start / length,
        )  # fmt: skip


def actor_ids(article_id: str, found: Iterable[Mention]) -> dict[int, str]:
    """Return a stable id for each cluster of an article: kind and normalised name.

    A person with a single-word name that no gazetteer knows, and an institution
    that every state has, get an id of this article alone: two articles' "Smith"
    may be two people, two "Supreme Court" two courts.

    Examples
    --------
    >>> actor_ids("a1", [Mention(0, 16, "person", "name", "", 0, "Nikol Pashinyan")])
    {0: 'person:nikol-pashinyan'}
    >>> actor_ids("a1", [Mention(0, 5, "person", "name", "", 0, "Smith")])
    {0: 'person:smith@a1'}
    """
    out: dict[int, str] = {}
    for one in found:
        if one.cluster in out:
            continue
        entry, slug = gazetteer().entry(one.name), slug_of(one.name)
        if entry is not None and entry.id and entry.kind == one.kind:
            out[one.cluster] = entry.id
            continue
        alone = one.kind == "person" and "-" not in slug and entry is None
        alone = alone or one.name in words("institutions")
        out[one.cluster] = f"{one.kind}:{slug}" + (f"@{article_id}" if alone else "")
    return out


def slug_of(name: str) -> str:
    """Return a name as it stands in an actor's id: small letters, hyphens, bounded.

    Examples
    --------
    >>> slug_of("the Collective Security Treaty")
    'collective-security-treaty'
    """
    return _slug(name)


@lru_cache(maxsize=50_000)
def _slug(name: str) -> str:
    slug = re.sub(r"[\W_]+", "-", plain(name)).strip("-") or "unnamed"
    return (
        slug
        if len(slug) <= _LONGEST_ID
        else f"{slug[:_LONGEST_ID]}-{hashlib.sha256(slug.encode()).hexdigest()[:8]}"
    )


def actors(mentions: pd.DataFrame) -> pd.DataFrame:
    """Return the actors of a mentions table, the most widely mentioned first.

    Parameters
    ----------
    mentions : DataFrame
        From `actors.mentions`.

    Returns
    -------
    DataFrame
        actor_id, name, kind, aliases (other names as written, most frequent
        first, joined by "; "), articles and mentions (numbers of each). Actors that
        only adjectives, picture credits or
        longer names hold are left out; names inside longer names count for none.
    """
    table = outright(mentions)
    columns = ["actor_id", "name", "kind", "aliases", "articles", "mentions"]
    if table.empty:
        return pd.DataFrame({c: pd.Series(dtype="int64" if c in columns[4:] else "object") for c in columns})
    # Who is only the adjective of something else, or only took a picture, is no actor of the articles.
    spoken_of = table.loc[~table["via"].isin(ASIDE), "actor_id"]
    table = table[table["actor_id"].isin(spoken_of) & (table["via"] != "credit")]
    by_actor = table.groupby("actor_id", sort=True)
    out = actor_names(table).sort_index()
    out["articles"], out["mentions"] = by_actor["article_id"].nunique(), by_actor.size()
    out["aliases"] = _aliases(table, out["name"])
    out = out.reset_index().sort_values(["articles", "mentions", "actor_id"], ascending=[False, False, True])
    return out[columns].reset_index(drop=True)


def outright(mentions: pd.DataFrame) -> pd.DataFrame:
    """Return the mentions that stand for themselves: without the names inside longer names.

    Examples
    --------
    >>> from analysis.annotation.articles import parse_text
    >>> table = mentions_table([parse_text("She left the University of Chicago.")])
    >>> table["words"].tolist(), outright(table)["words"].tolist()
    (['University of Chicago', 'Chicago'], ['University of Chicago'])
    """
    return mentions[mentions["via"] != NESTED] if "via" in mentions.columns else mentions


def actor_names(mentions: pd.DataFrame) -> pd.DataFrame:
    """Return name and kind of each actor by actor_id: the name that most rows carry.

    Names inside longer names only tell it where there is nothing else.
    """
    n = (mentions["via"] != NESTED).astype("int64") if "via" in mentions.columns else 1
    counted = mentions.assign(n=n).groupby(["actor_id", "name", "kind"])["n"].sum().reset_index()
    first = counted.sort_values(["n", "name"], ascending=[False, True]).drop_duplicates("actor_id")
    return first.set_index("actor_id")[["name", "kind"]]


def _aliases(table: pd.DataFrame, names: pd.Series) -> pd.Series:
    """Return the other names of each actor; pronouns and adjectives are none."""
    named = table[table["via"].isin(["name", "acronym", "metonym"])]
    named = named.assign(words=named["words"].map(bare))
    counted = named.groupby(["actor_id", "words"]).size().reset_index(name="n")
    counted = counted.sort_values(["actor_id", "n", "words"], ascending=[True, False, True])
    counted = counted[counted["words"] != counted["actor_id"].map(names)]
    return counted.groupby("actor_id")["words"].agg("; ".join).reindex(names.index).fillna("")

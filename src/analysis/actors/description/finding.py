"""What an article says its actors are: offices, ties, nationality, occupation, descriptions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from analysis.actors.description.after import after_name, naming_noun
from analysis.actors.description.before import before_name
from analysis.actors.description.definite import definite, resolved, said_of_whom
from analysis.actors.description.predicates import predicated
from analysis.actors.description.scene import Role, Scene
from analysis.actors.frames import frame, typed
from analysis.actors.mentions import find_mentions
from analysis.actors.tables import actor_ids
from analysis.actors.types import Mention
from analysis.annotation.parse import ParsedArticle

COLUMNS = (
    "article_id", "start", "end", "actor_id", "name", "kind", "mention_start", "mention_end", "role", "role_kind",
    "former", "of_id", "of_name", "rule", "words", "sentence", "segment", "paragraph", "quoted",
)  # fmt: skip
"""Columns of the roles table."""

ROLE_SCHEMA = typed(
    COLUMNS,
    numbers=("start", "end", "mention_start", "mention_end", "sentence", "paragraph"),
    flags=("former", "quoted"),
)


def find_roles(article: ParsedArticle, mentions: Sequence[Mention]) -> list[Role]:
    """Find what an article says its actors are.

    Parameters
    ----------
    article : ParsedArticle
    mentions : sequence of Mention
        Of this article, from `find_mentions`.

    Returns
    -------
    list of Role
        In order of the words. Roles of one actor do not overlap, but that a
        nationality or membership may stand inside the words of an office.

    Notes
    -----
    Constructions are read from the parse and from the words beside a name: titles
    and other premodifiers, appositions on either side, relative clauses,
    predicates, definite descriptions. Which nouns are roles is a lexicon
    (``resources/actors/roles.yaml``); a description by a relative clause or
    participle needs none. The owner of an office is a mention inside its
    words, else the one that the same office of the same actor has elsewhere
    in the article. Time grows linearly with the text.

    Examples
    --------
    >>> from analysis.actors import find_mentions
    >>> from analysis.annotation.articles import parse_text
    >>> article = parse_text("Armenian Prime Minister Nikol Pashinyan met Jane Doe, a former BBC editor.")
    >>> for role in find_roles(article, find_mentions(article)):
    ...     print(role.name, "|", role.role, "|", role.of_name, "|", role.role_kind, role.former, role.rule)
    Nikol Pashinyan | prime minister | Armenia | office False title
    Jane Doe | editor | BBC | office True apposition
    """
    scene = Scene(article, mentions)
    found: list[Role] = []
    for named in scene.actors():
        found += before_name(scene, named)
        found += after_name(scene, named)
    for named in scene.named:
        if named.mention.via != "credit":
            found += naming_noun(scene, named)
    found += predicated(scene)
    found += resolved(scene)
    found = _distinct(found)
    found = _distinct([*found, *definite(scene, found)])
    return said_of_whom(found)


def _distinct(roles: Iterable[Role]) -> list[Role]:
    """Keep one role where two rules found the same words; a longer one holds a shorter of the same kind."""
    kept: list[Role] = []
    last: dict[tuple[int, str], Role] = {}
    for role in sorted(roles, key=lambda r: (r.start, -r.end, r.cluster)):
        key = role.cluster, role.role_kind
        before = last.get(key)
        if before is not None and role.start < before.end:
            continue
        last[key] = role
        kept.append(role)
    return kept


def roles_table(articles: Iterable[ParsedArticle]) -> pd.DataFrame:
    """Return the roles of parsed articles, one row each; columns `COLUMNS`.

    Returns
    -------
    DataFrame
        Offsets of the words (start, end) and of the mention they belong to;
        actor_id, name and kind of the actor; ``role`` in one form, ``role_kind``,
        ``former``; ``of_id`` and ``of_name`` of the state, organisation or person
        it belongs to (empty if none); ``rule``; ``words`` as written; sentence,
        kind of the segment, number of the paragraph; ``quoted``: whether the
        words stand inside quotation marks.

    Examples
    --------
    >>> from analysis.annotation.articles import parse_text
    >>> table = roles_table([parse_text("Russian President Vladimir Putin spoke to NATO, the 30-nation bloc.")])
    >>> table[["actor_id", "role", "of_id"]].values.tolist()
    [['person:vladimir-putin', 'president', 'state:russia'], \
['organisation:nato', '30-nation bloc', '']]
    """
    return frame(
        (row for article in articles for row in role_rows(article, find_mentions(article))), ROLE_SCHEMA
    )


def role_rows(article: ParsedArticle, mentions: Sequence[Mention]) -> Iterator[tuple[object, ...]]:
    """Yield a row of the roles table for each role of an article whose mentions are found already."""
    ids = actor_ids(article.article_id, mentions)
    for one in find_roles(article, mentions):
        token = article.token_at(one.start)
        paragraph = token.segment if token else 0
        yield (
            article.article_id, one.start, one.end, ids[one.cluster], one.name, one.kind, one.mention_start,
            one.mention_end, one.role, one.role_kind, one.former, ids[one.of] if one.of >= 0 else "", one.of_name,
            one.rule, " ".join(article.text[one.start : one.end].split()), token.sentence if token else 0,
            article.segments[paragraph].kind, paragraph, one.quoted,
        )  # fmt: skip

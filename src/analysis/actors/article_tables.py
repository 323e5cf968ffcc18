"""What is read from one article, and the tables it goes to.

To add a table, add one line to `TABLES`: its name, the schema of its columns,
and a function from what was found in an article to the table's rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from analysis.actors.attribution.finding import Quotation, find_quotations
from analysis.actors.attribution.voices import VOICE_SCHEMA, voice_rows
from analysis.actors.description.finding import ROLE_SCHEMA, role_rows
from analysis.actors.frames import table_of
from analysis.actors.interaction.finding import ACTION_SCHEMA, action_rows, find_actions
from analysis.actors.mentions import find_mentions
from analysis.actors.nested import find_nested
from analysis.actors.tables import MENTION_SCHEMA, mention_rows
from analysis.actors.types import Mention
from analysis.annotation.parse import ParsedArticle


@dataclass(frozen=True)
class Found:
    """What was found in an article; every table starts from it, so that nothing is looked for twice.

    Attributes
    ----------
    article : ParsedArticle
    mentions : list of Mention
        Without overlap: what roles, quotations and actions are read with.
    quotations : list of Quotation
    nested : list of Mention
        Names inside longer names: rows of the table of mentions alone.
    """

    article: ParsedArticle
    mentions: list[Mention]
    quotations: list[Quotation]
    nested: list[Mention]


@dataclass(frozen=True)
class ArticleTable:
    """A table made article by article.

    Attributes
    ----------
    schema : pyarrow.Schema
        Of `frames.typed`; the first column is ``article_id``.
    rows : callable
        From what was found in an article to its rows, in the order of the text.
    """

    schema: pa.Schema
    rows: Callable[[Found], Iterable[Sequence[object]]]


TABLES: Mapping[str, ArticleTable] = {
    "mentions": ArticleTable(
        MENTION_SCHEMA, lambda found: mention_rows(found.article, found.mentions, found.nested)
    ),
    "quotations": ArticleTable(
        VOICE_SCHEMA, lambda found: voice_rows(found.article, found.mentions, found.quotations)
    ),
    "roles": ArticleTable(ROLE_SCHEMA, lambda found: role_rows(found.article, found.mentions)),
    "actions": ArticleTable(
        ACTION_SCHEMA,
        lambda found: action_rows(
            found.article, find_actions(found.article, found.mentions, found.quotations)
        ),
    ),
}
"""The tables, by name."""


def find(article: ParsedArticle) -> Found:
    """Read one article."""
    mentions = find_mentions(article)
    return Found(article, mentions, find_quotations(article), find_nested(article, mentions))


def read_articles(articles: Iterable[ParsedArticle]) -> dict[str, pa.Table]:
    """Return all tables of some articles, by name.

    Examples
    --------
    >>> from analysis.annotation.articles import parse_text
    >>> tables = read_articles([parse_text("Armenia will leave, Nikol Pashinyan said.")])
    >>> tables["mentions"]["words"].to_pylist(), tables["quotations"]["speaker_name"].to_pylist()
    (['Armenia', 'Nikol Pashinyan'], ['Nikol Pashinyan'])
    """
    rows: dict[str, list[Sequence[object]]] = {name: [] for name in TABLES}
    for article in articles:
        found = find(article)
        for name, table in TABLES.items():
            rows[name] += table.rows(found)
    return {name: table_of(rows[name], table.schema) for name, table in TABLES.items()}

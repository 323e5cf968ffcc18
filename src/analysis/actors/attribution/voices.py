"""Who speaks: the statements of an article as rows, their speakers joined with actors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from analysis.actors.attribution.finding import Quotation, find_quotations
from analysis.actors.attribution.sources import medium_of, reporter_of, source_of
from analysis.actors.attribution.statement_table import COLUMNS, FACTS, FLAGS, OFFSETS, SPANS, statement_rows
from analysis.actors.frames import frame, typed
from analysis.actors.mentions import find_mentions
from analysis.actors.tables import actor_ids
from analysis.actors.types import Mention
from analysis.annotation.parse import ParsedArticle

VOICES = (
    *COLUMNS,
    "speaker_id",
    "speaker_name",
    "speaker_kind",
    "affiliation",
    "words_quoted",
    "words_paraphrased",
    *FACTS,
    "via_id",
    "via_name",
)
"""Columns of the quotations table with speakers as actors."""


VOICE_SCHEMA = typed(
    VOICES,
    offsets=OFFSETS,
    flags=FLAGS,
    spans=SPANS,
    numbers=("words_quoted", "words_paraphrased", "order"),
    shares=("position",),
)


def voices_table(articles: Iterable[ParsedArticle]) -> pd.DataFrame:
    """Return the attributed statements of parsed articles; columns as in `actors.quotations`.

    Examples
    --------
    >>> from analysis.annotation.articles import parse_text
    >>> table = voices_table([parse_text("Armenia will leave, Nikol Pashinyan said. Officials said it would stay.")])
    >>> table[["speaker_id", "speaker_name"]].values.tolist()
    [['person:nikol-pashinyan', 'Nikol Pashinyan'], ['anonymous', 'officials']]
    """
    return frame(
        (row for article in articles for row in voice_rows(article, find_mentions(article))), VOICE_SCHEMA
    )


def voice_rows(
    article: ParsedArticle, found: list[Mention], statements: Sequence[Quotation] | None = None
) -> Iterator[tuple[object, ...]]:
    """Yield a row of the quotations table for each statement of an article.

    Parameters
    ----------
    article : ParsedArticle
    found : list of Mention
        Of the article, in the order of the text.
    statements : sequence of Quotation, optional
        From `find_quotations`, if they are found already.
    """
    said = find_quotations(article) if statements is None else statements
    ids = actor_ids(article.article_id, found)
    who = [source_of(article, one, found, ids) for one in said]
    for one, speaker, (row, facts) in zip(said, who, statement_rows(article, said), strict=True):
        via = medium_of(article, one, found, ids)
        if one.via is None and one.parent is not None:
            via = reporter_of(article, one, speaker, who[one.parent])
        refused, _, *rest = facts
        yield (*row, *speaker, one.quoted, one.paraphrased, refused, via != ("", ""), *rest, *via)

"""Attributed statements as a table: one row each, with facts about it and its place in the article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from analysis.actors.attribution.finding import Quotation, find_quotations
from analysis.actors.frames import frame, typed
from analysis.annotation.parse import ParsedArticle

COLUMNS = (
    "article_id",
    "start",
    "end",
    "content",
    "kind",
    "speaker_start",
    "speaker_end",
    "speaker",
    "antecedent_start",
    "antecedent_end",
    "cue",
    "cue_start",
    "cue_end",
    "cue_class",
    "negated",
    "rule",
)
"""Columns of the quotations table."""

FACTS = ("refused", "second_hand", "via_start", "via_end", "via", "parent", "order", "position")
"""Columns behind them: facts about each statement and its place among the article's."""

SPANS, FLAGS = ("content",), ("negated", "refused", "second_hand")
"""Columns of places in the text, and of what is true or false."""

OFFSETS = tuple(name for name in (*COLUMNS, *FACTS) if name.endswith(("start", "end", "parent")))
"""Columns of whole numbers that may be missing."""

SCHEMA = typed(
    (*COLUMNS, *FACTS), offsets=OFFSETS, flags=FLAGS, spans=SPANS, numbers=("order",), shares=("position",)
)


def quotations_table(articles: Iterable[ParsedArticle], *, threshold: float | None = None) -> pd.DataFrame:
    """Return the attributed statements of many articles, one row each.

    Parameters
    ----------
    articles : iterable of ParsedArticle
    threshold : float, optional
        As in `find_quotations`.

    Returns
    -------
    DataFrame
        Columns `COLUMNS` and `FACTS`. ``content`` is a list of [start, end]; offsets point into the
        article's text and are missing (``<NA>``) where there is no speaker, antecedent or cue.
        ``order`` numbers an article's statements from 1 in the order of the text, ``parent`` is the
        order of the statement whose content this one stands in, ``position`` the start as a share of
        the article's characters. ``second_hand`` is true where the words come through a medium
        (``via_start, via_end, via``) or stand inside somebody else's statement.

    Examples
    --------
    >>> from analysis.annotation.articles import parse_text
    >>> table = quotations_table([parse_text("Officials said the talks had failed.")])
    >>> table[["speaker", "cue", "kind"]].values.tolist()
    [['Officials', 'say', 'indirect']]
    """
    return frame(
        (
            (*row, *facts)
            for article in articles
            for row, facts in statement_rows(article, find_quotations(article, threshold=threshold))
        ),
        SCHEMA,
    )


def statement_rows(
    article: ParsedArticle, found: Sequence[Quotation]
) -> Iterator[tuple[tuple[object, ...], tuple[object, ...]]]:
    """Yield for each statement of an article its values of `COLUMNS` and of `FACTS`."""
    length = max(1, len(article.text))
    for number, one in enumerate(found):
        via = one.via or (None, None)
        facts = (
            one.refused,
            one.via is not None,
            *via,
            article.text[one.via[0] : one.via[1]] if one.via else "",
            None if one.parent is None else one.parent + 1,
            number + 1,
            one.start / length,
        )
        yield _row(article, one), facts


def _row(article: ParsedArticle, one: Quotation) -> tuple[object, ...]:
    speaker, antecedent, cue = (span or (None, None) for span in (one.speaker, one.antecedent, one.cue))
    words = article.text[one.speaker[0] : one.speaker[1]] if one.speaker else ""
    content = [list(span) for span in one.content]
    return (
        article.article_id,
        one.start,
        one.end,
        content,
        one.kind,
        *speaker,
        words,
        *antecedent,
        one.cue_lemma,
        *cue,
        one.cue_class,
        one.negated,
        one.rule,
    )

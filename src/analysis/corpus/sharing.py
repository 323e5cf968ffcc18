"""What articles share: wire copy between outlets, the passages that show it, events that several cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.corpus import stories

if TYPE_CHECKING:
    from analysis.corpus.corpus import Corpus


def wire(corpus: Corpus) -> pd.DataFrame:
    """Return how much of each outlet other outlets print, too, and how much it prints twice itself.

    Returns
    -------
    DataFrame
        See `stories.wire`; articles and words of the selection.

    Examples
    --------
    >>> wire(corpus)  # doctest: +SKIP
    """
    return stories.wire(corpus.stories, articles=_printed(corpus))


def exchange(corpus: Corpus) -> pd.DataFrame:
    """Return how many stories each two outlets have in common, and who had them first.

    Returns
    -------
    DataFrame
        See `stories.exchange`.

    Examples
    --------
    >>> exchange(corpus)  # doctest: +SKIP
    """
    return stories.exchange(corpus.stories, articles=_printed(corpus))


def passages(corpus: Corpus, *, top: int = 20) -> pd.DataFrame:
    """Return the longest passages that copies share with the original of their story.

    Parameters
    ----------
    corpus : Corpus
    top : int
        Copies that are looked at: those with the smallest containment are the
        least certain and come first.

    Returns
    -------
    DataFrame
        ``article_id, start, end`` of each copy's longest shared passage,
        ``other_id, other_start, other_end`` in the original, ``words`` (of the
        passage), ``copy`` and ``containment``; rows for `Corpus.kwic`.

    Examples
    --------
    >>> corpus.kwic(passages(corpus))  # doctest: +SKIP
    """
    known = set(corpus.articles["article_id"])
    copies = corpus.stories
    copies = copies[(copies["copy"] != "original") & copies["original_id"].isin(known)]
    shown = copies.sort_values(["containment", "article_id"], kind="stable").head(top)
    found = stories.passages(corpus.connection, shown, longest=1)
    longest = found.sort_values("words", ascending=False, kind="stable").drop_duplicates("article_id")
    return longest.merge(shown[["article_id", "copy", "containment"]]).sort_values(
        ["containment", "article_id"], ignore_index=True
    )


def events(corpus: Corpus, *, least: int = 2) -> pd.DataFrame:
    """Return the events that several outlets cover.

    Parameters
    ----------
    corpus : Corpus
    least : int
        Outlets an event needs.

    Returns
    -------
    DataFrame
        ``event_id, outlets, articles, stories, first, last`` (dates) and
        ``title`` (of the earliest article); most outlets first.

    Examples
    --------
    >>> events(corpus)  # doctest: +SKIP
    """
    return corpus.sql(
        "select event_id, count(distinct outlet)::bigint as outlets, count(*)::bigint as articles, "
        "count(distinct story_id)::bigint as stories, coalesce(min(nullif(date, '')), '') as first, "
        "coalesce(max(nullif(date, '')), '') as last, arg_min(title, (date = '', date, time, article_id)) as title "
        "from articles group by 1 having count(distinct outlet) >= $least order by 2 desc, 3 desc, 1",
        least=least,
    )


def _printed(corpus: Corpus) -> pd.DataFrame:
    return corpus.sql("select article_id, outlet, words from articles order by article_id")

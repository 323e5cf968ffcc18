"""Who prints whose text: how much of each outlet also stands elsewhere, and which outlets share stories."""

from __future__ import annotations

import pandas as pd


def wire(stories: pd.DataFrame, *, articles: pd.DataFrame) -> pd.DataFrame:
    """Return how much of each outlet is text that others print, too, and how much it prints twice itself.

    Parameters
    ----------
    stories : DataFrame
        As from `find_stories`.
    articles : DataFrame
        ``article_id, outlet, words`` of the articles to be described; copies outside it do not count.

    Returns
    -------
    DataFrame
        One row an outlet, most articles first: ``outlet, articles, words``;
        ``shared_articles, shared_words`` in stories that another outlet prints, too;
        ``later_articles`` of these that another outlet had first; ``own_articles,
        own_words`` that repeat an earlier article of the same outlet (an article can
        be both); ``shared_share`` and ``own_share`` of the outlet's words.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": list("abc"), "outlet": ["P", "Q", "Q"], "words": [10, 8, 12]})
    >>> stories = pd.DataFrame({"article_id": ["a", "b"], "story_id": ["s", "s"]})
    >>> table = wire(stories, articles=articles)
    >>> table[["outlet", "shared_articles", "later_articles", "shared_share"]].values.tolist()
    [['Q', 1, 1, 0.4], ['P', 1, 0, 1.0]]
    """
    joined = articles[["article_id", "outlet", "words"]].merge(_printed(stories, articles), how="left")
    shared = joined["outlets"].fillna(1) > 1
    later = shared & ~joined["outlet_first"].fillna(True).astype(bool)
    own = joined["number"].fillna(0) > 0
    table = pd.DataFrame({
        "outlet": joined["outlet"], "articles": 1, "words": joined["words"],
        "shared_articles": shared.astype(int), "shared_words": joined["words"].where(shared, 0),
        "later_articles": later.astype(int), "own_articles": own.astype(int),
        "own_words": joined["words"].where(own, 0),
    }).groupby("outlet", as_index=False).sum()  # fmt: skip
    words = table["words"].clip(lower=1)
    table["shared_share"], table["own_share"] = table["shared_words"] / words, table["own_words"] / words
    return table.sort_values(["articles", "outlet"], ascending=[False, True], ignore_index=True)


def exchange(stories: pd.DataFrame, *, articles: pd.DataFrame) -> pd.DataFrame:
    """Return how many stories each outlet has in common with each other one, and who had them first.

    Parameters
    ----------
    stories, articles : DataFrame
        As for `wire`.

    Returns
    -------
    DataFrame
        ``outlet, other, stories`` for each ordered pair of outlets that share any, and
        ``first``: in how many of them the earliest article of the two is `outlet`'s.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": list("abc"), "outlet": ["P", "Q", "Q"], "words": [10, 8, 12]})
    >>> stories = pd.DataFrame({"article_id": ["a", "b"], "story_id": ["s", "s"]})
    >>> exchange(stories, articles=articles).values.tolist()
    [['P', 'Q', 1, 1], ['Q', 'P', 1, 0]]
    """
    printed = _printed(stories, articles)
    prints = printed[printed["number"] == 0].merge(articles[["article_id", "outlet"]])
    both = prints.merge(prints, on="story_id", suffixes=("", "_other"))
    both = both[both["outlet"] != both["outlet_other"]]
    both["first"] = (both["place"] < both["place_other"]).astype(int)
    table = both.groupby(["outlet", "outlet_other"], as_index=False).agg(
        stories=("story_id", "size"), first=("first", "sum")
    )
    return table.rename(columns={"outlet_other": "other"})


def _printed(stories: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return for each article of a story how many outlets print it, its number there, and who was first.

    The table of stories is in order of date inside a story.
    """
    known = stories[["article_id", "story_id"]].merge(articles[["article_id", "outlet"]])
    by_story = known.groupby("story_id", sort=False)
    known["place"] = by_story.cumcount()
    known["outlets"] = by_story["outlet"].transform("nunique")
    known["number"] = known.groupby(["story_id", "outlet"], sort=False).cumcount()
    known["outlet_first"] = known["outlet"] == by_story["outlet"].transform("first")
    return known.drop(columns="outlet")

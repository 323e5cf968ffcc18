"""Networks with a direction: who speaks about whom, who acts on whom."""

from __future__ import annotations

import pandas as pd

from analysis.actors.portrayal.clauses import by_time
from analysis.actors.portrayal.groups import Groups, actor_labels, in_order, needs, with_ends
from analysis.actors.portrayal.matrix import who_to_whom
from analysis.actors.portrayal.places import Places
from analysis.actors.portrayal.statements import stated, words_given
from analysis.actors.prominence import DEFAULT_VIAS
from analysis.errors import ParameterError

COLUMNS = (
    "source_id", "target_id", "source", "target", "source_kind", "target_kind", "count", "articles", "article_id",
    "start", "end",
)  # fmt: skip
"""Columns that every network with a direction has."""

_KEYS = ["source_id", "target_id"]


def quotation_network(
    quotations: pd.DataFrame, mentions: pd.DataFrame, *, articles: pd.DataFrame, least: int = 1
) -> pd.DataFrame:
    """Return which speakers speak about which actors.

    Parameters
    ----------
    quotations, mentions : DataFrame
        From `actors.quotations` and `actors.mentions`.
    articles : DataFrame
        All selected articles: article_id, date, and how they were drawn.
    least : int
        Statements below which a pair is left out.

    Returns
    -------
    DataFrame
        Columns `COLUMNS` and ``words``, most statements first: ``count`` statements of
        the source whose content mentions the target, of ``words`` words in all, in ``articles``
        articles; where the earliest stands. Sources without a name, negated statements and
        what a source says about itself are left out. As read; with weights, ``count_estimated`` is
        the number in the whole corpus.

    Raises
    ------
    ParameterError
        If a column is missing or `least` is below 1.
    """
    _enough(least, "quotation_network")
    needs(quotations, ("speaker_id", "speaker_kind", "content", "negated", "words_quoted", "words_paraphrased"),
          "quotations", "Give the table of actors.quotations.")  # fmt: skip
    groups = Groups.of(articles, None)
    rows = groups.rows(quotations)
    named = (rows["speaker_id"] != "") & ~rows["speaker_kind"].isin(["", "anonymous"])
    rows = rows[named & stated(rows)].reset_index(drop=True)
    rows = rows.assign(words=words_given(rows))
    about = _inside(rows, mentions[mentions["via"].isin(DEFAULT_VIAS)])
    pairs = rows.loc[about["row"]].reset_index(drop=True).assign(target_id=about["actor_id"].to_numpy())
    pairs = pairs.rename(columns={"speaker_id": "source_id"})
    pairs = by_time(pairs[pairs["source_id"] != pairs["target_id"]], articles)
    together = pairs.groupby(_KEYS, sort=True)
    out = together["article_id"].agg(count="size", articles="nunique").join(together["words"].sum())
    out = out.join(pairs.drop_duplicates(_KEYS).set_index(_KEYS)[["article_id", "start", "end"]])
    if groups.weighted:
        out["count_estimated"] = together["weight"].sum()
    labels = actor_labels(
        (mentions, "actor_id", "name", "kind"), (quotations, "speaker_id", "speaker_name", "speaker_kind")
    )
    out = with_ends(out[out["count"] >= least].reset_index(), labels).astype(
        {"start": "int64", "end": "int64"}
    )
    return in_order(out, (*COLUMNS, "words"))


def action_network(
    actions: pd.DataFrame, *, articles: pd.DataFrame, voice: str = "narrator", least: int = 1
) -> pd.DataFrame:
    """Return who acts on whom, with signs: `who_to_whom` of all actors.

    Parameters
    ----------
    actions : DataFrame
        From `actors.actions`.
    articles : DataFrame
        All selected articles.
    voice : str
        ``narrator``, ``quoted`` or ``all``.
    least : int
        Clauses below which a pair is left out.

    Returns
    -------
    DataFrame
        Columns of `who_to_whom`.
    """
    _enough(least, "action_network")
    pairs = who_to_whom(actions, articles=articles, voice=voice, top=None)
    return pairs[pairs["count"] >= least].reset_index(drop=True)


def _enough(least: int, where: str) -> None:
    if least < 1:
        raise ParameterError(f"least = {least}", where=where, remedy="Give 1 or more.")


def _inside(rows: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each statement (number in `row`) and each actor its content mentions."""
    parts = [
        (number, article, int(start), int(end))
        for number, article, content in rows[["article_id", "content"]].itertuples(name=None)
        for start, end in content
    ]
    stretches = pd.DataFrame(parts, columns=["row", "article_id", "start", "end"])
    found = Places(mentions).inside(stretches)
    found = found.assign(row=stretches["row"].to_numpy()[found["stretch"].to_numpy()])
    return found[["row", "actor_id"]].drop_duplicates().sort_values(["row", "actor_id"], ignore_index=True)

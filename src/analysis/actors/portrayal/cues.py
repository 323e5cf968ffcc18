"""How statements are introduced: shares of the classes of cues, by speaker or by group of articles."""

from __future__ import annotations

import pandas as pd

from analysis.actors.attribution.cues import CLASSES
from analysis.actors.attribution.sources import ANONYMOUS
from analysis.actors.portrayal.groups import Groups, actor_labels, needs
from analysis.actors.portrayal.statements import stated
from analysis.errors import ParameterError

SPEAKER = "speaker"
"""Value of `by` for the speakers of statements."""


def cue_classes(
    quotations: pd.DataFrame, *, articles: pd.DataFrame, by: str | tuple[str, ...] = SPEAKER, least: int = 5
) -> pd.DataFrame:
    """Return the share of statements that each class of cue introduces.

    Parameters
    ----------
    quotations : DataFrame
        From `actors.quotations`.
    articles : DataFrame
        All selected articles: article_id, the column in `by`, and how they were drawn.
    by : str or tuple of str
        ``speaker``, a column of `articles` ("outlet"), or both: ("speaker", "outlet").
    least : int
        Statements below which a speaker or group is left out.

    Returns
    -------
    DataFrame
        One row per group (with a column in `by`), speaker (speaker_id, name, kind, with
        "speaker" in `by`) and class, also classes that do not occur: ``cue_class,
        count`` of all ``statements`` in ``articles`` articles, and the weighted
        ``share`` with ``low`` and ``high``. Most statements first. Negated
        statements and, by speaker, those without a source do not count.

    Raises
    ------
    ParameterError
        If `by` is no column, names two, or `least` is below 1.

    Notes
    -----
    Limits: `sampling.domain_shares`; the article, or what it was drawn as, is the unit.
    """
    asked = (by,) if isinstance(by, str) else tuple(by)
    columns = [name for name in asked if name != SPEAKER]
    if len(columns) > 1 or not asked or least < 1:
        raise ParameterError(
            f"by = {by!r}, least = {least}", where="cue_classes",
            remedy="Give 'speaker', one column of the articles, or both; least is 1 or more.",
        )  # fmt: skip
    needs(quotations, ("article_id", "speaker_id", "cue_class", "negated"), "quotations",
          "Give the table of actors.quotations.")  # fmt: skip
    groups = Groups.of(articles, columns[0] if columns else None)
    rows = groups.rows(quotations[stated(quotations)])
    keys = ["group"] if columns else []
    if SPEAKER in asked:
        rows = rows[rows["speaker_id"] != ""]
        keys = [*keys, "speaker_id"]
    size = rows.groupby(keys)["article_id"].agg(statements="size", articles="nunique")
    size = size[size["statements"] >= least].reset_index()
    rows = rows.merge(size[keys], on=keys)
    counted = rows.groupby([*keys, "cue_class", "article_id"]).size().reset_index(name="above")
    total = rows.groupby([*keys, "article_id"]).size().reset_index(name="below")
    classes = pd.DataFrame({"cue_class": CLASSES}, dtype=object)
    cells = total.merge(classes, how="cross").merge(
        counted, how="left", on=[*keys, "cue_class", "article_id"]
    )
    cells["above"] = cells["above"].fillna(0)
    found = groups.shares(cells, [*keys, "cue_class"])
    out = found[["share", "low", "high"]].join(
        cells.groupby([*keys, "cue_class"])["above"].sum().rename("count")
    )
    out = out.reset_index().merge(size, on=keys)
    return _described(out, quotations, keys)


def _described(out: pd.DataFrame, quotations: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    rank = {name: place for place, name in enumerate(CLASSES)}
    out = out.assign(count=out["count"].astype("int64"), rank=out["cue_class"].map(rank))
    named: list[str] = []
    if "speaker_id" in keys:
        labels = actor_labels((quotations, "speaker_id", "speaker_name", "speaker_kind"))
        labels.loc[ANONYMOUS] = ["anonymous sources", ANONYMOUS]
        out, named = out.join(labels, on="speaker_id"), ["name", "kind"]
    order = [*(["group"] if "group" in keys else []), "statements", *keys[-1:], "rank"]
    out = out.sort_values(order, ascending=[name != "statements" for name in order], ignore_index=True)
    return out[[*keys, *named, "cue_class", "count", "statements", "articles", "share", "low", "high"]]

"""Who does what to whom: signed pairs of agent and patient, and in whose words."""

from __future__ import annotations

import pandas as pd

from analysis.actors.portrayal.clauses import by_time, checked, said_to_happen
from analysis.actors.portrayal.groups import Groups, actor_labels, in_order, with_ends
from analysis.errors import ParameterError, one_of

VOICES = ("narrator", "quoted", "all")
"""Whose words a clause is in: the article's own, those of a source, either."""

VALUES = ("net", "count", "mean_sign")
"""What a matrix can hold."""

COLUMNS = (
    "source_id", "target_id", "source", "target", "source_kind", "target_kind", "voice", "count", "hostile",
    "neutral", "cooperative", "net", "mean_sign", "low", "high", "articles", "verbs", "article_id", "start", "end",
)  # fmt: skip
"""Columns of the table of pairs."""

_KEYS = ["source_id", "target_id"]


def who_to_whom(
    actions: pd.DataFrame,
    *,
    articles: pd.DataFrame,
    voice: str = "narrator",
    according_to: str = "",
    top: int | None = 12,
) -> pd.DataFrame:
    """Return what the most active actors do to one another.

    Parameters
    ----------
    actions : DataFrame
        From `actors.actions`.
    articles : DataFrame
        All selected articles: article_id, date (for the earliest evidence), and how they were drawn.
    voice : str
        ``narrator``: clauses in the article's own words; ``quoted``: in the words
        of a source; ``all``.
    according_to : str
        Id of one source: only clauses in its words.
    top : int, optional
        Actors that are kept: those in most clauses with two actors; all if None.

    Returns
    -------
    DataFrame
        One row per agent (source) and patient (target), columns `COLUMNS`, most clauses
        first: ``count`` of clauses; of these ``hostile``, ``neutral``,
        ``cooperative``; ``net`` (cooperative less hostile); ``mean_sign`` from −1 to 1
        (weighted) with ``low`` and ``high``; number of ``articles``; the most frequent
        ``verbs``; ``article_id, start, end`` of the earliest clause. With weights,
        ``count_estimated`` and ``net_estimated`` are those of the whole corpus.
        ``attrs``: ``actors`` (ids, most active first), ``left_out`` (clauses of the voice between two
        actors that are not said to happen).

    Raises
    ------
    ParameterError
        If `voice` is unknown, `top` below 2, or a column is missing.

    Notes
    -----
    Negated clauses and what is only possible, hypothetical, obliged or allowed are left
    out, and what an actor does to itself. Limits: those of a share (`sampling.domain_shares`) of (1 +
    sign) / 2, stretched to −1 … 1; the article as unit. The sign is a property of
    the class of action and no judgement of the deed.
    """
    one_of(voice, VOICES, name="voice")
    if top is not None and top < 2:
        raise ParameterError(f"top = {top} actors", where="who_to_whom", remedy="Give 2 or more.")
    groups = Groups.of(articles, None)
    rows = groups.rows(checked(actions))
    rows = rows[
        (rows["agent_id"] != "") & (rows["patient_id"] != "") & (rows["agent_id"] != rows["patient_id"])
    ]
    if according_to:
        rows = rows[rows["according_to"] == according_to]
    elif voice != "all":
        rows = rows[(rows["according_to"] == "") == (voice == "narrator")]
    real = said_to_happen(rows)
    left_out, rows = int((~real).sum()), by_time(rows[real], articles)
    rows = rows.rename(columns={"agent_id": "source_id", "patient_id": "target_id"})
    active = pd.concat([rows["source_id"], rows["target_id"]]).value_counts()
    kept = sorted(active.index, key=lambda actor: (-active[actor], actor))[:top]
    rows = rows[rows["source_id"].isin(kept) & rows["target_id"].isin(kept)]
    out = _pairs(rows, groups, actions).assign(voice=according_to or voice)
    out = in_order(out, COLUMNS)
    out.attrs = {"actors": kept, "left_out": left_out}
    return out


def signed_matrix(pairs: pd.DataFrame, *, value: str = "net") -> pd.DataFrame:
    """Return pairs as a square: who does it in the rows, to whom in the columns.

    Parameters
    ----------
    pairs : DataFrame
        From `who_to_whom`.
    value : str
        ``net``, ``count`` or ``mean_sign``.

    Returns
    -------
    DataFrame
        Missing where no clause joins the two; in order of activity.

    Raises
    ------
    ParameterError
        If `value` is unknown.
    """
    one_of(value, VALUES, name="value of the matrix")
    ids = list(pairs.attrs.get("actors") or dict.fromkeys([*pairs["source_id"], *pairs["target_id"]]))
    square = pairs.pivot(index="source_id", columns="target_id", values=value)
    return square.reindex(index=ids, columns=ids).astype(float)


def _pairs(rows: pd.DataFrame, groups: Groups, actions: pd.DataFrame) -> pd.DataFrame:
    sign = rows["sign"].astype(int)
    rows = rows.assign(
        net=sign, hostile=(sign < 0) * 1, neutral=(sign == 0) * 1, cooperative=(sign > 0) * 1, count=1
    )
    together = rows.groupby(_KEYS, sort=True)
    out = together[["count", "hostile", "neutral", "cooperative", "net"]].sum().astype("int64")
    out["articles"] = together["article_id"].nunique()
    found = groups.shares(rows.assign(above=(1 + sign) / 2, below=1.0), _KEYS)
    out[["mean_sign", "low", "high"]] = found[["share", "low", "high"]] * 2 - 1
    out["verbs"] = _verbs(rows)
    out = out.join(rows.drop_duplicates(_KEYS).set_index(_KEYS)[["article_id", "start", "end"]])
    if groups.weighted:
        for name in ("count", "net"):
            out[f"{name}_estimated"] = (rows[name] * rows["weight"]).groupby([rows[k] for k in _KEYS]).sum()
    labels = actor_labels(
        (actions, "agent_id", "agent_name", "agent_kind"),
        (actions, "patient_id", "patient_name", "patient_kind"),
    )
    return with_ends(out.reset_index(), labels)


def _verbs(rows: pd.DataFrame, most: int = 3) -> pd.Series:
    """Return the most frequent verbs of each pair: "sanction, accuse"."""
    counted = rows.groupby([*_KEYS, "verb"], sort=True).size().reset_index(name="n")
    counted = counted.sort_values([*_KEYS, "n", "verb"], ascending=[True, True, False, True])
    first = counted[counted.groupby(_KEYS).cumcount() < most]
    return first.groupby(_KEYS)["verb"].agg(", ".join)

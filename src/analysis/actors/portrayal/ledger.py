"""The voice ledger: what words each actor is given, when, and whether it is heard where it is accused."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from analysis.actors.attribution.sources import ANONYMOUS
from analysis.actors.portrayal.accusations import FORMS
from analysis.actors.portrayal.groups import Groups, actor_labels, in_order
from analysis.actors.portrayal.hearing import HEARD, hearings
from analysis.actors.portrayal.shares import voice_shares
from analysis.actors.portrayal.statements import stated
from analysis.actors.prominence import DEFAULT_VIAS
from analysis.sampling import weighted_median

COLUMNS = (
    "group", "actor_id", "name", "kind", "n", "articles", "speaks_in", "statements", "refused", "words_quoted",
    "words_paraphrased", "words", "share", "share_low", "share_high", "order", "first_position", "cues",
    "accused", "opposed", "against_in", "heard_in", "through_others_in", "asked_in", "unheard_in", "unheard",
    "unheard_low", "unheard_high",
)  # fmt: skip
"""Columns of the voice ledger."""

_COUNTS = (
    "articles", "speaks_in", "statements", "refused", "words_quoted", "words_paraphrased", "words", "accused",
    "opposed", "against_in", "heard_in", "through_others_in", "asked_in", "unheard_in",
)  # fmt: skip

_KEYS = ["group", "actor_id"]


def voice_ledger(
    quotations: pd.DataFrame,
    mentions: pd.DataFrame,
    actions: pd.DataFrame,
    *,
    articles: pd.DataFrame,
    by: str | None = None,
    roles: pd.DataFrame | None = None,
    forms: Collection[str] = FORMS,
    seed: int = 0,
    resamples: int = 1000,
) -> pd.DataFrame:
    """Return for each actor the words it is given, and how often it is accused without being given any.

    Parameters
    ----------
    quotations, mentions, actions : DataFrame
        From `actors.quotations`, `actors.mentions`, `actors.actions`.
    articles : DataFrame
        All selected articles: article_id, text (for positions; missing without it), the
        column `by`, and how they were drawn.
    by : str, optional
        Column of `articles` that makes the groups.
    roles : DataFrame, optional
        From `actors.roles`; see `hearings`.
    forms : collection of str
        What asks for an answer: ``accused``, ``opposed``, or both.
    seed, resamples : int
        Of the bootstrap of ``share``.

    Returns
    -------
    DataFrame
        One row per group and actor, columns `COLUMNS` (group with `by`), most words first:
        n articles of the group; ``articles`` that mention the actor, ``speaks_in``
        with a statement of its; ``statements`` and, apart, ``refused`` (negated ones:
        "declined to comment"); words in quotation marks, others, both, and their
        ``share`` of all attributed words of the group; ``order`` (median over the articles it speaks in of
        its rank among their speakers, by first statement) and ``first_position`` (median of
        where that starts, 0 top to 1 end); ``cues`` (classes with numbers of statements);
        times ``accused`` and ``opposed``, ``against_in`` so many articles: in ``heard_in``
        of them with words of its own, and so on (see `hearings`), ``unheard_in`` without
        any. ``unheard`` is that number's share of against_in with limits. Sources without a name are one
        actor. Counts are as read; shares and medians weighted.

    Raises
    ------
    ParameterError
        If a column is missing.

    Notes
    -----
    Words of negated statements are not words given. Limits of ``share``: `voice_shares`;
    of ``unheard``: `sampling.domain_shares`, the article as unit, none below five.
    """
    groups = Groups.of(articles, by)
    spoken = groups.rows(quotations)
    said = spoken[stated(spoken)]
    words = voice_shares(
        said.drop(columns=["group", "weight"]), articles=articles, by=by, seed=seed, resamples=resamples
    )
    words = words.assign(**({} if by else {"group": ""})).rename(
        columns={"speaker_id": "actor_id", "quotations": "statements", "articles": "speaks_in"}
    )
    words = words[words["actor_id"] != "none"].set_index(_KEYS)
    seen = groups.rows(mentions[mentions["via"].isin(DEFAULT_VIAS)])
    refused = spoken[~stated(spoken) & (spoken["speaker_id"] != "")]
    parts: list[pd.DataFrame | pd.Series] = [
        seen.groupby(_KEYS)["article_id"].nunique().rename("articles"),
        words.drop(columns=["name", "kind"]),
        refused.rename(columns={"speaker_id": "actor_id"}).groupby(_KEYS).size().rename("refused"),
        _places(said, articles, groups),
        _cues(said),
        _against(hearings(quotations, mentions, actions, roles=roles, forms=forms), groups),
    ]
    out = pd.concat(parts, axis=1).reindex(columns=_wanted(words))
    out[list(_COUNTS)] = out[list(_COUNTS)].fillna(0).astype("int64")
    out["cues"] = out["cues"].fillna("")
    out = out.rename_axis(_KEYS).reset_index()
    out["n"] = out["group"].map(groups.sizes)
    labels = actor_labels(
        (mentions, "actor_id", "name", "kind"), (quotations, "speaker_id", "speaker_name", "speaker_kind")
    )
    labels.loc[ANONYMOUS] = ["anonymous sources", ANONYMOUS]
    out = out.join(labels, on="actor_id")
    out = out.sort_values(
        ["group", "words", "articles", "actor_id"], ascending=[True, False, False, True], ignore_index=True
    )
    return in_order(out, COLUMNS, by=by)


def _wanted(words: pd.DataFrame) -> list[str]:
    keep = [c for c in COLUMNS if c not in (*_KEYS, "name", "kind", "n")]
    return [*keep, *(c for c in words.columns if c.endswith("_estimated"))]


def _places(said: pd.DataFrame, articles: pd.DataFrame, groups: Groups) -> pd.DataFrame:
    """Return the median rank and place of each speaker's first statement in an article."""
    rows = said[said["speaker_id"] != ""].rename(columns={"speaker_id": "actor_id"})
    first = rows.groupby([*_KEYS, "article_id"], sort=True)["start"].min().astype("int64").reset_index()
    first["order"] = first.groupby("article_id")["start"].rank(method="min")
    text = articles.drop_duplicates("article_id").set_index("article_id")
    length = text["text"].str.len() if "text" in text else pd.Series(np.nan, index=text.index)
    first["first_position"] = first["start"] / first["article_id"].map(length).replace(0, 1).astype(float)
    number = first.groupby(_KEYS, sort=True).ngroup().to_numpy()
    index = pd.MultiIndex.from_frame(first[_KEYS].drop_duplicates())
    weight = first["article_id"].map(groups.weight).to_numpy(dtype=float)
    return pd.DataFrame(
        {
            column: weighted_median(number, first[column].to_numpy(dtype=float), weight, groups=len(index))
            for column in ("order", "first_position")
        },
        index=index,
    )


def _cues(said: pd.DataFrame) -> pd.Series:
    """Return the classes of each speaker's cues with the number of statements: "neutral 12, accusing 3"."""
    rows = said[said["speaker_id"] != ""].rename(columns={"speaker_id": "actor_id"})
    counted = rows.groupby([*_KEYS, "cue_class"], sort=True).size().reset_index(name="count")
    counted = counted.sort_values([*_KEYS, "count", "cue_class"], ascending=[True, True, False, True])
    counted["cues"] = counted["cue_class"] + " " + counted["count"].astype(str)
    return counted.groupby(_KEYS)["cues"].agg(", ".join)


def _against(found: pd.DataFrame, groups: Groups) -> pd.DataFrame:
    """Return how often each actor is accused and opposed, in how many articles, and heard in how many."""
    rows = groups.rows(found)
    names = {how: f"{how.replace(' ', '_')}_in" for how in HEARD}
    rows = rows.assign(against_in=1, **{name: (rows["heard"] == how) * 1 for how, name in names.items()})
    out = rows.groupby(_KEYS)[["accused", "opposed", "against_in", *names.values()]].sum()
    limits = groups.shares(rows.assign(above=rows["unheard_in"], below=1), _KEYS)
    columns = {"share": "unheard", "low": "unheard_low", "high": "unheard_high"}
    return out.join(limits[list(columns)].rename(columns=columns))

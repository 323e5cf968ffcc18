"""Accused, but never heard: articles that accuse an actor, or tell what was done against it, and give it no word."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from analysis.actors.attribution.sources import ANONYMOUS
from analysis.actors.portrayal.accusations import FORMS, accusations
from analysis.actors.portrayal.groups import needs
from analysis.actors.portrayal.statements import stated, words_given
from analysis.actors.tables import outright
from analysis.errors import one_of

HEARD = ("heard", "through others", "asked", "unheard")
"""How an article answers an accusation: the actor's own words, words of those who speak for it, a
statement that it said nothing, none."""

_SPEAKING = ("office", "affiliation")


def hearings(
    quotations: pd.DataFrame,
    mentions: pd.DataFrame,
    actions: pd.DataFrame,
    *,
    roles: pd.DataFrame | None = None,
    forms: Collection[str] = FORMS,
) -> pd.DataFrame:
    """Return for each article and each actor it accuses or opposes whether that actor is heard in it.

    Parameters
    ----------
    quotations, mentions, actions : DataFrame
        From `actors.quotations`, `actors.mentions`, `actors.actions`.
    roles : DataFrame, optional
        From `actors.roles`: those who hold an office of a state or organisation
        in the article speak for it. Without it only sources without a name do that
        are said to be of it ("a Kremlin spokesman").
    forms : collection of str
        What asks for an answer: ``accused``, ``opposed``, or both.

    Returns
    -------
    DataFrame
        One row per article and actor: article_id, actor_id, name, kind; ``accused``
        and ``opposed`` (times, see `accusations`); ``heard``, one of `HEARD`: statements
        of its own with at least one word; only such of those who speak for it; only
        negated ones ("declined to comment", "did not say"); nothing.
        ``start, end`` point at the first accusation, ``how`` and ``by_name`` say what
        it is.
    """
    for one in forms:
        one_of(one, FORMS, name="form of accusation (forms)")
    needs(quotations, ("words_quoted", "words_paraphrased"), "quotations",
          "Give the table of actors.quotations.")  # fmt: skip
    found = accusations(quotations, mentions, actions)
    found = found[found["form"].isin(list(forms))]
    keys = ["article_id", "actor_id"]
    first = found.drop_duplicates(keys).set_index(keys)[["name", "kind", "start", "end", "how", "by_name"]]
    counts = found.groupby([*keys, "form"]).size().unstack("form").reindex(columns=list(FORMS)).fillna(0)
    out = counts.astype("int64").join(first).reset_index()
    said = quotations[stated(quotations) & (words_given(quotations) > 0)]
    own, others = _pairs(said, "speaker_id"), _spoken_for(said, mentions, roles)
    asked = _pairs(quotations[~stated(quotations)], "speaker_id")
    out["heard"] = [
        HEARD[0] if p in own else HEARD[1] if p in others else HEARD[2] if p in asked else HEARD[3]
        for p in zip(out["article_id"], out["actor_id"], strict=True)
    ]
    return out[["article_id", "start", "end", "actor_id", "name", "kind", *FORMS, "heard", "how", "by_name"]]


def _pairs(table: pd.DataFrame, actor: str) -> set[tuple[str, str]]:
    """Return the articles and actors of a table."""
    return set(zip(table["article_id"], table[actor], strict=True))


def _spoken_for(
    said: pd.DataFrame, mentions: pd.DataFrame, roles: pd.DataFrame | None
) -> set[tuple[str, str]]:
    """Return the actors of each article for whom somebody else speaks."""
    unnamed = said[(said["speaker_id"] == ANONYMOUS) & (said["affiliation"] != "")]
    named = outright(mentions)[["article_id", "name", "actor_id"]].drop_duplicates()
    behind = unnamed.merge(named, left_on=["article_id", "affiliation"], right_on=["article_id", "name"])
    out = _pairs(behind, "actor_id")
    if roles is not None:
        held = roles[
            roles["role_kind"].isin(_SPEAKING) & ~roles["former"].astype(bool) & (roles["of_id"] != "")
        ]
        held = held[["article_id", "actor_id", "of_id"]].drop_duplicates()
        speakers = said[["article_id", "speaker_id"]].drop_duplicates()
        through = speakers.merge(
            held, left_on=["article_id", "speaker_id"], right_on=["article_id", "actor_id"]
        )
        out |= _pairs(through, "of_id")
    return out

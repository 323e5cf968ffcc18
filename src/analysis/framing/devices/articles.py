"""How often devices stand in each article."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.errors import ParameterError, require
from analysis.framing.scoring.voices import NARRATOR, QUOTED

PER = 1000
"""Words that a rate is for."""


def device_articles(
    evidence: pd.DataFrame, *, articles: pd.DataFrame, devices: Sequence[str] = ()
) -> pd.DataFrame:
    """Return how often each device stands in each article.

    Parameters
    ----------
    evidence : DataFrame
        From `devices`: article_id, start, device, voice, negated.
    articles : DataFrame
        With ``article_id`` and ``words``; an article without a hit has zeros.
    devices : sequence of str
        Devices to count; by default those that were looked for (the categories of the column).

    Returns
    -------
    DataFrame
        One row per article and device: article_id, device, words, hits (places; two
        that begin together count once), rate (hits per 1,000 words), hits_narrator,
        rate_narrator, hits_quoted, rate_quoted (per 1,000 words of the whole article, so
        that both add up to the rate), hits_negated (of the hits, those under negation).
        Without quotations neither voice has hits.

    Raises
    ------
    ParameterError
        If `evidence` lacks a column or is from other articles.
    """
    _require(evidence, articles)
    known = list(devices) or looked_for(evidence)
    own = articles.drop_duplicates("article_id")
    index = pd.MultiIndex.from_product([own["article_id"], known], names=["article_id", "device"])
    places = evidence.drop_duplicates(["article_id", "device", "start"])
    places = places.assign(device=places["device"].astype(str), negated=places["negated"].astype(bool))
    chosen = {
        "hits": places, "hits_narrator": places[places["voice"] == NARRATOR],
        "hits_quoted": places[places["voice"] == QUOTED], "hits_negated": places[places["negated"]],
    }  # fmt: skip
    table = pd.DataFrame(
        {
            name: rows.groupby(["article_id", "device"]).size().reindex(index, fill_value=0)
            for name, rows in chosen.items()
        }
    ).astype("int64")
    table["words"] = own.set_index("article_id")["words"].reindex(index.get_level_values(0)).to_numpy()
    per = PER / table["words"].where(table["words"] > 0).astype(float)
    for suffix in ("", "_narrator", "_quoted"):
        table[f"rate{suffix}"] = (table[f"hits{suffix}"] * per).fillna(0.0)
    names = [
        "words",
        "hits",
        "rate",
        "hits_narrator",
        "rate_narrator",
        "hits_quoted",
        "rate_quoted",
        "hits_negated",
    ]
    return table[names].reset_index()


def looked_for(evidence: pd.DataFrame) -> list[str]:
    """Return the devices that were looked for, those without a hit too as long as the column is categorical."""
    device = evidence["device"]
    return (
        list(device.cat.categories)
        if isinstance(device.dtype, pd.CategoricalDtype)
        else list(device.unique())
    )


def _require(evidence: pd.DataFrame, articles: pd.DataFrame) -> None:
    names = ("article_id", "start", "device", "voice", "negated")
    require(
        evidence,
        names,
        what="the evidence has",
        where="evidence",
        remedy="Give the table that `devices` makes.",
    )
    if other := set(evidence["article_id"]) - set(articles["article_id"]):
        raise ParameterError(
            f"{len(other)} articles of the evidence are not among the articles, such as {min(other)!r}",
            where="articles", remedy="Give the articles of the corpus the evidence was found in.",
        )  # fmt: skip

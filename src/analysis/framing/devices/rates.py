"""How often devices stand in groups of articles: rates per 1,000 words, and what articles carry of differences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.framing.devices.articles import PER, device_articles
from analysis.framing.scoring.differences import chosen_groups
from analysis.framing.scoring.drawn import difference, drawn
from analysis.framing.scoring.groups import refusal
from analysis.framing.scoring.voices import NARRATOR, QUOTED
from analysis.framing.status import with_status
from analysis.sampling import LEAST, Part, bootstrap, permuted_difference, q_values

Array = np.ndarray

VOICES = {"all": "hits", NARRATOR: "hits_narrator", QUOTED: "hits_quoted"}
"""Voices of rates, and the column of an article's hits in each."""

NO_HITS = "No hit in the group: the rate is zero as far as was read, and nothing varies."
NONE = "No hit in either group."
SMALL = "fewer than {least} independent articles in {group}: they do not show how articles vary"


def device_rates(
    evidence: pd.DataFrame,
    *,
    articles: pd.DataFrame,
    by: str | None = None,
    seed: int = 0,
    resamples: int = 1000,
    validity: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the rate of each device in each group of articles, by voice.

    Parameters
    ----------
    evidence : DataFrame
        From `devices`.
    articles : DataFrame
        With ``article_id, words``, the column `by`, and how the articles were drawn
        (weight, stratum, unit; without these each article counts once).
    by : str, optional
        Column of `articles` that makes the groups; without it all articles are one.
    seed, resamples : int
        Of the bootstrap (BCa, 95 %, ratio of sums, article as unit, or what it was drawn as).
    validity : DataFrame, optional
        What reading or coding says of each device (``device, status``); unvalidated without it.

    Returns
    -------
    DataFrame
        One row per group, device and voice (all, narrator, quoted; only all without
        quotations): group, device, voice, n (articles), articles (those with a hit),
        words, hits, all as read; rate (weighted hits per 1,000 weighted words of both voices)
        with low and high; note (why there is no interval); validity. Groups stand in order of weight.

    Raises
    ------
    ParameterError
        If `articles` has no such column, or `evidence` is from other articles.
    """
    counted = device_articles(evidence, articles=articles)
    voices = _voices(evidence)
    rows = []
    for group, part, words, hits in _groups(counted, articles, by, voices):
        rate, low, high = _rates(hits, words, part, seed=seed, resamples=resamples)
        for j, key in enumerate(hits.columns):
            own = hits.iloc[:, j]
            note = refusal(part) or (NO_HITS if not own.any() else "")
            rows.append(
                {"group": group, "device": key[0], "voice": key[1], "n": len(own), "articles": int((own > 0).sum()),
                 "words": int(words.sum()), "hits": int(own.sum()), "rate": rate[j], "low": low[j], "high": high[j],
                 "note": note}
            )  # fmt: skip
    return _with_status(pd.DataFrame(rows), validity)


def device_differences(
    evidence: pd.DataFrame,
    *,
    articles: pd.DataFrame,
    by: str,
    groups: Sequence[str] = (),
    seed: int = 0,
    resamples: int = 999,
    validity: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return for each device, voice and pair of groups how their rates differ.

    Parameters
    ----------
    evidence, articles, by
        As in `device_rates`.
    groups : sequence of str
        Groups to compare; the largest six if empty.
    seed, resamples : int
        Of the test.
    validity : DataFrame, optional
        As in `device_rates`.

    Returns
    -------
    DataFrame
        One row per pair, device and voice: device, voice, group, other, n, n_other, rate,
        rate_other, difference with low and high, p, q, note, validity. ``attrs["groups_left_out"]``:
        groups that were not compared.

    Raises
    ------
    EmptySelectionError
        If there are fewer than two groups.
    ParameterError
        If a named one does not exist.

    Notes
    -----
    A rate is a ratio of sums R = Σwy / Σwx; its difference is linearised, each article
    standing for R + (y − Rx) / x̄ (Cochran 1977, §6.3), with the limits of
    `scoring.drawn.difference`. p from exchanging articles (units) between the two
    groups, the statistic being the mean of y − R₀x with R₀ of both together; q adjusts it
    for all devices, pairs and voices (Benjamini & Hochberg 1995).
    """
    counted = device_articles(evidence, articles=articles)
    parts = {
        name: (part, words, hits)
        for name, part, words, hits in _groups(counted, articles, by, _voices(evidence))
    }
    sample = drawn(articles)[0]
    names = [name for name, (_, words, _) in parts.items() for _ in range(len(words))]
    chosen, left_out = chosen_groups(np.array(names, dtype=object), groups)
    rows = []
    for group, other in combinations(chosen, 2):
        both = [parts[group], parts[other]]
        hits = pd.concat([one[2] for one in both]).sort_index()
        words = pd.concat([one[1] for one in both]).reindex(hits.index).to_numpy(float)
        own = hits.index.isin(both[0][2].index)
        few = next((name for name in (group, other) if parts[name][0].units < LEAST), "")
        weight = sample.weight[sample.places(hits.index)]
        found = _compared(hits.to_numpy(float), words, own, weight)
        y = found.pop("values")
        low, high, p = (np.full(hits.shape[1], np.nan) for _ in range(3))
        if not few:
            _, low, high = difference(y, own, sample, hits.index)
            p = permuted_difference(
                found.pop("residual"), (~own).astype(int), ids=hits.index, sample=sample, resamples=resamples,
                seed=seed,
            )  # fmt: skip
        nothing = hits.sum().to_numpy() == 0
        rows += [
            {"device": key[0], "voice": key[1], "group": group, "other": other, "n": int(own.sum()),
             "n_other": int((~own).sum()), "rate": found["rate"][j], "rate_other": found["rate_other"][j],
             "difference": found["rate"][j] - found["rate_other"][j], "low": low[j], "high": high[j],
             "p": np.nan if nothing[j] else p[j],
             "note": SMALL.format(least=LEAST, group=few) if few else NONE if nothing[j] else ""}
            for j, key in enumerate(hits.columns)
        ]  # fmt: skip
    out = pd.DataFrame(rows)
    out.insert(list(out.columns).index("note"), "q", q_values(out["p"].to_numpy(dtype=float)))
    out = _with_status(out, validity)
    out.attrs["groups_left_out"] = left_out
    return out


def _with_status(table: pd.DataFrame, validity: pd.DataFrame | None) -> pd.DataFrame:
    known = None if validity is None else validity.rename(columns={"device": "frame"})
    return with_status(table.rename(columns={"device": "frame"}), known).rename(columns={"frame": "device"})


def _compared(hits: Array, words: Array, own: Array, weight: Array) -> dict[str, Array]:
    """Return the rates of two groups, and what each article stands for in their difference and in its test."""
    values = np.empty_like(hits)
    rates = []
    for one in (own, ~own):
        below = float(weight[one] @ words[one]) / weight[one].sum()
        rate = weight[one] @ hits[one] / weight[one].sum() / below
        values[one] = PER * (rate + (hits[one] - np.outer(words[one], rate)) / below)
        rates.append(PER * rate)
    whole = weight @ hits / float(weight @ words)
    residual = hits - np.outer(words, whole)
    return {"rate": rates[0], "rate_other": rates[1], "values": values, "residual": residual}


def _groups(
    counted: pd.DataFrame, articles: pd.DataFrame, by: str | None, voices: Sequence[str]
) -> Iterator[tuple[str, Part, pd.Series, pd.DataFrame]]:
    """Yield each group's name, how its articles were drawn, their words, and hits by device and voice."""
    sample, labels = drawn(articles, by)
    columns = {voice: VOICES[voice] for voice in voices}
    wide = {
        (device, voice): own.set_index("article_id")[column]
        for device, own in counted.groupby("device", sort=False, observed=True)
        for voice, column in columns.items()
    }
    hits = pd.DataFrame(wide).sort_index()
    words = articles.drop_duplicates("article_id").set_index("article_id")["words"].reindex(hits.index)
    # An article without words has no rate and would only add to the number of articles.
    hits, words = hits[words.to_numpy() > 0], words[words > 0]
    label = labels.reindex(hits.index)
    parts = {name: sample.part(sample.places(own.index)) for name, own in hits.groupby(label)}
    for name in sorted(parts, key=lambda name: (-parts[name].weight.sum(), name)):
        chosen = (label == name).to_numpy()
        yield name, parts[name], words[chosen], hits[chosen]


def _rates(
    hits: pd.DataFrame, words: pd.Series, part: Part, *, seed: int, resamples: int
) -> tuple[Array, Array, Array]:
    k = hits.shape[1]

    def rate(sums: Array, _: object) -> Array:
        return np.asarray(PER * sums[..., :k] / sums[..., k:])

    values = np.column_stack([hits.to_numpy(float), words.to_numpy(float)])
    if part.units < LEAST:
        nothing = np.full(k, np.nan)
        return rate(part.sums(values).sum(axis=0), 0), nothing, nothing
    estimate, low, high = bootstrap(values, rate, part=part, resamples=resamples, seed=seed)
    varies = hits.to_numpy().any(axis=0)
    return estimate, np.where(varies, low, np.nan), np.where(varies, high, np.nan)


def _voices(evidence: pd.DataFrame) -> list[str]:
    """Return the voices there are rates for: all, and each where quotations told them apart."""
    return list(VOICES) if evidence["voice"].ne("").any() else ["all"]

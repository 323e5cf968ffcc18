"""Which texts to code next: where methods differ, where the model is unsure, and no two alike."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from analysis.corpus.words import words
from analysis.errors import EmptySelectionError, ParameterError, require

Array = np.ndarray

TOO_ALIKE = 0.8
"""Cosine of two texts from which the second teaches nothing new."""

POOL = 3000
"""Best candidates that are compared with one another."""


def propose(
    texts: pd.DataFrame,
    *,
    predictions: pd.DataFrame,
    others: Sequence[pd.DataFrame] = (),
    coded: Sequence[object] = (),
    n: int = 50,
    explore: float = 0.2,
    seed: int = 0,
) -> pd.DataFrame:
    """Choose the next texts worth coding.

    Parameters
    ----------
    texts : DataFrame
        Candidates, sentences or articles: article_id, text; start, end, story_id
        and row_id where known. Without row_id, article_id must name each text.
    predictions : DataFrame
        From `predict`: article_id, frame, probability, present.
    others : sequence of DataFrame
        Other codes of the same texts (article_id, frame, present), such as a dictionary's.
    coded : sequence
        Ids that are coded already, and texts like them, are not proposed.
    n : int
        Texts to propose, at most.
    explore : float
        Share of the proposals drawn at random among the rest: without some,
        nobody finds out what model and dictionary both miss.
    seed : int

    Returns
    -------
    DataFrame
        In order of merit: rank, article_id, start, end, frame, reason, disagreement
        (share of other coders that contradict the model, of the frame they
        contradict it most), uncertainty (1 where the probability is at one
        half, 0 where it is 0 or 1), drawn (chosen, random), story_id if given.
        ``attrs["left_out"]`` counts what was passed over, by reason.

    Raises
    ------
    ParameterError
        If a column is missing, or an option is out of range.
    EmptySelectionError
        If nothing is left to propose.

    Notes
    -----
    Uncertainty sampling (Lewis & Gale 1994) and query by committee (Seung et al.
    1992); texts whose cosine with a chosen one is .8 or more, and second texts
    of a story, are passed over. A sample so chosen is *for learning*:
    shares and accuracy must not be estimated from it.
    """
    _check(texts, predictions, n, explore)
    key = "row_id" if "row_id" in texts.columns else "article_id"
    table = texts.drop_duplicates(key).set_index(key, drop=False)
    merits = _merits(predictions, others).reindex(table.index).dropna(subset=["merit"])
    left = {
        "without a prediction": len(table) - len(merits),
        "coded already": int(merits.index.isin(coded).sum()),
    }
    merits = merits[~merits.index.isin(coded)]
    if merits.empty:
        raise EmptySelectionError(
            "nothing is left to propose", where="texts", remedy="Give texts not yet coded."
        )
    order = merits.sort_values("merit", ascending=False, kind="stable").index[:POOL]
    known = [i for i in coded if i in table.index]
    vectors = _vectors(table.loc[[*order, *known], "text"])
    chosen, passed = _greedy(list(order), vectors, table.get("story_id"), known, most=n - round(n * explore))
    rest = [i for i in merits.index if i not in set(chosen) | passed]
    places = np.random.default_rng(seed).permutation(len(rest))
    drawn = places[: n - len(chosen) if explore else 0]
    random = [rest[i] for i in drawn]
    out = pd.concat([merits.loc[chosen].assign(drawn="chosen"), merits.loc[random].assign(drawn="random")])
    out["reason"] = np.where(
        out["drawn"] == "random", "drawn at random, to find what all methods miss", out["reason"]
    )
    for name in ("article_id", "start", "end", "story_id"):
        if name in table.columns:
            out[name] = table.loc[out.index, name].to_numpy()
    if "start" not in out.columns:
        out["start"], out["end"] = 0, table.loc[out.index, "text"].str.len().to_numpy()
    out["rank"] = np.arange(1, len(out) + 1)
    columns = [
        "rank",
        "article_id",
        "start",
        "end",
        "frame",
        "reason",
        "disagreement",
        "uncertainty",
        "drawn",
    ]
    columns += [name for name in ("story_id", "row_id") if name in texts.columns]
    made = out.assign(row_id=out.index).reset_index(drop=True)[columns]
    made.attrs["left_out"] = left | {"like a chosen or coded text, or of its story": len(passed)}
    return made


def _check(texts: pd.DataFrame, predictions: pd.DataFrame, n: int, explore: float) -> None:
    for table, name, needed in (
        (texts, "texts", ("article_id", "text")),
        (predictions, "predictions", ("article_id", "frame", "probability", "present")),
    ):
        require(table, needed, what=f"the {name} have", where=name)
    if "row_id" not in texts.columns and texts["article_id"].duplicated().any():
        raise ParameterError(
            "several texts have the same article_id", where="texts",
            remedy="Give each a row_id, and use it as the article_id of the predictions.",
        )  # fmt: skip
    if n < 1 or not 0 <= explore <= 1:
        raise ParameterError(
            f"n = {n}, explore = {explore}", remedy="n is at least 1, explore between 0 and 1."
        )


def _merits(predictions: pd.DataFrame, others: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return for each text its most doubtful frame, and why."""
    rows = predictions[["article_id", "frame", "probability", "present"]].copy()
    p = rows["probability"].clip(1e-12, 1 - 1e-12)
    rows["uncertainty"] = -(p * np.log2(p) + (1 - p) * np.log2(1 - p))
    against, voting = np.zeros(len(rows)), np.zeros(len(rows))
    at = pd.MultiIndex.from_frame(rows[["article_id", "frame"]])
    for other in others:
        codes = other.drop_duplicates(["article_id", "frame"]).set_index(["article_id", "frame"])["present"]
        theirs = codes.astype(float).reindex(at).to_numpy()
        voting += ~np.isnan(theirs)
        against += np.where(np.isnan(theirs), 0, theirs != rows["present"].to_numpy(dtype=float))
    rows["disagreement"] = against / np.maximum(voting, 1)
    rows["merit"] = rows["disagreement"] + rows["uncertainty"]
    best = rows.sort_values("merit", ascending=False, kind="stable").drop_duplicates("article_id")
    said = np.where(best["present"].astype(bool), "the model sees it", "the model does not see it")
    told = [
        f"{who}, others contradict (probability {p:.2f})"
        if d > 0
        else f"the model is unsure (probability {p:.2f})"
        for who, d, p in zip(said, best["disagreement"], best["probability"], strict=True)
    ]
    return best.assign(reason=told).set_index("article_id")[
        ["frame", "reason", "disagreement", "uncertainty", "merit"]
    ]


def _vectors(texts: pd.Series) -> dict[object, Array]:
    try:
        rows = TfidfVectorizer(analyzer=lambda text: words(str(text)), sublinear_tf=True).fit_transform(texts)
    except ValueError:  # no text holds a word
        return {}
    unit = normalize(rows).tocsr()
    return {key: unit[[i]] for i, key in enumerate(texts.index)}


def _greedy(
    order: list[object],
    vectors: dict[object, Array],
    story: pd.Series | None,
    known: list[object],
    *,
    most: int,
) -> tuple[list[object], set[object]]:
    """Take texts in order of merit, passing over those like what is taken or coded."""
    own = {key: value for key, value in story.items() if pd.notna(value)} if story is not None else {}
    stories = {own[key] for key in known if key in own}
    taken = [vectors[key] for key in known if key in vectors]
    chosen: list[object] = []
    passed: set[object] = set()
    for key in order:
        if len(chosen) >= most:
            break
        alike = key in own and own[key] in stories
        if not alike and taken and key in vectors:
            alike = bool((sparse.vstack(taken) @ vectors[key].T).max() >= TOO_ALIKE)
        if alike:
            passed.add(key)
            continue
        chosen.append(key)
        if key in vectors:
            taken.append(vectors[key])
        if key in own:
            stories.add(own[key])
    return chosen, passed

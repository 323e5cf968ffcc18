"""Exploratory scales: polarity of words and texts from seeds, and axes between opposite words.

Both look for where texts stand between two sets of words, without any coding.
They show what to look at; they measure nothing that has been shown to be a frame.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.utils.extmath import randomized_svd

from analysis.annotation.vectors import word_vectors
from analysis.corpus import DEFAULT_MODEL
from analysis.corpus.words import words
from analysis.errors import EmptySelectionError, ParameterError
from analysis.sampling import LEAST, bootstrap, q_values

Array = np.ndarray

EXPLORATORY = "exploratory: a scale from seed words, not validated"
LEAST_SEEDS = 2
"""Seed words with a vector that each end needs."""

LEAST_SENTENCES = 200
"""Sentences from which vectors of the corpus' own can be made."""

MOST_CELLS = 200_000
SHORTEST = 2


def _sets(
    forms: Sequence[Sequence[str]], least: int, most: int = MOST_CELLS
) -> tuple[list[str], sparse.csr_array]:
    """Return the words of at least `least` texts and their counts, shape (texts, words)."""
    seen: dict[str, int] = {}
    for own in forms:
        for form in set(own):
            seen[form] = seen.get(form, 0) + 1
    kept = sorted(
        (f for f, n in seen.items() if n >= least and len(f) >= SHORTEST), key=lambda f: (-seen[f], f)
    )
    vocabulary = {form: i for i, form in enumerate(kept[:most])}
    rows, columns = [], []
    for i, own in enumerate(forms):
        places = [vocabulary[form] for form in own if form in vocabulary]
        columns += places
        rows += [i] * len(places)
    shape = (len(forms), len(vocabulary))
    return list(vocabulary), sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)


def corpus_vectors(
    sentences: Sequence[str], *, dimensions: int = 100, least: int = 5, seed: int = 0
) -> tuple[list[str], Array]:
    """Return vectors of the words of a corpus, from which sentences they share.

    Parameters
    ----------
    sentences : sequence of str
    dimensions : int
    least : int
        Sentences a word must stand in.
    seed : int
        Of the randomised decomposition.

    Returns
    -------
    words : list of str
    vectors : array, shape (words, dimensions)

    Raises
    ------
    EmptySelectionError
        With fewer than 200 sentences.

    Notes
    -----
    Truncated SVD of the matrix of sentences and words, rows of weight one,
    as in Latent Semantic Scaling (Watanabe 2021).
    """
    if len(sentences) < LEAST_SENTENCES:
        raise EmptySelectionError(
            f"{len(sentences)} sentences", where="vectors",
            remedy=f"Vectors of the corpus' own need {LEAST_SENTENCES}; use the language model's instead.",
        )  # fmt: skip
    names, counts = _sets([words(s) for s in sentences], least)
    if len(names) < 2:
        raise EmptySelectionError("hardly a word stands in five sentences", where="vectors")
    length = np.asarray(counts.sum(axis=1)).ravel()
    scaled = sparse.diags_array(1 / np.maximum(length, 1)) @ counts
    k = min(dimensions, min(counts.shape) - 1)
    _, _, right = randomized_svd(scaled, k, random_state=seed)
    return names, right.T


def polarity(
    texts: pd.Series,
    *,
    seeds: Sequence[str],
    antiseeds: Sequence[str],
    vectors: tuple[list[str], Array] | None = None,
    least: int = 2,
    model: str = DEFAULT_MODEL,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Scale words and texts between two sets of seed words (Latent Semantic Scaling).

    Parameters
    ----------
    texts : Series
        Texts by id.
    seeds, antiseeds : sequence of str
        Single words at either end, such as a codebook's ``seeds`` and ``antiseeds``.
        ``*`` at the end stands for any ending.
    vectors : (list of str, array), optional
        From `corpus_vectors`; otherwise the language model's static vectors.
    least : int
        Texts a word must stand in to be scaled.
    model : str
        Language model with the static vectors.

    Returns
    -------
    words : DataFrame
        One row per scaled word: term, texts, polarity, sd (of its polarity when
        one seed after the other is left out), seed (seed, antiseed or empty), status.
    texts : DataFrame
        article_id, polarity (in standard deviations of the texts), sd (of leaving
        out each seed, same unit), words (scaled words it has), note, status.

    Raises
    ------
    EmptySelectionError
        If fewer than two seeds of either end have a vector, or there are fewer than two texts.

    Notes
    -----
    Polarity of a word: its mean cosine with the seeds minus that with the
    antiseeds. Of a text: the mean over its words, standardised over texts;
    seeds count like other words.

    References
    ----------
    Watanabe, K. (2021). Latent Semantic Scaling: A semisupervised text analysis
    technique for new domains and languages. *Communication Methods and Measures*
    15(2), 81-102.

    Examples
    --------
    >>> texts = pd.Series({"a": "Allies praised the peace treaty", "b": "Troops attacked in the brutal war"})
    >>> _, scaled = polarity(texts, seeds=["peace", "treaty"], antiseeds=["war", "attack"], least=1)
    >>> scaled.set_index("article_id")["polarity"].idxmax()
    'a'
    """
    if len(texts) < 2:
        raise EmptySelectionError(
            "one text", where="texts", remedy="A scale compares texts: give at least two."
        )
    names, counts = _sets([words(str(text)) for text in texts], least)
    table = _rows(names, vectors, model)
    ends = [_seeds(chosen, names, vectors, model, which) for chosen, which in
            ((seeds, "seeds"), (antiseeds, "antiseeds"))]  # fmt: skip
    known = np.linalg.norm(table, axis=1) > 0
    names, counts = [n for n, k in zip(names, known, strict=True) if k], counts[:, known]
    unit = table[known] / np.linalg.norm(table[known], axis=1, keepdims=True)
    cosines = [unit @ vector.T for _, vector in ends]
    whole = cosines[0].mean(axis=1) - cosines[1].mean(axis=1)
    without = [
        np.delete(cosines[0], i, axis=1).mean(axis=1) - cosines[1].mean(axis=1)
        for i in range(len(ends[0][0]))
    ] + [
        cosines[0].mean(axis=1) - np.delete(cosines[1], i, axis=1).mean(axis=1)
        for i in range(len(ends[1][0]))
    ]
    number = np.asarray(counts.sum(axis=1)).ravel()
    with np.errstate(invalid="ignore", divide="ignore"):
        score, every = counts @ whole / number, np.array([counts @ column / number for column in without])
    spread = np.nanstd(score)
    spread = spread if spread > 0 else 1.0
    of_words = pd.DataFrame(
        {"term": names, "texts": np.asarray((counts > 0).sum(axis=0)).ravel(), "polarity": whole,
         "sd": np.std(without, axis=0), "seed": [_which(n, ends[0][0], ends[1][0]) for n in names]}
    )  # fmt: skip
    of_texts = pd.DataFrame(
        {"article_id": texts.index, "polarity": (score - np.nanmean(score)) / spread,
         "sd": np.std(every - np.nanmean(every, axis=1, keepdims=True), axis=0) / spread,
         "words": number.astype(int), "note": np.where(number > 0, "", "no word of it can be scaled")}
    )  # fmt: skip
    order = of_words.sort_values(["polarity", "term"], ascending=[False, True], kind="stable")
    return order.assign(status=EXPLORATORY).reset_index(drop=True), of_texts.assign(status=EXPLORATORY)


def _which(name: str, seeds: Sequence[str], antiseeds: Sequence[str]) -> str:
    return "seed" if name in seeds else "antiseed" if name in antiseeds else ""


def _rows(names: Sequence[str], vectors: tuple[list[str], Array] | None, model: str) -> Array:
    if vectors is None:
        return word_vectors(names, model=model).astype(float)
    place = {name: i for i, name in enumerate(vectors[0])}
    rows = np.array([place.get(name, -1) for name in names])
    return np.where(rows[:, None] >= 0, vectors[1][rows], 0.0)


def _seeds(
    chosen: Sequence[str],
    names: Sequence[str],
    vectors: tuple[list[str], Array] | None,
    model: str,
    which: str,
) -> tuple[list[str], Array]:
    """Return the seeds that have a vector, with vectors of length one."""
    wide: list[str] = []
    for seed in chosen:
        stem = seed.lower().strip()
        if " " in stem:
            raise ParameterError(f"{seed!r} is more than one word", where=which, remedy="Give single words.")
        wide += (
            [n for n in names if n.startswith(stem[:-1])] if stem.endswith("*") and len(stem) > 3 else [stem]
        )
    wide = list(dict.fromkeys(wide))
    table = _rows(wide, vectors, model) if wide else np.zeros((0, 1))
    length = np.linalg.norm(table, axis=1)
    if (length > 0).sum() < LEAST_SEEDS:
        raise EmptySelectionError(
            f"{int((length > 0).sum())} of {len(chosen)} words have a vector", where=which,
            remedy=f"Each end needs at least {LEAST_SEEDS} known words, or leaving one out shows nothing.",
        )  # fmt: skip
    return [w for w, n in zip(wide, length, strict=True) if n > 0], table[length > 0] / length[
        length > 0, None
    ]


def frame_axes(
    texts: pd.Series,
    axes: pd.DataFrame,
    *,
    by: pd.Series | None = None,
    model: str = DEFAULT_MODEL,
    resamples: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Measure to which end of each axis groups of texts lean, and how strongly they use it.

    Parameters
    ----------
    texts : Series
        Texts by id.
    axes : DataFrame
        axis, positive, negative: one word at either end of each axis; several
        rows of one axis are averaged.
    by : Series, optional
        Group of each text by id; otherwise all are one.
    model : str
        Language model with the static vectors.
    resamples, seed : int
        Of the bootstrap over texts, and of the null.

    Returns
    -------
    DataFrame
        One row per group and axis: group, axis, n (texts), bias (mean cosine of
        words with the axis; above zero towards `positive`) with bias_low and bias_high
        (BCa, texts as unit), intensity (mean square of the distance from the
        baseline), bias_null (mean bias of groups of as many texts drawn from all),
        p (two-sided, of the bias against that null; NaN where there is one
        group), q (Benjamini and Hochberg, over all rows), note, status.

    Raises
    ------
    EmptySelectionError
        If no axis has two words with vectors.

    Notes
    -----
    Words count once a text however often it has them, so that no text
    outweighs others by repetition. The baseline of intensity is the mean over all
    texts. Differs from Kwak, An, Jing & Ahn (2021) in that texts, not words,
    are the unit of the null and the intervals.

    References
    ----------
    Kwak, H., An, J., Jing, E., Ahn, Y.-Y. (2021). FrameAxis: characterizing
    microframe bias and intensity with word embedding. *PeerJ Computer Science* 7:e644.
    """
    names, counts = _sets([words(str(text)) for text in texts], 1)
    vectors = word_vectors(names, model=model).astype(float)
    length = np.linalg.norm(vectors, axis=1)
    present = (counts[:, length > 0] > 0).astype(float)
    unit = vectors[length > 0] / length[length > 0, None]
    ends, kept = _axis_vectors(axes, model)
    cosine = unit @ ends.T
    number = np.maximum(np.asarray(present.sum(axis=1)).ravel(), 1)[:, None]
    bias = (present @ cosine) / number
    base = bias.mean(axis=0)
    strength = (present @ (cosine - base) ** 2) / number
    group = (
        pd.Series("(all)", index=texts.index)
        if by is None
        else by.reindex(texts.index).fillna("(none)").astype(str)
    )
    rng = np.random.default_rng(seed)
    rows = []
    for name in sorted(group.unique()):
        inside = (group == name).to_numpy()
        n, whole = int(inside.sum()), bool(inside.all())
        own = bias[inside]
        low = high = np.full(len(kept), np.nan)
        if n >= LEAST:
            _, low, high = bootstrap(own, lambda sums, count: sums / count, resamples=resamples, seed=seed)
        null = np.array(
            [bias[rng.choice(len(bias), n, replace=False)].mean(axis=0) for _ in range(resamples)]
        )
        away = np.abs(null - base) >= np.abs(own.mean(axis=0) - base) - 1e-12
        p = (1 + away.sum(axis=0)) / (1 + resamples)
        note = (
            ""
            if n >= LEAST
            else f"{n} texts: no interval, because fewer than {LEAST} do not show how texts vary."
        )
        rows += [
            {"group": name, "axis": axis, "n": n, "bias": own[:, j].mean(), "bias_low": low[j], "bias_high": high[j],
             "intensity": strength[inside, j].mean(), "bias_null": null[:, j].mean(),
             "p": np.nan if whole or n < LEAST else p[j], "note": note}
            for j, axis in enumerate(kept)
        ]  # fmt: skip
    table = pd.DataFrame(rows)
    table.insert(table.columns.get_loc("note"), "q", q_values(table["p"].to_numpy(dtype=float)))
    return table.assign(status=EXPLORATORY)


def _axis_vectors(axes: pd.DataFrame, model: str) -> tuple[Array, list[str]]:
    rows, kept = [], []
    for name, own in axes.groupby("axis", sort=False):
        plus, minus = (word_vectors([str(w).lower() for w in own[end]], model=model).astype(float)
                       for end in ("positive", "negative"))  # fmt: skip
        known = (np.linalg.norm(plus, axis=1) > 0) & (np.linalg.norm(minus, axis=1) > 0)
        axis = (plus[known] - minus[known]).mean(axis=0) if known.any() else np.zeros(plus.shape[1])
        if np.linalg.norm(axis) > 0:
            rows.append(axis / np.linalg.norm(axis))
            kept.append(str(name))
    if not rows:
        raise EmptySelectionError(
            "no axis has two words with a vector", where="axes", remedy="Give other words."
        )
    return np.array(rows), kept

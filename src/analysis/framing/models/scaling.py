"""An exploratory scale: polarity of words and texts from seeds (Latent Semantic Scaling).

It looks for where texts stand between two sets of words, without any coding. It
shows what to look at; it measures nothing that has been shown to be a frame.
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

Array = np.ndarray

EXPLORATORY = "exploratory: a scale from seed words, not validated"
LEAST_SEEDS = 2
"""Seed words with a vector that each end needs."""

LEAST_SENTENCES = 200
"""Sentences from which vectors of the corpus' own can be made."""

MOST_CELLS = 200_000
SHORTEST = 2


def word_counts(
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
    names, counts = word_counts([words(s) for s in sentences], least)
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
    names, counts = word_counts([words(str(text)) for text in texts], least)
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

"""What a model sees of a text: words and pairs, letters inside words, word vectors, and what else is given.

Each block is scaled so that texts have length one in it; a block's *weight* says how
much it counts in the similarity of two texts. The weights are fixed, not fitted: coded
texts are too few to choose them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from analysis.annotation.vectors import word_vectors
from analysis.corpus import DEFAULT_MODEL
from analysis.corpus.words import words
from analysis.errors import ParameterError
from analysis.framing.models.passages import passage_vectors

Array = np.ndarray
Matrix = Any

WEIGHTS = {"words": 2.0, "letters": 2.0, "vectors": 1.0, "sentences": 3.0, "extremes": 2.0, "extra": 1.0}
"""How much each block counts: wording (words, letters) as much as meaning (vectors, sentences)."""

MOST_TERMS = 60_000
"""Words and pairs, and sequences of letters, that are kept (the most frequent)."""


@dataclass(frozen=True)
class Prepared:
    """Texts with all that can be worked out without knowing which are for learning.

    Attributes
    ----------
    ids : Index, length n
    texts : list of str
    forms : list of list of str
        Word forms in order.
    sentences : array, shape (n, 384) or (0, 0)
        Mean vector of the passages of each text, if asked for.
    extremes : array, shape (n, 768) or (0, 0)
        Mean of the two highest, and of the two lowest values of each dimension.
    extra : array, shape (n, m)
    extra_names : tuple of str
    model : str
        Language model the word vectors are from.
    """

    ids: pd.Index
    texts: list[str]
    forms: list[list[str]]
    sentences: Array
    extremes: Array
    extra: Array
    extra_names: tuple[str, ...]
    model: str

    @property
    def several(self) -> bool:
        """Whether most texts are longer than one passage."""
        half = self.sentences.shape[1]
        return bool(half) and bool(
            (np.abs(self.extremes[:, :half] - self.sentences).max(axis=1) > 1e-6).mean() > 0.5
        )

    def only(self, places: Array) -> Prepared:
        """Return some of the texts, by their places."""
        chosen = [int(i) for i in places]
        pick = [self.sentences, self.extremes, self.extra]
        a, b, c = (block[chosen] if len(block) else block for block in pick)
        return Prepared(
            self.ids[chosen], [self.texts[i] for i in chosen], [self.forms[i] for i in chosen],
            a, b, c, self.extra_names, self.model,
        )  # fmt: skip


def prepare(
    texts: pd.Series | pd.DataFrame,
    *,
    sentences: bool = False,
    extra: pd.DataFrame | None = None,
    model: str = DEFAULT_MODEL,
) -> Prepared:
    """Read texts once, for any number of models.

    Parameters
    ----------
    texts : Series or DataFrame
        Texts indexed by id; or a table with the columns article_id and text.
    sentences : bool
        Whether to use the optional sentence model (see `encoder`).
    extra : DataFrame, optional
        More numbers about each text, indexed by id, such as what a codebook
        scores. A text that has none has zeros.
    model : str
        Language model whose word vectors are used.

    Raises
    ------
    ParameterError
        If an id stands twice, or a column of `extra` does not hold numbers.
    ModelError
        If the sentence model is asked for and not installed.
    """
    column = texts if isinstance(texts, pd.Series) else texts.set_index("article_id")["text"]
    if column.index.has_duplicates:
        raise ParameterError(
            f"{column.index[column.index.duplicated()][0]!r} stands twice", where="texts",
            remedy="Give each text once.",
        )  # fmt: skip
    plain = [str(text) for text in column]
    numbers, names = _numbers(extra, column.index)
    mean, extremes = passage_vectors(plain) if sentences else (np.zeros((0, 0)), np.zeros((0, 0)))
    return Prepared(
        column.index, plain, [words(text) for text in plain], mean, extremes, numbers, names, model
    )


def _numbers(extra: pd.DataFrame | None, ids: pd.Index) -> tuple[Array, tuple[str, ...]]:
    if extra is None or not len(extra.columns):
        return np.zeros((len(ids), 0)), ()
    strange = next((c for c in extra.columns if not pd.api.types.is_numeric_dtype(extra[c])), None)
    if strange is not None:
        raise ParameterError(f"column {strange!r} does not hold numbers", where="extra")
    values = extra.reindex(ids).to_numpy(dtype=float)
    return np.nan_to_num(values, posinf=0.0, neginf=0.0), tuple(map(str, extra.columns))


def pairs(forms: Sequence[str]) -> list[str]:
    """Return words and pairs of neighbouring words.

    Examples
    --------
    >>> pairs(["carbon", "tax", "rise"])
    ['carbon', 'tax', 'rise', 'carbon tax', 'tax rise']
    """
    return [*forms, *(f"{a} {b}" for a, b in pairwise(forms))]


class Features:
    """Blocks of features fitted to texts, without looking at what was coded.

    Parameters
    ----------
    state : dict
        What `Features.fit` found: arrays by name. See `arrays`.
    """

    def __init__(self, state: dict[str, Array], model: str) -> None:
        self.state, self.model = state, model
        self.blocks = [name for name in WEIGHTS if f"{name}:on" in state]

    @classmethod
    def fit(cls, texts: Prepared) -> Features:
        """Learn vocabulary, document frequencies, and centres from texts."""
        least = 2 if len(texts.ids) >= 50 else 1
        state: dict[str, Array] = {}
        for name, analyser in (("words", pairs), ("letters", letters)):
            fitted = TfidfVectorizer(
                analyzer=analyser, sublinear_tf=True, min_df=least, max_features=MOST_TERMS
            )
            try:
                fitted.fit(texts.forms)
            except ValueError:  # no term stands in so many texts
                continue
            state[f"{name}:terms"] = np.array(fitted.get_feature_names_out(), dtype=str)
            state[f"{name}:idf"] = fitted.idf_
        if "words:idf" in state:
            state["vectors:rarest"] = np.array(1 + np.log((1 + len(texts.ids)) / 1))
        made = cls(state | {f"{n}:on": np.array(1) for n in ("words", "letters") if f"{n}:idf" in state},
                   texts.model)  # fmt: skip
        for name, values in made._dense(texts).items():
            unit = _unit(values) if name != "extra" else values
            made.state[f"{name}:centre"] = unit.mean(axis=0)
            if name == "extra":
                spread = values.std(axis=0)
                made.state["extra:spread"] = np.where(spread > 1e-9, spread, np.inf)
                made.state["extra:names"] = np.array(texts.extra_names, dtype=str)
                ready = (values - made.state["extra:centre"]) / made.state["extra:spread"]
                made.state["extra:scale"] = np.sqrt(max((ready**2).sum(axis=1).mean(), 1e-12))
            made.state[f"{name}:on"] = np.array(1)
        return cls(made.state, texts.model)

    def transform(self, texts: Prepared) -> list[Matrix]:
        """Return one matrix a block, a row for each text, times the root of the block's weight."""
        if missing := {str(name) for name in self.state.get("extra:names", ())} - set(texts.extra_names):
            raise ParameterError(
                f"the texts have no number {min(missing)!r}", where="extra",
                remedy="Give the same numbers the model learned from.",
            )  # fmt: skip
        dense = self._dense(texts)
        out: list[Matrix] = []
        for name in self.blocks:
            if name in ("words", "letters"):
                rows = self.vectoriser(name).transform(texts.forms)
            elif name == "extra":
                order = [texts.extra_names.index(str(n)) for n in self.state["extra:names"]]
                ready = (dense[name][:, order] - self.state["extra:centre"]) / self.state["extra:spread"]
                rows = ready / self.state["extra:scale"]
            else:
                rows = _unit(_unit(dense[name]) - self.state[f"{name}:centre"])
            out.append(rows * np.sqrt(WEIGHTS[name]))
        return out

    def vectoriser(self, name: str) -> TfidfVectorizer:
        """Return the fitted counter of a block of terms."""
        made = TfidfVectorizer(
            analyzer=pairs if name == "words" else letters, sublinear_tf=True,
            vocabulary={str(term): i for i, term in enumerate(self.state[f"{name}:terms"])},
        )  # fmt: skip
        made.idf_ = self.state[f"{name}:idf"]
        return made

    def rarity(self) -> dict[str, float]:
        """Return the inverse document frequency of each word of the vocabulary."""
        terms = self.state.get("words:terms", np.array([], dtype=str))
        return {
            str(term): float(idf) for term, idf in zip(terms, self.state.get("words:idf", ()), strict=True)
        }

    def _dense(self, texts: Prepared) -> dict[str, Array]:
        rare = self.rarity()
        out = {"vectors": mean_vectors(texts, rare, float(self.state.get("vectors:rarest", np.array(1.0))))}
        fitted = "vectors:on" in self.state
        # Of a single passage the extremes are the mean once more.
        long = "extremes:on" in self.state if fitted else texts.several
        for name, values in (("sentences", texts.sentences), ("extremes", texts.extremes)):
            if name == "extremes" and not long:
                continue
            if len(values):
                out[name] = np.asarray(values, dtype=float)
            elif f"{name}:on" in self.state:
                raise ParameterError(
                    "the model was learned with the sentence model", where="texts",
                    remedy="Prepare the texts with sentences=True.",
                )  # fmt: skip
        if texts.extra_names:
            out["extra"] = texts.extra
        return {n: v for n, v in out.items() if not fitted or f"{n}:on" in self.state}


def letters(forms: Sequence[str]) -> list[str]:
    """Return sequences of three to five letters inside words, blanks at their ends.

    Examples
    --------
    >>> letters(["tax"])
    [' ta', 'tax', 'ax ', ' tax', 'tax ', ' tax ']
    """
    return [gram for word in forms for gram in grams(word)]


def grams(word: str) -> Iterator[str]:
    """Yield the sequences of letters of one word."""
    padded = f" {word} "
    for length in (3, 4, 5):
        for first in range(len(padded) - length + 1):
            yield padded[first : first + length]


def mean_vectors(texts: Prepared, rarity: dict[str, float], rarest: float) -> Array:
    """Return the sum of the word vectors of each text, rare words counting more."""
    every = sorted({form for forms in texts.forms for form in forms})
    vectors = word_vectors(every, model=texts.model)
    vectors *= np.array([rarity.get(form, rarest) for form in every], dtype=np.float32)[:, None]
    place = {form: i for i, form in enumerate(every)}
    columns = [place[form] for forms in texts.forms for form in forms]
    rows = np.repeat(np.arange(len(texts.forms)), [len(forms) for forms in texts.forms])
    counts = sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(texts.forms), len(every)))
    return np.asarray(counts @ vectors.astype(float))


def _unit(values: Array) -> Array:
    length = np.linalg.norm(values, axis=1, keepdims=True)
    return np.asarray(values / np.where(length > 1e-12, length, 1.0))

"""Static word vectors of the language model, without running the model."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from analysis.annotation.pipeline import _meta_file
from analysis.corpus import DEFAULT_MODEL
from analysis.errors import ModelError


def word_vectors(words: Sequence[str], *, model: str = DEFAULT_MODEL) -> np.ndarray:
    """Return the static vector of each word; zeros for a word the model does not know.

    Parameters
    ----------
    words : sequence of str
    model : str
        Package name of the model.

    Returns
    -------
    array of float32, shape (len(words), dimensions)

    Raises
    ------
    ModelError
        If the model is not installed, or has no vectors.

    Examples
    --------
    >>> treaty, pact, _ = word_vectors(["treaty", "pact", "qqzxv"])
    >>> bool(treaty @ pact > 0)
    True
    """
    strings, vectors = _vectors(model)
    rows = np.fromiter((vectors.key2row.get(strings[word], -1) for word in words), dtype=np.int64)
    out = np.zeros((len(rows), vectors.shape[1]), dtype=np.float32)
    out[rows >= 0] = vectors.data[rows[rows >= 0]]
    return out


@lru_cache(maxsize=1)
def _vectors(model: str) -> tuple[Any, Any]:
    _meta_file(model)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r".*W095.*")
        package = importlib.import_module(model)
        parts = ["tok2vec", "tagger", "parser", "ner", "attribute_ruler", "lemmatizer", "senter"]
        nlp = package.load(exclude=parts)
    if not len(nlp.vocab.vectors):
        raise ModelError(
            f"the language model {model!r} has no word vectors",
            remedy="Use a medium or large model, such as en_core_web_md.",
        )
    return nlp.vocab.strings, nlp.vocab.vectors

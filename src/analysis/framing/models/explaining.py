"""Why a model decides as it does: the words that count most, and those that decided one text."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.annotation.vectors import word_vectors
from analysis.errors import one_of
from analysis.framing.models.features import WEIGHTS, Prepared, grams, mean_vectors, prepare
from analysis.framing.models.model import FrameModel, Texts

Array = np.ndarray

WHOLE = {"sentences": "(sentence model)", "extremes": "(sentence model)", "extra": "(given numbers)"}
CENTRE, CONSTANT = "(average text)", "(constant)"


def explain_terms(model: FrameModel, *, top: int = 15) -> pd.DataFrame:
    """Return the words that speak most for and against each frame.

    Parameters
    ----------
    model : FrameModel
    top : int
        Words for, and as many against, of each frame.

    Returns
    -------
    DataFrame
        One row per frame and word: frame, direction (for, against), rank, term (a
        word or a pair), weight (of its regression). Words come from the block
        of words and pairs alone; what letters and vectors add is seen in
        `explain_text`.
    """
    if "words" not in model.features.blocks:
        return pd.DataFrame({name: [] for name in ("frame", "direction", "rank", "term", "weight")})
    terms = model.features.state["words:terms"]
    weight = model.weights[model.features.blocks.index("words")]
    rows = []
    for j, frame in enumerate(model.frames):
        for direction, sign in (("for", 1), ("against", -1)):
            order = np.argsort(-sign * weight[:, j], kind="stable")[:top]
            rows += [
                (frame, direction, rank, str(terms[i]), float(weight[i, j]))
                for rank, i in enumerate(order, 1)
                if sign * weight[i, j] > 0
            ]
    return pd.DataFrame(rows, columns=["frame", "direction", "rank", "term", "weight"])


def explain_text(model: FrameModel, texts: Texts, article_id: object, *, frame: str) -> pd.DataFrame:
    """Return what each word of one text adds to the decision about a frame.

    Parameters
    ----------
    model : FrameModel
    texts : Series, DataFrame or Prepared
    article_id : object
        Which text.
    frame : str

    Returns
    -------
    DataFrame
        One row per word or pair of the text, and for what no word can be
        given: term, words, letters, vectors (what each block adds),
        contribution (their sum), strongest first. The contributions add up to
        the decision of the model, exactly.

    Raises
    ------
    ParameterError
        If the model has no such frame.
    """
    one_of(frame, model.frames, name="frame")
    j = model.frames.index(frame)
    ready = texts if isinstance(texts, Prepared) else prepare(texts)
    own = ready.only(ready.ids.get_indexer(pd.Index([article_id])))
    blocks = dict(zip(model.features.blocks, model.features.transform(own), strict=True))
    weights = dict(zip(model.features.blocks, model.weights, strict=True))
    found: dict[tuple[str, str], float] = {(CONSTANT, "words"): float(model.intercept[j])}

    def add(term: str, column: str, value: float) -> None:
        found[term, column] = found.get((term, column), 0.0) + value

    for name, block in blocks.items():
        if name in WHOLE:
            add(WHOLE[name], "vectors", float((block @ weights[name])[0, j]))
        elif name == "vectors":
            _vector_parts(model, own, weights[name][:, j], add)
        else:
            _term_parts(model, own, name, row=block, weight=weights[name][:, j], add=add)
    table = (
        pd.Series(found)
        .unstack()
        .fillna(0.0)
        .reindex(columns=["words", "letters", "vectors"], fill_value=0.0)
    )
    table["contribution"] = table.sum(axis=1)
    order = table["contribution"].abs().sort_values(ascending=False, kind="stable").index
    return table.loc[order].rename_axis("term").reset_index()


def _term_parts(model: FrameModel, own: Prepared, name: str, *, row: Any, weight: Array, add: Any) -> None:
    terms = model.features.state[f"{name}:terms"]
    row = row.tocsr()
    value = {str(terms[i]): float(x * weight[i]) for i, x in zip(row.indices, row.data, strict=True)}
    if name == "words":
        for term, number in value.items():
            add(term, name, number)
        return
    # A sequence of letters is shared by the words that hold it, by how often they do.
    holders: dict[str, list[str]] = {}
    for form in own.forms[0]:
        for gram in grams(form):
            if gram in value:
                holders.setdefault(gram, []).append(form)
    for gram, forms in holders.items():
        for form in forms:
            add(form, name, value[gram] / len(forms))


def _vector_parts(model: FrameModel, own: Prepared, weight: Array, add: Any) -> None:
    rare = model.features.rarity()
    rarest = float(model.features.state.get("vectors:rarest", np.array(1.0)))
    total = mean_vectors(own, rare, rarest)[0]
    first = np.linalg.norm(total) or 1.0
    away = total / first - model.features.state["vectors:centre"]
    scale = np.sqrt(WEIGHTS["vectors"]) / (np.linalg.norm(away) or 1.0)
    forms = own.forms[0]
    pull = word_vectors(forms, model=own.model).astype(float) @ weight
    for form, x in zip(forms, pull, strict=True):
        add(form, "vectors", float(x * rare.get(form, rarest) / first * scale))
    add(CENTRE, "vectors", -float(model.features.state["vectors:centre"] @ weight * scale))

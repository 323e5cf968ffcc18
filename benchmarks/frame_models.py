"""Models of frames on gold files: predictions for scoring, and the learning curve.

    .venv/bin/python benchmarks/frame_models.py GOLD [--sizes 100 200 400] [--no-sentences]

prints quality with intervals and the learning curve, cross-validated in the folds
and groups the data names (`fold`, `doc`). Without the optional sentence model, or with
``--no-sentences``, words, letters and static vectors are all there is.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis import framing
from analysis.annotation import annotate
from analysis.framing.models import (
    cross_validate,
    learning_curve,
    model_quality,
    predict,
    prepare,
    train,
)
from analysis.framing.models.encoder import sentence_model_installed
from analysis.framing.models.features import Prepared

Document = dict[str, Any]
LONG = 150
"""Median words from which rates of a codebook's terms say something about a text."""


def predict_trained(
    documents: list[Document], learned: list[Document], *, same: bool, sentences: bool | None = None
) -> Iterator[Document]:
    """Yield predictions of models learned from other documents' labels."""
    texts = prepared(learned, sentences=sentences)
    coding, groups, folds = codes(learned)
    if same:
        table = cross_validate(texts, coding, groups=groups, folds=folds)
    else:
        others = prepared(documents, sentences=sentences, like=texts)
        table = predict(train(texts, coding, groups=groups), others)
    for key, own in table.groupby("article_id", sort=False):
        scores = dict(zip(own["frame"], own["probability"].astype(float), strict=True))
        if "frame" in learned[0]:
            yield {"id": key, "label": str(own["frame"][own["present"]].iloc[0]), "scores": scores}
        else:
            labels = dict(zip(own["frame"], own["present"].astype(int), strict=True))
            yield {"id": key, "scores": scores, "labels": labels}


def codes(documents: list[Document]) -> tuple[Any, pd.Series | None, Any]:
    """Return the labels, and the groups and folds that a file names."""
    ids = [document["id"] for document in documents]
    coding: Any = (
        pd.DataFrame([d["frames"] for d in documents], index=ids)
        if "frames" in documents[0]
        else pd.Series([d["frame"] for d in documents], index=ids)
    )
    groups = pd.Series([d["doc"] for d in documents], index=ids) if "doc" in documents[0] else None
    folds: Any = pd.Series([d["fold"] for d in documents], index=ids) if "fold" in documents[0] else 5
    return coding, groups, folds


def prepared(
    documents: list[Document], *, sentences: bool | None = None, like: Prepared | None = None
) -> Prepared:
    """Read the texts; long ones also by what the five generic frames' indicators score."""
    texts = pd.Series([d["text"] for d in documents], index=[d["id"] for d in documents])
    use = sentence_model_installed() if sentences is None else sentences
    long = statistics.median(len(text.split()) for text in texts) >= LONG
    wanted = bool(like.extra_names) if like is not None else long
    return prepare(texts, sentences=use, extra=codebook_scores(documents) if wanted else None)


def codebook_scores(documents: list[Document]) -> pd.DataFrame:
    """Return log(1 + weight per 1,000 words) of each frame and indicator of ``generic5``."""
    from predict import opened

    book = framing.load_codebook("generic5")
    with opened(documents) as (corpus, ids):
        annotate(corpus)
        evidence = framing.frames(corpus, codebook=book)
        words = corpus.articles.set_index("article_id")["words"]
    evidence["indicator"] = evidence["frame"] + "." + evidence["indicator"]
    names = [f.id for f in book.frames] + [f"{f.id}.{i.id}" for f in book.frames for i in f.indicators]
    sums = [evidence.pivot_table(index="article_id", columns=by, values="weight", aggfunc="sum")
            for by in ("frame", "indicator")]  # fmt: skip
    table = pd.concat(sums, axis=1).reindex(index=words.index, columns=names).fillna(0.0)
    rates = (table.div(words.clip(lower=20), axis=0) * 1000).map(np.log1p)
    rows = {documents[number]["id"]: rates.loc[article] for number, article in ids.items()}
    return pd.DataFrame.from_dict(rows, orient="index")


def main() -> None:
    """Print quality and learning curve."""
    from predict import read

    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--sizes", type=int, nargs="*", default=[100, 200, 400])
    parser.add_argument("--no-sentences", action="store_true")
    options = parser.parse_args()
    documents = read(options.gold)
    texts = prepared(documents, sentences=False if options.no_sentences else None)
    coding, groups, folds = codes(documents)
    quality = model_quality(cross_validate(texts, coding, groups=groups, folds=folds))
    print(quality.drop(columns=["note", "validity"]).round(3).to_string(index=False))
    if options.sizes:
        curve = learning_curve(texts, coding, sizes=options.sizes, groups=groups, folds=folds)
        print(curve.drop(columns="validity").round(3).to_string(index=False))


if __name__ == "__main__":
    main()

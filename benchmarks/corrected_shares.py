"""How often intervals of corrected shares hold the truth, in a simulation from human-labelled news.

    .venv/bin/python benchmarks/corrected_shares.py EVAL [--rounds 300]

EVAL is a folder with `nfc.jsonl`, `ccf.jsonl` and `gvfc.jsonl`. In each round a
corpus of 2,000 texts is drawn from the labelled ones with replacement; a sample
of it is drawn for coding as `draw_sample` draws it; its human labels are the
codes. The truth is the share among all labelled texts. Machine codes come from
the dictionary, or from a plain model fitted across folds. Coverage is the share of
rounds, frames and groups (those in which the frame occurs at all) in which the nominal 95 % interval holds the truth.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline

from analysis.framing import Codebook, load_codebook
from analysis.framing.validation import corrected_differences, corrected_shares, draw_sample

CORPUS = 2000
GROUPS = 3
LEAST_YES = 0.01
"""Frames rarer than this in the labelled texts are left out."""


@dataclass(frozen=True)
class Labelled:
    """Texts with labels and machine codes: arrays (texts, frames), and the group of each text."""

    name: str
    frames: list[str]
    labels: np.ndarray
    machine: np.ndarray
    group: np.ndarray


def main() -> None:
    """Print a table of coverage."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("eval", type=Path)
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 200, 400])
    parser.add_argument("--data", nargs="+", default=["nfc-dictionary", "nfc", "ccf", "gvfc"])
    parser.add_argument("--methods", nargs="+", default=["ppi++", "ppi", "dsl", "coded only"])
    options = parser.parse_args()
    rows = []
    for name in options.data:
        data = labelled(options.eval, name)
        for n in options.sizes:
            for by in ("", "group") if len(set(data.group)) > 1 else ("",):
                rows += coverage(data, n=n, by=by, rounds=options.rounds, methods=options.methods)
                print(
                    pd.DataFrame(rows[-len(options.methods) :]).round(3).to_string(header=len(rows) <= 4),
                    flush=True,
                )


def coverage(data: Labelled, *, n: int, by: str, rounds: int, methods: list[str]) -> list[dict[str, object]]:
    """Return coverage and width of each method over all rounds, frames and groups."""
    seen: dict[str, list[pd.DataFrame]] = {method: [] for method in methods}
    pairs: dict[str, list[pd.DataFrame]] = {method: [] for method in methods}
    truth = _truth(data, by)
    for seed in range(rounds):
        articles, scores, labels = _corpus(data, np.random.default_rng([n, seed]))
        units = articles[["article_id"]].assign(start=0, end=1, text="")
        design = draw_sample(units, scores=scores, articles=articles, codebook=_BOOK, n=n, by=by, seed=seed)
        codes = labels.merge(design[["article_id", "row_id"]], on="article_id")
        for method in methods:
            options: dict[str, Any] = {
                "codes": codes,
                "design": design,
                "articles": articles,
                "by": by,
                "method": method,
                "seed": seed,
            }
            seen[method].append(corrected_shares(scores, **options))
            if by:
                pairs[method].append(corrected_differences(scores, **options))
    return [
        _summary(data.name, n, by, method, tables=seen[method], pairs=pairs[method], truth=truth)
        for method in methods
    ]


def _summary(
    name: str,
    n: int,
    by: str,
    method: str,
    *,
    tables: list[pd.DataFrame],
    pairs: list[pd.DataFrame],
    truth: pd.Series,
) -> dict[str, object]:
    table = pd.concat(tables, ignore_index=True)
    if by:
        table = table[table["group"] != "(all)"]
    real = truth.reindex(pd.MultiIndex.from_frame(table[["group", "frame"]])).to_numpy()
    table = table.assign(truth=real)
    # A frame that never occurs in a group has a share of exactly nothing, which no sample can show.
    table = table[(table["truth"] > 0) & (table["truth"] < 1)]
    known = table[table["share_low"].notna()]
    inside = (known["share_low"] <= known["truth"]) & (known["truth"] <= known["share_high"])
    cells = inside.groupby([known["group"], known["frame"]]).mean()
    naive = (table["naive_low"] <= table["truth"]) & (table["truth"] <= table["naive_high"])
    row = {
        "data": name, "n": n, "by": by or "all", "method": method, "intervals": len(known), "coverage": inside.mean(),
        "lowest": cells.min(), "width": (known["share_high"] - known["share_low"]).mean(),
        "bias": (known["share"] - known["truth"]).abs().groupby([known["group"], known["frame"]]).mean().mean(),
        "uncorrected": naive.mean(), "uncorrected_width": (table["naive_high"] - table["naive_low"]).mean(),
    }  # fmt: skip
    if pairs:
        both = pd.concat(pairs, ignore_index=True)
        both = both[both["difference_low"].notna()]
        at = [
            truth.reindex(pd.MultiIndex.from_frame(both[[g, "frame"]])).to_numpy() for g in ("group", "other")
        ]
        real = at[0] - at[1]
        row["differences"] = ((both["difference_low"] <= real) & (real <= both["difference_high"])).mean()
    return row


def _truth(data: Labelled, by: str) -> pd.Series:
    groups = {"(all)": np.ones(len(data.group), dtype=bool)}
    if by:
        groups |= {name: data.group == name for name in sorted(set(data.group))}
    cells = {(g, f): data.labels[at, j].mean() for g, at in groups.items() for j, f in enumerate(data.frames)}
    return pd.Series(cells)


def _corpus(data: Labelled, rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return articles, machine codes and human labels of texts drawn with replacement."""
    drawn = rng.integers(0, len(data.group), CORPUS)
    ids = np.array([f"a{i:05d}" for i in range(CORPUS)])
    articles = pd.DataFrame({"article_id": ids, "group": data.group[drawn]})
    long = {"article_id": np.repeat(ids, len(data.frames)), "frame": np.tile(data.frames, CORPUS)}
    scores = pd.DataFrame(long).assign(present=data.machine[drawn].ravel().astype(bool))
    return articles, scores, pd.DataFrame(long).assign(value=data.labels[drawn].ravel().astype(float))


def labelled(folder: Path, name: str) -> Labelled:
    """Return a labelled data set with machine codes."""
    source = name.removesuffix("-dictionary")
    lines = (folder / f"{source}.jsonl").read_text(encoding="utf-8").splitlines()
    documents = [json.loads(line) for line in lines]
    if source == "gvfc":
        frames = sorted({d["frame"] for d in documents})
        labels = np.array([[d["frame"] == f for f in frames] for d in documents], dtype=float)
    else:
        frames = list(documents[0]["frames"])
        labels = np.array([[d["frames"][f] for f in frames] for d in documents], dtype=float)
    keep = labels.mean(axis=0) >= LEAST_YES
    frames, labels = [f for f, k in zip(frames, keep, strict=True) if k], labels[:, keep]
    outlet = pd.Series([d.get("outlet") or "one" for d in documents])
    common = outlet.value_counts().index[:GROUPS]
    group = outlet.where(outlet.isin(common), "others").to_numpy(dtype=str)
    doc = [d.get("doc", d.get("fold", i)) for i, d in enumerate(documents)]
    texts = [d["text"] for d in documents]
    machine = _dictionary(documents, frames) if name.endswith("-dictionary") else _model(texts, labels, doc)
    return Labelled(name, frames, labels, machine, group)


def _model(texts: list[str], labels: np.ndarray, groups: list[object]) -> np.ndarray:
    """Return codes of a plain model, each from a fit that did not see the text."""
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
        LogisticRegression(C=10, class_weight="balanced", max_iter=500),
    )
    codes = pd.factorize(pd.Series(groups))[0]
    folds = GroupKFold(min(5, len(set(codes))))
    out = [
        cross_val_predict(model, texts, labels[:, j], groups=codes, cv=folds) for j in range(labels.shape[1])
    ]
    return np.column_stack(out)


def _dictionary(documents: list[dict[str, object]], frames: list[str]) -> np.ndarray:
    """Return what the shipped codebook finds."""
    from predict import GENERIC, opened

    from analysis import framing

    with opened(documents) as (corpus, ids):
        evidence = framing.frames(corpus, codebook=_BOOK)
        scores = framing.frame_articles(evidence, codebook=_BOOK, articles=corpus.articles)
        wide = scores.pivot(index="article_id", columns="frame", values="present")
        # Copies among the labelled texts are one article of the corpus: a text without an article takes none.
        rows = [
            wide.loc[ids[i]] if i in ids and ids[i] in wide.index else None for i in range(len(documents))
        ]
    names = [GENERIC.get(frame, frame) for frame in frames]
    return np.array(
        [row[names].to_numpy(dtype=float) if row is not None else np.zeros(len(names)) for row in rows]
    )


_BOOK: Codebook = load_codebook()

if __name__ == "__main__":
    main()

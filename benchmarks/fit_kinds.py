"""Learn what tells the kind of a name: the weights of ``resources/actors/kind_weights.json``.

    .venv/bin/python benchmarks/fit_kinds.py GOLD [--folds 5] [--out PATH]

GOLD is JSON lines {"id", "text", "entities": [{"start", "end", "label"}]}, perhaps
gzipped, as in ``ner/worldwide.jsonl.gz``. A multinomial logit with ridge over the
names of all articles. With ``--folds`` prints what the weights reach on articles they
were not learned from (folds by article), scored as ``ner`` is.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import predict
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from analysis.actors.naming import kinds, weighing
from analysis.actors.naming.spans import Span
from analysis.annotation.parse import ParsedArticle

MEANT = {
    "PERSON": "person", "ORGANIZATION": "organisation", "LOCATION": "place", "FACILITY": "facility", "NORP": "group",
}  # fmt: skip
LEAST, RIDGE, SMALLEST = 3, 0.5, 0.03
Row = tuple[dict[str, float], str, int]


def fold_of(key: str, folds: int) -> int:
    """Return the fold of an article by its id."""
    return int(hashlib.sha1(key.encode()).hexdigest(), 16) // 2 % folds


def names(article: ParsedArticle, shift: int, document: dict[str, Any]) -> list[Row]:
    """Return traits, annotated kind and number of places of each name of an article."""
    rows: list[Row] = []
    for found, spans in kinds.described(article):
        told = Counter(_annotated(article, span, shift, document) for span in spans)
        told.pop("", None)
        rows += [(found, kind, n) for kind, n in told.items()]
    return rows


def _annotated(article: ParsedArticle, span: Span, shift: int, document: dict[str, Any]) -> str:
    """Return the kind annotated for a place: of an entity that shares more than half with it; "" if unclear."""
    start, end = article.tokens[span.first].start + shift, article.tokens[span.last - 1].end + shift
    best, kind = 0.0, "other"
    for entity in document["entities"]:
        shared = min(end, entity["end"]) - max(start, entity["start"])
        if shared > 0:
            part = shared / (max(end, entity["end"]) - min(start, entity["start"]))
            if part > best:
                best, kind = part, MEANT.get(entity["label"], "other") if part > 0.5 else ""
    return kind


def fit(rows: list[Row]) -> dict[str, list[float]]:
    """Return the weights of each trait for the kinds, in the order of `weighing.KINDS`."""
    counts = Counter(trait for found, _, _ in rows for trait in found)
    kept = [{t: v for t, v in found.items() if counts[t] >= LEAST} for found, _, _ in rows]
    vectors = DictVectorizer()
    x = vectors.fit_transform(kept)
    times = np.array([n for _, _, n in rows], dtype=float)
    model = LogisticRegression(C=RIDGE, max_iter=400).fit(
        x, [kind for _, kind, _ in rows], sample_weight=times**0.75
    )
    order = [list(model.classes_).index(kind) for kind in weighing.KINDS]
    table = model.coef_[order]
    out = {
        str(trait): [round(float(w), 2) for w in table[:, i]]
        for i, trait in enumerate(vectors.get_feature_names_out())
        if np.abs(table[:, i]).max() >= SMALLEST
    }
    bias = np.array(out.get("bias", [0.0] * len(order))) + model.intercept_[order]
    out["bias"] = [round(float(w), 2) for w in bias]
    return out


def main() -> None:
    """Read the command line, cross-validate if asked, write the weights."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    ask.add_argument("gold", type=Path)
    ask.add_argument("--folds", type=int, default=0)
    ask.add_argument("--out", type=Path)
    options = ask.parse_args()
    documents = predict.read(options.gold)
    parsed = list(predict.parsed(documents))
    by_id = {document["id"]: document for document in documents}
    if options.folds:
        hits: Counter[str] = Counter()
        for one in held_out(documents, parsed, folds=options.folds):
            hits += compared(one["entities"], by_id[one["id"]])
        print(json.dumps({name: round(value, 4) for name, value in figures(hits).items()}, indent=1))
    if options.out:
        rows = _rows(parsed, by_id)
        weights = fit([row for own in rows.values() for row in own])
        write(options.out, weights, len(rows), sum(map(len, rows.values())))


def _rows(
    parsed: list[tuple[str, int, ParsedArticle]], by_id: dict[str, dict[str, Any]]
) -> dict[str, list[Row]]:
    return {key: names(article, shift, by_id[key]) for key, shift, article in parsed}


def held_out(
    documents: list[dict[str, Any]], parsed: list[tuple[str, int, ParsedArticle]], *, folds: int
) -> Iterator[dict[str, Any]]:
    """Yield the names found in each article with weights that were not learned from it.

    Articles come fold by fold; the package's own weights are put back at the end.
    """
    rows = _rows(parsed, {document["id"]: document for document in documents})
    shipped = weighing._model
    try:
        for fold in range(folds):
            weights = fit([row for key, own in rows.items() if fold_of(key, folds) != fold for row in own])
            told = {trait: tuple(row) for trait, row in weights.items()}
            weighing._model = cache(lambda told=told: told)  # type: ignore[assignment]
            for key, shift, article in parsed:
                if fold_of(key, folds) == fold:
                    yield {"id": key, "entities": predict.entities(article, shift)}
    finally:
        weighing._model = shipped


def compared(entities: list[dict[str, Any]], document: dict[str, Any]) -> Counter[str]:
    """Count annotated, found and rightly found names of an article."""
    text, scored = document["text"], set(predict.SCORED.values())
    gold = {
        (*_trimmed(text, e["start"], e["end"]), e["label"])
        for e in document["entities"]
        if e["label"] in scored
    }
    found = {(*_trimmed(text, e["start"], e["end"]), e["label"]) for e in entities}
    out: Counter[str] = Counter()
    for label in scored:
        a, b = ({e for e in some if e[2] == label} for some in (gold, found))
        out.update({f"gold {label}": len(a), f"found {label}": len(b), f"right {label}": len(a & b)})
    return out


def figures(hits: Counter[str]) -> dict[str, float]:
    """Return precision, recall and F of each label and of all."""
    out = {}
    for label in ("", *sorted(set(predict.SCORED.values()))):
        n = {
            key: sum(v for name, v in hits.items() if name.startswith(key) and name.endswith(label))
            for key in ("gold", "found", "right")
        }
        out[f"{label} P".strip()] = n["right"] / n["found"]
        out[f"{label} R".strip()] = n["right"] / n["gold"]
        out[f"{label} F".strip()] = 2 * n["right"] / (n["found"] + n["gold"])
    return out


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    lead = re.match(r"\s*(?:(?:the|a|an)\s+)?", part, re.I)
    tail = re.search(r"(?:\s*['’]s?)?\s*$", part, re.I)
    assert lead is not None
    assert tail is not None
    return start + lead.end(), start + tail.start()


def write(path: Path, weights: dict[str, list[float]], articles: int, count: int) -> None:
    """Write the weights with what they are and where they come from."""
    head = {
        "about": "Weights of traits for the kinds of names (benchmarks/fit_kinds.py), in the order of `kinds`.",
        "origin": f"Fitted to {articles} articles of en-worldwide-newswire ({count} names); numbers and single "
        "words only, no article text.",
        "licence": "MIT (the weights); the annotated articles are not part of this project",
        "kinds": list(weighing.KINDS),
    }
    lines = [f"{json.dumps(t, ensure_ascii=False)}: {json.dumps(w)}" for t, w in sorted(weights.items())]
    body = (
        json.dumps(head, ensure_ascii=False, indent=0).rstrip("}\n")
        + ',\n"weights": {\n'
        + ",\n".join(lines)
        + "\n}\n}\n"
    )
    path.write_text(body, encoding="utf-8")


if __name__ == "__main__":
    main()

"""Which conclusions flip: variants made by hand, and variants that equal scoring with a changed codebook."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.framing import frame_articles, frame_groups, parse_codebook, robustness, robustness_summary

TEXT = """
name: b
version: "1"
title: t
description: d
source: s
frames:
  - {id: f, label: F, definition: d, functions: [problem], rule: at least %d, indicators: [
      {id: one, question: q, min: %d, terms: [a, b]}, {id: two, question: q, min: %d, terms: [{term: c, weight: 3}]}]}
"""
BOOK = parse_codebook(TEXT % (1, 2, 2))


@pytest.fixture(scope="module")
def found() -> tuple[pd.DataFrame, pd.DataFrame]:
    rng = np.random.default_rng(0)
    articles = pd.DataFrame(
        {"article_id": [f"a{i:03}" for i in range(60)], "words": 200, "outlet": ["A", "B", "B"] * 20}
    )
    rows = []
    for one, outlet in zip(articles["article_id"], articles["outlet"], strict=True):
        for term, mean in (("a", 1), ("b", 3 if outlet == "A" else 0.2), ("c", 1)):
            rows += [(one, int(s), int(s) + 3, term, bool(rng.random() < 0.2), str(rng.choice(["narrator", "quoted"])))
                     for s in rng.choice(400, rng.poisson(mean), replace=False) * 4]  # fmt: skip
    table = pd.DataFrame(rows, columns=["article_id", "start", "end", "term", "negated", "voice"])
    return table.assign(
        frame="f", indicator=np.where(table["term"] == "c", "two", "one"),
        weight=np.where(table["term"] == "c", 3.0, 1.0),
        sentence_start=0, sentence_end=9, speaker="",
    ), articles  # fmt: skip


def variant(table: pd.DataFrame, kind: str, detail: str, measure: str = "share") -> pd.Series:
    rows = table[(table["kind"] == kind) & (table["detail"] == detail) & (table["measure"] == measure)]
    return rows[rows["conclusion"] != "order"].iloc[0]


def test_variants_equal_what_scoring_says(found) -> None:
    evidence, articles = found
    table = robustness(evidence, codebook=BOOK, articles=articles, by="outlet")

    def gap(rows: pd.DataFrame, book=BOOK, column: str = "share") -> float:
        groups = frame_groups(
            frame_articles(rows, codebook=book, articles=articles), by="outlet", articles=articles
        )
        value = groups.set_index("group")[column]
        return float(value["B"] - value["A"])

    without = evidence[evidence["term"] != "b"]
    assert variant(table, "without term", "one: b")["value"] == pytest.approx(gap(without))
    assert variant(table, "without term", "one: b", "rate")["value"] == pytest.approx(
        gap(without, column="rate")
    )
    two = evidence[evidence["indicator"] == "two"]
    assert variant(table, "without indicator", "one")["value"] == pytest.approx(gap(two))
    assert variant(table, "min", "+1")["value"] == pytest.approx(
        gap(evidence, parse_codebook(TEXT % (1, 3, 3)))
    )
    assert variant(table, "min", "−1")["value"] == pytest.approx(
        gap(evidence, parse_codebook(TEXT % (1, 1, 1)))
    )
    assert variant(table, "rule", "+1")["value"] == pytest.approx(
        gap(evidence, parse_codebook(TEXT % (2, 2, 2)))
    )
    assert variant(table, "without negated", "")["value"] == pytest.approx(
        gap(evidence[~evidence["negated"]])
    )
    own = evidence[evidence["voice"] == "narrator"]
    assert variant(table, "narrator only", "")["value"] == pytest.approx(gap(own))
    assert table[table["kind"] == "weights"]["measure"].unique().tolist() == ["score"]


def test_a_conclusion_that_hangs_on_one_term_is_named(found) -> None:
    evidence, articles = found
    table = robustness(evidence, codebook=BOOK, articles=articles, by="outlet")
    row = robustness_summary(table).set_index(["measure", "conclusion"]).loc[("rate", "B − A")]
    assert row["base"] == "below 0"
    assert "without term: one: b" in row["flipped"]
    assert row["summary"] == f"holds in {row['held']} of {row['variants']} variants"
    assert row["held"] < row["variants"]

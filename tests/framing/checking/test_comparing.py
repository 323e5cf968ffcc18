"""Differences between codebooks, and what they change in articles."""

from __future__ import annotations

from analysis.framing import diff, diff_presence, parse_codebook

BASE = """\
name: base
version: "1"
title: t
description: d
source: s
frames:
  - id: f
    label: F
    definition: d
    functions: [problem]
    indicators:
      - {id: a, question: q, terms: [war, {term: row, pos: NOUN}, quarrel]}
      - {id: b, question: q, terms: [peace]}
  - id: g
    label: G
    definition: d
    functions: [cause]
    indicators:
      - {id: c, question: q, terms: [cost]}
"""


def test_a_codebook_does_not_differ_from_itself_in_another_order() -> None:
    other = BASE.replace("[war, {term: row, pos: NOUN}, quarrel]", "[quarrel, war, {term: row, pos: NOUN}]")
    assert diff(parse_codebook(BASE), parse_codebook(other)).empty


def test_every_kind_of_difference_is_one_row() -> None:
    text = BASE.replace("label: F", "rule: all\n    label: F").replace("war,", "{term: War, weight: 2},")
    text = text.replace(", quarrel]", ", feud]").replace("{id: b,", "{id: z,").replace("id: g", "id: h")
    table = diff(parse_codebook(BASE), parse_codebook(text))
    rows = table[["part", "frame", "indicator", "term", "change", "key", "before", "after"]].values.tolist()
    assert rows == [
        ["frame", "f", "", "", "changed", "rule", "any", "all"],
        ["term", "f", "a", "war", "changed", "weight", "1", "2"],
        ["term", "f", "a", "quarrel", "removed", "", "", ""],
        ["term", "f", "a", "feud", "added", "", "", ""],
        ["indicator", "f", "b", "", "removed", "", "q 1 terms", ""],
        ["indicator", "f", "z", "", "added", "", "", "q 1 terms"],
        ["frame", "g", "", "", "removed", "", "G: 1 terms", ""],
        ["frame", "h", "", "", "added", "", "", "G: 1 terms"],
    ]


def test_articles_gained_and_lost(corpus) -> None:
    articles = corpus("War came.", "They quarrel.", "A feud began.", "Nothing.")
    after = parse_codebook(BASE.replace(", quarrel]", ", feud]").replace("id: g", "id: h"))
    table = diff_presence(parse_codebook(BASE), after, corpus=articles).set_index("frame")
    assert table.loc["f", ["articles", "before", "after", "gained", "lost", "changed"]].tolist() == [
        4,
        2,
        2,
        1,
        1,
        0.5,
    ]
    assert table.loc["g", "before"] == 0
    assert table.loc[["g"], "after"].isna().all()
